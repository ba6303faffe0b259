"""What would flip a verdict: another reading of a person, a question left out, time, what is not known, a loyalty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from politeia.assess.holdings import LINE, Curve
from politeia.assess.omission import Omission, omissions
from politeia.assess.readings import Read, Reading, Sides, compared
from politeia.assess.share import Band
from politeia.case.holders import Coding, Holders
from politeia.case.holders import on as held_on
from politeia.errors import CaseError
from politeia.power.decisions import decisions
from politeia.power.shift import Side

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
class Coded:
    """A person read otherwise than declared, and what that turns."""

    person: str
    declared: str
    instead: str
    reading: Reading
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A field that is not known in a record that a decision rests on."""

    decision: str
    record: str
    part: str


@dataclass(frozen=True, slots=True)
class Flips:
    """All that would flip the verdict, in order of nearness.

    `time` is the reading in which the holders of before sit on under the new text: what it gives is the reform's own
    doing, what it takes away came with time. None where no holders are declared, or where the new text gives two of
    them each the power to end one term. `unheld` is the one in which those of whom it is not known whom they follow
    follow the head of state, beside the one in which they follow nobody; None where everything is known.
    """

    coded: tuple[Coded, ...]
    omissions: tuple[Omission, ...]
    time: Reading | None
    unheld: Reading | None
    crossings: tuple[Crossing, ...]
    unknown: tuple[Unsettled, ...]


def flips(
    found: Read,
    again: Callable[..., Read],
    holders: Holders | None,
    unknown: Sequence[tuple[str, str]],
) -> Flips:
    """What would flip a vector.

    `again` measures everything under another reading, named as `read` names them. `unknown` are the fields that are not
    known, each as its record's key and its path.
    """
    vector = found.vector
    crossings = [near for own in vector.groups if (near := _nearest(own.group, own.line, vector.band))]
    return Flips(
        coded=tuple(_coded(found, again, holders)) if holders else (),
        omissions=omissions(vector),
        time=_time(found, again) if holders else None,
        unheld=None if found.head is found.nobody else compared(found.nobody, found.head),
        crossings=tuple(sorted(crossings, key=lambda crossing: crossing.apart)),
        unknown=tuple(_unsettled(found.sides, unknown)),
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


def _coded(found: Read, again: Callable[..., Read], holders: Holders) -> Iterator[Coded]:
    """Every other reading that is declared for a person on the day of one of the texts."""
    held = [held_on(holders, side.control.day) for side in found.sides]
    for person in holders.persons:
        codings = [coding for on in held if isinstance(coding := on.follows.get(person), Coding)]
        for instead in dict.fromkeys(reading for coding in codings for reading in coding.instead):
            yield Coded(
                person=person,
                declared=codings[-1].of,
                instead=instead,
                reading=compared(found.vector, again(codings={person: instead}).vector),
                sources=tuple(dict.fromkeys(source for coding in codings for source in coding.source)),
            )


def _time(found: Read, again: Callable[..., Read]) -> Reading | None:
    try:
        return compared(found.vector, again(like=found.sides[0].text).vector)
    except CaseError:  # a judgement that settled who can end a term was not yet made on the day of before
        return None


def _unsettled(sides: Sides | Sequence[Side], unknown: Sequence[tuple[str, str]]) -> Iterator[Unsettled]:
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
