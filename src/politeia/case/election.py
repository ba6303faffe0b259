"""Votes that were held, and who held office: the file elections.yaml of a case, and its referendums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from politeia.case import contest, holders
from politeia.case.contest import Contest, DeclaredSystem
from politeia.case.dated import meaningless
from politeia.case.holders import Fault, Holders
from politeia.case.polity import Polity, expected_act
from politeia.case.tally import LEVEL, Firmness, Tallied
from politeia.case.terms import Day, Maybe, Noun, Read, Share, Sources, exact
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.names import Names
from politeia.reader import Mapping as Tree
from politeia.reader import Node, bind, place


@dataclass(frozen=True, slots=True)
class Percentage(Read):
    """A percentage with the digits that were printed, such as 77.18%.

    >>> Percentage.read("77.18%").agrees(Fraction(6163516, 7985769))
    True
    >>> Percentage.read("9.83%").agrees(Fraction(898099, 9127192))  # 9.8398: cut off, not rounded
    False
    """

    value: Fraction
    digits: int
    pattern: ClassVar[str] = r"^\d{1,3}(\.\d{1,9})? ?%$"

    @classmethod
    def read(cls, text: str) -> Self:
        if not re.fullmatch(cls.pattern, text.strip(), re.ASCII):
            raise ValueError(f"{shown(text)} is no percentage; expected one as it was printed, like 77.18%")
        number = text.strip(" %")
        return cls(exact(f"{number}%"), len(number.partition(".")[2]))

    def agrees(self, share: Fraction) -> bool:
        """Whether a share gives these digits when it is rounded, a half either way."""
        return abs(share - self.value) <= Fraction(1, 200 * 10**self.digits)

    def __str__(self) -> str:
        return f"{float(100 * self.value):.{self.digits}f}%"


class Condition(Noun):
    """What a referendum needs: one count against a share of another."""

    role: Literal["validity", "adoption"] = Field(description="validity: without it the vote does not count")
    count: str = Field(description="the count that is measured")
    of: str = Field(description="the count that it is measured on")
    more_than: Share | None = Field(None, description="it must exceed this share")
    at_least: Share | None = Field(None, description="it must reach this share")
    article: str | None = Field(None, description="where the law says so")
    source: Sources = Field(description="the sources that say so")
    names: Names | None = Field(None, description="the condition in a reader's words")
    note: str | None = Field(None, description="what a careful reader should know")

    @model_validator(mode="after")
    def _one_threshold(self) -> Self:
        if (self.more_than is None) == (self.at_least is None):
            raise ValueError("expected exactly one of more_than, at_least")
        return self


class Published(Noun):
    """A percentage that somebody printed: what share one count is said to be of another.

    One that the counts contradict is no error of the case: that it was printed is a fact, and which of the two is
    wrong is for the reader to judge. Analyses take the counts.
    """

    share: Percentage = Field(description="the percentage with the digits that were printed, such as 77.18%")
    count: str = Field(description="the count that it is about")
    of: str = Field(description="the count that it is a share of")
    source: Sources = Field(description="the sources that print it")
    level: Firmness | None = Field(None, description=LEVEL)
    note: str | None = Field(None, description="what a careful reader should know")


class Breakdown(Noun):
    """Percentages printed by place, of which the counts were not; no condition rests on them."""

    names: Names = Field(description="what they are percentages of, in a reader's words")
    on: Day = Field(description="the day on which they were printed")
    level: Firmness = Field(description=LEVEL)
    shares: dict[str, Maybe[Percentage]] = Field(description="the percentages by place", min_length=1)
    source: Sources = Field(description="the sources that print them")
    note: str | None = Field(None, description="what a careful reader should know")


class Referendum(Noun):
    """A vote of the people on a question."""

    held: Day = Field(description="the day of the vote")
    act: str | None = Field(None, description="the act that it adopted or refused")
    question: Names | None = Field(None, description="what was asked, in our words")
    counts: dict[str, Tallied] = Field(description="the published counts by name")
    conditions: dict[str, Condition] = Field(description="what it needed, by name", min_length=1)
    published: dict[str, Published] = Field({}, description="percentages that were printed, to hold against the counts")
    breakdowns: dict[str, Breakdown] = Field({}, description="percentages printed by place, by name")
    note: str | None = Field(None, description="what a careful reader should know")

    def share(self, condition: Condition | Published) -> Fraction | None:
        """What share a count is of the one that it is measured on; None where either is not known."""
        count, whole = self.counts[condition.count].n, self.counts[condition.of].n
        return Fraction(count, whole) if isinstance(count, int) and isinstance(whole, int) and whole else None

    def counted(self, condition: Condition) -> bool:
        """Whether a condition can be recomputed: neither of its counts is a result that was only reported."""
        return "reported" not in (self.counts[condition.count].basis, self.counts[condition.of].basis)


class ElectionsFile(Noun):
    """The file elections.yaml of a case."""

    elections: str = Field(description="the id of the polity")
    referendums: dict[str, Referendum] = Field({}, description="referendums by id")
    systems: dict[str, DeclaredSystem] = Field({}, description="the electoral systems that the polity had, by id")
    contests: dict[str, Contest] = Field({}, description="the elections that were held, by id")
    holders: Holders = Field(Holders(), description="who held which office and which seats, and when")


@dataclass(frozen=True, slots=True)
class Elections:
    """The votes of a case with the systems that they were cast under, and who held office."""

    referendums: Mapping[str, Referendum] = field(default_factory=dict)
    holders: Holders = field(default_factory=Holders)
    systems: Mapping[str, DeclaredSystem] = field(default_factory=dict)
    contests: Mapping[str, Contest] = field(default_factory=dict)


def elections_of(tree: Node, polity: Polity | None) -> Elections:
    """Read a case's votes and holders from their tree, checked against the polity where it could be read."""
    complaints: list[Complaint] = []
    content = bind(tree, ElectionsFile, complaints=complaints)
    if isinstance(tree, Tree):
        complaints += meaningless(tree, complaints)
    if content is not None:
        found = _own_faults(content) + _excesses(content) + (_faults(content, polity) if polity is not None else [])
        found += [(("holders", *keys), message) for keys, message in holders.faults(content.holders, polity)]
        found += contest.faults(content.systems, content.contests, content.holders, polity)
        placed = [(place(tree, keys), message) for keys, message in found]
        complaints += [mark.complaint(path, message) for (mark, path), message in placed]
    if complaints or content is None:
        raise CaseError(complaints)
    return Elections(content.referendums, content.holders, content.systems, content.contests)


