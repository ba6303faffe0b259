"""Did power move: for each group of holders, on paper and in fact, decision by decision and over the core questions.

The rules are written down in docs/methods/verdict.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from politeia.assess.groups import GROUPS
from politeia.assess.holdings import Holdings, holdings, mean
from politeia.assess.share import BAND, MATERIALITY, Band, Materiality, Matrix, share_of, shares
from politeia.assess.total import Grouped, grouped, listed
from politeia.assess.weights import Weights, weights
from politeia.power.shift import ShiftResult, Side


@dataclass(frozen=True, slots=True)
class Vector:
    """The verdict by group, never one score, with the matrix of who decides what behind it.

    `matrix` has by decision and group how the group fares; `refused` says why a decision could not be measured,
    `weights` which decisions answer the core questions, and `top` which group holds most effective power before.
    """

    groups: tuple[Grouped, ...]
    matrix: Matrix
    refused: Mapping[str, str]
    weights: Weights
    top: str
    materiality: Materiality
    band: Band

    def of(self, group: str) -> Grouped:
        """How a group fares; LookupError where there is no such group."""
        for own in self.groups:
            if own.group == group:
                return own
        raise LookupError(group)


def vector(
    shift: ShiftResult,
    sides: Sequence[Side],
    clauses: Sequence[str] = (),
    materiality: Materiality = MATERIALITY,
    band: Band = BAND,
) -> Vector:
    """The vector of a shift; `sides` are its two texts with who follows whom.

    `clauses` are the ids of the changed clauses made for a person.
    """
    held, refused = holdings(shift, sides, band.steps)
    weighing = weights([side.text for side in sides])
    top = _top(held, weighing, band)
    matrix = {name: dict(shares(groups, top, materiality, band)) for name, groups in held.items()}
    return Vector(
        groups=tuple(grouped(name, matrix, refused, weighing, top, tuple(clauses), materiality) for name in GROUPS),
        matrix=matrix,
        refused=refused,
        weights=weighing,
        top=top,
        materiality=materiality,
        band=band,
    )


def _top(held: Holdings, weighing: Weights, band: Band) -> str:
    """The group that holds most effective power before, over the core questions."""
    sums: dict[str, Fraction] = {}
    for decision, groups in held.items():
        for name, holding in groups.items():
            own = weighing.of(decision) * mean(holding.effective[0], band.steps)
            sums[name] = sums.get(name, Fraction(0)) + own
    return max(sums, key=lambda name: sums[name], default="")


def either(one: Vector, other: Vector) -> Vector:
    """What two readings of what is not known leave of a vector: the first one, with what the other turns undetermined.

    Sums in fact get their interval over both. What is on paper is the same in both.
    """
    matrix = {
        decision: {
            name: share for name in GROUPS if (share := share_of(groups.get(name), other.matrix[decision].get(name)))
        }
        for decision, groups in one.matrix.items()
    }
    return replace(one, matrix=matrix, groups=tuple(_either(one, other, matrix)))


def _either(one: Vector, other: Vector, matrix: Matrix) -> Iterator[Grouped]:
    for own, read in zip(one.groups, other.groups, strict=True):
        low, high = min(*own.between, *read.between), max(*own.between, *read.between)
        decisions, rest = listed(own.group, matrix, one.refused, one.weights)
        found = replace(own, between=(low, high), decisions=decisions, other=rest)
        known = own.label == read.label and found.signs(one.materiality)[1] is not None
        yield found if known else replace(found, label="undetermined")
