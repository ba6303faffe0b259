"""A council of 27 under two criteria and a blocking minority, counted a second way: by halves, met in the middle."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import numpy as np

from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from politeia.power.indices import power

# Thousands of inhabitants, of the order of the European Union's members.
PEOPLE = [
    83237, 67872, 59030, 47433, 37654, 19043, 17591, 11618, 10517, 10460, 10452, 10352, 9689, 8979,
    6839, 5873, 5548, 5435, 5060, 3862, 2806, 2107, 1876, 1332, 905, 645, 521,
]  # fmt: skip
STATES, QUOTA, ALMOST_ALL = 15, -(-65 * sum(PEOPLE) // 100), 24


def halves(people: list[int]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """For each half of the states, the sorted populations of its coalitions by number of states."""
    return _coalitions(people[::2]), _coalitions(people[1::2])


def _coalitions(people: list[int]) -> list[np.ndarray]:
    masks = np.arange(2 ** len(people))
    bits = masks[:, None] >> np.arange(len(people)) & 1
    counts, sums = bits.sum(axis=1), bits @ np.array(people)
    return [np.sort(sums[counts == n]) for n in range(len(people) + 1)]


def winning(people: list[int], states: int, quota: int, almost_all: int) -> int:
    """How many coalitions have enough states and people, or almost all states."""
    one, other = halves(people)
    found = 0
    for a, first in enumerate(one):
        for b, second in enumerate(other):
            if a + b >= almost_all:
                found += len(first) * len(second)
            elif a + b >= states:
                found += int((len(second) - np.searchsorted(second, quota - first)).sum())
    return found


def council() -> Game:
    members = tuple(PlayerClass(str(n), 1, {"states": 1, "people": people}) for n, people in enumerate(PEOPLE))
    rule = Any((All((AtLeast(STATES, "states"), AtLeast(QUOTA, "people"))), AtLeast(ALMOST_ALL, "states")))
    return Game(members, rule)


def test_a_council_takes_at_most_fifty_milliseconds() -> None:
    """Under a name of its own each time, so that nothing is remembered."""
    taken = []
    for run in range(6):
        game = replace(council(), name=str(run))
        start = time.process_time()
        power(game, indices=("banzhaf", "shapley_shubik"))
        taken.append(time.process_time() - start)
    assert min(taken) <= 0.05


def test_a_council_under_two_criteria_equals_the_count_by_halves() -> None:
    result = power(council())
    assert result.collectivity == Fraction(winning(PEOPLE, STATES, QUOTA, ALMOST_ALL), 2**27)
    for n in (0, 4, 13, 26):
        others = PEOPLE[:n] + PEOPLE[n + 1 :]
        with_n = winning(others, STATES - 1, QUOTA - PEOPLE[n], ALMOST_ALL - 1)
        without_n = winning(others, STATES, QUOTA, ALMOST_ALL)
        assert result.players[str(n)]["banzhaf"] == Fraction(with_n - without_n, 2**26)
    assert sum(Fraction(values["shapley_shubik"]) for values in result.players.values()) == 1
    assert len(result.minimal_winning) == 1000 < (result.minimal_winning_types or 0)
    assert not result.minimal_winning_complete
