"""Which few questions carry a finding: the smallest number of them whose removal turns the sign of a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from politeia.assess.share import sign
from politeia.assess.total import Sum
from politeia.assess.vector import Vector

Scale = Literal["formal", "effective"]


@dataclass(frozen=True, slots=True)
class Omission:
    """The fewest core questions that turn the sign of a group's sum when they are left out, in the order of removal.

    `net` is the sum without them, `signs` those with and without.
    """

    group: str
    scale: Scale
    questions: tuple[str, ...]
    net: Fraction
    signs: tuple[int, int]


def omissions(found: Vector) -> tuple[Omission, ...]:
    """The omissions that turn each sum, those of the fewest questions first.

    A sum whose sign is not known, or that no omission turns, has none.
    """
    turned = list(_each(found))
    return tuple(sorted(turned, key=lambda omission: len(omission.questions)))


def _each(found: Vector) -> Iterator[Omission]:
    for own in found.groups:
        if own.clauses:
            continue
        on_paper, in_fact = own.signs(found.materiality)
        scales: tuple[tuple[Scale, Sum, int | None, Fraction], ...] = (
            ("formal", own.on_paper, on_paper, found.materiality.formal),
            ("effective", own.in_fact, in_fact, found.materiality.effective),
        )
        for scale, whole, known, material in scales:
            least = () if known is None else fewest(whole.questions, material)
            if known is not None and least:
                net = whole.net - sum((whole.questions[name] for name in least), Fraction(0))
                yield Omission(own.group, scale, least, net, (known, sign(net, material)))


def fewest(values: Mapping[str, Fraction], material: Fraction) -> tuple[str, ...]:
    """The fewest values, the greatest first, without which the sign of the sum is another; none where there are none.

    >>> fewest({"a": Fraction(1), "b": Fraction(2), "c": Fraction(-1, 2)}, Fraction(0))
    ('b', 'a')
    """
    own = sign(sum(values.values(), Fraction(0)), material)
    ways = [way for way in (1, -1) if own in (0, way)]
    found = [least for way in ways if (least := _without(values, material, own, way))]
    return min(found, key=len, default=())


def _without(values: Mapping[str, Fraction], material: Fraction, own: int, way: int) -> tuple[str, ...]:
    """The values of one sign that have to go, the greatest first, until the sum's sign turns."""
    left, gone = sum(values.values(), Fraction(0)), []
    for name in sorted(values, key=lambda name: -way * values[name]):
        if way * values[name] <= 0:
            break
        left -= values[name]
        gone.append(name)
        if sign(left, material) != own:
            return tuple(gone)
    return ()
