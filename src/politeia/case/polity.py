"""A polity: its acts, and its records with their histories; the text in force on a day, before or after an act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from pydantic import Field

from politeia.case.constitution import Constitution, Ended, R, Record
from politeia.case.dated import Entry, History
from politeia.case.institutions import Body, Power, Provision, SeatGroup, Thing
from politeia.case.procedure import Procedure
from politeia.case.terms import UNKNOWN, Articles, Day, Maybe, Noun, Sources, Unknown, Words
from politeia.errors import CaseError, expected, listed, nearest, shown
from politeia.names import Names


class Source(Noun):
    """Something that was read."""

    title: str = Field(description="what it is")
    publisher: str | None = Field(None, description="who published it")
    date: Maybe[str] | None = Field(None, description="when it was published, or which edition it is")
    language: str | None = Field(None, description="its language")
    where: str | None = Field(None, description="where it can be read")
    kind: Literal["constitution", "law", "official", "press", "study", "commentary", "data"] = Field(
        "official", description="what sort of source it is"
    )
    grade: str | None = Field(
        None, description="reliability, as an Admiralty grade such as A1", pattern="^[A-F][1-6]?$"
    )
    read: str | None = Field(None, description="how much of it was read")
    licence: str | None = Field(None, description="under which licence it is published")


Layer = Literal["constitutional", "organic"]


class Act(Noun):
    """An act that made or changed the text."""

    adopted: Day = Field(description="the day it was adopted; the order of acts")
    in_force: Maybe[Day] = Field(
        description="the day it entered into force, as far as its entries do not say otherwise"
    )
    by: str = Field(description="how it was adopted: parliament, referendum, president, court, ...")
    title: Names = Field(description="its title")
    source: Words = Field((), description="the sources that show it")
    layer: Layer = Field("constitutional", description="which layer of the law it is")
    amends: Articles = Field(
        (), description="the articles that it changed, as its own text or an edition's footnotes list them"
    )
    note: str | None = Field(None, description="what a careful reader should know")


class Fact(Noun):
    """A number that holds for some time and follows from no constitutional text."""

    n: Maybe[int] = Field(description="the number")
    from_: Day | None = Field(
        None, alias="from", description="the first day it holds, where it does not follow on the one above"
    )
    until: Day | None = Field(None, description="the last day it holds")
    source: Sources = Field(description="the sources that show it")
    note: str | None = Field(None, description="what a careful reader should know")


class Joins(Noun):
    """The ids under which other data sets know the polity."""

    iso3166: str | None = Field(None, description="ISO 3166-1 alpha-3", pattern="^[A-Z]{3}$")
    cow: int | None = Field(None, description="Correlates of War country code")
    vdem: int | None = Field(None, description="V-Dem country_id")


class Header(Noun):
    """What a polity file says before its records."""

    polity: str = Field(description="the polity's id", pattern="^[a-z][a-z0-9_-]*$")
    names: Names = Field(description="its name, in one language or several")
    ids: Joins = Field(Joins(), description="ids to join on")
    as_of: Day | None = Field(None, description="the day up to which the case was read")
    sources: dict[str, Source] = Field(description="everything read, by id")
    acts: dict[str, Act] = Field(description="the acts, by the id that --reform takes", min_length=1)
    facts: dict[str, tuple[Fact, ...]] = Field({}, description="dated facts that numbers follow from")
    objects: dict[str, Thing] = Field({}, description="what powers are about and is no body")


SECTIONS: Mapping[str, type[Noun]] = {
    "bodies": Body,
    "seats": SeatGroup,
    "powers": Power,
    "procedures": Procedure,
    "provisions": Provision,
}


@dataclass(frozen=True, slots=True)
class Polity:
    """A polity as declared. `acts` are in the order of their adoption; `file` is where it was read."""

    header: Header
    acts: Mapping[str, Act]
    bodies: Mapping[str, History[Body]]
    seats: Mapping[str, History[SeatGroup]]
    powers: Mapping[str, History[Power]]
    procedures: Mapping[str, History[Procedure]]
    provisions: Mapping[str, History[Provision]]
    file: str = ""
    order: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Its id."""
        return self.header.polity

    @property
    def name(self) -> str:
        """Its name for a reader."""
        return self.header.names.text()

    def histories(self) -> tuple[History[Any], ...]:
        """Every record's history, section by section."""
        return tuple(history for section in SECTIONS for history in getattr(self, section).values())

    def act(self, identity: str) -> Act:
        """The act of an id; CaseError with the nearest one where there is none."""
        if identity not in self.acts:
            message = f"{shown(identity)} is no act of {self.id}{expected_act(identity, self.acts)}"
            raise CaseError.at(self.file, 0, 0, "acts", message)
        return self.acts[identity]

    def at(self, day: date) -> Constitution:
        """The text in force on a day, with that day's facts.

        Where it is not known whether an act was in force yet, the records that it touches are marked `unsettled`.
        """

        def chosen(history: History[Any]) -> tuple[Sequence[Entry], str | None]:
            entries = [entry for entry in history.entries if entry.begins <= day]
            open_ = [entry.act for entry in entries if not entry.settled and day < self._settled(entry)]
            return entries, open_[0] if open_ else None

        return self._text(day.isoformat(), day, chosen)

    def before(self, act: str) -> Constitution:
        """The text on the eve of the act's first entry into force, with the facts of that day.

        A record that the act changes only at a later stage is taken as the act found it: with the pending stages of
        earlier acts that begin by then (docs/decisions/0001).
        """
        eve = self.first_day(act) - timedelta(days=1)
        return self._text(f"before {act}", eve, lambda history: (self._found(history, act, eve), None))

    def after(self, act: str) -> Constitution:
        """`before(act)` with every entry of that act, and of no other, laid on it; facts as of its last entry."""
        eve = self.first_day(act) - timedelta(days=1)

        def chosen(history: History[Any]) -> tuple[Sequence[Entry], None]:
            own = [entry for entry in history.entries if entry.act == act]
            return [*self._found(history, act, eve), *own], None

        return self._text(f"after {act}", self.last_day(act), chosen)

    def first_day(self, act: str) -> date:
        """The first day on which anything of the act was in force, or may have been."""
        return min(self._days(act))

    def last_day(self, act: str) -> date:
        """The day on which the last of the act entered into force, or may have."""
        return max(self._days(act))

    def _days(self, identity: str) -> list[date]:
        act = self.act(identity)
        days = [entry.begins for history in self.histories() for entry in history.entries if entry.act == identity]
        return [*days, act.adopted if isinstance(act.in_force, Unknown) else act.in_force]

    def _found(self, history: History[Any], act: str, eve: date) -> list[Entry]:
        """The entries of a record that an act found: in force on its eve, or pending and in force by its own stage."""
        own = [entry.begins for entry in history.entries if entry.act == act]
        reach = max(eve, min(own)) if own else eve
        return [
            entry
            for entry in history.entries
            if entry.act != act
            and (entry.begins <= eve or (self.order[entry.act] < self.order[act] and entry.begins <= reach))
        ]

    def _settled(self, entry: Entry) -> date:
        """The first known date after an unsettled entry's act: the adoption of a later act; never, for the last."""
        adopted = self.acts[entry.act].adopted
        return min((act.adopted for act in self.acts.values() if act.adopted > adopted), default=date.max)

    def _text(
        self, label: str, day: date, chosen: Callable[[History[Any]], tuple[Sequence[Entry], str | None]]
    ) -> Constitution:
        def section(histories: Mapping[str, History[R]]) -> dict[str, Record[R]]:
            texts = {name: _text_of(history, chosen) for name, history in histories.items()}
            return {name: record for name, record in texts.items() if record is not None}

        ended = {}
        for history in self.histories():
            entries, _ = chosen(history)
            if entries and entries[-1].repealed:
                last, acts = entries[-1], tuple(entry.act for entry in entries)
                left = history.last(entries) if last.unread else None
                ended[history.path] = Ended(last.act, last.articles, last.sources, acts, last.note, left)
        return Constitution(
            polity=self.id,
            label=label,
            day=day,
            bodies=section(self.bodies),
            seats=section(self.seats),
            powers=section(self.powers),
            procedures=section(self.procedures),
            provisions=section(self.provisions),
            facts={name: fact_on(facts, day) for name, facts in self.header.facts.items()},
            objects=self.header.objects,
            ended=ended,
        )


