"""Which change moved it: the Shapley value of each change over all subsets of the changes that touch a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from math import factorial
from random import Random
from typing import Any

from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.case.institutions import PerFact, SeatGroup
from politeia.case.terms import substance
from politeia.errors import CaseError
from politeia.power.control import ENDING, NAMING, Control, control
from politeia.power.decisions import compiled, decision
from politeia.power.effective import followed, quotient
from politeia.power.formal import formal
from politeia.power.game import Game

EXACTLY = 12  # changes up to which every subset is tried
ORDERS = 400  # random orders tried beyond that
SECTIONS = ("seats", "powers", "procedures")
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

    def values(self, taken: Iterable[str]) -> dict[tuple[str, str], Fraction]:
        """Every index of every actor in the mixed text."""
        taken = tuple(taken)
        text = self.text(taken)
        game = self.game(frozenset(taken) - {HOLDERS})
        found: dict[tuple[str, str], Fraction] = {}
        if game is None:
            return found
        for actor, own in formal(game).items():
            found["banzhaf", actor], found["shapley_shubik", actor] = own.banzhaf, own.shapley_shubik
        day = (self.after if HOLDERS in taken else self.before).day
        who: Control = control(text, self.holders, day, self.codings)
        split = followed(game, who)
        for actor, value in quotient(split).items():
            found["effective", actor] = value
        return found


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
    known: dict[frozenset[str], dict[tuple[str, str], Fraction]] = {}

    def values(taken: frozenset[str]) -> dict[tuple[str, str], Fraction]:
        if taken not in known:
            known[taken] = mixed.values(taken)
        return known[taken]

    none = Fraction(0)
    sums: dict[tuple[str, str], list[Fraction]] = {}
    squares: dict[tuple[str, str], list[float]] = {}

    def add(player: int, weight: Fraction, without: frozenset[str]) -> None:
        before, after = values(without), values(without | {players[player]})
        for key in {**before, **after}:
            mine = sums.setdefault(key, [none] * len(players))
            its = squares.setdefault(key, [0.0] * len(players))
            old, new = before.get(key, none), after.get(key, none)
            if old != new:  # most changes leave most of it as it is
                mine[player] += weight * (new - old)
                its[player] += float(new - old) ** 2

    n, error = len(players), 0.0
    if n <= EXACTLY:
        for player in range(n):
            others = [other for other in players if other != players[player]]
            for size in range(n):
                weight = Fraction(factorial(size) * factorial(n - 1 - size), factorial(n))
                for taken in combinations(others, size):
                    add(player, weight, frozenset(taken))
    else:
        random = Random(0)
        for _ in range(ORDERS):
            order = random.sample(range(n), n)
            for place, player in enumerate(order):
                add(player, Fraction(1, ORDERS), frozenset(players[other] for other in order[:place]))
        error = max(
            max(0.0, square / ORDERS - float(mean) ** 2) ** 0.5 / ORDERS**0.5
            for key, row in sums.items()
            for mean, square in zip(row, squares[key], strict=True)
        )
    told: dict[str, dict[str, tuple[Fraction, ...]]] = {index: {} for index in INDICES}
    for (index, actor), row in sums.items():
        told[index][actor] = tuple(row)
    return Attribution(players, told, error)
