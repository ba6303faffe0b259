"""Whom a change of a procedure helps: by the circumstances in which each body's answer decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import product
from typing import Literal

from politeia.case.constitution import Constitution
from politeia.case.procedure import Procedure
from politeia.case.terms import Need, Unknown
from politeia.case.walk import Tally, walk

Sign = Literal[-1, 0, 1, "mixed", "?"]
LARGE = 2520  # divisible by 1 to 10: every usual share of it is a whole number of votes
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
    decides become more, and where its silence passes fewer.
    """
    bodies = tuple(dict.fromkeys((*before.bodies, *after.bodies)))
    counted = any(isinstance(s.need, Need) and s.need.count for p in (before, after) for s in p.steps.values())
    sizes = {body: _size(body, texts, counted) for body in bodies}
    if any(isinstance(size, Unknown) for size in sizes.values()):
        return "?", dict.fromkeys(bodies, "?")
    known = {body: size for body, size in sizes.items() if isinstance(size, int)}
    levels = [_levels(body, known, (before, after)) for body in bodies]
    profiles = list(product(*levels))
    ends = [{profile: _end(procedure, bodies, profile, known) for profile in profiles} for procedure in (before, after)]
    if any("depends" in end.values() for end in ends):
        return "?", dict.fromkeys(bodies, "?")
    passing = [frozenset(p for p, end in ending.items() if end == "pass") for ending in ends]
    signs = {body: _sign(n, known[body], passing) for n, body in enumerate(bodies)}
    return between(passing[0], passing[1]), signs


def _size(body: str, texts: tuple[Constitution, Constitution], counted: bool) -> int | Unknown:
    sizes = [text.size(body) for text in texts]
    if counted or sizes == [1, 1]:
        return next((size for size in reversed(sizes) if isinstance(size, int)), sizes[-1])
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


def _end(procedure: Procedure, bodies: Sequence[str], profile: Profile, sizes: Mapping[str, int]) -> str:
    votes = {body: Tally(level or 0) for body, level in zip(bodies, profile, strict=True)}
    heard = {
        f"{name}.{body}" for name, step in procedure.steps.items() if step.silence is not None for body in step.bodies
    }
    quiet = {body for body, level in zip(bodies, profile, strict=True) if level is None}
    silent = frozenset(place for place in heard if place.rpartition(".")[2] in quiet)
    return walk(procedure, sizes, votes, silent).outcome


def _sign(n: int, size: int, passing: Sequence[frozenset[Profile]]) -> Sign:
    def others(profiles: frozenset[Profile], own: int | None) -> frozenset[object]:
        return frozenset(profile[:n] + profile[n + 1 :] for profile in profiles if profile[n] == own)

    decides = between(*(others(p, size) - others(p, 0) for p in passing))
    return joined([decides, flipped(between(*(others(p, None) for p in passing)))])


def flipped(sign: Sign) -> Sign:
    """The sign of the one who loses what another gains.

    >>> flipped(1), flipped("mixed")
    (-1, 'mixed')
    """
    return FLIPPED.get(sign, sign)