def expected_act(identity: str, acts: Mapping[str, Act]) -> str:
    """The end of a message about an unknown act: the nearest one, or the acts, constitutional ones first.

    Any two years look alike, so that none is taken for a misspelling of another.
    """
    likely = [name for name in acts if not (identity.isdigit() and name.isdigit() and len(identity) == len(name))]
    if nearest(identity, likely):
        return expected(identity, likely)
    return f"; expected {listed(sorted(acts, key=lambda name: acts[name].layer))}"


S = TypeVar("S", Body, SeatGroup, Power, Procedure, Provision)


def _text_of(
    history: History[S], chosen: Callable[[History[Any]], tuple[Sequence[Entry], str | None]]
) -> Record[S] | None:
    entries, unsettled = chosen(history)
    record = history.text(entries, unsettled=unsettled)
    if record is not None and isinstance(record.content, Procedure):
        faults = [
            entries[-1].mark.complaint(f"{history.path}.{'.'.join(keys)}", message)
            for keys, message in record.content.faults()
        ]
        if faults:  # a stage of one act without the stage of another that it stands on
            raise CaseError(faults)
    return record


def fact_on(facts: Sequence[Fact], day: date) -> int | Unknown:
    """The number that holds on a day; unknown where none is declared for it."""
    holding = [fact.n for fact, (first, last) in zip(facts, spans(facts), strict=True) if first <= day <= last]
    return holding[0] if holding else UNKNOWN


def spans(facts: Sequence[Fact]) -> Iterator[tuple[date, date]]:
    """The first and the last day of each fact; one that does not say begins where the fact above it ends."""
    following = date.min
    for fact in facts:
        first, last = fact.from_ or following, fact.until or date.max
        yield first, last
        following = last + timedelta(days=1) if last < date.max else last
