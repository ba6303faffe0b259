"""Elections of Kazakhstan: the declared votes under the declared systems give the seats that were published."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction

import pytest

from politeia.case.contest import BallotCounts
from politeia.case.library import load
from politeia.case.tally import Tallied
from politeia.elections.contest import counted
from politeia.elections.seats import seats
from politeia.errors import CaseError

OFFICIAL = {
    "2012": {"amanat": 83, "ak_zhol": 8, "peoples_party": 7},
    "2016": {"amanat": 84, "ak_zhol": 7, "peoples_party": 7},
    "2021": {"amanat": 76, "ak_zhol": 12, "peoples_party": 10},
    "2023": {"amanat": 40, "auyl": 8, "respublica": 6, "ak_zhol": 6, "peoples_party": 5, "nsdp": 4},
}
HELD = {
    "2012": "KZ-2012-01-15",
    "2016": "KZ-2016-03-20",
    "2021": "KZ-2021-01-10",
    "2023": "KZ-2023-03-19",
    "president-2019": "KZ-2019-06-09-pres",
    "president-2022": "KZ-2022-11-20-pres",
}
LEVELS = {"V2": "agreed", "V1": "single", "D": "derived", "C": "disputed"}


@pytest.fixture(scope="module")
def case():
    return load("kazakhstan")


def count(case, election, under=None):
    contest = case.elections.contests[election]
    return counted(election, contest, case.elections.systems[under or contest.system])


def by_list(found):
    return {party: n for party, n in found.result.tiers["list"]["national"].items() if n}


@pytest.mark.parametrize("election", OFFICIAL)
def test_the_votes_give_the_official_list_seats(case, election):
    found = count(case, election)
    assert by_list(found) == OFFICIAL[election]
    assert found.result.ties == ()
    seated = {party: n for party, n in found.result.seats.items() if n}
    assert found.file.published == seated


@pytest.mark.parametrize(("election", "agrees"), [("2012", False), ("2016", True), ("2021", False), ("2023", False)])
def test_dhondt_gives_other_seats(case, election, agrees):
    file = count(case, election).file
    tiers = {"list": file.system.tiers["list"].model_copy(update={"formula": "dhondt"})}
    result = seats(file.system.model_copy(update={"tiers": tiers}), file)
    assert ({p: n for p, n in result.tiers["list"]["national"].items() if n} == OFFICIAL[election]) is agrees


def test_98_proportional_seats_on_the_list_votes_of_2023(case):
    mixed = case.elections.contests["2023"].published
    assert mixed["list"]["amanat"].n + mixed["districts"]["amanat"].n == 62
    assert by_list(count(case, "2023", under="2021"))["amanat"] == 56


def test_what_is_not_known_of_2023_is_left_out_and_said(case):
    found = count(case, "2023")
    assert (found.open, found.result.house) == (("districts",), 69)
    assert any("districts: left out" in told and "amanat 22" in told for told in found.result.assumptions)


@pytest.mark.parametrize(
    ("election", "votes", "of", "base", "margin"),
    [
        ("president-2019", 6_539_715, "cast", 9_274_110, 1_902_659),
        ("president-2022", 6_456_393, "issued", 8_300_046, 2_306_369),
    ],
)
def test_the_president_had_more_than_half_in_the_first_round(case, election, votes, of, base, margin):
    found = count(case, election)
    (first,) = found.first_round
    assert (first.leader, first.votes, first.of, first.base, first.margin) == ("tokayev", votes, of, base, margin)
    assert first.share == Fraction(votes, base)
    assert found.result.seats["tokayev"] == 1


@pytest.mark.parametrize(("election", "largest"), [("2012", 7_125_542), ("2021", 9_414_557)])
def test_how_many_votes_may_have_been_cast_for_the_same_lists_to_pass(case, election, largest):
    contest = case.elections.contests[election]
    (told,) = [told for told in count(case, election).result.assumptions if "votes cast are not known" in told]
    assert f"up to {largest:,}" in told

    def passing(cast):
        tally = Tallied(n=cast, source=("KZELEC",))
        known = contest.model_copy(update={"counts": BallotCounts(cast=tally)})
        found = counted(election, known, case.elections.systems[contest.system])
        return {hurdle.party for hurdle in found.result.thresholds if hurdle.passed}

    assert passing(largest) == set(OFFICIAL[election])
    assert len(passing(largest + 1)) == len(OFFICIAL[election]) - 1


def test_the_second_list_of_2009_to_2026(case):
    for name in ("2009", "2021", "2022", "2026"):
        (rule,) = case.elections.systems[name].thresholds
        assert (rule.minimum.parties, rule.minimum.seats, rule.minimum.times.value) == (2, 2, Fraction(7, 10))
    assert case.elections.systems["2007"].thresholds[0].minimum is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2007", date(2008, 1, 1)),
        ("2009", date(2012, 1, 15)),
        ("2021", date(2021, 12, 1)),
        ("2022", date(2023, 3, 19)),
        ("2026", date(2026, 8, 23)),
    ],
)
def test_a_system_fills_as_many_seats_as_the_text_gives_the_body(case, name, day):
    system = case.elections.systems[name]
    declared = sum(sum(tier.seats.values()) for tier in system.tiers.values()) + sum(system.appointed.values())
    assert case.polity.at(day).size(system.body) == declared


def test_the_senate_cannot_be_counted(case):
    with pytest.raises(CaseError, match="of no tier are all votes known"):
        count(case, "senate-2023")


@pytest.mark.parametrize("election", HELD)
def test_votes_are_those_of_the_shared_facts(case, shared, election):
    contest = case.elections.contests[election]
    (districts,) = (tier for tier in contest.votes.values() if isinstance(tier, dict))
    lists = (shared / "facts/elections/kz_majilis_party_votes.csv").read_text("utf-8").splitlines()
    others = (shared / "facts/elections/kz_other_elections.csv").read_text("utf-8").splitlines()
    rows = [int(r["votes"]) for r in csv.DictReader(lists) if r["election"] == HELD[election]]
    counts = {r["quantity"]: r for r in csv.DictReader(others) if r["election"] == HELD[election]}
    if not rows:
        named = {"valid", "cast", "registered", "ballots_received", "sum_candidates_plus_against_all"}
        rows = [int(row["value"]) for quantity, row in counts.items() if quantity not in named]
    assert sorted(tally.n for tally in districts["national"].values()) == sorted(rows)
    same = {"ballots_cast": "cast", "ballots_issued": "issued", "ballots_received": "issued"}
    for quantity, row in counts.items():
        tally = getattr(contest.counts, same.get(quantity, quantity), None)
        if tally is not None and row["value"]:
            assert (tally.n, tally.level) == (int(row["value"]), LEVELS[row["level"]]), quantity
