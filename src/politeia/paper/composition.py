"""Who fills the seats of a body, in a text: counted over all of its seat groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from politeia.case.constitution import Constitution
from politeia.case.institutions import SeatGroup
from politeia.case.terms import Unknown


@dataclass(frozen=True, slots=True)
class Filling:
    """Seats of a body that one actor fills: `how` is its mode with the other side named, or that they are by right.

    `before` and `after` count them in two texts, out of `of_before` and `of_after`; None where a number is not known.
    """

    body: str
    by: str
    how: str
    other: str | None
    before: int | None
    after: int | None
    of_before: int | None
    of_after: int | None
    acts: tuple[str, ...] = ()  # those that changed seat groups of the body, where they are known


Way = tuple[str, str, str | None]  # who fills, how, and the other body
Filled = dict[Way, int | None]


def fillings(before: Constitution, after: Constitution) -> Iterator[Filling]:
    """For every body whose seats are filled differently in two texts, who fills how many of them in each.

    >>> from politeia.case.library import load
    >>> polity = load("kazakhstan").polity
    >>> [
    ...     (f.how, f.other, f.before, f.after, f.of_before, f.of_after)
    ...     for f in fillings(polity.before("2022"), polity.after("2022"))
    ...     if (f.body, f.by) == ("senate", "president")
    ... ]
    [('alone', None, 15, 5, 49, 50), ('on_proposal', 'assembly_of_people', 0, 5, 49, 50)]
    """
    for body in dict.fromkeys((*_seated(before), *_seated(after))):
        old, new = _filled(before, body), _filled(after, body)
        if old == new:
            continue
        whole = [size if isinstance(size := text.size(body), int) else None for text in (before, after)]
        for way in dict.fromkeys((*old, *new)):
            yield Filling(body, *way, old.get(way, 0), new.get(way, 0), whole[0], whole[1])


def _seated(text: Constitution) -> Iterator[str]:
    for record in text.seats.values():
        if record.content:
            yield record.content.body


def _filled(text: Constitution, body: str) -> Filled:
    filled: Filled = {}
    for record in text.seats.values():
        if record.content is None or record.content.body != body:
            continue
        for way, n in _pieces(record.content, text):
            known = filled.get(way, 0)
            filled[way] = None if n is None or known is None else known + n
    return filled


def _pieces(group: SeatGroup, text: Constitution) -> Iterator[tuple[Way, int | None]]:
    n = text.seats_in(group)
    if group.by == "ex_officio":
        yield (group.of or "ex_officio", "by right", None), n if isinstance(n, int) else None
        return
    other = group.choice.by if group.choice else group.of
    for count, mode, of in [(p.n, p.mode, p.of) for p in group.parts] or [(n, group.mode, other)]:
        how = "?" if isinstance(mode, Unknown) else str(mode)
        way = (group.by, f"elected ({group.elected})", None) if group.elected else (group.by, how, of)
        yield way, count if isinstance(count, int) else None
