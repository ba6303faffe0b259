"""Levelling as in Germany: seats are counted against lists land by land, and the parties compared in the nation.

The rule is that of the Federal Elections Act of 2020, section 6(2) to (6), and with `minimum: larger` that of 2013.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from politeia.case.system import Level
from politeia.elections.linkage import Allot, Seats, absorb, levelled
from politeia.elections.ties import Tie, TieRule


@dataclass(frozen=True, slots=True)
class ByLand:
    """The seats of every party in every land, those won in districts included."""

    lands: Mapping[str, Seats]
    due: Seats
    ties: tuple[Tie, ...]


def level_within(
    votes: Mapping[str, Seats], contingents: Seats, won: Mapping[str, Seats], allot: Allot, rule: TieRule, how: Level
) -> ByLand:
    """Level a house.

    `votes` are by land, of those who take part; `contingents` the seats of each land before anything is added; `won`
    by land, of everybody. (1) In each land its contingent, without the seats of those who take no part, is shared
    among the lists. (2) A list's minimum is what its party won in the land or, where more, the mean of that and of its
    share, rounded up; a party's is the sum of those, and no less than the sum of its shares. (3) Seats are added until
    the nation's votes give every party its minimum, but for `tolerate` seats in all of those won above shares. (4) Each
    party's seats are shared among its lists, none below its
    minimum; in 2013 none below what was won in its land.
    """
    parties = tuple(dict.fromkeys(party for lists in votes.values() for party in lists))
    shares: dict[str, Seats] = {}
    ties: tuple[Tie, ...] = ()
    for land, lists in votes.items():
        outside = sum(n for party, n in won.get(land, {}).items() if party not in parties)
        found = allot(lists, max(0, contingents[land] - outside), rule) if any(lists.values()) else None
        shares[land] = found.seats if found else dict.fromkeys(lists, 0)
        ties += found.ties if found else ()

    def minimum(party: str, land: str) -> int:
        direct, share = won.get(land, {}).get(party, 0), shares[land].get(party, 0)
        return max(direct, share if how.minimum == "larger" else -((direct + share) // -2))

    minima = {party: {land: minimum(party, land) for land in votes} for party in parties}
    first = {party: sum(share.get(party, 0) for share in shares.values()) for party in parties}
    above = {
        party: sum(max(0, won.get(land, {}).get(party, 0) - shares[land].get(party, 0)) for land in votes)
        for party in parties
    }
    floor = {party: max(sum(minima[party].values()), first[party]) for party in parties}
    nation = {party: sum(lists.get(party, 0) for lists in votes.values()) for party in parties}
    taken = sum(n for lists in won.values() for party, n in lists.items() if party not in parties)
    start = max(0, sum(contingents.values()) - taken)
    due, tied = levelled(nation, start, floor, above, first, how.tolerate, allot, rule)
    ties += tied
    lands: dict[str, dict[str, int]] = {
        land: {party: n for party, n in won.get(land, {}).items() if party not in parties} for land in votes
    }
    for party in parties:
        lists = {land: votes[land][party] for land in votes if votes[land].get(party)}
        direct = {land: parts[party] for land, parts in won.items() if parts.get(party)}
        kept = direct if how.minimum == "larger" else minima[party]
        whole = absorb(lists, max(due[party], floor[party]), kept, allot, rule)
        ties += whole.ties
        for land, n in whole.seats.items():
            lands[land][party] = n
    return ByLand(lands, due, ties)
