"""The seats of one tier, district by district: lists in proportion, or one winner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from politeia.case.returns import Returns
from politeia.case.system import NATIONAL, Company, ElectoralSystem, majority
from politeia.elections.apportion import apportion
from politeia.elections.thresholds import Ballot, Hurdle, admitted, hurdles
from politeia.elections.ties import Tie, TieRule, Undecided, winners
from politeia.errors import CaseError

Seats = Mapping[str, Mapping[str, int]]


class Unsettled(CaseError):
    """Every tie of an election that changes a seat and that no rule decides."""

    ties: tuple[Tie, ...]

    def __init__(self, ties: Iterable[Tie]) -> None:
        self.ties = tuple(ties)
        super().__init__(complaint for tie in self.ties for complaint in Undecided(tie).complaints)


@dataclass(frozen=True, slots=True)
class Filled:
    """The seats of a tier by district and party, the seats that nobody could take, and what led there."""

    seats: Seats
    vacant: int = 0
    hurdles: tuple[Hurdle, ...] = ()
    ties: tuple[Tie, ...] = ()
    company: tuple[str, ...] = ()

    def won(self) -> dict[str, int]:
        """The seats of every party in all districts."""
        return summed(self.seats.values())


def summed(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The numbers of several places together, by party.

    >>> summed([{"A": 1}, {"A": 2, "B": 1}])
    {'A': 3, 'B': 1}
    """
    found: dict[str, int] = {}
    for part in parts:
        for party, n in part.items():
            found[party] = found.get(party, 0) + n
    return found


def named(tier: str, district: str) -> str:
    """A tier and a district as a tie names them.

    >>> named("list", "national"), named("list", "Oslo")
    ('list', 'list, Oslo')
    """
    return tier if district == NATIONAL else f"{tier}, {district}"


def filled(
    system: ElectoralSystem, returns: Returns, tier: str, won: Mapping[str, Mapping[str, int]], rule: TieRule
) -> Filled:
    """The seats of a tier, from its own votes.

    `won` are the seats of tiers that thresholds ask about. Raises Unsettled with every tie in the tier.
    """
    entry, ballot = system.tiers[tier], Ballot(tier, returns.votes[tier])
    found = hurdles(system, returns, ballot, [tier], won, whole=False)
    company = next(
        (threshold.minimum for threshold in system.thresholds if threshold.tier == tier and threshold.minimum), None
    )
    seats: dict[str, Mapping[str, int]] = {}
    ties: list[Tie] = []
    open_: list[Tie] = []
    followers: tuple[str, ...] = ()
    vacant = 0
    for district, cast in ballot.districts.items():
        enter = admitted(ballot, system, found, district)
        votes = {party: cast[party] for party in enter if party in cast}
        where, n = named(tier, district), entry.seats.get(district, 1)
        if entry.formula == "two_round" and not majority(cast, votes):
            second = returns.second_round[tier][district]
            votes = {party: second[party] for party in enter if party in second}
        if not any(votes.values()):
            seats[district], vacant = dict.fromkeys(votes, 0), vacant + n
            continue
        try:
            if company is not None and 0 < len(votes) < company.parties:
                others = {p: cast[p] for p in ballot.parties(system) if p not in votes and cast.get(p, 0)}
                given, tied, followers = _in_company(votes, others, n, entry.formula, company, rule, where)
            else:
                result = apportion(votes, n, "dhondt" if entry.single_winner else entry.formula, ties=rule, where=where)
                given, tied = result.seats, result.ties
        except Undecided as undecided:
            open_.append(undecided.tie)
            continue
        seats[district] = given
        ties += tied
    if open_:
        raise Unsettled(open_)
    return Filled(seats, vacant, found, tuple(ties), followers)


def _in_company(
    votes: Mapping[str, int],
    others: Mapping[str, int],
    n: int,
    formula: str,
    company: Company,
    rule: TieRule,
    where: str,
) -> tuple[Mapping[str, int], tuple[Tie, ...], tuple[str, ...]]:
    """Seats where fewer lists passed than must be seated: those that follow get the whole part of their votes over the
    quota, times a factor, or their least number of seats; the rest goes to those that passed."""
    wanted = min(company.parties - len(votes), len(others))
    ranked = sorted(others, key=lambda party: -others[party])
    ties: tuple[Tie, ...] = ()
    if 0 < wanted < len(ranked) and others[ranked[wanted - 1]] == others[ranked[wanted]]:
        cut = others[ranked[wanted]]
        level = tuple(party for party in others if others[party] == cut)
        sure = [party for party in ranked if others[party] > cut]
        tie = Tie(level, wanted - len(sure), where)
        ranked, ties = [*sure, *winners(tie, rule)], (tie,)
    followers = tuple(ranked[:wanted])
    taking = sum(votes.values()) + sum(others[party] for party in followers)
    given = {
        party: max(company.seats, int(company.times.value * Fraction(others[party] * n, taking))) for party in followers
    }
    result = apportion(votes, max(0, n - sum(given.values())), formula, ties=rule, where=where)
    return {**result.seats, **given}, ties + result.ties, followers
