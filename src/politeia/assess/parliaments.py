"""Which parliaments the voters of an ensemble elect, seat by seat of every list, and how often each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from politeia.elections.ensemble import Plan, elected
from politeia.engine import run

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes

FIRST = 2_000  # draws that are kept one by one, of the first chunk


@dataclass(frozen=True, slots=True)
class Drawn:
    """A system's parliaments: the distinct ones [parliaments, lists], how often each was drawn, and the first draws."""

    lists: tuple[str, ...]
    seats: Array
    counts: Array
    fills: frozenset[int]
    first: Array

    def __add__(self, other: Drawn) -> Drawn:
        import numpy as np

        seats, counts = _distinct(
            np.concatenate([self.seats, other.seats]), np.concatenate([self.counts, other.counts])
        )
        return Drawn(self.lists, seats, counts, self.fills | other.fills, self.first)


def parliaments(plan: Plan, workers: int = 1) -> list[Drawn]:
    """The parliaments of an ensemble, by system; they do not depend on how many workers draw them."""
    found: list[Drawn] = []
    for part in run(partial(_of_chunk, plan), plan.sizes(), workers):
        found = [one + more for one, more in zip(found, part, strict=True)] if found else part
    return found


def _of_chunk(plan: Plan, chunk: int) -> list[Drawn]:
    """The parliaments of one chunk, by system."""
    import numpy as np

    found = []
    for fit, seen in zip(plan.systems, elected(plan, chunk), strict=True):
        seats, counts = _distinct(seen.seats, np.ones(len(seen.seats), np.int64))
        fills = frozenset(int(house) - sum(fit.system.appointed.values()) for house in np.unique(seen.house))
        found.append(Drawn(seen.names, seats, counts, fills, seen.seats[:FIRST] if not chunk else seen.seats[:0]))
    return found


def _distinct(seats: Array, counts: Array) -> tuple[Array, Array]:
    """Each parliament once, with how often it was drawn."""
    import numpy as np

    rows, place = np.unique(seats, axis=0, return_inverse=True)
    return rows, np.bincount(place.reshape(-1), weights=counts).astype(np.int64)
