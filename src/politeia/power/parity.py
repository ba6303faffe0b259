"""Parity-neutral power: averaged over consecutive sizes, so that an even chamber's ties are netted out.

A majority of an even chamber needs one vote more than half; two thirds round differently by the size's remainder.
Over a whole period of sizes, the smallest in which every share asked of a body rounds in every way, that averages away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import lcm, prod

from politeia.case.constitution import Constitution
from politeia.case.procedure import Deciders
from politeia.case.terms import Need
from politeia.power.decisions import compiled
from politeia.power.formal import formal
from politeia.power.game import Game

GAMES = 1000  # with more combinations of sizes no parity-neutral value is given
Values = Mapping[str, Mapping[str, Fraction]]  # by class, then by index


def parity_neutral(decision: str, text: Constitution) -> Values | None:
    """Banzhaf of one member and Shapley-Shubik of all, each averaged over every body's period of sizes.

    A body of n members is tried with n, n + 1, and so on: two sizes for a majority, six where two thirds matter too.
    To Banzhaf a share above a half matters only where no majority is asked of the same body: that two thirds of
    independent coins agree is next to impossible. None where there would be too many games.
    """
    game = compiled(decision, text)
    if game is None:
        return {}
    found: dict[str, dict[str, Fraction]] = {player.name: {} for player in game.players}
    for index in ("banzhaf", "shapley_shubik"):
        spans = dict(_spans(decision, text, game, index))
        n = prod(map(len, spans.values()))
        if n > GAMES:
            return None
        for sizes in product(*spans.values()):
            for name, own in formal(compiled(decision, text, dict(zip(spans, sizes, strict=True)))).items():
                mine = found.setdefault(name, {})
                mine[index] = mine.get(index, Fraction(0)) + getattr(own, index) / n
    return found


def _spans(decision: str, text: Constitution, game: Game, index: str) -> Iterator[tuple[str, range]]:
    """For each body of several members the sizes of a whole period, from its own on."""
    asked: dict[str, set[int]] = {}
    for bodies, need in _needs(decision, text):
        for body in bodies:
            asked.setdefault(body, set()).add(need.share.denominator if need.share else 2)
    for player in game.players:
        size, periods = text.size(player.name), asked.get(player.name, {2})
        if player.n > 1 and isinstance(size, int):
            period = 2 if index == "banzhaf" and 2 in periods else lcm(2, *periods)
            yield player.name, range(size, size + period)


def _needs(decision: str, text: Constitution) -> Iterator[tuple[tuple[str, ...], Need]]:
    if decision in text.procedures:
        votes: list[Deciders] = list(text.procedures[decision].read.steps.values())
    else:
        powers = [r.read for r in text.powers.values() if r.content and ".".join(r.read.decision) == decision]
        votes = [power.override for power in powers if power.override]
    for vote in votes:
        need = getattr(vote, "need", None)
        if isinstance(need, Need):
            yield vote.bodies, need
