"""Who held which office and how many seats on a day, who led the parties, and whom a person is judged to follow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import Field, model_validator

from politeia.case.constitution import Constitution
from politeia.case.polity import Polity
from politeia.case.terms import UNKNOWN, Day, Maybe, Noun, Sources, Unknown, Words
from politeia.errors import expected, listed, shown
from politeia.names import Names

MOST = 10_000  # more seats than a block of any body has
TIMES = 3  # norm and body differ, but no body sits with more than so many times the seats that its text gives it
OWN = "own"  # a reading of whom a person follows: nobody
Keys = tuple[str | int, ...]
Fault = tuple[Keys, str]  # the keys of the place, and what is wrong there


class Spell(Noun):
    """Something that held from one day to another."""

    from_: Maybe[Day] = Field(alias="from", description="the first day")
    until: Maybe[Day] | None = Field(None, description="the last day, itself included; without it, it still holds")
    source: Sources = Field(description="the sources that show it")
    note: str | None = Field(None, description="what a careful reader should know")

    @property
    def known(self) -> tuple[date, date] | None:
        """The first and the last day on which it held for certain; None where neither bound is known.

        One known bound makes one certain day. What still holds is bound by `date.max`.
        """
        end = date.max if self.until is None else self.until
        days = [day for day in (self.from_, end) if isinstance(day, date)]
        return (days[0], days[-1]) if days else None


class Tenure(Spell):
    """A person's time in an office or at the head of a party."""

    person: str = Field(description="who it was, by the id under persons")


class Coding(Spell):
    """A judgement: whose bidding a person does, for some time."""

    of: str = Field(description="the body that the person follows, or own: nobody")
    instead: Words = Field((), description="other readings that a reader should see beside it, each a body or own")


class Block(Noun):
    """Seats of one sitting body that go together."""

    n: Maybe[Annotated[int, Field(gt=0, le=MOST)]] = Field(description="number of seats")
    group: str | None = Field(
        None, description="the seat group of the polity that they belong to; needed where no party or person is named"
    )
    party: Maybe[str] | None = Field(
        None, description="the party that holds them, by the id under parties; ? where no source says"
    )
    person: str | None = Field(None, description="the person who holds them, by the id under persons")
    note: str | None = Field(None, description="what a careful reader should know")

    @model_validator(mode="after")
    def _somebodys(self) -> Self:
        if self.group is None and self.party is None and self.person is None:
            raise ValueError("the seats are nobody's; expected one or more of group, party, person")
        return self


class Sitting(Spell):
    """How the seats of a body stood for some time; vacant seats stand in no block."""

    blocks: tuple[Block, ...] = Field(description="the seats, block by block", min_length=1)


class Person(Noun):
    """Somebody who held an office, led a party or sat in a body."""

    names: Names = Field(description="the person's name")
    follows: tuple[Coding, ...] = Field((), description="whose bidding the person does, by judgement")
    note: str | None = Field(None, description="what a careful reader should know")


class Party(Noun):
    """A party, through all its names, and who led it."""

    names: Names = Field(description="its name")
    leaders: tuple[Tenure, ...] = Field((), description="who led it")
    note: str | None = Field(None, description="what a careful reader should know")


