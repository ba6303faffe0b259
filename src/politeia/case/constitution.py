"""The text of one day: its records as they stand there, and the numbers that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from politeia.case.institutions import Body, PerFact, Power, Provision, SeatGroup, Thing
from politeia.case.procedure import Procedure
from politeia.case.terms import UNKNOWN, Noun, Unknown

R = TypeVar("R", Body, SeatGroup, Power, Procedure, Provision)


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """One record as it stands in a text: its content with the articles and sources that support it.

    `content` is None where the text of this version was not read. `acts` are those that made it what it is, first to
    last; `unsettled` names an act of which it is not known whether it was in force on the day. Of an unread text,
    `elsewhere` is the content of another version: what the record is about, not what it says.
    """

    id: str
    section: str
    content: R | None
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    acts: tuple[str, ...]
    note: str = ""
    unsettled: str | None = None
    elsewhere: R | None = None

    @property
    def read(self) -> R:
        """The content; an unread text has none."""
        if self.content is None:
            raise LookupError(f"{self.section}.{self.id}: this version's text was not read")
        return self.content


@dataclass(frozen=True, slots=True)
class Ended:
    """What supports that a record no longer stands: the repealing entry's act, articles, sources and note.

    `acts` are those of all the record's entries up to it, in order, one for each entry. `left` is what it provided,
    where that was left to a law that was not read: whether it still holds is not known.
    """

    act: str
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    acts: tuple[str, ...] = ()
    note: str = ""
    left: Noun | None = None


@dataclass(frozen=True, slots=True)
class Constitution:
    """A polity's records as one text gives them, with the facts that its numbers follow from.

    `label` says which text (a day, or before or after an act), `day` the date of the facts; `ended` has the records
    that this text repeals, by section and id.
    """

    polity: str
    label: str
    day: date
    bodies: Mapping[str, Record[Body]]
    seats: Mapping[str, Record[SeatGroup]]
    powers: Mapping[str, Record[Power]]
    procedures: Mapping[str, Record[Procedure]]
    provisions: Mapping[str, Record[Provision]]
    facts: Mapping[str, int | Unknown] = field(default_factory=dict)
    objects: Mapping[str, Thing] = field(default_factory=dict)
    ended: Mapping[str, Ended] = field(default_factory=dict)

    def records(
        self,
    ) -> Iterator[Record[Body] | Record[SeatGroup] | Record[Power] | Record[Procedure] | Record[Provision]]:
        """Every record, section by section."""
        for section in (self.bodies, self.seats, self.powers, self.procedures, self.provisions):
            yield from section.values()

    @property
    def empty(self) -> bool:
        """Whether nothing is declared for it: bodies that are declared once for all stand in it alone."""
        return not (self.seats or self.powers or self.procedures or self.provisions)

    def seats_in(self, group: SeatGroup) -> int | Unknown:
        """The number of seats of a group, by the facts of this text."""
        if isinstance(group.n, PerFact):
            fact = self.facts.get(group.n.per, UNKNOWN)
            return UNKNOWN if isinstance(fact, Unknown) else group.n.n * fact
        return group.n

    def size(self, body: str) -> int | Unknown:
        """The number of members of a body: its seat groups' sum, else the declared size, else one for an office.

        Unknown where a number is not known, or where a chamber, court or council has no seats declared.
        """
        groups = [r for r in self.seats.values() if (known := r.content or r.elsewhere) and known.body == body]
        if groups:
            counts = [UNKNOWN if record.content is None else self.seats_in(record.content) for record in groups]
            numbers = [n for n in counts if isinstance(n, int)]
            return sum(numbers) if len(numbers) == len(counts) else UNKNOWN
        record = self.bodies.get(body)
        content = record.content if record else None
        if content is None:
            return UNKNOWN
        if content.members is not None:
            return content.members
        collegial = {
            "chamber",
            "joint_chambers",
            "constitutional_court",
            "court",
            "electoral_commission",
            "audit",
            "judicial_council",
            "regional_council",
            "assembly",
            "people",
            "party",
        }
        return UNKNOWN if content.kind in collegial else 1

    def share(self, group: str) -> Fraction | Unknown:
        """A seat group's share of its body: computed, never typed."""
        content = self.seats[group].content
        if content is None:
            return UNKNOWN
        own, whole = self.seats_in(content), self.size(content.body)
        return UNKNOWN if isinstance(own, Unknown) or isinstance(whole, Unknown) else Fraction(own, whole)

    def name(self, identity: str) -> str:
        """The name of a body or of a thing for a reader."""
        record = self.bodies.get(identity)
        if record and record.content:
            return record.content.name(identity)
        return self.objects[identity].names.text() if identity in self.objects else identity.replace("_", " ")

    def kind(self, identity: str) -> str | None:
        """What sort of body or thing an id names; None where nothing says."""
        record = self.bodies.get(identity)
        if record and record.content:
            return record.content.kind
        return self.objects[identity].kind if identity in self.objects else None
