"""Effective power: against the quotient game, against enumeration, and against simulated votes that are walked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.library import load
from politeia.case.walk import Tally, walk
from politeia.errors import CaseError
from politeia.power.control import control
from politeia.power.decisions import compiled
from politeia.power.effective import Followed, Loyalty, Seat, curve, effective, followed, quotient
from politeia.power.game import All, AtLeast, Game, PlayerClass
from politeia.power.indices import power
from tests.power.games import games
from tests.power.oracle import Enumeration

PRINCIPALS = (None, "x", "y")
SIGNED, SIGNED_BY_MANY = (All((AtLeast(q, "house"), AtLeast(1, "pm"))) for q in (5, 16))
loyalties = st.fractions(0, 1, max_denominator=6)


@st.composite
def splits(draw: st.DrawFn) -> Followed:
    """A small game whose first class is x, an office or a chamber whom others may follow; y leads from outside.

    Its second class may be the chair of x, and some seats may name their own body.
    """
    game = draw(games(members=7, depth=2))
    names = [player.name for player in game.players]
    names[0] = draw(st.sampled_from(("x", names[0])))
    if len(names) > 1 and game.players[1].n == 1:
        names[1] = draw(st.sampled_from(("chair of x", names[1])))
    players = tuple(replace(player, name=name) for player, name in zip(game.players, names, strict=True))
    seats = [Seat(name, draw(st.sampled_from((*PRINCIPALS, name))), draw(st.booleans())) for name in names]
    if len(seats) > 2 and draw(st.booleans()):
        seats[2] = replace(seats[2], body=names[0])  # a body of two kinds of members
    return Followed(
        Game(players, game.rule), tuple(replace(seat, tenured=seat.tenured and bool(seat.principal)) for seat in seats)
    )


def by_definition(who: Followed, actor: str, loyalty: Loyalty) -> Fraction:
    """E from all coalitions and all tosses: what one member of a body decides by its will, and the line it gives."""
    whole, others = Enumeration(who.game), [name for name in who.principals if name != actor]
    seats = [seat for player, seat in zip(who.game.players, who.seats, strict=True) for _ in range(player.n)]
    bodies = [seat.body.removeprefix("chair of ") for seat in seats]
    body = actor.removeprefix("chair of ")
    if Seat(actor, None, False) in seats and body in who.principals and bodies.count(body) == 1:
        actor = body  # a chair who is the whole body is the body
        others = [name for name in who.principals if name != actor]

    def chance(place: int, says: dict[str, int], will: int | None) -> Fraction:
        """How likely a member says yes, where `will` is its own, if it has been asked."""
        seat, own = seats[place], Fraction(1, 2) if will is None else Fraction(will)
        line = seat.principal or (bodies[place] if bodies[place] in who.principals else None)
        if line is None or (will is not None and line == actor == seat.body):
            return own
        alone = seat.principal is None and bodies.count(bodies[place]) == 1
        bound = loyalty.tenured if seat.tenured else loyalty.own if line == actor else loyalty.others
        return Fraction(says[line]) if alone else bound * says[line] + (1 - bound) * own

    asked: list[int | None] = [place for place, seat in enumerate(seats) if seat.body == actor]
    if not asked or any(seat.body == seat.principal == actor for seat in seats):
        asked = [None]  # a side: its line alone
    total = Fraction(0)
    for member, tossed, own in product(asked, product((0, 1), repeat=len(others)), (0, 1)):
        says = dict(zip(others, tossed, strict=True)) | {actor: own}
        chances = [chance(place, says, own if place == member else None) for place in range(len(seats))]
        total += (1 if own else -1) * whole.passes(chances)
    return Fraction(total, len(asked) * 2 ** len(others))


@given(splits(), loyalties, loyalties, loyalties)
def test_it_is_what_its_definition_says(who: Followed, own: Fraction, others: Fraction, tenured: Fraction) -> None:
    for actor in who.actors:
        loyalty = Loyalty(own, others, tenured)
        assert effective(who, actor, loyalty) == by_definition(who, actor, loyalty)


def sides(who: Followed) -> set[str]:
    return {seat.body for seat in who.seats if seat.body == seat.principal}


@given(splits())
def test_without_loyalty_it_is_banzhaf(who: Followed) -> None:
    values = power(who.game, indices=["banzhaf"]).players
    for actor in who.actors:
        members = [
            (p.n, values[p.name]["banzhaf"])
            for p, s in zip(who.game.players, who.seats, strict=True)
            if actor in (s.body, who.coin(s.body))
        ]
        mean = Fraction(sum(n * Fraction(own) for n, own in members), sum(n for n, _ in members) or 1)
        # Who has no seat of its own has nothing then, nor has a side: nobody holds to its line.
        assert effective(who, actor, Loyalty(Fraction(0), Fraction(0))) == (0 if actor in sides(who) else mean)


@given(splits())
def test_with_full_loyalty_it_is_banzhaf_of_the_quotient_game(who: Followed) -> None:
    full = Loyalty(Fraction(1), Fraction(1), Fraction(1))
    blocs: dict[str, dict[str, int]] = {name: {} for name in who.principals}
    free = []
    for player, line in zip(who.game.players, who.lines, strict=True):
        if line is None:
            free.append(player)
        else:
            for criterion in who.game.criteria:
                blocs[line][criterion] = blocs[line].get(criterion, 0) + player.n * player.weight(criterion)
    merged = Game((*free, *(PlayerClass(f"bloc {n}", 1, w) for n, w in blocs.items())), who.game.rule)
    values = power(merged, indices=["banzhaf"]).players
    for name in blocs:
        assert effective(who, name, full) == values[f"bloc {name}"]["banzhaf"]


@given(splits(), loyalties, loyalties, loyalties)
def test_it_never_falls_in_the_loyalty_of_ones_own(
    who: Followed, less: Fraction, more: Fraction, others: Fraction
) -> None:
    less, more = sorted((less, more))
    for actor in who.actors:
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


def test_the_members_of_a_chamber_that_names_the_head_of_government_vote_their_own_coins() -> None:
    house = Game((PlayerClass("house", 9, {"house": 1}), PlayerClass("pm", 1, {"pm": 1})), SIGNED)
    who = Followed(house, (Seat("house", None, False), Seat("pm", "house", False)))
    at = [effective(who, "house", Loyalty(Fraction(x), Fraction(x))) for x in (0, 1)]
    assert at == [Fraction(35, 256), 1]
    assert quotient(who)["house"] == 1
    assert effective(who, "pm", Loyalty(Fraction(0), Fraction(0))) == Fraction(1, 2)
    assert quotient(who)["pm"] == 0


def test_principals_of_one_body_need_no_toss_and_of_several_are_counted() -> None:
    """Thirty parties of a house, each led from outside: what they decide apart is exact however many there are."""
    parties = tuple(PlayerClass(f"p{n}", 1, {"house": 1}) for n in range(30))
    seats = tuple(Seat("house", f"p{n}", False) for n in range(30))
    head = PlayerClass("pm", 1, {"pm": 1})
    who = Followed(Game((*parties, head), SIGNED_BY_MANY), (*seats, Seat("pm", None, False)))
    assert effective(who, "p0", Loyalty(Fraction(1), Fraction(1))) == Fraction(comb(29, 15), 2**30)
    assert quotient(who)["p0"] == Fraction(comb(29, 15), 2**30)
    both = tuple(PlayerClass(f"q{n}", 1, {"senate": 1}) for n in range(30))
    rule = All((AtLeast(16, "house"), AtLeast(16, "senate")))
    spread = Followed(Game((*parties, *both), rule), (*seats, *(Seat("senate", f"p{n}", False) for n in range(30))))
    with pytest.raises(CaseError, match="30 principals have followers in several bodies; expected at most 12"):
        curve(spread, ["p0"], np.ones(1), np.ones(1))
