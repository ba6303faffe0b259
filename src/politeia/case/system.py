"""An electoral system as a value: tiers, thresholds, how tiers are linked, and what a tie becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from politeia.case.terms import Count, Noun, Share, Words

SingleWinner = Literal["plurality", "two_round"]
Proportional = Literal[
    "hare", "droop", "hagenbach_bischoff", "imperiali",
    "dhondt", "sainte_lague", "modified_sainte_lague", "adams", "dean", "huntington_hill", "imperiali_divisors",
]  # fmt: skip
Formula = Literal[SingleWinner, Proportional]
Base = Literal["valid", "cast", "registered"]
Scope = Literal["national", "district"]
Admits = Literal["at_least", "more_than"]
Overhang = Literal["keep", "absorb", "level", "cap"]

SINGLE_WINNER: tuple[str, ...] = get_args(SingleWinner)
PROPORTIONAL: tuple[str, ...] = get_args(Proportional)
NATIONAL = "national"
UNNAMED = "compensatory"  # what a compensatory distribution is called that has no name of its own


class Tier(Noun):
    """Seats that are filled in one way, from ballots of their own."""

    formula: Formula = Field(description="how votes become seats in each district")
    seats: dict[str, Count] = Field(
        {}, description="the number of seats of each district; may be left out where each district has one winner"
    )
    groups: dict[str, dict[str, Words]] = Field(
        {},
        description="in which district of the list tier each district lies: under a grouping's name, such as land, "
        "the districts by list district; needed where a district's name does not begin with its list district's",
    )

    @property
    def single_winner(self) -> bool:
        """Whether each district elects one winner."""
        return self.formula in SINGLE_WINNER


class Alternative(Noun):
    """What admits a list that does not reach the share: one of seats won, a list exempt, or another share."""

    wins: Count | None = Field(None, description="at least so many seats, in the tier that `in` names")
    won_in: str | None = Field(None, alias="in", description="the tier in which the seats are won")
    exempt: Words | None = Field(None, description="the lists to which the threshold does not apply")
    share: Share | None = Field(None, description="another share that is enough as well")
    of: Base = Field("valid", description="what that share is taken of")
    scope: Scope = Field("national", description="where that share is reached")
    admits: Admits = Field("at_least", description="whether exactly that share is enough")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in (self.wins, self.exempt, self.share)) != 1:
            raise ValueError("expected exactly one of wins (with in), exempt, share")
        if (self.wins is None) != (self.won_in is None):
            raise ValueError("wins and in need each other, like {wins: 1, in: districts}")
        return self


class CoalitionShare(Noun):
    """The share that lists of several parties need instead."""

    share: Share = Field(description="the share that they need")
    lists: Words = Field(description="the lists, by their names among the votes")


class Company(Noun):
    """How many lists are seated at the least: where fewer pass, those that follow are admitted with less."""

    parties: Count = Field(description="how many lists are seated at the least")
    seats: int = Field(0, ge=0, description="how many seats a list admitted so has at the least")
    times: Share = Field(Share.read("1"), description="by what its votes over the quota are multiplied")


class Threshold(Noun):
    """What a list must reach to take part in a tier."""

    tier: str = Field(description="the tier, or the name of the compensatory distribution")
    share: Share = Field(description="the share of votes, exactly: 5% and 1/20 are the same")
    of: Base = Field("valid", description="what the share is taken of")
    scope: Scope = Field("national", description="national, or each district by itself")
    admits: Admits = Field("at_least", description="whether exactly the share is enough (at_least) or not (more_than)")
    coalitions: tuple[CoalitionShare, ...] = Field((), description="lists of several parties, which need other shares")
    unless: tuple[Alternative, ...] = Field((), description="what admits a list without the share; one is enough")
    minimum: Company | None = Field(None, description="how many lists are seated at the least")


class Level(Noun):
    """How far seats are added until the house is in proportion."""

    within: str | None = Field(
        None,
        description="the grouping of districts, such as land, in which seats are counted against lists before parties "
        "are compared nationally; its groups are the districts of the list tier",
    )
    tolerate: int = Field(0, ge=0, description="how many seats above proportion the whole house leaves without others")
    minimum: Literal["mean", "larger"] = Field(
        "mean",
        description="what a list keeps within a group: the seats won in districts or, where it is more, the mean of "
        "them and the list's share of the group, rounded up (mean, Germany 2020); or the larger of the two (larger, "
        "Germany 2013)",
    )


class Levelled(Noun):
    """Levelling, stated with its particulars."""

    level: Level = Field(description="how far seats are added")


class Linkage(Noun):
    """How the seats of tiers become a house: side by side, or one making up for another."""

    kind: Literal["parallel", "compensatory"] = Field(description="side by side, or one making up for another")
    name: str | None = Field(None, description="the name of the compensatory distribution, for thresholds")
    total: Count | None = Field(None, description="the seats of the whole house, districts included")
    formula: Proportional | None = Field(None, description="the formula of the whole; default: the list tier's")
    subtract: Words | None = Field(None, description="the tier or tiers whose seats count against the whole")
    overhang: Overhang | Levelled | None = Field(
        None,
        description="what a party keeps that won more than its share: all, and the house grows (keep); all, out of the "
        "others' seats (absorb); all, and seats are added until the house is in proportion (level); its share (cap)",
    )
    level: Level | None = Field(None, description="the particulars of levelling")
    within: str | None = Field(
        None, description="the grouping of districts in which each list district makes up for its own, not the nation"
    )

    @property
    def rule(self) -> Overhang:
        """What becomes of overhang, however it was written."""
        return self.overhang if isinstance(self.overhang, str) else "level"

    @property
    def levelling(self) -> Level:
        """The particulars of levelling, however they were written."""
        return self.overhang.level if isinstance(self.overhang, Levelled) else self.level or Level()


class Ties(Noun):
    """What decides where votes do not: an order of parties, or a lot."""

    rule: Literal["order", "lot"] = Field(description="a declared order, or a lot with a recorded seed")
    order: tuple[str, ...] | None = Field(None, description="the parties; who stands before another wins a tie")
    seed: Annotated[int, Field(ge=0)] | None = Field(None, description="the seed of the lot")

    @model_validator(mode="after")
    def _stated(self) -> Self:
        if (self.order is None) != (self.rule == "lot") or (self.seed is None) != (self.rule == "order"):
            raise ValueError("expected {rule: order, order: [A, B]} or {rule: lot, seed: 7}")
        return self


class ElectoralSystem(Noun):
    """How votes become seats in a chamber.

    >>> system = ElectoralSystem.model_validate({"tiers": {"list": {"formula": "hare", "seats": {"national": 98}}}})
    >>> system.linkage.kind, system.tiers["list"].single_winner
    ('parallel', False)
    """

    tiers: dict[str, Tier] = Field(min_length=1, description="the tiers by name")
    thresholds: tuple[Threshold, ...] = Field((), description="what a list must reach; of one tier, all of them")
    linkage: Linkage = Field(Linkage(kind="parallel"), description="how the tiers make up the house")
    no_seats: Words = Field((), description="names that count as valid votes and never win, such as against_all")
    ties: Ties | None = Field(None, description="what decides a tie; without it a tie is an error")
    appointed: dict[str, Count] = Field({}, description="seats that no vote of the people fills, by who fills them")

    @property
    def compensatory(self) -> bool:
        """Whether one distribution makes up for the seats of another tier."""
        return self.linkage.kind == "compensatory"

    @property
    def list_tier(self) -> str | None:
        """The tier whose seats are the whole house, under compensatory linkage; None where it has none of its own."""
        rest = [name for name in self.tiers if name not in (self.linkage.subtract or ())]
        return rest[0] if self.compensatory and rest else None

    @property
    def distribution(self) -> str:
        """The name of the compensatory distribution: its own, the list tier's, or `compensatory`."""
        return self.list_tier or self.linkage.name or UNNAMED


def within(system: ElectoralSystem, tier: str, districts: Mapping[str, object], grouping: str) -> dict[str, str]:
    """The list district in which each of a tier's districts lies, as far as it is known.

    By the grouping that the tier declares; else by name: `Bayern 212`, `Bayern/Altötting` and `Altötting (Bayern)` lie
    in `Bayern`, and of two list districts with which a name begins or ends, the longer is meant.
    """
    groups = system.tiers[tier].groups.get(grouping, {})
    known = {district: group for group, members in groups.items() for district in members}
    lists = sorted(system.tiers[system.list_tier].seats if system.list_tier else (), key=len, reverse=True)
    for district in districts:
        if district not in known and (found := next((name for name in lists if _named_after(district, name)), None)):
            known[district] = found
    return known


def _named_after(district: str, name: str) -> bool:
    """Whether a district's name begins or ends with another name, as a word of its own."""
    word = re.escape(name)
    return re.search(rf"^\(?{word}(?![^\W\d_])|(?<![^\W\d_]){word}\)?$", district) is not None


def majority(votes: Mapping[str, int], parties: Iterable[str]) -> bool:
    """Whether one of the parties has more than half of all votes."""
    return any(2 * votes[party] > sum(votes.values()) for party in parties)
