"""A game: classes of interchangeable members with weights on named criteria, and a monotone rule on those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import index
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from politeia.errors import CaseError, Complaint, expected, shown

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PlayerClass:
    """`n` interchangeable members, each with the same non-negative whole weight on each named criterion.

    >>> PlayerClass("senator", 100, {"senate": 1}).weight("house")
    0
    """

    name: str
    n: int
    weights: Mapping[str, int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))

    def __reduce__(self) -> tuple[type[PlayerClass], tuple[str, int, dict[str, int]]]:
        # A read-only view cannot be pickled, and games travel to other processes.
        return PlayerClass, (self.name, self.n, dict(self.weights))

    def weight(self, criterion: str) -> int:
        """The weight of one member on a criterion; 0 where none is stated."""
        return self.weights.get(criterion, 0)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Met when the weights of those who say yes add up to `q` or more on the criterion `of`."""

    q: int
    of: str

    def met(self, sums: Mapping[str, int]) -> bool:
        return sums[self.of] >= self.q

    def __str__(self) -> str:
        return f"{self.q} of {self.of}"


@dataclass(frozen=True, slots=True)
class All:
    """Met when every one of its rules is."""

    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(self.rules))

    def met(self, sums: Mapping[str, int]) -> bool:
        return all(rule.met(sums) for rule in self.rules)

    def __str__(self) -> str:
        return " and ".join(_bracketed(rule) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Any:
    """Met when at least one of its rules is."""

    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(self.rules))

    def met(self, sums: Mapping[str, int]) -> bool:
        return any(rule.met(sums) for rule in self.rules)

    def __str__(self) -> str:
        return " or ".join(_bracketed(rule) for rule in self.rules)


Rule: TypeAlias = AtLeast | All | Any


def _bracketed(rule: Rule) -> str:
    return str(rule) if isinstance(rule, AtLeast) or len(rule.rules) == 1 else f"({rule})"


@dataclass(frozen=True, slots=True, repr=False)
class Game:
    """Who votes, and which sets of yes votes win.

    Frozen, hashable and valid: every class has a name of its own and at least one member, every threshold is
    at least 1 on a criterion that some player has, the rule has no empty part, and all members together win;
    so nobody wins with no votes, and a vote more never hurts. Raises CaseError with everything that is wrong.

    >>> game = Game(
    ...     (PlayerClass("king", 1, {"crown": 1}), PlayerClass("lord", 3, {"house": 1})),
    ...     All((AtLeast(1, "crown"), AtLeast(2, "house"))),
    ...     "toy",
    ... )
    >>> game
    Game('toy': 1 king, 3 lord; wins with 1 of crown and 2 of house)
    >>> game.wins({"king": 1, "lord": 1})
    False
    """

    players: tuple[PlayerClass, ...]
    rule: Rule
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "players", tuple(self.players))
        if found := [Complaint("", 0, 0, dotted(place), message) for place, message in faults(self.players, self.rule)]:
            raise CaseError(found)

    @classmethod
    def weighted(cls, quota: int, weights: Sequence[int], names: Sequence[str] | None = None, name: str = "") -> Game:
        """One weighted vote: a member for each weight, named by `names` or numbered from 1.

        >>> Game.weighted(12, [4, 4, 4, 2, 2, 1], ["DE", "FR", "IT", "NL", "BE", "LU"]).wins(
        ...     {"DE": 1, "FR": 1, "IT": 1}
        ... )
        True
        """
        called = [str(place) for place, _ in enumerate(weights, 1)] if names is None else names
        players = (PlayerClass(who, 1, {"votes": index(w)}) for who, w in zip(called, weights, strict=True))
        return cls(tuple(players), AtLeast(index(quota), "votes"), name)

    @classmethod
    def from_yaml(cls, path: str | Path) -> Game:
        """The game of a file. Raises CaseError with everything that is wrong, each at its place."""
        from politeia.power.declared import read_game

        return read_game(Path(path))

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria on which some player has a weight, in order of first mention."""
        return tuple(dict.fromkeys(criterion for player in self.players for criterion in player.weights))

    @property
    def members(self) -> int:
        """How many members all classes have together."""
        return sum(player.n for player in self.players)

    def wins(self, yes: Mapping[str, int]) -> bool:
        """Whether the proposal passes with that many yes votes from each class; a class not named says no.

        Raises ValueError for an unknown class or a number of members that it does not have.
        """
        sizes = {player.name: player.n for player in self.players}
        for name, count in yes.items():
            if name not in sizes:
                raise ValueError(f"{shown(name)} is no class of this game{expected(name, sizes)}")
            if not 0 <= count <= sizes[name]:
                raise ValueError(f"{count} members of {name} say yes; expected 0 to {sizes[name]}")
        voted = [(player, yes.get(player.name, 0)) for player in self.players]
        return self.rule.met({c: sum(count * player.weight(c) for player, count in voted) for c in self.criteria})

    def __repr__(self) -> str:
        label = f"{self.name!r}: " if self.name else ""
        who = ", ".join(f"{player.n} {player.name}" for player in self.players)
        return f"Game({label}{who}; wins with {self.rule})"


def dotted(place: Iterable[str | int]) -> str:
    """A place in a game as a complaint names it.

    >>> dotted(("rule", "any", 0, "of"))
    'rule.any[0].of'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def parts(rule: Rule, place: Place = ("rule",)) -> Iterator[tuple[Place, Rule]]:
    """A rule and every rule inside it with its place, from left to right."""
    yield place, rule
    if not isinstance(rule, AtLeast):
        key = "all" if isinstance(rule, All) else "any"
        for position, part in enumerate(rule.rules):
            yield from parts(part, (*place, key, position))


