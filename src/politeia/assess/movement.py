"""Did power move: the shift of a reform, its vector by group of holders, how robust that is, and what would flip it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from politeia.assess.flips import Flips, flips
from politeia.assess.holdings import STEPS
from politeia.assess.opened import unknowns
from politeia.assess.readings import Sides, read
from politeia.assess.robustness import Robust, robustness
from politeia.assess.vector import Vector
from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.paper.diff import DiffResult
from politeia.power.shift import ShiftResult, shift


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved between two texts: `sides` are the texts with who follows whom."""

    shift: ShiftResult
    sides: Sides
    vector: Vector
    robustness: Mapping[str, Robust]
    flips: Flips


def movement(before: Constitution, after: Constitution, holders: Holders | None, changes: DiffResult) -> Movement:
    """What moved between two texts with their holders, given their typed changes.

    Raises CaseError where two can each end the same term.
    """
    measured = shift(before, after, holders, points=STEPS + 1)
    clauses = tuple(f"{change.record}.{change.id}" for change in changes.changes if change.kind == "personal")
    again = partial(read, measured, (before, after), holders, clauses)
    found = again()
    unknown = [
        (f"{record.section}.{record.id}", part)
        for text in (before, after)
        for record in text.records()
        for part in unknowns(record.content)
    ]
    return Movement(
        shift=measured,
        sides=found.sides,
        vector=found.vector,
        robustness=robustness(found.nobody, *([] if found.head is found.nobody else [found.head])),
        flips=flips(found, again, holders, list(dict.fromkeys(unknown))),
    )
