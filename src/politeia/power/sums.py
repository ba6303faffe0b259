"""Loops over sums of weights: how many coalitions have each sum, and from these the swings of a member.

Weights ascend, so that few sums are reached for as long as possible. Only sums below the quota are kept.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from politeia.compiled import compiled

Array: TypeAlias = Any  # numba and numpy's types of arrays have no common form


@compiled
def residues(weights: Array, distinct: Array, quota: int, p: int) -> Array:
    """Modulo p, the number of losing coalitions, then for each distinct weight the swings of one member with it.

    `weights` has all members' weights, ascending; no sum here exceeds 2p.

    Write c(s) for the coalitions with sum s and F(x) for those with a sum below x. A coalition of the others has the
    sum of one of all members, less those with the member: the others' F(x) is F(x) - F(x-w) + F(x-2w) - ... A swing has
    a sum from quota-w to quota-1, so that their number is F(q) - 2F(q-w) + 2F(q-2w) - ...
    """
    counts = np.zeros(quota, np.int64)
    counts[0] = 1
    reached = 1
    for w in weights:
        high = reached = min(quota, reached + w)
        # From the top, in blocks that do not overlap their source, so that the loop runs on vectors.
        while high > w:
            low = max(w, high - max(w, 1))
            block, source = counts[low:high], counts[low - w : high - w]
            for i in range(high - low):
                total = block[i] + source[i] - p
                block[i] = total + (p & (total >> 63))
            high = low
    for s in range(1, quota):
        total = counts[s] + counts[s - 1] - p
        counts[s] = total + (p & (total >> 63))
    found = np.empty(len(distinct) + 1, np.int64)
    found[0] = counts[quota - 1]
    for place, w in enumerate(distinct):
        swings = np.int64(0)
        if w:
            swings = counts[quota - 1]
            add = False
            for end in range(quota - 1 - w, -1, -w):
                for _ in range(2):
                    if add:
                        total = swings + counts[end] - p
                        swings = total + (p & (total >> 63))
                    else:
                        total = swings - counts[end]
                        swings = total + (p & (total >> 63))
                add = not add
        found[place + 1] = swings
    return found


@compiled
def residues_by_size(weights: Array, distinct: Array, quota: int, p: int) -> Array:
    """The same told apart by size: row 0 has losing coalitions of 0 to n members, row 1 + i swings of size 0 to n - 1.

    With k members in a coalition, the others' F(k, x) is F(k, x) - F(k-1, x-w) + F(k-2, x-2w) - ...
    """
    members = len(weights)
    counts = np.zeros((members + 1, quota), np.int64)
    counts[0, 0] = 1
    reached = 1
    for joined, w in enumerate(weights):
        reached = min(quota, reached + w)
        if reached <= w:
            continue
        for k in range(joined, -1, -1):
            block, source = counts[k + 1, w:reached], counts[k, : reached - w]
            for i in range(reached - w):
                total = block[i] + source[i] - p
                block[i] = total + (p & (total >> 63))
    found = np.zeros((len(distinct) + 1, members + 1), np.int64)
    for k in range(members + 1):
        row = counts[k]
        for s in range(1, quota):
            total = row[s] + row[s - 1] - p
            row[s] = total + (p & (total >> 63))
        found[0, k] = row[quota - 1]
    for place, w in enumerate(distinct):
        if not w:
            continue
        for k in range(members):
            swings = np.int64(0)
            # The others' F(k, q), less their F(k, q - w).
            for start in range(2):
                add = start == 0
                end = quota - 1 - start * w
                for j in range(k + 1):
                    if end < 0:
                        break
                    total = swings + counts[k - j, end] - p if add else swings - counts[k - j, end]
                    swings = total + (p & (total >> 63))
                    add = not add
                    end -= w
            found[place + 1, k] = swings
    return found


@compiled
def chances(weights: Array, distinct: Array, t: float, quotas: Array) -> Array:
    """In float, members joining with chance t from 0 to 1/2: per quota the chance to stay below, then of each swing.

    The result has a row for each quota. Every step adds what is not negative, but for one: with G(x) the chance of a
    sum in [x-w, x) of all members, and V(x) that of the others, G(x) = (1-t) V(x) + t V(x-w); so V(x) follows from
    V(x-w) upwards, and an error is never amplified, since t <= 1-t. Chances below a sum are kept as unevaluated sums
    of two floats, so that the difference G of two of them is as good as its terms.
    """
    limit = quotas.max()
    counts = np.zeros(limit)
    counts[0] = 1.0
    reached = 1
    stay = 1.0 - t
    for w in weights:
        high = reached = min(limit, reached + w)
        while high > w:
            low = max(w, high - max(w, 1))
            block, source = counts[low:high], counts[low - w : high - w]
            if w:
                for i in range(high - low):
                    block[i] = stay * block[i] + t * source[i]
            high = low
        if w:
            for s in range(min(w, limit)):
                counts[s] *= stay
    rest = np.zeros(limit)
    for s in range(1, limit):
        one, other = counts[s], counts[s - 1]
        total = one + other
        part = total - one
        rest[s] = rest[s - 1] + ((one - (total - part)) + (other - part))
        counts[s] = total
    found = np.zeros((len(quotas), len(distinct) + 1))
    for row, quota in enumerate(quotas):
        found[row, 0] = counts[quota - 1] + rest[quota - 1]
        for place, w in enumerate(distinct):
            if not w:
                continue
            swing = 0.0
            below, below_rest = 0.0, 0.0
            for end in range((quota - 1) % w, quota, w):
                window = (counts[end] - below) + (rest[end] - below_rest)
                below, below_rest = counts[end], rest[end]
                swing = (window - t * swing) / stay
            found[row, place + 1] = swing
    return found
