"""`politeia schema`: the format of the files, for an editor that completes and checks as one types."""

from __future__ import annotations

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json
from politeia.errors import CaseError, expected, shown


@click.command("schema", short_help="The files' format, for an editor that checks as you type.")
@click.argument("kind", default="polity")
@as_json
def verb(kind: str, as_json: bool) -> None:
    """Print the JSON Schema (draft 2020-12) of a KIND of file: polity, elections, claims or game.

    It is the same with and without --json. An editor finds it by a first line such as
    `# yaml-language-server: $schema=polity.schema.json`.
    """
    from politeia.cli.kinds import kinds

    if kind not in kinds():
        raise CaseError.at("", 0, 0, "kind", f"{shown(kind)} is no kind of file{expected(kind, kinds())}")
    answer.in_json(kinds()[kind].schema())
