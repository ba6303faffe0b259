"""A printed row of a power table, and how a computed value must agree with it: exactly, and to each digit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from politeia.power.game import Game
from politeia.power.indices import PowerResult, power


@dataclass(frozen=True, slots=True)
class Row:
    """`exact` is a fraction, `value` ten decimals, `published` the source's own digits; each may be missing."""

    game: str
    player: str
    index: str
    exact: str
    value: str
    published: str

    def __str__(self) -> str:
        return f"{self.game}: {self.player}: {self.index}"


def member(index: str) -> Callable[[PowerResult, str], Fraction]:
    return lambda result, name: Fraction(result.players[name][index])


def whole_class(index: str) -> Callable[[PowerResult, str], Fraction]:
    return lambda result, name: Fraction(result.players[name]["n"] * result.players[name][index])


# The tables' names of the indices; "class" is the sum over the members of a class.
COLUMNS: dict[str, Callable[[PowerResult, str], Fraction]] = {
    "Shapley-Shubik": member("shapley_shubik"),
    "Shapley-Shubik each": member("shapley_shubik"),
    "Shapley-Shubik class": whole_class("shapley_shubik"),
    "Banzhaf absolute": member("banzhaf"),
    "Banzhaf absolute each": member("banzhaf"),
    "Banzhaf normalised": member("banzhaf_share"),
    "Banzhaf normalised class": whole_class("banzhaf_share"),
    "Coleman power to act": lambda result, _: Fraction(result.collectivity),
}

computed = cache(power)


def measured(row: Row, games: Mapping[str, Game]) -> Fraction:
    """Our value for a row."""
    return COLUMNS[row.index](computed(games[row.game]), row.player)


def agrees(value: Fraction, printed: str) -> bool:
    """Whether a printed number is the value: a fraction exactly, a decimal or percentage to its last digit."""
    if "/" in printed:
        return value == Fraction(printed)
    digits = printed.rstrip("%")
    unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
    scaled = value * (100 if printed.endswith("%") else 1)
    return round(scaled / unit) * unit == Fraction(digits)


def check(row: Row, games: Mapping[str, Game]) -> None:
    """The computed value is the row's fraction, its ten decimals and its published digits, where it has them."""
    value = measured(row, games)
    for printed in (row.exact, row.value, row.published):
        assert not printed or agrees(value, printed), (printed, float(value))
