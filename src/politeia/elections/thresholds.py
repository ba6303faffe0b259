"""Who takes part in a distribution of seats: shares against thresholds, exactly, and by how many votes they failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from politeia.case.returns import Returns
from politeia.case.system import NATIONAL, Admits, Alternative, Base, ElectoralSystem, Threshold
from politeia.errors import CaseError


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One list before one threshold: its share, what was required, and what let it pass.

    `rule` is the place of the threshold among the system's, from 0. `by` is `share`, or what admitted the list without
    it: `exempt`, `3 seats in districts`, `15% in Oslo`; empty where nothing did. `missing` is how many more votes would
    have been enough, with the base as it is.
    """

    rule: int
    tier: str
    district: str
    party: str
    votes: int
    base: int
    share: Fraction
    required: Fraction
    admits: Admits
    passed: bool
    by: str
    missing: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes of one distribution: by district, with the names that never win among them."""

    tier: str
    districts: Mapping[str, Mapping[str, int]]

    def of(self, party: str, district: str | None = None) -> int:
        """The votes of a list, in one district or in all."""
        where = self.districts.values() if district is None else (self.districts[district],)
        return sum(parties.get(party, 0) for parties in where)

    def parties(self, system: ElectoralSystem) -> tuple[str, ...]:
        """Those that can win, in the order in which they are named."""
        named = dict.fromkeys(party for parties in self.districts.values() for party in parties)
        return tuple(party for party in named if party not in system.no_seats)


def base(returns: Returns, ballot: Ballot, of: Base, district: str | None) -> int:
    """What shares are taken of: a count, or for valid votes that are not counted apart the sum of the votes."""
    alone = len(ballot.districts) == 1
    known = returns.counts.whole(of) if district is None or alone else returns.counts.within(of, district)
    if known is not None:
        return known
    if of != "valid":
        raise CaseError.at("", 0, 0, f"counts.{of}", f"{of} is not known in {district}; expected a count")
    where = ballot.districts.values() if district is None else (ballot.districts[district],)
    return sum(sum(parties.values()) for parties in where)


def reaches(votes: int, of: int, share: Fraction, admits: Admits) -> bool:
    """Whether votes are a share of a base: exactly the share is enough for `at_least`.

    >>> reaches(7, 100, Fraction(7, 100), "at_least"), reaches(7, 100, Fraction(7, 100), "more_than")
    (True, False)
    """
    return votes >= share * of if admits == "at_least" else votes > share * of


def missing(votes: int, of: int, share: Fraction, admits: Admits) -> int:
    """How many votes more would have reached the share, with the base as it is."""
    least = (
        -(-share.numerator * of // share.denominator)
        if admits == "at_least"
        else share.numerator * of // share.denominator + 1
    )
    return max(0, least - votes)


def hurdles(
    system: ElectoralSystem,
    returns: Returns,
    ballot: Ballot,
    names: Iterable[str],
    won: Mapping[str, Mapping[str, int]],
    *,
    whole: bool,
) -> tuple[Hurdle, ...]:
    """Every list before every threshold of a distribution that goes by one of `names`.

    `won` are seats by tier and party. Where the distribution is `whole`, a share in a district counts in any of them;
    else it admits to the seats of that district.
    """
    wanted = set(names)
    rules = [(place, rule) for place, rule in enumerate(system.thresholds) if rule.tier in wanted]
    return tuple(
        hurdle
        for place, rule in rules
        for party in ballot.parties(system)
        for hurdle in _before(place, rule, party, returns, ballot, won, whole)
    )


def _before(
    place: int,
    rule: Threshold,
    party: str,
    returns: Returns,
    ballot: Ballot,
    won: Mapping[str, Mapping[str, int]],
    whole: bool,
) -> list[Hurdle]:
    required = next((c.share for c in rule.coalitions if party in c.lists), rule.share).value
    by_district = rule.scope == "district" or (any(o.scope == "district" for o in rule.unless) and not whole)
    found = []
    for district in [*ballot.districts] if by_district else [None]:
        where = district if rule.scope == "district" else None
        if where is not None and party not in ballot.districts[where]:
            continue
        votes, of = ballot.of(party, where), base(returns, ballot, rule.of, where)
        enough = reaches(votes, of, required, rule.admits)
        other = None if enough else _admitted(rule.unless, party, returns, ballot, won, None if whole else district)
        found.append(
            Hurdle(
                place,
                ballot.tier,
                district or NATIONAL,
                party,
                votes,
                of,
                Fraction(votes, of) if of else Fraction(0),
                required,
                rule.admits,
                enough or other is not None,
                "share" if enough else other or "",
                missing(votes, of, required, rule.admits),
            )
        )
    return found


def _admitted(
    others: Iterable[Alternative],
    party: str,
    returns: Returns,
    ballot: Ballot,
    won: Mapping[str, Mapping[str, int]],
    district: str | None,
) -> str | None:
    """What admits a list that did not reach the share; None where nothing does."""
    for other in others:
        if other.exempt is not None and party in other.exempt:
            return "exempt"
        if other.wins is not None and other.won_in is not None:
            seats = won[other.won_in].get(party, 0)
            if seats >= other.wins:
                return f"{seats} {'seat' if seats == 1 else 'seats'} in {other.won_in}"
        if other.share is not None:
            places: list[str | None] = [None]
            if other.scope == "district":
                places = [district] if district is not None else [*ballot.districts]
            for where in places:
                if where is not None and party not in ballot.districts[where]:
                    continue
                of = base(returns, ballot, other.of, where)
                if reaches(ballot.of(party, where), of, other.share.value, other.admits):
                    return f"{other.share} in {where or 'the nation'}"
    return None


def admitted(ballot: Ballot, system: ElectoralSystem, found: Iterable[Hurdle], district: str | None) -> tuple[str, ...]:
    """The lists that passed every threshold that stands before the seats of a district, or of the whole (None).

    In the whole, a threshold by district is passed by passing it in one of them.
    """
    passed: dict[tuple[str, int], bool] = {}
    barred = set()
    for hurdle in found:
        key = (hurdle.party, hurdle.rule)
        if district is None:
            passed[key] = passed.get(key, False) or hurdle.passed
        elif hurdle.district in (NATIONAL, district) and not hurdle.passed:
            barred.add(hurdle.party)
    barred |= {party for (party, _), enough in passed.items() if not enough}
    return tuple(party for party in ballot.parties(system) if party not in barred)
