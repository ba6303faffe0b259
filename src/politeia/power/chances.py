"""How many say yes: weights of each number, at many points at once, and what each number is worth to a proposal.

Arrays have one row a number of yes votes and one column a point; columns of one value stand for all points. Elements
are floats, or Python's integers (dtype object) where a result must be exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from politeia.errors import CaseError
from politeia.power.diagram import Diagram, diagram, intervals
from politeia.power.game import Game, pooled

Array: TypeAlias = Any
COINS = 12  # with more of them on which several bodies hang they are not tried one by one


def binomial(n: int, yes: Array, no: Array) -> Array:
    """The weights of 0 to n yes votes, shape (n + 1, points), by adding one member after another.

    Of numbers in [0, 1] only products and sums are taken: the relative error of a chance is below 3 n 2^-53.

    >>> binomial(2, np.array([0.5]), np.array([0.5])).ravel().tolist()
    [0.25, 0.5, 0.25]
    """
    mass = np.zeros((n + 1, len(yes)), yes.dtype)
    mass[0] = 1
    for k in range(1, n + 1):
        mass[1 : k + 1] = mass[1 : k + 1] * no + mass[:k] * yes
        mass[0] *= no
    return mass


def together(first: Array, second: Array) -> Array:
    """The weights of what two independent numbers of yes votes add up to."""
    few, many = sorted((first, second), key=len)
    mass = np.zeros((len(few) + len(many) - 1, max(few.shape[1], many.shape[1])), few.dtype)
    for count, weight in enumerate(few):
        mass[count : count + len(many)] += weight * many
    return mass


def beside(mass: Array, worth: Array) -> Array:
    """What each number of yes votes is worth beside others whose number has the weights `mass`.

    >>> beside(binomial(1, np.array([0.5]), np.array([0.5])), np.array([[0.0], [1.0], [1.0]])).ravel().tolist()
    [0.5, 1.0]
    """
    own = np.zeros((len(worth) - len(mass) + 1, max(mass.shape[1], worth.shape[1])), worth.dtype)
    if len(mass) <= len(own):
        for count, weight in enumerate(mass):
            own += weight * worth[count : count + len(own)]
    else:
        for count in range(len(own)):
            own[count] = (mass * worth[count : count + len(mass)]).sum(axis=0)
    return own


def shares(masses: Sequence[Array], worth: Array) -> list[Array]:
    """What each of several groups' own number of yes votes is worth, from what their sum is worth.

    Sums of those before a group are built up first, then those after it are summed out, from the last: one pass each.
    """
    before = [masses[0]]
    for mass in masses[1:-1]:
        before.append(together(before[-1], mass))
    found = []
    for place in range(len(masses) - 1, 0, -1):
        found.append(beside(before[place - 1], worth))
        worth = beside(masses[place], worth)
    return [worth, *reversed(found)]


def worths(graph: Diagram, masses: Sequence[Array]) -> tuple[Array, list[Array]]:
    """The weight of passing; and by layer what each number of yes votes of its class is worth.

    `masses` has the weights of the numbers by layer. Weights of runs are differences of cumulated ones.
    """
    points = max(mass.shape[1] for mass in masses)
    upto = [np.concatenate([np.zeros_like(mass[:1]), np.cumsum(mass, axis=0)]) for mass in masses]

    def run(layer: int, first: int, last: int) -> Array:
        return masses[layer][first] if first == last else upto[layer][last + 1] - upto[layer][first]

    below: list[list[Any]] = [[np.ones(1, masses[0].dtype)]]
    for layer in reversed(range(len(graph.layers))):
        size, following = graph.sizes[layer], below[-1]
        below.append(
            [
                sum(run(layer, first, last) * following[child] for first, last, child in intervals(arcs, size))
                for arcs in graph.layers[layer]
            ]
        )
    below.reverse()
    found = []
    above: list[Any] = [1]
    for layer, nodes in enumerate(graph.layers):
        size, following = graph.sizes[layer], below[layer + 1]
        reached: list[Any] = [0] * len(following)
        worth = np.zeros((size + 1, points), masses[0].dtype)
        for arcs, done in zip(nodes, above, strict=True):
            for first, last, child in intervals(arcs, size):
                reached[child] = reached[child] + done * run(layer, first, last)
                worth[first : last + 1] += done * following[child]
        found.append(worth)
        above = reached
    return below[0][0], found


@dataclass(frozen=True, slots=True)
class Group:
    """Classes of a pool that hang on one coin: by its side, the weights of their numbers of yes votes, class by class.

    Where there are several sides they are equally likely, and the group's number of yes votes is a mixture.
    """

    coin: str | None
    places: tuple[int, ...]
    sides: Mapping[int, Sequence[Array]]

    @property
    def mass(self) -> Array:
        """The weights of the group's number of yes votes."""
        return sum(reduce(together, votes) for votes in self.sides.values())


