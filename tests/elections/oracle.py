"""Every formula of apportionment from its definition, in fractions: slow, plain, and written apart from the kernels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Outcome:
    """Seats that are certain, and how many more the tied parties share, at most one each."""

    certain: tuple[int, ...]
    tied: frozenset[int] = frozenset()
    shared: int = 0

    def earliest(self) -> tuple[int, ...]:
        """Seats when of the tied parties the first ones win."""
        lucky = sorted(self.tied)[: self.shared]
        return tuple(n + (party in lucky) for party, n in enumerate(self.certain))


def take_part(votes: Sequence[int], base: int, threshold: Fraction | None, admits: str) -> list[int]:
    """Who has votes, and passes the threshold."""
    passing = []
    for party, count in enumerate(votes):
        if count == 0:
            continue
        needed = Fraction(0) if threshold is None else threshold * base
        if count > needed or (count == needed and admits == "at_least"):
            passing.append(party)
    return passing


def best(claims: list[tuple[tuple[Fraction, ...], int]], seats: int, certain: list[int]) -> Outcome:
    """The highest claims win: all above the last successful one for certain, those level with it if there is room."""
    if seats == 0:
        return Outcome(tuple(certain))
    ranked = sorted(claims, reverse=True)
    last = ranked[seats - 1][0]
    level = [party for claim, party in claims if claim == last]
    for claim, party in claims:
        if claim > last:
            certain[party] += 1
    room = seats - sum(claim > last for claim, _ in claims)
    if room == len(level):
        for party in level:
            certain[party] += 1
        return Outcome(tuple(certain))
    return Outcome(tuple(certain), frozenset(level), room)


QUOTAS: dict[str, Callable[[int, int], Fraction]] = {
    "hare": lambda votes, seats: Fraction(votes, seats),
    "droop": lambda votes, seats: Fraction(floor(Fraction(votes, seats + 1)) + 1),
    "hagenbach_bischoff": lambda votes, seats: Fraction(votes, seats + 1),
    "imperiali": lambda votes, seats: Fraction(votes, seats + 2),
}


def largest_remainders(formula: str, votes: Sequence[int], passing: list[int], seats: int) -> Outcome:
    certain = [0] * len(votes)
    total = sum(votes[party] for party in passing)
    if seats == 0 or not passing:
        return Outcome(tuple(certain))
    quotas = [QUOTAS[formula](total, seats)]
    if formula in ("hagenbach_bischoff", "imperiali"):
        # The law of the Italian Chamber: too many whole quotas, so the divisor is one less.
        more = {"hagenbach_bischoff": 1, "imperiali": 2}[formula]
        quotas = [Fraction(total, seats + plus) for plus in range(more, -1, -1)]
    for quota in quotas:
        whole = {party: floor(votes[party] / quota) for party in passing}
        if sum(whole.values()) <= seats:
            break
    for party in passing:
        certain[party] = whole[party]
    left = seats - sum(certain)
    while left >= len(passing):
        for party in passing:
            certain[party] += 1
        left -= len(passing)
    return best([((votes[party] / quota - whole[party],), party) for party in passing], left, certain)


def harmonic(k: int) -> Fraction:
    return Fraction(2) / (Fraction(1, k) + Fraction(1, k + 1)) if k else Fraction(0)


DIVISORS: dict[str, Callable[[int], Fraction]] = {
    "dhondt": lambda k: Fraction(k + 1),
    "sainte_lague": lambda k: Fraction(2 * k + 1),
    "modified_sainte_lague": lambda k: Fraction(2 * k + 1) if k else Fraction(14, 10),
    "adams": lambda k: Fraction(k),
    "dean": harmonic,
    "huntington_hill": lambda k: Fraction(k * (k + 1)),  # the squares: so the votes are squared too
    "imperiali_divisors": lambda k: 1 + Fraction(k, 2),
}


def highest_averages(formula: str, votes: Sequence[int], passing: list[int], seats: int) -> Outcome:
    if not passing:
        return Outcome((0,) * len(votes))
    claims: list[tuple[tuple[Fraction, ...], int]] = []
    for party in passing:
        strength = Fraction(votes[party]) ** (2 if formula == "huntington_hill" else 1)
        for k in range(seats):
            divisor = DIVISORS[formula](k)
            # Nothing compares with a division by zero but another, and then the greater party is ahead.
            claim = (Fraction(0), strength / divisor) if divisor else (Fraction(1), strength)
            claims.append((claim, party))
    return best(claims, seats, [0] * len(votes))


def outcome(
    formula: str,
    votes: Sequence[int],
    seats: int,
    threshold: Fraction | None = None,
    admits: str = "at_least",
    base: int | None = None,
) -> Outcome:
    """What a formula gives, by its definition."""
    passing = take_part(votes, sum(votes) if base is None else base, threshold, admits)
    family = largest_remainders if formula in QUOTAS else highest_averages
    return family(formula, votes, passing, seats)
