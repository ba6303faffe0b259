"""Effective power: against the quotient game, against enumeration, and against simulated votes that are walked."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.library import load
from politeia.case.walk import Tally, walk
from politeia.power.control import control
from politeia.power.decisions import compiled
from politeia.power.effective import Followed, Loyalty, Seat, curve, effective, followed, quotient
from politeia.power.game import All, AtLeast, Game, PlayerClass
from politeia.power.indices import power
from tests.power.games import games
from tests.power.oracle import Enumeration

PRINCIPALS = (None, "x", "y")
loyalties = st.fractions(0, 1, max_denominator=6)


@st.composite
def splits(draw: st.DrawFn) -> Followed:
    """A small game whose first class is one member, x, whom others may follow; y leads from outside."""
    game = draw(games(members=7, depth=2))
    seats = [Seat(player.name, draw(st.sampled_from(PRINCIPALS)), draw(st.booleans())) for player in game.players]
    seats = [Seat(seat.body, seat.principal, seat.tenured and seat.principal is not None) for seat in seats]
    if game.players[0].n == 1 and draw(st.booleans()):
        renamed = (PlayerClass("x", 1, game.players[0].weights), *game.players[1:])
        return Followed(Game(renamed, game.rule), (Seat("x", None, False), *seats[1:]))
    return Followed(game, tuple(seats))


def by_definition(who: Followed, actor: str, loyalty: Loyalty) -> Fraction:
    """E of a principal, from all coalitions and all tosses of the other principals' coins."""
    whole, others = Enumeration(who.game), [name for name in who.principals if name != actor]
    total = Fraction(0)
    for tossed in product((0, 1), repeat=len(others)):
        for own, sign in ((1, 1), (0, -1)):
            says = dict(zip(others, tossed, strict=True)) | {actor: own}
            chances = []
            for player, seat in zip(who.game.players, who.seats, strict=True):
                chance = Fraction(says.get(seat.body, Fraction(1, 2)))
                if seat.principal:
                    bound = loyalty.own if seat.principal == actor else loyalty.others
                    bound = loyalty.tenured if seat.tenured else bound
                    chance = bound * says[seat.principal] + (1 - bound) / 2
                chances += [chance] * player.n
            total += sign * whole.passes(chances)
    return Fraction(total, 2 ** len(others))


@given(splits(), loyalties, loyalties, loyalties)
def test_of_a_principal_it_is_what_its_definition_says(
    who: Followed, own: Fraction, others: Fraction, tenured: Fraction
) -> None:
    for actor in who.principals:
        loyalty = Loyalty(own, others, tenured)
        assert effective(who, actor, loyalty) == by_definition(who, actor, loyalty)


@given(splits())
def test_without_loyalty_it_is_banzhaf(who: Followed) -> None:
    values = power(who.game, indices=["banzhaf"]).players
    for player in who.game.players:
        assert effective(who, player.name, Loyalty(Fraction(0), Fraction(0))) == values[player.name]["banzhaf"]
    if "y" in who.principals:  # who has no seat of its own has nothing then
        assert effective(who, "y", Loyalty(Fraction(0), Fraction(0))) == 0


@given(splits())
def test_with_full_loyalty_it_is_banzhaf_of_the_quotient_game(who: Followed) -> None:
    full = Loyalty(Fraction(1), Fraction(1), Fraction(1))
    blocs: dict[str, dict[str, int]] = {name: {} for name in who.principals}
    free = []
    for player, seat in zip(who.game.players, who.seats, strict=True):
        led = seat.principal or (seat.body if seat.body in blocs else None)
        if led is None:
            free.append(player)
        else:
            for criterion in who.game.criteria:
                mine = blocs[led].get(criterion, 0) + player.n * player.weight(criterion)
                blocs[led][criterion] = mine
    quotient = Game((*free, *(PlayerClass(f"bloc {n}", 1, w) for n, w in blocs.items())), who.game.rule)
    values = power(quotient, indices=["banzhaf"]).players
    for name in blocs:
        assert effective(who, name, full) == values[f"bloc {name}"]["banzhaf"]
    for player in free:
        assert effective(who, player.name, full) == values[player.name]["banzhaf"]


@given(splits(), loyalties, loyalties, loyalties)
def test_it_never_falls_in_the_loyalty_of_ones_own(
    who: Followed, less: Fraction, more: Fraction, others: Fraction
) -> None:
    less, more = sorted((less, more))
    for actor in who.principals:
        assert effective(who, actor, Loyalty(less, others)) <= effective(who, actor, Loyalty(more, others))


@given(splits(), st.lists(st.tuples(loyalties, loyalties), min_size=1, max_size=4), loyalties)
def test_the_curve_is_the_exact_value_at_every_point(
    who: Followed, points: list[tuple[Fraction, Fraction]], tenured: Fraction
) -> None:
    own, others = (np.array([float(p[i]) for p in points]) for i in (0, 1))
    for actor, values in curve(who, who.actors, own, others, float(tenured)).items():
        exact = [float(effective(who, actor, Loyalty(*point, tenured))) for point in points]
        assert values == pytest.approx(exact, abs=1e-12)


def test_along_the_common_loyalty_it_may_fall() -> None:
    house = {"house": 1}
    players = (PlayerClass("president", 1, {"office": 1}), PlayerClass("a", 49, house), PlayerClass("b", 49, house))
    game = Game(players, All((AtLeast(1, "office"), AtLeast(50, "house"))))
    seats = (Seat("president", None, False), Seat("house", "left", False), Seat("house", "right", False))
    who = Followed(game, seats)
    values = [effective(who, "president", Loyalty(Fraction(x), Fraction(x))) for x in ("0", "3/10", "1")]
    assert [round(float(value), 3) for value in values] == [0.46, 0.479, 0.25]


def test_simulated_votes_that_are_walked_give_the_same() -> None:
    """10^6 votes of each half, drawn member by member as the law of loyalty says, each walked by the interpreter."""
    polity = load("kazakhstan").polity
    text = polity.after("2022")
    game = compiled("ordinary_law", text)
    assert game is not None
    who = followed(game, control(text))
    procedure = text.procedures["ordinary_law"].read
    sizes = {body: size for body in procedure.bodies if isinstance(size := text.size(body), int)}
    loyalty, draws, rng = Fraction(3, 5), 1_000_000, np.random.default_rng(7)
    passed = []
    for says in (1, 0):
        votes = {body: np.zeros(draws, int) for body in sizes}
        for player, seat in zip(who.game.players, who.seats, strict=True):
            assert seat.principal in (None, "president")
            chance = 0.5 if seat.principal is None else float(loyalty) * says + (1 - float(loyalty)) / 2
            votes[seat.body] += says if seat.body == "president" else rng.binomial(player.n, chance, draws)
        points, counts = np.unique(np.stack(list(votes.values())), axis=1, return_counts=True)
        outcomes = [
            walk(procedure, sizes, {b: Tally(int(n)) for b, n in zip(votes, point, strict=True)}).outcome == "pass"
            for point in points.T
        ]
        passed.append(counts[outcomes].sum() / draws)
    exact = effective(who, "president", Loyalty(loyalty, loyalty))
    assert passed[0] - passed[1] == pytest.approx(float(exact), abs=4 * (2 * 0.25 / draws) ** 0.5)


@given(splits())
def test_at_full_loyalty_the_quotient_game_gives_it_at_once(who: Followed) -> None:
    found = quotient(who)
    assert set(found) == set(who.actors)
    for actor, value in found.items():
        assert value == effective(who, actor, Loyalty(Fraction(1), Fraction(1)))
