"""Large weighted votes: exact to the last digit where a closed form exists, and floats as good as the exact values."""

from __future__ import annotations

import random
import subprocess
import sys
from fractions import Fraction
from math import comb, lcm

import pytest

from politeia.power.counting import order_weights
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, pooled
from politeia.power.indices import power
from politeia.power.weighted import Vote, idle, shapley_shubik, swing_chances, swings, swings_by_size, vote

N = 1000
SHARES = (Fraction(1, 2), Fraction(2, 3), Fraction(17, 20))


def parliament() -> list[int]:
    """A thousand members with 1 to 30 votes each."""
    drawn = random.Random(1)
    return [drawn.randint(1, 30) for _ in range(N)]


def shareholders() -> list[int]:
    """Two hundred members with up to ten thousand votes each."""
    drawn = random.Random(2)
    return [drawn.randint(1, 10_000) for _ in range(200)]


def fund() -> list[int]:
    """A hundred and ninety members with basic votes and very unequal quotas, about 5.7 million votes together."""
    drawn = random.Random(3)
    return [1_460 + int(830_000 * drawn.random() ** 18) for _ in range(190)]


def ballot(weights: list[int], share: Fraction) -> Vote:
    quota = int(share * sum(weights)) + 1
    found = vote(pooled(Game.weighted(quota, weights))[0])
    assert found is not None
    return found


@pytest.mark.parametrize("quota", [1, 2, 400, 500, 501, 850, 999, 1000])
def test_a_thousand_equal_members_have_binomial_counts(quota: int) -> None:
    winning, found = swings(Vote(quota, (1,), (N,)))
    assert found == [comb(N - 1, quota - 1)]
    assert winning == sum(comb(N, k) for k in range(quota, N + 1))


@pytest.mark.parametrize("quota", [1, 30, 60, 61, 90, 120])
def test_by_size_equals_the_binomial_counts(quota: int) -> None:
    """Sixty members with two votes and one without any: sizes are told apart, and the dual game is turned back."""
    winning, (heavy, idle) = swings_by_size(Vote(quota, (2, 0), (60, 1)))
    needed = -(-quota // 2)
    assert heavy[needed - 1 : needed + 1] == [comb(59, needed - 1), comb(59, needed - 1)]
    assert sum(heavy) == 2 * comb(59, needed - 1)
    assert not any(idle)
    assert winning == [(comb(60, k) if k >= needed else 0) + (comb(60, k - 1) if k > needed else 0) for k in range(62)]


@pytest.mark.parametrize("weights", [parliament, shareholders, fund])
@pytest.mark.parametrize("share", SHARES)
def test_floats_are_good_to_twelve_digits_for_every_member(weights: object, share: Fraction) -> None:
    drawn = weights()  # type: ignore[operator]
    told = ballot(drawn, share)
    winning, exact = swings(told)
    acts, stays, rounded = swing_chances(told)
    whole = 2 ** len(drawn)
    assert abs(Fraction(acts) * whole / winning - 1) < 1e-12
    assert abs(Fraction(stays) * whole / (whole - winning) - 1) < 1e-12
    for value, count in zip(rounded.values, exact, strict=True):
        error = abs(Fraction(value) * whole / (2 * count) - 1)
        assert error <= Fraction(rounded.error)
        assert error < 1e-12


@pytest.mark.parametrize("share", SHARES)
def test_quadrature_is_good_to_twelve_digits_for_every_member(share: Fraction) -> None:
    told = ballot(parliament()[:150], share)
    weights, denominator = order_weights(150)
    assert denominator == lcm(*range(1, 151))
    _, exact = swings_by_size(told)
    rounded = shapley_shubik(told)
    for value, row in zip(rounded.values, exact, strict=True):
        true = Fraction(sum(s * w for s, w in zip(row, weights, strict=True)), denominator)
        assert abs(Fraction(value) / true - 1) < 1e-12


def test_the_sum_of_all_swings_counts_each_winning_coalition_by_its_surplus() -> None:
    """Dubey and Shapley's identity: swings of all members are (2k - n) summed over winning coalitions of k members."""
    told = ballot(parliament()[:80], Fraction(1, 2))
    winning, by_size = swings_by_size(told)
    total = sum(n * sum(row) for n, row in zip(told.sizes, by_size, strict=True))
    assert total == sum((2 * k - 80) * count for k, count in enumerate(winning))
    acts, flat = swings(told)
    assert (acts, flat) == (sum(winning), [sum(row) for row in by_size])


def test_a_rule_that_reads_one_criterion_is_one_vote() -> None:
    """A majority with, or two thirds without, another majority of the same votes: the lesser is asked."""
    players = (PlayerClass("large", 2, {"votes": 6}), PlayerClass("small", 3, {"votes": 4}))
    game = Game(players, Any((All((AtLeast(13, "votes"), AtLeast(11, "votes"))), AtLeast(16, "votes"))))
    assert vote(game) == Vote(7, (3, 2), (2, 3))
    assert vote(Game(players, All((game.rule, AtLeast(16, "votes"))))) == Vote(8, (3, 2), (2, 3))


def test_who_never_swings_is_found_without_counting() -> None:
    assert idle(Vote(60, (50, 30, 20, 1), (1, 1, 1, 1))) == 1
    assert idle(Vote(12, (4, 2, 1), (3, 2, 1))) == 1  # Luxembourg in the Council of 1958
    assert swings(Vote(12, (4, 2, 1), (3, 2, 1)))[1][2] == 0


@pytest.mark.parametrize("quota", [1, 10**15 + 7])
def test_who_never_swings_is_found_in_little_memory_when_either_quota_is_small(quota: int) -> None:
    """The sums that matter lie below the lesser of the quotas of the game and its dual, whatever the weights."""
    assert idle(Vote(quota, (10**15, 5, 2, 0), (1, 1, 1, 1))) == 0


def test_ten_million_votes_fit_in_a_gigabyte() -> None:
    """In a process of its own, whose peak is its own."""
    script = """
import resource, random
from politeia.power.counting import order_weights
from politeia.power.game import Game
from politeia.power.indices import power
drawn = random.Random(4)
weights = [drawn.randint(1, 1_000_000) for _ in range(20)]
result = power(Game.weighted(sum(weights) // 2 + 1, weights + [1] * 45), indices=("banzhaf",))
assert "coalitions by sum" in result.method and result.exact
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peak = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert int(peak) * 1024 < 10**9


def test_an_exact_thousand_takes_a_fraction_of_a_second() -> None:
    result = power(Game.weighted(sum(parliament()) // 2 + 1, parliament()), indices=("banzhaf", "banzhaf_share"))
    assert result.exact
    assert sum(Fraction(told["banzhaf_share"]) for told in result.players.values()) == 1
    assert max(float(told["banzhaf"]) for told in result.players.values()) < 0.1