def response(
    game: Game, coins: Sequence[str | None], bonds: Sequence[str], odds: Mapping[str, tuple[Array, Array]]
) -> tuple[dict[str, Array], list[Array]]:
    """What passes when a coin says yes less what passes when it says no, by coin; and the swings of a member, by class.

    `coins` says which coin a class follows, if any; `odds` has by the class's bond the weights of a member's yes and no
    when that coin says yes; when it says no they change places. Both results are sums over the sides of all other
    coins. Classes of equal weights on the rule's criteria are one pool. A coin on which only one pool hangs is not
    tossed: it makes the pool's number of yes votes a mixture. CaseError where too many coins are left.
    """
    merged, pools = pooled(game)
    graph = diagram(merged)
    hung: dict[str, set[int]] = {}
    for coin, pool in zip(coins, pools, strict=True):
        if coin is not None:
            hung.setdefault(coin, set()).add(pool)
    tossed = [coin for coin, its in hung.items() if len(its) > 1]
    if len(tossed) > COINS:
        what = f"{len(tossed)} principals have followers in several bodies; expected at most {COINS} such principals"
        raise CaseError.at("", 0, 0, game.name, what)

    @cache
    def of_bond(n: int, bond: str) -> Array:
        return binomial(n, *odds[bond])

    def votes(place: int, n: int, says: int) -> Array:
        mass = of_bond(n, bonds[place])
        return mass if says else mass[::-1]

    n = [player.n for player in game.players]
    answers: dict[str, Any] = dict.fromkeys(hung, 0)
    swings: list[Any] = [0] * len(n)
    for tosses in product((1, 0), repeat=len(tossed)):
        says = dict(zip(tossed, tosses, strict=True))
        groups = [
            list(_groups(pool, pools, coins, says, lambda at, side: votes(at, n[at], side))) for pool in graph.order
        ]
        masses = [[group.mass for group in own] for own in groups]
        passing, worth = worths(graph, [reduce(together, own) for own in masses])
        for coin, side in says.items():
            answers[coin] = answers[coin] + (passing if side else -passing)
        for own, mass, of_pool in zip(groups, masses, worth, strict=True):
            for group, of_group in zip(own, shares(mass, of_pool), strict=True):
                for side, each in group.sides.items():
                    if group.coin is not None:
                        answer = (reduce(together, each) * of_group).sum(axis=0)
                        answers[group.coin] = answers[group.coin] + (answer if side else -answer)
                    for place, value in zip(group.places, shares(each, of_group), strict=True):
                        rest = votes(place, n[place] - 1, side)
                        swings[place] = swings[place] + (rest * (value[1:] - value[:-1])).sum(axis=0)
    return answers, swings


def _groups(
    pool: int,
    pools: Sequence[int],
    coins: Sequence[str | None],
    says: Mapping[str, int],
    votes: Callable[[int, int], Array],
) -> Iterator[Group]:
    """The independent groups of a pool: classes that follow nobody, or a tossed coin, and those of each other coin."""
    mixed: dict[str, list[int]] = {}
    for place, (own, coin) in enumerate(zip(pools, coins, strict=True)):
        if own == pool and (coin is None or coin in says):
            side = 1 if coin is None else says[coin]
            yield Group(None, (place,), {side: [votes(place, side)]})
        elif own == pool and coin is not None:
            mixed.setdefault(coin, []).append(place)
    for coin, places in mixed.items():
        yield Group(coin, tuple(places), {side: [votes(place, side) for place in places] for side in (1, 0)})
