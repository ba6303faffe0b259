"""What a case file is asked before anything is computed from it: what is wrong, and what it leaves unanswered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from politeia.case.core import CORE, answer
from politeia.case.declaration import UNSOURCED, polity_of
from politeia.case.election import elections_of
from politeia.case.library import FILES, contents, find, load
from politeia.case.schema import described
from politeia.errors import CaseError, Complaint
from politeia.reader import Mapping, Mark, Node, Scalar, Sequence, parse, read
from politeia.reader.tree import joined

if TYPE_CHECKING:
    from politeia.case.polity import Polity

Reason = Literal["value", "act", "article", "unread", "core"]


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something that a file leaves unanswered: a value `?`, or a question that nothing in it answers.

    `reason` is `value` for a `?`, `act` for one about an act's entry into force, `article` for a record with none,
    `unread` for a version whose text was not read, `core` for a decision of the core set that no record answers.
    """

    file: str
    line: int
    column: int
    path: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was wrong with a file or case, and what it leaves unanswered; `unsourced` are paths, each also an error."""

    ok: bool
    errors: tuple[Complaint, ...]
    unknown: tuple[Gap, ...]
    unsourced: tuple[str, ...]


def checked(errors: tuple[Complaint, ...] = (), unknown: tuple[Gap, ...] = ()) -> Checked:
    """The outcome of a check that found these errors and gaps."""
    unsourced = tuple(error.path for error in errors if error.message == UNSOURCED)
    return Checked(not errors, errors, unknown, unsourced)


def check_case(case: str | Path) -> Checked:
    """Check every file of a case and what they say of one another. CaseError where there is no such case.

    >>> check_case("kazakhstan").ok
    True
    """
    folder = find(case)
    gaps: list[Gap] = []
    errors: tuple[Complaint, ...] = ()
    for name in FILES:
        path = folder / name
        with suppress(CaseError):  # load says why a file cannot be read, or that it need not be there
            gaps += open_values(parse(contents(folder, path), str(path)), path.stem)
    try:
        gaps += unanswered(load(folder).polity)
    except CaseError as error:
        errors = error.complaints
    return checked(errors, tuple(sorted(gaps)))


def check_polity(path: Path) -> Checked:
    """Check a polity file by itself."""
    return _one(path, "polity", lambda tree: unanswered(polity_of(tree)))


def check_elections(path: Path) -> Checked:
    """Check an elections file against the polity file beside it, as far as that one can be read."""

    def gaps(tree: Node) -> Iterator[Gap]:
        elections_of(tree, beside(path))
        return iter(())

    return _one(path, "elections", gaps)


def beside(path: Path) -> Polity | None:
    """The polity that the file beside this one declares, or None."""
    try:
        return polity_of(read(path.parent / "polity.yaml"))
    except CaseError:
        return None


def _one(path: Path, kind: str, more: Callable[[Node], Iterator[Gap]]) -> Checked:
    try:
        tree = read(path)
    except CaseError as error:
        return checked(error.complaints)
    gaps = list(open_values(tree, kind))
    try:
        gaps += more(tree)
    except CaseError as error:
        return checked(error.complaints, tuple(sorted(gaps)))
    return checked((), tuple(sorted(gaps)))


def open_values(tree: Node, kind: str) -> Iterator[Gap]:
    """Every `?` of a file and every version that was not read; what an unread version holds is not asked."""
    left: list[tuple[Node, tuple[str | int, ...], str]] = [(tree, (), "")]
    while left:
        node, keys, path = left.pop()
        match node:
            case Scalar("?"):
                reason: Reason = "act" if keys[:1] == ("acts",) else "article" if keys[-1:] == ("article",) else "value"
                yield _gap(node.mark, path, reason, described(kind, keys) or "the value")
            case Mapping() if _says_yes(node.get("unread")):
                yield _gap(node.mark, path, "unread", "what this version provides: its text was not read")
            case Mapping():
                left += [(item, (*keys, key), joined(path, key)) for key, item in node.items()]
            case Sequence():
                left += [(item, (*keys, n), joined(path, n)) for n, item in enumerate(node.items)]


def unanswered(polity: Polity) -> Iterator[Gap]:
    """The records for which no article is stated, and the core decisions that no record of the newest text answers."""
    for history in polity.histories():
        stated = False
        for n, entry in enumerate(history.entries):
            stated |= bool(entry.articles)
            if entry.act and not (stated or entry.repealed or entry.unread):
                yield _gap(entry.mark, f"{history.path}[{n}]", "article", "the article that says so")
                break
    newest = polity.at(date.max)
    for decision in CORE.values():
        if not answer(decision, newest).records:
            yield Gap(polity.file, 0, 0, decision.id, "core", decision.asks)


def _gap(mark: Mark, path: str, reason: Reason, message: str) -> Gap:
    return Gap(mark.file, mark.line, mark.column, path, reason, message)


def _says_yes(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.text in ("true", "yes")
