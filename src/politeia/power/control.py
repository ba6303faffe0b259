"""Whose bidding each seat does: who can end its term, else the leader of its party, else who named it.

A principal may itself have one; chains are closed, so that every seat follows somebody who follows nobody. Where a link
is not known, the seat follows whom the next rule names, else nobody, and is listed: a second reading hands it over.
Sources: docs/methods/effective-power.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from politeia.case.constitution import Constitution
from politeia.case.holders import OWN, Holders
from politeia.errors import CaseError
from politeia.power.chains import closed, contradictions
from politeia.power.links import Because, Piece, Unheld, offices, people, pieces
from politeia.power.seating import rows, sittings


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
    known = people(text, holders, day, codings or {})
    links = [*known.judged(), *offices(text), *known.same()]
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
        found = [piece for row in rows(body, text, sat.get(body), like) for piece in pieces(body, row, text, known)]
        unknown += [piece.open for piece in found if piece.open]
        seats[body] = [
            replace(piece, link=Because(piece.open.instead or unheld, "assumed")) if piece.open and unheld else piece
            for piece in found
        ]
    direct, roots, circles = closed(direct, seats)
    complaints = list(contradictions(rivals, roots))
    if complaints:
        raise CaseError(complaints)
    blocs = {body: tuple(_bloc(body, piece, roots) for piece in own) for body, own in seats.items()}
    return Control(roots, direct, blocs, circles, known.names, day, _joined(unknown))


def _joined(unknown: Sequence[Unheld]) -> tuple[Unheld, ...]:
    """Of what is not known, seats of the same kind counted together."""
    found: dict[tuple[str, str, str, str | None], int] = {}
    for one in unknown:
        key = one.body, one.label, one.why, one.instead
        found[key] = found.get(key, 0) + one.n
    return tuple(Unheld(body, label, n, why, instead) for (body, label, why, instead), n in found.items())


def _bloc(body: str, piece: Piece, roots: Mapping[str, str]) -> Bloc:
    principal = roots.get(piece.link.principal, piece.link.principal) if piece.link else None
    return Bloc(body, piece.n, principal, piece.link, piece.label, piece.tenured, piece.chair)
