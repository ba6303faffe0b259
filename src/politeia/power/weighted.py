"""The engine for one weighted vote with many different weights: coalitions counted by their sum of weights.

Whole numbers are computed modulo primes below 2^62 (see `residues`), enough for their product to exceed 2^n, which
bounds every count: nothing rounds and nothing overflows at any size. The game and its dual, in which a coalition wins
when the others cannot win without it, have the same swings; the one with the smaller quota is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, gcd, inf

from politeia.power.game import Game, thresholds
from politeia.power.residues import joined, primes

ROUNDING = 2.0**-53  # the greatest relative error of one operation on floats
FLOATS = 1000  # members: with more, chances in float could fall below the least normal float


@dataclass(frozen=True, slots=True)
class Vote:
    """One weighted vote: the quota, and the weight and number of the members of each class."""

    quota: int
    weights: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def members(self) -> int:
        return sum(self.sizes)

    @property
    def total(self) -> int:
        return sum(w * n for w, n in zip(self.weights, self.sizes, strict=True))

    @property
    def dual(self) -> int:
        """The quota of the dual game: with it the others can be stopped."""
        return self.total - self.quota + 1

    @property
    def ascending(self) -> list[int]:
        """The weights of all members, ascending."""
        return sorted(w for w, n in zip(self.weights, self.sizes, strict=True) for _ in range(n))


def vote(game: Game) -> Vote | None:
    """The game as one weighted vote, where its rule reads one criterion; weights have no common divisor.

    >>> vote(Game.weighted(510, [500, 490, 10]))
    Vote(quota=51, weights=(50, 49, 1), sizes=(1, 1, 1))
    """
    quotas: dict[str, list[int]] = {}
    for _, threshold in thresholds(game.rule):
        quotas.setdefault(threshold.of, []).append(threshold.q)
    if len(quotas) > 1:
        return None
    ((criterion, asked),) = quotas.items()
    enough = min(q for q in asked if game.rule.met({criterion: q}))
    weights = [player.weight(criterion) for player in game.players]
    divisor = gcd(*weights)
    return Vote(-(-enough // divisor), tuple(w // divisor for w in weights), tuple(p.n for p in game.players))


def additions(ballot: Vote, quota: int) -> int:
    """How many sums are added up while members join: for each, those below the quota that are reached."""
    reached = steps = 0
    for w in ballot.ascending:
        reached = min(quota, reached + w)
        steps += reached
    return steps


def swings(ballot: Vote) -> tuple[int, list[int]]:
    """How many coalitions win, and for each class in how many of the others one member swings.

    >>> swings(Vote(51, (50, 49, 1), (1, 1, 1)))
    (3, [3, 1, 1])
    """
    import numpy as np

    from politeia.power.sums import residues

    quota, moduli = min(ballot.quota, ballot.dual), primes(ballot.members)
    distinct = sorted(set(ballot.weights))
    weights, asked = np.array(ballot.ascending, np.int64), np.array(distinct, np.int64)
    losing, *found = joined([residues(weights, asked, quota, p).tolist() for p in moduli], moduli)
    winning = 2**ballot.members - losing if quota == ballot.quota else losing
    told = dict(zip(distinct, found, strict=True))
    return winning, [told[w] for w in ballot.weights]


def swings_by_size(ballot: Vote) -> tuple[list[int], list[list[int]]]:
    """Winning coalitions of 0 to n members, and for each class the swings of a member in those of 0 to n - 1 others.

    >>> swings_by_size(Vote(51, (50, 49, 1), (1, 1, 1)))
    ([0, 0, 2, 1], [[0, 2, 1], [0, 1, 0], [0, 1, 0]])
    """
    import numpy as np

    from politeia.power.sums import residues_by_size

    n, quota, moduli = ballot.members, min(ballot.quota, ballot.dual), primes(ballot.members)
    distinct = sorted(set(ballot.weights))
    weights, asked = np.array(ballot.ascending, np.int64), np.array(distinct, np.int64)
    flat = joined([residues_by_size(weights, asked, quota, p).ravel().tolist() for p in moduli], moduli)
    losing, *found = [flat[at : at + n + 1] for at in range(0, len(flat), n + 1)]
    told = {w: row[:n] for w, row in zip(distinct, found, strict=True)}
    if quota == ballot.quota:
        winning = [comb(n, k) - losing[k] for k in range(n + 1)]
    else:
        # What loses in the dual game has a complement that wins, and swings join the rest.
        winning, told = losing[::-1], {w: row[::-1] for w, row in told.items()}
    return winning, [told[w] for w in ballot.weights]


def idle(ballot: Vote) -> int:
    """The greatest weight of those who never swing; -1 where everybody may.

    Members up to a weight never swing when no sum of the heavier ones lies where they could turn it into a victory.

    >>> idle(Vote(51, (50, 50, 1), (1, 1, 1))), idle(Vote(51, (60, 49, 1), (1, 1, 1)))
    (-1, 49)
    """
    quota = min(ballot.quota, ballot.dual)  # the game and its dual have the same swings
    lighter, sums = ballot.total, 1  # bit s of `sums` is set where heavier members add up to s
    known = (1 << quota) - 1
    for w, n in sorted(zip(ballot.weights, ballot.sizes, strict=True), reverse=True):
        if not sums >> max(0, quota - lighter):
            return w
        lighter -= n * w
        for _ in range(n if w < quota else 0):
            sums |= sums << w & known
    return -1


@dataclass(frozen=True, slots=True)
class Rounded:
    """Floats, and a bound on the relative error of each of them."""

    values: tuple[float, ...]
    error: float


def swing_chances(ballot: Vote) -> tuple[float, float, Rounded]:
    """In float: the shares of coalitions that win and that lose; for each class that of the others' in which a member
    swings.

    The bound is proved, holds for every class, and far exceeds the errors that are seen; see `_chances`.

    >>> swing_chances(Vote(51, (50, 49, 1), (1, 1, 1)))[:2]
    (0.375, 0.625)
    """
    found, error = _chances(ballot, 0.5, (min(ballot.quota, ballot.dual),))
    below, *swings = found[0]
    # Only the greater of the two may be what 1 lacks of the other: the least share would be lost in rounding.
    winning, losing = (1 - below, below) if ballot.quota <= ballot.dual else (below, 1 - below)
    told = dict(zip(sorted(set(ballot.weights)), swings, strict=True))
    return winning, losing, _rounded(ballot, told, error * below)


def _chances(ballot: Vote, t: float, quotas: tuple[int, ...]) -> tuple[list[list[float]], float]:
    """Rows of `sums.chances`, and a factor: times the chance below the quota, it bounds a swing's absolute error.

    The chance of a sum is a tree with n additions on each path and, unless t is 1/2, n products with t or 1 - t, which
    is rounded as well: its relative error is below 3n / 2^53, and four more operations make a window of it. A swing is
    a sum of such windows with alternating signs, divided by 1 - t at least once, and the windows are disjoint.
    """
    import numpy as np

    from politeia.power.sums import chances

    weights = np.array(ballot.ascending, np.int64)
    asked = np.array(sorted(set(ballot.weights)), np.int64)
    found = chances(weights, asked, t, np.array(quotas, np.int64))
    operations = ballot.members * (1 if t == 0.5 else 3) + 4
    return found.tolist(), 1.01 * operations * ROUNDING / (1 - t)


def shapley_shubik(ballot: Vote) -> Rounded:
    """In float: for each class the Shapley-Shubik value of one member, by Gauss and Legendre's quadrature.

    The chance of a swing when all say yes with chance t is a polynomial in t of degree n - 1, which ceil(n / 2) nodes
    integrate exactly. Half of the nodes are enough, since the dual game at t is the game at 1 - t.

    >>> [round(value, 12) for value in shapley_shubik(Vote(51, (50, 49, 1), (1, 1, 1))).values]
    [0.666666666667, 0.166666666667, 0.166666666667]
    """
    from politeia.power.quadrature import lower_half

    distinct = sorted(set(ballot.weights))
    sums, errors = [0.0] * len(distinct), 0.0
    for t, weight in lower_half(-(-ballot.members // 2)):
        found, error = _chances(ballot, t, (ballot.quota, ballot.dual))
        for below, *swings in found:
            errors += weight * error * below
            for place, swing in enumerate(swings):
                sums[place] += weight * swing
    told = dict(zip(distinct, sums, strict=True))
    # A node t and its 1 - t are rounded, which moves a product of n - 1 of them; so are weights and sums over nodes.
    return _rounded(ballot, told, errors, 3 * ballot.members * ROUNDING)


def _rounded(ballot: Vote, told: dict[int, float], absolute: float, relative: float = 0.0) -> Rounded:
    """The values of the classes, exactly 0 for those who never swing, with one relative error from two."""
    never = idle(ballot)
    values = tuple(told[w] if w > never else 0.0 for w in ballot.weights)
    least = min(value for w, value in told.items() if w > never)
    return Rounded(values, absolute / least + relative if least > 0 else inf)
