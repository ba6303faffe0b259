"""Seats of many elections under one declared system: tier by tier in arrays, and one by one where arrays do not tell.

One by one, by `seats.seats`, go elections with a tie that changes a seat, and every election of a system whose tiers
are linked; elections that are alike are computed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from politeia.case.returns import Counts, Returns, checked
from politeia.case.system import NATIONAL, ElectoralSystem, Ties
from politeia.elections.admission import admitted, in_company
from politeia.elections.apportion import allocations
from politeia.elections.candidates import INDEPENDENT
from politeia.elections.seats import seats
from politeia.errors import CaseError, shown

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes

LARGEST = 100_000  # seats of a house that is simulated


@dataclass(frozen=True, slots=True)
class Many:
    """Seats that voters fill [elections, parties + 1], the last column for candidates of no party.

    `house` [elections] counts vacant and appointed seats in; `tied` is the number of elections in which a tie that
    changes a seat was decided by rule or by lot.
    """

    seats: Array
    house: Array
    tied: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A system together with the tiers of an election: which have votes, and which are left to an assumption.

    `system` has the names that never win of all systems compared, and decides ties by a lot where it had no rule.
    `tiers` gives the districts of each tier with votes, `assumed` how many districts each tier without votes has.
    """

    system: ElectoralSystem
    parties: tuple[str, ...]
    counts: Counts
    tiers: Mapping[str, tuple[str, ...]]
    assumed: Mapping[str, int]

    @property
    def wins(self) -> Array:
        """Which parties can win: [parties]."""
        import numpy as np

        return np.array([party not in self.system.no_seats for party in self.parties])

    @property
    def compared(self) -> str | None:
        """The tier whose votes seats are compared with: the first list, else the first tier; None without votes."""
        lists = [name for name, tier in self.system.tiers.items() if name in self.tiers and not tier.single_winner]
        return next(iter(lists or self.tiers), None)

    def votes(self, drawn: Mapping[str, Array]) -> dict[str, Array]:
        """The votes in the system's tiers, those of all districts together where it has one for the nation."""
        return {
            tier: drawn[tier].sum(axis=1, keepdims=True) if districts == (NATIONAL,) else drawn[tier]
            for tier, districts in self.tiers.items()
        }


def fitted(
    system: ElectoralSystem, returns: Returns, parties: tuple[str, ...], no_seats: frozenset[str], seed: int
) -> Fitted:
    """Fit a system to an election; raises CaseError where its parties, tiers or districts do not fit."""
    assumed = {
        name: sum(tier.seats.values())
        for name, tier in system.tiers.items()
        if tier.single_winner and tier.seats and name not in returns.votes
    }
    tiers = {
        name: (NATIONAL,) if set(tier.seats) == {NATIONAL} else tuple(returns.votes[name])
        for name, tier in system.tiers.items()
        if name in returns.votes
    }
    for name, tier in system.tiers.items():
        if tier.formula == "two_round" and name in tiers:
            what = f"{shown(name)} has two rounds, and the votes of run-offs cannot be drawn"
            raise CaseError.at("", 0, 0, f"system.tiers.{name}", f"{what}; expected a tier of one round")
    size = sum(sum(tier.seats.values()) for tier in system.tiers.values()) + sum(system.appointed.values())
    if size > LARGEST:
        raise CaseError.at(
            "", 0, 0, "system.tiers", f"{size:,} seats cannot be simulated; expected {LARGEST:,} at most"
        )
    ties = system.ties or Ties(rule="lot", seed=seed)
    # Where only winners are known, a district has no name that votes could go by.
    rest = {
        name: tier.model_copy(update={"seats": {}}) if name in assumed else tier for name, tier in system.tiers.items()
    }
    ready = system.model_copy(update={"tiers": rest, "no_seats": tuple(sorted(no_seats)), "ties": ties})
    found = Fitted(ready, parties, returns.counts, tiers, assumed)
    votes = {
        tier: {NATIONAL: _summed(returns.votes[tier])} if districts == (NATIONAL,) else returns.votes[tier]
        for tier, districts in tiers.items()
    }
    checked(ready, Returns(votes=votes | _placed(assumed, {}), counts=returns.counts))
    return found


def many(fit: Fitted, drawn: Mapping[str, Array], districts_won: Mapping[str, Array]) -> Many:
    """The seats of many elections.

    `drawn` are the votes by tier [elections, districts, parties]; `districts_won` the seats [elections, parties + 1]
    in tiers of which no votes are known.
    """
    import numpy as np

    votes, number = fit.votes(drawn), len(next(iter(drawn.values())))
    won = {tier: districts_won[tier] for tier in fit.assumed}
    doubtful = np.zeros(number, bool)
    if fit.system.compensatory:
        doubtful[:] = True
    else:
        for tier in _order(fit):
            won[tier], tied = _filled(fit, tier, votes[tier], won)
            doubtful |= tied
    elected = sum(won.values(), np.zeros((number, len(fit.parties) + 1), np.int64))
    house = np.full(number, _house(fit))
    tied_elections = _one_by_one(fit, votes, won, doubtful, elected, house) if doubtful.any() else 0
    return Many(elected, house, tied_elections)


