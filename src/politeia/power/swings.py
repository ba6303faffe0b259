"""Passes over a decision diagram: the chance f(p) of passing, its gradient, and swings by size of coalition.

Every quantity is the same sum, over the ways to pass, of a product of one weight a class. With k of n members
saying yes a class weighs C(n,k) u^k v^(n-k): (u, v) are the odds of a yes for f(p), as whole numbers, and (z,
1) with a variable z for counts by size. One pass from below sums what is still needed, one from above what
has been done, and a member swings between neighbouring arcs. Python's integers neither round nor overflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import comb, prod
from typing import Any, Protocol, TypeVar

from politeia.errors import expected, shown
from politeia.power.diagram import LOSE, Diagram, diagram, intervals
from politeia.power.game import Game


@dataclass(frozen=True, slots=True)
class Counts:
    """What an engine counts: winning coalitions and swings, by size of coalition.

    `winning[s]` coalitions of s members win. For each class, in the game's order, `swings[s]` coalitions of s
    others lose, and win when one given member of the class joins.
    """

    winning: tuple[int, ...]
    swings: tuple[tuple[int, ...], ...]

    @property
    def including(self) -> tuple[tuple[int, ...], ...]:
        """For each class, how many coalitions of each size include a given one of its members.

        Swings of a size are the coalitions with the member, one larger, less those without; one follows from another.
        """
        found = []
        for swings in self.swings:
            included = [0]
            for size, swing in enumerate(swings):
                included.append(swing + self.winning[size] - included[size])
            found.append(tuple(included))
        return tuple(found)


Value = TypeVar("Value")


class Weights(Protocol[Value]):
    """What numbers of yes votes weigh, layer by layer: values that can be added, subtracted and multiplied."""

    nothing: Value
    unit: Value

    def run(self, layer: int, first: int, last: int) -> Value:
        """The weight of all ways in which `first` to `last` members say yes."""

    def pivot(self, value: Value, layer: int, count: int) -> Value:
        """The value times the weight of `count` yes votes among the members but a given one."""


def sweep(graph: Diagram, weights: Weights[Value]) -> tuple[Value, list[Value]]:
    """The weight of all winning coalitions, and for each layer that of the swings of one member of its class.

    A swing weighs what the others weigh: coalitions that win with the member, less those that win without.
    """
    nothing: Any = weights.nothing
    run: Any = lru_cache(maxsize=None)(weights.run)
    below: list[list[Any]] = [[weights.unit]]
    for layer in reversed(range(len(graph.layers))):
        size, following = graph.sizes[layer], below[-1]
        below.append(
            [
                sum(
                    (run(layer, first, last) * following[child] for first, last, child in intervals(arcs, size)),
                    nothing,
                )
                for arcs in graph.layers[layer]
            ]
        )
    below.reverse()
    swings = []
    above: list[Any] = [weights.unit]
    for layer, nodes in enumerate(graph.layers):
        size, following = graph.sizes[layer], below[layer + 1]
        reached = [nothing] * len(following)
        swing = nothing
        for arcs, done in zip(nodes, above, strict=True):
            for first, last, child in intervals(arcs, size):
                reached[child] = reached[child] + done * run(layer, first, last)
            for (_, before), (count, after) in pairwise(arcs):
                lost = following[before] if before != LOSE else nothing
                won = following[after] if after != LOSE else nothing
                swing = swing + weights.pivot(done * (won - lost), layer, count - 1)
        swings.append(swing)
        above = reached
    return below[0][0], swings


@lru_cache(maxsize=64)
def binomials(n: int) -> tuple[int, ...]:
    """C(n, 0) to C(n, n).

    >>> binomials(4)
    (1, 4, 6, 4, 1)
    """
    row = [1]
    for k in range(n):
        row.append(row[-1] * (n - k) // (k + 1))
    return tuple(row)


class Odds:
    """Members of layer i say yes with odds of `odds[i]` = (u, v), independently: chances times u + v each."""

    nothing, unit = 0, 1

    def __init__(self, sizes: Sequence[int], odds: Sequence[tuple[int, int]]) -> None:
        self.odds = odds
        self.sizes = sizes
        self.upto: list[list[int]] = [
            list(accumulate((c * u**k * v ** (n - k) for k, c in enumerate(binomials(n))), initial=0))
            for n, (u, v) in zip(sizes, odds, strict=True)
        ]

    def run(self, layer: int, first: int, last: int) -> int:
        return self.upto[layer][last + 1] - self.upto[layer][first]

    def pivot(self, value: int, layer: int, count: int) -> int:
        (u, v), others = self.odds[layer], self.sizes[layer] - 1
        factor: int = comb(others, count) * u**count * v ** (others - count)
        return value * factor


class Sizes:
    """Coalitions told apart by size: a polynomial in z, held as the integer that it is at z = 2^(8 * slot).

    A coefficient of a result counts sets of one size, at most 2^(members - 1), so that it and its sign fit a
    slot of bytes; products of polynomials are then products of integers (Kronecker's substitution).
    """

    nothing, unit = 0, 1

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.slot = sum(sizes) // 8 + 1
        self.rows = [b"".join(c.to_bytes(self.slot, "little") for c in binomials(n)) for n in sizes]

    def run(self, layer: int, first: int, last: int) -> int:
        kept = self.rows[layer][first * self.slot : (last + 1) * self.slot]
        return int.from_bytes(kept, "little") << 8 * first * self.slot

    def pivot(self, value: int, layer: int, count: int) -> int:
        return value * comb(self.sizes[layer] - 1, count) << 8 * count * self.slot

    def coefficients(self, value: int, degree: int) -> tuple[int, ...]:
        """The coefficients of z^0 to z^degree, which may be negative."""
        slot, half = self.slot, 1 << (8 * self.slot - 1)
        lift = int.from_bytes((b"\0" * (slot - 1) + b"\x80") * (degree + 1), "little")
        raw = (value + lift).to_bytes(slot * (degree + 1), "little")
        return tuple(int.from_bytes(raw[at : at + slot], "little") - half for at in range(0, len(raw), slot))


class Terms:
    """Coalitions told apart by size where few sizes occur: a polynomial in z by its terms that are not 0."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.nothing, self.unit = Polynomial({}), Polynomial({0: 1})

    def run(self, layer: int, first: int, last: int) -> Polynomial:
        return Polynomial({k: comb(self.sizes[layer], k) for k in range(first, last + 1)})

    def pivot(self, value: Polynomial, layer: int, count: int) -> Polynomial:
        return value * Polynomial({count: comb(self.sizes[layer] - 1, count)})


@dataclass(frozen=True, slots=True)
class Polynomial:
    """Coefficients by power of z."""

    terms: Mapping[int, int]

    def __add__(self, other: Polynomial) -> Polynomial:
        return Polynomial({**self.terms, **{k: self.terms.get(k, 0) + c for k, c in other.terms.items()}})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return Polynomial({**self.terms, **{k: self.terms.get(k, 0) - c for k, c in other.terms.items()}})

    def __mul__(self, other: Polynomial) -> Polynomial:
        found: dict[int, int] = {}
        for k, c in self.terms.items():
            for j, d in other.terms.items():
                found[k + j] = found.get(k + j, 0) + c * d
        return Polynomial(found)

    def coefficients(self, degree: int) -> tuple[int, ...]:
        return tuple(self.terms.get(k, 0) for k in range(degree + 1))


def by_size(graph: Diagram) -> Counts:
    """Winning coalitions and swings by size, from a diagram; exact."""
    sizes = Sizes(graph.sizes)
    members = sum(graph.sizes)
    winning, swings = sweep(graph, sizes)
    told = [sizes.coefficients(swing, members - 1) for swing in swings]
    return Counts(sizes.coefficients(winning, members), declared(graph, told))


def sparse_by_size(graph: Diagram) -> Counts:
    """The same as `by_size`, for a diagram whose coalitions have few sizes."""
    members = sum(graph.sizes)
    winning, swings = sweep(graph, Terms(graph.sizes))
    told = [swing.coefficients(members - 1) for swing in swings]
    return Counts(winning.coefficients(members), declared(graph, told))


def declared(graph: Diagram, values: Sequence[Value]) -> tuple[Value, ...]:
    """What was found layer by layer, in the game's order of classes."""
    told = dict(zip(graph.order, values, strict=True))
    return tuple(told[place] for place in sorted(told))


def multilinear(game: Game, p: Mapping[str, Fraction]) -> Fraction:
    """f(p): the chance of passing when each member of class c says yes with chance p[c], independently.

    Exact. Raises ValueError for a class without a chance, a chance without a class, or one outside 0 to 1.
    Source: Owen 1972, Multilinear extensions of games, Management Science 18:64-79.

    >>> game = Game.weighted(2, [1, 1, 1], ["a", "b", "c"])
    >>> multilinear(game, {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": Fraction(1)})
    Fraction(3, 4)
    """
    graph, odds, scales = _voting(game, p)
    passing, _ = sweep(graph, Odds(graph.sizes, odds))
    return Fraction(passing, prod(scale**n for scale, n in zip(scales, graph.sizes, strict=True)))


def gradient(game: Game, p: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """For each class the derivative of f in the chance of one of its members: the chance of a swing.

    Exact; at p = 1/2 it is the Penrose-Banzhaf measure. Raises ValueError as `multilinear` does.

    >>> game = Game.weighted(2, [1, 1, 1], ["a", "b", "c"])
    >>> gradient(game, {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": Fraction(1)})["a"]
    Fraction(1, 2)
    """
    graph, odds, scales = _voting(game, p)
    _, swings = sweep(graph, Odds(graph.sizes, odds))
    whole = prod(scale**n for scale, n in zip(scales, graph.sizes, strict=True))
    found = {
        place: Fraction(swing * scale, whole) for place, swing, scale in zip(graph.order, swings, scales, strict=True)
    }
    return {player.name: found[place] for place, player in enumerate(game.players)}


def _voting(game: Game, p: Mapping[str, Fraction]) -> tuple[Diagram, list[tuple[int, int]], list[int]]:
    """The diagram, and for each of its layers the odds of a yes and what they add up to."""
    names = [player.name for player in game.players]
    for name in p:
        if name not in names:
            raise ValueError(f"{shown(name)} is no class of this game{expected(name, names)}")
    for name in names:
        if name not in p:
            raise ValueError(f"there is no chance for {shown(name)}; expected one for each class")
        if not 0 <= p[name] <= 1:
            raise ValueError(f"{p[name]} is no chance for {shown(name)}; expected 0 to 1")
    graph = diagram(game)
    chances = [Fraction(p[names[place]]) for place in graph.order]
    odds = [(chance.numerator, chance.denominator - chance.numerator) for chance in chances]
    return graph, odds, [chance.denominator for chance in chances]
