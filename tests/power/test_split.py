"""The game split by whom members follow: nobody is added, nobody is lost, and the chair has one of the body's seats."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from politeia.power.compile import chair
from politeia.power.control import Bloc, Control
from politeia.power.effective import Loyalty, Seat, effective, followed
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass
from politeia.power.indices import power

ROOTS = (None, "house", "king", "red", "blue")


def chaired(n: int) -> Game:
    """A house of n, an even number, whose chair breaks ties, and a king who must agree."""
    ways = Any((AtLeast(n // 2 + 1, "house"), All((AtLeast(n // 2, "house"), AtLeast(1, chair("house"))))))
    house, king = {"house": 1}, PlayerClass("king", 1, {"king": 1})
    players = (PlayerClass("house", n - 1, house), PlayerClass(chair("house"), 1, house | {chair("house"): 1}), king)
    return Game(players, All((ways, AtLeast(1, "king"))))


def bloc(n: int, principal: str | None = None, tenured: bool = False, chairs: bool = False) -> Bloc:
    return Bloc("house", n, principal, None, "", tenured, chairs)


blocs = st.builds(bloc, st.integers(0, 4), st.sampled_from(ROOTS), st.booleans(), st.booleans())


@given(st.lists(blocs, min_size=1, max_size=5), st.sampled_from((2, 4, 6, 8)))
def test_the_split_game_has_the_members_of_the_game_class_by_class(seats: list[Bloc], n: int) -> None:
    game = chaired(n)
    split = followed(game, Control({}, {}, {"house": tuple(seats)}))
    members: Counter[str] = Counter()
    for player, seat in zip(split.game.players, split.seats, strict=True):
        members[seat.body] += player.n
    assert members == {player.name: player.n for player in game.players}
    values = power(game, indices=["banzhaf"]).players
    for body in members:
        assert effective(split, body, Loyalty(Fraction(0), Fraction(0))) == values[body]["banzhaf"]


def of_the_chair(*seats: Bloc) -> Seat:
    split = followed(chaired(sum(bloc.n for bloc in seats)), Control({}, {}, {"house": seats}))
    return next(seat for seat in split.seats if seat.body == chair("house"))


def test_the_chair_follows_as_the_seats_declared_its_own_do_else_as_the_largest_bloc() -> None:
    assert of_the_chair(bloc(1, "king", chairs=True), bloc(5, "red")).principal == "king"
    assert of_the_chair(bloc(2, "king", chairs=True), bloc(4, "red")).principal == "king"
    assert of_the_chair(bloc(2, "blue"), bloc(4, "red")).principal == "red"
    assert of_the_chair(bloc(6)).principal is None


def test_a_body_of_another_size_than_its_seats_is_left_whole_with_its_chair() -> None:
    split = followed(chaired(6), Control({"house": "king"}, {}, {"house": (bloc(3, "red", chairs=True),)}))
    assert [seat.principal for seat in split.seats] == ["king", "king", None]
