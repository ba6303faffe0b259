"""Whose bidding each seat does: who can end its term, else the leader of its party, else who named it.

A principal may itself have one; chains are closed, so that every seat follows somebody who follows nobody. Where a link
is not known, the seat follows whom the next rule names, else nobody, and is listed: a second reading hands it over.
Sources: docs/methods/effective-power.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.holders import OWN, Coding, Held, Holders, Tenure
from politeia.case.holders import on as held_on
from politeia.case.institutions import Power, SeatGroup
from politeia.case.terms import UNKNOWN, Unknown
from politeia.errors import CaseError, Complaint
from politeia.power.seating import Row, in_proportion, rows, sittings

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
class Control:
    """Who follows whom in a text with its holders.

    `roots` maps each office and person that follows somebody to the end of its chain; `direct` has the first link.
    `blocs` are the seats of each body that has seat groups, `names` those of persons and parties, `day` whose holders
    they are. `circles` are those who follow each other: each acts as one, under the name of its first office. `unheld`
    lists what is not known.
    """

    roots: Mapping[str, str]
    direct: Mapping[str, Because]
    blocs: Mapping[str, tuple[Bloc, ...]]
    circles: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    day: date = date.min
    unheld: tuple[Unheld, ...] = ()

    def root(self, actor: str) -> str:
        """Who stands at the end of an actor's chain: itself, where it follows nobody."""
        return self.roots.get(actor, actor)


def control(
    text: Constitution,
    holders: Holders | None = None,
    codings: Mapping[str, str] | None = None,
    *,
    like: Constitution | None = None,
    unheld: str | None = None,
) -> Control:
    """Who follows whom in a text, with the holders of its day.

    `like` is the text whose holders are taken, on its day and scaled to this text's seats: with the text from before a
    reform, nobody has changed but the rules. Where those who sit under a text took their seats later than its day, all
    holders are those of that later day. `codings` replaces the declared judgement on a person: a body, or own.
    `unheld` is the actor whom those follow of whom it is not known; without it they follow nobody. CaseError where two
    can each end the same term and do not stand for the same.

    >>> from politeia.case.library import load
    >>> control(load("kazakhstan").polity.before("2022")).root("government")
    'president'
    """
    like = like or text
    sat = sittings(holders, like)
    day = max([like.day, *(s.from_ for s in sat.values() if isinstance(s.from_, date))])
    people = _people(text, holders, day, codings or {})
    links = [*people.judged(), *_offices(text), *people.same()]
    direct: dict[str, Because] = {}
    rivals: dict[str, list[Because]] = {}
    unknown: list[Unheld] = []
    for link in links:
        if link.actor in direct:
            continue
        if link.open:
            unknown.append(link.open)
            if unheld:
                direct[link.actor] = Because(link.open.instead or unheld, "assumed")
                continue
        if link.to:
            direct[link.actor] = link.to[0]
            rivals[link.actor] = list(link.to)
    direct = {actor: link for actor, link in direct.items() if link.principal not in (OWN, actor)}
    seats: dict[str, list[Piece]] = {}
    for body in dict.fromkeys((*(r.content.body for r in text.seats.values() if r.content), *sat)):
        found = [piece for row in rows(body, text, sat.get(body), like) for piece in _of_row(body, row, text, people)]
        unknown += [piece.open for piece in found if piece.open]
        seats[body] = [
            replace(piece, link=Because(piece.open.instead or unheld, "assumed")) if piece.open and unheld else piece
            for piece in found
        ]
    direct, roots, circles = _closed(direct, seats)
    complaints = list(_contradictions(rivals, roots))
    if complaints:
        raise CaseError(complaints)
    blocs = {body: tuple(piece.bloc(body, roots) for piece in pieces) for body, pieces in seats.items()}
    return Control(roots, direct, blocs, circles, people.names, day, _joined(unknown))


def _joined(unknown: Sequence[Unheld]) -> tuple[Unheld, ...]:
    """Of what is not known, seats of the same kind counted together."""
    found: dict[tuple[str, str, str, str | None], int] = {}
    for one in unknown:
        key = one.body, one.label, one.why, one.instead
        found[key] = found.get(key, 0) + one.n
    return tuple(Unheld(body, label, n, why, instead) for (body, label, why, instead), n in found.items())


@dataclass(frozen=True, slots=True)
class _Link:
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

    def bloc(self, body: str, roots: Mapping[str, str]) -> Bloc:
        principal = roots.get(self.link.principal, self.link.principal) if self.link else None
        return Bloc(body, self.n, principal, self.link, self.label, self.tenured, self.chair)


