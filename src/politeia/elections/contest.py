"""An election of a case, counted: its seats under a system, and what rests on a count that is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from politeia.case.contest import NOT_VALID, Contest, DeclaredSystem, alone, based
from politeia.case.returns import ElectionFile
from politeia.case.tally import Firmness
from politeia.elections.seats import SeatsResult, seats
from politeia.elections.thresholds import Hurdle
from politeia.errors import CaseError


@dataclass(frozen=True, slots=True)
class FirstRound:
    """Who led in a district of two rounds, and by how many votes that was more than half of a count, or less.

    `of` names the count: the one that the law asks for or, where it is not known, the nearest one that it is a part of.
    `margin` is what the leader had beyond the fewest votes that are more than half.
    """

    tier: str
    district: str
    leader: str
    votes: int
    of: str
    base: int
    share: Fraction
    margin: int


@dataclass(frozen=True, slots=True)
class Counted:
    """An election of a case as far as it can be counted.

    `file` is the election as it would stand by itself, `open` the tiers that cannot be counted, `levels` how many of
    the votes that were used are how firm.
    """

    file: ElectionFile
    result: SeatsResult
    open: tuple[str, ...]
    first_round: tuple[FirstRound, ...]
    levels: Mapping[Firmness | None, int]


def counted(name: str, contest: Contest, system: DeclaredSystem) -> Counted:
    """The seats of an election under a system, which may be another than it was held under if the tiers are the same.

    Raises CaseError where no tier can be counted, and what `seats` raises.

    >>> from politeia.case.library import load
    >>> case = load("kazakhstan").elections
    >>> dict(counted("2016", case.contests["2016"], case.systems["2009"]).result.seats)["amanat"]
    84
    """
    file = alone(name, contest, system)
    if file is None:
        what = "of no tier are all votes known, so that no seat can be counted"
        raise CaseError.at("", 0, 0, "votes", f"{what}; expected votes in place of `?`")
    result = seats(file.system, file)
    open_ = tuple(tier for tier in system.tiers if tier not in file.votes)
    told = [*result.assumptions, *(_left_out(tier, contest) for tier in open_), *_assumed(contest, system, result)]
    used = [tally.level for keys, tally in contest.tallies() if keys[0] == "votes" and keys[1] in file.votes]
    first = tuple(_first_rounds(contest, system, file))
    return Counted(file, replace(result, assumptions=tuple(told)), open_, first, Counter(used))


def _left_out(tier: str, contest: Contest) -> str:
    seats = ", ".join(f"{party} {tally.n}" for party, tally in contest.published.get(tier, {}).items())
    return f"{tier}: left out, since its votes are not known{f'; published: {seats}' if seats else ''}"


def _assumed(contest: Contest, system: DeclaredSystem, result: SeatsResult) -> Iterator[str]:
    """Where shares are taken of valid votes for want of the count that the law names, how large that one may be."""
    rules = [rule for rule in system.thresholds if rule.tier in result.tiers]
    for place, rule in enumerate(rules):
        if based(rule, contest) is rule:
            continue
        held = [hurdle for hurdle in result.thresholds if hurdle.rule == place]
        passed = [hurdle for hurdle in held if hurdle.by == "share"]
        valid = max((hurdle.base for hurdle in held), default=0)
        told = f"{rule.tier}: votes {rule.of} are not known, so that shares are taken of the {valid:,} valid ones"
        if passed:
            told += f"; the same lists pass for up to {min(map(_largest, passed)):,}"
        if (bound := contest.counts.at_most(rule.of)) is not None:
            told += f", and no more than {bound[1]:,} ({bound[0]}) are possible"
        yield told


def _largest(hurdle: Hurdle) -> int:
    """The largest base on which a list that passed still passes."""
    most = hurdle.votes / hurdle.required
    return floor(most) if hurdle.admits == "at_least" else ceil(most) - 1


def _first_rounds(contest: Contest, system: DeclaredSystem, file: ElectionFile) -> Iterator[FirstRound]:
    for tier, districts in file.votes.items():
        if system.tiers[tier].formula != "two_round":
            continue
        bound = contest.counts.at_most(system.majority) if len(districts) == 1 else None
        for district, parties in districts.items():
            leader = max((party for party in parties if party not in file.system.no_seats), key=parties.__getitem__)
            valid = sum(n for party, n in parties.items() if party != NOT_VALID)
            of, base = bound or ("valid", valid)
            votes = parties[leader]
            yield FirstRound(tier, district, leader, votes, of, base, Fraction(votes, base), votes - base // 2 - 1)