def _own_faults(content: ElectionsFile) -> list[Fault]:
    """The counts that conditions and published percentages name and that there are not."""
    return [
        (
            ("referendums", name, section, key, word),
            f"{shown(named)} is no count of this referendum{expected(named, vote.counts)}",
        )
        for name, vote in content.referendums.items()
        for section, items in (("conditions", vote.conditions), ("published", vote.published))
        for key, item in items.items()
        for word, named in (("count", item.count), ("of", item.of))
        if named not in vote.counts
    ]


def _excesses(content: ElectionsFile) -> list[Fault]:
    """The counts that are greater than the count that they are a part of, by a condition.

    A condition that asks for more than the whole compares two counts, of which neither is a part of the other.
    """
    found: dict[tuple[str | int, ...], str] = {}
    for name, vote in content.referendums.items():
        for key, condition in vote.conditions.items():
            counts = vote.counts.get(condition.count), vote.counts.get(condition.of)
            part, whole = (count.n if count else None for count in counts)
            rival = condition.more_than is not None and condition.more_than.value == 1
            if isinstance(part, int) and isinstance(whole, int) and part > whole and not rival:
                message = f"{part:,} is more than {condition.of!r}, {whole:,}, of which condition {key!r} takes it"
                at = ("referendums", name, "counts", condition.count, "n")
                found.setdefault(at, f"{message}; expected {whole:,} or less")
    return list(found.items())


def _faults(content: ElectionsFile, polity: Polity) -> list[Fault]:
    """What the votes name that the polity does not have."""
    found: list[Fault] = []
    if content.elections != polity.id:
        found.append((("elections",), f"{shown(content.elections)} is not this case's polity; expected {polity.id!r}"))
    sources = polity.header.sources
    for name, vote in content.referendums.items():
        at = ("referendums", name)
        if vote.act is not None and vote.act not in polity.acts:
            found.append(((*at, "act"), f"{shown(vote.act)} is no act{expected_act(vote.act, polity.acts)}"))
        for keys, named in _sourced(vote):
            unknown = [source for source in named if source not in sources]
            found += [((*at, *keys, "source"), f"{shown(s)} is no source{expected(s, sources)}") for s in unknown]
    return found


def _sourced(vote: Referendum) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Everything of a vote that names its sources, by where it stands."""
    sections: Mapping[str, Mapping[str, Tallied | Condition | Published | Breakdown]] = {
        "counts": vote.counts,
        "conditions": vote.conditions,
        "published": vote.published,
        "breakdowns": vote.breakdowns,
    }
    for section, items in sections.items():
        for key, item in items.items():
            yield (section, key), item.source
