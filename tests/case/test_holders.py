"""Who held what on a day, also where a bound is not known; and holders that cannot be right, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from politeia.case.election import elections_of
from politeia.case.holders import Coding, Holders, Sitting, Tenure, faults, on
from politeia.case.schema import SCHEMAS
from politeia.case.terms import UNKNOWN
from politeia.errors import CaseError
from politeia.reader import parse
from tests.case.example import freedonia

ZERO = date(2000, 1, 1)
END = 8  # the days of the small world are 0 to END; what still holds, holds on END
Bounds = tuple[int | None, int | None]  # None where the bound is not known


def day(n: int) -> date:
    return ZERO + timedelta(n)


def reigns(spells: Sequence[Bounds]) -> Holders:
    """One office, held by the n-th person in the n-th spell."""

    def written(first: int | None, last: int | None) -> dict[str, str]:
        until = "?" if last is None else day(last).isoformat()
        spell = {"from": "?" if first is None else day(first).isoformat(), "until": until}
        return {key: value for key, value in spell.items() if (key, last) != ("until", END)}

    tenures = [written(*spell) | {"person": str(n), "source": "S"} for n, spell in enumerate(spells)]
    persons = {str(n): {"names": f"Rudolf {n}"} for n in range(len(spells))}
    return Holders.model_validate({"persons": persons, "offices": {"king": tenures}})


def holder(spells: Sequence[Bounds], n: int) -> Any:
    """Which spell holds on a day: its number, None for none, or UNKNOWN."""
    found = on(reigns(spells), day(n)).offices.get("king")
    return int(found.person) if isinstance(found, Tenure) else found


@st.composite
def apart(draw: st.DrawFn, most: int, first: int = 0) -> list[tuple[int, int]]:
    """Spells that share no day, in any order."""
    cuts = sorted(draw(st.sets(st.integers(first, END - 1), max_size=2 * most)))
    spells = [(start, draw(st.integers(start, end - 1))) for start, end in pairwise([*cuts, END + 1])]
    return draw(st.permutations(draw(st.lists(st.sampled_from(spells), unique=True, max_size=most)) if spells else []))


@given(apart(most=4), st.integers(-1, END))
def test_the_one_spell_that_spans_the_day_holds(spells, n):
    spanning = [number for number, (first, last) in enumerate(spells) if first <= n <= last]
    assert len(spanning) <= 1
    assert holder(spells, n) == next(iter(spanning), None)


def completions(
    spells: Sequence[Bounds], taken: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to fill in the bounds that are not known so that no two spells share a day."""
    if len(taken) == len(spells):
        yield taken
        return
    first, last = spells[len(taken)]
    for start in range(END + 1) if first is None else [first]:
        for end in range(start, END + 1) if last is None else [last] if last >= start else []:
            if all(end < other or until < start for other, until in taken):
                yield from completions(spells, (*taken, (start, end)))


@given(apart(most=3, first=3), st.data())
def test_what_every_choice_of_the_unknown_bounds_gives_is_known_and_nothing_else(spells, data):
    masked: list[Bounds] = [
        (first if data.draw(st.booleans()) else None, last if data.draw(st.booleans()) else None)
        for first, last in spells
    ]
    filled = list(completions(masked))
    for n in range(END):
        holds = {next((k for k, (start, end) in enumerate(way) if start <= n <= end), None) for way in filled}
        assert holder(masked, n) == (holds.pop() if len(holds) == 1 else UNKNOWN)


bounds = st.tuples(st.none() | st.integers(3, END - 1), st.none() | st.integers(3, END))


@given(st.lists(bounds, max_size=3))
@example([(3, 7), (4, 4), (6, 6)])
def test_spells_are_refused_where_no_choice_of_bounds_keeps_them_apart(spells):
    wrong = {keys[2] for keys, _ in faults(reigns(spells), None)}
    assert bool(wrong) == (next(completions(spells), None) is None)
    rest = [spell for n, spell in enumerate(spells) if n not in wrong]
    assert list(faults(reigns(rest), None)) == []


