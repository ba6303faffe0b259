"""Dated records: the text on a day, before and after an act, never mixes versions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.declaration import polity_of
from politeia.case.polity import Polity, expected_act
from politeia.case.terms import UNKNOWN
from politeia.errors import CaseError
from politeia.reader import from_plain
from tests.case.example import freedonia

ACTS = ("a", "b", "c", "d")
KEYS = ("mode", "object", "act")
FIRST = date(2000, 1, 1)


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A power's history over four acts: each entry states some keys with values of its own, some entries are staged."""
    entries: list[dict[str, Any]] = []
    acts = sorted(draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=6)))
    for n, act in enumerate(acts):
        entry: dict[str, Any] = {"since": act, "source": "s"}
        if draw(st.booleans()):
            entry["from"] = (FIRST + timedelta(days=draw(st.integers(100 * ACTS.index(act), 500)))).isoformat()
        if n and draw(st.integers(0, 4)) == 0:
            entry["repealed"] = "true"
        else:
            stated = (
                ["act", "object"] if n == 0 or "repealed" in entries[-1] else draw(st.lists(st.sampled_from(KEYS[1:])))
            )
            entry |= {key: f"{key}{n}" for key in stated}
            if not entries or "repealed" in entries[-1]:
                entry["actor"] = "king"
        if entries and entries[-1]["since"] == act and begins(entry) < begins(entries[-1]):
            entry["from"] = begins(entries[-1]).isoformat()
        entries.append(entry)
    return entries


def declared(entries: list[dict[str, Any]]) -> Polity:
    days = {act: (FIRST + timedelta(days=100 * n)).isoformat() for n, act in enumerate(ACTS)}
    acts = {act: {"adopted": day, "in_force": day, "by": "assembly", "title": act} for act, day in days.items()}
    tree = {
        "polity": "test",
        "names": "Test",
        "sources": {"s": {"title": "s"}},
        "acts": acts,
        "objects": {f"object{n}": {"names": "a thing"} for n in range(6)},
        "bodies": {"king": {"kind": "head_of_state"}},
        "powers": {"p": entries},
    }
    return polity_of(from_plain(tree))


def begins(entry: dict[str, Any]) -> date:
    if "from" in entry:
        return date.fromisoformat(entry["from"])
    return FIRST + timedelta(days=100 * ACTS.index(entry["since"]))


def laid(entries: list[dict[str, Any]]) -> dict[str, str] | None:
    """What some entries make together, by the definition: the last one to state a key decides it."""
    state: dict[str, str] | None = None
    for entry in entries:
        if "repealed" in entry:
            state = None
        else:
            state = {**(state or {}), **{key: entry[key] for key in ("act", "object", "actor") if key in entry}}
    return state


def content(record: Any) -> dict[str, str] | None:
    return None if record is None else {key: getattr(record.content, key) for key in ("act", "object", "actor")}


def whole(entries: list[dict[str, Any]]) -> bool:
    """Whether what is in force on every day, and after every entry, is a whole record: a stage may miss its ground."""
    states = [laid([e for e in entries if begins(e) <= begins(entry)]) for entry in entries]
    states += [laid(entries[:n]) for n in range(1, len(entries) + 1)]
    return all(state is None or len(state) == 3 for state in states)


@given(histories(), st.integers(-10, 600))
def test_a_day_has_exactly_the_entries_in_force(entries: list[dict[str, Any]], offset: int) -> None:
    if not whole(entries):
        with pytest.raises(CaseError):
            declared(entries)
        return
    day = FIRST + timedelta(days=offset)
    expected = laid([entry for entry in entries if begins(entry) <= day])
    assert content(declared(entries).at(day).powers.get("p")) == expected


@given(histories().filter(whole), st.sampled_from(ACTS))
def test_after_lays_the_acts_entries_on_before_and_no_other(entries: list[dict[str, Any]], act: str) -> None:
    polity = declared(entries)
    own = [entry for entry in entries if entry["since"] == act]
    try:
        before, after = polity.before(act), polity.after(act)
    except CaseError:
        return  # a stage of the act stands on a stage of another that was not in force
    values = {value for text in (before, after) if (c := content(text.powers.get("p"))) for value in c.values()}
    later = {e[k] for e in entries if ACTS.index(e["since"]) > ACTS.index(act) for k in KEYS if k in e}
    eve = polity.first_day(act) - timedelta(days=1)
    on_eve = {e[k] for e in entries if begins(e) <= eve for k in KEYS if k in e}
    assert not (values & later - on_eve)
    if not own:
        assert (
            content(after.powers.get("p")) == content(before.powers.get("p")) == content(polity.at(eve).powers.get("p"))
        )


