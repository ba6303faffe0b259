"""How votes may differ from a result or a poll: laws of the nation's shares, each with a declared width.

What each law assumes, its source, and where it misleads: docs/methods/ensemble.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from politeia.errors import CaseError, expected, shown

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes
Correlations: TypeAlias = Mapping[tuple[str, str], float]

WIDEST = 2.0  # a swing's standard deviation: beyond this, shares say nothing any more


def stream(seed: int, chunk: int, *purpose: str) -> Any:
    """The random numbers of one chunk for one purpose, the same whoever else draws, and in whatever order.

    >>> bool(stream(1, 0, "nation").integers(100) == stream(1, 0, "nation").integers(100))
    True
    """
    from hashlib import sha256

    import numpy as np

    digest = sha256("\0".join(purpose).encode()).digest()
    words = (int.from_bytes(digest[k : k + 4], "big") for k in (0, 4, 8, 12))
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence(seed, spawn_key=(chunk, *words))))


@dataclass(frozen=True, slots=True)
class Dirichlet:
    """Shares as uncertain as in a sample of `size` voters with a design effect: alpha = share * size / design effect.

    The mean is the share p itself, its variance p (1 - p) / (size / design_effect + 1).
    """

    size: float = 1000
    design_effect: float = 2

    def __post_init__(self) -> None:
        _within("size", self.size, 1, 1e12)
        _within("design_effect", self.design_effect, 1e-3, 1e6)

    def shares(self, random: Any, centre: Array, parties: Sequence[str], number: int) -> Array:
        """Shares [number, parties] around those of `centre` [parties]."""
        import numpy as np

        found = np.zeros((number, len(centre)))
        some = centre > 0
        found[:, some] = random.dirichlet(centre[some] * (self.size / self.design_effect), number)
        return found

    def __str__(self) -> str:
        return (
            f"shares by Dirichlet's law, as uncertain as in a sample of {self.size:g} voters "
            f"with design effect {self.design_effect:g}"
        )


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every share moves by a normal number of points with the standard deviation `sd`, such as 0.03.

    What all parties together gain or lose is taken from each in proportion to its share; a share below nothing is
    nothing, and the others then shrink a little. `correlations` say which parties rise and fall together.
    """

    sd: float
    correlations: Correlations = field(default_factory=dict)

    def __post_init__(self) -> None:
        _within("sd", self.sd, 0, WIDEST)

    def shares(self, random: Any, centre: Array, parties: Sequence[str], number: int) -> Array:
        """Shares [number, parties] around those of `centre` [parties]."""
        swing = self.sd * _normal(random, parties, self.correlations, number)
        swing[:, centre == 0] = 0
        swing -= swing.sum(axis=1, keepdims=True) * centre
        swing += centre
        return normed(swing.clip(0, out=swing))

    def __str__(self) -> str:
        return f"a uniform swing of the nation with standard deviation {100 * self.sd:g} points{_pairs(self)}"


@dataclass(frozen=True, slots=True)
class Proportional:
    """Every share is multiplied by a log-normal factor of mean 1, and all of them are brought to a sum of 1 again.

    `sd` is the standard deviation of the factor's logarithm; `correlations` say which parties rise and fall together.
    """

    sd: float
    correlations: Correlations = field(default_factory=dict)

    def __post_init__(self) -> None:
        _within("sd", self.sd, 0, WIDEST)

    def shares(self, random: Any, centre: Array, parties: Sequence[str], number: int) -> Array:
        """Shares [number, parties] around those of `centre` [parties]."""
        import numpy as np

        swing = self.sd * _normal(random, parties, self.correlations, number) - self.sd**2 / 2
        return normed(centre * np.exp(swing))

    def __str__(self) -> str:
        return (
            f"a proportional swing of the nation, the logarithm's standard deviation {self.sd:g}{_pairs(self)}; "
            "means are near the shares, and not the shares themselves"
        )


@dataclass(frozen=True, slots=True)
class Unmoved:
    """No spread at all: every draw is the result itself."""

    def shares(self, random: Any, centre: Array, parties: Sequence[str], number: int) -> Array:
        """The shares of `centre` [parties], `number` times."""
        import numpy as np

        return np.tile(centre, (number, 1))

    def __str__(self) -> str:
        return "the votes as they are, without any spread"


Law: TypeAlias = Dirichlet | Uniform | Proportional | Unmoved


def normed(shares: Array) -> Array:
    """The shares [number, parties] with a sum of 1 in each row; a row of nothing stays."""
    import numpy as np

    total = shares.sum(axis=1, keepdims=True)
    return np.divide(shares, total, out=shares, where=total > 0)


def _normal(random: Any, parties: Sequence[str], correlations: Correlations, number: int) -> Array:
    """Standard normal numbers [number, parties], correlated as declared."""
    import numpy as np

    normal = random.standard_normal((number, len(parties)))
    if not correlations:
        return normal
    values, vectors = np.linalg.eigh(correlation(parties, correlations))
    return normal @ (vectors * np.sqrt(values.clip(0))).T


def correlation(parties: Sequence[str], correlations: Correlations) -> Array:
    """The matrix of correlations [parties, parties].

    Raises CaseError for parties that there are not, and for correlations that no numbers can have together.

    >>> correlation(["A", "B"], {("A", "B"): 0.5}).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    import numpy as np

    matrix = np.eye(len(parties))
    for pair, value in correlations.items():
        for name in pair:
            if name not in parties:
                what = f"{shown(name)} has no votes{expected(name, parties)}"
                raise CaseError.at("", 0, 0, "correlations", what)
        i, j = (parties.index(name) for name in pair)
        if i == j or not -1 <= value <= 1:
            what = f"{' and '.join(pair)} cannot have the correlation {value:g}; expected two parties, and -1 to 1"
            raise CaseError.at("", 0, 0, "correlations", what)
        matrix[i, j] = matrix[j, i] = value
    if np.linalg.eigvalsh(matrix).min() < -1e-9:
        what = "no numbers have all of these correlations together; expected ones that agree with each other"
        raise CaseError.at("", 0, 0, "correlations", what)
    return matrix


def _pairs(law: Uniform | Proportional) -> str:
    told = [f"{a} and {b} {r:g}" for (a, b), r in law.correlations.items()]
    return f", correlated: {', '.join(told)}" if told else ""


def _within(path: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise CaseError.at("", 0, 0, path, f"{value:g} is out of range; expected a number from {low:g} to {high:g}")
