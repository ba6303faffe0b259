"""Power indices: a registry over what engines count, and `power`, which runs it on a game.

What each index answers, its source, and where it misleads: docs/methods/power.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import perf_counter
from typing import Any, Literal

from politeia.errors import CaseError, expected, shown
from politeia.power.counting import Minimal, Number, Told, Values
from politeia.power.game import Game
from politeia.power.solved import Solved
from politeia.result import Result, to_json

ASSUMPTIONS = (
    "power a priori: the rule and the numbers of members count; preferences, parties and loyalties do not",
    "Penrose-Banzhaf, Coleman, Rae, Koenig-Braeuninger: members say yes at even odds, independently",
    "Shapley-Shubik: all orders in which members may come to say yes are equally likely",
    "Deegan-Packel and Holler-Packel: only minimal winning coalitions form, all equally likely",
    "Johnston: only coalitions that some member could defeat by leaving form, all equally likely",
)
ROUNDED = 2.0**-52  # bounds the relative error of a fraction as a float, twice over
STEPS = 4  # an index in float has at most four times the relative error of the swings that it is made of


def banzhaf(solved: Solved) -> Values:
    """Penrose-Banzhaf: the share of coalitions of the others in which the member swings."""
    return solved.swings.value.of


def banzhaf_share(solved: Solved) -> Values:
    """Banzhaf normalised: the member's share of the swings of all members."""
    everyone = solved.of_all(solved.swings.value.of)
    return tuple(value / everyone for value in solved.swings.value.of)


def shapley_shubik(solved: Solved) -> Values:
    """Shapley-Shubik: the share of orders of all members in which this one turns defeat into victory."""
    return solved.orders.value


def coleman_prevent(solved: Solved) -> Values:
    """Coleman's power to prevent action: the share of winning coalitions that lose when the member leaves."""
    swings = solved.swings.value
    return tuple(value / (2 * swings.winning) for value in swings.of)


def coleman_initiate(solved: Solved) -> Values:
    """Coleman's power to initiate action: the share of losing coalitions that win when the member joins."""
    swings = solved.swings.value
    return tuple(value / (2 * swings.losing) for value in swings.of)


def rae(solved: Solved) -> Values:
    """Rae: the chance that the outcome is what the member voted for."""
    return tuple((1 + value) / 2 for value in banzhaf(solved))


def success(solved: Solved) -> Values:
    """Laruelle and Valenciano's success: the chance that the outcome is the member's, decisive or lucky."""
    return rae(solved)


def decisiveness(solved: Solved) -> Values:
    """Laruelle and Valenciano's decisiveness: the chance that the outcome is the member's because of its vote."""
    return banzhaf(solved)


def koenig_braeuninger(solved: Solved) -> Values:
    """Koenig-Braeuninger inclusiveness: the share of winning coalitions that include the member."""
    return tuple((1 + value) / 2 for value in coleman_prevent(solved))


def deegan_packel(solved: Solved) -> Values:
    """Deegan-Packel: the member's part when every minimal winning coalition shares one unit equally."""
    found = solved.minimal.value
    coalitions = sum(found.sizes)
    return tuple(
        sum((Fraction(count, size) for size, count in enumerate(included) if count), Fraction(0)) / coalitions
        for included in found.including
    )


def holler_packel(solved: Solved) -> Values:
    """Holler-Packel, the public good index: the share of memberships in minimal winning coalitions."""
    included = tuple(Fraction(sum(counts)) for counts in solved.minimal.value.including)
    everyone = solved.of_all(included)
    return tuple(count / everyone for count in included)


def johnston(solved: Solved) -> Values:
    """Johnston: the member's part when every vulnerable coalition shares one unit among its critical members."""
    shares = solved.vulnerable.value
    everyone = solved.of_all(shares)
    return tuple(share / everyone for share in shares)


@dataclass(frozen=True, slots=True)
class Index:
    """A measure of one member of each class, as `values`, and what must be counted for it: `of` names it in Solved."""

    of: Literal["swings", "orders", "minimal", "vulnerable"]
    values: Callable[[Solved], Values]


INDICES: dict[str, Index] = {
    "banzhaf": Index("swings", banzhaf),
    "banzhaf_share": Index("swings", banzhaf_share),
    "shapley_shubik": Index("orders", shapley_shubik),
    "coleman_prevent": Index("swings", coleman_prevent),
    "coleman_initiate": Index("swings", coleman_initiate),
    "rae": Index("swings", rae),
    "success": Index("swings", success),
    "decisiveness": Index("swings", decisiveness),
    "koenig_braeuninger": Index("swings", koenig_braeuninger),
    "deegan_packel": Index("minimal", deegan_packel),
    "holler_packel": Index("minimal", holler_packel),
    "johnston": Index("vulnerable", johnston),
}


