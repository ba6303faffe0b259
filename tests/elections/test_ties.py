"""Ties are decided by what is declared, or not at all."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.elections.apportion import FORMULAS, apportion
from politeia.elections.ties import Lot, Order, Tie, Undecided, winners

LEVEL = {"A": 5, "B": 5, "C": 5}


@pytest.mark.parametrize("formula", FORMULAS)
def test_three_level_parties_and_one_seat_over(formula: str) -> None:
    with pytest.raises(Undecided, match="1 seat is tied between A, B and C") as raised:
        apportion(LEVEL, 4, formula)
    assert raised.value.tie == Tie(("A", "B", "C"), 1)
    assert dict(apportion(LEVEL, 4, formula, ties=Order(("B", "C", "A"))).seats) == {"A": 1, "B": 2, "C": 1}
    assert apportion(LEVEL, 3, formula).ties == ()


def test_a_tie_that_changes_nothing_is_none() -> None:
    assert apportion({"A": 60, "B": 20, "C": 20}, 5, "dhondt").ties == ()


def test_an_order_that_leaves_a_tied_party_out_decides_nothing() -> None:
    with pytest.raises(Undecided):
        apportion(LEVEL, 4, ties=Order(("A", "B")))
    assert apportion({**LEVEL, "D": 1}, 4, ties=Order(("A", "B", "C"))).seats["A"] == 2


@given(seed=st.integers(), where=st.text(max_size=5))
def test_a_lot_does_not_depend_on_the_order_of_names(seed: int, where: str) -> None:
    drawn = {winners(Tie(names, 1, where), Lot(seed)) for names in permutations("ABC")}
    assert len(drawn) == 1


def test_lots_are_fair_and_districts_draw_apart() -> None:
    firsts = [winners(Tie(("A", "B", "C"), 1), Lot(seed))[0] for seed in range(3000)]
    assert all(900 < firsts.count(name) < 1100 for name in "ABC")
    together = sum(
        winners(Tie(("A", "B"), 1, "north"), Lot(seed)) == winners(Tie(("A", "B"), 1, "south"), Lot(seed))
        for seed in range(2000)
    )
    assert 900 < together < 1100


def test_the_district_stands_in_the_complaint() -> None:
    with pytest.raises(Undecided, match="north: 1 seat is tied between A and B"):
        apportion({"A": 1, "B": 1}, 1, where="north")
