"""Whose bidding each seat does: who can end its term, else the leader of its party, else who named it.

A principal may itself have one; chains are closed, so that every seat follows somebody who follows nobody. Sources:
docs/methods/effective-power.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.holders import OWN, Block, Coding, Held, Holders, Sitting, Tenure
from politeia.case.holders import on as held_on
from politeia.case.institutions import Power, SeatGroup
from politeia.case.terms import Unknown
from politeia.errors import CaseError, Complaint, listed

ENDING = frozenset({"dismiss", "release", "recall", "remove"})  # acts that end a term
NAMING = frozenset({"appoint", "elect", "name", "form"})  # acts that fill an office
AT_WILL = frozenset({"alone", "after_consultation"})


@dataclass(frozen=True, slots=True)
class Because:
    """Whom somebody follows, by which rule: `ends_term`, `party`, `named`, `coded`; with what supports it."""

    principal: str
    rule: str
    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bloc:
    """`n` seats of a body that follow the same principal, or nobody (None).

    `direct` says whom they follow first and why, `principal` who stands at the end of that chain. `tenured` seats have
    a fixed term that cannot be renewed or ended at will; `chair` marks the seat of who decides ties.
    """

    body: str
    n: int
    principal: str | None
    direct: Because | None
    label: str
    tenured: bool = False
    chair: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """Who follows whom in a text with its holders.

    `roots` maps each office and person that follows somebody to the end of its chain; `direct` has the first link.
    `blocs` are the seats of each body that has seat groups, `names` those of persons and parties, `day` whose holders
    they are. `circles` are those who follow each other: each acts as
    one, under the name of its first office.
    """

    roots: Mapping[str, str]
    direct: Mapping[str, Because]
    blocs: Mapping[str, tuple[Bloc, ...]]
    circles: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    day: date = date.min

    def root(self, actor: str) -> str:
        """Who stands at the end of an actor's chain: itself, where it follows nobody."""
        return self.roots.get(actor, actor)


def control(
    text: Constitution,
    holders: Holders | None = None,
    day: date | None = None,
    codings: Mapping[str, str] | None = None,
) -> Control:
    """Who follows whom in a text, with the holders of a day (default: the text's own).

    Of a body's sittings the one is used that has as many seats as the text gives it, nearest to the day; where it sat
    later, all holders are those of its first day. `codings`
    replaces the declared judgement on a person: a body, or own. CaseError where two can each end the same term.

    >>> from politeia.case.library import load
    >>> control(load("kazakhstan").polity.before("2022")).root("government")
    'president'
    """
    spells = holders.seats if holders else {}
    sittings = {body: fitting(spells[body], text, body, day or text.day) for body in spells}
    day = max([day or text.day, *(s.from_ for s in sittings.values() if s and isinstance(s.from_, date))])
    held = held_on(holders, day) if holders else None
    complaints: list[Complaint] = []
    direct = _codings(holders, held, codings or {})
    over: dict[str, list[Record[Power]]] = {}
    for record in text.powers.values():
        if record.content and record.content.act in ENDING | NAMING:
            over.setdefault(record.content.object, []).append(record)
    for body in text.bodies:
        if body in direct or body not in over:
            continue
        found = _ends_term(body, over[body], text, complaints) or _named(over[body], text)
        if found:
            direct[body] = found
    if complaints:
        raise CaseError(complaints)
    direct = {actor: link for actor, link in direct.items() if link.principal not in (OWN, actor)}
    leaders = _leaders(held)
    seats: dict[str, list[Piece]] = {}
    for body in dict.fromkeys(r.content.body for r in text.seats.values() if r.content):
        seats[body] = list(_seats(body, text, sittings.get(body), leaders))
    roots, circles = _closed(direct, seats)
    blocs = {
        body: tuple(
            Bloc(body, n, roots.get(link.principal, link.principal) if link else None, link, label, tenured, chair)
            for n, link, label, tenured, chair in pieces
        )
        for body, pieces in seats.items()
    }
    names = {name: person.names.text() for name, person in holders.persons.items()} if holders else {}
    names |= {name: party.names.text() for name, party in holders.parties.items()} if holders else {}
    return Control(roots, direct, blocs, circles, names, day)


