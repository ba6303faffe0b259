"""Amending Canada's constitution by the Victoria Charter of 1971: Straffin 1977, Public Choice 30:107-118."""

from __future__ import annotations

import pytest

from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from tests.published.printed import Row, check

VICTORIA = "Canada, Victoria Charter 1971 amendment rule"
# Ontario and Quebec, two Atlantic provinces, and two western ones with half of the people of the west.
GAMES = {
    VICTORIA: Game(
        (
            PlayerClass("Ontario/Quebec", 2, {"centre": 1}),
            PlayerClass("British Columbia", 1, {"pacific": 1}),
            PlayerClass("Prairie province", 3, {"prairie": 1}),
            PlayerClass("Atlantic province", 4, {"atlantic": 1}),
        ),
        All(
            (
                AtLeast(2, "centre"),
                AtLeast(2, "atlantic"),
                Any((All((AtLeast(1, "pacific"), AtLeast(1, "prairie"))), AtLeast(3, "prairie"))),
            )
        ),
    )
}

ROWS = (
    Row(VICTORIA, "Ontario/Quebec", "Shapley-Shubik", "53/168", "0.3154761905", "31.55%"),
    Row(VICTORIA, "Ontario/Quebec", "Banzhaf normalised", "22/101", "0.2178217822", "21.78%"),
    Row(VICTORIA, "British Columbia", "Shapley-Shubik", "1/8", "0.1250000000", "12.50%"),
    Row(VICTORIA, "British Columbia", "Banzhaf normalised", "33/202", "0.1633663366", "16.34%"),
    Row(VICTORIA, "Prairie province", "Shapley-Shubik", "1/24", "0.0416666667", "4.17%"),
    Row(VICTORIA, "Prairie province", "Banzhaf normalised", "11/202", "0.0544554455", "5.45%"),
    Row(VICTORIA, "Atlantic province", "Shapley-Shubik", "5/168", "0.0297619048", "2.98%"),
    Row(VICTORIA, "Atlantic province", "Banzhaf normalised", "6/101", "0.0594059406", "5.94%"),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
