"""Elections of a case: what does not fit is told at its place, and what is not known is left out."""

from __future__ import annotations

import pytest

from politeia.case.contest import alone, countable
from politeia.case.election import elections_of
from politeia.case.library import load
from politeia.errors import CaseError
from politeia.reader import parse

TEXT = """\
elections: kazakhstan
systems:
  mixed:
    since: elections-2022
    body: majlis
    article: "50"
    source: KZELEC
    tiers: {list: {formula: hare, seats: {national: 10}}, districts: {formula: plurality}}
    thresholds: [{tier: list, share: 5%, of: cast}]
    no_seats: [against_all]
  run_off:
    since: 1998
    body: president
    article: "41"
    source: KZC98
    tiers: {office: {formula: two_round}}
    majority: cast
contests:
  first:
    held: 2023-03-19
    system: mixed
    standing: {greens: Greens}
    votes:
      list: {national: {amanat: {n: 60, source: VLAST23}, greens: {n: 30, source: VLAST23}, against_all: {n: 5, source: VLAST23}}}
      districts: "?"
    counts: {registered: {n: 200, source: VLAST23}, issued: {n: 120, source: VLAST23}, cast: {n: 100, source: VLAST23}, valid: {n: 95, source: VLAST23}, invalid: {n: 5, source: VLAST23}}
    published: {list: {amanat: {n: 7, source: VLAST23}, greens: {n: 3, source: VLAST23}}}
  second:
    held: 2022-11-20
    system: run_off
    votes: {office: {national: {tokayev: {n: 51, source: VLAST23}, nazarbayev: {n: 40, source: VLAST23}}}}
    counts: {cast: {n: 100, source: VLAST23}}
holders:
  persons: {tokayev: {names: T}, nazarbayev: {names: N}}
  parties: {amanat: {names: A}}
"""  # noqa: E501 - a record a line, as tests below replace them


@pytest.fixture(scope="module")
def polity():
    return load("kazakhstan").polity


def complaints(polity, *pairs):
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(CaseError) as caught:
        elections_of(parse(text, "x"), polity)
    lines = text.splitlines()
    assert all(c.column <= len(lines[c.line - 1]) for c in caught.value.complaints)
    return [(c.line, c.path, c.message) for c in caught.value.complaints]


def test_elections_stand_beside_referendums(polity):
    found = elections_of(parse(TEXT, "x"), polity)
    assert found.contests["first"].counts.known("cast") == 100
    assert found.contests["first"].counts.at_most("cast") == ("cast", 100)
    assert found.systems["mixed"].majority == "valid"


