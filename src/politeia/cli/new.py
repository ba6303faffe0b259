"""`politeia new`: a folder with a template to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json


@click.command("new", short_help="A folder with a template to fill in.")
@click.argument("name")
@as_json
def verb(name: str, as_json: bool) -> None:
    """Make a folder NAME with the files of a case: each question of the core set is asked, and answered `?`."""
    from politeia.case.template import write

    written = write(name, Path.cwd())
    if as_json:
        answer.in_json({"folder": name, "files": [str(path.relative_to(Path.cwd())) for path in written]})
        return
    for path in written:
        click.echo(f"wrote {path.relative_to(Path.cwd())}")
    click.echo(f"Now fill in {name}/polity.yaml; `politeia check {name}` tells what is wrong and what is still open.")
