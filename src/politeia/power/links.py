"""Whom an office, a person or a seat follows first: who can end its term, else its party's leader, else who named it.

Where a link is not known, the seat follows whom the next rule names, else nobody; what is not known is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.holders import Coding, Held, Holders, Tenure
from politeia.case.holders import on as held_on
from politeia.case.institutions import Power, SeatGroup
from politeia.case.terms import UNKNOWN, Unknown
from politeia.power.seating import Row, in_proportion

ENDING = frozenset({"dismiss", "release", "recall", "remove"})  # acts that end a term
NAMING = frozenset({"appoint", "elect", "name", "form"})  # acts that fill an office
AT_WILL = frozenset({"alone", "after_consultation"})


@dataclass(frozen=True, slots=True)
class Because:
    """Whom somebody follows, by which rule, with what supports it.

    The rules: `ends_term`, `party`, `named`, `coded` (a judgement), `person` (the same person's main office),
    `majority` (of a body's seats), `assumed` (a second reading of what is not known).
    """

    principal: str
    rule: str
    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unheld:
    """`n` seats of a body, or an office, of which it is not known whom they follow.

    `label` is their group, party or person. `why` says what is not known: `sitting` (who sat), `party`, `leader`
    (of the party), `coding`, `recall` or `dismissal` (whether `instead` can end the term at will), `mode` (how free who
    fills them is). `instead` is who would be followed if that were so, where the text names somebody.
    """

    body: str
    label: str
    n: int
    why: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Whom an office or a person may follow, the strongest rule alone; `open` where that is not known."""

    actor: str
    to: tuple[Because, ...] = ()
    open: Unheld | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Seats that go together, with whom they follow first; `open` where that is not known."""

    n: int
    link: Because | None
    label: str
    tenured: bool = False
    chair: bool = False
    open: Unheld | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Persons and parties on a day: which office a person holds first, and whom the person is judged to follow."""

    held: Held | None
    codings: Mapping[str, str]
    nodes: Mapping[str, str]
    names: Mapping[str, str]

    def node(self, person: str) -> str:
        """A person's first office, in the order of the text's bodies: it stays the same when holders change."""
        return self.nodes.get(person, person)

    def offices(self, person: str) -> Iterator[str]:
        """The offices that a person holds."""
        for body, tenure in (self.held.offices if self.held else {}).items():
            if isinstance(tenure, Tenure) and tenure.person == person:
                yield body

    def judged(self) -> Iterator[Link]:
        """The judgements on persons, as those of their offices, else of themselves."""
        follows = self.held.follows if self.held else {}
        for person in dict.fromkeys((*self.codings, *follows)):
            coding = follows.get(person)
            node = self.node(person)
            sources = tuple(coding.source) if isinstance(coding, Coding) else ()
            of = self.codings.get(person, coding.of if isinstance(coding, Coding) else None)
            for own in (node, *(office for office in self.offices(person) if office != node)):
                if of is not None:
                    yield Link(own, (Because(of, "coded", (), sources),))
                elif isinstance(coding, Unknown) and (own != person or person in self.leading):
                    yield Link(own, open=Unheld(own, person, 1, "coding"))

    def same(self) -> Iterator[Link]:
        """A person's other offices follow the first, unless a rule says whom each follows."""
        for body, tenure in (self.held.offices if self.held else {}).items():
            if isinstance(tenure, Tenure) and self.node(tenure.person) != body:
                yield Link(body, (Because(self.node(tenure.person), "person", (), tuple(tenure.source)),))

    @property
    def leading(self) -> set[str]:
        """The persons who lead a party."""
        return {t.person for t in (self.held.leaders if self.held else {}).values() if isinstance(t, Tenure)}

    def of_party(self, party: str, sources: tuple[str, ...]) -> tuple[Because, bool]:
        """Whom a party's seats follow: its leader, or the party as one; and whether that is known."""
        tenure = self.held.leaders.get(party) if self.held else None
        if isinstance(tenure, Tenure):
            both = tuple(dict.fromkeys((*sources, *tenure.source)))
            return Because(self.node(tenure.person), "party", (), both), True
        return Because(party, "party", (), sources), False


def people(text: Constitution, holders: Holders | None, day: date, codings: Mapping[str, str]) -> People:
    """Persons and parties on a day, with judgements that replace the declared ones."""
    if holders is None:
        return People(None, {}, {}, {})
    held = held_on(holders, day)
    nodes: dict[str, str] = {}
    for body in (*text.bodies, *held.offices):
        tenure = held.offices.get(body)
        if isinstance(tenure, Tenure):
            nodes.setdefault(tenure.person, body)
    names = {name: person.names.text() for name, person in holders.persons.items()}
    names |= {name: party.names.text() for name, party in holders.parties.items()}
    return People(held, codings, nodes, names)


def offices(text: Constitution) -> Iterator[Link]:
    """Whom offices follow by the text: who can end the term at will, else the one who names the holder."""
    over: dict[str, list[Record[Power]]] = {}
    for record in text.powers.values():
        if record.content and record.content.act in ENDING | NAMING:
            over.setdefault(record.content.object, []).append(record)
    for body, powers in over.items():
        if body in text.bodies:
            ends = tuple(_ends_term(body, powers, text))
            known = tuple(link for link in ends if link.rule == "ends_term")
            if known:
                yield Link(body, known)
                continue
            named = _named(powers, text)
            to = (named,) if named else ()
            maybe = next((link.principal for link in ends), None)
            yield Link(body, to, Unheld(body, body, 1, "dismissal", maybe) if maybe else None)


def _ends_term(body: str, over: Sequence[Record[Power]], text: Constitution) -> Iterator[Because]:
    """Who can end the term of an office at will, or (rule `dismissal`) may be able to; the voters are no principal."""
    found: dict[str, Because] = {}
    for record in over:
        power = record.read
        if power.act not in ENDING or power.actor == body or text.kind(power.actor) == "people":
            continue
        if power.mode in AT_WILL and not power.limits.requires:
            found[power.actor] = Because(power.actor, "ends_term", record.articles, record.sources)
        elif isinstance(power.mode, Unknown):
            found.setdefault(power.actor, Because(power.actor, "dismissal", record.articles, record.sources))
    yield from found.values()


def _named(over: Sequence[Record[Power]], text: Constitution) -> Because | None:
    """Who names the holder of an office, where only one does."""
    naming = [record for record in over if record.read.act in NAMING]
    found = {link.principal: link for record in naming if (link := _of_power(record))}
    found = {who: link for who, link in found.items() if text.kind(who) != "people"}
    return next(iter(found.values())) if len(found) == 1 else None


def _of_power(record: Record[Power]) -> Because | None:
    """Who names somebody by a power: with another's consent the one who acts, on a proposal the one who proposes."""
    power = record.read
    if power.mode == "not" or isinstance(power.mode, Unknown):
        return None
    principal = power.of if power.mode == "on_proposal" and power.of else power.actor
    return Because(principal, "named", record.articles, record.sources)


def pieces(body: str, row: Row, text: Constitution, known: People) -> Iterator[Piece]:
    """Seats that go together by whom they follow: who can recall them, else their party or person, else their group."""
    record = text.seats.get(row.group) if row.group else None
    group = record.content if record else None
    block = row.block
    label = next((name for name in (block.party, block.person) if isinstance(name, str)), None) if block else None
    label = label or row.group or body
    chair = bool(group and group.chair)
    if row.vacant:
        yield Piece(row.n, None, label, chair=chair)
        return
    recalled = _recalled(record) if record and group else None
    if recalled:
        yield Piece(row.n, recalled, label, chair=chair)
        return
    if block and block.person:
        link = Because(known.node(block.person), "person", (), row.sources)
        yield Piece(row.n, link, label, chair=chair)
    elif block and isinstance(block.party, str):
        link, sure = known.of_party(block.party, row.sources)
        lost = None if sure else Unheld(body, block.party, row.n, "leader")
        yield Piece(row.n, link, label, chair=chair, open=lost)
    elif block and isinstance(block.party, Unknown):
        yield Piece(row.n, None, label, chair=chair, open=Unheld(body, label, row.n, "party"))
    elif record and group:
        yield from _of_group(body, record, row, label, text)
    else:
        yield Piece(row.n, None, label)


def _recalled(record: Record[SeatGroup]) -> Because | None:
    recall = record.read.recall
    if recall is None or recall.mode not in AT_WILL:
        return None
    articles = (recall.article,) if recall.article else record.articles
    return Because(recall.by, "ends_term", articles, record.sources)


def _of_group(body: str, record: Record[SeatGroup], row: Row, label: str, text: Constitution) -> Iterator[Piece]:
    """The seats of a group by who fills them.

    Those held by right follow nobody, nor do the elected; of these it is not known where no sitting tells of them.
    """
    group = record.read
    tenured = group.renewable is False
    if group.by == "ex_officio":
        yield Piece(row.n, None, label, tenured, group.chair)
        return
    if group.elected or text.kind(group.by) == "people":
        alone = row.n == 1 and text.size(body) == 1  # of one who is elected nothing hangs on a party
        lost = None if row.block or alone else Unheld(body, label, row.n, "sitting")
        yield Piece(row.n, None, label, tenured, group.chair, lost)
        return
    ends = group.recall.by if group.recall and isinstance(group.recall.mode, Unknown) else None
    parts: list[tuple[Any, Any, str | None]] = [(p.n, p.mode, p.of) for p in group.parts]
    counts = [n for n, _, _ in parts if isinstance(n, int)]
    if not parts or len(counts) < len(parts):
        parts = [(row.n, group.mode if not parts else UNKNOWN, group.of)]
    elif sum(counts) != row.n:
        scaled = in_proportion(counts, row.n)
        parts = [(n, mode, of) for n, (_, mode, of) in zip(scaled, parts, strict=True) if n]
    for n, mode, of in parts:
        who = None if isinstance(mode, Unknown) or mode == "not" else of if mode == "on_proposal" and of else group.by
        link = Because(who, "named", record.articles, record.sources) if who else None
        lost = None
        if isinstance(mode, Unknown):
            lost = Unheld(body, label, n, "mode", group.by)
        elif ends and ends != who:
            lost = Unheld(body, label, n, "recall", ends)
        yield Piece(n, link, label, tenured, group.chair, lost)
