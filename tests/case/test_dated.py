"""An entry laid over the one before it: what it ends with `none`, and what goes with a key that it restates."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.declaration import polity_of
from politeia.case.polity import Polity
from politeia.errors import CaseError
from politeia.reader import from_plain, parse
from tests.case.example import freedonia, text

GROUP = {"body": "house", "n": 4, "by": "king"}
# Optional keys of a seat group, each with a value that is not what stands in its absence.
OPTIONAL: dict[str, Any] = {
    "names": "the seats",
    "mode": "after_consultation",
    "chair": "true",
    "casting": "true",
    "elected": "indirect",
    "term": "6y",
    "renews": {"part": "1/2", "every": "3y"},
    "renewable": "false",
    "terms": 2,
    "consecutive": "true",
    "recall": {"by": "king"},
}
DAYS = {"first": "2000-01-01", "second": "2010-01-01"}
keys = st.sets(st.sampled_from(sorted(OPTIONAL)))


def declared(section: str, *entries: dict[str, Any]) -> Polity:
    acts = {act: {"adopted": day, "in_force": day, "by": "assembly", "title": act} for act, day in DAYS.items()}
    tree = {
        "polity": "test",
        "names": "Test",
        "sources": {"s": {"title": "s"}},
        "acts": acts,
        "bodies": {"king": {"kind": "head_of_state"}, "house": {"kind": "chamber"}, "lords": {"kind": "chamber"}},
        section: {"record": [{"since": act, "source": "s"} | own for act, own in zip(DAYS, entries, strict=False)]},
    }
    return polity_of(from_plain(tree))


def last(polity: Polity) -> Any:
    text = polity.after("second")
    return (text.seats or text.powers)["record"].read


@given(keys, keys)
def test_an_ended_key_is_as_if_it_had_never_been_stated(stated: set[str], ended: set[str]) -> None:
    first = GROUP | {key: OPTIONAL[key] for key in stated | ended}
    polity = declared("seats", first, dict.fromkeys(ended, "none"))
    assert last(polity) == last(declared("seats", GROUP | {key: OPTIONAL[key] for key in stated - ended}, {}))
    assert polity.before("second").seats["record"].read == last(declared("seats", first, {}))


@given(keys.filter(bool), keys)
def test_what_is_not_inherited_cannot_end(ended: set[str], stated: set[str]) -> None:
    with pytest.raises(CaseError) as caught:
        declared("seats", GROUP | {key: OPTIONAL[key] for key in stated - ended}, dict.fromkeys(ended, "none"))
    assert {complaint.path for complaint in caught.value.complaints} == {f"seats.record[1].{key}" for key in ended}


def test_keys_of_a_step_and_of_a_power_end_as_well() -> None:
    again = "again:   {repealed: true}"
    third = "    - {since: third, from: 2011-01-01, steps: {approve: {silence: none, days: none}}}"
    polity = freedonia((again, f"{again}\n{third}"))
    assert polity.after("second").procedures["ordinary_law"].read.steps["approve"].silence == "sign"
    approve = polity.after("third").procedures["ordinary_law"].read.steps["approve"]
    assert (approve.days, approve.silence) == (None, None)
    power = {"actor": "king", "act": "dissolve", "object": "house"}
    override = {"override": {"each": ["house"]}, "limits": {"not_during": "emergency"}}
    assert last(declared("powers", power | override, {"override": "none", "limits": "none"})) == last(
        declared("powers", power, {})
    )


def test_in_quotes_it_is_a_text() -> None:
    old = "mode: with_consent, of: house}"
    quoted, plain = (text((old, old.replace("}", f", names: {word}}}"))) for word in ("'none'", "none"))
    named = polity_of(parse(quoted, "case.yaml")).after("second").powers["king.dismiss_cabinet"].read.names
    assert str(named) == "none"
    with pytest.raises(CaseError, match="no 'names' is inherited"):
        polity_of(parse(plain, "case.yaml"))


@pytest.mark.parametrize("section", ["seats", "powers"])
def test_another_hand_does_not_inherit_how_the_last_one_was_bound(section: str) -> None:
    key, record = ("by", GROUP) if section == "seats" else ("actor", {"actor": "king", "act": "call", "object": "laws"})
    bound = record | {"mode": "on_proposal", "of": "lords"}
    now = last(declared(section, bound, {key: "house"}))
    assert (getattr(now, key), now.mode, now.of) == ("house", "alone", None)
    stated = last(declared(section, bound, {key: "house", "mode": "with_consent", "of": "king"}))
    assert (stated.mode, stated.of) == ("with_consent", "king")
    same = last(declared(section, bound, {"names": "renamed"}))
    assert (same.mode, same.of) == ("on_proposal", "lords")


def test_another_hand_does_not_inherit_the_parts_or_the_choice_of_the_last_one() -> None:
    parts = {"parts": [{"n": 2}, {"n": 2, "mode": "on_proposal", "of": "lords"}]}
    assert last(declared("seats", GROUP | parts, {"by": "house"})).parts == ()
    choice = {"mode": "choice", "choice": {"among": 2, "by": "lords"}}
    assert last(declared("seats", GROUP | choice, {"by": "house"})).choice is None
