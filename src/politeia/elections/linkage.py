"""How one distribution makes up for seats won elsewhere, and what becomes of a party that won more than its share.

Each rule takes the votes of those who take part, the seats of the whole, and what everybody has won; all is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from politeia.elections.apportion import Apportionment
from politeia.elections.ties import Order, Tie, TieRule, Undecided
from politeia.errors import CaseError

Seats: TypeAlias = Mapping[str, int]
Allot: TypeAlias = Callable[[Mapping[str, int], int, TieRule], Apportionment]

LARGEST = 10_000  # no house is levelled beyond this


@dataclass(frozen=True, slots=True)
class Whole:
    """The seats of the whole by party, those won elsewhere included, and each one's share had nothing been won.

    `lost` are seats won that were taken back.
    """

    seats: Seats
    due: Seats
    ties: tuple[Tie, ...] = ()
    lost: Seats = field(default_factory=dict)


def keep(votes: Seats, total: int, won: Seats, allot: Allot, rule: TieRule) -> Whole:
    """Who won more keeps it, and the house grows by that (New Zealand)."""
    due, ties = _due(votes, _left(votes, total, won), allot, rule)
    return Whole(_at_least(due, won), due, ties)


def absorb(votes: Seats, total: int, won: Seats, allot: Allot, rule: TieRule) -> Whole:
    """Who won more keeps it and leaves; the others share what is left, until nobody won more (Norway, Denmark)."""
    taking = dict(votes)
    while True:
        left = _left(taking, total, won)
        try:
            due, ties = _due(taking, left, allot, rule)
            over = _over(due, won)
        except Undecided as undecided:
            over = _over_in_any_case(taking, left, won, allot, undecided.tie)
            if not over:
                raise
        if not over:
            first, _ = _due(votes, _left(votes, total, won), allot, Order(tuple(votes)))
            return Whole(_at_least(due, won), first, ties)
        taking = {party: n for party, n in taking.items() if party not in over}


def level(votes: Seats, total: int, won: Seats, allot: Allot, rule: TieRule, tolerate: int = 0) -> Whole:
    """Seats are added until everybody's share of the house is what it won, but for so many seats in all."""
    start = _left(votes, total, won)
    floor = {party: won.get(party, 0) for party in votes}
    due, ties = levelled(votes, start, floor, floor, dict.fromkeys(votes, 0), tolerate, allot, rule)
    return Whole(_at_least(due, won), due, ties)


def cap(votes: Seats, total: int, won: Seats, allot: Allot, rule: TieRule) -> Whole:
    """Nobody has more than its share: who won more loses the rest of it."""
    due, ties = _due(votes, _left(votes, total, won), allot, rule)
    outside = {party: n for party, n in won.items() if party not in votes}
    lost = {party: won[party] - n for party, n in due.items() if won.get(party, 0) > n}
    return Whole({**outside, **due}, due, ties, lost)


OVERHANG: Mapping[str, Callable[[Seats, int, Seats, Allot, TieRule], Whole]] = MappingProxyType(
    {"keep": keep, "absorb": absorb, "level": level, "cap": cap}
)


def levelled(
    votes: Seats, start: int, floor: Seats, spare: Seats, least: Seats, tolerate: int, allot: Allot, rule: TieRule
) -> tuple[Seats, tuple[Tie, ...]]:
    """The distribution of the fewest seats from `start` up that gives everybody its `floor`.

    In all, `tolerate` seats may be missing, of each party no more than its `spare`, and none below its `least`. A tie
    in a house that is too small however it is decided is passed over. Raises CaseError where no house of LARGEST seats
    or fewer is enough.
    """

    def enough(due: Seats) -> bool:
        short = {party: max(0, n - due[party]) for party, n in floor.items()}
        within = all(short[party] <= spare[party] and due[party] >= least[party] for party in floor)
        return within and sum(short.values()) <= tolerate

    for size in range(start, LARGEST + 1):
        try:
            due, ties = _due(votes, size, allot, rule)
        except Undecided:
            needy = sorted(votes, key=lambda party: -floor[party] / max(1, votes[party]))
            if enough(_due(votes, size, allot, Order(tuple(needy)))[0]):
                raise
            continue
        if enough(due):
            return due, ties
    most = max(votes, key=lambda party: floor[party] / max(1, votes[party]))
    what = (
        f"{most}: seats won {floor[most]}, votes {votes[most]:,}; no house of up to {LARGEST:,} seats is in proportion"
    )
    raise CaseError.at("", 0, 0, "system.linkage.overhang", f"{what}; expected another rule than level")


def _over(due: Seats, won: Seats) -> set[str]:
    """Those who won more than their share."""
    return {party for party, n in due.items() if won.get(party, 0) > n}


def _over_in_any_case(votes: Seats, seats: int, won: Seats, allot: Allot, tie: Tie) -> set[str]:
    """Those who won more than their share, if they are the same however a tie is decided; else nobody."""
    rest = {party: tuple(other for other in tie.parties if other != party) for party in tie.parties}
    orders = [order for party in tie.parties for order in ((party, *rest[party]), (*rest[party], party))]
    found = [_over(_due(votes, seats, allot, Order(order))[0], won) for order in orders]
    return found[0] if all(over == found[0] for over in found) else set()


def _left(votes: Seats, total: int, won: Seats) -> int:
    """The seats of the whole without those that were won by parties that take no part."""
    return max(0, total - sum(n for party, n in won.items() if party not in votes))


def _due(votes: Seats, seats: int, allot: Allot, rule: TieRule) -> tuple[Seats, tuple[Tie, ...]]:
    """Everybody's share by the formula; none where nobody takes part."""
    if not any(votes.values()):
        return dict.fromkeys(votes, 0), ()
    found = allot(votes, seats, rule)
    return found.seats, found.ties


def _at_least(due: Seats, won: Seats) -> Seats:
    return {party: max(due.get(party, 0), won.get(party, 0)) for party in {**won, **due}}