def _codings(holders: Holders | None, held: Held | None, instead: Mapping[str, str]) -> dict[str, Because]:
    """The judgements on persons, as those of the offices that they hold, or of the persons themselves."""
    if holders is None or held is None:
        return {}
    found: dict[str, Because] = {}
    for person in holders.persons:
        coding = held.follows.get(person)
        declared = coding.of if isinstance(coding, Coding) else None
        of = instead.get(person, declared)
        if of is not None:
            sources = coding.source if isinstance(coding, Coding) else ()
            found[_node(person, held)] = Because(of, "coded", (), tuple(sources))
    return found


def _node(person: str, held: Held) -> str:
    """The office that a person holds, else the party that the person leads: it stays the same when leaders change."""
    offices = [body for body, tenure in held.offices.items() if isinstance(tenure, Tenure) and tenure.person == person]
    led = [party for party, tenure in held.leaders.items() if isinstance(tenure, Tenure) and tenure.person == person]
    return next(iter((*offices, *led)), person)


def _leaders(held: Held | None) -> dict[str, Because]:
    """By party whoever leads it, as an office or a person."""
    return {
        party: Because(_node(tenure.person, held), "party", (), tuple(tenure.source))
        for party, tenure in (held.leaders.items() if held else ())
        if isinstance(tenure, Tenure) and held
    }


def _of_power(record: Record[Power]) -> Because | None:
    """Who names somebody by a power: with another's consent the one who acts, on a proposal the one who proposes."""
    power = record.read
    if power.mode == "not" or isinstance(power.mode, Unknown):
        return None
    principal = power.of if power.mode == "on_proposal" and power.of else power.actor
    return Because(principal, "named", record.articles, record.sources)


def _ends_term(
    body: str, over: Sequence[Record[Power]], text: Constitution, complaints: list[Complaint]
) -> Because | None:
    """Who can end the term of an office at will; the voters are no principal."""
    found: dict[str, Because] = {}
    for record in over:
        power = record.read
        at_will = power.act in ENDING and power.mode in AT_WILL and not power.limits.requires
        if at_will and power.actor != body and text.kind(power.actor) != "people":
            found[power.actor] = Because(power.actor, "ends_term", record.articles, record.sources)
    if len(found) > 1:
        what = f"{listed(sorted(found))} can each end its term at will; expected one, or a coding under holders"
        complaints.append(Complaint("", 0, 0, f"bodies.{body}", what))
    return next(iter(found.values()), None)


def _named(over: Sequence[Record[Power]], text: Constitution) -> Because | None:
    """Who names the holder of an office, where only one does."""
    naming = [record for record in over if record.read.act in NAMING]
    found = {link.principal: link for record in naming if (link := _of_power(record))}
    found = {who: link for who, link in found.items() if text.kind(who) != "people"}
    return next(iter(found.values())) if len(found) == 1 else None


def fitting(spells: tuple[Sitting, ...], text: Constitution, body: str, day: date) -> Sitting | None:
    """Of a body's sittings one with as many seats as the text gives it: that of the day, else the nearest to it."""
    size = text.size(body)

    def away(spell: Sitting) -> int | None:
        if not isinstance(spell.from_, date) or isinstance(spell.until, Unknown):
            return None
        if spell.from_ > day:
            return (spell.from_ - day).days
        return max((day - spell.until).days, 0) if spell.until else 0

    near = [(apart, spell) for spell in spells if _total(spell) == size and (apart := away(spell)) is not None]
    return min(near, key=lambda found: found[0])[1] if near else None


def _total(spell: Sitting) -> int | None:
    counts = [block.n for block in spell.blocks]
    known = [n for n in counts if isinstance(n, int)]
    return sum(known) if len(known) == len(counts) else None


