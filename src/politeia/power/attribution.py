"""Which change moved it: the Shapley value of each change over all subsets of the changes that touch a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from math import factorial
from random import Random
from typing import Any, TypeAlias

from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.case.institutions import Body, PerFact, SeatGroup
from politeia.case.terms import substance
from politeia.errors import CaseError
from politeia.power.compile import bare
from politeia.power.control import Control, control
from politeia.power.decisions import compiled, decision
from politeia.power.effective import Followed, followed, quotient
from politeia.power.formal import formal
from politeia.power.game import Game
from politeia.power.links import ENDING, NAMING

EXACTLY = 12  # changes up to which every subset is tried
ORDERS = 200  # random orders tried beyond that, each from both ends
SECTIONS = ("bodies", "seats", "powers", "procedures")
SIZING = ("bodies.", "seats.")  # records that say how many members there are
JOIN = " + "  # between changes that count as one
Values: TypeAlias = Mapping[tuple[str, str], Fraction]  # by index and actor
NOTHING: Values = {}
INDICES = ("banzhaf", "shapley_shubik", "effective")
FACTS, HOLDERS = "facts", "holders"  # players that are no part of the reform: time's doing


@dataclass(frozen=True, slots=True)
class Attribution:
    """How much of the total difference each change made, by index and actor.

    `players` are the changes: records as section.id, several joined by ` + ` where one without the other makes no
    game; `facts` and `holders` (who sat, scaled to the seats of a mixed text) are not the reform's.
    `values[index][actor]` has them in that order; they add up to the total difference exactly. `effective` is at full
    loyalty. `error` is the greatest standard error where orders were sampled, else 0.
    """

    players: tuple[str, ...]
    values: Mapping[str, Mapping[str, tuple[Fraction, ...]]]
    error: float = 0.0

    def of(self, actor: str) -> Mapping[str, Mapping[str, Fraction]]:
        """What each change moved for an actor, by index and change."""
        none = (Fraction(0),) * len(self.players)
        return {
            index: dict(zip(self.players, self.values[index].get(actor, none), strict=True)) for index in self.values
        }


@dataclass(frozen=True, slots=True)
class _Mixed:
    """Texts between before and after: some records as after has them, the rest as before.

    `own` are the records of the decision itself in either text.
    """

    decision: str
    before: Constitution
    after: Constitution
    holders: Holders | None
    codings: Mapping[str, str] | None
    own: frozenset[str]
    games: dict[frozenset[str], Game | None] = field(default_factory=dict)
    followers: dict[frozenset[str], Control] = field(default_factory=dict)
    measured: dict[tuple[Game, Followed], Values] = field(default_factory=dict)
    known: dict[frozenset[str], Values | None] = field(default_factory=dict)

    def text(self, taken: Collection[str]) -> Constitution:
        """Before, with the taken records as after has them.

        Bodies and facts that only one of the texts knows are there throughout: alone they decide nothing.
        """
        sides = (self.after, self.before)
        sections: dict[str, dict[str, Any]] = {name: dict(getattr(self.before, name)) for name in SECTIONS}
        sections["bodies"] = {**self.after.bodies, **self.before.bodies}
        for key in taken:
            section, _, name = key.partition(".")
            if section in sections:
                record = getattr(self.after, section).get(name)
                if record is None:
                    sections[section].pop(name, None)
                else:
                    sections[section][name] = record
        older, newer = reversed(sides) if FACTS in taken else sides
        known = {name: n for name, n in newer.facts.items() if isinstance(n, int)}
        return replace(
            self.before,
            facts={**older.facts, **known},
            bodies=sections["bodies"],
            seats=sections["seats"],
            powers=sections["powers"],
            procedures=sections["procedures"],
        )

    def game(self, taken: Iterable[str]) -> Game | None:
        """The decision in the mixed text: who follows whom is no part of it."""
        keys = frozenset(key for key in taken if key in self.own or key == FACTS or key.startswith(SIZING))
        if keys not in self.games:
            self.games[keys] = compiled(self.decision, self.text(keys))
        return self.games[keys]

    def control(self, taken: Iterable[str]) -> Control:
        """Who follows whom in the mixed text: how the decision is taken is no part of it."""
        keys = frozenset(key for key in taken if not key.startswith("procedures."))
        if keys not in self.followers:
            like = self.after if HOLDERS in keys else self.before
            self.followers[keys] = control(self.text(keys), self.holders, self.codings, like=like)
        return self.followers[keys]

    def values(self, taken: frozenset[str]) -> Values | None:
        """Every index of every actor in the mixed text; None where it makes no game."""
        if taken not in self.known:
            try:
                self.known[taken] = self._values(taken)
            except CaseError:
                self.known[taken] = None
        return self.known[taken]

    def _values(self, taken: frozenset[str]) -> Values:
        game = self.game(taken)
        if game is None:
            return NOTHING
        split = followed(game, self.control(taken))
        if (game, split) not in self.measured:
            found = {("effective", actor): value for actor, value in quotient(split).items()}
            for actor, own in formal(game).items():
                found["banzhaf", actor], found["shapley_shubik", actor] = own.banzhaf, own.shapley_shubik
            self.measured[game, split] = found
        return self.measured[game, split]


def attributed(
    name: str,
    before: Constitution,
    after: Constitution,
    holders: Holders | None,
    codings: Mapping[str, str] | None,
    actors: Sequence[str],
) -> Attribution:
    """The Shapley value of every change that touches a decision, for each index apart, dated facts a player of its own.

    Exact up to 12 changes; beyond, the mean over random orders and their reverses, with its standard error.
    """
    asked = [decision(name, text) for text in (before, after)]
    own = frozenset(record for one in asked if one for record in one.records)
    mixed = _Mixed(name, before, after, holders, codings, own)
    players = tuple(frozenset({key}) for key in _players(mixed, actors))
    while (joined := _joined(mixed, players)) != players:
        players = joined
    return _valued(mixed, players)


def _players(mixed: _Mixed, actors: Sequence[str]) -> Iterator[str]:
    """The changed records that a decision can hang on, then facts and holders where they differ."""
    texts = (mixed.before, mixed.after)
    bodies = set(actors)
    for text in texts:
        game = compiled(mixed.decision, text)
        bodies |= {bare(player.name) for player in game.players} if game else set()
    controls = [control(text, mixed.holders, mixed.codings) for text in texts]
    reached: set[str] = set()
    while reached != bodies:  # every link of every chain
        reached = set(bodies)
        for who in controls:
            bodies |= {who.direct[body].principal for body in reached if body in who.direct}
            bodies |= {bloc.direct.principal for body in reached for bloc in who.blocs.get(body, ()) if bloc.direct}
    counted = False
    for section in SECTIONS:
        old, new = (getattr(text, section) for text in texts)
        for name in dict.fromkeys((*old, *new)):
            contents = [side[name].content if name in side else None for side in (old, new)]
            key = f"{section}.{name}"
            if not (key in mixed.own or any(_touches(name, content, bodies) for content in contents)):
                continue
            counted |= any(isinstance(c, SeatGroup) and isinstance(c.n, PerFact) for c in contents)
            alone = section == "bodies" and None in contents  # a body that only one text has
            if not alone and substance(contents[0]) != substance(contents[1]):
                yield key
    if counted and mixed.before.facts != mixed.after.facts:
        yield FACTS
    if mixed.holders is not None and mixed.before.day != mixed.after.day:
        yield HOLDERS


def _touches(name: str, content: Any, bodies: Collection[str]) -> bool:
    """Whether a record is one of the bodies, fills seats of one, or names or ends the term of one."""
    if isinstance(content, Body):
        return name in bodies
    if isinstance(content, SeatGroup):
        return content.body in bodies
    act = getattr(content, "act", None)
    return act in ENDING | NAMING and content.object in bodies


Players = tuple[frozenset[str], ...]


def _taken(players: Players, mask: int) -> frozenset[str]:
    return frozenset().union(*(player for i, player in enumerate(players) if mask >> i & 1))


def _steps(n: int) -> tuple[dict[tuple[int, int], int], int]:
    """How often each player joins each set of others, over all orders (or the random ones), and how many orders."""
    found: dict[tuple[int, int], int] = {}
    if n <= EXACTLY:
        for mask in range(2**n):
            size = mask.bit_count()
            times = factorial(size) * factorial(n - 1 - size) if size < n else 0
            found |= {(player, mask): times for player in range(n) if not mask >> player & 1}
        return found, factorial(n)
    random = Random(0)
    for _ in range(ORDERS):
        order = random.sample(range(n), n)
        for way in (order, order[::-1]):
            mask = 0
            for player in way:
                found[player, mask] = found.get((player, mask), 0) + 1
                mask |= 1 << player
    return found, 2 * ORDERS


def _joined(mixed: _Mixed, players: Players) -> Players:
    """The players, two of them joined where the one without the other makes no game; of all pairs the most often so."""
    n = len(players)
    masks = {0, *(mask | 1 << player for player, mask in _steps(n)[0])}
    failing = [mask for mask in sorted(masks) if mixed.values(_taken(players, mask)) is None]
    if not failing:
        return players
    times = {
        (one, other): sum((mask >> one & 1) != (mask >> other & 1) for mask in failing)
        for one, other in combinations(range(n), 2)
    }
    if not times:
        raise CaseError.at("", 0, 0, mixed.decision, "the text before or after makes no game")
    # Time's doing is no part of the reform, and joins it only where nothing else helps.
    one, other = max(times, key=lambda pair: (times[pair], not _of_time(players, pair), [-i for i in pair]))
    return tuple(player | players[other] if i == one else player for i, player in enumerate(players) if i != other)


def _of_time(players: Players, pair: tuple[int, int]) -> bool:
    return any({FACTS, HOLDERS} & players[i] for i in pair)


def _valued(mixed: _Mixed, players: Players) -> Attribution:
    n = len(players)
    times, orders = _steps(n)
    # Most changes leave most of it as it is: what is alike is the same object, and few pairs differ.
    pairs: dict[tuple[int, int], tuple[Values, Values]] = {}
    joins: dict[tuple[int, int], list[int]] = {}
    for (player, mask), count in times.items():
        old, new = (mixed.values(_taken(players, taken)) or NOTHING for taken in (mask, mask | 1 << player))
        if old is not new:
            pairs[id(old), id(new)] = old, new
            joins.setdefault((id(old), id(new)), [0] * n)[player] += count
    told: dict[str, dict[str, tuple[Fraction, ...]]] = {index: {} for index in INDICES}
    error = 0.0
    for key in dict.fromkeys(key for pair in pairs.values() for seen in pair for key in seen):
        sums, squares = [Fraction(0)] * n, [0.0] * n
        for pair, (old, new) in pairs.items():
            gap = new.get(key, Fraction(0)) - old.get(key, Fraction(0))
            if gap:
                for player, count in enumerate(joins[pair]):
                    sums[player] += count * gap
                    squares[player] += count * float(gap) ** 2
        index, actor = key
        told[index][actor] = tuple(total / orders for total in sums)
        if n > EXACTLY:
            of = zip(told[index][actor], squares, strict=True)
            error = max(error, *((max(0.0, s / orders - float(mean) ** 2) / orders) ** 0.5 for mean, s in of))
    ordered = list(_ordered(players))
    names = tuple(JOIN.join(sorted(player, key=ordered.index)) for player in players)
    return Attribution(names, told, error)


def _ordered(players: Players) -> Iterator[str]:
    for section in (*SECTIONS, FACTS, HOLDERS):
        yield from sorted(key for player in players for key in player if key.partition(".")[0] == section)
