"""Effective power: how much an actor's word moves a decision when seats follow their principals.

A member follows its principal with probability lambda, its loyalty, and otherwise votes its own coin; the principals
each decide by their own coin. E(a) = f(a's side says yes) - f(a's side says no), averaged over the other principals.
Sources: Napel & Widgren 2004 (the intervention), Owen 1977 (the quotient game), Karos & Peters 2015 (chains);
docs/methods/effective-power.md says where it misleads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, TypeAlias

from politeia.errors import CaseError
from politeia.power.compile import chair
from politeia.power.control import Bloc, Control
from politeia.power.diagram import diagram
from politeia.power.game import Game, PlayerClass
from politeia.power.swings import Odds, sweep

Array: TypeAlias = Any
HALF = Fraction(1, 2)
PRINCIPALS = 12  # with more of them in one decision their coins are not tried one by one
ASSUMPTIONS = (
    "loyalty is assumed, not estimated: each seat follows its principal with the stated probability",
    "principals decide independently of each other, each way with probability 1/2",
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A class of the split game: the body that it belongs to, whom it follows, and whether by a fixed term."""

    body: str
    principal: str | None
    tenured: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """A game whose classes are split by principal: `seats[i]` tells of the class `game.players[i]`."""

    game: Game
    seats: tuple[Seat, ...]

    @property
    def principals(self) -> tuple[str, ...]:
        """Those whom somebody in the game follows."""
        return tuple(dict.fromkeys(seat.principal for seat in self.seats if seat.principal))

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody whose effective power can be asked for: the bodies of the game, and the principals."""
        return tuple(dict.fromkeys((*(seat.body for seat in self.seats), *self.principals)))


def followed(game: Game, who: Control) -> Followed:
    """The game with each class of members split by whom they follow.

    A body whose number of members in the game is not that of its seats is left whole, and follows as an office does.
    """
    players: list[PlayerClass] = []
    seats: list[Seat] = []
    there = {player.name: player for player in game.players}
    for player in game.players:
        body = player.name.removeprefix(chair(""))
        blocs = who.blocs.get(body, ())
        apart = chair(body) in there
        total = player.n + (1 if apart and player.name == body else 0)
        mine = [bloc for bloc in blocs if not apart or bloc.chair == (player.name != body)]
        if total == sum(bloc.n for bloc in blocs) or (player.name != body and mine):
            split = _merged(mine, player.name, body)
        else:
            root = who.root(body)
            split = {Seat(player.name, None if root == body else root, False): player.n}
        for seat, n in ((seat, n) for seat, n in split.items() if n):
            name = player.name if len(split) == 1 else f"{player.name}, {seat.principal or 'own'}"
            while any(name == other.name for other in players):
                name += ", tenured"
            players.append(PlayerClass(name, n, player.weights))
            seats.append(seat)
    return Followed(Game(tuple(players), game.rule), tuple(seats))


def _merged(blocs: Sequence[Bloc], name: str, body: str) -> dict[Seat, int]:
    split: dict[Seat, int] = {}
    for bloc in blocs:
        principal = bloc.principal if bloc.principal != body else None
        seat = Seat(name, principal, bloc.tenured and principal is not None)
        split[seat] = split.get(seat, 0) + bloc.n
    return split


@dataclass(frozen=True, slots=True)
class Loyalty:
    """How likely a seat follows its principal: an actor's own followers, those of others, and tenured seats."""

    own: Fraction
    others: Fraction
    tenured: Fraction = Fraction(0)


def effective(who: Followed, actor: str, loyalty: Loyalty) -> Fraction:
    """E(actor), exactly. For a body of several members, and for one who follows another, it is that of one member.

    At loyalty (0, 0) it is the absolute Penrose-Banzhaf measure; at (1, 1) that of the game in which each principal
    and all who follow it are one player. Who has neither a seat nor followers in the game has 0.

    >>> from politeia.power.game import AtLeast
    >>> council = Game(
    ...     (PlayerClass("lord", 3, {"house": 1}), PlayerClass("king", 1, {"house": 1})), AtLeast(3, "house")
    ... )
    >>> who = Followed(council, (Seat("lord", "king", False), Seat("king", None, False)))
    >>> [effective(who, "king", Loyalty(Fraction(x), Fraction(x))) for x in (0, 1)]
    [Fraction(3, 8), Fraction(1, 1)]
    """
    coins = _coins(who)
    total: Any = Fraction(0)
    for tossed in product((0, 1), repeat=len(coins)):
        says = dict(zip(coins, tossed, strict=True))
        chances = tuple(
            _chance(seat, says, loyalty.own if seat.principal == actor else loyalty.others, loyalty.tenured)
            for seat in who.seats
        )
        if actor in coins:
            total += _passing(who.game, chances)[0] * (1 if says[actor] else -1)
        else:
            _, swings = _passing(who.game, chances)
            total += _of_member(who, actor, swings, loyalty.others, loyalty.tenured)
    # An actor's own coin is no average: of 2^k terms half are its yes, half its no.
    return Fraction(total, 2 ** (len(coins) - (1 if actor in coins else 0)))