def thresholds(rule: Rule) -> Iterator[tuple[Place, AtLeast]]:
    """Every threshold of a rule with its place, from left to right."""
    return ((place, part) for place, part in parts(rule) if isinstance(part, AtLeast))


def essential(game: Game) -> Game:
    """The game without what changes nothing: weights that no threshold reads, and how far one is out of reach.

    Where the votes of all members fit a machine word, every number of this game does.

    >>> players = PlayerClass("deputy", 3, {"house": 1, "people": 10**30}), PlayerClass("king", 1, {"crown": 1})
    >>> essential(Game(players, Any((AtLeast(2, "house"), AtLeast(10**30, "crown"))))).rule
    Any(rules=(AtLeast(q=2, of='house'), AtLeast(q=2, of='crown')))
    """
    asked = [threshold for _, threshold in thresholds(game.rule)]
    totals = {c: sum(player.n * player.weight(c) for player in game.players) for c in {part.of for part in asked}}
    if totals.keys() == set(game.criteria) and all(part.q <= totals[part.of] for part in asked):
        return game

    def capped(rule: Rule) -> Rule:
        if isinstance(rule, AtLeast):
            return AtLeast(min(rule.q, totals[rule.of] + 1), rule.of)
        return type(rule)(tuple(map(capped, rule.rules)))

    read = ({c: w for c, w in player.weights.items() if c in totals} for player in game.players)
    players = [replace(player, weights=weights) for player, weights in zip(game.players, read, strict=True)]
    return replace(game, players=tuple(players), rule=capped(game.rule))


def pooled(game: Game) -> tuple[Game, list[int]]:
    """The game with classes of equal weights made one, and for each class of the game the number of its pool.

    Members with equal weights on the criteria that the rule reads are interchangeable, whatever their class.

    >>> pooled(Game.weighted(3, [2, 1, 1]))
    (Game(1 pool 0, 2 pool 1; wins with 3 of votes), [0, 1, 1])
    """
    read = sorted({threshold.of for _, threshold in thresholds(game.rule)})
    pools: dict[tuple[int, ...], int] = {}
    places = [pools.setdefault(tuple(map(player.weight, read)), len(pools)) for player in game.players]
    if len(pools) == len(places):
        return game, places
    sizes = [0] * len(pools)
    for player, place in zip(game.players, places, strict=True):
        sizes[place] += player.n
    players = [
        PlayerClass(f"pool {place}", sizes[place], dict(zip(read, weights, strict=True)))
        for weights, place in pools.items()
    ]
    return Game(tuple(players), game.rule), places


def faults(players: Sequence[PlayerClass], rule: Rule) -> Iterator[tuple[Place, str]]:
    """What keeps players and a rule from being a game: each fault with its place."""
    broken = [*_player_faults(players), *_rule_faults(rule, players)]
    yield from broken
    if broken:
        return
    totals: dict[str, int] = {}
    for player in players:
        for criterion, weight in player.weights.items():
            totals[criterion] = totals.get(criterion, 0) + player.n * weight
    if not rule.met(totals):
        for place, threshold in thresholds(rule):
            if not threshold.met(totals):
                what = f"nobody can win: all members together have {totals[threshold.of]} of {threshold.of}"
                yield (
                    (*place, "atleast"),
                    f"{what} and {threshold.q} are asked for; expected no more than they have",
                )


def _player_faults(players: Sequence[PlayerClass]) -> Iterator[tuple[Place, str]]:
    if not players:
        yield ("players",), "there is no player; expected at least one"
    names: set[str] = set()
    for player in players:
        if player.name in names:
            yield (
                ("players", player.name),
                f"two classes are named {shown(player.name)}; expected names of their own",
            )
        names.add(player.name)
        if not _whole(player.n) or player.n < 1:
            yield (
                ("players", player.name, "n"),
                f"{player.n} is no number of members; expected a whole number from 1",
            )
        for criterion, weight in player.weights.items():
            if not _whole(weight) or weight < 0:
                message = f"{weight} is no weight; expected a whole number that is not negative"
                yield ("players", player.name, criterion), message


def _rule_faults(rule: Rule, players: Sequence[PlayerClass]) -> Iterator[tuple[Place, str]]:
    criteria = list(dict.fromkeys(criterion for player in players for criterion in player.weights))
    for place, part in parts(rule):
        if not isinstance(part, AtLeast):
            if not part.rules:
                yield (
                    (*place, "all" if isinstance(part, All) else "any"),
                    "there is no rule in it; expected at least one",
                )
            continue
        if part.of not in criteria:
            yield (*place, "of"), unknown_criterion(part.of, criteria)
        if not _whole(part.q) or part.q < 1:
            yield (*place, "atleast"), f"{part.q} is no threshold; expected a whole number from 1"


def unknown_criterion(criterion: str, criteria: Sequence[str]) -> str:
    """What is wrong with a threshold on a criterion that no player has."""
    return f"no player has a weight on {shown(criterion)}{expected(criterion, criteria)}"


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
