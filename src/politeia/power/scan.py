"""The loop of `table`: who is critical in which coalition, 64 coalitions at a time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from politeia.compiled import compiled

Array: TypeAlias = Any

# In a word of 64 coalitions, those that include member 0 to 5.
INCLUDING = np.array(
    [sum(1 << s for s in range(64) if s >> bit & 1) for bit in range(6)],
    np.uint64,
)


@compiled
def scan(wins: Array, members: int, after: Array, limit: int) -> tuple[Array, Array, Array, Array, Array]:
    """Of the coalitions in the table, counted: the minimal ones by size; those with each member, by size; for each
    member the vulnerable ones in which it is critical, by how many are; the types of minimal ones by size; and of these
    the first `limit` masks of each size in descending order.

    `after[bit]` is the member of the same class that must be there for the coalition to stand for its type, or -1.
    """
    minimal = np.zeros(members + 1, np.int64)
    including = np.zeros((members, members + 1), np.int64)
    shared = np.zeros((members, members + 1), np.int64)
    types = np.zeros(members + 1, np.int64)
    masks = np.zeros((members + 1, limit), np.int64)
    critical = np.zeros(members, np.uint64)
    one, zero = np.uint64(1), np.uint64(0)
    for word in range(len(wins) - 1, -1, -1):
        won = wins[word]
        if won == zero:
            continue
        vulnerable, all_critical = zero, won
        for bit in range(members):
            if bit < 6:
                here = INCLUDING[bit]
                without = won << np.uint64(1 << bit)
            elif word >> (bit - 6) & 1:
                here = ~zero
                without = wins[word ^ (1 << (bit - 6))]
            else:
                critical[bit] = zero
                continue
            critical[bit] = won & here & ~without
            vulnerable |= critical[bit]
            all_critical &= critical[bit] | ~here
        if vulnerable == zero:
            continue
        for s in range(63, -1, -1):
            if not vulnerable >> np.uint64(s) & one:
                continue
            count: Any = 0
            for bit in range(members):
                count += np.int64(critical[bit] >> np.uint64(s) & one)
            for bit in range(members):
                shared[bit, count] += np.int64(critical[bit] >> np.uint64(s) & one)
            if all_critical >> np.uint64(s) & one:
                mask = np.int64(word) * 64 + s
                minimal[count] += 1
                typical = True
                for bit in range(members):
                    if mask >> bit & 1:
                        including[bit, count] += 1
                        if after[bit] >= 0 and not mask >> after[bit] & 1:
                            typical = False
                if typical:
                    if types[count] < limit:
                        masks[count, types[count]] = mask
                    types[count] += 1
    return minimal, including, shared, types, masks
