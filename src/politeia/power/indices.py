"""Power indices: a registry over what an engine counts, and `power`, which runs it on a game.

What each index answers, its source, and where it misleads: docs/methods/power.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

from politeia.errors import CaseError
from politeia.power.diagram import diagram
from politeia.power.game import Game, pooled
from politeia.power.minimal import listed_types, minimal
from politeia.power.swings import Counts, by_size
from politeia.result import Result, to_json

LISTED = 1000  # how many types of minimal winning coalitions a result lists; their number is always exact

ASSUMPTIONS = (
    "power a priori: the rule and the numbers of members count; preferences, parties and loyalties do not",
    "Penrose-Banzhaf, Coleman, Rae, Koenig-Braeuninger: members say yes at even odds, independently",
    "Shapley-Shubik: all orders in which members may come to say yes are equally likely",
    "Deegan-Packel and Holler-Packel: only minimal winning coalitions form, all equally likely",
)


@dataclass(frozen=True, slots=True)
class Solved:
    """A game counted: members of each class, winning coalitions and minimal winning ones, both by size."""

    sizes: tuple[int, ...]
    counts: Counts
    minimal: Counts

    @property
    def members(self) -> int:
        return sum(self.sizes)

    @property
    def winning(self) -> int:
        """How many coalitions win."""
        return sum(self.counts.winning)

    @property
    def swings(self) -> tuple[int, ...]:
        """For each class, in how many coalitions of the others one of its members swings."""
        return tuple(map(sum, self.counts.swings))


Index = Callable[[Solved], list[Fraction]]  # one value a class: that of one member


def collectivity(solved: Solved) -> Fraction:
    """Coleman's power of a collectivity to act: the share of all coalitions that win."""
    return Fraction(solved.winning, 2**solved.members)


def banzhaf(solved: Solved) -> list[Fraction]:
    """Penrose-Banzhaf: the share of coalitions of the others in which the member swings."""
    return [Fraction(swings, 2 ** (solved.members - 1)) for swings in solved.swings]


def banzhaf_share(solved: Solved) -> list[Fraction]:
    """Banzhaf normalised: the member's share of the swings of all members."""
    everyone = sum(n * swings for n, swings in zip(solved.sizes, solved.swings, strict=True))
    return [Fraction(swings, everyone) for swings in solved.swings]


def shapley_shubik(solved: Solved) -> list[Fraction]:
    """Shapley-Shubik: the share of orders of all members in which this one turns defeat into victory."""
    weights, denominator = order_weights(solved.members)
    return [
        Fraction(sum(swing * weight for swing, weight in zip(swings, weights, strict=True) if swing), denominator)
        for swings in solved.counts.swings
    ]


def coleman_prevent(solved: Solved) -> list[Fraction]:
    """Coleman's power to prevent action: the share of winning coalitions that lose when the member leaves."""
    return [Fraction(swings, solved.winning) for swings in solved.swings]


def coleman_initiate(solved: Solved) -> list[Fraction]:
    """Coleman's power to initiate action: the share of losing coalitions that win when the member joins."""
    return [Fraction(swings, 2**solved.members - solved.winning) for swings in solved.swings]


def rae(solved: Solved) -> list[Fraction]:
    """Rae: the chance that the outcome is what the member voted for, Laruelle and Valenciano's success."""
    return [(1 + value) / 2 for value in banzhaf(solved)]


def koenig_braeuninger(solved: Solved) -> list[Fraction]:
    """Koenig-Braeuninger inclusiveness: the share of winning coalitions that include the member."""
    return [Fraction(solved.winning + swings, 2 * solved.winning) for swings in solved.swings]


def deegan_packel(solved: Solved) -> list[Fraction]:
    """Deegan-Packel: the member's part when every minimal winning coalition shares one unit equally."""
    coalitions = sum(solved.minimal.winning)
    return [
        sum((Fraction(count, size) for size, count in enumerate(included) if count), Fraction(0)) / coalitions
        for included in memberships(solved.minimal)
    ]


def holler_packel(solved: Solved) -> list[Fraction]:
    """Holler-Packel, the public good index: the share of memberships in minimal winning coalitions."""
    included = [sum(counts) for counts in memberships(solved.minimal)]
    everyone = sum(n * count for n, count in zip(solved.sizes, included, strict=True))
    return [Fraction(count, everyone) for count in included]


INDICES: dict[str, Index] = {
    "banzhaf": banzhaf,
    "banzhaf_share": banzhaf_share,
    "shapley_shubik": shapley_shubik,
    "coleman_prevent": coleman_prevent,
    "coleman_initiate": coleman_initiate,
    "rae": rae,
    "koenig_braeuninger": koenig_braeuninger,
    "deegan_packel": deegan_packel,
    "holler_packel": holler_packel,
}


