"""The Nassau County board of the 1990s: the game of Krohn and Sudhölter 1995, with its exact values."""

from __future__ import annotations

import pytest

from politeia.power.game import Game
from tests.published.printed import Row, check

N90 = "Nassau County 1990s (Krohn & Sudholter 1995; q=65) q=65"


def board(quota: int, weights: list[int]) -> Game:
    """Members are called as in the tables: "member 1 (w=9)"."""
    return Game.weighted(quota, weights, [f"member {i} (w={w})" for i, w in enumerate(weights, 1)])


GAMES = {N90: board(65, [30, 28, 22, 15, 7, 6])}

ROWS = (
    Row(N90, "member 1 (w=30)", "Banzhaf normalised", "15/52", "0.2884615385", ""),
    Row(N90, "member 1 (w=30)", "Shapley-Shubik", "3/10", "0.3000000000", ""),
    Row(N90, "member 2 (w=28)", "Banzhaf normalised", "1/4", "0.2500000000", ""),
    Row(N90, "member 2 (w=28)", "Shapley-Shubik", "1/4", "0.2500000000", ""),
    Row(N90, "member 3 (w=22)", "Banzhaf normalised", "11/52", "0.2115384615", ""),
    Row(N90, "member 3 (w=22)", "Shapley-Shubik", "13/60", "0.2166666667", ""),
    Row(N90, "member 4 (w=15)", "Banzhaf normalised", "9/52", "0.1730769231", ""),
    Row(N90, "member 4 (w=15)", "Shapley-Shubik", "1/6", "0.1666666667", ""),
    Row(N90, "member 5 (w=7)", "Banzhaf normalised", "3/52", "0.0576923077", ""),
    Row(N90, "member 5 (w=7)", "Shapley-Shubik", "1/20", "0.0500000000", ""),
    Row(N90, "member 6 (w=6)", "Banzhaf normalised", "1/52", "0.0192307692", ""),
    Row(N90, "member 6 (w=6)", "Shapley-Shubik", "1/60", "0.0166666667", ""),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
