"""The same voters, many times over: votes by tier, district and party around those of one election."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from politeia.case.returns import Returns
from politeia.elections.draws import WIDEST, Dirichlet, Law, stream
from politeia.errors import CaseError

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes
Follow: TypeAlias = Literal["uniform", "proportional"]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far votes may lie from those of the election.

    `nation` is the law of the nation's shares. Districts `follow` its swing: by the same points (uniform), or by the
    same factor (proportional). On top of that each party has in each district a swing of its own, normal with the
    standard deviation `regional`: in points of the district's votes, or in the logarithm; and where one candidate
    wins, another one with `candidate`.
    """

    nation: Law = field(default_factory=Dirichlet)
    follow: Follow = "proportional"
    regional: float = 0
    candidate: float = 0

    def __post_init__(self) -> None:
        for path in ("regional", "candidate"):
            value = getattr(self, path)
            if not 0 <= value <= WIDEST:
                what = f"{value:g} is no standard deviation of a swing; expected a number from 0 to {WIDEST:g}"
                raise CaseError.at("", 0, 0, path, what)

    def __str__(self) -> str:
        own = {"in every district": self.regional, "for every candidate": self.candidate}
        told = [f"{where} a swing of its own with standard deviation {sd:g}" for where, sd in own.items() if sd]
        return "; ".join([str(self.nation), *told])


def swung(votes: Array, centre: Array, shares: Array, follow: Follow) -> Array:
    """Votes of districts after a swing of the nation: [elections, districts, parties], not rounded.

    `votes` [districts, parties], `centre` [parties] the shares before, `shares` [elections, parties] those after.
    A party that has no share in `centre` does not swing. Proportional: the nation's votes have exactly the shares
    after. Uniform: so they have, where every party stands everywhere and none falls below nothing; and every
    district keeps its total.

    >>> import numpy as np
    >>> votes, centre = np.array([[60.0, 40.0], [20.0, 80.0]]), np.array([0.4, 0.6])
    >>> swung(votes, centre, np.array([[0.5, 0.5]]), "uniform").tolist()
    [[[70.0, 30.0], [30.0, 70.0]]]
    >>> swung(votes, centre, np.array([[0.5, 0.5]]), "proportional").round(2).tolist()
    [[[75.0, 33.33], [25.0, 66.67]]]
    """
    import numpy as np

    known = centre > 0
    if follow == "proportional":
        weights = votes / np.where(known, centre, 1)
        return (shares if known.all() else np.where(known, shares, 1))[:, None, :] * weights
    total = votes.sum(axis=1)
    moved = votes + total[:, None] * (shares - centre)[:, None, :]
    return _levelled(moved, votes)


def _levelled(moved: Array, votes: Array) -> Array:
    """Votes with nothing below nothing, nothing for who does not stand, and each district's total as it was."""
    import numpy as np

    moved = moved.clip(0, out=moved)
    moved *= votes > 0
    reached = moved.sum(axis=2, keepdims=True)
    total = votes.sum(axis=1)[:, None]
    return np.divide(moved * total, reached, out=moved, where=reached > 0)


@dataclass(frozen=True, slots=True)
class Electorate:
    """The votes of one election as arrays, and how far they may vary.

    `tiers` gives by tier the names of its districts and the votes [districts, parties]. Shares of the nation are those
    in the tier `reference`; the others swing with it.
    """

    parties: tuple[str, ...]
    tiers: Mapping[str, tuple[tuple[str, ...], Array]]
    reference: str
    single_winner: frozenset[str]
    spread: Spread

    @classmethod
    def of(cls, returns: Returns, tiers: Iterable[str], single_winner: Iterable[str], spread: Spread) -> Electorate:
        """The electorate of an election, in these of its tiers; lists come before districts of one winner."""
        import numpy as np

        singles = frozenset(single_winner)
        named = sorted(tiers, key=lambda tier: (tier in singles, list(returns.votes).index(tier)))
        parties = tuple(
            dict.fromkeys(party for tier in named for votes in returns.votes[tier].values() for party in votes)
        )
        found = {
            tier: (
                tuple(returns.votes[tier]),
                np.array([[votes.get(party, 0) for party in parties] for votes in returns.votes[tier].values()], float),
            )
            for tier in named
        }
        return cls(parties, found, named[0], singles, spread)

    @property
    def centre(self) -> Array:
        """The nation's shares by party."""
        votes = self.tiers[self.reference][1].sum(axis=0)
        return votes / votes.sum()

    def drawn(self, seed: int, chunk: int, number: int) -> dict[str, Array]:
        """Votes by tier, each [elections, districts, parties] in whole numbers: those of one chunk."""
        import numpy as np

        centre = self.centre
        shares = self.spread.nation.shares(stream(seed, chunk, "nation"), centre, self.parties, number)
        found = {}
        for tier, (_, votes) in self.tiers.items():
            moved = swung(votes, centre, shares, self.spread.follow)
            sd = np.hypot(self.spread.regional, self.spread.candidate * (tier in self.single_winner))
            if sd:
                own = sd * stream(seed, chunk, "district", tier).standard_normal(moved.shape)
                moved = _moved(moved, votes, own, sd, self.spread.follow)
            found[tier] = np.rint(moved, out=moved).astype(np.int64)
        return found


def _moved(moved: Array, votes: Array, own: Array, sd: float, follow: Follow) -> Array:
    """Votes after a swing of each party's own in each district."""
    import numpy as np

    if follow == "proportional":
        moved *= np.exp(own - sd**2 / 2)
        return moved
    total = votes.sum(axis=1)[:, None]
    own *= votes > 0
    own -= own.sum(axis=2, keepdims=True) * votes / np.where(total > 0, total, 1)
    moved += own * total
    return _levelled(moved, votes)