def _order(fit: Fitted) -> list[str]:
    """The tiers with votes, each after those whose seats its thresholds ask about."""
    needs = {
        tier: {o.won_in for rule in fit.system.thresholds if rule.tier == tier for o in rule.unless if o.won_in}
        for tier in fit.tiers
    }
    return [tier for tier in TopologicalSorter(needs).static_order() if tier in fit.tiers]


def _house(fit: Fitted) -> int:
    """The seats of a house whose tiers stand side by side."""
    sizes = [
        len(fit.tiers[name]) if tier.single_winner else sum(tier.seats.values())
        for name, tier in fit.system.tiers.items()
        if name in fit.tiers
    ]
    return sum(sizes) + sum(fit.assumed.values()) + sum(fit.system.appointed.values())


def _filled(fit: Fitted, tier: str, votes: Array, won: Mapping[str, Array]) -> tuple[Array, Array]:
    """The seats of a tier [elections, parties + 1], and the elections in which a tie changes one."""
    import numpy as np

    entry, districts = fit.system.tiers[tier], fit.tiers[tier]
    enter = admitted(fit.system, tier, districts, fit.parties, votes, fit.counts, won) & fit.wins
    given = np.zeros((len(votes), len(fit.parties) + 1), np.int64)
    doubtful = np.zeros(len(votes), bool)
    for d, district in enumerate(districts):
        entering = enter[:, min(d, enter.shape[1] - 1)]
        standing = np.ascontiguousarray(votes[:, d] * entering)
        n, formula = entry.seats.get(district, 1), "dhondt" if entry.single_winner else entry.formula
        found = allocations(standing, n, formula)
        shares, tied = found.seats.astype(np.int64), found.tied.any(axis=1)
        company = next((r.minimum for r in fit.system.thresholds if r.tier == tier and r.minimum), None)
        if company is not None:
            few = (entering.sum(axis=1) < company.parties) & standing.any(axis=1)
            shares[few], tied[few] = in_company(votes[few, d] * fit.wins, entering[few], n, formula, company)
        given[:, :-1] += shares
        doubtful |= tied
    return given, doubtful


def _one_by_one(
    fit: Fitted, votes: Mapping[str, Array], won: Mapping[str, Array], which: Array, elected: Array, house: Array
) -> int:
    """Write the seats of the elections that are marked into `elected` and `house`; returns how many had a tie."""
    import numpy as np

    assumed = {tier: won[tier] for tier in fit.assumed}
    rows = np.concatenate([part[which].reshape(which.sum(), -1) for part in (*votes.values(), *assumed.values())], 1)
    alike, place = np.unique(rows, axis=0, return_inverse=True)
    first = np.flatnonzero(which)[np.unique(place, return_index=True)[1]]
    place = place.reshape(-1)
    names = {party: k for k, party in enumerate((*fit.parties, INDEPENDENT))}
    found, sizes = np.zeros((len(alike), elected.shape[1]), np.int64), np.zeros(len(alike), np.int64)
    tied = np.zeros(len(alike), np.int64)
    for k, row in enumerate(first):
        result = seats(fit.system, _returns(fit, votes, assumed, row))
        for tier, districts in result.tiers.items():
            for party, n in ((p, n) for district in districts.values() for p, n in district.items()):
                if tier != "appointed":
                    found[k, names[party]] += n
        sizes[k], tied[k] = result.house, bool(result.ties)
    elected[which], house[which] = found[place], sizes[place]
    return int(tied[place].sum())


def _returns(fit: Fitted, votes: Mapping[str, Array], won: Mapping[str, Array], row: int) -> Returns:
    """One of the elections; counts that rounding to whole votes left below the votes are raised to them."""
    ballots: dict[str, dict[str, dict[str, int]]] = {
        tier: {
            district: {party: int(n) for party, n in zip(fit.parties, votes[tier][row, d], strict=True)}
            for d, district in enumerate(districts)
        }
        for tier, districts in fit.tiers.items()
    }
    most = max((sum(sum(d.values()) for d in tier.values()) for tier in ballots.values()), default=0)
    raised = {base: max(n, most) for base, n in fit.counts if isinstance(n, int)}
    winners = {tier: dict(zip((*fit.parties, INDEPENDENT), map(int, won[tier][row]), strict=True)) for tier in won}
    return Returns(
        votes=ballots | _placed(fit.assumed, winners), counts=fit.counts.model_copy(update=raised)
    )  # fmt: skip


def _placed(
    assumed: Mapping[str, int], winners: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, dict[str, int]]]:
    """Districts of which only the winners are known, each with one vote for its winner."""
    found = {}
    for tier, n in assumed.items():
        who = [party for party, k in winners.get(tier, {INDEPENDENT: n}).items() for _ in range(k)]
        found[tier] = {f"{tier} {k}": {party: 1} for k, party in enumerate(who, 1)}
    return found


def _summed(districts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for votes in districts.values():
        for party, n in votes.items():
            found[party] = found.get(party, 0) + n
    return found
