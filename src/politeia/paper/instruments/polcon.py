"""Political constraints after Henisz (POLCON III): how many chambers can stop the executive, given who sits in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from politeia.case.holders import Block, Held, Tenure
from politeia.case.institutions import SeatGroup
from politeia.case.terms import UNKNOWN, Unknown
from politeia.paper.instruments.declaration import Declaration, forces
from politeia.paper.instruments.score import Item, Reading, Score, cited

NONE, WHOLE = Fraction(0), Fraction(1)
HEADS = ("head_of_state", "head_of_government")
Bounds = tuple[Fraction, Fraction]
Seats = Mapping[str | None, int]  # seats by party; None: of those whose party is not declared


def polcon(declared: Declaration, held: Held | None, effective: Mapping[str, bool] | None = None) -> Score:
    """The constraint on the executive, between 0 (none) and 1, as bounds; one item for each chamber.

    An item scores how independent a veto point the chamber is: 0 where it is none, 1 where it always is. With n
    independent ones the executive's discretion is 2 / ((n + 1)(n + 2)). `effective` is the coder's judgement that a
    chamber works as the text says, which Henisz takes from Polity's XCONST; without one both answers are kept.

    >>> from datetime import date
    >>> from politeia.case.holders import on
    >>> from politeia.case.library import load
    >>> from politeia.paper.instruments.declaration import declaration
    >>> case = load("kazakhstan")
    >>> day = date(2022, 2, 1)
    >>> text = declaration(case.polity, case.polity.at(day))
    >>> found = polcon(text, on(case.elections.holders, day), {"majlis": True, "senate": False})
    >>> found.low, found.high
    (Fraction(3980, 17013), Fraction(5420, 17013))
    """
    judged = dict(effective or {})
    chambers = [name for name in declared.text.bodies if declared.text.kind(name) == "chamber"]
    stray = sorted(set(judged) - set(chambers))
    if stray:
        raise ValueError(f"{stray[0]!r} is no chamber of this text; expected one of {', '.join(chambers)}")
    items = tuple(_chamber(name, declared, held, judged.get(name)) for name in chambers)
    law = declared.core("ordinary_law")
    known = law.complete and bool(chambers)
    low = constraint([Fraction(item.low) for item in items]) if known else NONE
    high = constraint([Fraction(item.high) for item in items]) if known else WHOLE
    return Score(
        instrument="polcon",
        text=declared.text.label,
        score=low if low == high else None,
        low=low,
        high=high,
        out_of=1,
        items=items,
        method="Henisz 2000 (POLCON III): chambers as veto points, weighted by alignment and fractionalisation",
        exact=True,
        assumptions=(
            "preferences of the executive and the chambers are independent and uniform",
            "a chamber aligned with the executive counts by its fractionalisation, an opposed one by the rest to 1, "
            "each by itself: our reading of the method, since the codebook's own formula was not read",
            "the executive's parties are led by a head of state or of government, or by one judged to follow them",
            "seats whose party is not declared may be of any",
        ),
    )


def discretion(points: int) -> Fraction:
    """What an executive may expect to do against so many independent veto points.

    >>> [str(discretion(points)) for points in range(4)]
    ['1', '1/3', '1/6', '1/10']
    """
    return Fraction(2, (points + 1) * (points + 2))


def constraint(weights: Iterable[Fraction]) -> Fraction:
    """The expected constraint where each chamber is an independent veto point with its weight as chance."""
    chances = {0: WHOLE}
    for weight in weights:
        after: dict[int, Fraction] = {}
        for points, chance in chances.items():
            after[points] = after.get(points, NONE) + chance * (1 - weight)
            after[points + 1] = after.get(points + 1, NONE) + chance * weight
        chances = after
    return sum((chance * (1 - discretion(points)) for points, chance in chances.items()), NONE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what is known about a chamber: the bounds of a weight that follow, why, and the records read."""

    low: Fraction
    high: Fraction
    why: str
    records: tuple[str, ...] = ()


def _chamber(name: str, declared: Declaration, held: Held | None, effective: bool | None) -> Item:
    law = declared.core("ordinary_law")
    ids, articles = cited(law.all)
    parts = [_veto(name, declared), _judgement(effective)]
    if all(part.high for part in parts):
        parts.append(_preferences(name, declared, held))
    low = high = WHOLE
    for part in parts:
        low, high = low * part.low, high * part.high
    why = "; ".join(part.why for part in parts if part.why)
    return Item(
        id=name,
        asks=f"How independent a veto point is {declared.text.name(name)}?",
        readings=(Reading(low, why),) if low == high else (),
        low=low,
        high=high,
        rule="declared" if low == high else "?",
        because=why,
        records=(*ids, *(record for part in parts for record in part.records)),
        articles=articles,
    )


def _veto(chamber: str, declared: Declaration) -> _Part:
    """Whether a law passes against the chamber."""
    law = declared.core("ordinary_law")
    if not law.complete:
        return _Part(NONE, WHOLE, law.gap)
    others = frozenset(declared.text.bodies) - {chamber}
    ways = [record.read for record in law.records]
    if not any(chamber in way.bodies for way in ways):
        return _Part(NONE, NONE, "takes no part in an ordinary law")
    passed = {forces(way, others) for way in ways}
    if passed == {False}:
        return _Part(WHOLE, WHOLE, "no ordinary law without it")
    if None in passed:
        return _Part(NONE, WHOLE, "whether a law passes against it is ?")
    return _Part(NONE, WHOLE, "a law may pass over its refusal: counted or not")


