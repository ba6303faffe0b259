"""Votes that were held, and who held office: the file elections.yaml of a case, and its referendums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from politeia.case import holders
from politeia.case.dated import meaningless
from politeia.case.holders import Fault, Holders
from politeia.case.polity import Polity, expected_act
from politeia.case.terms import Day, Maybe, Noun, Share, Sources
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.names import Names
from politeia.reader import Mapping as Tree
from politeia.reader import Node, bind, place


class Tallied(Noun):
    """A published number, with where it stands."""

    n: Maybe[Annotated[int, Field(ge=0)]] = Field(description="the number")
    source: Sources = Field(description="the sources that print it")
    basis: Literal["counted", "reported"] = Field(
        "counted",
        description="counted: a count of votes; reported: a result that the counts behind it do not show",
    )
    note: str | None = Field(None, description="what a careful reader should know")


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


class Referendum(Noun):
    """A vote of the people on a question."""

    held: Day = Field(description="the day of the vote")
    act: str | None = Field(None, description="the act that it adopted or refused")
    question: Names | None = Field(None, description="what was asked, in our words")
    counts: dict[str, Tallied] = Field(description="the published counts by name")
    conditions: dict[str, Condition] = Field(description="what it needed, by name", min_length=1)
    note: str | None = Field(None, description="what a careful reader should know")

    def share(self, condition: Condition) -> Fraction | None:
        """What share a condition's count is of the count that it is measured on; None where either is not known."""
        count, whole = self.counts[condition.count].n, self.counts[condition.of].n
        return Fraction(count, whole) if isinstance(count, int) and isinstance(whole, int) and whole else None

    def counted(self, condition: Condition) -> bool:
        """Whether a condition can be recomputed: neither of its counts is a result that was only reported."""
        return "reported" not in (self.counts[condition.count].basis, self.counts[condition.of].basis)


class ElectionsFile(Noun):
    """The file elections.yaml of a case."""

    elections: str = Field(description="the id of the polity")
    referendums: dict[str, Referendum] = Field({}, description="referendums by id")
    holders: Holders = Field(Holders(), description="who held which office and which seats, and when")


@dataclass(frozen=True, slots=True)
class Elections:
    """The votes of a case, and who held office."""

    referendums: Mapping[str, Referendum] = field(default_factory=dict)
    holders: Holders = field(default_factory=Holders)


def elections_of(tree: Node, polity: Polity | None) -> Elections:
    """Read a case's votes and holders from their tree, checked against the polity where it could be read."""
    complaints: list[Complaint] = []
    content = bind(tree, ElectionsFile, complaints=complaints)
    if isinstance(tree, Tree):
        complaints += meaningless(tree, complaints)
    if content is not None:
        found = _own_faults(content) + _excesses(content) + (_faults(content, polity) if polity is not None else [])
        found += [(("holders", *keys), message) for keys, message in holders.faults(content.holders, polity)]
        placed = [(place(tree, keys), message) for keys, message in found]
        complaints += [mark.complaint(path, message) for (mark, path), message in placed]
    if complaints or content is None:
        raise CaseError(complaints)
    return Elections(content.referendums, content.holders)


def _own_faults(content: ElectionsFile) -> list[Fault]:
    """The counts that conditions name and that there are not."""
    return [
        (
            ("referendums", name, "conditions", key, word),
            f"{shown(named)} is no count of this referendum{expected(named, vote.counts)}",
        )
        for name, vote in content.referendums.items()
        for key, condition in vote.conditions.items()
        for word, named in (("count", condition.count), ("of", condition.of))
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
        for key, count in vote.counts.items():
            named = [source for source in count.source if source not in sources]
            found += [((*at, "counts", key, "source"), f"{shown(s)} is no source{expected(s, sources)}") for s in named]
        for key, condition in vote.conditions.items():
            where = (*at, "conditions", key)
            named = [source for source in condition.source if source not in sources]
            found += [((*where, "source"), f"{shown(s)} is no source{expected(s, sources)}") for s in named]
    return found