@dataclass(frozen=True, kw_only=True)
class PowerResult(Result):
    """Power in a game: `players` has for each class its number of members `n` and each index of one member.

    `method` says which engine counted, or, where several did, which counted for which index. `errors` bounds the
    relative error of each index that was computed in float, for every member; the others are exact. `left_out` has the
    indices that no engine can compute for a game of this shape in less than minutes, and why.

    `minimal_winning` lists types of minimal winning coalitions, as numbers of members by class, smallest first: all of
    them, or 1,000 where there are more, and fewer in a game of more than 1,000 classes; `minimal_winning_complete` is
    True where all are listed. `minimal_winning_types` says how many there are, and `minimal_winning_coalitions` how
    many coalitions that makes; both are None where they were not counted.
    """

    game: str
    players: Mapping[str, Mapping[str, int | Number]]
    collectivity: Number
    vetoers: tuple[str, ...]
    dictator: str | None
    dummies: tuple[str, ...]
    minimal_winning: tuple[Mapping[str, int], ...]
    minimal_winning_complete: bool
    minimal_winning_types: int | None
    minimal_winning_coalitions: int | None
    errors: Mapping[str, float]
    left_out: Mapping[str, str]

    seconds = 0.0  # how long it took; no field, so that the same game always has the same result and the same bytes

    def to_json(self, seconds: bool = False) -> dict[str, Any]:
        """The result as JSON has it, fractions as texts "p/q"; how long it took only where that is asked for."""
        told: dict[str, Any] = to_json(self)
        return told | {"seconds": self.seconds} if seconds else told


def power(game: Game, *, exact: bool = True, indices: Collection[str] = tuple(INDICES)) -> PowerResult:
    """Indices of the registry, or those named, for every class of a game; who can veto, dictate or never matters.

    Exact; but where that would take minutes and floats do not, or with `exact` False where floats are faster, in float
    with a proved bound. Raises CaseError for a game too large to be counted, and ValueError for an unknown index.

    >>> result = power(Game.weighted(51, [50, 49, 1], ["A", "B", "C"]))
    >>> result.players["A"]["shapley_shubik"], result.vetoers
    (Fraction(2, 3), ('A',))
    """
    start = perf_counter()
    for name in indices:
        if name not in INDICES:
            raise ValueError(f"{shown(name)} is no index{expected(name, INDICES)}")
    solved = Solved(game, exact)
    swings = solved.swings
    told: dict[str, Told[Any]] = {}
    left_out: dict[str, str] = {}
    for name in indices:
        try:
            told[name] = getattr(solved, INDICES[name].of)
        except CaseError as error:
            left_out[name] = error.message
    values = {name: INDICES[name].values(solved) for name in told}
    if not exact:
        values = {name: tuple(map(float, row)) for name, row in values.items()}
    rounded = [name for name, row in values.items() if any(isinstance(value, float) for value in row)]
    errors = {name: STEPS * told[name].error or ROUNDED for name in rounded}
    minimal: Minimal | None = next((found.value for found in told.values() if isinstance(found.value, Minimal)), None)
    names = [player.name for player in game.players]
    totals = {c: sum(player.n * player.weight(c) for player in game.players) for c in game.criteria}
    needed = [p for p in game.players if not game.rule.met({c: total - p.weight(c) for c, total in totals.items()})]
    alone = (p.name for p in needed if game.rule.met({c: p.weight(c) for c in totals}))
    result = PowerResult(
        method=_method({name: found.method for name, found in told.items()} or {"collectivity": swings.method}),
        exact=not errors and not swings.error,
        assumptions=ASSUMPTIONS,
        game=game.name,
        players={
            player.name: {"n": player.n} | {index: members[place] for index, members in values.items()}
            for place, player in enumerate(game.players)
        },
        collectivity=swings.value.winning if exact else float(swings.value.winning),
        vetoers=tuple(player.name for player in needed),
        dictator=next(alone, None),
        dummies=tuple(name for name, swing in zip(names, swings.value.of, strict=True) if not swing),
        minimal_winning=_by_name(names, minimal.listed) if minimal else (),
        minimal_winning_complete=minimal is not None and len(minimal.listed) == minimal.types,
        minimal_winning_types=minimal.types if minimal else None,
        minimal_winning_coalitions=sum(minimal.sizes) if minimal else None,
        errors=errors,
        left_out=left_out,
    )
    object.__setattr__(result, "seconds", perf_counter() - start)
    return result


def _method(methods: Mapping[str, str]) -> str:
    """What counted for all indices; where they differ, each way with its indices."""
    ways: dict[str, list[str]] = {}
    for name, method in methods.items():
        ways.setdefault(method, []).append(name)
    return next(iter(ways)) if len(ways) == 1 else "; ".join(f"{', '.join(of)}: {way}" for way, of in ways.items())


def _by_name(names: Sequence[str], listed: Sequence[Sequence[int]]) -> tuple[Mapping[str, int], ...]:
    return tuple({name: count for name, count in zip(names, counts, strict=True) if count} for counts in listed)