def test_a_staged_reform_is_seen_whole_and_alone() -> None:
    polity = freedonia()
    before, after = polity.before("second"), polity.after("second")
    assert (before.day, after.day) == (date(2010, 1, 31), date(2011, 1, 1))
    assert (before.size("senate"), after.size("senate")) == (10, 9)
    assert str(after.seats["senate.named"].read.term) == "6 years"  # the third act's eight years are not the second's
    assert "again" in before.procedures["ordinary_law"].read.steps
    assert "again" not in after.procedures["ordinary_law"].read.steps
    assert "king.sacred" not in after.provisions


def test_between_the_stages_the_text_in_force_is_neither() -> None:
    text = freedonia().at(date(2010, 8, 1))
    assert text.seats["senate.named"].read.n == 6
    assert text.powers["king.dismiss_cabinet"].read.mode == "with_consent"
    assert text.size("senate") == 11


def test_an_act_that_amends_a_pending_stage_finds_it() -> None:
    polity = freedonia()
    before, after = polity.before("third").seats["senate.named"].read, polity.after("third").seats["senate.named"].read
    assert (before.n, str(before.term)) == (4, "6 years")
    assert (after.n, str(after.term)) == (4, "8 years")
    assert polity.before("third").procedures["ordinary_law"].read.steps["insist"].yes == "again"


def test_an_unknown_entry_into_force_leaves_what_it_touches_unsettled() -> None:
    text = freedonia().at(date(2021, 1, 1))
    assert text.powers["king.dismiss_cabinet"].unsettled == "fourth"
    assert text.powers["king.dissolve_house"].unsettled is None
    assert freedonia().at(date(2019, 12, 31)).powers["king.dismiss_cabinet"].unsettled is None
    assert freedonia().after("fourth").powers["king.dismiss_cabinet"].unsettled is None


def test_restating_a_mode_drops_the_body_that_it_named() -> None:
    assert freedonia().after("fourth").powers["king.dismiss_cabinet"].read.of is None


def test_an_unread_version_is_unknown_and_not_the_one_before() -> None:
    unread = (
        "    - {since: second, source: S2, mode: with_consent, of: house}",
        "    - {since: second, source: S2, unread: true}",
    )
    full = (
        "{since: fourth, source: S2, mode: alone}",
        "{since: fourth, source: S2, actor: king, act: dismiss, object: cabinet}",
    )
    polity = freedonia(unread, full)
    assert polity.after("second").powers["king.dismiss_cabinet"].content is None
    assert polity.after("fourth").powers["king.dismiss_cabinet"].content is not None


def test_a_number_by_fact_is_unknown_where_the_fact_is() -> None:
    polity = freedonia(("{from: 2010-02-01, n: 5, source: S2}", '{from: 2010-02-01, n: "?", source: S2}'))
    assert polity.after("second").size("senate") is UNKNOWN
    assert polity.before("second").size("senate") == 10


FACTS = "{until: 2010-01-31, n: 4, source: S1}, {from: 2010-02-01, n: 5, source: S2}"


@pytest.mark.parametrize(
    "facts", [FACTS, "{until: 2010-01-31, n: 4, source: S1}, {n: 5, source: S2}"], ids=["both said", "the second not"]
)
def test_a_fact_that_does_not_say_begins_where_the_one_above_it_ends(facts: str) -> None:
    polity = freedonia((FACTS, facts))
    days = [date(1900, 1, 1), date(2010, 1, 31), date(2010, 2, 1), date(2030, 1, 1)]
    assert [polity.at(day).facts["region"] for day in days] == [4, 4, 5, 5]


def test_between_two_facts_the_number_is_unknown() -> None:
    apart = "{from: 2001-01-01, until: 2001-12-31, n: 4, source: S1}, {from: 2003-01-01, n: 5, source: S2}"
    polity = freedonia((FACTS, apart))
    days = [date(2000, 12, 31), date(2001, 1, 1), date(2001, 12, 31), date(2002, 1, 1), date(2003, 1, 1)]
    assert [polity.at(day).facts["region"] for day in days] == [UNKNOWN, 4, 4, UNKNOWN, 5]


def test_an_unknown_act_is_refused_with_the_nearest() -> None:
    with pytest.raises(CaseError, match="did you mean 'second'"):
        freedonia().before("secnd")


def test_a_year_is_no_misspelling_of_another_and_the_acts_are_listed() -> None:
    years = declared([{"since": "a", "source": "s", "act": "call", "object": "object0", "actor": "king"}])
    acts = {"1998": "organic", "2022": "constitutional", "2026": "constitutional", "party-2021": "organic"}
    known = {name: years.acts["a"].model_copy(update={"layer": layer}) for name, layer in acts.items()}
    assert expected_act("2021", known) == "; expected one of 2022, 2026, 1998, party-2021"
    assert expected_act("20222", known) == "; did you mean '2022'?"
    assert expected_act("party-2022", known) == "; did you mean 'party-2021'?"
