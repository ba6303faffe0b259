"""The Nassau County board in 1958 and 1964: Banzhaf 1965, Rutgers Law Review 19:317-343."""

from __future__ import annotations

import pytest

from politeia.power.game import Game
from tests.published.printed import Row, check

N58 = "Nassau County 1958 (Banzhaf 1965) q=16"
N64 = "Nassau County 1964 (Banzhaf 1965) q=58"


def board(quota: int, weights: list[int]) -> Game:
    """Members are called as in the tables: "member 1 (w=9)"."""
    return Game.weighted(quota, weights, [f"member {i} (w={w})" for i, w in enumerate(weights, 1)])


GAMES = {N58: board(16, [9, 9, 7, 3, 1, 1]), N64: board(58, [31, 31, 28, 21, 2, 2])}

ROWS = (
    Row(N58, "member 1 (w=9)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N58, "member 1 (w=9)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N58, "member 2 (w=9)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N58, "member 2 (w=9)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N58, "member 3 (w=7)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N58, "member 3 (w=7)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N58, "member 4 (w=3)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N58, "member 4 (w=3)", "Shapley-Shubik", "0", "0.0000000000", ""),
    Row(N58, "member 5 (w=1)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N58, "member 5 (w=1)", "Shapley-Shubik", "0", "0.0000000000", ""),
    Row(N58, "member 6 (w=1)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N58, "member 6 (w=1)", "Shapley-Shubik", "0", "0.0000000000", ""),
    Row(N64, "member 1 (w=31)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N64, "member 1 (w=31)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N64, "member 2 (w=31)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N64, "member 2 (w=31)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N64, "member 3 (w=28)", "Banzhaf normalised", "1/3", "0.3333333333", "1/3"),
    Row(N64, "member 3 (w=28)", "Shapley-Shubik", "1/3", "0.3333333333", ""),
    Row(N64, "member 4 (w=21)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N64, "member 4 (w=21)", "Shapley-Shubik", "0", "0.0000000000", ""),
    Row(N64, "member 5 (w=2)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N64, "member 5 (w=2)", "Shapley-Shubik", "0", "0.0000000000", ""),
    Row(N64, "member 6 (w=2)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(N64, "member 6 (w=2)", "Shapley-Shubik", "0", "0.0000000000", ""),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
