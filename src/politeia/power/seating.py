"""Who sits in a body under a text: of its declared sittings the one that the text meets, scaled to the text's seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from politeia.case.constitution import Constitution
from politeia.case.holders import Block, Holders, Sitting

NEAR = 366  # days: who sat further from a text's day is not taken for those who sat under it
VACANT = 4  # of so many seats less than one is vacant, else the sitting is not that of the text


@dataclass(frozen=True, slots=True)
class Row:
    """`n` seats that go together: a block of a sitting, or seats of a group of which no block tells.

    `vacant` seats belong to nobody. `sources` are those of the sitting.
    """

    n: int
    group: str | None
    block: Block | None = None
    vacant: bool = False
    sources: tuple[str, ...] = ()


def sittings(holders: Holders | None, text: Constitution) -> Mapping[str, Sitting]:
    """By body the sitting that a text meets; a body of which none is declared near the text's day is not there."""
    found = {body: _met(spells, text, body) for body, spells in (holders.seats if holders else {}).items()}
    return {body: sitting for body, sitting in found.items() if sitting is not None}


def _met(spells: Sequence[Sitting], text: Constitution, body: str) -> Sitting | None:
    """That of the day where its seats are the text's; else the nearest whose are; else that of the day."""
    near = sorted((apart, n) for n, spell in enumerate(spells) if (apart := _apart(spell, text.day)) is not None)
    fit = [n for _, n in near if _fits(spells[n], text, body)]
    today = [n for apart, n in near if not apart]
    return next((spells[n] for n in (*fit, *today)), None)


def _apart(spell: Sitting, day: date) -> int | None:
    """How many days lie between a day and the nearest on which a sitting certainly sat; None where that is far."""
    if spell.known is None:
        return None
    first, last = spell.known
    days = max((first - day).days, (day - last).days, 0)
    return days if days <= NEAR else None


def _fits(spell: Sitting, text: Constitution, body: str) -> bool:
    """Whether a sitting's seats are those that a text gives the body, but for a few that are vacant."""
    groups, size = _groups(text, body), text.size(body)
    told: dict[str | None, int] = {}
    for block in spell.blocks:
        if not isinstance(block.n, int):
            return False
        told[block.group] = told.get(block.group, 0) + block.n
    total = sum(told.values())
    if not isinstance(size, int) or not size - size // VACANT <= total <= size:
        return False
    return all(group is None or (group in groups and n <= groups[group]) for group, n in told.items())


def _groups(text: Constitution, body: str) -> dict[str, int]:
    """The seats of each group of a body whose number is known."""
    found = {}
    for name, record in text.seats.items():
        if record.content and record.content.body == body:
            n = text.seats_in(record.content)
            if isinstance(n, int):
                found[name] = n
    return found


def rows(body: str, text: Constitution, sitting: Sitting | None, of: Constitution) -> Iterator[Row]:
    """The seats that a text gives a body, as a sitting under the text `of` filled them.

    A group that has other seats in this text than in `of` keeps the proportions between its blocks. Groups of which the
    sitting tells nothing stand as they are declared.

    >>> from politeia.case.library import load
    >>> case = load("kazakhstan")
    >>> before, after = case.polity.before("2022"), case.polity.after("2022")
    >>> sat = sittings(case.elections.holders, before)["majlis"]
    >>> [(row.n, row.block.party) for row in rows("majlis", after, sat, before)]
    [(76, 'amanat'), (12, 'ak_zhol'), (10, 'peoples_party')]
    """
    groups, size, was = _groups(text, body), text.size(body), of.size(body)
    sources = tuple(sitting.source) if sitting else ()
    told: dict[str | None, list[Block]] = {}
    for block in sitting.blocks if sitting else ():
        told.setdefault(block.group, []).append(block)
    if None in told:  # a block without a group may be of any: all are taken together
        blocks = [block for own in told.values() for block in own]
        own = sum(block.n for block in blocks if isinstance(block.n, int))
        known = was if isinstance(was, int) else None
        yield from _scaled(None, blocks, size if isinstance(size, int) else own, known, sources)
        return
    for name, n in groups.items():
        if name in told:
            yield from _scaled(name, told[name], n, _groups(of, body).get(name), sources)
        else:
            yield Row(n, name)


def _scaled(
    name: str | None, blocks: Sequence[Block], n: int, was: int | None, sources: tuple[str, ...]
) -> Iterator[Row]:
    """A group's blocks on `n` seats, of `was` before: as they are where that is the same, else in proportion."""
    counted = [block for block in blocks if isinstance(block.n, int)]
    counts = [block.n for block in counted if isinstance(block.n, int)]
    total = sum(counts)
    if len(counted) < len(blocks):  # what is not known takes what is left
        unknown = next(block for block in blocks if not isinstance(block.n, int))
        counted, counts = [*counted, unknown], [*counts, max((was or n) - total, 0)]
        total = sum(counts)
    empty = max((n if was is None else was) - total, 0)
    whole = total + empty
    shares = [*counts, empty] if whole == n else in_proportion([*counts, empty], n)
    for block, share in zip(counted, shares, strict=False):
        if share:
            yield Row(share, block.group or name, block, sources=sources)
    if shares[-1]:
        yield Row(shares[-1], name, vacant=True, sources=sources)


def in_proportion(counts: Sequence[int], n: int) -> list[int]:
    """Seats in proportion to counts, by largest remainders; of equal ones the first named is served first.

    >>> in_proportion([76, 12, 10], 49)
    [38, 6, 5]
    """
    total = sum(counts)
    if not total:
        return [0] * (len(counts) - 1) + [n]
    found = [count * n // total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: -(counts[place] * n % total))
    for place in order[: n - sum(found)]:
        found[place] += 1
    return found
