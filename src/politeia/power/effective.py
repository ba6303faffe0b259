"""Effective power: how much an actor's word moves a decision when seats follow their principals.

A member follows its principal with probability lambda, its loyalty, and otherwise votes its own coin; the principals
each decide by their own coin. E(a) = f(a's side says yes) - f(a's side says no), averaged over the other principals.
Sources: Napel & Widgren 2004 (the intervention), Owen 1977 (the quotient game), Karos & Peters 2015 (chains);
docs/methods/effective-power.md says where it misleads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, TypeAlias

from politeia.power.compile import bare, chair
from politeia.power.control import Bloc, Control
from politeia.power.game import Game, PlayerClass

Array: TypeAlias = Any
ASSUMPTIONS = (
    "loyalty is assumed, not estimated: each seat follows its principal with the stated probability",
    "principals decide independently of each other, each way with probability 1/2",
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A class of the split game: the body that it belongs to, whom it follows, and whether by a fixed term.

    Where others follow a body of several members, its seats without a principal follow the body's line, a coin like
    any principal's. Seats that name their own body make it a side: what is asked of it is then its line's power alone.
    """

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

    @property
    def lines(self) -> tuple[str | None, ...]:
        """By class, whose coin its members follow: their principal's, or their own body's where others follow it."""
        principals = self.principals
        own = (bare(seat.body) for seat in self.seats)
        return tuple(
            seat.principal or (body if body in principals else None) for seat, body in zip(self.seats, own, strict=True)
        )

    @property
    def bonds(self) -> tuple[str, ...]:
        """By class, how its members are bound: free, loyal, tenured (by a fixed term), or itself the principal."""
        n: Counter[str] = Counter()
        for player, seat in zip(self.game.players, self.seats, strict=True):
            n[bare(seat.body)] += player.n
        return tuple(
            "free" if line is None
            else "itself" if seat.principal is None and n[bare(seat.body)] == 1
            else "tenured" if seat.tenured
            else "loyal"
            for seat, line in zip(self.seats, self.lines, strict=True)
        )  # fmt: skip

    def coin(self, actor: str) -> str:
        """Whose coin an actor's word is: its own, or its body's where it is the body's only member."""
        of = zip(self.seats, self.lines, self.bonds, strict=True)
        return next((line for seat, line, bond in of if line and bond == "itself" and seat.body == actor), actor)


def followed(game: Game, who: Control) -> Followed:
    """The game with each class of members split by whom they follow; as many members as before, class by class.

    The chair who decides ties has one of the body's seats: one of those declared the chair's, or else, since it is not
    known whose it is, one of the largest bloc, and follows as that does. A body whose number of members in the game is
    not that of its seats is left whole, and follows as an office does.
    """
    players: list[PlayerClass] = []
    seats: list[Seat] = []
    members: Counter[str] = Counter()
    for player in game.players:
        members[bare(player.name)] += player.n
    there = {player.name for player in game.players}
    for player in game.players:
        body = bare(player.name)
        blocs = [bloc for bloc in who.blocs.get(body, ()) if bloc.n]
        if members[body] == sum(bloc.n for bloc in blocs):
            if chair(body) in there:
                blocs = _apart(blocs, player.name != body)
            split = _merged(blocs, player.name, body)
        else:
            root = who.root(body)
            split = {Seat(player.name, None if root == body else root, False): player.n}
        for seat, n in split.items():
            name = player.name if len(split) == 1 else f"{player.name}, {seat.principal or 'own'}"
            while any(name == other.name for other in players):
                name += ", tenured"
            players.append(PlayerClass(name, n, player.weights))
            seats.append(seat)
    return Followed(Game(tuple(players), game.rule), tuple(seats))


