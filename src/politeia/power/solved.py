"""A game with what is counted in it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from politeia.power import engines
from politeia.power.counting import PATIENCE, Engine, Minimal, Number, Swings, Told, Values, cheapest, counted
from politeia.power.game import Game, essential, pooled

Found = TypeVar("Found")


class Solved:
    """A game with what is counted in it, each when it is first asked for, by the cheapest engine.

    With `exact` False, floats are computed where an engine in float is the cheaper one. Each raises CaseError where it
    would take minutes, and in float too.
    """

    def __init__(self, game: Game, exact: bool = True) -> None:
        self.game = essential(game)
        self.exact = exact
        self.sizes = tuple(player.n for player in game.players)
        self._pools, self._places = pooled(self.game)

    def _either(self, exactly: Mapping[str, Engine[Found]], in_float: Mapping[str, Engine[Found]]) -> Told[Found]:
        (_, exact_cost), (name, cost) = cheapest(exactly, self._pools), cheapest(in_float, self._pools)
        if cost <= PATIENCE and cost < exact_cost and (not self.exact or exact_cost > PATIENCE):
            return in_float[name].count(self._pools)
        return counted(exactly, self._pools)

    @cached_property
    def swings(self) -> Told[Swings]:
        """Shares of coalitions that win, and in which a member of each class swings."""
        told = self._either(engines.SWINGS, engines.SWINGS_IN_FLOAT)
        found = told.value
        return Told(Swings(found.winning, found.losing, self._spread(found.of)), told.method, told.error)

    @cached_property
    def orders(self) -> Told[Values]:
        """The share of orders in which a member of each class turns defeat into victory."""
        told = self._either(engines.ORDERS, engines.ORDERS_IN_FLOAT)
        return Told(self._spread(told.value), told.method, told.error)

    @cached_property
    def minimal(self) -> Told[Minimal]:
        """Minimal winning coalitions."""
        return counted(engines.MINIMAL, self.game)

    @cached_property
    def vulnerable(self) -> Told[Values]:
        """Vulnerable coalitions in which a member of each class is critical, each divided by how many are."""
        return counted(engines.VULNERABLE, self.game)

    def _spread(self, values: Values) -> Values:
        """Values of pools as values of the classes in them."""
        return tuple(values[place] for place in self._places)

    def of_all(self, values: Values) -> Number:
        """The sum of values over all members."""
        return sum((n * value for n, value in zip(self.sizes, values, strict=True)), Fraction(0))
