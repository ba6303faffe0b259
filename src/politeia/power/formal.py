"""Formal power as it is compared between texts: a body's, in one decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from politeia.power.game import Game
from politeia.power.indices import power

INDICES = ("banzhaf", "shapley_shubik", "coleman_prevent", "coleman_initiate")


@dataclass(frozen=True, slots=True)
class Formal:
    """A body's formal power: Shapley-Shubik of all its members, the other measures of one member."""

    n: int
    banzhaf: Fraction
    shapley_shubik: Fraction
    coleman_prevent: Fraction
    coleman_initiate: Fraction


NONE = Formal(0, Fraction(0), Fraction(0), Fraction(0), Fraction(0))


def formal(game: Game | None) -> Mapping[str, Formal]:
    """Formal power by class of a game, exactly; nobody has any where there is no game.

    >>> formal(Game.weighted(2, [1, 1, 1], ["a", "b", "c"]))["a"].banzhaf
    Fraction(1, 2)
    """
    return _formal(replace(game, name="")) if game else {}


@lru_cache(maxsize=8192)
def _formal(game: Game) -> Mapping[str, Formal]:
    """Decisions of one shape are measured once, whatever they are called."""
    result = power(game, indices=INDICES)
    return {
        name: Formal(
            int(values["n"]),
            Fraction(values["banzhaf"]),
            int(values["n"]) * Fraction(values["shapley_shubik"]),
            Fraction(values["coleman_prevent"]),
            Fraction(values["coleman_initiate"]),
        )
        for name, values in result.players.items()
    }
