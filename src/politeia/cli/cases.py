"""`politeia cases`: the cases that come with politeia."""

from __future__ import annotations

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json


@click.command("cases", short_help="The cases that come with politeia.")
@as_json
def verb(as_json: bool) -> None:
    """List the packaged cases: what they are called, up to when they were read, and their reforms."""
    from politeia.case.library import load, packaged

    found = []
    for name, folder in packaged().items():
        polity = load(folder).polity
        found.append({
            "name": name, "polity": polity.name, "as_of": polity.header.as_of,
            "acts": [{"id": identity, "adopted": act.adopted, "title": act.title} for identity, act in polity.acts.items()],
            "folder": str(folder),
        })  # fmt: skip
    if as_json:
        answer.in_json({"cases": found})
        return
    rows = [
        (case["name"], case["polity"], ", ".join(act["id"] for act in case["acts"]), str(case["as_of"] or "?")) for case in found
    ]
    answer.console().print(answer.table(("case", "polity", "acts that --reform takes", "read up to"), rows))