def _judgement(effective: bool | None) -> _Part:
    if effective is None:
        return _Part(NONE, WHOLE, "whether it is effective nobody has judged")
    return _Part(WHOLE, WHOLE, "") if effective else _Part(NONE, NONE, "judged not effective")


def _preferences(chamber: str, declared: Declaration, held: Held | None) -> _Part:
    """How far the chamber's own composition makes it independent of the executive."""
    sitting = held.seats.get(chamber) if held else None
    if held is None or sitting is None or isinstance(sitting, Unknown):
        return _Part(NONE, WHOLE, f"who sat in it is {'?' if isinstance(sitting, Unknown) else 'not declared'}")
    if any(isinstance(block.n, Unknown) for block in sitting.blocks):
        return _Part(NONE, WHOLE, "how many seats a block has is ?")
    seats = _seats(sitting.blocks)
    low, high = fractionalisation(seats)
    appointed = _appointed(sitting.blocks, declared)
    read = {words: _alignments(seats, parties, appointed) for parties, words in _readings(declared, held, seats)}
    ways = {aligned for alignments in read.values() for aligned in alignments}
    weights = [share if aligned else 1 - share for aligned in ways for share in (low, high)]
    alike = len({*map(tuple, read.values())}) == 1
    told = _aligned(next(iter(read.values()))) if alike else ", ".join(_aligned(a) + words for words, a in read.items())
    split = f"{float(low):.3f}" if low == high else f"{float(low):.3f} to {float(high):.3f}"
    leaders = tuple(f"holders.parties.{party}" for party in sorted(p for p in seats if p))
    return _Part(
        min(weights), max(weights), f"{told}; fractionalisation {split}", (f"holders.seats.{chamber}", *leaders)
    )


def _aligned(ways: Iterable[bool]) -> str:
    return " or ".join("aligned" if aligned else "opposed" for aligned in ways)


def _seats(blocks: Iterable[Block]) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for block in blocks:
        if isinstance(block.n, int):
            party = block.party if isinstance(block.party, str) else None
            found[party] = found.get(party, 0) + block.n
    return found


def fractionalisation(seats: Seats) -> Bounds:
    """The chance that two members drawn are of different parties: at least, and at most.

    Seats of no declared party may all be the largest party's, or each one's own.

    >>> fractionalisation({"A": 2, "B": 1, None: 1})
    (Fraction(1, 2), Fraction(5, 6))
    """
    total, loose = sum(seats.values()), seats.get(None, 0)
    if total < 2:
        return NONE, NONE
    parties = sorted((n for party, n in seats.items() if party is not None), reverse=True) or [0]
    pairs = total * (total - 1)
    joined = [parties[0] + loose, *parties[1:]]
    alike = [sum(n * (n - 1) for n in counts) for counts in (joined, parties)]
    return 1 - Fraction(alike[0], pairs), 1 - Fraction(alike[1], pairs)


def _appointed(blocks: Iterable[Block], declared: Declaration) -> int:
    """How many seats without a declared party somebody of the executive fills."""
    executive = declared.bodies(*HEADS, "government")
    groups: dict[str, SeatGroup] = {name: r.content for name, r in declared.text.seats.items() if r.content is not None}
    named = [b for b in blocks if b.party is None and b.group in groups and groups[b.group].by in executive]
    return sum(block.n for block in named if isinstance(block.n, int))


def _readings(declared: Declaration, held: Held, seats: Seats) -> Iterator[tuple[frozenset[str], str]]:
    """Which parties are the executive's, in each way that the declaration leaves open, with the condition in words."""
    heads = declared.bodies(*HEADS)
    persons = {t.person for body, t in held.offices.items() if body in heads and isinstance(t, Tenure)}
    sure: set[str] = set()
    open_: set[str] = set()
    for party in (name for name in seats if name is not None):
        leader = held.leaders.get(party)
        coding = held.follows.get(leader.person) if isinstance(leader, Tenure) else UNKNOWN
        if isinstance(leader, Tenure) and leader.person in persons:
            sure.add(party)
        elif isinstance(coding, Unknown):
            open_.add(party)
        elif coding is not None and {coding.of, *coding.instead} & heads:
            (sure if {coding.of, *coding.instead} <= heads else open_).add(party)
    if open_:
        yield frozenset(sure | open_), f" if the leader of {', '.join(sorted(open_))} follows the executive"
        yield frozenset(sure), " else"
    elif sure:
        yield frozenset(sure), ""
    else:  # no party is led by an executive's hand; of which one the executive's persons are members, nothing says
        yield frozenset(party for party in seats if party is not None), " if the executive is of its largest party"
        yield frozenset(), " else"


def _alignments(seats: Seats, parties: frozenset[str], appointed: int) -> list[bool]:
    """Whether the executive's bloc is the largest of the chamber: both answers where undeclared seats may decide."""
    own = sum(n for party, n in seats.items() if party in parties)
    rival = max((n for party, n in seats.items() if party is not None and party not in parties), default=0)
    loose = seats.get(None, 0) - appointed
    own += appointed
    if own > rival + loose:
        return [True]
    return [False] if own + loose < rival else [True, False]
