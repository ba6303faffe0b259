"""The engine for minimal and vulnerable coalitions of up to 28 members: every coalition has a bit in a table.

The table says who wins. A member is critical in a coalition that wins and would not without it; a coalition is
vulnerable when somebody is critical in it, and minimal when everybody is. The loops take 64 coalitions at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any as Anything
from typing import TypeAlias

from politeia.power.game import All, AtLeast, Game, Rule, thresholds

Array: TypeAlias = Anything  # numpy's and numba's types of arrays have no common form

MEMBERS = 28  # the table of more would not stay in a processor's cache, and take minutes to read
ROW = 16  # members whose coalitions are decided at once while the table is filled


@dataclass(frozen=True, slots=True)
class Critical:
    """What a scan of the table finds, a value for each class.

    `minimal[s]` minimal winning coalitions have s members, `including[c][s]` of them a given member of class c;
    `johnston[c]` adds up 1/j over the vulnerable coalitions of j critical members in which a given one is critical.
    `types` minimal coalitions differ in numbers of members by class; `listed` has some, smallest first.
    """

    minimal: list[int]
    including: list[list[int]]
    johnston: list[Fraction]
    listed: list[tuple[int, ...]]
    types: int


@lru_cache(maxsize=4)
def critical(game: Game, limit: int) -> Critical:
    """Scan all coalitions of a game of at most 28 members, and list at most `limit` types of minimal ones.

    >>> found = critical(Game.weighted(51, [50, 49, 1]), 10)
    >>> found.minimal, found.listed, found.johnston[0]
    ([0, 0, 2, 0], [(1, 1, 0), (1, 0, 1)], Fraction(2, 1))
    """
    import numpy as np

    from politeia.power.scan import scan

    # The first member has the highest bit, so that coalitions in descending order list the first classes first.
    classes = [place for place, player in enumerate(game.players) for _ in range(player.n)][::-1]
    members = len(classes)
    # Bits of a type are those of the first members of each class: a member is there only when the one before it is.
    after = np.array([bit + 1 if classes[bit + 1 : bit + 2] == [at] else -1 for bit, at in enumerate(classes)])
    minimal, including, shared, types, masks = scan(_table(game, classes), members, after, limit)
    first = {place: bit for bit, place in enumerate(classes)}
    listed = []
    for size in range(members + 1):
        for mask in masks[size][: types[size]].tolist():
            counts = [0] * len(game.players)
            for bit, place in enumerate(classes):
                counts[place] += mask >> bit & 1
            listed.append(tuple(counts))
    places = [first[place] for place in range(len(game.players))]
    return Critical(
        minimal.tolist(),
        [including[bit].tolist() for bit in places],
        [
            sum((Fraction(found, j) for j, found in enumerate(shared[bit].tolist()) if found), Fraction())
            for bit in places
        ],
        listed[:limit],
        int(types.sum()),
    )


def _table(game: Game, classes: Sequence[int]) -> Array:
    """Bit s of the table is set where the coalition with the bits of s wins; in words of 64."""
    import numpy as np

    read = list(dict.fromkeys(threshold.of for _, threshold in thresholds(game.rule)))
    row, rest = classes[:ROW], classes[ROW:]

    def sums(places: Sequence[int], criterion: str) -> Array:
        weights = [game.players[place].weight(criterion) for place in places]
        return reduce(lambda found, w: np.concatenate((found, found + w)), weights, np.zeros(1, np.int64))

    low, high = ({c: sums(places, c) for c in read} for places in (row, rest))

    def met(rule: Rule, at: int) -> Array:
        if isinstance(rule, AtLeast):
            return low[rule.of] >= rule.q - high[rule.of][at]
        each = [met(part, at) for part in rule.rules]
        return np.logical_and.reduce(each) if isinstance(rule, All) else np.logical_or.reduce(each)

    packed = [np.packbits(met(game.rule, at), bitorder="little") for at in range(1 << len(rest))]
    flat = np.concatenate(packed)
    return np.concatenate((flat, np.zeros(-len(flat) % 8, np.uint8))).view(np.uint64)
