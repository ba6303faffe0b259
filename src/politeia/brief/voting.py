"""How bodies vote in one procedure: under the old text, under the new rule on the old seats, under the new text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from politeia.assess.compose import Assessment, Measured, Shift
from politeia.assess.verdict import Voting, voting
from politeia.brief.document import When
from politeia.catalogue import message

TIMES: tuple[When, ...] = ("before", "rule", "after")
WHEN: Mapping[When, str] = {
    "before": message("before"),
    "rule": message("new rule, old seats"),
    "after": message("after"),
}


@dataclass(frozen=True, slots=True)
class Voter:
    """A body and how it votes, at each time at which that can be measured."""

    actor: str
    at: Mapping[When, Voting]

    @property
    def office(self) -> bool:
        """Whether it is one person, by the latest text in which it votes."""
        return [each.members for each in self.at.values()][-1] == 1


def measured(shift: Shift, when: When) -> Measured:
    """What was measured at a time."""
    return {"before": shift.before, "rule": shift.rule, "after": shift.after}[when]


def voters(shift: Shift, found: Assessment) -> tuple[Voter, ...]:
    """Every body that votes in either text, in the order of the verdict."""
    every = [
        Voter(
            standing.actor,
            {when: own for when in TIMES if (own := voting(standing.actor, measured(shift, when).result))},
        )
        for standing in found.verdict.standings
        if shift.id in standing.power
    ]
    return tuple(voter for voter in every if voter.at)


def shares(shift: Shift, when: When) -> Mapping[str, Fraction]:
    """Each body's Shapley-Shubik share at a time; none where nothing could be measured."""
    result = measured(shift, when).result
    own = {body: voting(body, result) for body in (result.players if result else ())}
    return {body: each.shapley_shubik for body, each in own.items() if each}


def times(shift: Shift) -> tuple[When, ...]:
    """The times to show: the new rule on the old seats stands by itself only where something moved."""
    unmoved = shares(shift, "before") == shares(shift, "rule") == shares(shift, "after")
    return ("before", "after") if unmoved or not shares(shift, "rule") else TIMES


def key(shift: str, body: str, measure: str, when: When) -> str:
    """The id of the finding of one measure.

    >>> key("ordinary_law", "senate", "banzhaf", "after")
    'power.ordinary_law.senate.banzhaf.after'
    """
    return f"power.{shift}.{body}.{measure}.{when}"