@dataclass(frozen=True, slots=True)
class _People:
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

    def judged(self) -> Iterator[_Link]:
        """The judgements on persons, as those of their offices, else of themselves."""
        follows = self.held.follows if self.held else {}
        for person in dict.fromkeys((*self.codings, *follows)):
            coding = follows.get(person)
            node = self.node(person)
            sources = tuple(coding.source) if isinstance(coding, Coding) else ()
            of = self.codings.get(person, coding.of if isinstance(coding, Coding) else None)
            for own in (node, *(office for office in self.offices(person) if office != node)):
                if of is not None:
                    yield _Link(own, (Because(of, "coded", (), sources),))
                elif isinstance(coding, Unknown) and (own != person or person in self.leading):
                    yield _Link(own, open=Unheld(own, person, 1, "coding"))

    def same(self) -> Iterator[_Link]:
        """A person's other offices follow the first, unless a rule says whom each follows."""
        for body, tenure in (self.held.offices if self.held else {}).items():
            if isinstance(tenure, Tenure) and self.node(tenure.person) != body:
                yield _Link(body, (Because(self.node(tenure.person), "person", (), tuple(tenure.source)),))

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


def _people(text: Constitution, holders: Holders | None, day: date, codings: Mapping[str, str]) -> _People:
    if holders is None:
        return _People(None, {}, {}, {})
    held = held_on(holders, day)
    nodes: dict[str, str] = {}
    for body in (*text.bodies, *held.offices):
        tenure = held.offices.get(body)
        if isinstance(tenure, Tenure):
            nodes.setdefault(tenure.person, body)
    names = {name: person.names.text() for name, person in holders.persons.items()}
    names |= {name: party.names.text() for name, party in holders.parties.items()}
    return _People(held, codings, nodes, names)


def _offices(text: Constitution) -> Iterator[_Link]:
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
                yield _Link(body, known)
                continue
            named = _named(powers, text)
            to = (named,) if named else ()
            maybe = next((link.principal for link in ends), None)
            yield _Link(body, to, Unheld(body, body, 1, "dismissal", maybe) if maybe else None)


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


def _contradictions(rivals: Mapping[str, Sequence[Because]], roots: Mapping[str, str]) -> Iterator[Complaint]:
    """The offices whose term several can end at will who do not stand for the same."""
    for body, links in rivals.items():
        apart = {roots.get(link.principal, link.principal) for link in links}
        if len(apart) > 1:
            who = " and ".join(sorted(link.principal for link in links))
            what = f"{who} can each end its term at will, and follow {' and '.join(sorted(apart))}"
            expected = "expected one who can, or a coding of its holder under holders"
            yield Complaint("", 0, 0, f"bodies.{body}", f"{what}; {expected}")


def _of_row(body: str, row: Row, text: Constitution, people: _People) -> Iterator[Piece]:
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
        link = Because(people.node(block.person), "person", (), row.sources)
        yield Piece(row.n, link, label, chair=chair)
    elif block and isinstance(block.party, str):
        link, known = people.of_party(block.party, row.sources)
        lost = None if known else Unheld(body, block.party, row.n, "leader")
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


def _closed(
    direct: Mapping[str, Because], seats: Mapping[str, Sequence[Piece]]
) -> tuple[dict[str, Because], dict[str, str], tuple[tuple[str, ...], ...]]:
    """The links and the end of every chain; a circle acts as one.

    A body of many that somebody follows, and that follows nobody by rule, follows whoever leads most of its seats at
    the end of their chains.
    """
    links = dict(direct)
    followed = {link.principal for link in links.values()}
    followed |= {piece.link.principal for pieces in seats.values() for piece in pieces if piece.link}
    while True:
        roots, circles = _ends(links, seats)
        led = {
            body: most
            for body, pieces in seats.items()
            if body in followed and body not in links and (most := _majority(pieces, roots)) not in (None, body)
        }
        if not led:
            return links, roots, circles
        links |= {body: Because(str(most), "majority") for body, most in led.items()}


def _ends(
    links: Mapping[str, Because], seats: Mapping[str, Sequence[Piece]]
) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    roots: dict[str, str] = {}
    circles: dict[tuple[str, ...], None] = {}
    for start in links:
        path = [start]
        while path[-1] in links and links[path[-1]].principal not in path:
            path.append(links[path[-1]].principal)
        end = path[-1]
        if end in links:  # the chain runs into itself
            circle = path[path.index(links[end].principal) :]
            single = [node for node in sorted(circle) if node not in seats]
            end = (single or sorted(circle))[0]
            circles[tuple(sorted(circle))] = None
        if end != start:
            roots[start] = end
    return roots, tuple(circles)


def _majority(pieces: Sequence[Piece], roots: Mapping[str, str]) -> str | None:
    total = sum(piece.n for piece in pieces)
    led: dict[str, int] = {}
    for piece in pieces:
        if piece.link and not piece.tenured:
            end = roots.get(piece.link.principal, piece.link.principal)
            led[end] = led.get(end, 0) + piece.n
    return next((who for who, n in led.items() if 2 * n > total), None)
