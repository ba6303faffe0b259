"""The power engine beside power-bdd, powerindex and powerindices, in one run: `.venv/bin/python benchmarks/power.py`.

Every measurement is the CPU time of a process of its own, imports left out and, for politeia, a first run on a game of
the same shape; peers run their own code on the same numbers, under a limit of `--limit` seconds (60), and what they
find is held against ours. The peers are in the development lock. It prints, in Markdown: seconds and ratios for six
games; the greatest relative error of floats; and how time grows with seats and with weights.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any as Anything

from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from politeia.power.indices import power

Values = Sequence[float]


def us_federal() -> Game:
    """A majority of both chambers, the vice president breaking ties, and the president; or two thirds of both."""
    players = (
        PlayerClass("president", 1, {"president": 1}),
        PlayerClass("vice president", 1, {"vice": 1}),
        PlayerClass("senator", 100, {"senate": 1}),
        PlayerClass("representative", 435, {"house": 1}),
    )
    senate = Any((AtLeast(51, "senate"), All((AtLeast(50, "senate"), AtLeast(1, "vice")))))
    override = All((AtLeast(290, "house"), AtLeast(67, "senate")))
    return Game(players, Any((All((AtLeast(218, "house"), AtLeast(1, "president"), senate)), override)))


# Thousands of inhabitants, of the order of the European Union's members.
PEOPLE = [
    83237, 67872, 59030, 47433, 37654, 19043, 17591, 11618, 10517, 10460, 10452, 10352, 9689, 8979,
    6839, 5873, 5548, 5435, 5060, 3862, 2806, 2107, 1876, 1332, 905, 645, 521,
]  # fmt: skip


def eu27() -> Game:
    """55 % of the states with 65 % of the people; a blocking minority needs four states."""
    states = tuple(PlayerClass(str(n), 1, {"states": 1, "people": people}) for n, people in enumerate(PEOPLE))
    both = All((AtLeast(15, "states"), AtLeast(-(-65 * sum(PEOPLE) // 100), "people")))
    return Game(states, Any((both, AtLeast(24, "states"))))


def chambers(*seats: int) -> Game:
    """A majority of all chambers and the president, or two thirds of all chambers."""
    names = [f"chamber {n}" for n, _ in enumerate(seats, 1)]
    members = [PlayerClass(name, n, {name: 1}) for name, n in zip(names, seats, strict=True)]
    majority = [AtLeast(n // 2 + 1, name) for name, n in zip(names, seats, strict=True)]
    override = All(tuple(AtLeast(-(-2 * n // 3), name) for name, n in zip(names, seats, strict=True)))
    signed = All((*majority, AtLeast(1, "president")))
    return Game((PlayerClass("president", 1, {"president": 1}), *members), Any((signed, override)))


def weights(members: int, most: int) -> list[int]:
    """As many weights between 1 and `most`; the same in every run."""
    drawn = random.Random(members)
    return [drawn.randint(1, most) for _ in range(members)]


def fund() -> list[int]:
    """Basic votes and very unequal quotas, 5.7 million votes together, as in the International Monetary Fund."""
    return [1_460 + int(670_000 / rank**0.87) for rank in range(1, 191)]


WEIGHTS: dict[str, Callable[[], list[int]]] = {
    "1,000 members": lambda: weights(1000, 30),
    "200 members, weights to 10,000": lambda: weights(200, 10_000),
    "190 members, 5.7 million votes": fund,
}


def vote(name: str, percent: int = 50) -> Game:
    """One weighted vote; more than that share of all weights is needed."""
    given = WEIGHTS[name]()
    return Game.weighted(sum(given) * percent // 100 + 1, given)


GAMES: dict[str, Callable[[], Game]] = {
    "US federal": us_federal,
    "EU27": eu27,
    "Kazakhstan, ordinary law": lambda: chambers(98, 50),
    **{name: partial(vote, name) for name in WEIGHTS},
}

BANZHAF, BOTH = ("banzhaf",), ("banzhaf", "shapley_shubik")


def ours(game: Game, indices: Sequence[str] | None, exact: bool = True) -> tuple[float, Values]:
    """The mean over half a second after a run to warm up; a name of its own keeps each from what others left behind."""
    asked: dict[str, Anything] = {} if indices is None else {"indices": indices}
    power(replace(game, name="warm"), exact=exact, **asked)
    start, runs = time.process_time(), 0
    while time.process_time() - start < 0.5:
        runs += 1
        result = power(replace(game, name=f"run {runs}"), exact=exact, **asked)
    seconds = (time.process_time() - start) / runs
    return seconds, [float(told["banzhaf"]) for told in result.players.values() for _ in range(int(told["n"]))]


def by_bdd(game: str, index: str) -> tuple[float, Values]:
    """power-bdd: a diagram for each threshold over all members, joined."""
    from power_bdd.bdd import BDD, WeightedGame

    sys.setrecursionlimit(20_000)

    def threshold(quota: int, given: Sequence[int]) -> Anything:
        return BDD(WeightedGame(quota, list(given)))

    start = time.process_time()
    if game == "US federal":
        # The president, the vice president, a hundred senators and the representatives; a tie is half a senator short.
        head, senators, house = [1, *[0] * 536], [0, 0, *[1] * 100, *[0] * 435], [*[0] * 102, *[1] * 435]
        senate = threshold(101, [0, 1, *[2] * 100, *[0] * 435])
        found = threshold(218, house) & threshold(1, head) & senate | threshold(290, house) & threshold(67, senators)
    elif game == "EU27":
        ones = [1] * len(PEOPLE)
        people = threshold(-(-65 * sum(PEOPLE) // 100), PEOPLE)
        found = threshold(15, ones) & people | threshold(24, ones)
    else:
        given = WEIGHTS[game]()
        found = threshold(sum(given) // 2 + 1, given)
    values = found.calc_banzhaf() if index == "banzhaf" else found.calc_shapley()
    return time.process_time() - start, values


def by_powerindex(game: str, index: str) -> tuple[float, Values]:
    """The package powerindex: generating functions."""
    from powerindex import Game as Theirs

    given = WEIGHTS[game]()
    start = time.process_time()
    found = Theirs(sum(given) // 2 + 1, given)
    if index == "banzhaf":
        found.calc_banzhaf()
        return time.process_time() - start, found.banzhaf
    found.calc_shapley_shubik()
    return time.process_time() - start, found.shapley_shubik


def by_powerindices(game: str, index: str) -> tuple[float, Values]:
    """The package powerindices: generating functions on machine integers, which overflow."""
    from powerindices import compute_pbi, compute_ssi

    given = WEIGHTS[game]()
    start = time.process_time()
    found = (compute_pbi if index == "banzhaf" else compute_ssi)(sum(given) // 2 + 1, given)
    values = [found[w] for w in given] if isinstance(found, dict) else list(found)
    return time.process_time() - start, values


PEERS = {"power-bdd": by_bdd, "powerindex": by_powerindex, "powerindices": by_powerindices}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process of its own found: its CPU seconds and peak memory, or why there is none."""

    seconds: float | None
    megabytes: float = 0.0
    values: Values = ()
    failed: str = ""

    def __str__(self) -> str:
        return self.failed if self.seconds is None else f"{self.seconds:.4f} s"


