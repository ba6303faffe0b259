"""The vector under a reading of who follows whom: as declared, with a person coded otherwise, with nobody changed.

Where it is not known whom some seats follow, each reading is taken both ways: they follow nobody, or the head of state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from politeia.assess.groups import GROUPS
from politeia.assess.share import Label
from politeia.assess.vector import Vector, either, vector
from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.power.control import control
from politeia.power.shift import ShiftResult, Side

Texts = tuple[Constitution, Constitution]
Sides = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Read:
    """The vector under one reading, and what is left of it where it is not known whom some follow.

    `nobody` is the one in which those follow nobody, `head` that in which they follow the head of state, the same value
    where everything is known; `vector` is what both leave.
    """

    sides: Sides
    nobody: Vector
    head: Vector
    vector: Vector


@dataclass(frozen=True, slots=True)
class Turned:
    """A group's label and signs as declared and under another reading, where they differ; a sign None is not known."""

    group: str
    label: tuple[Label, Label]
    formal: tuple[int, int]
    effective: tuple[int | None, int | None]

    @property
    def sign(self) -> bool:
        """Whether a sign turns, and not the label alone."""
        return self.formal[0] != self.formal[1] or self.effective[0] != self.effective[1]


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading beside the declared one: the vector under it, and what it turns.

    `cells` has by group the decisions whose label differs, with both labels. `apart` has by group what the reading
    takes from the sum in fact: as declared, less under the reading.
    """

    vector: Vector
    turned: tuple[Turned, ...]
    cells: Mapping[str, Mapping[str, tuple[Label, Label]]]
    apart: Mapping[str, Fraction]

    @property
    def turns(self) -> bool:
        """Whether any sign of a group turns."""
        return any(turned.sign for turned in self.turned)


def read(
    shift: ShiftResult,
    texts: Texts,
    holders: Holders | None,
    clauses: Sequence[str] = (),
    *,
    codings: Mapping[str, str] | None = None,
    like: Constitution | None = None,
) -> Read:
    """The vector of a shift with those who sat on the day of each text, or on that of `like` under both.

    `codings` replaces the declared judgement on a person. Raises CaseError where two can each end the same term.
    """
    sides = _sides(texts, holders, codings, like, {})
    nobody = head = vector(shift, sides, clauses)
    if any(side.control.unheld for side in sides):
        heads = {text.label: _head_of_state(text) for text in texts}
        head = vector(shift, _sides(texts, holders, codings, like, heads), clauses)
    return Read(sides, nobody, head, nobody if head is nobody else either(nobody, head))


def _sides(
    texts: Texts,
    holders: Holders | None,
    codings: Mapping[str, str] | None,
    like: Constitution | None,
    heads: Mapping[str, str | None],
) -> Sides:
    before, after = (
        Side(text, control(text, holders, codings, like=like, unheld=heads.get(text.label))) for text in texts
    )
    return before, after


def _head_of_state(text: Constitution) -> str | None:
    """The office of the head of state, by what it is."""
    return next((body for body in text.bodies if text.kind(body) == "head_of_state"), None)


def compared(found: Vector, other: Vector) -> Reading:
    """Another vector beside one that was found."""
    return Reading(
        vector=other,
        turned=tuple(_turned(found, other)),
        cells={group: cells for group in GROUPS if (cells := dict(_relabelled(group, found, other)))},
        apart={own.group: own.effective - other.of(own.group).effective for own in found.groups},
    )


def _turned(found: Vector, other: Vector) -> Iterator[Turned]:
    for own, read in zip(found.groups, other.groups, strict=True):
        old, new = own.signs(found.materiality), read.signs(found.materiality)
        if own.label != read.label or old != new:
            yield Turned(own.group, (own.label, read.label), (old[0], new[0]), (old[1], new[1]))


def _relabelled(group: str, found: Vector, other: Vector) -> Iterator[tuple[str, tuple[Label, Label]]]:
    for decision, shares in found.matrix.items():
        own = shares[group].label if group in shares else "nothing_moved"
        groups = other.matrix.get(decision, {})
        read = groups[group].label if group in groups else "nothing_moved"
        if own != read:
            yield decision, (own, read)
