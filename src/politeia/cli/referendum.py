"""`politeia referendum`: was it valid, condition by condition, and by what margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, case
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.election import Referendum
    from politeia.elections.referendum import Met, ReferendumResult

WORDS: Mapping[str, str] = {"yes": "yes", "no": "no", "depends": "not known"}
MET: Mapping[str, str] = {"yes": "met", "no": "not met", "depends": "not known"}
BASES: Mapping[str, str] = {
    "recomputed": "recomputed from the published counts",
    "reported": "reported: the counts behind it are not published, so that it cannot be recomputed",
}


@click.command("referendum", short_help="Was it valid and adopted, and by what margin.")
@case
@click.option("--id", "identity", metavar="ID", help="Which referendum; default: the newest.")
@as_json
def verb(case: str, identity: str | None, as_json: bool) -> None:
    """Hold a referendum's published counts against each of its conditions."""
    from politeia.case.library import load
    from politeia.elections.referendum import referendum
    from politeia.result import to_json

    loaded = load(case)
    votes = loaded.elections.referendums
    file = str(loaded.folder / "elections.yaml")
    if not votes:
        what = f"the case {loaded.name} has no referendum; expected at least one"
        raise CaseError.at(file, 0, 0, "referendums", what)
    if identity is None:
        identity = max(votes, key=lambda name: votes[name].held)
    if identity not in votes:
        what = f"{shown(identity)} is no referendum of {loaded.name}{expected(identity, votes)}"
        raise CaseError.at(file, 0, 0, "referendums", what)
    vote, result = votes[identity], referendum(votes[identity])
    if as_json:
        answer.in_json({"id": identity, "held": vote.held, "act": vote.act, **to_json(result)})
    else:
        _tell(answer.console(), f"{loaded.name}: referendum {identity}", vote, result)


def _tell(out: Console, title: str, vote: Referendum, result: ReferendumResult) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Text(title, style="bold"))
    lines = [("asked", vote.question.text())] if vote.question else []
    lines += [("held", str(vote.held)), ("valid", WORDS[result.valid]), ("adopted", WORDS[result.adopted])]
    out.print(answer.facts(lines))
    for met in result.conditions:
        names = vote.conditions[met.name].names
        out.print(Text.assemble("\n", (names.text() if names else met.name, "bold"), f": {MET[met.met]}"))
        out.print(Padding(answer.facts(_lines(met)), (0, 0, 0, 2)))


def _lines(met: Met) -> Iterator[tuple[str, str]]:
    yield "required", f"{answer.number(met.required)} of {answer.number(met.base)}"
    yield "observed", answer.number(met.observed)
    yield "margin", "not known" if met.margin is None else f"{met.margin:+,}"
    yield "basis", BASES[met.basis]
    yield "for", met.role
    yield "article", met.article or "?"
    yield "sources", ", ".join(met.sources)
