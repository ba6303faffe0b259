"""The compensatory distribution of a system: whose votes, which seats count against it, and where it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from politeia.case.returns import Returns
from politeia.case.system import NATIONAL, UNNAMED, ElectoralSystem, Tier, within
from politeia.elections.apportion import Apportionment, apportion
from politeia.elections.levelling import level_within
from politeia.elections.linkage import OVERHANG, Allot, Whole, level
from politeia.elections.thresholds import Ballot, Hurdle, admitted, hurdles
from politeia.elections.tier import Filled, Seats, Unsettled, named, summed
from politeia.elections.ties import TieRule, Undecided


@dataclass(frozen=True, slots=True)
class Compensated:
    """The distribution's own seats and the tiers that count against it, by name, without winners that lost their seats.

    `overhang` is what a party has above its share, `lost` the party by district whose winner has no seat.
    """

    tiers: Mapping[str, Filled]
    overhang: Mapping[str, int]
    lost: Mapping[str, str]


def compensated(system: ElectoralSystem, returns: Returns, found: Mapping[str, Filled], rule: TieRule) -> Compensated:
    """Make up for the seats of the subtracted tiers, which are `found`. Raises Unsettled for a tie."""
    linkage, entry = system.linkage, system.tiers.get(system.list_tier or "")
    cast = ballot(system, returns)
    won = {name: done.won() for name, done in found.items()}
    names = [name for name in (system.list_tier, linkage.name or UNNAMED) if name is not None]
    barriers = hurdles(system, returns, cast, names, won, whole=linkage.within is None)
    try:
        if linkage.within is not None and entry is not None:
            made = _by_region(system, cast, barriers, _gathered(system, returns, found, linkage.within), entry, rule)
        elif linkage.rule == "level" and linkage.levelling.within is not None and entry is not None:
            lands = _gathered(system, returns, found, linkage.levelling.within)
            return _by_land(system, cast, barriers, lands, entry, rule)
        else:
            everything = summed(won[tier] for tier in linkage.subtract or ())
            made = _in_the_nation(system, cast, barriers, everything, entry, rule)
    except Undecided as undecided:
        raise Unsettled([undecided.tie]) from None
    wholes, filled = made
    kept, lost = _without(system, returns, found, summed(whole.lost for whole in wholes))
    above = summed(_beyond(whole.seats, whole.due, whole.due) for whole in wholes)
    return Compensated({**kept, system.distribution: filled}, above, lost)


def ballot(system: ElectoralSystem, returns: Returns) -> Ballot:
    """The votes of the distribution: the list tier's, or those of the tiers that it makes up for."""
    if system.list_tier is not None:
        return Ballot(system.distribution, returns.votes[system.list_tier])
    tiers = system.linkage.subtract or ()
    alone = len(tiers) == 1
    districts = {
        district if alone else named(tier, district): parties
        for tier in tiers
        for district, parties in returns.votes[tier].items()
    }
    return Ballot(system.distribution, districts)


Made = tuple[list[Whole], Filled]


def _in_the_nation(
    system: ElectoralSystem,
    cast: Ballot,
    barriers: tuple[Hurdle, ...],
    won: Mapping[str, int],
    entry: Tier | None,
    rule: TieRule,
) -> Made:
    votes = {party: n for party in admitted(cast, system, barriers, None) if (n := cast.of(party))}
    house = system.linkage.total or sum(entry.seats.values() if entry else ())
    whole = _overhang(system)(votes, house, won, _allot(system, cast.tier), rule)
    vacant = 0 if votes else max(0, house - sum(whole.seats.values()))
    return [whole], Filled({NATIONAL: _beyond(whole.seats, won, whole.due)}, vacant, barriers, whole.ties)


