"""Which change moved it: the Shapley value of each change over all subsets of the changes that touch a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import factorial
from random import Random
from typing import Any, TypeAlias

from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.case.institutions import PerFact, SeatGroup
from politeia.case.terms import substance
from politeia.errors import CaseError
from politeia.power.control import ENDING, NAMING, Control, control
from politeia.power.decisions import compiled, decision
from politeia.power.effective import Followed, followed, quotient
from politeia.power.formal import formal
from politeia.power.game import Game

EXACTLY = 12  # changes up to which every subset is tried
ORDERS = 400  # random orders tried beyond that
SECTIONS = ("seats", "powers", "procedures")
Values: TypeAlias = Mapping[tuple[str, str], Fraction]  # by index and actor
NOTHING: Values = {}
INDICES = ("banzhaf", "shapley_shubik", "effective")
FACTS, HOLDERS = "facts", "holders"  # players that are no part of the reform: time's doing


@dataclass(frozen=True, slots=True)
class Attribution:
    """How much of the total difference each change made, by index and actor.

    `players` are the changes: records as section.id, several joined by ` + ` where one without the other makes no
    game; `facts` and `holders` are not the reform's. `values[index][actor]` has them in that order; they add up to the
    total difference exactly. `effective` is at full loyalty. `error` is the greatest standard error where orders were
    sampled, else 0.
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
    """Texts between before and after: some records as after has them, the rest as before."""

    decision: str
    before: Constitution
    after: Constitution
    holders: Holders | None
    codings: Mapping[str, str] | None
    actors: tuple[str, ...]
    games: dict[frozenset[str], Game | None] = field(default_factory=dict)
    followers: dict[frozenset[str], Control] = field(default_factory=dict)
    measured: dict[tuple[Game, Followed], Values] = field(default_factory=dict)

    def text(self, taken: Iterable[str]) -> Constitution:
        """Before, with the taken changes as after has them. Bodies are those of both: alone they decide nothing."""
        keys = {key for player in taken for key in player.split(" + ")}
        sections: dict[str, dict[str, Any]] = {name: dict(getattr(self.before, name)) for name in SECTIONS}
        for key in keys - {FACTS, HOLDERS}:
            section, _, name = key.partition(".")
            record = getattr(self.after, section).get(name)
            if record is None:
                sections[section].pop(name, None)
            else:
                sections[section][name] = record
        return replace(
            self.before,
            bodies={**self.before.bodies, **self.after.bodies},
            facts=self.after.facts if FACTS in keys else self.before.facts,
            seats=sections["seats"],
            powers=sections["powers"],
            procedures=sections["procedures"],
        )

    def game(self, taken: frozenset[str]) -> Game | None:
        """The decision in the mixed text; who sits where is no part of it."""
        if taken not in self.games:
            self.games[taken] = compiled(self.decision, self.text(taken))
        return self.games[taken]

    def control(self, taken: frozenset[str]) -> Control:
        """Who follows whom in the mixed text; how a decision is taken is no part of it."""
        if taken not in self.followers:
            day = (self.after if HOLDERS in taken else self.before).day
            self.followers[taken] = control(self.text(taken), self.holders, day, self.codings)
        return self.followers[taken]

    def values(self, taken: Iterable[str]) -> Values:
        """Every index of every actor in the mixed text."""
        taken = frozenset(taken)
        game = self.game(taken - {HOLDERS})
        if game is None:
            return NOTHING
        split = followed(game, self.control(frozenset(filter(_is_of_control, taken))))
        if (game, split) not in self.measured:
            found = {("effective", actor): value for actor, value in quotient(split).items()}
            for actor, own in formal(game).items():
                found["banzhaf", actor], found["shapley_shubik", actor] = own.banzhaf, own.shapley_shubik
            self.measured[game, split] = found
        return self.measured[game, split]


def _is_of_control(player: str) -> bool:
    """Whether a change can bear on who follows whom: all but procedures."""
    return any(not key.startswith("procedures.") for key in player.split(" + "))