TEXT = """\
elections: freedonia
holders:
  persons:
    hynkel: {names: {en: Hynkel}}
    firefly:
      names: {en: Firefly}
      follows: [{of: king, from: 2001-01-01, until: 2009-12-31, source: S1, note: his man, instead: [own, house]}]
  parties:
    tories: {names: Tories, leaders: [{from: 2000-03-01, until: 2008-06-30, person: hynkel, source: S1}]}
    whigs: {names: Whigs}
  offices:
    king: [{from: 2000-02-01, until: 2011-02-28, person: hynkel, source: [S1, S2]}]
  seats:
    senate:
      - from: 2000-02-01
        until: 2004-01-31
        source: S1
        blocks: [{n: 4, party: tories, group: senate.elected}, {n: 19, group: senate.named}]
      - {from: 2004-02-01, until: 2007-01-31, source: S1, blocks: [{n: "?", person: firefly, note: alone}]}
"""


def text(*replaced: tuple[str, str]) -> str:
    result = TEXT
    for old, new in replaced:
        assert old in result, old
        result = result.replace(old, new, 1)
    return result


def complaints(text: str, polity: Any) -> dict[str, str]:
    with pytest.raises(CaseError) as caught:
        elections_of(parse(text, "elections.yaml"), polity)
    lines = text.splitlines()
    for c in caught.value.complaints:
        word = re.match(r"'(\S+)' (is no|are) ", c.message)
        assert lines[c.line - 1][c.column - 1 :].startswith(word[1] if word else ("{", "[", *'0123456789u"')), str(c)
    return {c.path: c.message for c in caught.value.complaints}


@pytest.fixture(scope="module")
def polity():
    return freedonia()


def test_what_is_declared_is_held(polity):
    holders = elections_of(parse(TEXT, "elections.yaml"), polity).holders
    held = on(holders, date(2004, 1, 31))
    assert held.day == date(2004, 1, 31)
    king, leader, follows, senate = (
        held.offices["king"], held.leaders["tories"], held.follows["firefly"], held.seats["senate"]
    )  # fmt: skip
    assert isinstance(king, Tenure)
    assert isinstance(leader, Tenure)
    assert isinstance(follows, Coding)
    assert isinstance(senate, Sitting)
    assert king.person == leader.person == "hynkel"
    assert king.source == ("S1", "S2")
    assert (follows.of, follows.instead) == ("king", ("own", "house"))
    assert [block.n for block in senate.blocks] == [4, 19]  # more than the text has: norm and body differ
    assert held.follows.keys() == {"firefly"}
    assert held.leaders.keys() == {"tories"}
    next_day = on(holders, date(2004, 2, 1)).seats["senate"]
    assert isinstance(next_day, Sitting)
    assert next_day.blocks[0].n is UNKNOWN
    later = on(holders, date(2020, 1, 1))
    assert later.offices == later.leaders == later.seats == later.follows == {}


HOUSE = """\
    - {since: first, source: S1, unread: true}
    - {since: second, article: "1", source: S2, body: house, n: 9, by: people}
"""
AGAIN = "until: 2011-02-28, person: hynkel, source: [S1, S2]}"
TORIES = "until: 2008-06-30, person: hynkel, source: S1}"
CODED = "instead: [own, house]}"
NAMED = "{n: 19, group: senate.named}"

