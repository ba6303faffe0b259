"""Shapley-Shubik values of large chambers: polynomials by size of coalition, held modulo primes by their values.

With thousands of members the polynomials of `swings.Sizes` have too many digits. Modulo a prime a polynomial of degree
below M is given by its values at the M powers of a root of unity, and its product with another by the products of
these. The sum over the orders of joining is linear in the coefficients, hence in the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from politeia.power.diagram import Diagram
from politeia.power.residues import joined, primes
from politeia.power.swings import declared, sweep

Array: TypeAlias = Any  # numpy's and numba's types of arrays have no common form

BITS = 50  # of the primes; products then divide by way of floats, see `transform`


@dataclass(frozen=True, slots=True)
class Spectrum:
    """A polynomial by its values modulo a prime."""

    values: Array
    p: int

    def __add__(self, other: Spectrum) -> Spectrum:
        from politeia.power.transform import total

        return Spectrum(total(self.values, other.values, self.p), self.p)

    def __sub__(self, other: Spectrum) -> Spectrum:
        from politeia.power.transform import difference

        return Spectrum(difference(self.values, other.values, self.p), self.p)

    def __mul__(self, other: Spectrum) -> Spectrum:
        from politeia.power.transform import product

        return Spectrum(product(self.values, other.values, self.p), self.p)


class Spectra:
    """Coalitions by size modulo p, as `swings.Sizes` has them in whole numbers."""

    def __init__(self, sizes: tuple[int, ...], p: int) -> None:
        import numpy as np

        from politeia.power.transform import factorials, powers

        self.sizes, self.p, members = sizes, p, sum(sizes)
        self.length = 1 << members.bit_length()
        self.root = next(
            root for base in range(2, p) if pow(root := pow(base, p // self.length, p), self.length // 2, p) != 1
        )
        self.roots = powers(self.root, self.length, p)
        found, _ = factorials(members + 1, p, 0)
        self.factorials, self.inverses = factorials(members + 1, p, pow(int(found[-1]), -1, p))
        self.nothing = Spectrum(np.zeros(self.length, np.int64), p)
        self.unit = Spectrum(np.ones(self.length, np.int64), p)

    def run(self, layer: int, first: int, last: int) -> Spectrum:
        import numpy as np

        from politeia.power.transform import product, transform

        n, p = self.sizes[layer], self.p
        if first == last:
            return self.term(n, first)
        row = np.zeros(self.length, np.int64)
        counts = slice(first, last + 1)
        inverses = product(self.inverses[counts], self.inverses[n - last : n - first + 1][::-1].copy(), p)
        row[counts] = product(inverses, np.full_like(inverses, self.factorials[n]), p)
        return Spectrum(transform(row, self.roots, p), p)

    def pivot(self, value: Spectrum, layer: int, count: int) -> Spectrum:
        return value * self.term(self.sizes[layer] - 1, count)

    def term(self, n: int, count: int) -> Spectrum:
        """C(n, count) z^count."""
        import numpy as np

        from politeia.power.transform import product

        ways = int(self.factorials[n]) * int(self.inverses[count]) * int(self.inverses[n - count]) % self.p
        turned = self.roots[np.arange(self.length) * count % self.length]
        return Spectrum(product(turned, np.full_like(turned, ways), self.p), self.p)


def shapley_shubik(graph: Diagram) -> list[Fraction]:
    """For each class the Shapley-Shubik value of one member; exact.

    A value is a fraction over lcm(1, ..., n) between 0 and 1, so that its numerator is known from its remainders when
    the product of the primes exceeds that denominator.

    >>> from politeia.power.diagram import diagram
    >>> from politeia.power.game import Game
    >>> shapley_shubik(diagram(Game.weighted(51, [50, 49, 1])))
    [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]
    """
    members = sum(graph.sizes)
    denominator = lcm(*range(1, members + 1))
    moduli = primes(denominator.bit_length(), BITS)
    rows = []
    for p in moduli:
        spectra = Spectra(graph.sizes, p)
        _, swings = sweep(graph, spectra)
        orders = _orders(spectra, denominator % p)
        rows.append([int((swing * orders).values.sum(dtype=object)) % p for swing in swings])
    return [Fraction(numerator, denominator) for numerator in declared(graph, joined(rows, moduli))]


def _orders(spectra: Spectra, denominator: int) -> Spectrum:
    """What each value of a polynomial contributes: the inverse transform of s! (n-1-s)! / n! times the denominator."""
    import numpy as np

    from politeia.power.transform import product, transform

    p, n, length = spectra.p, sum(spectra.sizes), spectra.length
    row = np.zeros(length, np.int64)
    row[:n] = product(spectra.factorials[:n], spectra.factorials[:n][::-1].copy(), p)
    scale = denominator * int(spectra.inverses[n]) * pow(length, -1, p) % p
    backwards = np.concatenate((spectra.roots[:1], spectra.roots[:0:-1]))
    return Spectrum(product(transform(row, backwards, p), np.full(length, scale, np.int64), p), p)
