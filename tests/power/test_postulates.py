"""Postulates of power, each over the whole registry: a property where an index has it, a counterexample where not.

The postulates are those of Felsenthal and Machover 1998, chapter 7, and Dubey's transfer (1975).
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.errors import CaseError
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from politeia.power.indices import INDICES
from tests.power.games import games, votes
from tests.power.test_indices import each

# The quota, the weights, who joins whom; who gives one vote to whom.
BLOC = {
    "banzhaf_share": (11, (6, 5, 1, 1, 1, 1, 1), 0, 2),
    "deegan_packel": (6, (4, 3, 3, 3, 2), 0, 4),
    "holler_packel": (8, (5, 4, 4, 3), 0, 3),
    "johnston": (23, (9, 8, 7, 2, 2, 2, 1), 2, 6),
}
DONATION = {
    "banzhaf_share": (3, (4, 2, 1, 1, 1), 0, 1),
    "deegan_packel": (6, (5, 5, 3, 2), 0, 1),
    "holler_packel": (4, (5, 3, 3), 0, 1),
    "johnston": (19, (9, 4, 4, 2, 2, 2), 1, 2),
}
TRANSFER = {
    "banzhaf_share", "coleman_prevent", "coleman_initiate", "koenig_braeuninger", "deegan_packel", "holler_packel",
    "johnston",
}  # fmt: skip


def of(quota: int, weights: tuple[int, ...]) -> dict[str, list[Fraction]]:
    """For each index the members' values, in order."""
    told = each(Game.weighted(quota, weights))
    return {index: [Fraction(value) for value in values.values()] for index, values in told.items()}


def joined(weights: tuple[int, ...], who: int, whom: int) -> tuple[int, ...]:
    """The bloc of two members first, then the others."""
    return weights[who] + weights[whom], *(w for i, w in enumerate(weights) if i not in (who, whom))


def given_away(weights: tuple[int, ...], who: int, whom: int) -> tuple[int, ...]:
    return tuple(w - (i == who) + (i == whom) for i, w in enumerate(weights))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, tuple[int, ...], int, int]:
    """A weighted vote and two of its members, the first with a vote to give."""
    weights = draw(st.lists(st.integers(1, 9), min_size=2, max_size=8).map(tuple))
    who, whom = draw(st.permutations(range(len(weights))))[:2]
    return draw(st.integers(1, sum(weights))), weights, who, whom


@given(pairs())
def test_bloc_two_who_vote_as_one_have_no_less_than_either(pair: tuple[int, tuple[int, ...], int, int]) -> None:
    quota, weights, who, whom = pair
    before, after = of(quota, weights), of(quota, joined(weights, who, whom))
    for index in INDICES.keys() - BLOC.keys():
        assert after[index][0] >= max(before[index][who], before[index][whom]), index


@given(pairs())
def test_banzhaf_of_a_bloc_of_two_is_the_sum(pair: tuple[int, tuple[int, ...], int, int]) -> None:
    """Lehrer's 2-efficiency (1988), which alone among all indices Banzhaf's has."""
    quota, weights, who, whom = pair
    before, after = of(quota, weights), of(quota, joined(weights, who, whom))
    for index in ("banzhaf", "decisiveness"):
        assert after[index][0] == before[index][who] + before[index][whom], index


@pytest.mark.parametrize("index", BLOC)
def test_a_counterexample_to_the_bloc_postulate(index: str) -> None:
    quota, weights, who, whom = BLOC[index]
    assert of(quota, joined(weights, who, whom))[index][0] < of(quota, weights)[index][who]


@given(pairs())
def test_donation_who_gives_a_vote_away_does_not_gain(pair: tuple[int, tuple[int, ...], int, int]) -> None:
    quota, weights, who, whom = pair
    before, after = of(quota, weights), of(quota, given_away(weights, who, whom))
    for index in INDICES.keys() - DONATION.keys():
        assert after[index][who] <= before[index][who], index


@pytest.mark.parametrize("index", DONATION)
def test_a_counterexample_to_the_donation_postulate(index: str) -> None:
    quota, weights, who, whom = DONATION[index]
    assert of(quota, given_away(weights, who, whom))[index][who] > of(quota, weights)[index][who]


def four(players: tuple[PlayerClass, ...], one: AtLeast, other: AtLeast) -> list[dict[str, dict[str, Fraction]]]:
    """Values under either of two rules, under their union and under both at once."""
    told = [each(Game(players, rule)) for rule in (one, other, Any((one, other)), All((one, other)))]
    return [{index: {k: Fraction(v) for k, v in row.items()} for index, row in values.items()} for values in told]


@given(games(members=7, depth=0), st.data())
def test_transfer_two_rules_are_worth_their_union_and_their_intersection(game: Game, data: st.DataObject) -> None:
    criterion = data.draw(st.sampled_from(game.criteria))
    other = AtLeast(data.draw(st.integers(1, 9)), criterion)
    assert isinstance(game.rule, AtLeast)
    try:
        one, two, union, both = four(game.players, game.rule, other)
    except CaseError:
        return  # the other rule is out of reach
    for index in INDICES.keys() - TRANSFER:
        for name in one[index]:
            assert one[index][name] + two[index][name] == union[index][name] + both[index][name], index


@pytest.mark.parametrize("index", sorted(TRANSFER))
def test_a_counterexample_to_transfer(index: str) -> None:
    members = ((1, 3), (0, 3), (2, 3), (0, 2))
    players = tuple(PlayerClass(str(n), 1, {"a": a, "b": b}) for n, (a, b) in enumerate(members))
    one, two, union, both = four(players, AtLeast(3, "a"), AtLeast(7, "b"))
    assert any(one[index][name] + two[index][name] != union[index][name] + both[index][name] for name in one[index])


@given(votes(members=8))
def test_success_is_decisiveness_and_luck(game: Game) -> None:
    """Barry's equation: what a member gets is what it decides, and half of the rest."""
    told = each(game)
    for name, value in told["success"].items():
        assert value == told["decisiveness"][name] + (1 - told["decisiveness"][name]) / 2
