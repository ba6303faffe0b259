"""`politeia power`: whose votes count for how much in a game or in a procedure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.power.game import Game
    from politeia.power.indices import PowerResult

SHOWN = ("n", "banzhaf", "banzhaf_share", "shapley_shubik", "coleman_prevent", "coleman_initiate")
COALITIONS = 12  # how many types of minimal winning coalitions a person is shown


@click.command("power", short_help="Whose votes count for how much in a decision.")
@click.argument("source", metavar="GAME.yaml|CASE")
@click.option("--decision", metavar="ID", help="The procedure of the CASE to measure, such as ordinary_law.")
@click.option("--at", "day", type=Day(), metavar="DATE", help="The day of its text; by default the newest text declared.")
@as_json
def verb(source: str, decision: str | None, day: date | None, as_json: bool) -> None:
    """Compute power indices, exactly: of a game in a file, or of a procedure of a case."""
    from politeia.power.indices import power

    asked: dict[str, Any] = {}
    if is_file(source):
        if decision is not None or day is not None:
            raise click.UsageError("a game file is one decision of no date; expected --decision and --at with a CASE only")
        game = _declared(Path(source))
    else:
        game, asked = _compiled(source, decision, day)
    with answer.steps(1) as begin:
        begin("counting coalitions")
        result = power(game)
    if as_json:
        answer.in_json(asked | result.to_json())
    else:
        _tell(answer.console(), result, game, asked)
