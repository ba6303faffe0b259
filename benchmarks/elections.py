"""Apportionment beside apportionment, votelib and interregnum, in one run: `.venv/bin/python benchmarks/elections.py`.

Every measurement is the CPU time of a process of its own, on one core, imports left out and, for politeia, a first run
on ten elections. All solve the same elections: 8 parties, 98 seats, 5 % of the votes and more; peers solve the first
`--peers` (2,000) of them with their own code, one after the other, and what they find is held against ours. The peers
are in the development lock. It prints, in Markdown: elections a second and ratios; every formula; what a million
elections take from votes to measures, all at once; and an ensemble of them, chunk by chunk, with memory. The test
against the oracle in a million awkward elections is `.venv/bin/python -m tests.elections.adversarial 1000000`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

os.environ["NUMBA_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np

from politeia.case.returns import Returns
from politeia.case.system import ElectoralSystem
from politeia.elections.apportion import FORMULAS, allocations, apportion
from politeia.elections.draws import Dirichlet
from politeia.elections.electorate import Electorate, Spread
from politeia.elections.ensemble import ensemble
from politeia.elections.measures import ensemble_measures

SEATS, THRESHOLD = 98, Fraction(5, 100)
SHARES = (0.53, 0.12, 0.10, 0.08, 0.07, 0.05, 0.03, 0.02)  # of the order of a list election in Kazakhstan
VOTES, LAW = 6_000_000, Spread(Dirichlet(size=100, design_effect=1))
COMPARED = ("hare", "dhondt", "sainte_lague")


def voters() -> Returns:
    """One election with SHARES."""
    votes = {f"party {party}": round(share * VOTES) for party, share in enumerate(SHARES)}
    return Returns(votes={"list": {"national": votes}})


def drawn(number: int) -> Any:
    """So many elections, the same in every run: shares by Dirichlet's law around SHARES, in whole votes."""
    return Electorate.of(voters(), ["list"], [], LAW).drawn(2023, 0, number)["list"][:, 0]


def simulated(number: int) -> None:
    """So many elections from draws to bands, as `politeia ensemble` runs them."""
    rules = {
        "tiers": {"list": {"formula": "hare", "seats": {"national": SEATS}}},
        "thresholds": [{"tier": "list", "share": "5%"}],
    }
    ensemble(voters(), {"now": ElectoralSystem.model_validate(rules)}, number, spread=LAW)


def ours(votes: Any, formula: str) -> tuple[float, Any]:
    """Seconds and seats, after a first run."""
    allocations(votes[:10], SEATS, formula, threshold=THRESHOLD)
    start = time.process_time()
    found = allocations(votes, SEATS, formula, threshold=THRESHOLD)
    return time.process_time() - start, found.seats


def by_apportionment(votes: list[list[int]], formula: str) -> list[list[int]]:
    """The package apportionment, in floats, as it is by default."""
    from apportionment.methods import compute

    method = {"hare": "largest_remainder", "sainte_lague": "saintelague"}.get(formula, formula)
    return [compute(method, row, SEATS, threshold=float(THRESHOLD)) for row in votes]


def by_votelib(votes: list[list[int]], formula: str) -> list[list[int]]:
    """votelib: a threshold, then an evaluator of dictionaries."""
    from votelib.evaluate.proportional import HighestAverages, LargestRemainder
    from votelib.evaluate.threshold import RelativeThreshold

    evaluator = (
        LargestRemainder("hare") if formula == "hare" else HighestAverages({"dhondt": "d_hondt"}.get(formula, formula))
    )
    threshold = RelativeThreshold(THRESHOLD)
    found = []
    for row in votes:
        given = dict(enumerate(row))
        seats = evaluator.evaluate({party: given[party] for party in threshold.evaluate(given)}, SEATS)
        found.append([seats.get(party, 0) for party in given])
    return found


def by_interregnum(votes: list[list[int]], formula: str) -> list[list[int]]:
    """interregnum: an allocator of named candidates; who is below the threshold is left out before."""
    from interregnum.methods.singlevote.highest_averages import HighestAveragesAllocator
    from interregnum.methods.singlevote.largest_remainder import LargestRemainderAllocator

    allocator: Any = LargestRemainderAllocator("hare") if formula == "hare" else HighestAveragesAllocator(formula)
    found = []
    for row in votes:
        least = sum(row) * THRESHOLD
        result = allocator([(f"{party}", count) for party, count in enumerate(row) if count >= least], SEATS)
        seats = {candidate.name: candidate.seats for candidate in result.allocation}
        found.append([seats.get(f"{party}", 0) for party in range(len(row))])
    return found