def attributed(
    name: str,
    before: Constitution,
    after: Constitution,
    holders: Holders | None,
    codings: Mapping[str, str] | None,
    actors: Sequence[str],
) -> Attribution:
    """The Shapley value of every change that touches a decision, for each index apart, dated facts a player of its own.

    Exact up to 12 changes; beyond, the mean over random orders, with its standard error.
    """
    mixed = _Mixed(name, before, after, holders, codings, tuple(actors))
    players = _players(mixed)
    try:
        return _valued(mixed, players)
    except CaseError:  # some change without another makes no game: they count as one
        records = tuple(player for player in players if player not in (FACTS, HOLDERS))
        return _valued(mixed, (" + ".join(records), *(p for p in players if p in (FACTS, HOLDERS))))


def _players(mixed: _Mixed) -> tuple[str, ...]:
    """The changed records that a decision can hang on, then facts and holders where they differ."""
    texts = (mixed.before, mixed.after)
    own: set[str] = set()
    bodies: set[str] = set(mixed.actors)
    for text in texts:
        asked = decision(mixed.decision, text)
        own |= set(asked.records) if asked else set()
        who = control(text, mixed.holders, None, mixed.codings)
        game = compiled(mixed.decision, text)
        bodies |= {player.name.removeprefix("chair of ") for player in game.players} if game else set()
        bodies |= {bloc.direct.principal for body in bodies for bloc in who.blocs.get(body, ()) if bloc.direct}
        bodies |= {who.root(body) for body in bodies}
    found, counted = [], False
    for section in SECTIONS:
        old, new = (getattr(text, section) for text in texts)
        for name in dict.fromkeys((*old, *new)):
            contents = [side[name].content if name in side else None for side in (old, new)]
            key = f"{section}.{name}"
            touches = key in own or any(_touches(content, bodies) for content in contents)
            counted |= touches and any(isinstance(c, SeatGroup) and isinstance(c.n, PerFact) for c in contents)
            if touches and substance(contents[0]) != substance(contents[1]):
                found.append(key)
    if counted and mixed.before.facts != mixed.after.facts:
        found.append(FACTS)
    if mixed.holders is not None and mixed.before.day != mixed.after.day:
        found.append(HOLDERS)
    return tuple(found)


def _touches(content: Any, bodies: set[str]) -> bool:
    """Whether a record fills seats of one of the bodies, or names or ends the term of one."""
    if isinstance(content, SeatGroup):
        return content.body in bodies
    act = getattr(content, "act", None)
    return act in ENDING | NAMING and content.object in bodies


def _valued(mixed: _Mixed, players: tuple[str, ...]) -> Attribution:
    n = len(players)
    known: dict[int, Values] = {}

    def values(taken: int) -> Values:
        if taken not in known:
            known[taken] = mixed.values(player for i, player in enumerate(players) if taken >> i & 1)
        return known[taken]

    # Most changes leave most of it as it is: what is alike is the same object, and few pairs differ.
    steps: dict[tuple[int, int], list[int]] = {}
    pairs: dict[tuple[int, int], tuple[Values, Values]] = {}

    def step(player: int, without: int, times: int) -> None:
        old, new = values(without), values(without | 1 << player)
        if old is not new:
            key = id(old), id(new)
            pairs[key] = old, new
            steps.setdefault(key, [0] * n)[player] += times

    if n <= EXACTLY:
        orders = factorial(n)
        for taken in range(2**n):
            size = taken.bit_count()
            for player in range(n):
                if not taken >> player & 1:
                    step(player, taken, factorial(size) * factorial(n - 1 - size))
    else:
        orders = ORDERS
        random = Random(0)
        for _ in range(ORDERS):
            taken = 0
            for player in random.sample(range(n), n):
                step(player, taken, 1)
                taken |= 1 << player
    told: dict[str, dict[str, tuple[Fraction, ...]]] = {index: {} for index in INDICES}
    error = 0.0
    for key in dict.fromkeys(key for seen in known.values() for key in seen):
        sums, squares = [Fraction(0)] * n, [0.0] * n
        for pair, times in steps.items():
            old, new = pairs[pair]
            gap = new.get(key, Fraction(0)) - old.get(key, Fraction(0))
            if gap:
                for player, count in enumerate(times):
                    sums[player] += count * gap
                    squares[player] += count * float(gap) ** 2
        index, actor = key
        told[index][actor] = tuple(total / orders for total in sums)
        if n > EXACTLY:
            of = zip(told[index][actor], squares, strict=True)
            error = max(error, *((max(0.0, s / orders - float(mean) ** 2) / orders) ** 0.5 for mean, s in of))
    return Attribution(players, told, error)