def _apart(blocs: Sequence[Bloc], chairs: bool) -> list[Bloc]:
    """The chair's seat of a body's blocs, or all but that one."""
    of = max([bloc for bloc in blocs if bloc.chair] or blocs, key=lambda bloc: bloc.n)
    if chairs:
        return [replace(of, n=1)]
    return [replace(bloc, n=bloc.n - 1) if bloc is of else bloc for bloc in blocs if bloc is not of or bloc.n > 1]


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
    """E(actor), exactly: what its line does to those who follow, and the vote of one member as far as it is its own.

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
    import numpy as np

    bounds = loyalty.own, loyalty.others, loyalty.tenured
    half = lcm(*(Fraction(bound).denominator for bound in bounds))  # a coin's side in whole numbers, as all chances are
    whole, coins = (2 * half) ** who.game.members, len(who.principals)
    lead = who.coin(actor)
    line, swings = _measured(who, lead, half, [np.array([int(half * bound)], object) for bound in bounds])
    own = [Fraction(int(swing[0]) * 2 * half, whole) for swing in swings]
    said = Fraction(2 * int(line[lead][0]), whole) if lead in line else Fraction(0)
    return Fraction(said + _of_member(who, actor, own, bounds), 2**coins)


def curve(who: Followed, actors: Sequence[str], own: Array, others: Array, tenured: float = 0.0) -> dict[str, Array]:
    """E of each actor at many loyalties at once, in floats: `own[i]` and `others[i]` make a point.

    Chances are sums and products of numbers in [0, 1]: the absolute error stays below 1e-12.
    """
    import numpy as np

    at = np.asarray(own, float), np.asarray(others, float), np.array([float(tenured)])
    common, coins = np.array_equal(at[0], at[1]), who.principals
    cache: Any = {}
    found = {}
    for actor in actors:
        lead = who.coin(actor)
        key = "" if common or lead not in coins else lead
        if key not in cache:
            cache[key] = _measured(who, key, 0.5, [bound / 2 for bound in at])
        line, swings = cache[key]
        said = 2 * line[lead] if lead in coins else 0.0
        found[actor] = (said + _of_member(who, actor, swings, at)) / 2 ** len(coins) + np.zeros_like(at[0])
    return found


def _measured(who: Followed, lead: str, half: Any, bounds: Sequence[Array]) -> tuple[dict[str, Array], list[Array]]:
    """The `response` of a game, in weights of which a member's own coin has `half` on each side.

    `bounds` are half the loyalties, of those who follow `lead`, of those who follow others, and of tenured seats, in
    the same unit.
    """
    from politeia.power.chances import response

    lines, none = who.lines, 0 * bounds[2]
    bound = {"free": none, "itself": none + half, "tenured": bounds[2], "led": bounds[0], "loyal": bounds[1]}
    bonds = ["led" if bond == "loyal" and line == lead else bond for bond, line in zip(who.bonds, lines, strict=True)]
    odds = {bond: (half + own, half - own) for bond, own in bound.items()}
    return response(who.game, lines, bonds, odds)


def _of_member(who: Followed, body: str, swings: Sequence[Any], bounds: Sequence[Any]) -> Any:
    """The mean over a body's members of what the vote of one does, as far as it is its own: fractions, or arrays."""
    own: Any = 0
    members = 0
    for player, seat, line, bond, swing in zip(who.game.players, who.seats, who.lines, who.bonds, swings, strict=True):
        if seat.body == body:
            if seat.principal == body:
                return 0
            bound = {"free": 0, "itself": 1, "tenured": bounds[2], "loyal": bounds[line != body]}[bond]
            own = own + player.n * (1 - bound) * swing
            members += player.n
    return own / members if members else own


def quotient(who: Followed) -> dict[str, Fraction]:
    """E of every actor at full loyalty, exactly: Banzhaf where each principal and all who follow it are one player.

    Tenured seats follow nobody here. It equals `effective` at (1, 1), in a fraction of the time.
    """
    weights: dict[str, dict[str, int]] = {name: {} for name in who.principals}
    free: list[PlayerClass] = []
    for player, line, bond in zip(who.game.players, who.lines, who.bonds, strict=True):
        if line is None or bond == "tenured":
            free.append(player)
            continue
        for criterion, weight in player.weights.items():
            weights[line][criterion] = weights[line].get(criterion, 0) + player.n * weight
    blocs = (PlayerClass(f"bloc {name}", 1, own) for name, own in weights.items())
    values = _banzhaf(Game((*blocs, *free), who.game.rule))
    swings = [values.get(player.name, Fraction(0)) for player in who.game.players]
    full = Fraction(1), Fraction(1), Fraction(0)
    return {
        actor: values.get(f"bloc {who.coin(actor)}", Fraction(0)) + _of_member(who, actor, swings, full)
        for actor in who.actors
    }


@lru_cache(maxsize=4096)
def _banzhaf(game: Game) -> dict[str, Fraction]:
    from politeia.power.indices import power

    return {name: Fraction(values["banzhaf"]) for name, values in power(game, indices=("banzhaf",)).players.items()}
