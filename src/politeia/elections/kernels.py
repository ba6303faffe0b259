"""The loops: one for largest remainders, one for divisors, one for measures, each for any number of elections.

Both are written for machine integers and for Python's alike: `exactly` runs the same loop on numbers of any size.
Arrays are [elections, parties] unless said otherwise. A party takes part when it has votes and
`votes * denominator >= base * numerator + strict`, which is how a threshold of numerator/denominator reads.

Results are written into `out` (seats), `tied` (parties whose claims on the last seats are exactly equal) and
`shared` [elections] (the seats that the tied parties share). The first tied columns hold these seats; whoever calls
decides whether that stands. A tie that changes no seat leaves no trace, nor does an election without votes, whose
row is all zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np

from politeia.compiled import compiled

Array: TypeAlias = Any  # numpy's and numba's types of arrays have no common form
Loop = TypeVar("Loop", bound=Callable[..., Any])


def exactly(loop: Loop) -> Loop:
    """The same loop in Python itself, for numbers beyond a machine word.

    >>> exactly(compiled(lambda n: n + 1))(2**64)
    18446744073709551617
    """
    return cast(Loop, getattr(loop, "py_func", loop))


@compiled
def remainders(
    votes: Array,
    base: Array,
    numerator: int,
    denominator: int,
    strict: int,
    seats: int,
    plus: int,
    rounded: bool,
    out: Array,
    tied: Array,
    shared: Array,
) -> None:
    """Largest remainders: a seat for each whole quota of total/(seats + plus), the rest in order of the remainders.

    A `rounded` quota is the next whole number above (Droop). Where whole quotas are more than the seats, the quota's
    divisor falls by one until they are not. Where a rounded quota leaves more seats than there are parties with
    votes, each of these gets one, and again, until fewer are left.
    """
    parties = votes.shape[1]
    remainder = np.empty(parties, votes.dtype)
    for e in range(votes.shape[0]):
        least = base[e] * numerator + strict
        total: Any = 0
        voted: Any = 0
        shared[e] = 0
        for p in range(parties):
            vote = votes[e, p]
            takes_part = vote > 0 and vote * denominator >= least
            remainder[p] = 0 if takes_part else -1
            total += vote if takes_part else 0
            voted += takes_part
            out[e, p] = 0
            tied[e, p] = False
        if total == 0:
            continue
        divisor = seats + plus
        while True:
            scale, quota = (1, total // divisor + 1) if rounded else (divisor, total)
            rest = seats
            for p in range(parties):
                if remainder[p] >= 0:
                    claim = votes[e, p] * scale
                    whole = claim // quota
                    remainder[p] = claim - whole * quota
                    out[e, p] = whole
                    rest -= whole
            if rest >= 0:
                break
            divisor -= 1
        each = rest // voted
        rest -= each * voted
        for p in range(parties):
            if remainder[p] < 0:
                continue
            before: Any = 0
            level: Any = 0
            for other in range(parties):
                before += remainder[other] > remainder[p]
                level += remainder[other] == remainder[p]
            if before + level <= rest:
                out[e, p] += each + 1
            elif before < rest:
                tied[e, p] = True
                out[e, p] += each + (shared[e] < rest - before)
                shared[e] += shared[e] < rest - before
            else:
                out[e, p] += each


@compiled
def divisors(
    votes: Array,
    base: Array,
    numerator: int,
    denominator: int,
    strict: int,
    seats: int,
    square: int,
    step: int,
    start: int,
    first: int,
    slope: int,
    power: int,
    shift: int,
    out: Array,
    tied: Array,
    shared: Array,
) -> None:
    """Highest averages: seats go to the greatest claims votes**power * (slope k + 1) / d(k) of parties with k seats.

    d(k) = square k**2 + step k + start, but d(0) = first. With first = 0 everybody's first seat comes before all
    second ones; where seats do not suffice for that, the parties with most votes get one each.

    Instead of giving seat after seat, the loop starts from the seats that a divisor close to the final one gives
    (d(k) is near k + shift/2, up to a factor) and then repairs: seats missing go to the strongest claims on a further
    seat, seats too many leave the weakest claims on one held, and a seat moves while a claim on a further one is
    stronger than a claim on one held. Nothing depends on the start but the time taken: an allocation in which no claim
    on a further seat beats one on a seat held is the one sought (Balinski and Young 1982), and where the two are
    equal, there is a tie.
    """
    parties = votes.shape[1]
    who = np.empty(parties, np.int64)
    weight = np.empty(parties, votes.dtype)
    held = np.empty(parties, votes.dtype)
    opening = first if first > 0 else 1
    for e in range(votes.shape[0]):
        least = base[e] * numerator + strict
        total: Any = 0
        voted: Any = 0
        shared[e] = 0
        for p in range(parties):
            vote = votes[e, p]
            out[e, p] = 0
            tied[e, p] = False
            if vote > 0 and vote * denominator >= least:
                who[voted] = p
                weight[voted] = vote
                total += vote
                voted += 1
        if voted == 0:
            continue
        # With first = 0: a first seat is never given up, or nobody may have a second one.
        lowest = 1 if first == 0 and voted <= seats else 0
        highest = 1 if first == 0 and voted > seats else seats
        multiplier = max(0, 2 * seats + voted * (shift - 1))
        rest = seats
        for i in range(voted):
            near = (weight[i] * multiplier + total * (2 - shift)) // (2 * total)
            held[i] = min(max(near, lowest), highest)
            rest -= held[i]
            if power == 2:
                weight[i] *= weight[i]
        while True:
            strongest, strong, strong_over = -1, 0, 1
            weakest, weak, weak_over = -1, 0, 1
            for i in range(voted):
                k = held[i]
                if k < highest:
                    claim = weight[i] * (slope * k + 1)
                    over = (square * k + step) * k + start if k > 0 else opening
                    if strongest < 0 or claim * strong_over > strong * over:
                        strongest, strong, strong_over = i, claim, over
                if k > lowest:
                    claim = weight[i] * (slope * (k - 1) + 1)
                    over = (square * (k - 1) + step) * (k - 1) + start if k > 1 else opening
                    if weakest < 0 or claim * weak_over < weak * over:
                        weakest, weak, weak_over = i, claim, over
            if rest > 0:
                held[strongest] += 1
                rest -= 1
            elif rest < 0:
                held[weakest] -= 1
                rest += 1
            elif strongest >= 0 and weakest >= 0 and strong * weak_over > weak * strong_over:
                held[strongest] += 1
                held[weakest] -= 1
            else:
                break
        if strongest >= 0 and weakest >= 0 and strong * weak_over == weak * strong_over:
            for i in range(voted):
                k = held[i]
                claim = weight[i] * (slope * k + 1)
                over = (square * k + step) * k + start if k > 0 else opening
                if k < highest and claim * strong_over == strong * over:
                    tied[e, who[i]] = True
                if k > lowest:
                    claim = weight[i] * (slope * (k - 1) + 1)
                    over = (square * (k - 1) + step) * (k - 1) + start if k > 1 else opening
                    if claim * weak_over == weak * over:
                        tied[e, who[i]] = True
                        held[i] -= 1
                        shared[e] += 1
            rest = shared[e]
            for i in range(voted):
                if tied[e, who[i]] and rest > 0:
                    held[i] += 1
                    rest -= 1
        for i in range(voted):
            out[e, who[i]] = held[i]


@compiled
def measured(votes: Array, seats: Array, out: Array) -> None:
    """The measures of `measures.MEASURES` in floats: a row of `out` for each, a column for each election."""
    parties = votes.shape[1]
    for e in range(votes.shape[0]):
        cast: Any = 0.0
        cast_squares: Any = 0.0
        won: Any = 0
        won_squares: Any = 0.0
        largest: Any = 0
        for p in range(parties):
            vote, seat = float(votes[e, p]), float(seats[e, p])
            cast += vote
            cast_squares += vote * vote
            won += seats[e, p]
            won_squares += seat * seat
            largest = max(largest, seats[e, p])
        apart: Any = 0.0
        squares: Any = 0.0
        per_vote = 1.0 / cast if cast > 0 else np.nan
        per_seat = 1.0 / won if won > 0 else np.nan
        for p in range(parties):
            difference = seats[e, p] * per_seat - votes[e, p] * per_vote
            apart += abs(difference)
            squares += difference * difference
        out[0, e] = np.sqrt(squares / 2)
        out[1, e] = apart / 2
        out[2, e] = 1 - apart / 2
        out[3, e] = cast * cast / cast_squares if cast > 0 else np.nan
        out[4, e] = float(won) * won / won_squares if won > 0 else np.nan
        out[5, e] = largest - (won // 2 + 1)
        out[6, e] = largest - (2 * won + 2) // 3
