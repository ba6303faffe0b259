"""Whom a change of a procedure helps: by the circumstances in which each body's answer decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import product
from math import prod
from typing import Literal

from politeia.case.constitution import Constitution
from politeia.case.procedure import TERMINALS, Procedure
from politeia.case.terms import Need, Unknown
from politeia.case.walk import Tally, walk

Sign = Literal[-1, 0, 1, "mixed", "?"]
LARGE = 2520  # divisible by 1 to 10: every usual share of it is a whole number of votes
PROFILES = 4096  # with more profiles than this no sign is claimed
GAPS = 6  # with more unknown exits than this no sign is claimed
Profile = tuple[int | None, ...]  # each body's yes votes; None where it stays silent


def joined(signs: Sequence[Sign]) -> Sign:
    """Several signs of one actor as one.

    >>> joined([0, 1]), joined([1, -1]), joined([])
    (1, 'mixed', 0)
    """
    if "?" in signs:
        return "?"
    moved = {sign for sign in signs if sign != 0}
    if not moved:
        return 0
    return moved.pop() if len(moved) == 1 else "mixed"


FLIPPED: Mapping[Sign, Sign] = {1: -1, -1: 1}


def between(before: Set[object], after: Set[object]) -> Sign:
    """1 where a set has grown, -1 where it has shrunk, mixed where it has done both."""
    if before == after:
        return 0
    return 1 if before < after else -1 if before > after else "mixed"


def procedure_signs(
    before: Procedure, after: Procedure, texts: tuple[Constitution, Constitution]
) -> tuple[Sign, Mapping[str, Sign]]:
    """Whether a procedure passes more or less readily, and a sign for each body that takes part.

    Both procedures are walked over every level of support that a step can tell apart, and over silence, with the same
    size for a body in both (large for a chamber, so that seats do not matter here). The first sign compares the
    profiles that pass. A body gains where the profiles of the others in which its full support rather than its refusal
    decides become more, and where those in which its silence stops the proposal do. Where a
    text does not say what an answer leads to, a sign stands only if it is the same whichever way that goes.
    """
    bodies = tuple(dict.fromkeys((*before.bodies, *after.bodies)))
    every = [step for procedure in (before, after) for step in procedure.steps.values()]
    # A count of votes, or a pool of chambers, means nothing without the chambers' sizes.
    counted = any(step.joint or (isinstance(step.need, Need) and step.need.count) for step in every)
    sizes = {body: _size(body, texts, counted) for body in bodies}
    needs = [step.need for step in every]
    gaps = _gaps(before), _gaps(after)
    if any(isinstance(value, Unknown) for value in (*sizes.values(), *needs)) or sum(map(len, gaps)) > GAPS:
        return "?", dict.fromkeys(bodies, "?")
    known = {body: size for body, size in sizes.items() if isinstance(size, int)}
    levels = [_levels(body, known, (before, after)) for body in bodies]
    if prod(map(len, levels)) > PROFILES:
        return "?", dict.fromkeys(bodies, "?")
    profiles = list(product(*levels))
    passing = [
        [_passing(filled, bodies, profiles, known) for filled in _filled(procedure, open_)]
        for procedure, open_ in zip((before, after), gaps, strict=True)
    ]
    pairs = list(product(*passing))
    signs = {body: _agreed(_sign(n, known[body], levels[n], pair) for pair in pairs) for n, body in enumerate(bodies)}
    doubtful = _unwalked(before, after, bodies)
    signs = {body: "?" if sign == 0 and body in doubtful else sign for body, sign in signs.items()}
    return _agreed(between(was, now) for was, now in pairs), signs


def _unwalked(before: Procedure, after: Procedure, bodies: Sequence[str]) -> Set[str]:
    """The bodies of steps that differ in what profiles of full attendance do not show: quorum, deadline, wording ..."""
    found: set[str] = set()
    for name in {**before.steps, **after.steps}:
        pair = [procedure.steps.get(name) for procedure in (before, after)]
        shown = [(s.of, s.quorum, s.days, s.casting, s.conciliate, s.wording) if s else None for s in pair]
        if shown[0] != shown[1]:
            found |= {body for step in pair if step for body in step.bodies or bodies}
    return found


def _agreed(signs: Iterable[Sign]) -> Sign:
    """The one sign on which all readings agree; `?` where they do not."""
    found = set(signs)
    return found.pop() if len(found) == 1 else "?"


def _gaps(procedure: Procedure) -> list[tuple[str, str]]:
    """The exits of which the text does not say where they lead."""
    return [
        (name, way)
        for name, step in procedure.steps.items()
        for way in ("yes", "no", "silence")
        if isinstance(getattr(step, way), Unknown)
    ]


def _filled(procedure: Procedure, gaps: Sequence[tuple[str, str]]) -> Iterator[Procedure]:
    """The procedure with its gaps filled in every way: silence as a yes or a no, another exit as an end."""
    choices = [("yes", "no") if way == "silence" else TERMINALS for _, way in gaps]
    for chosen in product(*choices):
        steps = dict(procedure.steps)
        for (name, way), choice in zip(gaps, chosen, strict=True):
            step = steps[name]
            steps[name] = step.model_copy(update={way: getattr(step, choice) if way == "silence" else choice})
        yield procedure.model_copy(update={"steps": steps})


def _size(body: str, texts: tuple[Constitution, Constitution], counted: bool) -> int | Unknown:
    sizes = [text.size(body) for text in texts]
    if counted or sizes == [1, 1]:
        return sizes[-1] if isinstance(sizes[-1], int) else sizes[0]
    return LARGE


def _levels(body: str, sizes: Mapping[str, int], procedures: Sequence[Procedure]) -> list[int | None]:
    """No support, every number of votes that some step tells apart, full support; and silence where a step hears it."""
    size = sizes[body]
    levels: set[int] = {0, size}
    silent = False
    for procedure in procedures:
        for step in procedure.steps.values():
            if body not in step.bodies:
                continue
            silent |= step.silence is not None
            if not isinstance(step.need, Need):
                continue
            for pool in step.electorates:
                if body in pool:
                    needed = step.need.votes(sum(sizes[other] for other in pool)) * size // sum(sizes[o] for o in pool)
                    levels |= {size - needed, size - needed + 1} if step.against else {needed}
    return [*sorted(level for level in levels if 0 <= level <= size), *([None] if silent else [])]


def _passing(
    procedure: Procedure, bodies: Sequence[str], profiles: Sequence[Profile], sizes: Mapping[str, int]
) -> frozenset[Profile]:
    """The profiles of support and silence that pass; a silence of which nothing follows passes nothing."""
    heard = [(name, body) for name, step in procedure.steps.items() if step.silence is not None for body in step.bodies]

    def passes(profile: Profile) -> bool:
        votes = {body: Tally(level or 0) for body, level in zip(bodies, profile, strict=True)}
        quiet = {body for body, level in zip(bodies, profile, strict=True) if level is None}
        return (
            walk(procedure, sizes, votes, {f"{name}.{body}" for name, body in heard if body in quiet}).outcome == "pass"
        )

    return frozenset(profile for profile in profiles if passes(profile))


def _sign(n: int, size: int, levels: Sequence[int | None], passing: Sequence[frozenset[Profile]]) -> Sign:
    def others(profiles: frozenset[Profile], own: int | None) -> frozenset[object]:
        return frozenset(profile[:n] + profile[n + 1 :] for profile in profiles if profile[n] == own)

    decides = between(*(others(p, size) - others(p, 0) for p in passing))
    if None not in levels:
        return decides
    return joined([decides, between(*(others(p, size) - others(p, None) for p in passing))])


def flipped(sign: Sign) -> Sign:
    """The sign of the one who loses what another gains.

    >>> flipped(1), flipped("mixed")
    (-1, 'mixed')
    """
    return FLIPPED.get(sign, sign)