# what is changed, then where the complaint stands and what it says
BAD: dict[str, tuple[tuple[str, str], str, str]] = {
    "an office of no body": (("    king: [", "    kin: ["), "offices.kin", "'kin' is no body; did you mean 'king'?"),
    "seats of no body": (("    senate:\n", "    sennate:\n"), "seats.sennate", "did you mean 'senate'?"),
    "an unknown person in an office": (
        ("person: hynkel, source: [S1", "person: hinkel, source: [S1"),
        "offices.king[0].person",
        "'hinkel' is no person; did you mean 'hynkel'?",
    ),
    "an unknown leader": (
        ("person: hynkel, source: S1}", "person: hinkel, source: S1}"),
        "parties.tories.leaders[0].person",
        "did you mean 'hynkel'?",
    ),
    "an unknown person in a block": (
        ("person: firefly", "person: firefli"),
        "seats.senate[1].blocks[0].person",
        "did you mean 'firefly'?",
    ),
    "an unknown party": (
        ("party: tories", "party: torys"),
        "seats.senate[0].blocks[0].party",
        "'torys' is no party; did you mean 'tories'?",
    ),
    "an unknown group": (
        (NAMED, "{n: 19, group: senate.nmed}"),
        "seats.senate[0].blocks[1].group",
        "'senate.nmed' is no seat group; did you mean 'senate.named'?",
    ),
    "a person who follows no body": (
        ("of: king", "of: kign"),
        "persons.firefly.follows[0].of",
        "'kign' is no body or own; did you mean 'king'?",
    ),
    "another reading that is no body": (
        (CODED, "instead: [own, hose]}"),
        "persons.firefly.follows[0].instead[1]",
        "did you mean 'house'?",
    ),
    "an unknown source": (("[S1, S2]", "[S1, S3]"), "offices.king[0].source[1]", "'S3' is no source"),
    "an unknown source of a sitting": (
        ("source: S1\n", "source: T1\n"),
        "seats.senate[0].source",
        "'T1' is no source; expected one of S1, S2",
    ),
    "an end before the beginning": (
        ("until: 2011-02-28", "until: 1999-12-31"),
        "offices.king[0].until",
        "the last day, 1999-12-31, is before the first, 2000-02-01; expected 2000-02-01 or later",
    ),
    "two tenures on one day": (
        (AGAIN, f"{AGAIN}, {{from: 2011-02-28, person: firefly, source: S2}}"),
        "offices.king[1].from",
        "holds on 2011-02-28, as entry [0] does; expected no day in both",
    ),
    "a tenure inside another that is listed after it": (
        (AGAIN, f"{AGAIN}, {{from: 1999-01-01, person: firefly, source: S2}}"),
        "offices.king[0].from",
        "holds on 2000-02-01, as entry [1] does",
    ),
    "two tenures that still hold": (
        (AGAIN, 'until: 2011-02-28, person: hynkel, source: S1}, {from: "?", person: hynkel, source: S2},'
                ' {from: 2012-01-01, person: firefly, source: S2}'),
        "offices.king[1].from",
        "still holds, as entry [2] does",
    ),
    "a day of a tenure of unknown length inside another": (
        (AGAIN, f'{AGAIN}, {{from: "?", until: 2005-01-01, person: firefly, source: S2}}'),
        "offices.king[1].from",
        "holds on 2005-01-01, as entry [0] does",
    ),
    "two leaders on one day": (
        (TORIES, f"{TORIES}, {{from: 2005-01-01, person: firefly, source: S1}}"),
        "parties.tories.leaders[1].from",
        "holds on 2005-01-01",
    ),
    "two sittings on one day": (
        ("from: 2004-02-01", "from: 2004-01-31"),
        "seats.senate[1].from",
        "holds on 2004-01-31, as entry [0] does",
    ),
    "far more seats than the text has": (
        (NAMED, "{n: 27, group: senate.named}"),
        "seats.senate[0].blocks",
        "31 seats in all, where the text of 2000-02-01 gives senate 10; expected 30 or fewer",
    ),
    "two codings on one day": (
        (CODED, f"{CODED}, {{of: own, from: 2009-12-31, source: S1}}"),
        "persons.firefly.follows[1].from",
        "holds on 2009-12-31",
    ),
}  # fmt: skip

