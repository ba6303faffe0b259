"""Loops over remainders modulo a prime below 2^50: products, and the number-theoretic Fourier transform.

A product of two remainders is a machine word modulo 2^64; the quotient by the prime, below 2^50, is found in float to
the nearest whole number but one, so that the remainder follows without a division.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from politeia.compiled import compiled

Array: TypeAlias = Any


@compiled
def times(a: int, b: int, p: int, inverse: float) -> Any:
    """The product of remainders a and b modulo p; `inverse` is 1 / p."""
    rest: Any = a * b - np.int64(np.float64(a) * np.float64(b) * inverse) * p
    rest += p & (rest >> 63)
    rest -= p
    return rest + (p & (rest >> 63))


@compiled
def product(one: Array, other: Array, p: int) -> Array:
    """The products of two rows of remainders, place by place."""
    inverse = 1.0 / p
    found = np.empty_like(one)
    for i in range(len(one)):
        found[i] = times(one[i], other[i], p, inverse)
    return found


@compiled
def total(one: Array, other: Array, p: int) -> Array:
    """The sums of two rows of remainders, place by place."""
    found = np.empty_like(one)
    for i in range(len(one)):
        rest = one[i] + other[i] - p
        found[i] = rest + (p & (rest >> 63))
    return found


@compiled
def difference(one: Array, other: Array, p: int) -> Array:
    """The differences of two rows of remainders, place by place."""
    found = np.empty_like(one)
    for i in range(len(one)):
        rest = one[i] - other[i]
        found[i] = rest + (p & (rest >> 63))
    return found


@compiled
def powers(base: int, count: int, p: int) -> Array:
    """base^0 to base^(count - 1)."""
    inverse = 1.0 / p
    found = np.empty(count, np.int64)
    found[0] = 1
    for i in range(1, count):
        found[i] = times(found[i - 1], base, p, inverse)
    return found


@compiled
def transform(row: Array, roots: Array, p: int) -> Array:
    """The polynomial with these coefficients at each of `roots`, the powers of a root of unity of the row's length.

    The length is a power of two. Cooley and Tukey's algorithm.
    """
    inverse = 1.0 / p
    length = len(row)
    found = row.copy()
    at = 0
    for i in range(1, length):
        bit = length >> 1
        while at & bit:
            at ^= bit
            bit >>= 1
        at |= bit
        if i < at:
            found[i], found[at] = found[at], found[i]
    half = 1
    while half < length:
        stride = length // (2 * half)
        for start in range(0, length, 2 * half):
            low, high = found[start : start + half], found[start + half : start + 2 * half]
            for i in range(half):
                turned = times(high[i], roots[i * stride], p, inverse)
                rest = low[i] - turned
                high[i] = rest + (p & (rest >> 63))
                rest = low[i] + turned - p
                low[i] = rest + (p & (rest >> 63))
        half *= 2
    return found


@compiled
def factorials(count: int, p: int, last_inverse: int) -> tuple[Array, Array]:
    """0! to (count - 1)!, and their inverses, from that of the last; `last_inverse` is 0 where it is not known yet."""
    inverse = 1.0 / p
    found, inverses = np.ones(count, np.int64), np.ones(count, np.int64)
    for i in range(1, count):
        found[i] = times(found[i - 1], i, p, inverse)
    inverses[count - 1] = last_inverse
    for i in range(count - 1, 0, -1):
        inverses[i - 1] = times(inverses[i], i, p, inverse)
    return found, inverses
