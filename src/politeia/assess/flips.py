"""What would flip a verdict: another loyalty, another reading of whom a person follows, a rule that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from politeia.assess.groups import GROUPS
from politeia.assess.holdings import LINE, Curve
from politeia.assess.vector import Band, Label, Vector, vector
from politeia.case.holders import Coding, Holders
from politeia.case.holders import on as held_on
from politeia.power.control import control
from politeia.power.decisions import decisions
from politeia.power.shift import ShiftResult, Side

OUTSIDE = frozenset({"silence", "days"})  # fields that no game reads: whether they are known cannot flip anything


@dataclass(frozen=True, slots=True)
class Crossing:
    """The loyalty nearest to the band at which a group's effective sum changes its sign, and how far that is from it.

    `apart` is 0 where it lies within the band. Between the points of LINE the sum is taken to be straight.
    """

    group: str
    loyalty: Fraction
    apart: Fraction


@dataclass(frozen=True, slots=True)
class Turned:
    """A group's label and signs as declared and under another reading, where they differ."""

    group: str
    label: tuple[Label, Label]
    formal: tuple[int, int]
    effective: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a person, beside the declared one: the vector under it, and what it turns.

    `cells` has by group the decisions whose label differs, with both labels. `on` says of which texts it is in force.
    """

    person: str
    declared: str
    instead: str
    vector: Vector
    turned: tuple[Turned, ...]
    cells: Mapping[str, Mapping[str, tuple[Label, Label]]]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A field that is not known in a record that a decision rests on."""

    decision: str
    record: str
    part: str


@dataclass(frozen=True, slots=True)
class Flips:
    """All that would flip the verdict, the nearest first."""

    crossings: tuple[Crossing, ...]
    readings: tuple[Reading, ...]
    unknown: tuple[Unsettled, ...]


def flips(
    found: Vector,
    shift: ShiftResult,
    sides: Sequence[Side],
    holders: Holders | None,
    unknown: Sequence[tuple[str, str]],
    clauses: Sequence[str] = (),
) -> Flips:
    """What would flip a vector. `unknown` are the fields that are not known, each as its record's key and its path."""
    crossings = [
        crossing for grouped in found.groups if (crossing := _nearest(grouped.group, grouped.line, found.band))
    ]
    return Flips(
        crossings=tuple(sorted(crossings, key=lambda crossing: crossing.apart)),
        readings=tuple(_readings(found, shift, sides, holders, clauses)) if holders else (),
        unknown=tuple(_unsettled(sides, unknown)),
    )


def _nearest(group: str, line: Curve, band: Band) -> Crossing | None:
    """The nearest change of sign to the band, of those between points whose sums are not 0."""
    found = [Crossing(group, at, max(band.low - at, at - band.high, Fraction(0))) for at in _crossings(line)]
    return min(found, key=lambda crossing: crossing.apart, default=None)


def _crossings(line: Curve) -> Iterator[Fraction]:
    points = [(loyalty, value) for loyalty, value in zip(LINE, line, strict=True) if value]
    for (low, before), (high, after) in pairwise(points):
        if (before > 0) != (after > 0):
            yield low + (high - low) * before / (before - after)


def _readings(
    found: Vector, shift: ShiftResult, sides: Sequence[Side], holders: Holders, clauses: Sequence[str]
) -> Iterator[Reading]:
    """Every other reading that is declared for a person on the day of one of the texts."""
    held = [held_on(holders, side.control.day) for side in sides]
    for person in holders.persons:
        codings = [coding for on in held if isinstance(coding := on.follows.get(person), Coding)]
        for instead in dict.fromkeys(reading for coding in codings for reading in coding.instead):
            read = tuple(Side(side.text, control(side.text, holders, codings={person: instead})) for side in sides)
            other = vector(shift, read, clauses, found.materiality, found.band)
            yield Reading(
                person=person,
                declared=codings[-1].of,
                instead=instead,
                vector=other,
                turned=tuple(_turned(found, other)),
                cells={group: cells for group in GROUPS if (cells := dict(_relabelled(group, found, other)))},
                sources=tuple(dict.fromkeys(source for coding in codings for source in coding.source)),
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


def _unsettled(sides: Sequence[Side], unknown: Sequence[tuple[str, str]]) -> Iterator[Unsettled]:
    """The unknown fields of each decision's records, of those that a game reads."""
    read = [(record, part) for record, part in unknown if part.rpartition(".")[2] not in OUTSIDE]
    found = {
        Unsettled(name, record, part): None
        for side in sides
        for name, decision in decisions(side.text).items()
        for record, part in read
        if record in decision.records
    }
    yield from found