def apart(job: dict[str, Anything], limit: int) -> Ran:
    """Run a job in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--job", json.dumps(job)]

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))

    ended = subprocess.run(command, capture_output=True, text=True, preexec_fn=bounded, check=False)
    if ended.returncode < 0:
        return Ran(None, failed=f"> {limit} s")
    if ended.returncode:
        return Ran(None, failed=f"fails: {ended.stderr.strip().splitlines()[-1][:60]}")
    told = json.loads(ended.stdout.splitlines()[-1])
    return Ran(told["seconds"], told["megabytes"], told["values"])


def work(job: dict[str, Anything]) -> None:
    """Do one job, and print what it took and found."""
    match job:
        case {"peer": peer, "game": game, "index": index}:
            seconds, values = PEERS[peer](game, index)
        case {"growth": "chambers", "seats": seats}:
            seconds, values = ours(chambers(*seats), BOTH)
        case {"growth": "weights", "members": members, "most": most}:
            given = weights(members, most)
            seconds, values = ours(Game.weighted(sum(given) // 2 + 1, given), BANZHAF)
        case {"game": game, "indices": indices, "exact": exact}:
            seconds, values = ours(GAMES[game](), indices, exact)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "values": list(map(float, values))}))


def alike(one: Values, other: Values) -> bool:
    """Whether two lists of indices are the same up to a factor, since some peers give shares."""
    totals = sum(one), sum(other)
    return len(one) == len(other) and all(
        abs(a / totals[0] - b / totals[1]) <= 1e-9 * a / totals[0] for a, b in zip(one, other, strict=True)
    )


def games(limit: int) -> Iterator[str]:
    """A row for each game and peer."""
    yield "| game | what | politeia | peer | its time | ratio | same values |"
    yield "|---|---|---|---|---|---|---|"
    asked: list[tuple[str, tuple[str, ...] | None, bool, tuple[str, ...]]] = [
        ("US federal", BANZHAF, True, ("power-bdd",)),
        ("US federal", BOTH, True, ()),
        ("US federal", None, True, ()),
        ("EU27", BANZHAF, True, ("power-bdd",)),
        ("EU27", BOTH, True, ()),
        ("EU27", None, True, ()),
        ("Kazakhstan, ordinary law", None, True, ()),
        ("1,000 members", BANZHAF, True, tuple(PEERS)),
        ("1,000 members", BANZHAF, False, ("powerindex",)),
        ("200 members, weights to 10,000", BANZHAF, True, tuple(PEERS)),
        ("190 members, 5.7 million votes", BANZHAF, True, tuple(PEERS)),
    ]
    known: dict[tuple[str, str], Ran] = {}
    for game, indices, exact, peers in asked:
        own = apart({"game": game, "indices": indices, "exact": exact}, limit)
        what = "all indices" if indices is None else " and ".join(indices).replace("_", "-")
        head = f"| {game} | {what}, {'exact' if exact else 'float'} | {own}, {own.megabytes:.0f} MB"
        if not peers:
            yield f"{head} | | | | |"
        for peer in peers:
            if (peer, game) not in known:
                known[peer, game] = apart({"peer": peer, "game": game, "index": "banzhaf"}, limit)
            ran = known[peer, game]
            least = limit if ran.failed.startswith(">") else ran.seconds
            ratio = f"{'> ' if ran.seconds is None else ''}{least / own.seconds:,.0f}" if least and own.seconds else ""
            same = ("yes" if alike(own.values, ran.values) else "no") if ran.seconds is not None else ""
            yield f"{head} | {peer} | {ran} | {ratio} | {same} |"
    shapley = apart({"peer": "power-bdd", "game": "US federal", "index": "shapley_shubik"}, limit)
    yield f"\nShapley-Shubik of the US scheme with power-bdd: {shapley}."


def errors() -> Iterator[str]:
    """A row for each weighted vote and quota."""
    yield "| game | quota | greatest relative error of a float | its proved bound |"
    yield "|---|---|---|---|"
    for name in WEIGHTS:
        for percent in (50, 67, 85):
            exact = power(vote(name, percent), indices=BANZHAF).players
            rounded = power(vote(name, percent), indices=BANZHAF, exact=False)
            worst = max(
                abs(Fraction(told["banzhaf"]) / Fraction(exact[who]["banzhaf"]) - 1)
                for who, told in rounded.players.items()
            )
            yield f"| {name} | {percent} % | {float(worst):.1e} | {rounded.errors['banzhaf']:.1e} |"


def growth(limit: int) -> Iterator[str]:
    """Rows for chambers of more and more seats, and for votes of more and more weight."""
    yield "| Banzhaf and Shapley-Shubik, exact | CPU seconds | peak |"
    yield "|---|---|---|"
    for seats in ([100], [1_000], [3_000], [10_000], [100, 100], [1_000, 1_000], [2_000, 2_000], [5_000, 5_000]):
        ran = apart({"growth": "chambers", "seats": seats}, limit)
        yield f"| a president and {' + '.join(f'{n:,}' for n in seats)} seats | {ran} | {ran.megabytes:.0f} MB |"
    yield ""
    yield "| Banzhaf of one weighted vote, exact | CPU seconds | peak |"
    yield "|---|---|---|"
    for members, most in (
        (100, 20), (100, 200), (100, 2_000), (100, 20_000), (100, 200_000), (300, 30), (1_000, 30), (3_000, 30),
    ):  # fmt: skip
        ran = apart({"growth": "weights", "members": members, "most": most}, limit)
        total = sum(weights(members, most))
        yield f"| {members:,} members, total weight {total:,} | {ran} | {ran.megabytes:.0f} MB |"


def main() -> None:
    """Measure everything, or do the one job that a process was started for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--limit", type=int, default=60, help="CPU seconds for one measurement")
    asked.add_argument("--job", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.job:
        work(json.loads(given.job))
        return
    for title, lines in (
        ("Beside other packages", games(given.limit)),
        ("Floats", errors()),
        ("Growth", growth(given.limit)),
    ):
        print(f"\n## {title}\n")
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
