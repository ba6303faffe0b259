"""The part of `politeia ensemble` that tells what the simulated parliaments can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from politeia.cli import answer
from politeia.cli.ensemble import percent

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.assess.votes_to_power import Empowered, Read, VotesToPower


def tell(out: Console, found: VotesToPower) -> None:
    """Print by system and reading what the head of state's camp can pass, and the opposition block."""
    from rich.text import Text

    for name, system in found.systems.items():
        out.print()
        title = f"power under {name}: {system.chamber}, {system.text}, holders of {system.holders_of}"
        out.print(Text(title, style="bold"))
        for reading, read in system.readings.items():
            columns = [f"{reading}", "needs", "% camp\nalone", "% opposition\nblocks"]
            out.print(answer.table(columns, _questions(read), numbers=columns[1:]))
            columns = [f"effective power, {system.decision}", "mean", "5 %", "median", "95 %"]
            out.print(answer.table(columns, _powers(system, read), numbers=columns[1:]))
        if system.unasked:
            out.print(answer.facts(system.unasked.items()))
    out.print()
    out.print(answer.facts([("assuming", "\n".join(found.assumptions)), ("method", found.method)]))


def _questions(read: Read) -> Iterator[tuple[str, ...]]:
    for name, asked in read.questions.items():
        chances = (percent(of.chance) for of in (asked.camp, asked.blocked))
        yield name, f"{asked.need} of {asked.of}", *chances


def _powers(system: Empowered, read: Read) -> Iterator[tuple[str, ...]]:
    for power in read.effective:
        for who, band in ((system.head, power.head), ("opposition", power.opposition)):
            values = (band.mean, band.q05, band.q50, band.q95)
            yield f"{who}, loyalty {power.loyalty}", *(f"{value:.4f}" for value in values)
