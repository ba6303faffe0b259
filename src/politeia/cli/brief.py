"""`politeia brief`: the main job; a case and a reform go in, the brief comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, case

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.brief.document import Brief
    from politeia.case.polity import Polity


def _page(brief: Brief) -> str:
    from politeia.brief.render import page

    return page(brief)


def _data(brief: Brief) -> str:
    from politeia.result import dumps

    return dumps(brief)


FORMATS: Mapping[str, Callable[[Brief], str]] = {".html": _page, ".json": _data}


@click.command("brief", short_help="Did power move? The answer, as a page.")
@case
@click.option("--reform", metavar="ACT", help="The act to assess; default: the last constitutional act of the case.")
@click.option("-o", "outputs", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
              help="Write the brief to a .html or .json file. May be repeated.")  # fmt: skip
@as_json
def verb(case: str, reform: str | None, outputs: tuple[Path, ...], as_json: bool) -> None:
    """Assess a reform and print the answer in a few lines; with -o, write the brief.

    Each file is written whole or not at all, and nothing is written when anything is wrong.
    """
    for path in outputs:
        if path.suffix not in FORMATS:
            what = f"{str(path)!r} has no known format; expected a name that ends in {' or '.join(FORMATS)}"
            raise click.BadParameter(what, param_hint="-o")
    from politeia.case.library import load

    with answer.steps(2 + len(outputs)) as begin:
        begin("reading the case")
        loaded = load(case)
        reform = reform if reform is not None else last_reform(loaded.polity)
        loaded.polity.act(reform)
        begin(f"assessing {reform}")
        from politeia.brief.assess import assess

        brief = assess(loaded, reform)
        written = {}
        for path in outputs:
            begin(f"writing {path.name}")
            written[path] = FORMATS[path.suffix](brief).encode()
    from politeia.cli.files import write_all

    write_all(written)
    if as_json:
        answer.in_json(brief)
        return
    _tell(answer.console(), brief)
    for path in outputs:
        click.echo(f"wrote {path}")


def last_reform(polity: Polity) -> str:
    """The last constitutional act of a polity, or its last act where none is."""
    constitutional = [identity for identity, act in polity.acts.items() if act.layer == "constitutional"]
    return (constitutional or list(polity.acts))[-1]


def _tell(out: Console, brief: Brief) -> None:
    from rich.text import Text

    out.print(Text(f"{brief.polity}: {brief.title}", style="bold"))
    out.print(Text(brief.dates, style="dim"))
    out.print()
    out.print(Text(brief.verdict.headline, style="bold"))
    out.print(answer.facts(("\N{BULLET}", reason.text) for reason in brief.verdict.reasons))
