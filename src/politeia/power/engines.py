"""The engines: for each thing to be counted the ways to count it, and the cheapest for the shape of a game.

Engines of the same thing agree, as tests over the registries below show; only their costs differ.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import inf, log2, prod

from politeia.power import halves, spectra, table, vulnerable, weighted
from politeia.power.counting import Engine, Minimal, Swings, Told, Values, in_orders
from politeia.power.diagram import ARCS, arcs_at_most, diagram
from politeia.power.game import Game, pooled
from politeia.power.minimal import listed_types, minimal
from politeia.power.swings import Counts, Odds, by_size, declared, sparse_by_size, sweep

ARC = 4e-6  # seconds for an arc of a diagram
STEP = 4e-10  # seconds for an addition in a compiled loop
LOADED = 0.1  # seconds: what takes less is not worth loading compiled loops for
WORD = 2**62  # a sum of weights below it fits a machine word
MEMORY = 5 * 10**8  # bytes
LISTED = 1000  # how many types of minimal winning coalitions are listed,
NUMBERS = 10**6  # unless these would be more numbers than that

# On a decision diagram.


def _arcs(game: Game) -> float:
    arcs = arcs_at_most(game)
    return float(arcs) if arcs <= ARCS else inf


def _drawn(game: Game) -> str:
    return f"decision diagram over classes of members, {diagram(game).nodes} nodes"


def _swings_on_diagram(game: Game) -> Told[Swings]:
    graph = diagram(game)
    winning, swings = sweep(graph, Odds(graph.sizes, [(1, 1)] * len(graph.sizes)))
    return Told(_shares(game, winning, declared(graph, swings)), _drawn(game))


def _shares(game: Game, winning: int, swings: tuple[int, ...] | list[int]) -> Swings:
    whole = 2**game.members
    of = tuple(Fraction(2 * count, whole) for count in swings)
    return Swings(Fraction(winning, whole), Fraction(whole - winning, whole), of)


def _orders_on_diagram(game: Game) -> Told[Values]:
    return Told(in_orders(by_size(diagram(game))), _drawn(game))


def _digits(game: Game) -> float:
    """Seconds for one product of polynomials that are held as whole numbers."""
    return ARC + 3e-10 * float((game.members**2 / 30) ** 1.58)


def _orders_by_spectra(game: Game) -> Told[Values]:
    return Told(tuple(spectra.shapley_shubik(diagram(game))), f"{_drawn(game)}, by values modulo primes")


def _spectra_cost(game: Game) -> float:
    length = 2 * game.members
    return LOADED + 1.5 * length / spectra.BITS * _arcs(game) * (2e-5 + 2e-9 * length * log2(length))


# By sums of weights.


def _ballot(game: Game) -> weighted.Vote:
    ballot = weighted.vote(game)
    if ballot is None:
        raise ValueError("the rule is no single threshold")
    return ballot


def _additions(game: Game, bytes_a_sum: int = 8, which: Callable[[int, int], int] = min) -> float:
    """How many sums are added up, to the quota of the game or of its dual, the lesser or what `which` takes."""
    ballot = weighted.vote(game)
    if ballot is None or ballot.total >= WORD:
        return inf
    quota = which(ballot.quota, ballot.dual)
    return weighted.additions(ballot, quota) if bytes_a_sum * quota <= MEMORY else inf


def _summed(game: Game, how: str) -> str:
    ballot = _ballot(game)
    return f"coalitions by sum of weights up to {min(ballot.quota, ballot.dual):,}, {how}"


def _swings_of_sums(game: Game) -> Told[Swings]:
    return Told(_shares(game, *weighted.swings(_ballot(game))), _summed(game, "modulo primes"))


def _orders_of_sums(game: Game) -> Told[Values]:
    winning, swings = weighted.swings_by_size(_ballot(game))
    counts = Counts(tuple(winning), tuple(map(tuple, swings)))
    return Told(in_orders(counts), _summed(game, "by size, modulo primes"))


def _sums_by_size_cost(game: Game) -> float:
    n = game.members
    primes, joins = n / 61 + 1, (len(game.players) + 1) * n
    return LOADED + primes * (n * 1.2e-9 / 2 * _additions(game, 8 * (n + 1)) + 2e-6 * joins)


def _swings_in_float(game: Game) -> Told[Swings]:
    winning, losing, swings = weighted.swing_chances(_ballot(game))
    return Told(Swings(winning, losing, swings.values), _summed(game, "in float"), swings.error)


def _orders_in_float(game: Game) -> Told[Values]:
    values = weighted.shapley_shubik(_ballot(game))
    nodes = -(-game.members // 2)
    return Told(values.values, _summed(game, f"in float, by Gauss-Legendre quadrature on {nodes} nodes"), values.error)


def _floats(game: Game, which: Callable[[int, int], int]) -> float:
    return _additions(game, 16, which) if game.members <= weighted.FLOATS else inf


# By halves, met in the middle.


@lru_cache(maxsize=4)
def _halves(game: Game) -> Counts:
    winning, including = halves.winning_by_member(game)
    swings = (tuple(included[s + 1] - winning[s] + included[s] for s in range(game.members)) for included in including)
    return Counts(tuple(winning), tuple(swings))


def _met(game: Game) -> str:
    return f"two halves of {game.members} members, met in the middle"


def _swings_of_halves(game: Game) -> Told[Swings]:
    counts = _halves(game)
    return Told(_shares(game, sum(counts.winning), [sum(row) for row in counts.swings]), _met(game))


def _halves_cost(game: Game) -> float:
    heaviest = max(sum(p.n * p.weight(c) for p in game.players) for c in game.criteria)
    if game.members > halves.MEMBERS or heaviest >= WORD:
        return inf
    pairs, steps = halves.pairs_at_most(game)
    return LOADED + 4e-9 * (pairs + steps) if pairs <= halves.PAIRS else inf


# By a table of all coalitions.


def _minimal_in_table(game: Game) -> Told[Minimal]:
    found = table.critical(game, LISTED)
    including = tuple(map(tuple, found.including))
    return Told(Minimal(tuple(found.minimal), including, tuple(found.listed), found.types), _tabled(game))


def _tabled(game: Game) -> str:
    return f"a table of all coalitions of {game.members} members"


def _table_cost(game: Game) -> float:
    heaviest = max(sum(p.n * p.weight(c) for p in game.players) for c in game.criteria)
    return LOADED + 8e-9 * 2.0**game.members if game.members <= table.MEMBERS and heaviest < WORD else inf


def _minimal_on_diagram(game: Game) -> Told[Minimal]:
    listed, types = listed_types(game, max(1, min(LISTED, NUMBERS // len(game.players))))
    pools, places = pooled(game)
    counts = sparse_by_size(minimal(pools))
    including = counts.including
    found = Minimal(counts.winning, tuple(including[place] for place in places), tuple(listed), types)
    return Told(found, _drawn(pools))


def _vulnerable_in_table(game: Game) -> Told[Values]:
    return Told(tuple(table.critical(game, LISTED).johnston), _tabled(game))


def _vulnerable_on_diagram(game: Game) -> Told[Values]:
    pools, places = pooled(game)
    values = vulnerable.johnston(diagram(pools))
    return Told(tuple(values[place] for place in places), _drawn(pools))


def _vulnerable_cost(game: Game) -> float:
    pools, _ = pooled(game)
    return 4 * ARC * _arcs(pools) + 2e-5 * min(vulnerable.STATES, prod(player.n + 1 for player in pools.players))


# The first two take a game whose classes of equal weights are pooled.

SWINGS: dict[str, Engine[Swings]] = {
    "diagram": Engine(lambda game: ARC * _arcs(game) + 1e-10 * game.members**2, _swings_on_diagram),
    "sums": Engine(lambda game: LOADED + STEP * (game.members / 61 + 1) * _additions(game), _swings_of_sums),
    "halves": Engine(_halves_cost, _swings_of_halves),
}
SWINGS_IN_FLOAT = {"sums": Engine(lambda game: LOADED + STEP * _floats(game, min), _swings_in_float)}
ORDERS: dict[str, Engine[Values]] = {
    "diagram": Engine(lambda game: _arcs(game) * _digits(game), _orders_on_diagram),
    "spectra": Engine(_spectra_cost, _orders_by_spectra),
    "sums": Engine(_sums_by_size_cost, _orders_of_sums),
    "halves": Engine(_halves_cost, lambda game: Told(in_orders(_halves(game)), _met(game))),
}
ORDERS_IN_FLOAT = {"sums": Engine(lambda game: LOADED + STEP * game.members / 2 * _floats(game, max), _orders_in_float)}
MINIMAL: dict[str, Engine[Minimal]] = {
    "diagram": Engine(lambda game: 4 * ARC * _arcs(pooled(game)[0]), _minimal_on_diagram),
    "table": Engine(_table_cost, _minimal_in_table),
}
VULNERABLE: dict[str, Engine[Values]] = {
    "diagram": Engine(_vulnerable_cost, _vulnerable_on_diagram),
    "table": Engine(_table_cost, _vulnerable_in_table),
}