def _by_region(
    system: ElectoralSystem,
    cast: Ballot,
    barriers: tuple[Hurdle, ...],
    won: Seats,
    entry: Tier,
    rule: TieRule,
) -> Made:
    """Every district of the list tier makes up for the districts within it."""
    wholes: dict[str, Whole] = {}
    vacant = 0
    for region, parties in cast.districts.items():
        votes = {party: parties[party] for party in admitted(cast, system, barriers, region) if parties.get(party)}
        own, allot = won.get(region, {}), _allot(system, named(cast.tier, region))
        wholes[region] = whole = _overhang(system)(votes, entry.seats[region], own, allot, rule)
        vacant += 0 if votes else max(0, entry.seats[region] - sum(whole.seats.values()))
    added = {region: _beyond(whole.seats, won.get(region, {}), whole.due) for region, whole in wholes.items()}
    ties = tuple(tie for whole in wholes.values() for tie in whole.ties)
    return [*wholes.values()], Filled(added, vacant, barriers, ties)


def _by_land(
    system: ElectoralSystem,
    cast: Ballot,
    barriers: tuple[Hurdle, ...],
    won: Seats,
    entry: Tier,
    rule: TieRule,
) -> Compensated:
    """The nation is levelled, with minima for every land."""
    enter = admitted(cast, system, barriers, None)
    lists = {
        land: {party: parties[party] for party in enter if parties.get(party)}
        for land, parties in cast.districts.items()
    }
    made = level_within(lists, entry.seats, won, _allot(system, cast.tier), rule, system.linkage.levelling)
    added = {land: _beyond(whole, won.get(land, {}), lists[land]) for land, whole in made.lands.items()}
    above = _beyond(summed(made.lands.values()), made.due, made.due)
    return Compensated({system.distribution: Filled(added, 0, barriers, made.ties)}, above, {})


def _overhang(system: ElectoralSystem) -> partial[Whole]:
    if system.linkage.rule == "level":
        return partial(level, tolerate=system.linkage.levelling.tolerate)
    return partial(OVERHANG[system.linkage.rule])


def _allot(system: ElectoralSystem, where: str) -> Allot:
    """The formula of the whole, which names a place in its ties."""
    formula = system.linkage.formula or system.tiers[system.list_tier or ""].formula

    def allot(votes: Mapping[str, int], n: int, rule: TieRule) -> Apportionment:
        return apportion(votes, n, formula, ties=rule, where=where)

    return allot


def _gathered(system: ElectoralSystem, returns: Returns, found: Mapping[str, Filled], grouping: str) -> Seats:
    """The seats of the subtracted tiers by the list district in which they lie."""
    gathered: dict[str, dict[str, int]] = {}
    for tier in system.linkage.subtract or ():
        places = within(system, tier, returns.votes[tier], grouping)
        for district, parties in found[tier].seats.items():
            gathered[places[district]] = summed([gathered.get(places[district], {}), parties])
    return gathered


def _beyond(whole: Mapping[str, int], part: Mapping[str, int], parties: Iterable[str]) -> dict[str, int]:
    return {party: max(0, whole.get(party, 0) - part.get(party, 0)) for party in parties}


def _without(
    system: ElectoralSystem, returns: Returns, found: Mapping[str, Filled], lost: Mapping[str, int]
) -> tuple[dict[str, Filled], dict[str, str]]:
    """The subtracted tiers without the winners that a party has above its share, by district.

    Those lose who have the smallest shares of their districts' votes. Of two winners of one party with exactly the same
    share, the one named later loses; no party's seats depend on it.
    """
    subtracted = system.linkage.subtract or ()
    held = [  # the last named first
        (
            Fraction(returns.votes[tier][district][party], sum(returns.votes[tier][district].values())),
            tier,
            district,
            party,
        )
        for tier in reversed(subtracted)
        for district, parties in reversed([*found[tier].seats.items()])
        for party, n in parties.items()
        if n and party in lost
    ]
    left, gone = dict(lost), {}
    for _, tier, district, party in sorted(held, key=lambda winner: winner[0]):
        if left[party]:
            left[party] -= 1
            gone[tier, district] = party
    kept: dict[str, Filled] = {}
    for tier in subtracted:
        districts = {
            d: {p: n * (gone.get((tier, d)) != p) for p, n in parties.items()}
            for d, parties in found[tier].seats.items()
        }
        kept[tier] = Filled(districts, found[tier].vacant, found[tier].hurdles, found[tier].ties)
    return kept, {named(tier, district): party for (tier, district), party in gone.items()}