PEERS: dict[str, Callable[[list[list[int]], str], list[list[int]]]] = {
    "apportionment": by_apportionment,
    "votelib": by_votelib,
    "interregnum": by_interregnum,
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process of its own told: CPU seconds, elections, peak memory, elections that differ from ours."""

    seconds: float
    elections: int
    megabytes: float
    differ: int = 0
    parts: dict[str, float] | None = None

    @property
    def rate(self) -> float:
        """Elections a second."""
        return self.elections / self.seconds


def apart(**job: Any) -> Ran:
    """Run a job in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--job", json.dumps(job)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return Ran(**json.loads(ended.stdout.splitlines()[-1]))


def work(job: dict[str, Any]) -> None:
    """Do one job, and print what it took."""
    number, differ, parts = job["number"], 0, None
    votes = drawn(0 if "ensemble" in job else number)
    match job:
        case {"ensemble": _}:
            simulated(1000)
            start = time.process_time()
            simulated(number)
            seconds = time.process_time() - start
        case {"peer": peer, "formula": formula}:
            _, right = ours(votes, formula)
            rows = votes.tolist()
            PEERS[peer](rows[:10], formula)
            start = time.process_time()
            found = PEERS[peer](rows, formula)
            seconds = time.process_time() - start
            differ = int((np.array(found) != right).any(axis=1).sum())
        case {"single": formula}:
            rows = [{f"party {party}": count for party, count in enumerate(row)} for row in votes.tolist()]
            apportion(rows[0], SEATS, formula)
            start = time.process_time()
            for row in rows:
                apportion(row, SEATS, formula)
            seconds = time.process_time() - start
        case {"formula": formula}:
            seconds, _ = ours(votes, formula)
        case {"whole": formula}:
            seats = allocations(votes[:10], SEATS, formula, threshold=THRESHOLD).seats
            ensemble_measures(votes[:10], seats)
            del votes
            times = [time.process_time()]
            votes = drawn(number)
            times.append(time.process_time())
            seats = allocations(votes, SEATS, formula, threshold=THRESHOLD).seats
            times.append(time.process_time())
            ensemble_measures(votes, seats)
            times.append(time.process_time())
            seconds = times[-1] - times[0]
            named = zip(("draws", "threshold and seats", "measures"), times, times[1:], strict=False)
            parts = {name: end - start for name, start, end in named}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "elections": number, "megabytes": peak, "differ": differ, "parts": parts}))


def beside(number: int, peers: int) -> Iterator[str]:
    """A row for each formula and peer."""
    yield f"| formula | politeia, {number:,} elections | peer | its rate | ratio | of {peers:,}, differ |"
    yield "|---|---|---|---|---|---|"
    for formula in COMPARED:
        own = apart(formula=formula, number=number)
        for peer in PEERS:
            its = apart(peer=peer, formula=formula, number=peers)
            yield (
                f"| {formula} | {own.rate / 1e6:.2f} million a second | {peer} | {its.rate:,.0f} a second "
                f"| {own.rate / its.rate:,.0f} | {its.differ} |"
            )


def formulas(number: int) -> Iterator[str]:
    """A row for each formula of the registry."""
    yield "| formula | elections a second | peak memory | one at a time, with names |"
    yield "|---|---|---|---|"
    for formula in FORMULAS:
        own, single = apart(formula=formula, number=number), apart(single=formula, number=3000)
        yield (
            f"| {formula} | {own.rate / 1e6:.2f} million | {own.megabytes:.0f} MB "
            f"| {1e6 / single.rate:.0f} microseconds |"
        )


def whole(number: int) -> Iterator[str]:
    """A row for a million elections from draws to measures, and one for four times as many."""
    yield "| elections | draws | threshold and seats | measures | together | peak memory |"
    yield "|---|---|---|---|---|---|"
    for size in (number, 4 * number):
        ran = apart(whole="hare", number=size)
        times = " | ".join(f"{seconds:.2f} s" for seconds in (ran.parts or {}).values())
        yield f"| {size:,} | {times} | {ran.seconds:.2f} s | {ran.megabytes:.0f} MB |"


def chunked(number: int) -> Iterator[str]:
    """A row for a million simulated elections, chunk by chunk, and one for ten million."""
    yield "| elections | draws, threshold, seats, measures, bands | peak memory |"
    yield "|---|---|---|"
    for size in (number, 10 * number):
        ran = apart(ensemble=True, number=size)
        yield f"| {size:,} | {ran.seconds:.2f} s | {ran.megabytes:.0f} MB |"


def main() -> None:
    """Measure everything, or do the one job that a process was started for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--number", type=int, default=10**6, help="elections that politeia solves")
    asked.add_argument("--peers", type=int, default=2000, help="elections that each peer solves")
    asked.add_argument("--job", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.job:
        work(json.loads(given.job))
        return
    for title, lines in (
        ("Beside other packages", beside(given.number, given.peers)),
        ("Every formula", formulas(given.number)),
        ("From votes to measures", whole(given.number)),
        ("An ensemble", chunked(given.number)),
    ):
        print(f"\n## {title}\n")
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
