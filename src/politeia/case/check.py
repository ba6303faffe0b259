"""What a case file is asked before anything is computed from it: what is wrong, and what it leaves unanswered."""

from __future__ import annotations

import os
from collections import abc
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from politeia.case.answered import Answered, answered
from politeia.case.claims import Claimed, claims_of
from politeia.case.core import CORE, answer
from politeia.case.coverage import Coverage, coverage
from politeia.case.declaration import polity_of
from politeia.case.election import Elections, elections_of
from politeia.case.library import FILES, contents, find, load
from politeia.case.polity import spans
from politeia.case.schema import described
from politeia.case.terms import UNSOURCED
from politeia.errors import CaseError, Complaint
from politeia.reader import Mapping, Mark, Node, Scalar, Sequence, parse, place, read
from politeia.reader.tree import joined

if TYPE_CHECKING:
    from politeia.case.polity import Polity

Reason = Literal["records", "value", "act", "article", "unread", "core", "claim"]
CLAIMS = "claims.yaml"  # checked with a case; no analysis is made from it, so that load does not read it


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something that a file leaves unanswered: a value `?`, or a question that nothing in it answers.

    `reason` is `records` for a polity that declares none yet, `value` for a `?`, `act` for one about an act's entry
    into force, `article` for a record with none, `unread` for a version whose text was not read, `core` for a decision
    of the core set that no record answers, `claim` for a claim that nothing meets.
    """

    file: str
    line: int
    column: int
    path: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was wrong with a file or case, and what it leaves unanswered; `unsourced` are paths, each also an error.

    Of a polity, `coverage` has each act that says which articles it amends, and `core` each constitutional act;
    `claims` are those of a commentary.
    """

    ok: bool
    errors: tuple[Complaint, ...]
    unknown: tuple[Gap, ...]
    unsourced: tuple[str, ...]
    coverage: abc.Mapping[str, Coverage] = field(default_factory=dict)
    core: abc.Mapping[str, Answered] = field(default_factory=dict)
    claims: tuple[Claimed, ...] = ()


def checked(errors: Iterable[Complaint] = (), unknown: Iterable[Gap] = ()) -> Checked:
    """The outcome of a check that found these errors and gaps."""
    told = tuple(sorted(set(errors)))
    unsourced = tuple(error.path for error in told if error.message == UNSOURCED)
    return Checked(not told, told, tuple(sorted(unknown)), unsourced)


def merged(found: abc.Sequence[Checked]) -> Checked:
    """The outcome of several checks together."""
    return replace(
        checked([error for one in found for error in one.errors], [gap for one in found for gap in one.unknown]),
        coverage={act: covered for one in found for act, covered in one.coverage.items()},
        core={act: core for one in found for act, core in one.core.items()},
        claims=tuple(claim for one in found for claim in one.claims),
    )


def check_case(case: str | Path) -> Checked:
    """Check every file of a case and what they say of one another. CaseError where there is no such case.

    >>> check_case("kazakhstan").ok
    True
    """
    folder = find(case)
    found, trees = [], {}
    for name in FILES:
        path = folder / name
        with suppress(CaseError):  # load says why a file cannot be read, or that it need not be there
            trees[name] = parse(contents(folder, path), str(path))
            found.append(checked(unknown=open_values(trees[name], path.stem)))
    found.append(_outcome(lambda: about(load(folder).polity, trees["polity.yaml"])))
    path = folder / CLAIMS
    if os.path.lexists(path):
        found.append(_outcome(lambda: _claims(path, parse(contents(folder, path), str(path)))))
    return merged(found)


def check_polity(path: Path) -> Checked:
    """Check a polity file by itself."""
    return _file(path, _values("polity"), lambda tree: about(polity_of(tree), tree))


def check_elections(path: Path) -> Checked:
    """Check an elections file against the polity file beside it, as far as that one can be read."""

    def votes(tree: Node) -> Checked:
        elections_of(tree, polity_beside(path))
        return checked()

    return _file(path, _values("elections"), votes)