# These cannot be typed, so that they show before the others.
UNTYPED: dict[str, tuple[tuple[str, str], str, str]] = {
    "a tenure without a source": ((", source: [S1, S2]", ""), "offices.king[0]", "key 'source' is missing"),
    "a tenure with no source": (("[S1, S2]", "[]"), "offices.king[0].source", "names no source"),
    "a coding with no source": (
        ("until: 2009-12-31, source: S1", "until: 2009-12-31, source: []"),
        "persons.firefly.follows[0].source",
        "names no source",
    ),
    "a sitting with no source": (("source: S1\n", "source: []\n"), "seats.senate[0].source", "names no source"),
    "a block of nobody": ((NAMED, "{n: 19}"), "seats.senate[0].blocks[1]", "expected one or more of group, party"),
    "a block of no seats": ((NAMED, "{n: 0, group: senate.named}"), "seats.senate[0].blocks[1].n", "above 0"),
    "a block of more seats than any body has": (
        (NAMED, "{n: 10001, group: senate.named}"),
        "seats.senate[0].blocks[1].n",
        "expected a number of at most 10000",
    ),
    "a sitting of nobody": (
        ("blocks: [{n: 4, party: tories, group: senate.elected}, {n: 19, group: senate.named}]", "blocks: []"),
        "seats.senate[0].blocks",
        "expected 1 or more entries",
    ),
    "a beginning that is not told": (
        ("{from: 2000-02-01, until: 2011-02-28", "{until: 2011-02-28"), "offices.king[0]", "key 'from' is missing",
    ),
    "a misspelt key": (("until: 2011-02-28", "untill: 2011-02-28"), "offices.king[0].untill", "did you mean 'until'?"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*BAD, *UNTYPED])
def test_a_fault_has_its_place_and_is_alone(name, polity):
    replaced, path, message = (BAD | UNTYPED)[name]
    found = complaints(text(replaced), polity)
    assert list(found) == [f"holders.{path}"]
    assert message in found[f"holders.{path}"]


def test_a_group_of_another_body_is_told_with_those_of_its_own(polity):
    houses = freedonia(("seats:\n", "seats:\n  house.all:\n" + HOUSE))
    for known, instead in ((polity, "the polity declares no seat group of house"), (houses, "expected house.all")):
        found = complaints(text(("    senate:\n", "    house:\n")), known)
        assert found == {
            f"holders.seats.house[0].blocks[{n}].group": f"'{group}' are seats of senate, not of house; {instead}"
            for n, group in enumerate(("senate.elected", "senate.named"))
        }


def test_all_faults_are_told_at_once(polity):
    together = [
        "an office of no body",
        "an unknown leader",
        "an unknown party",
        "an unknown group",
        "an unknown source",
        "a person who follows no body",
        "two sittings on one day",
        "an end before the beginning",
    ]
    found = complaints(text(*(BAD[name][0] for name in together)), polity)
    assert len(found) == len(together)
    for name in together:
        assert any(BAD[name][2] in message for message in found.values()), name


def test_without_the_polity_the_holders_are_checked_in_themselves():
    own, of_the_polity = ["an unknown leader", "an unknown party", "two sittings on one day"], "an office of no body"
    found = complaints(text(*(BAD[name][0] for name in [*own, of_the_polity])), None)
    assert set(found) == {f"holders.{BAD[name][1]}" for name in own}


@pytest.mark.parametrize("name", [name for name in UNTYPED if name != "a block of nobody"])
def test_an_editor_underlines_what_cannot_be_typed(name):
    def valid(written: str) -> bool:
        plain = yaml.load(written, yaml.BaseLoader)  # noqa: S506 - it makes texts only
        for body in plain["holders"]["seats"].values():
            for block in (block for sitting in body for block in sitting["blocks"] if block["n"].isdigit()):
                block["n"] = int(block["n"])
        return jsonschema.Draft202012Validator(SCHEMAS["elections"]()).is_valid(plain)

    assert valid(TEXT)
    assert not valid(text(UNTYPED[name][0]))