Piece = tuple[int, Because | None, str, bool, bool]  # seats, whom they follow, a label, tenured, chair


def _seats(body: str, text: Constitution, sitting: Sitting | None, leaders: Mapping[str, Because]) -> Iterator[Piece]:
    if sitting is not None:
        for block in sitting.blocks:
            yield from _of_block(block, text, leaders)
        return
    for name, record in text.seats.items():
        if record.content and record.content.body == body:
            n = text.seats_in(record.content)
            if isinstance(n, int):
                yield from _of_group(name, record, n)


def _of_block(block: Block, text: Constitution, leaders: Mapping[str, Because]) -> Iterator[Piece]:
    n = block.n
    if not isinstance(n, int):
        return
    record = text.seats.get(block.group) if block.group else None
    group = record.content if record else None
    recalled = _recalled(record) if record and group else None
    label = block.party or block.group or block.person or ""
    if recalled:
        yield n, recalled, label, False, bool(group and group.chair)
    elif block.party:
        yield n, leaders.get(block.party, Because(block.party, "party")), label, False, bool(group and group.chair)
    elif record and group:
        yield from _of_group(record.id, record, n)
    else:
        yield n, None, label, False, False


def _recalled(record: Record[SeatGroup]) -> Because | None:
    recall = record.read.recall
    if recall is None or recall.mode not in AT_WILL:
        return None
    articles = (recall.article,) if recall.article else record.articles
    return Because(recall.by, "ends_term", articles, record.sources)


def _of_group(name: str, record: Record[SeatGroup], n: int) -> Iterator[Piece]:
    """The seats of a group by who fills them; elected seats, and those held by right, follow nobody."""
    group = record.read
    recalled = _recalled(record)
    tenured = group.renewable is False and recalled is None
    if recalled or group.elected or group.by == "ex_officio":
        yield n, recalled, name, tenured and not recalled, group.chair
        return
    parts: list[tuple[Any, Any, str | None]] = [(p.n, p.mode, p.of) for p in group.parts] or [(n, group.mode, group.of)]
    for count, mode, of in parts:
        who = None if isinstance(mode, Unknown) or mode == "not" else of if mode == "on_proposal" and of else group.by
        link = Because(who, "named", record.articles, record.sources) if who else None
        yield count if isinstance(count, int) else n, link, name, tenured, group.chair


def _closed(
    direct: Mapping[str, Because], seats: Mapping[str, list[Piece]]
) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    """The end of every chain. A body of many follows whoever has the majority of its seats; a circle acts as one."""
    nodes = dict.fromkeys([*direct, *(link.principal for link in direct.values())])
    nodes |= dict.fromkeys(link.principal for pieces in seats.values() for _, link, *_ in pieces if link)
    following: dict[str, str] = {actor: link.principal for actor, link in direct.items()}
    for body, pieces in seats.items():
        if body in nodes and body not in following and (led := _majority(pieces)) not in (None, body):
            following[body] = str(led)
    roots: dict[str, str] = {}
    circles: dict[tuple[str, ...], None] = {}
    for start in following:
        path = [start]
        while path[-1] in following and following[path[-1]] not in path:
            path.append(following[path[-1]])
        end = path[-1]
        if end in following:  # the chain runs into itself
            circle = path[path.index(following[end]) :]
            single = [node for node in sorted(circle) if node not in seats]
            end = (single or sorted(circle))[0]
            circles[tuple(sorted(circle))] = None
        if end != start:
            roots[start] = end
    return roots, tuple(circles)


def _majority(pieces: list[Piece]) -> str | None:
    total = sum(n for n, *_ in pieces)
    held: dict[str, int] = {}
    for n, link, *_ in pieces:
        if link:
            held[link.principal] = held.get(link.principal, 0) + n
    return next((who for who, n in held.items() if 2 * n > total), None)
