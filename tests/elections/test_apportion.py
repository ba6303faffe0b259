"""Apportionment: against the oracle, by its properties over all formulas, and for Kazakhstan's lists."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.elections.apportion import FORMULAS, WORD, Divisors, Quota, allocations, apportion
from politeia.elections.ties import Lot
from politeia.errors import CaseError
from tests.elections.adversarial import batches, compare
from tests.elections.oracle import outcome

QUOTAS = [name for name, formula in FORMULAS.items() if isinstance(formula, Quota)]
DIVISORS = [name for name, formula in FORMULAS.items() if isinstance(formula, Divisors)]

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any)


def named(votes: list[int]) -> dict[str, int]:
    return {f"party {number}": count for number, count in enumerate(votes)}


def test_awkward_elections_against_the_oracle() -> None:
    seen = Counter[str]()
    for elections in batches(11_000, seed=2026):
        compare(elections, seen)
    assert seen["elections"] == 11_000
    assert all(count > 50 for count in seen.values()), seen


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=40)
@given(votes=counts, seats=st.integers(0, 120))
def test_seats_against_the_oracle(formula: str, votes: list[int], seats: int) -> None:
    found = allocations(np.array([votes]), seats, formula)
    right = outcome(formula, votes, seats)
    assert tuple(found.seats[0]) == right.earliest()
    assert {party for party, level in enumerate(found.tied[0]) if level} == right.tied


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=40)
@given(votes=counts, seats=st.integers(0, 120))
def test_numbers_of_any_size_are_apportioned_alike(formula: str, votes: list[int], seats: int) -> None:
    great = [count * 10**40 for count in votes]
    small, large = (apportion(named(some), seats, formula, ties=Lot(1)) for some in (votes, great))
    if formula != "droop":  # it rounds its quota up to a whole vote, so multiples of all votes are another election
        assert small.seats == large.seats
    assert sum(large.seats.values()) == seats
    assert (
        tuple(allocations(np.array([great], object), seats, formula).seats[0])
        == outcome(formula, great, seats).earliest()
    )


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=40)
@given(edge=st.integers(-3, 3), seats=st.integers(1, 40), root=st.sampled_from((1, 2)))
def test_numbers_at_the_edge_of_a_machine_word(formula: str, edge: int, seats: int, root: int) -> None:
    greatest = round((WORD // (seats + 2)) ** (1 / root)) + edge
    votes = [greatest, greatest // 2, greatest // 3, 1]
    right = outcome(formula, votes, seats)
    assert tuple(allocations(np.array([votes], object), seats, formula).seats[0]) == right.earliest()


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=40)
@given(data=st.data(), votes=counts, seats=st.integers(0, 60))
def test_names_and_their_order_do_not_matter(formula: str, data: st.DataObject, votes: list[int], seats: int) -> None:
    given = named(votes)
    shuffled = {name: given[name] for name in data.draw(st.permutations(list(given)))}
    assert dict(apportion(given, seats, formula, ties=Lot(5)).seats) == dict(
        apportion(shuffled, seats, formula, ties=Lot(5)).seats
    )


@pytest.mark.parametrize("formula", DIVISORS)
@given(votes=counts, seats=st.integers(0, 60))
def test_divisors_take_no_seat_from_anybody_when_the_house_grows(formula: str, votes: list[int], seats: int) -> None:
    smaller, larger = (allocations(np.array([votes]), size, formula) for size in (seats, seats + 1))
    assert (larger.seats >= smaller.seats).all()


def test_the_alabama_paradox_of_hare() -> None:
    votes = {"A": 6, "B": 6, "C": 2}
    assert dict(apportion(votes, 10, "hare").seats) == {"A": 4, "B": 4, "C": 2}
    assert dict(apportion(votes, 11, "hare").seats) == {"A": 5, "B": 5, "C": 1}


@given(votes=counts, seats=st.integers(1, 60))
def test_hare_keeps_within_the_quota_and_dhondt_above_its_floor(votes: list[int], seats: int) -> None:
    exact = [Fraction(count * seats, sum(votes)) for count in votes]
    hare, dhondt, adams = (allocations(np.array([votes]), seats, name).seats[0] for name in ("hare", "dhondt", "adams"))
    assert all(share // 1 <= n <= -(-share // 1) for share, n in zip(exact, hare, strict=True))
    assert all(share // 1 <= n for share, n in zip(exact, dhondt, strict=True))
    assert all(n <= -(-share // 1) for share, n in zip(exact, adams, strict=True) if seats >= sum(map(bool, votes)))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_party_without_votes_has_no_seat(formula: str) -> None:
    assert dict(apportion({"A": 1, "B": 0}, 7, formula).seats) == {"A": 7, "B": 0}


@pytest.mark.parametrize("formula", ["adams", "dean", "huntington_hill"])
def test_where_seats_do_not_suffice_for_everybody_the_greatest_have_one(formula: str) -> None:
    votes = {"A": 1, "B": 300, "C": 2, "D": 40}
    assert dict(apportion(votes, 2, formula).seats) == {"A": 0, "B": 1, "C": 0, "D": 1}
    assert dict(apportion(votes, 4, formula).seats) == {"A": 1, "B": 1, "C": 1, "D": 1}


def test_too_many_whole_quotas_take_one_from_the_divisor() -> None:
    # 60 and 40 for 2 seats: the quota 25 would give 2 + 1, so it becomes 100/3, which gives 1 + 1.
    assert dict(apportion({"A": 60, "B": 40}, 2, "imperiali").seats) == {"A": 1, "B": 1}
    # Two whole Hagenbach-Bischoff quotas for one seat become two halves of Hare's.
    assert apportion({"A": 50, "B": 50}, 1, "hagenbach_bischoff", ties=Lot(0)).ties[0].seats == 1


def test_a_rounded_quota_may_leave_a_seat_for_everybody_and_more() -> None:
    assert dict(apportion({"A": 2, "B": 1}, 9, "droop").seats) == {"A": 5, "B": 4}


def test_a_threshold_reads_to_the_vote() -> None:
    votes = np.array([[93, 7, 0], [930, 69, 1], [9299, 700, 1], [9300, 699, 1]])
    seats = allocations(votes, 30, threshold=Fraction(7, 100)).seats
    assert (seats > 0).tolist() == [
        [True, True, False],
        [True, False, False],
        [True, True, False],
        [True, False, False],
    ]
    assert allocations(votes, 30, threshold=Fraction(7, 100), admits="more_than").seats[0, 1] == 0
    assert allocations(votes[:1], 30, threshold=Fraction(7, 100), base=np.array([101])).seats[0, 1] == 0
    assert not allocations(votes, 30, threshold=Fraction(1)).seats.any()
    assert not allocations(votes[:1], 30, threshold=Fraction(7, 100), base=np.array([2**62])).seats.any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"A": -1, "B": 3}, 4), "votes.A: '-1' is not a number of votes"),
        (({"A": 1.5}, 4), "votes.A: '1.5' is not a number of votes"),
        (({"A": True}, 4), "votes.A: 'True' is not a number of votes"),
        (({"A": 1}, -4), "seats: '-4' is not a number of seats"),
        (({"A": 0, "B": 0}, 4), "votes: nobody has a vote"),
        (({}, 1), "votes: nobody has a vote"),
        (({"A": 1}, 4, "d'hondt"), r"formula: .* did you mean 'dhondt'\?"),
    ],
)
def test_what_cannot_be_apportioned(arguments: Any, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        apportion(*arguments)


@pytest.mark.parametrize(
    ("votes", "options", "message"),
    [
        ([[1, -2]], {}, "votes: -2 is below 0"),
        ([[1.0, 2.0]], {}, "votes: not all of it is whole numbers"),
        ([1, 2], {}, "votes: it has 1 dimensions; expected 2"),
        ([[1, 2]], {"threshold": Fraction(11, 10)}, "threshold: 11/10 is not a share"),
        ([[1, 2]], {"base": np.array([3, 3])}, "base: it has 2 numbers; expected 1"),
        ([[1, 2]], {"base": np.array([-3])}, "base: -3 is below 0"),
    ],
)
def test_arrays_that_cannot_be_apportioned(votes: Any, options: Any, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        allocations(np.array(votes), 5, **options)


@given(votes=counts, parts=st.integers(2**50, 2**70), at=st.integers(0, 8))
def test_thresholds_with_long_fractions(votes: list[int], parts: int, at: int) -> None:
    party = votes[at % len(votes)]
    for share in (Fraction(party, sum(votes)), Fraction(party * parts // sum(votes), parts)):
        for admits in ("at_least", "more_than"):
            found = allocations(np.array([votes]), 9, "hare", threshold=share, admits=admits)
            assert tuple(found.seats[0]) == outcome("hare", votes, 9, share, admits).earliest()


def test_no_seats_and_no_elections() -> None:
    for formula in FORMULAS:
        assert dict(apportion({"A": 3, "B": 3}, 0, formula).seats) == {"A": 0, "B": 0}
        assert allocations(np.zeros((0, 3), int), 5, formula).seats.shape == (0, 3)
        assert not allocations(np.zeros((2, 3), int), 5, formula).seats.any()


LISTS = {"KZ-2012-01-15": (98, 7), "KZ-2016-03-20": (98, 7), "KZ-2021-01-10": (98, 7), "KZ-2023-03-19": (69, 5)}


def majilis(shared: Path, election: str) -> tuple[dict[str, int], dict[str, int], int]:
    """Votes of those who pass the threshold, all official list seats, and the threshold's base."""
    with (shared / "facts/elections/kz_majilis_party_votes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["election"] == election]
    base = sum(int(row["votes"]) for row in rows)
    lists = {row["party"]: row for row in rows if row["list_seats_official"]}  # "against all" has none
    admitted = {
        party: int(row["votes"])
        for party, row in lists.items()
        if Fraction(int(row["votes"]), base) >= Fraction(LISTS[election][1], 100)
    }
    return admitted, {party: int(row["list_seats_official"]) for party, row in lists.items()}, base


@pytest.mark.parametrize("election", LISTS)
def test_kazakhstan_official_list_seats_are_hares(shared: Path, election: str) -> None:
    admitted, official, _ = majilis(shared, election)
    seats = LISTS[election][0]
    nobody = dict.fromkeys(official, 0)
    assert nobody | dict(apportion(admitted, seats, "hare").seats) == official
    by_dhondt = nobody | dict(apportion(admitted, seats, "dhondt").seats)
    assert (by_dhondt == official) == (election == "KZ-2016-03-20")


@pytest.mark.parametrize("election", LISTS)
def test_kazakhstan_as_a_batch_with_its_threshold(shared: Path, election: str) -> None:
    with (shared / "facts/elections/kz_majilis_party_votes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["election"] == election and row["list_seats_official"]]
    _, official, base = majilis(shared, election)
    seats, share = LISTS[election]
    votes = np.array([[int(row["votes"]) for row in rows]])
    found = allocations(votes, seats, "hare", threshold=Fraction(share, 100), base=np.array([base]))
    assert found.seats[0].tolist() == list(official.values())


def test_kazakhstan_98_proportional_seats_on_the_votes_of_2023(shared: Path) -> None:
    admitted, _, base = majilis(shared, "KZ-2023-03-19")
    assert base == 6_366_441
    assert apportion(admitted, 98, "hare").seats["Amanat"] == 56