def quotient(who: Followed) -> dict[str, Fraction]:
    """E of every actor at full loyalty, exactly: Banzhaf where each principal and all who follow it are one player.

    Tenured seats follow nobody here. It equals `effective` at (1, 1), in a fraction of the time.
    """
    weights: dict[str, dict[str, int]] = {name: {} for name in who.principals}
    free: list[tuple[Seat, PlayerClass]] = []
    for player, seat in zip(who.game.players, who.seats, strict=True):
        led = None if seat.tenured else seat.principal or (seat.body if seat.body in weights else None)
        if led is None:
            free.append((seat, player))
            continue
        for criterion, weight in player.weights.items():
            weights[led][criterion] = weights[led].get(criterion, 0) + player.n * weight
    blocs = tuple(PlayerClass(f"bloc {name}", 1, own) for name, own in weights.items())
    values = _banzhaf(Game((*blocs, *(player for _, player in free)), who.game.rule))
    found = {name: values[f"bloc {name}"] for name in weights}
    members: dict[str, int] = {}
    for player, seat in zip(who.game.players, who.seats, strict=True):
        members[seat.body] = members.get(seat.body, 0) + player.n
    for body, n in members.items():
        if body not in found:
            own = (player.n * values[player.name] for seat, player in free if seat.body == body)
            found[body] = sum(own, Fraction(0)) / n
    return found


@lru_cache(maxsize=4096)
def _banzhaf(game: Game) -> dict[str, Fraction]:
    from politeia.power.indices import power

    return {name: Fraction(values["banzhaf"]) for name, values in power(game, indices=("banzhaf",)).players.items()}


def _coins(who: Followed) -> tuple[str, ...]:
    """Whose decisions are tried both ways: the principals."""
    if len(who.principals) > PRINCIPALS:
        what = f"{len(who.principals)} principals have seats in it; expected at most {PRINCIPALS}"
        raise CaseError.at("", 0, 0, who.game.name, what)
    return who.principals


def _chance(seat: Seat, says: Mapping[str, int], loyalty: Fraction, tenured: Fraction) -> Fraction:
    """How likely a member of the class says yes."""
    if seat.principal is None:
        return Fraction(says[seat.body]) if seat.body in says else HALF
    bound = tenured if seat.tenured else loyalty
    return bound * says[seat.principal] + (1 - bound) * HALF


def _of_member(who: Followed, body: str, swings: Sequence[Any], loyalty: Any, tenured: Any) -> Any:
    """The mean over a body's members of what the vote of one does, as far as it is its own: fractions, or arrays."""
    own: Any = 0
    members = 0
    for player, seat, swing in zip(who.game.players, who.seats, swings, strict=True):
        if seat.body == body:
            bound = 0 if seat.principal is None else tenured if seat.tenured else loyalty
            own = own + player.n * (1 - bound) * swing
            members += player.n
    return own / members if members else own


@lru_cache(maxsize=4096)
def _passing(game: Game, chances: tuple[Fraction, ...]) -> tuple[Fraction, tuple[Fraction, ...]]:
    """The chance f of passing and its gradient by class, exactly."""
    graph = diagram(game)
    placed = [chances[place] for place in graph.order]
    odds = [(chance.numerator, chance.denominator - chance.numerator) for chance in placed]
    winning, swings = sweep(graph, Odds(graph.sizes, odds))
    whole = prod(chance.denominator**n for chance, n in zip(placed, graph.sizes, strict=True))
    of = {
        place: Fraction(swing * chance.denominator, whole)
        for place, swing, chance in zip(graph.order, swings, placed, strict=True)
    }
    return Fraction(winning, whole), tuple(of[place] for place in range(len(chances)))


def curve(who: Followed, actors: Sequence[str], own: Array, others: Array, tenured: float = 0.0) -> dict[str, Array]:
    """E of each actor at many loyalties at once, in floats: `own[i]` and `others[i]` make a point.

    Chances are sums and products of numbers in [0, 1]: the absolute error stays below 1e-12.
    """
    import numpy as np

    points = np.asarray(own, float), np.asarray(others, float)
    coins = _coins(who)
    found = {}
    common = np.array_equal(*points)
    cache: Any = {}
    for actor in actors:
        key = "" if common or actor not in coins else actor
        if key not in cache:
            cache[key] = _tosses(who, key, points, tenured)
        says, passing, swings = cache[key]
        if actor in coins:
            signs = np.array([1.0 if one[actor] else -1.0 for one in says])
            found[actor] = (signs @ passing) / 2 ** (len(coins) - 1)
        else:
            found[actor] = _of_member(who, actor, swings.mean(axis=1), points[1], tenured) + np.zeros_like(points[0])
    return found


def _tosses(
    who: Followed, actor: str, points: tuple[Array, Array], tenured: float
) -> tuple[list[dict[str, int]], Array, Array]:
    """Every toss of the coins, with f by toss and point, and its gradient by class, toss and point."""
    import numpy as np

    from politeia.power.chances import Chances

    coins = _coins(who)
    says = [dict(zip(coins, tossed, strict=True)) for tossed in product((0, 1), repeat=len(coins))]
    rows = []
    for seat in who.seats:
        row = []
        for one in says:
            if seat.principal is None:
                row.append(np.full_like(points[0], one.get(seat.body, 0.5)))
            else:
                bound = tenured if seat.tenured else points[0] if seat.principal == actor else points[1]
                row.append(bound * one[seat.principal] + (1 - bound) * 0.5 + 0 * points[0])
        rows.append(np.concatenate(row))
    graph = diagram(who.game)
    passing, swings = sweep(graph, Chances(graph.sizes, [rows[place] for place in graph.order]))
    shape = (len(says), len(points[0]))
    of = {place: np.broadcast_to(swing, rows[0].shape) for place, swing in zip(graph.order, swings, strict=True)}
    return says, (passing + 0 * rows[0]).reshape(shape), np.stack([of[i].reshape(shape) for i in range(len(rows))])