NATIONAL = "votes.list.national"


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "said"),
    [
        ("system: mixed", "system: mixt", 21, "system", "is no system; did you mean 'mixed'?"),
        ("{greens: Greens}", "{blues: Blues}", 24, f"{NATIONAL}.greens", "is no party or person under holders"),
        ("{amanat: {n: 60", "{amenat: {n: 60", 24, f"{NATIONAL}.amenat", "did you mean 'amanat'?"),
        ("greens: {n: 3, s", "grens: {n: 3, s", 27, "published.list.grens", "did you mean 'greens'?"),
        ("list: {national: {", "lists: {national: {", 24, "votes.lists", "is no tier; did you mean 'list'"),
        ("list: {national: {", "list: {nation: {", 24, "votes.list", "did you mean 'nation'?"),
        ('      districts: "?"\n', "", 24, "votes", "no votes for 'districts'"),
        ("cast: {n: 100", "cast: {n: 130", 26, "counts.cast.n", "130 is more than issued, 120"),
        ("valid: {n: 95", "valid: {n: 94", 26, "counts.valid.n", "94 is less than the 95 votes of 'list'"),
        ("invalid: {n: 5", "invalid: {n: 6", 26, "counts.invalid.n", "more than the 100 cast; expected 5 or less"),
        ("amanat: {n: 7", "amanat: {n: 8", 27, "published.list", "11 together, and 'list' has 10"),
        ("{n: 60, source: VLAST23", "{n: 60, source: VLAST24", 24, f"{NATIONAL}.amanat.source", "is no source"),
        ("held: 2023-03-19", "held: 2022-11-04", 21, "system", "was made on 2022-11-05, after this election"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(polity, old, new, line, path, said):
    found = complaints(polity, (old, new))
    assert any((at, where) == (line, f"contests.first.{path}") and said in what for at, where, what in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "said"),
    [
        ("body: majlis", "body: mejlis", 5, "body", "is no body; did you mean 'majlis'?"),
        ("since: elections-2022", "since: elections-2023", 4, "since", "is no act"),
        ("source: KZELEC", "source: KZELEK", 7, "source", "is no source; did you mean 'KZELEC'?"),
        ("tier: list, share", "tier: lists, share", 9, "thresholds[0].tier", "did you mean 'list'?"),
        ("no_seats: [ag", "appointed: {senat: 1}\n    no_seats: [ag", 10, "appointed.senat", "did you mean 'senate'?"),
    ],
)
def test_what_is_wrong_with_a_system_is_told_at_its_place(polity, old, new, line, path, said):
    found = complaints(polity, (old, new))
    assert any((at, where) == (line, f"systems.mixed.{path}") and said in what for at, where, what in found), found


def test_each_fault_is_told_once(polity):
    assert len(complaints(polity, ("cast: {n: 100", "cast: {n: 130"))) == 1
    assert len(complaints(polity, ("valid: {n: 95", "valid: {n: 94"))) == 1


def test_most_of_the_valid_votes_are_not_more_than_half_of_those_cast(polity):
    ((line, path, message),) = complaints(polity, ("tokayev: {n: 51", "tokayev: {n: 50"))  # of 90 and of 100
    assert (line, path) == (31, "contests.second.votes.office.national")
    assert "expected the run-off of tokayev and nazarbayev under second_round" in message
    second = (
        "second_round: {office: {national: {tokayev: {n: 40, source: VLAST23}, nazarbayev: {n: 41, source: VLAST23}}}}"
    )
    text = TEXT.replace("tokayev: {n: 51", "tokayev: {n: 50").replace(
        "    counts: {cast", f"    {second}\n    counts: {{cast"
    )
    found = elections_of(parse(text, "x"), polity)
    file = alone("second", found.contests["second"], found.systems["run_off"])
    assert file is not None
    assert file.second_round["office"]["national"] == {"tokayev": 40, "nazarbayev": 41}
    assert file.votes["office"]["national"]["not_valid"] == 10


def test_a_tier_with_an_open_vote_is_left_out(polity):
    text = TEXT.replace("amanat: {n: 60", 'amanat: {n: "?"')
    found = elections_of(parse(text, "x"), polity)
    assert countable(found.contests["first"], found.systems["mixed"]) == {}
    assert alone("first", found.contests["first"], found.systems["mixed"]) is None


def test_where_one_tier_makes_up_for_another_all_must_be_known(polity):
    link = "\n    linkage: {kind: compensatory, subtract: districts, overhang: keep}"
    found = elections_of(parse(TEXT.replace("no_seats: [against_all]", f"no_seats: [against_all]{link}"), "x"), polity)
    assert countable(found.contests["first"], found.systems["mixed"]) == {}


def test_a_threshold_that_asks_for_seats_needs_their_tier(polity):
    text = TEXT.replace("of: cast}", "of: cast, unless: [{wins: 1, in: districts}]}")
    found = elections_of(parse(text, "x"), polity)
    assert countable(found.contests["first"], found.systems["mixed"]) == {}


def test_a_share_of_an_unknown_count_is_taken_of_valid_votes(polity):
    found = elections_of(parse(TEXT.replace("cast: {n: 100", 'cast: {n: "?"'), "x"), polity)
    contest, system = found.contests["first"], found.systems["mixed"]
    file = alone("first", contest, system)
    assert file is not None
    assert [rule.of for rule in file.system.thresholds] == ["valid"]
    assert contest.counts.at_most("cast") == ("issued", 120)


def test_seats_that_the_votes_contradict_are_no_error(polity):
    text = TEXT.replace("amanat: {n: 7", "amanat: {n: 6").replace("greens: {n: 3, s", "greens: {n: 4, s")
    assert elections_of(parse(text, "x"), polity).contests
