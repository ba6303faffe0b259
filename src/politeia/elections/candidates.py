"""Who wins a district when only the nation's votes are known: a declared assumption, wide, and never data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from politeia.errors import CaseError

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes

INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Candidates:
    """How likely the leading party's candidate wins a district, and who wins the others.

    In each simulated election the chance is drawn once, from the beta law with mean `leading` and standard deviation
    `sd`: it is common to all districts, since what makes candidates of one party strong does so everywhere. A district
    that the leading party does not win goes to a candidate of no party with the chance `independents`, else to
    another list in proportion to the votes. The defaults, Beta(6, 2), reach from one half to nearly all.
    """

    leading: float = 0.75
    sd: float = 0.1443
    independents: float = 0.5

    def __post_init__(self) -> None:
        for path, value in (("leading", self.leading), ("independents", self.independents)):
            if not 0 <= value <= 1:
                raise CaseError.at("", 0, 0, path, f"{value:g} is no chance; expected a number from 0 to 1")
        widest = (self.leading * (1 - self.leading)) ** 0.5
        if not (self.sd == 0 or 0 < self.sd < widest):
            what = f"a chance of mean {self.leading:g} cannot have the standard deviation {self.sd:g}"
            raise CaseError.at("", 0, 0, "sd", f"{what}; expected 0, or less than {widest:.4g}")

    def chances(self, random: Any, number: int) -> Array:
        """The chance of the leading party's candidates in each election [number]."""
        import numpy as np

        if self.sd == 0:
            return np.full(number, self.leading)
        sample = self.leading * (1 - self.leading) / self.sd**2 - 1
        return random.beta(self.leading * sample, (1 - self.leading) * sample, number)

    def won(self, random: Any, chances: Array, votes: Array, districts: int) -> Array:
        """Districts won [elections, parties + 1], the last column candidates of no party.

        `votes` [elections, parties] are the nation's, with nothing for names that never win.
        """
        import numpy as np

        number, parties = votes.shape
        rows = np.arange(number)
        leader = votes.argmax(axis=1)
        others = votes.astype(float)
        others[rows, leader] = 0
        total = others.sum(axis=1, keepdims=True)
        to = np.zeros((number, parties + 1))
        np.divide(others * (1 - self.independents), total, out=to[:, :-1], where=total > 0)
        led = random.binomial(districts, chances)
        found = random.multinomial(districts - led, to)  # by its definition, the last column takes the rest
        found[rows, leader] += led
        return found

    def __str__(self) -> str:
        return (
            f"the leading party's candidate wins each district with a chance of mean {self.leading:g} and standard "
            f"deviation {self.sd:g}; the rest go to candidates of no party with the chance {self.independents:g}, "
            "else to other lists by their votes"
        )
