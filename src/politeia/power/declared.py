"""The game file: what a file may say, and the game that it declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from politeia.case.terms import Count, Read, exact
from politeia.errors import CaseError, Complaint, nearest, shown
from politeia.power.game import All, Any, AtLeast, Game, Place, PlayerClass, Rule, faults, unknown_criterion
from politeia.reader import Node, bind, place, plain, read

DIGITS = 18  # of a number that `exact` reads


@dataclass(frozen=True, slots=True)
class Amount(Read):
    """A weight or a threshold, exactly: a whole number, a decimal, a fraction or a percentage."""

    value: Fraction
    pattern: ClassVar[str] = r"^\d+(\.\d+| ?/ ?\d+)? ?%?$"

    @classmethod
    def read(cls, text: str) -> Self:
        try:
            return cls(exact(text))
        except ValueError:
            message = f"{shown(text)} is no amount; expected a number that is not negative, like 3, 0.5 or 2/3"
            digits = any(len(number) > DIGITS for number in re.findall(r"\d+", text))
            raise ValueError(message + f", of up to {DIGITS} digits" * digits) from None

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Quota(Amount):
    """A threshold, exactly: an amount above zero."""

    @classmethod
    def read(cls, text: str) -> Self:
        value = Amount.read(text).value
        if not value:
            raise ValueError(f"{text!r} is met without a vote; expected a number above 0, like 3, 0.5 or 2/3")
        return cls(value)


class PlayersEntry(BaseModel):
    """A class of interchangeable members; each further key is a criterion, with one member's weight on it."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Amount] = Field(init=False)

    n: Count = Field(description="how many members the class has")


class Threshold(BaseModel):
    """Met when those who say yes have enough weight on a criterion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    atleast: Quota = Field(description="the least sum of weights that is enough")
    of: str = Field(description="the criterion on which weights are added up")


class Every(BaseModel):
    """Met when every rule in the list is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    all: tuple[RuleEntry, ...] = Field(description="the rules that must all be met", json_schema_extra={"minItems": 1})


class Either(BaseModel):
    """Met when at least one rule in the list is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    any: tuple[RuleEntry, ...] = Field(
        description="the rules of which one must be met", json_schema_extra={"minItems": 1}
    )


def _kind(entry: object) -> str | None:
    """Which of the three forms an entry has, or was meant to have; None when it could be two of them."""
    keys = [str(key) for key in entry] if isinstance(entry, dict) else []
    meant = [nearest(key, ("all", "any", "atleast", "of")) for key in keys]
    if "all" in meant:
        return None if "any" in meant else "Every"
    return "Either" if "any" in meant else "Threshold"


RuleEntry = Annotated[
    Annotated[Threshold, Tag("Threshold")] | Annotated[Every, Tag("Every")] | Annotated[Either, Tag("Either")],
    Discriminator(
        _kind, custom_error_type="rule", custom_error_message="either 'all', or 'any', or 'atleast' with 'of'"
    ),
]
Every.model_rebuild()
Either.model_rebuild()


class GameFile(BaseModel):
    """A game of its own: who votes, and which sets of yes votes win."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    game: str = Field(min_length=1, description="the name of the game")
    players: dict[str, PlayersEntry] = Field(min_length=1, description="the classes of members by name")
    rule: RuleEntry = Field(description="when a proposal passes")


def read_game(path: Path) -> Game:
    """The game of a file; on each criterion weights and thresholds become whole numbers in the same ratio.

    Raises CaseError with everything that is wrong, each at its place.
    """
    node = read(path)
    complaints: list[Complaint] = []
    file = bind(node, GameFile, complaints=complaints)
    if file is None:
        raise CaseError([*complaints, *_told(node, _unknown_criteria(node))])
    scales: dict[str, int] = {}
    for criterion, value in _amounts(file):
        scales[criterion] = lcm(scales.get(criterion, 1), value.denominator)
    players = [
        PlayerClass(
            name,
            entry.n,
            {c: int(amount.value * scales[c]) for c, amount in entry.__pydantic_extra__.items()},
        )
        for name, entry in file.players.items()
    ]
    rule = _rule(file.rule, scales)
    if found := [*_told(node, faults(players, rule))]:
        raise CaseError(found)
    return Game(tuple(players), rule, file.game)


def _told(node: Node, found: Iterable[tuple[Place, str]]) -> Iterator[Complaint]:
    for where, message in found:
        mark, path = place(node, where)
        yield Complaint(mark.file, mark.line, mark.column, path, message)


def _unknown_criteria(node: Node) -> Iterator[tuple[Place, str]]:
    """The thresholds on criteria that no player has, in a tree that need not be a game otherwise."""
    data = plain(node)
    players = data.get("players", {}) if isinstance(data, dict) else {}
    if not isinstance(players, dict) or not players:
        return
    criteria = [key for entry in players.values() if isinstance(entry, dict) for key in entry if key != "n"]
    left: list[tuple[Place, object]] = [(("rule",), data.get("rule"))]
    while left:
        where, entry = left.pop()
        match entry:
            case {"of": str(criterion)} if criterion not in criteria:
                yield (*where, "of"), unknown_criterion(criterion, criteria)
            case {"all": list(parts)}:
                left += [((*where, "all", position), part) for position, part in enumerate(parts)]
            case {"any": list(parts)}:
                left += [((*where, "any", position), part) for position, part in enumerate(parts)]


def _amounts(file: GameFile) -> Iterator[tuple[str, Fraction]]:
    """Every number of a file with its criterion."""
    for entry in file.players.values():
        yield from ((criterion, amount.value) for criterion, amount in entry.__pydantic_extra__.items())
    rules = [file.rule]
    while rules:
        match rules.pop():
            case Threshold(atleast=quota, of=criterion):
                yield criterion, quota.value
            case Every(all=parts) | Either(any=parts):
                rules.extend(parts)


def _rule(entry: Threshold | Every | Either, scales: dict[str, int]) -> Rule:
    match entry:
        case Threshold(atleast=quota, of=criterion):
            return AtLeast(int(quota.value * scales[criterion]), criterion)
        case Every(all=parts):
            return All(tuple(_rule(part, scales) for part in parts))
        case Either(any=parts):
            return Any(tuple(_rule(part, scales) for part in parts))
