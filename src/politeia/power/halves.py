"""The engine for a few dozen members under several criteria: coalitions of two halves, met in the middle.

Each half of the members has its 2^(n/2) coalitions listed. One criterion, that with the most different sums, is read by
its order; coalitions of a half with the same size and the same sums on all other criteria form a group. For a pair of
groups, one of each half, what the rule asks is a threshold on the one criterion, and two walks along the sorted
sums count who meets it. No count exceeds 2^n, which fits a machine word up to 62 members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any as Anything
from typing import TypeAlias

from politeia.power.game import All, AtLeast, Game, Rule, thresholds

Array: TypeAlias = Anything  # numpy's and numba's types of arrays have no common form

MEMBERS = 40  # more have too many coalitions of a half to be listed
PAIRS = 2**24  # groups of one half times groups of the other; more would not fit in memory


@dataclass(frozen=True, slots=True)
class Half:
    """The coalitions of half of the members, ordered by group and then by sum on the criterion that is read by order.

    `masks` has the members of a coalition as bits, `sums` its sum; group g begins at `starts[g]`, and
    `shared[c][g]` is what all its coalitions have on criterion c; "" stands for their size.
    """

    masks: Array
    sums: Array
    starts: Array
    shared: dict[str, Array]


def pairs_at_most(game: Game) -> tuple[int, int]:
    """Bounds on the pairs of groups, and on the steps of the walks along them.

    >>> pairs_at_most(Game.weighted(51, [50, 49, 1]))
    (6, 28)
    """
    read, members, weights = _members(game)
    by_order = _ordered(read, weights)
    split = len(members) // 2
    groups = []
    for first, last in ((0, split), (split, len(members))):
        others = {tuple(row[first:last]) for c, row in weights.items() if c != by_order} | {(1,) * (last - first)}
        groups.append(min(1 << last - first, prod(sum(row) + 1 for row in others)))
    one, other = groups
    return one * other, 2 * (one << len(members) - split) + 2 * (other << split)


def _members(game: Game) -> tuple[list[str], list[int], dict[str, list[int]]]:
    """The criteria that are read, the class of each member, and the members' weights on each criterion."""
    read = list(dict.fromkeys(threshold.of for _, threshold in thresholds(game.rule)))
    members = [place for place, player in enumerate(game.players) for _ in range(player.n)]
    return read, members, {c: [game.players[place].weight(c) for place in members] for c in read}


def _ordered(read: Sequence[str], weights: dict[str, list[int]]) -> str:
    return max(read, key=lambda criterion: len(set(weights[criterion])))


def winning_by_member(game: Game) -> tuple[list[int], list[list[int]]]:
    """Winning coalitions of 0 to n members, and for each class those among them that include a given member.

    >>> winning_by_member(Game.weighted(51, [50, 49, 1]))
    ([0, 0, 2, 1], [[0, 0, 2, 1], [0, 0, 1, 1], [0, 0, 1, 1]])
    """
    import numpy as np

    from politeia.power.meeting import meet

    read, members, weights = _members(game)
    by_order = _ordered(read, weights)
    split = len(members) // 2
    halves = [
        _half({c: row[first:last] for c, row in weights.items()}, by_order, last - first)
        for first, last in ((0, split), (split, len(members)))
    ]
    asked = _asked(game.rule, by_order, *halves)
    n = len(members)
    winning, including = np.zeros(n + 1, np.int64), np.zeros((n, n + 1), np.int64)
    one, other = halves
    for these, those, asks, place in ((one, other, asked, 0), (other, one, asked.T, split)):
        meet(
            these.masks, these.sums, these.starts, these.shared[""],
            those.sums, those.starts, those.shared[""],
            np.ascontiguousarray(asks), including[place:], winning,
        )  # fmt: skip
    first = {place: at for at, place in reversed(list(enumerate(members)))}
    return (winning // 2).tolist(), [including[first[place]].tolist() for place in range(len(game.players))]


def _half(weights: dict[str, list[int]], by_order: str, members: int) -> Half:
    import numpy as np

    def sums(row: Sequence[int]) -> Array:
        return reduce(lambda found, w: np.concatenate((found, found + w)), row, np.zeros(1, np.int64))

    told = {c: sums(row) for c, row in weights.items()}
    told[""] = sums([1] * members)
    ordered = told.pop(by_order)
    order = np.lexsort((ordered, *told.values()))
    kept = {c: row[order] for c, row in told.items()}
    changes = np.zeros(len(order), bool)
    changes[0] = True
    for row in kept.values():
        changes[1:] |= row[1:] != row[:-1]
    starts = np.flatnonzero(changes)
    shared = {c: row[starts] for c, row in kept.items()}
    return Half(order, ordered[order], np.append(starts, len(order)), shared)


def _asked(rule: Rule, by_order: str, one: Half, other: Half) -> Array:
    """For each pair of groups the least sum on the ordered criterion that wins; the greatest word where none does."""
    import numpy as np

    shape = len(one.starts) - 1, len(other.starts) - 1
    asked = np.full(shape, np.iinfo(np.int64).max)

    def met(part: Rule, level: int) -> Array:
        if isinstance(part, AtLeast):
            if part.of == by_order:
                return np.full(shape, level >= part.q)
            return one.shared[part.of][:, None] + other.shared[part.of][None, :] >= part.q
        each = [met(rule, level) for rule in part.rules]
        return np.logical_and.reduce(each) if isinstance(part, All) else np.logical_or.reduce(each)

    levels = sorted({threshold.q for _, threshold in thresholds(rule) if threshold.of == by_order}, reverse=True)
    for level in (*levels, 0):
        asked[met(rule, level)] = level
    return asked
