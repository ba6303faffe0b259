"""Every engine counts what enumeration counts; the shape of a game chooses among them, and the method says which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import Any as Anything

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from politeia.errors import CaseError
from politeia.power import engines, vulnerable
from politeia.power.counting import Engine
from politeia.power.diagram import arcs_at_most, diagram
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, pooled
from politeia.power.indices import INDICES, power
from politeia.power.solved import Solved
from tests.power import oracle
from tests.power.games import games, joint_sitting, nested, two_criteria, two_thresholds, votes
from tests.power.test_council import council

LOSING = ("banzhaf", "coleman_prevent", "coleman_initiate")
SHAPES: dict[str, Callable[[], Game]] = {
    "two thresholds": two_thresholds, "joint sitting": joint_sitting, "two criteria": two_criteria, "nested": nested,
}  # fmt: skip


def agree(game: Game) -> set[str]:
    """Check every engine that takes a game against enumeration; the names of those that took it."""
    e = oracle.Enumeration(game)
    ran: set[str] = set()

    def told(kind: str, registry: Mapping[str, Engine[Anything]], of: Game) -> list[tuple[str, Anything]]:
        found = [(name, engine.count(of).value) for name, engine in registry.items() if engine.cost(of) < inf]
        ran.update(f"{kind} {name}" for name, _ in found)
        return found

    pools, places = pooled(game)
    member = [e.who.index(player.name) for player in game.players]
    for name, swings in told("swings", engines.SWINGS, pools):
        assert swings.winning == oracle.collectivity(e) == 1 - swings.losing, name
        assert [swings.of[place] for place in places] == [oracle.banzhaf(e, i) for i in member], name
    for name, orders in told("orders", engines.ORDERS, pools):
        assert [orders[place] for place in places] == [oracle.shapley_shubik(e, i) for i in member], name
    for name, minimal in told("minimal", engines.MINIMAL, game):
        sizes = range(len(e.who) + 1)
        assert list(minimal.sizes) == [sum(len(s) == k for s in e.minimal) for k in sizes], name
        including = [[sum(len(s) == k and i in s for s in e.minimal) for k in sizes] for i in member]
        assert list(map(list, minimal.including)) == including, name
        types = {tuple(sum(e.who[i] == p.name for i in s) for p in game.players) for s in e.minimal}
        assert set(minimal.listed) == types, name
        assert len(minimal.listed) == minimal.types == len(types), name
    for name, shares in told("vulnerable", engines.VULNERABLE, game):
        raw = [sum((Fraction(1, len(s)) for s in e.critical if i in s), Fraction(0)) for i in member]
        assert list(shares) == raw, name
    return ran


@given(games(members=9))
@settings(max_examples=150)
def test_engines_equal_enumeration(game: Game) -> None:
    assert agree(game) >= {
        "swings diagram", "swings halves", "orders diagram", "orders spectra", "orders halves",
        "minimal diagram", "minimal table", "vulnerable diagram", "vulnerable table",
    }  # fmt: skip


@given(votes(members=9))
@settings(max_examples=100)
def test_engines_of_one_weighted_vote_equal_enumeration(game: Game) -> None:
    assert agree(game) >= {"swings sums", "orders sums"}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_that_a_product_of_chances_gets_wrong(shape: str) -> None:
    game = SHAPES[shape]()
    agree(game)
    e, result = oracle.Enumeration(game), power(game)
    for index, defined in oracle.INDICES.items():
        for i, name in enumerate(e.who):
            assert result.players[name][index] == defined(e, i), (index, name)


@given(votes(members=12))
@settings(max_examples=100)
def test_floats_are_within_their_bound_and_zero_for_dummies(game: Game) -> None:
    pools, _ = pooled(game)
    exact = engines.SWINGS["diagram"].count(pools).value.of, engines.ORDERS["diagram"].count(pools).value
    in_float: tuple[Engine[Anything], ...] = (engines.SWINGS_IN_FLOAT["sums"], engines.ORDERS_IN_FLOAT["sums"])
    for engine, values in zip(in_float, exact, strict=True):
        told = engine.count(pools)
        rounded = told.value if isinstance(told.value, tuple) else told.value.of
        for value, true in zip(rounded, values, strict=True):
            assert (value == 0) == (true == 0)
            assert abs(Fraction(value) - Fraction(true)) <= Fraction(min(told.error, 1e-12)) * Fraction(true)


@given(games())
def test_the_bound_on_arcs_holds(game: Game) -> None:
    assert sum(len(arcs) for layer in diagram(game).layers for arcs in layer) <= arcs_at_most(game)


def two_chambers(seats: int) -> Game:
    """A majority of both chambers and the president, or two thirds of both."""
    chambers = ("house", "senate")
    players = (PlayerClass("president", 1, {"president": 1}), *(PlayerClass(c, seats, {c: 1}) for c in chambers))
    majority = All((AtLeast(1, "president"), *(AtLeast(seats // 2 + 1, c) for c in chambers)))
    return Game(players, Any((majority, All(tuple(AtLeast(-(-2 * seats // 3), c) for c in chambers)))))


@pytest.mark.parametrize(
    ("game", "index", "method"),
    [
        (lambda: Game.weighted(3, [2, 1, 1]), "banzhaf", "decision diagram over classes"),
        (council, "banzhaf", "two halves of 27 members"),
        (council, "shapley_shubik", "two halves of 27 members"),
        (
            lambda: Game.weighted(9000, [10 + k for k in range(150)]),
            "banzhaf",
            "coalitions by sum of weights up to 3,676",
        ),
        (lambda: two_chambers(700), "shapley_shubik", "nodes, by values modulo primes"),
        (lambda: Game.weighted(90, list(range(1, 18))), "johnston", "a table of all coalitions of 17 members"),
    ],
)
def test_the_shape_of_a_game_chooses_the_engine(game: Callable[[], Game], index: str, method: str) -> None:
    result = power(game(), indices=(index,))
    assert method in result.method
    assert result.exact
    assert not result.errors


def test_the_result_says_which_engine_counted_for_which_index() -> None:
    method = power(council(), indices=("banzhaf", "rae", "johnston")).method
    assert method == (
        "banzhaf, rae: two halves of 27 members, met in the middle; johnston: a table of all coalitions of 27 members"
    )


def test_large_chambers_are_counted_exactly() -> None:
    values = power(two_chambers(2000), indices=("shapley_shubik", "banzhaf")).players
    assert sum(Fraction(told["shapley_shubik"]) * told["n"] for told in values.values()) == 1
    smaller = Solved(two_chambers(300)).game
    assert engines.ORDERS["spectra"].count(smaller).value == engines.ORDERS["diagram"].count(smaller).value


def test_what_would_take_minutes_is_computed_in_float_and_said_so() -> None:
    ballot = Game.weighted(490_000, [k * k for k in range(3, 143)])
    result = power(ballot, indices=("banzhaf", "shapley_shubik"))
    assert isinstance(result.players["1"]["banzhaf"], Fraction)
    assert isinstance(result.players["1"]["shapley_shubik"], float)
    assert not result.exact
    assert result.errors.keys() == {"shapley_shubik"}
    assert 0 < result.errors["shapley_shubik"] < 1e-6
    assert "in float, by Gauss-Legendre quadrature on 70 nodes" in result.method
    assert abs(sum(float(told["shapley_shubik"]) for told in result.players.values()) - 1) < 1e-12


def test_what_no_engine_can_count_is_left_out_with_the_reason() -> None:
    result = power(Game.weighted(60_000, [500 + k * k for k in range(60)]), indices=("banzhaf", "johnston"))
    assert set(result.left_out) == {"johnston"}
    assert "60 members of 60 kinds are more than can be counted exactly" in result.left_out["johnston"]
    assert all(told.keys() == {"n", "banzhaf"} for told in result.players.values())
    assert result.minimal_winning_types is None
    assert not result.minimal_winning_complete


@pytest.mark.parametrize("quota", [300, 1_000, 4_000])
def test_a_low_quota_in_float_keeps_the_few_coalitions_that_lose(quota: int) -> None:
    """Hardly any coalition loses: their share is no rest of 1, since all but its first digits would be lost."""
    game = Game.weighted(quota, [1 + 7 * k % 97 for k in range(300)])
    rounded, exact = power(game, exact=False, indices=LOSING), power(game, indices=LOSING)
    assert "in float" in rounded.method
    for name, told in exact.players.items():
        for index in LOSING:
            if true := Fraction(told[index]):
                assert abs(Fraction(rounded.players[name][index]) / true - 1) <= Fraction(rounded.errors[index])


@pytest.mark.parametrize("members", range(1, 12))
def test_the_bound_on_quadrature_with_few_nodes_holds_for_a_dictator(members: int) -> None:
    told = engines.ORDERS_IN_FLOAT["sums"].count(pooled(Game.weighted(1, [1] + [0] * members))[0])
    assert abs(Fraction(told.value[0]) - 1) <= Fraction(told.error)


@pytest.mark.parametrize("members", [5, 24])
def test_what_changes_nothing_may_be_of_any_size(members: int) -> None:
    """A threshold far out of reach, and weights that no threshold reads, beyond the words of a machine."""
    weights = [{"votes": 3 + k * k, "states": 1 + k % 5} for k in range(members)]
    total = sum(each["votes"] for each in weights)
    both = All((AtLeast(total // 2, "votes"), AtLeast(members, "states")))
    plain = Game(tuple(PlayerClass(str(k), 1, each) for k, each in enumerate(weights)), both)
    players = tuple(PlayerClass(str(k), 1, {**each, "people": 10**40}) for k, each in enumerate(weights))
    told = power(Game(players, Any((both, AtLeast(10**40, "states"), AtLeast(10**41, "votes")))))
    assert told.players == power(plain).players
    assert told.minimal_winning == power(plain).minimal_winning


def test_too_many_ways_to_be_vulnerable_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vulnerable, "STATES", 10)
    with pytest.raises(CaseError, match="more than 10 ways to be vulnerable"):
        vulnerable.johnston(diagram(Game.weighted(20, list(range(1, 9)))))


def test_floats_only_on_request_and_with_a_bound() -> None:
    game = Game.weighted(51, [50, 49, 1], ["A", "B", "C"])
    result = power(game, exact=False)
    assert not result.exact
    assert result.errors.keys() == INDICES.keys()
    exact = power(game)
    assert exact.exact
    assert not exact.errors
    for name, told in result.players.items():
        for index, error in result.errors.items():
            assert isinstance(told[index], float)
            true = Fraction(exact.players[name][index])
            assert abs(Fraction(told[index]) - true) <= Fraction(error) * true


def test_time_is_told_where_it_is_asked_for_and_is_no_part_of_the_result() -> None:
    result = power(two_chambers(9))
    assert result.seconds > 0
    assert "seconds" not in result.to_json()
    assert result.to_json(seconds=True)["seconds"] == result.seconds
    assert result == power(two_chambers(9))


def test_an_unknown_index_is_refused() -> None:
    with pytest.raises(ValueError, match="'banzhav' is no index; did you mean 'banzhaf'"):
        power(two_chambers(9), indices=("banzhav",))


@given(st.integers(1, 40), st.data())
def test_the_scheme_with_any_number_of_seats_sums_to_one(seats: int, data: st.DataObject) -> None:
    assume(seats > 2)
    game = two_chambers(seats)
    engine = data.draw(st.sampled_from(["diagram", "spectra"]))
    values = engines.ORDERS[engine].count(game).value
    assert sum(p.n * Fraction(v) for p, v in zip(game.players, values, strict=True)) == 1


def test_the_federal_scheme_stays_on_the_diagram(root: Path) -> None:
    assert power(Game.from_yaml(root / "tests/power/us_federal.yaml")).method == (
        "decision diagram over classes of members, 8 nodes"
    )
