"""`politeia referendum`: was it valid, condition by condition, and by what margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, case
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.election import Referendum
    from politeia.elections.referendum import ReferendumResult

WORDS = {"yes": "yes", "no": "no", "depends": "not known"}


@click.command("referendum", short_help="Was it valid and adopted, and by what margin.")
@case
@click.option("--id", "identity", metavar="ID", help="Which referendum, where the case has several; default: the newest.")
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
        raise CaseError.at(file, 0, 0, "referendums", f"the case {loaded.name} has no referendum; expected at least one")
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
    from rich.text import Text

    out.print(Text(title, style="bold"))
    if vote.question:
        out.print(vote.question.text())
    facts = [("held", str(vote.held)), ("valid", WORDS[result.valid]), ("adopted", WORDS[result.adopted])]
    out.print(answer.facts(facts))
    out.print()
    rows = []
    for met in result.conditions:
        named = vote.conditions[met.name].names
        margin = "?" if met.margin is None else f"{met.margin:+,}"
        needed = f"{answer.number(met.required)} of {answer.number(met.base)}"
        told = (named.text() if named else met.name, met.role, needed, answer.number(met.observed), margin, WORDS[met.met])
        rows.append((*told, met.basis, met.article or "?"))
    columns = ("condition", "for its", "required", "observed", "margin", "met", "basis", "article")
    out.print(answer.table(columns, rows, numbers=("required", "observed", "margin")))
    if any(met.basis == "reported" for met in result.conditions):
        note = "reported: the result is published, but not the counts behind it, so that it cannot be recomputed"
        out.print(Text(note, style="dim"))
