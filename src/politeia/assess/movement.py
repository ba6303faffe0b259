"""Did power move: the shift of a reform, its vector by group of holders, how robust that is, and what would flip it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from politeia.assess.flips import Flips, flips
from politeia.assess.holdings import STEPS
from politeia.assess.opened import unknowns
from politeia.assess.robustness import Robust, robustness
from politeia.assess.vector import Vector, vector
from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.paper.diff import DiffResult
from politeia.power.control import control
from politeia.power.shift import ShiftResult, Side, shift


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved between two texts: `sides` are the texts with who follows whom."""

    shift: ShiftResult
    sides: tuple[Side, Side]
    vector: Vector
    robustness: Mapping[str, Robust]
    flips: Flips


def movement(before: Constitution, after: Constitution, holders: Holders | None, changes: DiffResult) -> Movement:
    """What moved between two texts with their holders, given their typed changes.

    Raises CaseError where two can each end the same term.
    """
    measured = shift(before, after, holders, points=STEPS + 1)
    sides = Side(before, control(before, holders)), Side(after, control(after, holders))
    clauses = tuple(f"{change.record}.{change.id}" for change in changes.changes if change.kind == "personal")
    found = vector(measured, sides, clauses)
    unknown = [
        (f"{record.section}.{record.id}", part)
        for side in sides
        for record in side.text.records()
        for part in unknowns(record.content)
    ]
    return Movement(
        shift=measured,
        sides=sides,
        vector=found,
        robustness=robustness(found),
        flips=flips(found, measured, sides, holders, list(dict.fromkeys(unknown)), clauses),
    )
