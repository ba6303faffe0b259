"""The kinds of files, each told by the first key of the file: how one is checked, and its schema."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from politeia.case.check import Checked


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    about: str
    check: Callable[[Path], Checked]
    schema: Callable[[], dict[str, Any]]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of file by its first key."""
    from politeia.case.check import check_claims, check_elections, check_polity
    from politeia.case.claims import ClaimsFile
    from politeia.case.returns import ElectionFile
    from politeia.case.schema import elections_schema, model_schema, polity_schema
    from politeia.power.declared import GameFile

    return {
        "polity": Kind("a polity and its constitutional texts", check_polity, polity_schema),
        "elections": Kind("the votes of a case", check_elections, elections_schema),
        "claims": Kind(
            "the claims of a commentary", check_claims, lambda: model_schema("the claims of a commentary", ClaimsFile)
        ),
        "game": Kind("a game: who votes, and who wins", check_game, lambda: model_schema("a game", GameFile)),
        "election": Kind(
            "an election: a system, and the votes", check_election, lambda: model_schema("an election", ElectionFile)
        ),
    }


def check_game(path: Path) -> Checked:
    """Check a game file."""
    from politeia.case.check import checked
    from politeia.power.game import Game

    try:
        Game.from_yaml(path)
    except CaseError as error:
        return checked(error.complaints)
    return checked()


def check_election(path: Path) -> Checked:
    """Check an election file."""
    from politeia.case.check import checked
    from politeia.case.returns import ElectionFile

    try:
        ElectionFile.from_yaml(path)
    except CaseError as error:
        return checked(error.complaints)
    return checked()


def is_file(source: str) -> bool:
    """Whether a user means a file by this, rather than a case: it is one, or is named like one."""
    return source.endswith((".yaml", ".yml")) or os.path.isfile(source)  # noqa: PTH113 - Path.is_file raises for long names


def kind_of(path: Path) -> str:
    """The kind that the first key of a file tells; CaseError where it tells none."""
    from politeia.reader import Mapping as Tree
    from politeia.reader import read

    tree = read(path)
    first = next(iter(tree.keys()), None) if isinstance(tree, Tree) else None
    if first is not None and first in kinds():
        return first
    known = list(kinds())
    if first is None or not isinstance(tree, Tree):
        message = f"this is no mapping from keys to values; expected a file that begins with one of {', '.join(known)}"
        raise CaseError.at(str(path), tree.mark.line, tree.mark.column, "", message)
    mark = tree.key_mark(first)
    message = f"no kind of file begins with {shown(first)}{expected(first, known)}"
    raise CaseError.at(str(path), mark.line, mark.column, first, message)


def of_kind(path: Path, wanted: str) -> Path:
    """The path, if its file is of the wanted kind; else a CaseError that says which it is."""
    found = kind_of(path)
    if found != wanted:
        message = f"this file declares {kinds()[found].about}; expected one that begins with `{wanted}:`"
        raise CaseError.at(str(path), 1, 1, "", message)
    return path
