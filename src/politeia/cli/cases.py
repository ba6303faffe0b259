"""`politeia cases`: the cases that come with politeia."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json

if TYPE_CHECKING:
    from politeia.case.library import Case


@click.command("cases", short_help="The cases that come with politeia.")
@as_json
def verb(as_json: bool) -> None:
    """List the packaged cases: what they are called, up to when they were read, their reforms, and what they hold."""
    from politeia.case.library import load, packaged

    cases = {name: load(folder) for name, folder in packaged().items()}
    if as_json:
        answer.in_json({"cases": [_listed(name, case) for name, case in cases.items()]})
        return
    rows = [
        (name, case.polity.name, ", ".join(case.polity.acts), str(case.polity.header.as_of or "?"))
        for name, case in cases.items()
    ]
    out = answer.console()
    out.print(answer.table(("case", "polity", "acts that --reform takes", "read up to"), rows))
    if bare := [name for name, case in cases.items() if not case.polity.histories()]:
        out.print(f"\n{', '.join(bare)}: no records are declared yet; what was voted on and how is all there is")


def _listed(name: str, case: Case) -> dict[str, object]:
    acts = [{"id": identity, "adopted": act.adopted, "title": act.title} for identity, act in case.polity.acts.items()]
    header = case.polity.header
    return {
        "name": name,
        "names": header.names,
        "as_of": header.as_of,
        "acts": acts,
        "records": len(case.polity.histories()),
        "referendums": list(case.elections.referendums),
        "folder": str(case.folder),
    }
