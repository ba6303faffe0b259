"""Small elections made to be awkward, held against the oracle: `python -m tests.elections.adversarial 1000000`.

Equal votes, claims that are equal by construction, votes exactly at a threshold, no votes, one party, more parties
than seats, no seats, numbers beyond a machine word; every formula.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from time import process_time

import numpy as np
import pytest

from politeia.elections.apportion import FORMULAS, Admits, allocations, apportion
from politeia.elections.ties import Lot, Order, Tie, Undecided
from tests.elections.oracle import outcome

BATCH = 50  # elections under one system
GREAT = 10**17  # carries most claims beyond a machine word
THRESHOLDS = (None, Fraction(0), Fraction(1, 20), Fraction(7, 100), Fraction(1, 10), Fraction(1, 3), Fraction(1, 2))


@dataclass(frozen=True)
class Elections:
    """A batch under one system; `bases` None stands for the sums of votes."""

    formula: str
    votes: list[list[int]]
    seats: int
    threshold: Fraction | None
    admits: Admits
    bases: list[int] | None


def drawn(chance: random.Random, parties: int, threshold: Fraction | None) -> list[int]:
    """One election's votes, of a kind drawn at random."""
    match chance.randrange(7):
        case 0:
            votes = [chance.randint(0, 4) for _ in range(parties)]
        case 1:
            votes = [chance.randint(0, 100) for _ in range(parties)]
        case 2:  # multiples, so that quotients and remainders are level
            unit = chance.randint(1, 30)
            votes = [unit * chance.choice((0, 1, 1, 2, 3, 4, 6, 12)) for _ in range(parties)]
        case 3:  # all level but one
            votes = [chance.randint(1, 50)] * parties
            votes[chance.randrange(parties)] += chance.choice((-1, 0, 1))
        case 4:  # one giant
            votes = [chance.randint(0, 3) for _ in range(parties)]
            votes[chance.randrange(parties)] = chance.randint(100, 10_000)
        case 5:  # somebody exactly at the threshold, or a vote to either side
            share = threshold or Fraction(1, 4)
            total = share.denominator * chance.randint(1, 12)
            at = int(total * share) + chance.choice((-1, 0, 0, 0, 1))
            votes = [max(at, 0), *([0] * (parties - 1))]
            for _ in range(3):
                votes[chance.randrange(parties)] += max(total - sum(votes), 0) // 2
            votes[-1] += max(total - sum(votes), 0)
        case _:
            votes = [0] * parties
            votes[chance.randrange(parties)] = chance.randint(0, 20)
    chance.shuffle(votes)
    return votes


def batches(number: int, seed: int) -> Iterator[Elections]:
    """So many elections, in batches; every formula has its turn."""
    chance = random.Random(seed)
    names = tuple(FORMULAS)
    for batch in range(-(-number // BATCH)):
        threshold = chance.choice(THRESHOLDS)
        parties = chance.choice((1, 2, 3, 3, 4, 5, 6, 8))
        votes = [drawn(chance, parties, threshold) for _ in range(BATCH)]
        bases = [sum(row) + chance.choice((0, 1, 5, 20)) for row in votes] if chance.random() < 0.3 else None
        if chance.random() < 0.1:
            votes = [[count * GREAT for count in row] for row in votes]
            bases = [base * GREAT for base in bases] if bases else None
        yield Elections(
            formula=names[batch % len(names)],
            votes=votes,
            seats=chance.choice((0, 1, 1, 2, 3, 4, 5, 7, 10, 15)),
            threshold=threshold,
            admits=chance.choice(("at_least", "more_than")),
            bases=bases,
        )


def compare(elections: Elections, seen: Counter[str]) -> None:
    """Hold the batch against the oracle, and one election of it through `apportion`; AssertionError at a difference."""
    system = elections.formula, elections.seats
    greatest = max(map(sum, elections.votes))
    kind = object if greatest >= 2**62 else np.int64
    found = allocations(
        np.array(elections.votes, kind),
        elections.seats,
        elections.formula,
        threshold=elections.threshold,
        admits=elections.admits,
        base=None if elections.bases is None else np.array(elections.bases, kind),
    )
    seats, tied = found.seats.tolist(), found.tied.tolist()
    for row, votes in enumerate(elections.votes):
        base = elections.bases[row] if elections.bases else None
        right = outcome(elections.formula, votes, elections.seats, elections.threshold, elections.admits, base)
        flagged = {party for party, level in enumerate(tied[row]) if level}
        assert tuple(seats[row]) == right.earliest(), (system, votes, seats[row], right)
        assert flagged == right.tied, (system, votes, flagged, right)
        seen["elections"] += 1
        seen["with a tie"] += bool(flagged)
        seen["with a party without votes"] += 0 in votes
        seen["with nobody admitted"] += not any(seats[row]) and elections.seats > 0
        seen["with more parties than seats"] += len(votes) > elections.seats
        seen["of one party"] += len(votes) == 1
        seen["beyond a machine word"] += found.seats.dtype == object
        at = sum(votes) if base is None else base
        seen["with a party exactly at the threshold"] += bool(
            elections.threshold and any(v and Fraction(v) == elections.threshold * at for v in votes)
        )
    alone(elections.formula, elections.votes[0], elections.seats)


def alone(formula: str, votes: list[int], seats: int) -> None:
    """One election with names: the same seats, the tie raised, and decided by an order and by a lot."""
    if seats and not any(votes):
        return
    right = outcome(formula, votes, seats)
    names = [f"party {number}" for number in range(len(votes))]
    given = dict(zip(names, votes, strict=True))
    if not right.tied:
        assert tuple(apportion(given, seats, formula).seats.values()) == right.certain, (formula, votes, seats)
        return
    tie = Tie(tuple(names[party] for party in sorted(right.tied)), right.shared)
    with pytest.raises(Undecided) as raised:
        apportion(given, seats, formula)
    assert raised.value.tie == tie
    for rule in (Order(tuple(reversed(names))), Lot(len(votes))):
        result = apportion(given, seats, formula, ties=rule)
        lucky = rule.ranked(tie)[: tie.seats]
        assert result.ties == (tie,)
        assert tuple(result.seats.values()) == tuple(
            n + (name in lucky) for name, n in zip(names, right.certain, strict=True)
        ), (formula, votes, seats)


def main() -> None:
    number, start, seen = int(sys.argv[1]), process_time(), Counter[str]()
    for elections in batches(number, seed=1):
        compare(elections, seen)
    for what, count in seen.items():
        sys.stdout.write(f"{count:>9,} {what}\n")
    sys.stdout.write(f"no difference; {process_time() - start:.0f} CPU seconds\n")


if __name__ == "__main__":
    main()
