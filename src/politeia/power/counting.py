"""What is counted in a game, and how the cheapest engine for it is found.

A cost is a rough number of seconds, from the numbers in the game alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Generic, TypeAlias, TypeVar

from politeia.errors import CaseError
from politeia.power.game import Game, pooled
from politeia.power.swings import Counts

PATIENCE = 30.0  # seconds: what would take longer is not begun

Number: TypeAlias = Fraction | float
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Told(Generic[Found]):
    """What was counted, how, and a bound on the relative error of each number; 0 where it is exact."""

    value: Found
    method: str
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Engine(Generic[Found]):
    """A way to count: what it costs, `inf` for a game that it cannot take, and the count."""

    cost: Callable[[Game], float]
    count: Callable[[Game], Told[Found]]


@dataclass(frozen=True, slots=True)
class Swings:
    """The shares of coalitions that win and that lose; for each class that of the others' in which a member swings."""

    winning: Number
    losing: Number
    of: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Minimal:
    """Minimal winning coalitions by size, and for each class those that include a given member, by size.

    `listed` has some by type, as numbers of members of each class, smallest first, and `types` says how many there are.
    """

    sizes: tuple[int, ...]
    including: tuple[tuple[int, ...], ...]
    listed: tuple[tuple[int, ...], ...]
    types: int


Values: TypeAlias = tuple[Number, ...]  # one for each class


def cheapest(engines: Mapping[str, Engine[Found]], game: Game) -> tuple[str, float]:
    """The engine that costs least, and its cost."""
    costs = {name: engine.cost(game) for name, engine in engines.items()}
    return min(costs.items(), key=lambda cost: cost[1])


def counted(engines: Mapping[str, Engine[Found]], game: Game) -> Told[Found]:
    """What the cheapest engine counts. Raises CaseError where that would take minutes."""
    name, cost = cheapest(engines, game)
    if cost > PATIENCE:
        kinds = len(pooled(game)[0].players)
        what = f"{game.members:,} members of {kinds:,} kind{'s' * (kinds > 1)} are more than can be counted exactly"
        raise CaseError.at("", 0, 0, "players", f"{what}; expected fewer members or kinds, or smaller weights")
    return engines[name].count(game)


@lru_cache(maxsize=16)
def order_weights(members: int) -> tuple[tuple[int, ...], int]:
    """The chance that just s given others precede a member in a random order, for s = 0 to members - 1.

    It is s! (n-1-s)! / n!, given as numerators over their least common denominator lcm(1, ..., n).

    >>> order_weights(3)
    ((2, 1, 2), 6)
    """
    denominator = lcm(*range(1, members + 1))
    weights = [denominator // members]
    for s in range(1, members):
        weights.append(weights[-1] * s // (members - s))
    return tuple(weights), denominator


def in_orders(counts: Counts) -> Values:
    """Shapley-Shubik values of one member of each class, from its swings by size."""
    weights, denominator = order_weights(len(counts.winning) - 1)
    return tuple(
        Fraction(sum(swing * weight for swing, weight in zip(swings, weights, strict=True) if swing), denominator)
        for swings in counts.swings
    )
