"""The ids that records name: each is declared, and a body stands in every text that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from politeia.case.dated import Entry, History, Laid
from politeia.case.institutions import Body, PerFact, Power, Provision, SeatGroup, ThingKind
from politeia.case.procedure import Procedure
from politeia.errors import Complaint, expected, shown
from politeia.reader import place

Keys = tuple[str | int, ...]
Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that a record names: the keys of the place, and what it is the id of."""

    keys: Keys
    name: str
    of: Literal["body", "fact", "object", "record"] = "body"


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a record may name."""

    bodies: tuple[str, ...]
    facts: tuple[str, ...]
    objects: tuple[str, ...]
    records: tuple[str, ...]
    sources: tuple[str, ...]

    def among(self, reference: Reference) -> tuple[str, ...]:
        """Those that would be right in a place. A power is about a body, an object or a word of the core set."""
        objects = (*self.bodies, *self.objects, *get_args(ThingKind))
        known = {"body": self.bodies, "fact": self.facts, "object": objects, "record": self.records}
        return known[reference.of]


def undeclared(texts: Iterable[Laid[Any]], known: Known) -> Iterator[Complaint]:
    """Complain about every id that names nothing."""
    for text in texts:
        for reference in REFERENCES[text.history.section](text.content):
            among = known.among(reference)
            if reference.name not in among:
                what = "body and no declared object" if reference.of == "object" else reference.of
                message = f"{shown(reference.name)} is no {what}{expected(reference.name, among)}"
                yield _complaint(text, reference, message)


def absent(
    texts: Iterable[Laid[Any]], bodies: Mapping[str, History[Body]], order: Mapping[str, int]
) -> Iterator[Complaint]:
    """Complain about every body that a text names and that has ended in it, or has not begun.

    Looked at are the texts after each act (of those in `order`), and on each day on which something begins. A clause
    may speak of a body that is gone, and a body declared once belongs to all texts: neither is held to this.
    """
    dated = {name: history for name, history in bodies.items() if any(entry.act for entry in history.entries)}
    for text in texts:
        references = REFERENCES[text.history.section](text.content)
        named = [r for r in references if r.of in ("body", "object") and r.name in dated]
        if not named or text.history.section in ("bodies", "provisions"):
            continue
        for reference in named:
            body = dated[reference.name]
            found = [theirs for own, theirs in _together(text.history, body, order) if own == text.chosen]
            if any(not theirs for theirs in found):
                first = body.entries[0]
                message = f"begins with {first.act}{_line(first)}; expected this record to begin no earlier"
                yield _complaint(text, reference, f"{reference.name!r} {message}")
            for end in {theirs[-1] for theirs in found if theirs and theirs[-1].repealed}:
                message = f"is ended by {end.act}{_line(end)}; expected this record to end too, or to name another body"
                yield _complaint(text, reference, f"{reference.name!r} {message}")


def _together(record: History[Any], body: History[Body], order: Mapping[str, int]) -> Iterator[tuple[Entries, Entries]]:
    """The entries of a record and of a body that make one text, for each act and each day that changes either."""
    both = (*record.entries, *body.entries)
    for act in {order[entry.act] for entry in both}:
        yield _by_act(record, order, act), _by_act(body, order, act)
    for day in {entry.begins for entry in both}:
        yield _by_day(record, day), _by_day(body, day)


def _by_act(history: History[Any], order: Mapping[str, int], last: int) -> Entries:
    return tuple(entry for entry in history.entries if order[entry.act] <= last)


def _by_day(history: History[Any], day: date) -> Entries:
    return tuple(entry for entry in history.entries if entry.begins <= day)


def _line(entry: Entry) -> str:
    return f" (line {entry.mark.line})" if entry.mark.line else ""


def _complaint(text: Laid[Any], reference: Reference, message: str) -> Complaint:
    mark, where = place(text.tree, reference.keys)
    return mark.complaint(f"{text.history.path}.{where}", message)


def _of_body(body: Body) -> Iterator[Reference]:
    if body.of:
        yield Reference(("of",), body.of)


def _of_seats(group: SeatGroup) -> Iterator[Reference]:
    yield Reference(("body",), group.body)
    if group.by != "ex_officio":
        yield Reference(("by",), group.by)
    if group.of:
        yield Reference(("of",), group.of)
    if group.choice:
        yield Reference(("choice", "by"), group.choice.by)
    if group.recall:
        yield Reference(("recall", "by"), group.recall.by)
    if isinstance(group.n, PerFact):
        yield Reference(("n", "per"), group.n.per, "fact")
    for n, part in enumerate(group.parts):
        if part.of:
            yield Reference(("parts", n, "of"), part.of)


def _of_power(power: Power) -> Iterator[Reference]:
    yield Reference(("actor",), power.actor)
    yield Reference(("object",), power.object, "object")
    if power.of:
        yield Reference(("of",), power.of)
    if power.choice:
        yield Reference(("choice", "by"), power.choice.by)
    if power.override:
        yield from _each(("override", "body"), (power.override.body,) if power.override.body else ())
        yield from _each(("override", "each"), power.override.each)
        yield from _each(("override", "joint"), power.override.joint)
    yield from _each(("effects", "dissolves"), power.effects.dissolves)
    yield from _each(("effects", "ends_term_of"), power.effects.ends_term_of)
    if power.effects.legislates_alone:
        yield Reference(("effects", "legislates_alone"), power.effects.legislates_alone)


def _of_procedure(procedure: Procedure) -> Iterator[Reference]:
    for name, step in procedure.steps.items():
        at = ("steps", name)
        if step.body:
            yield Reference((*at, "body"), step.body)
        yield from _each((*at, "each"), step.each)
        yield from _each((*at, "joint"), step.joint)
        if step.casting and step.casting != "chair":
            yield Reference((*at, "casting"), step.casting)
        if step.wording:
            yield Reference((*at, "wording"), step.wording)
        if step.conciliate:
            yield from _each((*at, "conciliate", "commission"), step.conciliate.commission)


def _of_provision(provision: Provision) -> Iterator[Reference]:
    yield from _each(("benefits",), provision.benefits)
    yield from _each(("binds",), provision.binds)
    if provision.of:
        yield Reference(("of",), provision.of, "record")


def _each(keys: Keys, bodies: Iterable[str]) -> Iterator[Reference]:
    # Where a single id stands in place of a list, the place of its number is that of the id.
    yield from (Reference((*keys, n), body) for n, body in enumerate(bodies))


REFERENCES: Mapping[str, Callable[[Any], Iterator[Reference]]] = {
    "bodies": _of_body,
    "seats": _of_seats,
    "powers": _of_power,
    "procedures": _of_procedure,
    "provisions": _of_provision,
}
