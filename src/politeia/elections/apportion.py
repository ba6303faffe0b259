"""Votes to seats by the field's formulas, exactly: one election with names, or a million as arrays.

What each formula computes, its source, and where it misleads: docs/methods/apportionment.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from politeia.elections.ties import Tie, TieRule, winners
from politeia.errors import CaseError, expected, shown
from politeia.result import Result

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes
Admits: TypeAlias = Literal["at_least", "more_than"]

WORD = 2**63  # what a machine integer holds
SEATS = 2**31  # more seats than this are counted in Python's integers


@dataclass(frozen=True, slots=True)
class Quota:
    """Largest remainders with the quota V / (seats + plus), where V is the sum of the votes that take part.

    `rounded` takes the next whole number above that. No claim may reach 2**63 on the fast way: `bound` says how great
    numbers become.
    """

    title: str
    plus: int = 0
    rounded: bool = False

    def bound(self, greatest: int, total: int, seats: int, parties: int) -> int:
        """The greatest number that the loop meets, when no party has more than `greatest` votes."""
        return max(greatest * (seats + self.plus), total) + seats

    @property
    def shape(self) -> tuple[int, ...]:
        """What the loop is told of the formula."""
        return self.plus, self.rounded


@dataclass(frozen=True, slots=True)
class Divisors:
    """Highest averages: the next seat of a party with k seats has the claim v**power * (slope k + 1) / d(k).

    d(k) = square k**2 + step k + start for k > 0, and d(0) = `first`; 0 gives everybody a seat before anybody a second
    one. Up to a factor, d(k) is near k + shift/2.
    """

    title: str
    step: int
    start: int
    shift: int
    first: int
    square: int = 0
    slope: int = 0
    power: int = 1

    def divisor(self, seats: int) -> Fraction:
        """What votes (to the `power`) are divided by for a further seat, up to a factor.

        >>> [FORMULAS["modified_sainte_lague"].divisor(k) / 5 for k in range(3)]
        [Fraction(7, 5), Fraction(3, 1), Fraction(5, 1)]
        """
        over = (self.square * seats + self.step) * seats + self.start if seats else self.first
        return Fraction(over, self.slope * seats + 1)

    def bound(self, greatest: int, total: int, seats: int, parties: int) -> int:
        """The greatest number that the loop meets, when no party has more than `greatest` votes."""
        most = seats + 2 * parties + 2
        over = (self.square * most + self.step) * most + self.start + self.first
        claims = (greatest * greatest if self.power == 2 else greatest) * (self.slope * most + 1) * over
        return max(claims, greatest * (2 * seats + parties * self.shift) + total * max(2, self.shift))

    @property
    def shape(self) -> tuple[int, ...]:
        """What the loop is told of the formula."""
        return self.square, self.step, self.start, self.first, self.slope, self.power, self.shift


Formula: TypeAlias = Quota | Divisors

FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "hare": Quota("Hare quota, largest remainders (Hamilton)"),
        "droop": Quota("Droop quota, largest remainders", plus=1, rounded=True),
        "hagenbach_bischoff": Quota("Hagenbach-Bischoff quota, largest remainders", plus=1),
        "imperiali": Quota("Imperiali quota, largest remainders", plus=2),
        "dhondt": Divisors("D'Hondt (Jefferson): 1, 2, 3, ...", step=1, start=1, first=1, shift=2),
        "sainte_lague": Divisors("Sainte-Laguë (Webster): 1, 3, 5, ...", step=2, start=1, first=1, shift=1),
        "modified_sainte_lague": Divisors(
            "Sainte-Laguë, first divisor 1.4: 1.4, 3, 5, ...", step=10, start=5, first=7, shift=1
        ),
        "adams": Divisors("Adams: 0, 1, 2, ...", step=1, start=0, first=0, shift=0),
        "dean": Divisors("Dean: harmonic means of k and k + 1", square=2, step=2, start=0, first=0, slope=2, shift=1),
        "huntington_hill": Divisors(
            "Huntington-Hill: geometric means of k and k + 1", square=1, step=1, start=0, first=0, power=2, shift=1
        ),
        "imperiali_divisors": Divisors("Imperiali divisors: 2, 3, 4, ...", step=1, start=2, first=2, shift=4),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportionment(Result):
    """The seats of every party, those without a seat included, and the ties that the rule decided."""

    formula: str
    seats: Mapping[str, int]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocations(Result):
    """Seats of many elections: `seats` and `tied` are arrays [elections, parties].

    `tied` marks the parties between which the last seats of an election are tied; there the earlier columns hold
    them. `tied.any(axis=1)` are the elections that a rule for ties would have to decide.
    """

    seats: Array = field(repr=False)
    tied: Array = field(repr=False)


def apportion(
    votes: Mapping[str, int], seats: int, formula: str = "dhondt", *, ties: TieRule = None, where: str = ""
) -> Apportionment:
    """Apportion seats among parties in proportion to their votes.

    Votes and seats are whole numbers of any size. A party without votes gets no seat. Raises Undecided for a tie
    that changes a seat and that `ties` does not decide; `where` names the district in it. Raises CaseError where votes
    or seats are not whole numbers or below 0, where there is a seat and no vote, and for an unknown formula.

    >>> votes = {"Amanat": 3431510, "Auyl": 693938, "Respublica": 547154}
    >>> dict(apportion(votes, 50, "hare").seats)
    {'Amanat': 37, 'Auyl': 7, 'Respublica': 6}
    """
    import numpy as np

    rule = known(formula)
    wrong = [
        (f"votes.{party}", f"{shown(str(count))} is not a number of votes; expected a whole number from 0 up")
        for party, count in votes.items()
        if not whole(count)
    ]
    if not whole(seats):
        wrong.append(("seats", f"{shown(str(seats))} is not a number of seats; expected a whole number from 0 up"))
    elif not wrong and seats and not any(votes.values()):
        wrong.append(("votes", f"nobody has a vote; expected votes, since {seats} seats are to be apportioned by them"))
    if wrong:
        raise CaseError([c for path, message in wrong for c in CaseError.at("", 0, 0, path, message).complaints])
    names = tuple(votes)
    counts = np.array([[int(count) for count in votes.values()]], object)
    given, tied, shared = _run(counts, counts.sum(axis=1), int(seats), rule, None, "at_least")
    found = dict(zip(names, map(int, given[0]), strict=True))
    level = tuple(name for name, equal in zip(names, tied[0], strict=True) if equal)
    decided: tuple[Tie, ...] = ()
    if level:
        tie = Tie(level, int(shared[0]), where)
        chosen = winners(tie, ties)
        for place, party in enumerate(level):  # the loop gave the tied seats to those who were named first
            found[party] += (party in chosen) - (place < tie.seats)
        decided = (tie,)
    return Apportionment(
        formula=formula,
        seats=MappingProxyType(found),
        ties=decided,
        method=rule.title,
        exact=True,
    )


def allocations(
    votes: Array,
    seats: int,
    formula: str = "dhondt",
    *,
    threshold: Fraction | None = None,
    admits: Admits = "at_least",
    base: Array | None = None,
) -> Allocations:
    """Apportion the same number of seats in many elections, with a threshold.

    `votes` is an array of whole numbers [elections, parties]. `threshold` is a share of `base`, one number for each
    election, by default the sum of its votes; who has `at_least` (or `more_than`) that share takes part. Where nobody
    does, no seat is given and the row is all zeros. Elections whose numbers do not fit a machine word are computed in
    Python's integers: as exact, some 250 times slower. Raises CaseError for what is not a whole number, for
    negative numbers, and for a threshold outside 0 to 1.

    >>> import numpy as np
    >>> result = allocations(np.array([[700, 230, 70], [500, 500, 69]]), 9, "hare", threshold=Fraction(7, 100))
    >>> result.seats.tolist(), result.tied.tolist()
    ([[6, 2, 1], [5, 4, 0]], [[False, False, False], [True, True, False]])
    """
    rule = known(formula)
    counts = _counts(votes, "votes", 2)
    bases = counts.sum(axis=1) if base is None else _counts(base, "base", 1)
    if bases.shape != counts.shape[:1]:
        raise CaseError.at("", 0, 0, "base", f"it has {len(bases)} numbers; expected {len(counts)}, one an election")
    if not whole(seats):
        raise CaseError.at("", 0, 0, "seats", f"{shown(str(seats))} is not a number of seats; expected 0 or more")
    if threshold is not None and not 0 <= threshold <= 1:
        raise CaseError.at("", 0, 0, "threshold", f"{threshold} is not a share; expected a fraction from 0 to 1")
    given, tied, _ = _run(counts, bases, int(seats), rule, threshold, admits)
    return Allocations(seats=given, tied=tied, method=rule.title, exact=True)


def known(formula: str) -> Formula:
    """The formula of that name; raises CaseError, with the nearest name, where there is none."""
    if formula not in FORMULAS:
        message = f"{shown(formula)} is not a formula{expected(formula, FORMULAS)}"
        raise CaseError.at("", 0, 0, "formula", message)
    return FORMULAS[formula]


def whole(number: object) -> bool:
    """Whether this is a whole number from 0 up; True and False are not."""
    from numbers import Integral

    return type(number) is not bool and isinstance(number, Integral) and int(number) >= 0


def _counts(given: Array, path: str, dimensions: int) -> Array:
    """The array as int64, or as Python's integers where it holds greater ones."""
    import numpy as np

    array = np.asarray(given)
    if array.ndim != dimensions:
        raise CaseError.at("", 0, 0, path, f"it has {array.ndim} dimensions; expected {dimensions}")
    if array.dtype.kind not in "iuO" or (array.dtype.kind == "O" and not all(map(whole, array.flat))):
        raise CaseError.at("", 0, 0, path, "not all of it is whole numbers; expected whole numbers from 0 up")
    if array.size and array.min() < 0:
        raise CaseError.at("", 0, 0, path, f"{array.min()} is below 0; expected whole numbers from 0 up")
    fits = not array.size or int(array.max()) * (array.shape[-1] + 1) < WORD  # so that a sum over parties fits too
    return np.ascontiguousarray(array, np.int64 if fits else object)


def _run(
    votes: Array, base: Array, seats: int, rule: Formula, threshold: Fraction | None, admits: Admits
) -> tuple[Array, Array, Array]:
    """Seats, tied parties and the number of seats tied, by machine words where every number fits in one."""
    import numpy as np

    from politeia.elections import kernels

    share = Fraction(0) if threshold is None else Fraction(threshold)
    strict = int(threshold is not None and admits == "more_than")
    parties = votes.shape[1]
    greatest, most = int(votes.max(initial=0)), int(base.max(initial=0))
    bound = max(
        rule.bound(greatest, greatest * parties, seats, parties),
        greatest * share.denominator,
        most * share.numerator + 1,
    )
    fits = bound < WORD and seats < SEATS
    kind, number = (np.int64, np.int32) if fits else (object, object)
    found = np.empty(votes.shape, number), np.empty(votes.shape, np.bool_), np.empty(len(votes), number)
    election = votes.astype(kind, copy=False), base.astype(kind, copy=False)
    loop = kernels.remainders if isinstance(rule, Quota) else kernels.divisors
    run: Any = loop if fits else kernels.exactly(loop)
    run(*election, share.numerator, share.denominator, strict, seats, *rule.shape, *found)
    return found
