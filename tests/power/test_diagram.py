"""The diagram is small, wins as the game does, and its passes give f(p), the gradient and minimal coalitions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import comb, prod
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.power.diagram import LOSE, Diagram, child, diagram
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from politeia.power.indices import power
from politeia.power.minimal import minimal, number_of_types, types
from politeia.power.swings import by_size, gradient, multilinear
from tests.power import oracle
from tests.power.games import chances_of, games


def passes(graph: Diagram, counts: tuple[int, ...]) -> bool:
    """Whether that many yes votes of each class lead from the root to the last node."""
    node = 0
    for layer, place in zip(graph.layers, graph.order, strict=True):
        node = child(layer[node], counts[place])
        if node == LOSE:
            return False
    return True


def every_type(game: Game) -> list[tuple[int, ...]]:
    return list(product(*(range(player.n + 1) for player in game.players)))


@given(games(members=10))
def test_the_diagram_wins_where_the_game_does(game: Game) -> None:
    graph = diagram(game)
    names = [player.name for player in game.players]
    assert sorted(graph.order) == list(range(len(names)))
    for counts in every_type(game):
        assert passes(graph, counts) == game.wins(dict(zip(names, counts, strict=True)))


@given(games(members=10))
def test_a_diagram_has_no_node_twice_and_none_out_of_reach(game: Game) -> None:
    graph = diagram(game)
    reached = {0}
    for layer, following in zip(graph.layers, [*graph.layers[1:], ((),)], strict=True):
        assert len(set(layer)) == len(layer)
        assert reached == set(range(len(layer)))
        assert all(before[1] != after[1] for arcs in layer for before, after in pairwise(arcs))
        reached = {target for arcs in layer for _, target in arcs} - {LOSE}
        assert reached <= set(range(len(following)))


def test_the_scheme_of_the_united_states_needs_a_handful_of_nodes(root: Path) -> None:
    assert diagram(Game.from_yaml(root / "tests/power/us_federal.yaml")).nodes == 8


def test_a_joint_sitting_of_two_chambers_keeps_one_sum() -> None:
    """Majorities of both chambers, or of both pooled: 157 members, no more nodes than sums that still matter."""
    players = (
        PlayerClass("deputy", 107, {"majlis": 1, "joint": 1}),
        PlayerClass("senator", 49, {"senate": 1, "joint": 1}),
        PlayerClass("president", 1, {"president": 1}),
    )
    apart = All((AtLeast(54, "majlis"), AtLeast(25, "senate")))
    game = Game(players, All((AtLeast(1, "president"), Any((apart, AtLeast(105, "joint"))))))
    graph = diagram(game)
    assert graph.nodes <= 110
    wins = sum(
        comb(107, m) * comb(49, s) for m in range(108) for s in range(50) if (m >= 54 and s >= 25) or m + s >= 105
    )
    assert sum(by_size(graph).winning) == wins


@given(games(members=8), st.data())
def test_f_and_its_gradient_equal_enumeration(game: Game, data: st.DataObject) -> None:
    p = data.draw(chances_of(game))
    e = oracle.Enumeration(game)
    chances = [p[name] for name in e.who]
    assert multilinear(game, p) == e.passes(chances)
    slopes = gradient(game, p)
    for name in slopes:
        i = e.who.index(name)
        surely, never = ([*chances[:i], Fraction(said), *chances[i + 1 :]] for said in (1, 0))
        assert slopes[name] == e.passes(surely) - e.passes(never)


@given(games())
def test_the_gradient_at_one_half_is_banzhaf(game: Game) -> None:
    result = power(game)
    halves = {player.name: Fraction(1, 2) for player in game.players}
    assert gradient(game, halves) == {name: result.players[name]["banzhaf"] for name in halves}
    assert multilinear(game, halves) == result.collectivity


@given(games(members=7))
def test_shapley_shubik_is_the_integral_of_the_gradient_along_the_diagonal(game: Game) -> None:
    """Simpson's weights generalised: a polynomial of degree below k is integrated exactly by k nodes."""
    nodes = [Fraction(k, game.members) for k in range(game.members + 1)]
    result = power(game)
    slopes = [gradient(game, {player.name: t for player in game.players}) for t in nodes]
    weights = [_integral(nodes, k) for k in range(len(nodes))]
    for player in game.players:
        integral = sum(weight * slope[player.name] for weight, slope in zip(weights, slopes, strict=True))
        assert integral == result.players[player.name]["shapley_shubik"]


def _integral(nodes: list[Fraction], k: int) -> Fraction:
    """The integral from 0 to 1 of the polynomial that is 1 at node k and 0 at the others."""
    coefficients = [Fraction(1)]
    for node in nodes[:k] + nodes[k + 1 :]:
        shifted = [Fraction(0), *coefficients]
        coefficients = [a - node * b for a, b in zip(shifted, [*coefficients, Fraction(0)], strict=True)]
    whole = sum((c / (power + 1) for power, c in enumerate(coefficients)), Fraction(0))
    return whole / prod(nodes[k] - node for node in nodes[:k] + nodes[k + 1 :])


@given(games(members=10))
@settings(max_examples=50)
def test_the_types_of_minimal_coalitions_multiply_to_their_number(game: Game) -> None:
    graph = minimal(game)
    listed = list(types(graph))
    assert len(listed) == len(set(listed)) == number_of_types(graph)
    ways = [prod(comb(p.n, k) for p, k in zip(game.players, counts, strict=True)) for counts in listed]
    assert sum(ways) == sum(by_size(graph).winning)


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ({"a": Fraction(1, 2)}, "there is no chance for 'b'; expected one for each class"),
        ({"a": Fraction(1, 2), "b": Fraction(3, 2)}, "3/2 is no chance for 'b'; expected 0 to 1"),
        ({"a": Fraction(1), "b": Fraction(1), "bb": Fraction(1)}, "'bb' is no class of this game; did you mean 'b'"),
    ],
)
def test_chances_that_are_none_are_refused(p: dict[str, Fraction], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        multilinear(Game.weighted(1, [1, 1], ["a", "b"]), p)