def check_claims(path: Path) -> Checked:
    """Check a claims file against the polity and the votes beside it, as far as these can be read."""
    return _file(path, lambda tree: _claims(path, tree))


def about(polity: Polity, tree: Node) -> Checked:
    """What a polity leaves unanswered, what its records cover of each act that says, and what each text answers."""
    core = answered(polity)
    gaps = [*unanswered(polity, core), *between(polity, tree)]
    covered = {name: coverage(polity, name) for name, act in polity.acts.items() if act.amends}
    return replace(checked((), gaps), coverage=covered, core=core)


def _claims(path: Path, tree: Node) -> Checked:
    polity = polity_beside(path)
    claims = claims_of(tree, polity, votes_beside(path, polity))
    open_ = [(claim, place(tree, ("asserted", claim.id, "[key]"))) for claim in claims if claim.stance is None]
    gaps = [_gap(mark, where, "claim", claim.says.text()) for claim, (mark, where) in open_]
    return replace(checked((), gaps), claims=claims)


def polity_beside(path: Path) -> Polity | None:
    """The polity that the file beside this one declares, or None."""
    try:
        return polity_of(_beside(path, "polity.yaml"))
    except CaseError:
        return None


def votes_beside(path: Path, polity: Polity | None) -> Elections | None:
    """The votes that the file beside this one declares; none where there is no such file, None where it is wrong."""
    if not os.path.lexists(path.parent / "elections.yaml"):
        return Elections()
    try:
        return elections_of(_beside(path, "elections.yaml"), polity)
    except CaseError:
        return None


def _beside(path: Path, name: str) -> Node:
    other = path.parent / name
    return parse(contents(path.parent, other), str(other))


def _file(path: Path, *asks: Callable[[Node], Checked]) -> Checked:
    """What several checks find in a file."""
    try:
        tree = read(path)
    except CaseError as error:
        return checked(error.complaints)
    return merged([_outcome(partial(ask, tree)) for ask in asks])


def _outcome(ask: Callable[[], Checked]) -> Checked:
    try:
        return ask()
    except CaseError as error:
        return checked(error.complaints)


def _values(kind: str) -> Callable[[Node], Checked]:
    return lambda tree: checked(unknown=open_values(tree, kind))


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


def between(polity: Polity, tree: Node) -> Iterator[Gap]:
    """The days between two facts on which neither holds, each told at the later one."""
    for name, facts in polity.header.facts.items():
        for n, ((_, last), (first, _)) in enumerate(pairwise(spans(facts)), 1):
            if first - last > timedelta(days=1):
                mark, path = place(tree, ("facts", name, n))
                days = f"from {last + timedelta(days=1)} to {first - timedelta(days=1)}"
                yield _gap(mark, path, "value", f"the number of {name} {days}")


def unanswered(polity: Polity, core: abc.Mapping[str, Answered]) -> Iterator[Gap]:
    """The records for which no article is stated, and the core decisions that no record of the newest text answers.

    Of a polity without records that alone is told: it leaves everything unanswered. Not asked is what `core` says the
    last constitutional act to have done away with, body and all.
    """
    if not polity.histories():
        yield Gap(polity.file, 0, 0, "", "records", "what any text provides: no record of it is declared")
        return
    for history in polity.histories():
        stated = False
        for n, entry in enumerate(history.entries):
            stated |= bool(entry.articles)
            if entry.act and not (stated or entry.repealed or entry.unread):
                yield _gap(entry.mark, f"{history.path}[{n}]", "article", "the article that says so")
                break
    newest = polity.at(date.max)
    last = list(core.values())[-1:]
    abolished = {name for found in last for name, reason in found.open.items() if reason == "abolished"}
    for decision in CORE.values():
        if decision.id not in abolished and not answer(decision, newest).records:
            yield Gap(polity.file, 0, 0, decision.id, "core", decision.asks)


def _gap(mark: Mark, path: str, reason: Reason, message: str) -> Gap:
    return Gap(mark.file, mark.line, mark.column, path, reason, message)


def _says_yes(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.text in ("true", "yes")
