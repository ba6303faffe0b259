"""Who takes part in a distribution of seats, in many elections at once: thresholds, and a least number of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from politeia.case.returns import Counts
from politeia.case.system import Admits, Alternative, Base, Company, ElectoralSystem, Scope
from politeia.elections.apportion import WORD, allocations

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes


def admitted(
    system: ElectoralSystem,
    tier: str,
    districts: Sequence[str],
    parties: Sequence[str],
    votes: Array,
    counts: Counts,
    won: Mapping[str, Array],
) -> Array:
    """Whether a party takes part: [elections, districts, parties], or with 1 for districts that are all alike.

    `votes` [elections, districts, parties]; `won` are the seats [elections, parties] in tiers that thresholds ask for.
    """
    import numpy as np

    found = np.ones((len(votes), 1, len(parties)), bool)

    def reached(share: Any, of: Base, scope: Scope, admits: Admits, who: Sequence[int]) -> Array:
        cast = votes if scope == "district" else votes.sum(axis=1, keepdims=True)
        where = list(districts) if scope == "district" else [None]
        base = np.stack([_base(votes, counts, of, districts, district) for district in where], axis=1)
        return _reaches(cast[:, :, who], base[:, :, None], share.value.numerator, share.value.denominator, admits)

    def otherwise(other: Alternative) -> Array:
        if other.exempt is not None:
            return np.isin(np.array(parties), list(other.exempt))[None, None, :]
        if other.share is not None:
            return reached(other.share, other.of, other.scope, other.admits, range(len(parties)))
        return won[other.won_in or ""][:, None, : len(parties)] >= other.wins

    for rule in system.thresholds:
        if rule.tier != tier:
            continue
        required = dict.fromkeys(range(len(parties)), rule.share)
        for coalition in reversed(rule.coalitions):
            required |= {k: coalition.share for k, party in enumerate(parties) if party in coalition.lists}
        passed = np.zeros((len(votes), len(districts) if rule.scope == "district" else 1, len(parties)), bool)
        for share in set(required.values()):
            who = [k for k, needed in required.items() if needed == share]
            passed[:, :, who] = reached(share, rule.of, rule.scope, rule.admits, who)
        for other in rule.unless:
            passed = passed | otherwise(other)
        found = found & passed
    return found


def _base(votes: Array, counts: Counts, of: Base, districts: Sequence[str], district: str | None) -> Array:
    """What shares are taken of in each election: a count, which every draw leaves as it is, or the sum of the votes."""
    import numpy as np

    known = counts.whole(of) if district is None or len(districts) == 1 else counts.within(of, district)
    if known is not None:
        return np.full(len(votes), known)
    cast = votes if district is None else votes[:, [districts.index(district)]]
    return cast.sum(axis=(1, 2))


def _reaches(votes: Array, base: Array, numerator: int, denominator: int, admits: Admits) -> Array:
    """Whether votes are the share of the base; in Python's integers where a machine word does not hold the products."""
    if int(max(votes.max(initial=0), base.max(initial=0))) * max(numerator, denominator) >= WORD:
        votes, base = votes.astype(object), base.astype(object)
    return votes * denominator >= base * numerator if admits == "at_least" else votes * denominator > base * numerator


def in_company(votes: Array, enter: Array, seats: int, formula: str, company: Company) -> tuple[Array, Array]:
    """Seats where fewer lists enter than must be seated, and the elections that a rule for ties has to decide.

    `votes` and `enter` are [elections, parties]. What a list that follows gets is the rule of `tier.filled`.
    """
    import numpy as np

    rows = np.arange(len(votes))
    others = np.where(enter, 0, votes)
    wanted = np.minimum(company.parties - enter.sum(axis=1), (others > 0).sum(axis=1))
    ranked = np.argsort(-others, axis=1, kind="stable")
    rank = np.argsort(ranked, axis=1, kind="stable")
    follows = rank < wanted[:, None]
    last, next_ = (others[rows, ranked[rows, k.clip(0, votes.shape[1] - 1)]] for k in (wanted - 1, wanted))
    tied = (wanted > 0) & (wanted < votes.shape[1]) & (last == next_)
    taking = np.where(enter | follows, votes, 0).sum(axis=1, keepdims=True)
    times = company.times.value
    share = others.astype(object) * (seats * times.numerator) // (taking.astype(object) * times.denominator)
    found = np.where(follows, np.maximum(share, company.seats), 0).astype(np.int64)
    rest = (seats - found.sum(axis=1)).clip(0)
    for left in np.unique(rest):
        which = rest == left
        given = allocations(np.where(enter, votes, 0)[which], int(left), formula)
        found[which] += given.seats
        tied[which] |= given.tied.any(axis=1)
    return found, tied
