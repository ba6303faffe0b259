"""The loop of `halves`: walks along two sorted halves."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from politeia.compiled import compiled

Array: TypeAlias = Any


@compiled
def meet(
    masks: Array, sums: Array, starts: Array, sizes: Array,
    others: Array, their_starts: Array, their_sizes: Array,
    asked: Array, including: Array, winning: Array,
) -> None:  # fmt: skip
    """Add to `including[i, s]` the winning coalitions of s members with member i of this half, and all to `winning[s]`.

    `masks`, `sums`, `starts`, `sizes` describe this half, the next three the other; `asked[g, h]` is what a
    coalition of group g and one of group h must have together. Within a group, the greater a sum, the less is missing.
    """
    widest = their_sizes.max() + 1
    for g in range(len(sizes)):
        first, last = starts[g], starts[g + 1]
        met = np.zeros((last - first, widest), np.int64)
        for h in range(len(their_sizes)):
            low, high = their_starts[h], their_starts[h + 1]
            least = asked[g, h]
            if sums[last - 1] + others[high - 1] < least:
                continue
            enough = high  # those from here on are enough
            for at in range(first, last):
                missing = least - sums[at]
                while enough > low and others[enough - 1] >= missing:
                    enough -= 1
                met[at - first, their_sizes[h]] += high - enough
        for at in range(first, last):
            for size in range(widest):
                found = met[at - first, size]
                if found:
                    winning[sizes[g] + size] += found
                    mask, member = masks[at], 0
                    while mask:
                        if mask & 1:
                            including[member, sizes[g] + size] += found
                        mask >>= 1
                        member += 1
