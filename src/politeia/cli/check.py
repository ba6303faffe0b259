"""`politeia check`: what is wrong with a file or case, and what it leaves unanswered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json
from politeia.errors import CaseError

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.check import Checked, Gap

HEADINGS: Mapping[str, str] = {
    "core": "Questions of the core set that no record answers",
    "unread": "Versions whose text was not read",
    "act": "Acts of which something is not known",
    "article": "Records without a known article",
    "value": "Values that are not known",
}


@click.command("check", short_help="Is a file or case sound, and what does it leave unanswered.")
@click.argument("source", metavar="FILE|CASE")
@as_json
def verb(source: str, as_json: bool) -> None:
    """Check a file, or every file of a case: all that is wrong, and all that is not known.

    What is wrong goes to the error stream, one line each, and makes the exit code 2. What is written as
    unknown is no error.
    """
    from politeia.case.check import checked

    try:
        report = _check(source)
    except CaseError as error:
        report = checked(error.complaints)
    if as_json:
        answer.in_json(report)
    else:
        _tell(answer.console(), source, report)
    if report.errors:
        raise CaseError(report.errors)


def _check(source: str) -> Checked:
    from politeia.case.check import check_case
    from politeia.cli.kinds import is_file, kind_of, kinds

    if not is_file(source):
        return check_case(source)
    path = Path(source)
    return kinds()[kind_of(path)].check(path)


def _tell(out: Console, source: str, report: Checked) -> None:
    from rich.text import Text

    wrong = f"{len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    out.print(Text(f"{source}: {'sound' if report.ok else wrong}, {len(report.unknown)} not known", style="bold"))
    for reason, heading in HEADINGS.items():
        gaps = [gap for gap in report.unknown if gap.reason == reason]
        if gaps:
            out.print(Text(f"\n{heading} ({len(gaps)})", style="bold"))
            out.print(answer.facts(map(_line, gaps)))


def _line(gap: Gap) -> tuple[str, str]:
    place = f"{Path(gap.file).name}:{gap.line}" if gap.line else gap.path
    if gap.reason == "unread":
        return place, gap.path
    return place, f"{gap.path}: {gap.message}" if gap.line else gap.message
