"""Simulated elections: the same voters, drawn many times, under one system or several, compared draw by draw.

What is drawn, the sources, and where it misleads: docs/methods/ensemble.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import Any

from politeia.case.returns import Returns
from politeia.case.system import ElectoralSystem
from politeia.elections.batch import Fitted, fitted, many
from politeia.elections.candidates import Candidates
from politeia.elections.draws import Proportional, Uniform, correlation, stream
from politeia.elections.electorate import Electorate, Spread
from politeia.elections.simulated import Difference, Errors, Kept, Outcome, Seen, added, apart, difference, outcome
from politeia.engine import run
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.result import Result

CHUNK = 16_384  # elections: fixed, since each chunk has random numbers of its own
MOST = 10**9  # elections
MOST_VOTES = 10**12  # so that floats hold every one of them
LONGEST_SEED = 2**128


@dataclass(frozen=True, slots=True, kw_only=True)
class EnsembleResult(Result):
    """Simulated elections: by system, in the order in which they were asked for, and by pair of systems.

    `n` is the number of draws, `seed` what they follow from. `seats`, `events` and `mc_error` are the first system's.
    """

    n: int
    seed: int
    systems: Mapping[str, Outcome]
    differences: tuple[Difference, ...]

    @property
    def first(self) -> Outcome:
        """What the system that was asked for first makes of the voters."""
        return next(iter(self.systems.values()))

    @property
    def seats(self) -> Mapping[str, Any]:
        """Bands of seats by party, under the first system."""
        return self.first.seats

    @property
    def events(self) -> Mapping[str, float]:
        """Chances of a majority and of two thirds, under the first system."""
        return self.first.events

    @property
    def mc_error(self) -> Errors:
        """Monte Carlo errors, under the first system."""
        return self.first.mc_error


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the chunks of an ensemble have in common."""

    electorate: Electorate
    systems: tuple[Fitted, ...]
    candidates: Candidates
    seed: int
    number: int

    def sizes(self) -> range:
        """The chunks by their number."""
        return range(-(-self.number // CHUNK))


def ensemble(
    returns: Returns,
    systems: Mapping[str, ElectoralSystem],
    n: int = 100_000,
    seed: int = 1,
    *,
    spread: Spread | None = None,
    candidates: Candidates | None = None,
    no_seats: tuple[str, ...] = (),
    assuming: tuple[str, ...] = (),
    workers: int = 1,
    begin: Callable[[str], None] = lambda what: None,
) -> EnsembleResult:
    """Draw the voters of an election `n` times, and elect a house under every system each time.

    Draws come in chunks of CHUNK with random numbers of their own, so that the result follows from the arguments
    without `workers` and `begin`, which is called before each chunk. A name that never wins in one of the systems,
    or in `no_seats`, wins in none; `assuming` is told among the assumptions. Tiers of one winner without votes are
    left to `candidates`. Raises CaseError for numbers out of range, and for systems whose tiers, districts or parties
    do not fit the votes.

    >>> system = ElectoralSystem.model_validate({"tiers": {"list": {"formula": "hare", "seats": {"national": 10}}}})
    >>> result = ensemble(Returns(votes={"list": {"national": {"A": 520_000, "B": 480_000}}}), {"now": system}, n=1000)
    >>> result.seats["A"]
    Band(mean=5.1..., q05=5.0, q50=5.0, q95=6.0)
    """
    for path, value, low, high in (("n", n, 1, MOST), ("seed", seed, 0, LONGEST_SEED - 1)):
        if not low <= value <= high:
            raise CaseError.at("", 0, 0, path, f"{value:,} is out of range; expected {low} to {high:,}")
    plan = planned(returns, systems, n, seed, spread or Spread(), candidates or Candidates(), no_seats)
    chunks = plan.sizes()
    kept: list[Kept] | None = None
    begin(_progress(0, n))
    for done, part in enumerate(run(partial(_chunk, plan), chunks, workers), 1):
        kept = part if kept is None else added(kept, part)
        if done < len(chunks):
            begin(_progress(done * CHUNK, n))
    names, pairs = tuple(systems), list(combinations(systems, 2))
    found = kept or []
    return EnsembleResult(
        n=n,
        seed=seed,
        systems={name: outcome(part, systems[name].appointed) for name, part in zip(names, found, strict=False)},
        differences=tuple(
            difference(part, other, one) for (one, other), part in zip(pairs, found[len(names) :], strict=True)
        ),
        method=f"{n:,} draws of the voters, seed {seed}; each system's seats computed exactly for every draw",
        exact=False,
        assumptions=(*assumptions(plan, names), *assuming),
    )


def planned(
    returns: Returns,
    systems: Mapping[str, ElectoralSystem],
    n: int,
    seed: int,
    spread: Spread,
    candidates: Candidates,
    no_seats: tuple[str, ...] = (),
) -> Plan:
    """Fit the systems to the voters; raises CaseError where they do not fit."""
    if not systems:
        raise CaseError.at("", 0, 0, "systems", "there is no system; expected at least one")
    tiers = {name for system in systems.values() for name in system.tiers}
    known = [name for name in returns.votes if name in tiers]
    if not known:
        what = f"there are votes for {' and '.join(map(shown, returns.votes))} only{expected('', sorted(tiers))}"
        raise CaseError.at("", 0, 0, "votes", what)
    for name in known:
        cast = sum(n for votes in returns.votes[name].values() for n in votes.values())
        if not 0 < cast <= MOST_VOTES:
            what = f"{cast:,} votes cannot be drawn around; expected 1 to {MOST_VOTES:,}"
            raise CaseError.at("", 0, 0, f"votes.{name}", what)
    single = {name for name in known if any(name in s.tiers and s.tiers[name].single_winner for s in systems.values())}
    electorate = Electorate.of(returns, known, single, spread)
    if isinstance(spread.nation, Uniform | Proportional):
        correlation(electorate.parties, spread.nation.correlations)
    never = frozenset((*no_seats, *(name for system in systems.values() for name in system.no_seats)))
    complaints: list[Complaint] = []
    fits = []
    for name, system in systems.items():
        try:
            fits.append(fitted(system, returns, electorate.parties, never, seed))
        except CaseError as error:
            complaints += [replace(told, path=f"{name}: {told.path}") for told in error.complaints]
    if complaints:
        raise CaseError(complaints)
    return Plan(electorate, tuple(fits), candidates, seed, n)


def elected(plan: Plan, chunk: int) -> list[Seen]:
    """The elections of one chunk under every system, draw by draw."""
    number = min(CHUNK, plan.number - chunk * CHUNK)
    drawn = plan.electorate.drawn(plan.seed, chunk, number)
    seen = []
    for fit in plan.systems:
        won = {}
        if fit.assumed:
            chances = plan.candidates.chances(stream(plan.seed, chunk, "chances"), number)
            nation = drawn[plan.electorate.reference].sum(axis=1) * fit.wins
            won = {
                tier: plan.candidates.won(stream(plan.seed, chunk, "winners", tier), chances, nation, districts)
                for tier, districts in fit.assumed.items()
            }
        seen.append(Seen.of(fit, drawn, many(fit, drawn, won)))
    return seen


def _chunk(plan: Plan, chunk: int) -> list[Kept]:
    """The histograms of one chunk: of every system, then of every pair."""
    seen = elected(plan, chunk)
    return [of.kept() for of in seen] + [apart(other, one) for one, other in combinations(seen, 2)]


def _progress(done: int, n: int) -> str:
    return f"{done:,} of {n:,} elections"


def assumptions(plan: Plan, names: tuple[str, ...]) -> Iterator[str]:
    """What a reader must accept, and which of it is no data."""
    yield f"{plan.electorate.spread}: a declared spread around the votes, not an estimate"
    yield "turnout, the lists that stand and what voters think of them are the same under every system"
    for name, fit in zip(names, plan.systems, strict=True):
        for tier, districts in fit.assumed.items():
            what = f"{name}, {tier}: no votes by district are known. An assumption, not data: of {districts} districts"
            yield f"{what}, {plan.candidates}"
        if any(not tier.single_winner for tier in fit.system.tiers.values()):
            yield f"{name}: every list has as many candidates as it wins seats"
