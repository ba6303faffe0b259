"""What was counted: votes by tier, district and party; and the file of an election that stands by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field

from politeia.case.system import Base, ElectoralSystem
from politeia.case.terms import Noun
from politeia.case.unfit import Fault, faults, misfits
from politeia.errors import CaseError, Complaint
from politeia.reader import Node, bind, place, plain, read

Votes = Annotated[int, Field(ge=0)]
Ballots = dict[str, dict[str, dict[str, Votes]]]


class Counts(Noun):
    """What shares are taken of, as far as votes do not tell: in the whole, or by district."""

    valid: Votes | dict[str, Votes] | None = Field(None, description="valid votes; default: the sum of a tier's votes")
    cast: Votes | dict[str, Votes] | None = Field(None, description="votes cast, the invalid ones with them")
    registered: Votes | dict[str, Votes] | None = Field(None, description="voters on the lists")

    def whole(self, base: Base) -> int | None:
        """A count in all districts; None where it is not known."""
        count: int | dict[str, int] | None = getattr(self, base)
        return sum(count.values()) if isinstance(count, dict) else count

    def within(self, base: Base, district: str) -> int | None:
        """A count in one district; None where it is not known."""
        count: int | dict[str, int] | None = getattr(self, base)
        return count.get(district) if isinstance(count, dict) else None


class Returns(Noun):
    """The votes of one election."""

    votes: Ballots = Field(min_length=1, description="votes by tier, district and party")
    second_round: Ballots = Field({}, description="votes of the run-off, where a tier's formula is two_round")
    counts: Counts = Field(Counts(), description="what shares are taken of")


class ElectionFile(Returns):
    """An election that stands by itself: a system, and the votes."""

    election: str = Field(min_length=1, description="the name of the election")
    system: ElectoralSystem = Field(description="how votes become seats")
    published: dict[str, Votes] = Field({}, description="the seats that were published, to compare with")
    source: str | None = Field(None, description="where the votes stand")
    note: str | None = Field(None, description="what a careful reader should know")

    @classmethod
    def from_yaml(cls, path: Path) -> Self:
        """Read an election file. Raises CaseError with everything that is wrong, each at its place."""
        tree = read(path)
        complaints: list[Complaint] = []
        file = bind(tree, cls, complaints=complaints)
        complaints += _told(tree, faults(plain(tree)))
        if file is not None and not complaints:
            complaints += _told(tree, misfits(file.system, file))
        if complaints or file is None:
            raise CaseError(complaints)
        return file


def _told(tree: Node, found: Iterator[Fault]) -> Iterator[Complaint]:
    for keys, message in found:
        mark, path = place(tree, keys)
        yield mark.complaint(path, message)


def checked(system: ElectoralSystem, returns: Returns) -> None:
    """Raise CaseError, without places, where votes do not fit a system that no file declared together with them."""
    tree = {
        "system": system.model_dump(mode="json", by_alias=True, exclude_none=True),
        **returns.model_dump(mode="json", exclude_none=True),
    }
    found = [*faults(tree)] or [*misfits(system, returns)]
    if found:
        raise CaseError(Complaint("", 0, 0, ".".join(map(str, keys)), message) for keys, message in found)
