"""Effective power in many parliaments: the head of state's, and that of the strongest list of the opposition.

Every parliament is a game of its own, in which every list is a bloc; those that are alike are solved once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, fsum

from politeia.assess.chamber import Chains, Parliament
from politeia.elections.histogram import Band
from politeia.power.compile import bare
from politeia.power.control import Control
from politeia.power.effective import Followed, curve, followed
from politeia.power.game import Game

LOYALTIES = (Fraction(1, 2), Fraction(1))
DECIMALS = 9  # what is printed does not hang on the machine


@dataclass(frozen=True, slots=True)
class Power:
    """Effective power in a decision at a loyalty: the head of state's, and that of the opposition's strongest list.

    `mc_error` has the standard errors of both means, None for a single draw.
    """

    loyalty: Fraction
    head: Band
    opposition: Band
    mc_error: Mapping[str, float | None]


def powers(chains: Chains, draws: Iterable[Parliament], game: Game) -> Iterator[Power]:
    """Effective power in each draw: once for parliaments that are alike, and for games that are."""
    known: dict[Followed, tuple[Sequence[float], Sequence[float]]] = {}
    found: list[tuple[int, tuple[Sequence[float], Sequence[float]]]] = []
    for parliament, times in Counter(draws).items():
        who = chains.of(parliament)
        told, rivals = _alike(chains, who, game)
        split = followed(game, told)
        if split not in known:
            known[split] = _measured(split, who.root(chains.chamber.head), rivals)
        found.append((times, known[split]))
    for at, loyalty in enumerate(LOYALTIES):
        head = [value[0][at] for times, value in found for _ in range(times)]
        rival = [value[1][at] for times, value in found for _ in range(times)]
        yield Power(loyalty, _band(head), _band(rival), {"head": _error(head), "opposition": _error(rival)})


def _alike(chains: Chains, who: Control, game: Game) -> tuple[Control, tuple[str, ...]]:
    """Who follows whom with the opposition's principals numbered by their seats, and those principals.

    Only they are who lead nobody outside the chamber: which of them leads which seats changes nobody's power.
    """
    own, text = chains.chamber.name, chains.chamber.text
    led: Counter[str] = Counter()
    for bloc in who.blocs[own]:
        if bloc.principal and chains.side(bloc, who) == "opposition":
            led[bloc.principal] += bloc.n
    bodies = {bare(player.name) for player in game.players}
    elsewhere = {bloc.principal for body in bodies - {own} for bloc in who.blocs.get(body, ())}
    elsewhere |= {
        *map(who.root, bodies),
        *text.bodies,
        *(b.principal for b in who.blocs[own] if b.principal not in led),
    }
    ranked = sorted(led, key=lambda principal: -led[principal])
    names = {of: of if of in elsewhere else f"opposition {k}" for k, of in enumerate(ranked)}
    blocs = (replace(b, principal=names.get(b.principal or "", b.principal)) for b in who.blocs[own])
    merged = sorted(blocs, key=lambda bloc: (bloc.principal or "", -bloc.n))
    return replace(who, blocs={**who.blocs, own: tuple(merged)}), tuple(names[of] for of in ranked)


def _measured(split: Followed, head: str, rivals: Sequence[str]) -> tuple[Sequence[float], Sequence[float]]:
    """E of the head of state, and of the strongest of its rivals, at each of LOYALTIES."""
    line = [float(loyalty) for loyalty in LOYALTIES]
    values = {actor: own.round(DECIMALS).tolist() for actor, own in curve(split, [head, *rivals], line, line).items()}
    return values[head], [max((values[rival][at] for rival in rivals), default=0.0) for at in range(len(line))]


def _band(values: Sequence[float]) -> Band:
    """The mean and the quantiles of numbers that are not whole."""
    ranked = sorted(values)
    q05, q50, q95 = (ranked[ceil(Fraction(q, 100) * len(ranked)) - 1] for q in (5, 50, 95))
    return Band(round(fsum(ranked) / len(ranked), DECIMALS), q05, q50, q95)


def _error(values: Sequence[float]) -> float | None:
    """The standard error of the mean; None of a single number."""
    n = len(values)
    mean = fsum(values) / n
    return round((fsum((x - mean) ** 2 for x in values) / (n * (n - 1))) ** 0.5, DECIMALS) if n > 1 else None
