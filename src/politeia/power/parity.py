"""Parity-neutral power: averaged over consecutive sizes, so that an even chamber's ties are netted out.

A majority of an even chamber needs one vote more than half; two thirds round differently by the size's remainder.
Over a whole period of sizes, the smallest in which every share asked of a body rounds in every way, that averages away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm, prod

from politeia.case.constitution import Constitution
from politeia.case.procedure import Deciders
from politeia.case.terms import Need
from politeia.power.decisions import compiled, decisions
from politeia.power.game import Game
from politeia.power.indices import power

GAMES = 1000  # with more combinations of sizes no parity-neutral value is given
Values = Mapping[str, Mapping[str, Fraction]]  # by class, then by index


def parity_neutral(decision: str, text: Constitution) -> Values | None:
    """Banzhaf of one member and Shapley-Shubik of all, averaged over each body's period of sizes.

    A body of n members is tried with n, n + 1, and so on: two sizes for a majority, six where two thirds matter too.
    None where there would be too many games.
    """
    game = compiled(decision, text)
    if game is None:
        return {}
    spans = {body: range(n, n + period) for body, (n, period) in _periods(decision, text, game).items()}
    if prod(map(len, spans.values())) > GAMES:
        return None
    sums: dict[str, list[Fraction]] = {}
    for sizes in product(*spans.values()):
        sized = compiled(decision, text, dict(zip(spans, sizes, strict=True)))
        for name, values in _measured(sized).items() if sized else ():
            mine = sums.setdefault(name, [Fraction(0), Fraction(0)])
            mine[0] += values[0]
            mine[1] += values[1]
    n = prod(map(len, spans.values()))
    return {name: {"banzhaf": total[0] / n, "shapley_shubik": total[1] / n} for name, total in sums.items()}


@lru_cache(maxsize=4096)
def _measured(game: Game) -> Mapping[str, tuple[Fraction, Fraction]]:
    players = power(game, indices=("banzhaf", "shapley_shubik")).players
    return {
        name: (Fraction(values["banzhaf"]), int(values["n"]) * Fraction(values["shapley_shubik"]))
        for name, values in players.items()
    }


def _periods(decision: str, text: Constitution, game: Game) -> dict[str, tuple[int, int]]:
    """For each body of several members its size, and how many sizes make a whole period."""
    asked: dict[str, set[int]] = {}
    for deciders, need in _needs(decision, text):
        for body in deciders:
            asked.setdefault(body, {2}).add(need.share.denominator if need.share else 2)
    return {
        player.name: (size, lcm(*asked.get(player.name, {2})))
        for player in game.players
        if player.n > 1 and isinstance(size := text.size(player.name), int)
    }


def _needs(decision: str, text: Constitution) -> Iterator[tuple[tuple[str, ...], Need]]:
    if decision in text.procedures:
        votes: list[Deciders] = list(text.procedures[decision].read.steps.values())
    else:
        records = [text.powers[name.removeprefix("powers.")].read for name in decisions(text)[decision].records]
        votes = [power.override for power in records if power.override]
    for vote in votes:
        need = getattr(vote, "need", None)
        if isinstance(need, Need):
            yield vote.bodies, need
