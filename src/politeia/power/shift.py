"""Shift: what a reform moves, formally and effectively, for every decision and actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from politeia.case.constitution import Constitution
from politeia.case.holders import Holders
from politeia.errors import CaseError
from politeia.power.attribution import Attribution, attributed
from politeia.power.control import Control, control
from politeia.power.decisions import ASSUMPTIONS as OF_DECISIONS
from politeia.power.decisions import compiled, decision, decisions
from politeia.power.effective import ASSUMPTIONS as OF_LOYALTY
from politeia.power.effective import Followed, curve, followed
from politeia.power.formal import NONE, formal
from politeia.power.parity import parity_neutral
from politeia.result import Result

POINTS = 101
ROUNDS = 4  # of 32 parts each: a crossing is known to 1e-8 of its step
EQUAL = 1e-9  # curves nearer than this are taken to touch


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing before and after; None where it could not be computed."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Curves:
    """Effective power along the common loyalty, and every loyalty at which before and after cross."""

    loyalty: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    crossings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a reform moved for one actor in one decision."""

    formal: Pair
    effective: Curves
    parity_neutral: Pair
    attribution: Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftResult(Result):
    """Power before and after, by decision and actor.

    `changed` names the decisions in which anything moved; `refused` says of each decision that could not be computed
    why. `principals` has before and after whom each office follows, at the end of its chain, `held_on` the days whose
    holders were taken, `names` those of persons and parties.
    """

    polity: str
    before: str
    after: str
    decisions: Mapping[str, Mapping[str, Moved]]
    changed: tuple[str, ...]
    refused: Mapping[str, str]
    principals: Pair
    held_on: Pair
    names: Mapping[str, str]
    attributed_to: Mapping[str, Attribution]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts with who follows whom in it."""

    text: Constitution
    control: Control


def shift(
    before: Constitution,
    after: Constitution,
    holders: Holders | None = None,
    *,
    codings: Mapping[str, str] | None = None,
    only: Sequence[str] | None = None,
    points: int = POINTS,
) -> ShiftResult:
    """What moved between two texts, for every decision (or those of `only`) and actor.

    Formal measures are exact; effective ones are exact in principle and printed as floats along the loyalty. `holders`
    says who sat: of each text those nearest to its day whose seats are as many as the text has. Raises CaseError where
    two can each end the same term.

    >>> from politeia.case.library import load
    >>> polity = load("kazakhstan").polity
    >>> found = shift(polity.before("2022"), polity.after("2022"), only=["annul.akim_acts"])
    >>> [getattr(found.decisions["annul.akim_acts"]["president"].formal, when).banzhaf for when in ("before", "after")]
    [Fraction(1, 2), Fraction(0, 1)]
    """
    sides = tuple(Side(text, control(text, holders, codings=codings)) for text in (before, after))
    names = list(dict.fromkeys((*decisions(before), *decisions(after))))
    refused: dict[str, str] = {}
    moved: dict[str, Mapping[str, Moved]] = {}
    credits: dict[str, Attribution] = {}
    for name in names if only is None else [name for name in names if name in only]:
        try:
            moved[name], credit = _decision(name, sides, holders, codings, points)
        except CaseError as error:
            refused[name] = "; ".join(complaint.message for complaint in error.complaints)
            continue
        if credit is not None:
            credits[name] = credit
    return ShiftResult(
        method="exact indices; chances over the principals' coins for effective power; Shapley values over the changes",
        exact=False,
        assumptions=(*OF_DECISIONS, *OF_LOYALTY),
        polity=after.polity,
        before=before.label,
        after=after.label,
        decisions=moved,
        changed=tuple(name for name, actors in moved.items() if any(map(_moves, actors.values()))),
        refused=refused,
        principals=Pair(*(dict(side.control.roots) for side in sides)),
        held_on=Pair(*(side.control.day for side in sides)),
        names={name: known for side in sides for name, known in side.control.names.items()},
        attributed_to=credits,
    )


def _moves(moved: Moved) -> bool:
    apart = max((abs(a - b) for a, b in zip(moved.effective.before, moved.effective.after, strict=True)), default=0.0)
    return moved.formal.before != moved.formal.after or apart > EQUAL


def _decision(
    name: str,
    sides: Sequence[Side],
    holders: Holders | None,
    codings: Mapping[str, str] | None,
    points: int,
) -> tuple[dict[str, Moved], Attribution | None]:
    import numpy as np

    for side in sides:
        asked = decision(name, side.text)
        if asked and asked.unsettled:
            what = f"{', '.join(asked.unsettled)} may or may not have been in force: {side.text.label}"
            raise CaseError.at("", 0, 0, name, what)
    games = [compiled(name, side.text) for side in sides]
    split = [followed(game, side.control) if game else None for game, side in zip(games, sides, strict=True)]
    actors = list(dict.fromkeys(actor for one in split if one for actor in one.actors))
    actors += [game for game in dict.fromkeys(p.name for g in games if g for p in g.players) if game not in actors]
    line = tuple(np.linspace(0.0, 1.0, points).tolist())
    curves = [{actor: _at(one, actor, line) for actor in actors} for one in split]
    crossings = _crossings(actors, split, line)
    neutral = [parity_neutral(name, side.text) if game else {} for game, side in zip(games, sides, strict=True)]
    values = [formal(game) for game in games]
    alike = values[0] == values[1] and all(
        float(np.abs(curves[0][actor] - curves[1][actor]).max()) <= EQUAL for actor in actors
    )
    credit = None if alike else attributed(name, sides[0].text, sides[1].text, holders, codings, actors)
    return {
        actor: Moved(
            formal=Pair(values[0].get(actor, NONE), values[1].get(actor, NONE)),
            effective=Curves(
                line,
                tuple(curves[0][actor].tolist()),
                tuple(curves[1][actor].tolist()),
                crossings[actor],
            ),
            parity_neutral=Pair(*(None if own is None else own.get(actor, {}) for own in neutral)),
            attribution={} if credit is None else credit.of(actor),
        )
        for actor in actors
    }, credit


@lru_cache(maxsize=256)
def _curves(split: Followed | None, points: tuple[float, ...]) -> Mapping[str, Any]:
    """E of every actor along a common loyalty; decisions of the same shape share it."""
    import numpy as np

    line = np.array(points)
    return curve(split, split.actors, line, line) if split else {}


def _at(split: Followed | None, actor: str, points: Sequence[float]) -> Any:
    import numpy as np

    return _curves(split, tuple(points)).get(actor, np.zeros(len(points)))


def _crossings(
    actors: Sequence[str], split: Sequence[Followed | None], line: Sequence[float]
) -> Mapping[str, tuple[float, ...]]:
    """The loyalties at which before and after change places for each actor.

    A bracket is a step of the line at whose ends the signs differ; all brackets are refined together, 32 times a round.
    """
    import numpy as np

    def gaps(points: Sequence[float]) -> Mapping[str, Any]:
        return {actor: _at(split[1], actor, points) - _at(split[0], actor, points) for actor in actors}

    brackets: list[tuple[str, float, float]] = []
    for actor, values in gaps(line).items():
        brackets += [(actor, low, high) for low, high in _changes(line, values)]
    for _ in range(ROUNDS):
        if not brackets:
            break
        fine = sorted({point for _, low, high in brackets for point in np.linspace(low, high, 33).tolist()})
        finer = gaps(fine)
        refined = []
        for actor, low, high in brackets:
            inside = [n for n, point in enumerate(fine) if low <= point <= high]
            found = list(_changes([fine[n] for n in inside], [float(finer[actor][n]) for n in inside]))
            refined += [(actor, *step) for step in found[:1]] or [(actor, low, high)]
        brackets = refined
    return {actor: tuple((low + high) / 2 for who, low, high in brackets if who == actor) for actor in actors}


def _changes(points: Sequence[float], values: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The steps over which a value changes its sign; what is nearer to 0 than floats can tell counts as 0."""
    last: tuple[float, float] | None = None
    for point, value in zip(points, values, strict=True):
        if abs(value) > EQUAL:
            if last is not None and (value > 0) != (last[1] > 0):
                yield last[0], point
            last = point, value
