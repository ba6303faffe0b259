"""Votes to seats under a declared system: its tiers, its thresholds, and the linkage between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from politeia.case.returns import Returns, checked
from politeia.case.system import NATIONAL, ElectoralSystem
from politeia.elections.apportion import FORMULAS
from politeia.elections.compensation import ballot, compensated
from politeia.elections.measures import MEASURES
from politeia.elections.thresholds import Ballot, Hurdle
from politeia.elections.tier import Filled, Seats, Unsettled, filled, summed
from politeia.elections.ties import Lot, Order, Tie, TieRule, winners
from politeia.result import Result


@dataclass(frozen=True, slots=True)
class Settled:
    """A tie that changed a seat, and to whom the declared rule gave the seats."""

    where: str
    parties: tuple[str, ...]
    seats: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsResult(Result):
    """The seats of an election.

    `seats` has every party, those without a seat and those whose seats are appointed too; `tiers` the same by tier and
    district, compensatory seats under the name of their distribution. `votes` are those that the measures compare with
    seats. `house` counts vacant seats in; `overhang` are seats that a party has above its share of a compensatory
    distribution, `lost` the districts whose winner has no seat under `cap`.
    """

    seats: Mapping[str, int]
    house: int
    tiers: Mapping[str, Seats]
    votes: Mapping[str, int]
    thresholds: tuple[Hurdle, ...] = ()
    ties: tuple[Settled, ...] = ()
    overhang: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    vacant: int = 0
    measures: Mapping[str, Fraction | float | int] = field(default_factory=dict)


def seats(system: ElectoralSystem, returns: Returns) -> SeatsResult:
    """The seats of an election, exactly.

    Raises CaseError for votes that do not fit the system, Unsettled for ties that change a seat and that it does not
    decide.

    >>> system = ElectoralSystem.model_validate({"tiers": {"list": {"formula": "hare", "seats": {"national": 9}}}})
    >>> result = seats(system, Returns(votes={"list": {"national": {"A": 700, "B": 230, "C": 70}}}))
    >>> dict(result.seats)
    {'A': 6, 'B': 2, 'C': 1}
    """
    checked(system, returns)
    rule = _rule(system)
    found: dict[str, Filled] = {}
    open_: list[Tie] = []
    for tier in _order(system):
        won = {name: done.won() for name, done in found.items()}
        try:
            found[tier] = filled(system, returns, tier, won, rule)
        except Unsettled as unsettled:
            open_ += unsettled.ties
            found[tier] = Filled({})  # so that the ties of the other tiers are told as well
    if open_:
        raise Unsettled(open_)
    overhang: Mapping[str, int] = {}
    lost: Mapping[str, str] = {}
    if system.compensatory:
        linked = compensated(system, returns, found, rule)
        found = {**found, **linked.tiers}
        overhang, lost = linked.overhang, linked.lost
    parties = {party: 0 for tier in returns.votes for party in Ballot(tier, returns.votes[tier]).parties(system)}
    elected = parties | summed(done.won() for done in found.values())
    vacant = sum(done.vacant for done in found.values())
    votes = _compared(system, returns)
    measured = [[counts.get(party, 0) for party in elected] for counts in (votes, elected)]
    tiers: dict[str, Seats] = {name: done.seats for name, done in found.items()}
    if system.appointed:
        tiers["appointed"] = {NATIONAL: system.appointed}
    return SeatsResult(
        seats=summed([elected, system.appointed]),
        house=sum(elected.values()) + sum(system.appointed.values()) + vacant,
        tiers=tiers,
        votes=votes,
        thresholds=tuple(hurdle for done in found.values() for hurdle in done.hurdles),
        ties=tuple(_settled(tie, rule) for done in found.values() for tie in done.ties),
        overhang={party: n for party, n in overhang.items() if n},
        lost=lost,
        vacant=vacant,
        measures={name: of(*measured) for name, of in MEASURES.items()} if all(map(sum, measured)) else {},
        method=_method(system),
        exact=True,
        assumptions=tuple(_assumptions(system, found, vacant)),
    )


def _rule(system: ElectoralSystem) -> TieRule:
    if system.ties is None:
        return None
    return Order(system.ties.order) if system.ties.order is not None else Lot(system.ties.seed or 0)


def _settled(tie: Tie, rule: TieRule) -> Settled:
    return Settled(tie.where, tie.parties, tie.seats, winners(tie, rule))


def _order(system: ElectoralSystem) -> list[str]:
    """The tiers with votes and seats of their own, each after those whose seats its thresholds ask about."""
    own = [name for name in system.tiers if name != system.list_tier]
    needs = {
        name: [o.won_in for rule in system.thresholds if rule.tier == name for o in rule.unless if o.won_in]
        for name in own
    }
    done: list[str] = []
    while len(done) < len(own):
        done += [name for name in own if name not in done and all(need in done for need in needs[name])]
    return done


def _compared(system: ElectoralSystem, returns: Returns) -> dict[str, int]:
    """The votes to compare seats with: the compensatory distribution's, else the lists', else the first tier's."""
    lists = [name for name, tier in system.tiers.items() if not tier.single_winner]
    name = (lists or [*system.tiers])[0]
    counted = ballot(system, returns) if system.compensatory else Ballot(name, returns.votes[name])
    return {party: counted.of(party) for party in counted.parties(system)}


def _method(system: ElectoralSystem) -> str:
    titles = {name: tier.formula for name, tier in system.tiers.items()}
    told = [f"{name}: {FORMULAS[f].title if f in FORMULAS else f.replace('_', ' ')}" for name, f in titles.items()]
    linkage = system.linkage
    if system.compensatory:
        formula = FORMULAS[linkage.formula or titles[system.list_tier or ""]].title
        told.append(
            f"the whole by {formula}; {' and '.join(linkage.subtract or ())} subtracted, overhang: {linkage.rule}"
        )
    return "; ".join(told)


def _assumptions(system: ElectoralSystem, found: Mapping[str, Filled], vacant: int) -> Iterable[str]:
    if any(not tier.single_winner for tier in system.tiers.values()):
        yield "every list has as many candidates as it wins seats"
    for name, done in found.items():
        if done.company:
            who = " and ".join(done.company)
            yield f"{name}: {who} admitted to reach the least number of lists; what seats this leaves go to the others"
    if vacant:
        yield f"{vacant} seats stay vacant, since nobody took part in their distribution"