@lru_cache(maxsize=16)
def order_weights(members: int) -> tuple[tuple[int, ...], int]:
    """The chance that just s given others precede a member in a random order, for s = 0 to members - 1.

    It is s! (n-1-s)! / n!, given as numerators over their least common denominator lcm(1, ..., n).

    >>> order_weights(3)
    ((2, 1, 2), 6)
    """
    denominator = lcm(*range(1, members + 1))
    weights = [denominator // members]
    for s in range(1, members):
        weights.append(weights[-1] * s // (members - s))
    return tuple(weights), denominator


def memberships(counts: Counts) -> Iterator[list[int]]:
    """For each class, how many of the coalitions of each size include a given one of its members.

    Swings of a size are the coalitions with the member, one larger, less those without; so one follows from another.
    """
    for swings in counts.swings:
        included = [0]
        for size, swing in enumerate(swings):
            included.append(swing + counts.winning[size] - included[size])
        yield included


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to count: which games it can take, and what it counts in them."""

    fits: Callable[[Game], bool]
    solve: Callable[[Game], Solved]


def _by_diagram(game: Game) -> Solved:
    return Solved(tuple(player.n for player in game.players), by_size(diagram(game)), by_size(minimal(game)))


# The first engine that fits a game, classes of equal weights pooled, is the one that counts it.
ENGINES: dict[str, Engine] = {
    "diagram": Engine(lambda game: len(game.players) <= 400 and game.members <= 20_000, _by_diagram),
}


def solve(game: Game) -> Solved:
    """The game counted by the first engine that fits its shape. Raises CaseError when none does."""
    pools, places = pooled(game)
    for engine in ENGINES.values():
        if engine.fits(pools):
            solved = engine.solve(pools)
            sizes = tuple(player.n for player in game.players)
            return Solved(sizes, _spread(solved.counts, places), _spread(solved.minimal, places))
    kinds = len(pools.players)
    what = f"{game.members:,} members of {kinds:,} kind{'s' * (kinds > 1)} are more than can be counted exactly"
    raise CaseError.at("", 0, 0, "players", f"{what}; expected at most 20,000 members of 400 kinds")


def _spread(counts: Counts, places: list[int]) -> Counts:
    """Counts of pools as counts of the classes in them."""
    return Counts(counts.winning, tuple(counts.swings[place] for place in places), counts.method)


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerResult(Result):
    """Power in a game: `players` has for each class its number of members `n` and each index of one member.

    `minimal_winning` lists types of minimal winning coalitions, as numbers of members by class, smallest
    first: all of them, or 1,000 where there are more. `minimal_winning_types` says how many there are, and
    `minimal_winning_coalitions` how many coalitions that makes.
    """

    game: str
    players: Mapping[str, Mapping[str, int | Fraction]]
    collectivity: Fraction
    vetoers: tuple[str, ...]
    dictator: str | None
    dummies: tuple[str, ...]
    minimal_winning: tuple[Mapping[str, int], ...]
    minimal_winning_types: int
    minimal_winning_coalitions: int

    def to_json(self) -> dict[str, Any]:
        """The result as JSON has it, fractions as texts "p/q"."""
        told: dict[str, Any] = to_json(self)
        return told


def power(game: Game) -> PowerResult:
    """Every index of the registry for every class of a game, exactly; who can veto, dictate or never matters.

    Raises CaseError for a game that is too large to be counted exactly.

    >>> result = power(Game.weighted(51, [50, 49, 1], ["A", "B", "C"]))
    >>> result.players["A"]["shapley_shubik"], result.vetoers
    (Fraction(2, 3), ('A',))
    """
    solved = solve(game)
    values = {name: index(solved) for name, index in INDICES.items()}
    players = {
        player.name: {"n": player.n} | {name: members[place] for name, members in values.items()}
        for place, player in enumerate(game.players)
    }
    names = [player.name for player in game.players]
    swings = dict(zip(names, solved.swings, strict=True))
    listed, number = listed_types(game, LISTED)
    return PowerResult(
        method=solved.counts.method,
        exact=True,
        assumptions=ASSUMPTIONS,
        game=game.name,
        players=players,
        collectivity=collectivity(solved),
        vetoers=tuple(name for name in names if swings[name] == solved.winning),
        dictator=next((name for name in names if swings[name] == 2 ** (solved.members - 1)), None),
        dummies=tuple(name for name in names if not swings[name]),
        minimal_winning=tuple(
            {name: count for name, count in zip(names, counts, strict=True) if count} for counts in listed
        ),
        minimal_winning_types=number,
        minimal_winning_coalitions=sum(solved.minimal.winning),
    )