class Holders(Noun):
    """Who held what: no part of the constitution, and true of some days only."""

    persons: dict[str, Person] = Field({}, description="persons by id")
    parties: dict[str, Party] = Field({}, description="parties by id")
    offices: dict[str, tuple[Tenure, ...]] = Field({}, description="who held an office, by the polity's id of the body")
    seats: dict[str, tuple[Sitting, ...]] = Field(
        {}, description="how the seats of a body stood, by the polity's id of the body"
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Who held what on a day: what held then of each office, party's lead, body's seats and person's codings, by id.

    UNKNOWN where a bound that is not known leaves it open; no key where nothing is declared for the day.
    """

    day: date
    offices: Mapping[str, Tenure | Unknown]
    leaders: Mapping[str, Tenure | Unknown]
    seats: Mapping[str, Sitting | Unknown]
    follows: Mapping[str, Coding | Unknown]


S = TypeVar("S", bound=Spell)


def on(holders: Holders, day: date) -> Held:
    """Who held what on a day.

    Of one thing, no two spells share a day. So a bound `?` reaches no further than the nearest day on which another
    spell held for certain, and what any choice of the unknown bounds would give is known. Where they would not all
    give the same, it is UNKNOWN.

    >>> reigns = [{"from": "1910-03-01", "until": "?", "person": "rudolf", "source": "RUR10"}]
    >>> holders = Holders.model_validate({"persons": {"rudolf": {"names": "Rudolf V"}}, "offices": {"king": reigns}})
    >>> on(holders, date(1910, 3, 1)).offices["king"].person, on(holders, date(1914, 7, 28)).offices["king"]
    ('rudolf', ?)
    """
    return Held(
        day,
        offices=_each(holders.offices, day),
        leaders=_each({name: party.leaders for name, party in holders.parties.items()}, day),
        seats=_each(holders.seats, day),
        follows=_each({name: person.follows for name, person in holders.persons.items()}, day),
    )


def _each(spells: Mapping[str, Sequence[S]], day: date) -> dict[str, S | Unknown]:
    found = {name: _holding(one, day) for name, one in spells.items()}
    return {name: spell for name, spell in found.items() if spell is not None}


def _holding(spells: Sequence[S], day: date) -> S | Unknown | None:
    """What held on the day, of spells that share no day."""
    certain = next((spell for spell in spells if _meet(spell.known, (day, day))), None)
    return certain or (UNKNOWN if any(_reaches(spell, day, spells) for spell in spells) else None)


def _reaches(spell: Spell, day: date, spells: Sequence[Spell]) -> bool:
    """Whether a spell may have held on a day on which none held for certain."""
    if spell.known is None:
        return True
    first, last = spell.known
    bound = spell.from_ if day < first else spell.until
    between = (min(day, last), max(day, first))
    return bound is UNKNOWN and not any(_meet(other.known, between) for other in spells if other is not spell)


def _meet(one: tuple[date, date] | None, other: tuple[date, date]) -> bool:
    return one is not None and one[0] <= other[1] and other[0] <= one[1]


def faults(holders: Holders, polity: Polity | None) -> Iterator[Fault]:
    """What is wrong with the holders in themselves, and against the polity where it could be read.

    >>> reigns = [{"from": "?", "person": "rudolph", "source": "RUR10"}]
    >>> holders = Holders.model_validate({"persons": {"rudolf": {"names": "Rudolf V"}}, "offices": {"king": reigns}})
    >>> list(faults(holders, None))
    [(('offices', 'king', 0, 'person'), "'rudolph' is no person; did you mean 'rudolf'?")]
    """
    known: dict[str, Collection[str]] = {"person": holders.persons, "party": holders.parties}
    if polity is not None:
        known |= {"body": polity.bodies, "body or own": [*polity.bodies, OWN]}
        known |= {"seat group": polity.seats, "source": polity.header.sources}
    for keys, kind, name in _references(holders):
        if kind in known and name not in known[kind]:
            yield keys, f"{shown(name)} is no {kind}{expected(name, known[kind])}"
    for keys, spells in _histories(holders):
        yield from ((keys + at, message) for at, message in _out_of_time(spells))
    if polity is not None:
        for party in holders.parties:
            if party in polity.bodies:
                yield ("parties", party), f"{shown(party)} is a body of the polity; expected another id for the party"
        yield from _strays(holders, polity)
        yield from _crowds(holders, polity)


def _histories(holders: Holders) -> Iterator[tuple[Keys, Sequence[Spell]]]:
    """All spells of each thing, of which one holds at a time, with where they stand."""
    yield from ((("persons", name, "follows"), person.follows) for name, person in holders.persons.items())
    yield from ((("parties", name, "leaders"), party.leaders) for name, party in holders.parties.items())
    yield from ((("offices", name), tenures) for name, tenures in holders.offices.items())
    yield from ((("seats", name), sittings) for name, sittings in holders.seats.items())


def _references(holders: Holders) -> Iterator[tuple[Keys, str, str]]:
    """Every id that is named: where, of what kind, and the id."""
    for section in ("offices", "seats"):
        yield from (((section, name, "[key]"), "body", name) for name in getattr(holders, section))
    for at, spells in _histories(holders):
        for n, spell in enumerate(spells):
            yield from (((*at, n, "source", i), "source", source) for i, source in enumerate(spell.source))
            match spell:
                case Tenure():
                    yield (*at, n, "person"), "person", spell.person
                case Coding():
                    yield (*at, n, "of"), "body or own", spell.of
                    yield from (((*at, n, "instead", i), "body or own", of) for i, of in enumerate(spell.instead))
                case Sitting():
                    for i, block in enumerate(spell.blocks):
                        named = (("party", block.party), ("person", block.person), ("group", block.group))
                        for key, name in named:
                            if isinstance(name, str):
                                yield (*at, n, "blocks", i, key), "seat group" if key == "group" else key, name


def _out_of_time(spells: Sequence[Spell]) -> Iterator[Fault]:
    """The spells that end before they begin, and those that share a day with one that began before them."""
    certain = []
    for n, spell in enumerate(spells):
        if spell.known is None:
            continue
        first, last = spell.known
        if last < first:
            yield (n, "until"), f"the last day, {last}, is before the first, {first}; expected {first} or later"
        else:
            certain.append((first, last, n))
    ahead: tuple[date, int] | None = None  # the furthest last day so far, and whose it is
    for first, last, n in sorted(certain):
        if ahead and first <= ahead[0]:
            shared = "still holds" if first == date.max else f"holds on {first}"
            message = f"{shared}, as entry [{ahead[1]}] does; expected no day in both (`until` is the last day)"
            yield (n, "from"), message
        ahead = max(ahead or (last, n), (last, n))


def _strays(holders: Holders, polity: Polity) -> Iterator[Fault]:
    """The blocks whose seat group belongs to another body."""
    homes = {group: _homes(polity, group) for group in polity.seats}
    for keys, kind, group in _references(holders):
        body = str(keys[1])
        if kind == "seat group" and body in polity.bodies and homes.get(group) and body not in homes[group]:
            own = [other for other, bodies in homes.items() if body in bodies]
            instead = expected(group, own) if own else f"; the polity declares no seat group of {body}"
            yield keys, f"{shown(group)} are seats of {listed(homes[group])}, not of {body}{instead}"


def _crowds(holders: Holders, polity: Polity) -> Iterator[Fault]:
    """The sittings with far more seats than the text of their first certain day gives the body."""
    texts: dict[date, Constitution] = {}
    for body, sittings in holders.seats.items():
        for n, sitting in enumerate(sittings):
            if sitting.known is None:
                continue
            day = sitting.known[0]
            texts[day] = texts.get(day) or polity.at(day)
            size = texts[day].size(body)
            seats = sum(block.n for block in sitting.blocks if isinstance(block.n, int))
            if isinstance(size, int) and seats > TIMES * size:
                message = f"{seats:,} seats in all, where the text of {day} gives {body} {size:,}"
                yield ("seats", body, n, "blocks"), f"{message}; expected {TIMES * size:,} or fewer"


def _homes(polity: Polity, group: str) -> list[str]:
    """The bodies that a seat group belongs to, in any text that was read."""
    history = polity.seats[group]
    texts = [history.text(history.entries[:end], []) for end in range(1, len(history.entries) + 1)]
    return list(dict.fromkeys(text.content.body for text in texts if text and text.content))
