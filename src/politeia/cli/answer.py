"""How a verb answers: with one JSON object for a machine, or with text and tables for a person."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PATIENCE = 1.0  # seconds that a step may take before a bar shows that it runs


def in_json(value: object) -> None:
    """Print a value as one JSON object, in UTF-8 whatever the terminal's own encoding."""
    from politeia.result import dumps

    click.echo(dumps(value).encode(), nl=False)


def console() -> Console:
    """Where a person reads: colour on a terminal only, and no text of a case taken for markup."""
    from rich.console import Console

    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Cyrillic shows a mark, not a failure

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # the error that rich caught; it would exit with 1

    return Plain(markup=False, emoji=False, highlight=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> RenderableType:
    """A table whose cells wrap and are never cut; those named in `numbers` stand to the right."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold", justify="right" if column in numbers else "left")
    for row in rows:
        made.add_row(*row)
    return made


def facts(lines: Iterable[tuple[str, RenderableType]]) -> RenderableType:
    """Named lines, one below the other: the names dim, the rest wrapped beside them."""
    from rich.table import Table

    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, line in lines:
        made.add_row(name, line)
    return made


def number(value: Fraction | float | int | None, places: int = 4) -> str:
    """A number as a person reads it; JSON has it whole.

    >>> number(Fraction(1, 3)), number(7985769), number(None)
    ('0.3333', '7,985,769', '?')
    """
    if value is None:
        return "?"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{float(value):.{places}f}"


@contextmanager
def steps(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal's error stream while work of `total` steps runs; call what is given as each begins.

    It shows only once a second has passed, and leaves nothing behind.
    """
    if not (sys.stderr is not None and sys.stderr.isatty()):
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    progress = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = progress.add_task("", total=total)
    begun = 0

    def begin(what: str) -> None:
        nonlocal begun
        progress.update(task, description=what, completed=begun)
        begun += 1

    timer = threading.Timer(PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield begin
    finally:
        timer.cancel()
        timer.join()  # else it might start the bar after the end
        progress.stop()
