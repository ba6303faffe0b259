"""The Security Council by Shapley-Shubik, as in Straffin 1983 and in Felsenthal and Machover 1998."""

from __future__ import annotations

import pytest

from politeia.power.game import All, AtLeast, Game, PlayerClass
from tests.published.printed import Row, check

COUNCIL = "UNSC (15 members, 9 votes incl. 5 permanent)"
GAMES = {
    COUNCIL: Game(
        (
            PlayerClass("permanent", 5, {"votes": 1, "permanent": 1}),
            PlayerClass("non-permanent", 10, {"votes": 1}),
        ),
        All((AtLeast(9, "votes"), AtLeast(5, "permanent"))),
    )
}

ROWS = (
    Row(COUNCIL, "permanent", "Shapley-Shubik", "421/2145", "0.1962703963", "0.1963"),
    Row(COUNCIL, "non-permanent", "Shapley-Shubik", "4/2145", "0.0018648019", "0.001865"),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
