"""How far the signs of a verdict hang on what is assumed: the weights of questions, loyalty, what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from politeia.assess.holdings import DECIMALS, LINE
from politeia.assess.share import NONE
from politeia.assess.vector import Vector

DRAWS, SEED = 400, 0
SPREAD = 2  # a question weighs between 1/2 and 2 times what another does
PARTS = 1000  # weights are rounded to thousandths, so that sums are whole numbers and counts are exact


@dataclass(frozen=True, slots=True)
class Signs:
    """The shares of the grid on which a sum is negative, within materiality, and positive; they add up to one."""

    negative: Fraction
    zero: Fraction
    positive: Fraction


@dataclass(frozen=True, slots=True)
class Robust:
    """How often each sign comes out for a group: of the formal sum over the weights, of the effective one over weights,
    loyalties and readings of what is not known."""

    formal: Signs
    effective: Signs


def robustness(found: Vector, *others: Vector, draws: int = DRAWS, seed: int = SEED) -> Mapping[str, Robust]:
    """The shares of each sign by group; `others` are the vectors under other readings of what is not known.

    Weights are drawn log-uniformly and independently for each core question, the same ones for every group, loyalty
    and reading; questions are taken in the order of their ids, so that the shares do not hang on which text came first.
    """
    import numpy as np

    names = sorted(found.weights.questions)
    random = Random(seed)
    weights = np.array(
        [[round(PARTS * SPREAD ** random.uniform(-1, 1)) for _ in names] for _ in range(draws)], dtype=np.int64
    ).reshape(draws, len(names))
    shares = {}
    for grouped in found.groups:
        formal = _column([_whole(grouped.on_paper.questions[name]) for name in names])
        effective = np.hstack([_in_fact(vector, grouped.group, names) for vector in (found, *others)])
        shares[grouped.group] = Robust(
            _signs(weights @ formal, found.materiality.formal), _signs(weights @ effective, found.materiality.effective)
        )
    return shares


def _in_fact(found: Vector, group: str, names: list[str]) -> Any:
    """The change in each question, a row each, at each loyalty of the band, a column each."""
    import numpy as np

    own = {decision: groups[group].holding.gains for decision, groups in found.matrix.items() if group in groups}
    first, last = found.band.steps
    at = [
        found.weights.asked({decision: line[step] for decision, line in own.items()})
        for step in range(len(LINE))[first : last + 1]
    ]
    return np.hstack([_column([_whole(asked.get(name, NONE)) for name in names]) for asked in at])


def _column(values: list[int]) -> Any:
    import numpy as np

    return np.array(values, dtype=np.int64).reshape(-1, 1)


def _whole(value: Fraction) -> int:
    return round(value * DECIMALS)


def _signs(sums: Any, material: Fraction) -> Signs:
    bound = int(material * DECIMALS * PARTS)
    n = sums.size
    below, above = int((sums < -bound).sum()), int((sums > bound).sum())
    return Signs(Fraction(below, n), Fraction(n - below - above, n), Fraction(above, n))
