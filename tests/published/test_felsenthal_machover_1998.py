"""The Security Council by Banzhaf, as in Felsenthal and Machover 1998, The Measurement of Voting Power."""

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
    Row(COUNCIL, "permanent", "Banzhaf normalised", "106/635", "0.1669291339", "0.1669"),
    Row(COUNCIL, "permanent", "Banzhaf absolute", "53/1024", "0.0517578125", "0.05176"),
    Row(COUNCIL, "non-permanent", "Banzhaf normalised", "21/1270", "0.0165354331", "0.0165"),
    Row(COUNCIL, "non-permanent", "Banzhaf absolute", "21/4096", "0.0051269531", "0.00513"),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
