"""Counts of whole numbers: what is kept of many elections, exact however they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes


@dataclass(frozen=True, slots=True)
class Band:
    """The mean and the quantiles of a number over many elections: a twentieth of them lie below q05, and above q95."""

    mean: float
    q05: float
    q50: float
    q95: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each number occurred: `counts[k]` times `start + k`, in units of 1/`per`.

    Sums of histograms do not depend on their order, and their quantiles are exact.

    >>> found = Histogram.of([3, 1, 1, 2]) + Histogram.of([7])
    >>> found.counts.tolist(), found.band()
    ([2, 1, 1, 0, 0, 0, 1], Band(mean=2.8, q05=1.0, q50=2.0, q95=7.0))
    """

    start: int
    counts: Array
    per: int = 1

    @classmethod
    def of(cls, values: Array, per: int = 1) -> Histogram:
        """The histogram of values, brought to the nearest 1/`per`; those that are not defined (NaN) are left out."""
        import numpy as np

        whole = np.asarray(values)
        if whole.dtype.kind == "f":
            whole = np.rint(whole[~np.isnan(whole)] * per).astype(np.int64)
        if not whole.size:
            return cls(0, np.zeros(0, np.int64), per)
        start = int(whole.min())
        return cls(start, np.bincount(whole - start), per)

    def __add__(self, other: Histogram) -> Histogram:
        import numpy as np

        if not (len(self.counts) and len(other.counts)):
            return self if len(self.counts) else other
        start = min(self.start, other.start)
        counts = np.zeros(max(part.start + len(part.counts) for part in (self, other)) - start, np.int64)
        for part in (self, other):
            counts[part.start - start : part.start - start + len(part.counts)] += part.counts
        return Histogram(start, counts, self.per)

    @property
    def number(self) -> int:
        """How many values there are."""
        return int(self.counts.sum())

    def count(self, value: int) -> int:
        """How often a value occurred."""
        place = value * self.per - self.start
        return int(self.counts[place]) if 0 <= place < len(self.counts) else 0

    def _moments(self) -> tuple[int, int, int]:
        """The number of values, their sum, and the sum of their squares, in whole units from `start`."""
        filled = [(k, int(n)) for k, n in enumerate(self.counts) if n]
        return sum(n for _, n in filled), sum(k * n for k, n in filled), sum(k * k * n for k, n in filled)

    def quantile(self, q: Fraction) -> float:
        """The least value at or below which there are at least the share q of all."""
        import numpy as np

        sums = np.cumsum(self.counts)
        least = -(-q.numerator * int(sums[-1]) // q.denominator)
        return (self.start + int(np.searchsorted(sums, least))) / self.per

    def band(self) -> Band | None:
        """The mean and the quantiles; None where there is no value."""
        if not len(self.counts):
            return None
        n, total, _ = self._moments()
        mean = float((self.start + Fraction(total, n)) / self.per)
        return Band(mean, *(self.quantile(Fraction(q, 100)) for q in (5, 50, 95)))

    def standard_error(self) -> float | None:
        """The standard error of the mean; None where there are fewer than two values."""
        n, total, squares = self._moments()
        return float(Fraction(squares * n - total * total, n * n * (n - 1))) ** 0.5 / self.per if n > 1 else None
