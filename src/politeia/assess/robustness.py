"""How far the signs of a verdict hang on what is assumed: the weights of decisions, and the loyalty within its band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from politeia.assess.holdings import DECIMALS
from politeia.assess.vector import Vector

DRAWS, SEED = 400, 0
SPREAD = 2  # a decision weighs between 1/2 and 2 times what another does
PARTS = 1000  # weights are rounded to thousandths, so that sums are whole numbers and counts are exact


@dataclass(frozen=True, slots=True)
class Signs:
    """The shares of the grid on which a sum is negative, within materiality, and positive; they add up to one."""

    negative: Fraction
    zero: Fraction
    positive: Fraction


@dataclass(frozen=True, slots=True)
class Robust:
    """How often each sign comes out for a group: of the formal sum over the weights, of the effective one over weights
    and loyalties."""

    formal: Signs
    effective: Signs


def robustness(found: Vector, draws: int = DRAWS, seed: int = SEED) -> Mapping[str, Robust]:
    """The shares of each sign by group.

    Weights are drawn log-uniformly and independently for each decision, the same ones for every group and loyalty;
    decisions are taken in the order of their ids, so that the shares do not hang on which text came first.
    """
    import numpy as np

    names = sorted(found.matrix)
    random = Random(seed)
    weights = np.array(
        [[round(PARTS * SPREAD ** random.uniform(-1, 1)) for _ in names] for _ in range(draws)], dtype=np.int64
    ).reshape(draws, len(names))
    first, last = found.band.steps
    none = (0,) * (last - first + 1)
    shares = {}
    for grouped in found.groups:
        own = [found.matrix[name].get(grouped.group) for name in names]
        formal = np.array([[_whole(share.formal) if share else 0] for share in own], dtype=np.int64).reshape(-1, 1)
        effective = np.array(
            [tuple(map(_whole, share.holding.gains[first : last + 1])) if share else none for share in own],
            dtype=np.int64,
        ).reshape(-1, len(none))
        shares[grouped.group] = Robust(
            _signs(weights @ formal, found.materiality.formal), _signs(weights @ effective, found.materiality.effective)
        )
    return shares


def _whole(value: Fraction) -> int:
    return round(value * DECIMALS)


def _signs(sums: Any, material: Fraction) -> Signs:
    bound = int(material * DECIMALS * PARTS)
    n = sums.size
    below, above = int((sums < -bound).sum()), int((sums > bound).sum())
    return Signs(Fraction(below, n), Fraction(n - below - above, n), Fraction(above, n))
