"""Which voters elect under which systems: acts and ids, in the case of Kazakhstan."""

from __future__ import annotations

import pytest

from politeia.case.library import load
from politeia.elections.counterfactual import counterfactual
from politeia.elections.draws import Unmoved
from politeia.elections.electorate import Spread
from politeia.elections.ensemble import ensemble
from politeia.errors import CaseError


@pytest.fixture(scope="module")
def kazakhstan():
    return load("kazakhstan")


def sizes(found):
    return {name: {tier: sum(of.seats.values()) for tier, of in s.tiers.items()} for name, s in found.systems.items()}


def test_without_acts_it_is_the_system_that_they_voted_under(kazakhstan):
    found = counterfactual(kazakhstan, "2021")
    assert sizes(found) == {"2009": {"list": 98}}
    assert found.returns.votes["list"]["national"]["amanat"] == 5_148_074


def test_an_act_is_the_system_in_force_when_all_of_it_was(kazakhstan):
    found = counterfactual(kazakhstan, "2021", ["elections-2009", "2017", "2022", "elections-2022", "2026"])
    mixed, new = {"list": 69, "districts": 29}, {"list": 145}
    assert sizes(found) == {
        "elections-2009": {"list": 98}, "2017": {"list": 98}, "2022": mixed, "elections-2022": mixed, "2026": new,
    }  # fmt: skip
    assert counterfactual(kazakhstan, "2021", ["2022"]).assumptions == (
        "2022: the threshold of list is a share of valid votes, since the number cast is not known in full",
    )


def test_a_tier_whose_votes_are_not_known_is_left_to_the_assumption(kazakhstan):
    found = counterfactual(kazakhstan, "2023")
    assert set(found.returns.votes) == {"list"}
    assert found.no_seats == ("against_all",)
    result = ensemble(found.returns, found.systems, 2000, no_seats=found.no_seats, assuming=found.assumptions)
    assert result.first.house.mean == 98
    assert any("An assumption, not data: of 29 districts" in line for line in result.assumptions)


@pytest.mark.parametrize("year", ["2012", "2016", "2021", "2023"])
def test_official_list_seats_without_spread(kazakhstan, year):
    found = counterfactual(kazakhstan, year)
    lists = {n: s.model_copy(update={"tiers": {"list": s.tiers["list"]}}) for n, s in found.systems.items()}
    result = ensemble(found.returns, lists, 100, no_seats=found.no_seats, spread=Spread(Unmoved()))
    published = kazakhstan.elections.contests[year].published["list"]
    assert {party: band.mean for party, band in result.seats.items() if band.mean and party in published} == {
        party: tally.n for party, tally in published.items() if tally.n
    }


def test_98_proportional_seats_on_the_voters_of_2023(kazakhstan):
    found = counterfactual(kazakhstan, "2023", ["elections-2021"])
    result = ensemble(found.returns, found.systems, 100, no_seats=found.no_seats, spread=Spread(Unmoved()))
    assert result.seats["amanat"].mean == 56


@pytest.mark.parametrize(
    ("election", "under", "told"),
    [
        ("1789", [], "'1789' is no election of kazakhstan"),
        ("senate-2023", [], "are not known in full"),
        ("2021", ["2029"], "'2029' is no act of kazakhstan"),
        ("2021", ["1998"], "0 systems under '1998' could take these votes"),
    ],
)
def test_what_there_is_not_is_told(kazakhstan, election, under, told):
    with pytest.raises(CaseError) as caught:
        counterfactual(kazakhstan, election, under)
    assert told in caught.value.message


def test_every_act_that_is_wrong_is_told_at_once(kazakhstan):
    with pytest.raises(CaseError) as caught:
        counterfactual(kazakhstan, "2021", ["2029", "1998", "2022"])
    assert len(caught.value.complaints) == 2
