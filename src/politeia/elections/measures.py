"""How far seats are from votes, how many parties there are, and how far the largest one is from a majority.

What each measure answers, its source, and where it misleads: docs/methods/apportionment.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt
from types import MappingProxyType
from typing import Any, TypeAlias

from politeia.errors import CaseError
from politeia.result import Result

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes
Counts: TypeAlias = Sequence[int]


def gallagher(votes: Counts, seats: Counts) -> float:
    """Gallagher's least squares index, of shares from 0 to 1: 0 is full proportionality. A square root, so a float.

    >>> round(gallagher((53, 24, 23), (4, 2, 1)), 4)
    0.0755
    """
    square = sum((d * d for d in _differences(votes, seats)), Fraction(0)) / 2
    root = isqrt(square.numerator * square.denominator << 128)  # of the numerator over the denominator, 64 bits more
    return float(Fraction(root, square.denominator << 64))


def loosemore_hanby(votes: Counts, seats: Counts) -> Fraction:
    """Loosemore and Hanby's index of distortion: the share of seats that went to those who had no votes for them.

    >>> loosemore_hanby((50, 30, 20), (6, 3, 1))
    Fraction(1, 10)
    """
    return sum((abs(d) for d in _differences(votes, seats)), Fraction(0)) / 2


def rose(votes: Counts, seats: Counts) -> Fraction:
    """Rose's index of proportionality: what Loosemore and Hanby's leaves of one.

    >>> rose((50, 30, 20), (6, 3, 1))
    Fraction(9, 10)
    """
    return 1 - loosemore_hanby(votes, seats)


def effective_parties_votes(votes: Counts, seats: Counts) -> Fraction:
    """Laakso and Taagepera's effective number of parties, by votes: as many equal parties would be as concentrated.

    >>> effective_parties_votes((50, 50, 0), (1, 0, 0))
    Fraction(2, 1)
    """
    return _effective(votes)


def effective_parties_seats(votes: Counts, seats: Counts) -> Fraction:
    """Laakso and Taagepera's effective number of parties, by seats.

    >>> effective_parties_seats((50, 50, 0), (1, 0, 0))
    Fraction(1, 1)
    """
    return _effective(seats)


def majority_margin(votes: Counts, seats: Counts) -> int:
    """Seats of the largest party above (or, negative, below) the fewest that are more than half.

    >>> majority_margin((60, 40), (62, 36)), majority_margin((50, 50), (49, 49))
    (12, -1)
    """
    return max(seats) - (sum(seats) // 2 + 1)


def two_thirds_margin(votes: Counts, seats: Counts) -> int:
    """Seats of the largest party above (or, negative, below) the fewest that are two thirds or more.

    >>> two_thirds_margin((60, 40), (62, 36))
    -4
    """
    return max(seats) - -(-2 * sum(seats) // 3)


Measure: TypeAlias = Callable[[Counts, Counts], Fraction | float | int]

# In the order of the columns that the loop in kernels.py fills.
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "gallagher": gallagher,
        "loosemore_hanby": loosemore_hanby,
        "rose": rose,
        "effective_parties_votes": effective_parties_votes,
        "effective_parties_seats": effective_parties_seats,
        "majority_margin": majority_margin,
        "two_thirds_margin": two_thirds_margin,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures(Result):
    """Every measure of one election; all but Gallagher's are exact fractions or whole numbers."""

    gallagher: float
    loosemore_hanby: Fraction
    rose: Fraction
    effective_parties_votes: Fraction
    effective_parties_seats: Fraction
    majority_margin: int
    two_thirds_margin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnsembleMeasures(Result):
    """Every measure of many elections: for each name in MEASURES an array of floats [elections].

    Margins are whole numbers in it; the others are rounded, to twelve digits at least.
    """

    values: Mapping[str, Array] = field(repr=False)


def measures(votes: Mapping[str, int], seats: Mapping[str, int]) -> Measures:
    """Every measure of one election.

    `votes` name every party, those that won nothing too; a party in `seats` alone had no votes. Names that can never
    win a seat ("against all") belong in neither. Raises CaseError where there are no votes, or no seats.

    >>> result = measures({"A": 50, "B": 30, "C": 20}, {"A": 6, "B": 3, "C": 1})
    >>> result.loosemore_hanby, result.effective_parties_seats, result.majority_margin
    (Fraction(1, 10), Fraction(50, 23), 0)
    """
    for path, counts in (("votes", votes), ("seats", seats)):
        if not sum(counts.values()):
            raise CaseError.at("", 0, 0, path, f"there are no {path}; expected some, since shares of them are measured")
    parties = tuple({**votes, **seats})
    cast = [votes.get(party, 0) for party in parties]
    won = [seats.get(party, 0) for party in parties]
    found: dict[str, Any] = {name: measure(cast, won) for name, measure in MEASURES.items()}
    return Measures(
        **found, method="shares of votes and of seats in fractions; Gallagher's root is rounded", exact=False
    )


def ensemble_measures(votes: Array, seats: Array) -> EnsembleMeasures:
    """Every measure of many elections, from arrays [elections, parties] of votes and of seats.

    Where an election has no votes or no seats, what needs them is NaN. Raises CaseError where the arrays have not
    the same shape.

    >>> import numpy as np
    >>> result = ensemble_measures(np.array([[50, 30, 20]]), np.array([[6, 3, 1]]))
    >>> {name: round(float(of[0]), 4) for name, of in result.values.items()}
    {'gallagher': 0.1, 'loosemore_hanby': 0.1, 'rose': 0.9, 'effective_parties_votes': 2.6316,
     'effective_parties_seats': 2.1739, 'majority_margin': 0.0, 'two_thirds_margin': -1.0}
    """
    import numpy as np

    from politeia.elections.kernels import measured

    votes, seats = np.asarray(votes), np.asarray(seats)
    if votes.ndim != 2 or votes.shape != seats.shape:
        message = f"their shape is {seats.shape}, that of the votes {votes.shape}; expected [elections, parties] twice"
        raise CaseError.at("", 0, 0, "seats", message)
    out = np.empty((len(MEASURES), len(votes)))
    measured(np.ascontiguousarray(votes), np.ascontiguousarray(seats), out)
    return EnsembleMeasures(
        values=MappingProxyType(dict(zip(MEASURES, out, strict=True))),
        method="shares of votes and of seats, in floats",
        exact=False,
    )


def _differences(votes: Counts, seats: Counts) -> list[Fraction]:
    """Share of seats less share of votes, party by party."""
    cast, won = sum(votes), sum(seats)
    return [Fraction(s, won) - Fraction(v, cast) for v, s in zip(votes, seats, strict=True)]


def _effective(counts: Counts) -> Fraction:
    """One over the sum of squared shares."""
    return Fraction(sum(counts) ** 2, sum(count * count for count in counts))
