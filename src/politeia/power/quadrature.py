"""Gauss and Legendre's nodes and weights on the interval from 0 to 1, correct to the last digit of a float."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import lru_cache
from math import cos, pi

DIGITS = 40  # of the arithmetic: the recurrence of the polynomials loses fewer than ten of them
LAST = Decimal("1e-22")  # of Newton's steps, each of which is about the square of the one before


@lru_cache(maxsize=16)
def lower_half(nodes: int) -> tuple[tuple[float, float], ...]:
    """The nodes up to 1/2 of the rule with that many, each with its weight; the others lie opposite.

    The node 1/2 of an odd rule has half of its weight here, so that all weights add up to 1/2. A polynomial of degree
    below 2 * nodes is integrated exactly. Newton's method on the Legendre polynomial, with 40 digits.

    >>> lower_half(1)
    ((0.5, 0.5),)
    >>> round(sum(weight * (t**3 + (1 - t) ** 3) for t, weight in lower_half(2)), 15)
    0.25
    """
    found = []
    with localcontext() as context:
        context.prec = DIGITS
        for k in range(nodes - nodes // 2):
            x = Decimal(cos(pi * (4 * k + 3) / (4 * nodes + 2)))
            if 2 * k + 1 == nodes:
                x = Decimal(0)
            step = Decimal(1)
            # The slope of the weight is that before the last step, so that this one must be far below a float's digits.
            while abs(step) > LAST:
                value, slope = _legendre(nodes, x)
                step = value / slope
                x -= step
            weight = 1 / ((1 - x * x) * slope * slope)
            found.append((float((1 - x) / 2), float(weight / 2 if 2 * k + 1 == nodes else weight)))
    return tuple(found)


def _legendre(degree: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """The Legendre polynomial of that degree at x, and its derivative."""
    before, value = Decimal(1), x
    for k in range(1, degree):
        before, value = value, ((2 * k + 1) * x * value - k * before) / (k + 1)
    return value, degree * (before - x * value) / (1 - x * x)
