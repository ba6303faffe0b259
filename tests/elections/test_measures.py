"""Measures of proportionality: by their definitions, at their ends, and alike for one election and for many."""

from __future__ import annotations

from fractions import Fraction
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.elections.measures import MEASURES, ensemble_measures, loosemore_hanby, measures
from politeia.errors import CaseError

elections = st.integers(1, 9).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 10**7), min_size=n, max_size=n).filter(any),
        st.lists(st.integers(0, 450), min_size=n, max_size=n).filter(any),
    )
)


@given(elections)
def test_one_election_and_many_agree(election: tuple[list[int], list[int]]) -> None:
    votes, seats = election
    many = ensemble_measures(np.array([votes]), np.array([seats]))
    for name, measure in MEASURES.items():
        assert many.values[name][0] == pytest.approx(float(measure(votes, seats)), rel=1e-12, abs=1e-13)


@given(elections)
def test_relations_between_measures(election: tuple[list[int], list[int]]) -> None:
    votes, seats = election
    found = measures(dict(enumerate(votes)), dict(enumerate(seats)))  # type: ignore[arg-type]
    assert found.rose + found.loosemore_hanby == 1
    assert 0 <= found.loosemore_hanby <= 1
    # The square root of half the sum of squares is no more than half the sum: the differences add up to nothing.
    assert found.gallagher <= float(found.loosemore_hanby) + 1e-15
    assert 1 <= found.effective_parties_votes <= sum(map(bool, votes))
    assert 1 <= found.effective_parties_seats <= sum(map(bool, seats))
    assert found.two_thirds_margin <= found.majority_margin + (sum(seats) < 3)


@pytest.mark.parametrize("name", MEASURES)
def test_equal_shares_are_fully_proportional(name: str) -> None:
    expected = {
        "gallagher": 0,
        "loosemore_hanby": 0,
        "rose": 1,
        "effective_parties_votes": 4,
        "effective_parties_seats": 4,
        "majority_margin": -6,
        "two_thirds_margin": -9,
    }
    assert MEASURES[name]((7, 7, 7, 7), (5, 5, 5, 5)) == expected[name]


def test_seats_for_those_without_votes_are_fully_disproportional() -> None:
    found = measures({"A": 10}, {"B": 3})
    assert found.gallagher == 1.0
    assert (found.loosemore_hanby, found.rose) == (Fraction(1), Fraction(0))


def test_hand_counted() -> None:
    # Shares 50, 30, 20 % of the votes and 60, 30, 10 % of the seats: differences 10, 0, -10.
    found = measures({"A": 50, "B": 30, "C": 20}, {"A": 6, "B": 3, "C": 1})
    assert found.gallagher == 0.1
    assert found.loosemore_hanby == Fraction(1, 10)
    assert found.effective_parties_votes == 1 / (Fraction(1, 4) + Fraction(9, 100) + Fraction(4, 100))
    assert found.effective_parties_seats == 1 / (Fraction(36, 100) + Fraction(9, 100) + Fraction(1, 100))


@pytest.mark.parametrize(
    ("seats", "majority", "two_thirds"),
    [((49, 49), -1, -17), ((50, 48), 0, -16), ((66, 32), 16, 0), ((65, 32), 16, 0), ((64, 34), 14, -2), ((1,), 0, 0)],
)
def test_margins(seats: tuple[int, ...], majority: int, two_thirds: int) -> None:
    assert MEASURES["majority_margin"](seats, seats) == majority
    assert MEASURES["two_thirds_margin"](seats, seats) == two_thirds


def test_a_loss_to_those_without_seats_counts() -> None:
    assert loosemore_hanby((90, 10), (5, 0)) == Fraction(1, 10)


def test_what_cannot_be_measured() -> None:
    with pytest.raises(CaseError, match="votes: there are no votes"):
        measures({"A": 0}, {"A": 1})
    with pytest.raises(CaseError, match="seats: there are no seats"):
        measures({"A": 1}, {})
    with pytest.raises(CaseError, match=r"expected \[elections, parties\] twice"):
        ensemble_measures(np.ones((2, 3), int), np.ones((3, 2), int))
    empty = ensemble_measures(np.array([[0, 0]]), np.array([[3, 1]])).values
    assert [float(of[0]) for of in empty.values()][:4] == pytest.approx([nan] * 4, nan_ok=True)
    assert empty["majority_margin"][0] == 0
