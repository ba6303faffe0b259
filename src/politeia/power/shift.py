"""Shift: what a reform moves, formally and effectively, for every decision and actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from politeia.case.constitution import Constitution
from politeia.case.holders import OWN, Holders
from politeia.errors import CaseError, Complaint, expected, shown
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
class OwnCurves:
    """Effective power along the loyalty of an actor's own followers, that of all others held at `others`."""

    lambda_: tuple[float, ...]
    others: float
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Effective power along the common loyalty, and every loyalty at which before and after cross.

    `own` has it along own loyalty alone, where that was asked for.
    """

    lambda_: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    crossings: tuple[float, ...]
    own: OwnCurves | None = None


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
    holders were taken, `names` those of persons and parties. With `without_before` the earlier text is from before the
    case's first act; where either text holds nothing, nothing is measured, and `note` says so.
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
    without_before: bool = False
    note: str | None = None


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
    others: float | None = None,
) -> ShiftResult:
    """What moved between two texts, for every decision (or those of `only`) and actor.

    Formal measures are exact; effective ones are exact in principle and printed as floats along the loyalty. `holders`
    says who sat: of each text those nearest to its day whose seats are as many as the text has. `others` asks for a
    second curve, over own loyalty with all others' held there. Raises CaseError where two can each end the same term,
    and for a decision, a person or a body that there is not.

    >>> from politeia.case.library import load
    >>> polity = load("kazakhstan").polity
    >>> found = shift(polity.before("2022"), polity.after("2022"), only=["annul.akim_acts"])
    >>> [getattr(found.decisions["annul.akim_acts"]["president"].formal, when).banzhaf for when in ("before", "after")]
    [Fraction(1, 2), Fraction(0, 1)]
    """
    texts = before, after
    note = _nothing(texts)
    names = [] if note else list(dict.fromkeys((*decisions(before), *decisions(after))))
    complaints = list(unknown_codings(codings or {}, holders, texts))
    if only is not None and not note:
        known = set(names)
        complaints += [
            Complaint("", 0, 0, "only", f"{shown(name)} is no decision{expected(name, names)}")
            for name in only
            if name not in known
        ]
    if others is not None and not 0 <= others <= 1:
        complaints.append(Complaint("", 0, 0, "others", f"{others} is no loyalty; expected a number from 0 to 1"))
    if complaints:
        raise CaseError(complaints)
    sides = tuple(Side(text, control(text, holders, codings)) for text in texts)
    refused: dict[str, str] = {}
    moved: dict[str, Mapping[str, Moved]] = {}
    credits: dict[str, Attribution] = {}
    for name in names if only is None else [name for name in names if name in only]:
        try:
            moved[name], credit = _decision(name, sides, holders, codings, points, others)
        except CaseError as error:
            refused[name] = "; ".join(complaint.message for complaint in error.complaints)
            continue
        if credit is not None:
            credits[name] = credit
    return ShiftResult(
        method=_method(credits),
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
        without_before=before.empty,
        note=note,
    )


def unknown_codings(
    codings: Mapping[str, str], holders: Holders | None, texts: Sequence[Constitution], path: str = "codings"
) -> Iterator[Complaint]:
    """A complaint for each person whom the holders do not have, and for each body that no text has."""
    persons = holders.persons if holders else {}
    bodies = list(dict.fromkeys((OWN, *(body for text in texts for body in text.bodies))))
    for person, body in codings.items():
        if person not in persons:
            yield Complaint("", 0, 0, path, f"{shown(person)} is no person under holders{expected(person, persons)}")
        if body not in bodies:
            yield Complaint("", 0, 0, path, f"{shown(body)} is no body to follow{expected(body, bodies)}")


def _nothing(texts: Sequence[Constitution]) -> str | None:
    """Why there is nothing to measure; None where both texts hold something."""
    empty = [text for text in texts if text.empty]
    days = [text.label for text in empty if text.label == text.day.isoformat()]
    said = [f"the case has no text from {text.label}" for text in empty if text.label not in days]
    said += [f"no text was in force on {' or on '.join(dict.fromkeys(days))}"] if days else []
    return f"{'; '.join(said)}: nothing to compare with" if said else None


def _method(credits: Mapping[str, Attribution]) -> str:
    sampled = sum(credit.error > 0 for credit in credits.values())
    how = f", over random orders in {sampled} of {len(credits)} decisions (with standard errors)" if sampled else ""
    indices = "exact indices; chances over the principals' coins for effective power"
    return f"{indices}; Shapley values over the changes{how}"


def _moves(moved: Moved) -> bool:
    apart = max((abs(a - b) for a, b in zip(moved.effective.before, moved.effective.after, strict=True)), default=0.0)
    return moved.formal.before != moved.formal.after or apart > EQUAL


def _decision(
    name: str,
    sides: Sequence[Side],
    holders: Holders | None,
    codings: Mapping[str, str] | None,
    points: int,
    others: float | None,
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
    own = {} if others is None else _own(actors, split, line, others)
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
                own.get(actor),
            ),
            parity_neutral=Pair(*(None if side is None else side.get(actor, {}) for side in neutral)),
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


def _own(
    actors: Sequence[str], split: Sequence[Followed | None], line: tuple[float, ...], others: float
) -> Mapping[str, OwnCurves]:
    import numpy as np

    at = np.array(line), np.full(len(line), float(others))
    curves = [curve(one, one.actors, *at) if one else {} for one in split]
    none = np.zeros(len(line))
    return {
        actor: OwnCurves(line, float(others), *(tuple(side.get(actor, none).tolist()) for side in curves))
        for actor in actors
    }


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
