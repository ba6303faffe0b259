"""`politeia check`: what is wrong with a file or case, what it leaves unanswered, and how it meets a commentary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json
from politeia.errors import CaseError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from politeia.case.answered import Answered
    from politeia.case.check import Checked, Gap
    from politeia.case.claims import Claimed

HEADINGS: Mapping[str, str] = {
    "records": "No records are declared yet",
    "core": "Questions of the core set that no record of the newest text answers",
    "claim": "Claims that nothing meets",
    "unread": "Versions whose text was not read",
    "act": "Acts of which something is not known",
    "article": "Records without a known article",
    "value": "Values that are not known",
}
STANCES: Mapping[str, str] = {"states": "stated", "computes": "computed", "contests": "contested"}
WHYS: Mapping[str, str] = {
    "no record": "no record in this text",
    "ended": "the records of an earlier text have ended",
    "abolished": "abolished: the body has ended",
    "later": "begins later",
    "unread": "a record's version was not read",
    "unsettled": "not known whether it was in force",
}


@click.command("check", short_help="Is a file or case sound, and what does it leave unanswered.")
@click.argument("source", metavar="FILE|CASE")
@click.option("--claims", "claims", is_flag=True, help="Tell how the case meets each claim of a commentary.")
@as_json
def verb(source: str, claims: bool, as_json: bool) -> None:
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
        _tell(answer.console(), source, report, _claims if claims else _findings)
    if report.errors:
        raise CaseError(report.errors)


def _check(source: str) -> Checked:
    from politeia.case.check import check_case
    from politeia.cli.kinds import is_file, kind_of, kinds

    if not is_file(source):
        return check_case(source)
    path = Path(source)
    return kinds()[kind_of(path)].check(path)


def _tell(out: Console, source: str, report: Checked, parts: Callable[[Checked], Iterator[RenderableType]]) -> None:
    from rich.text import Text

    wrong = f"{len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    out.print(Text(f"{source}: {'sound' if report.ok else wrong}, {len(report.unknown)} not known", style="bold"))
    for part in parts(report):
        out.print(part)


def _findings(report: Checked) -> Iterator[RenderableType]:
    """What the records cover of each act, how much of the core set each text answers, and every gap."""
    from rich.padding import Padding

    for act, found in report.coverage.items():
        left = ", ".join(found.left) or "none"
        yield f"\n{len(found.amends)} articles amended by {act}, {len(found.covered)} covered by records, left: {left}"
    if report.core and not any(gap.reason == "records" for gap in report.unknown):
        yield _heading("Decisions of the core set that the text after each act answers")
        rows = [(act, str(found.answered), *_open(found)) for act, found in report.core.items()]
        yield answer.table(("act", "answered", "open", "why"), rows, numbers=("answered", "open"))
    for reason, heading in HEADINGS.items():
        gaps = [gap for gap in report.unknown if gap.reason == reason]
        if gaps:
            yield _heading(f"{heading} ({len(gaps)})")
        for message in dict.fromkeys(gap.message for gap in gaps):
            yield message
            places = [(_place(gap), gap.path) for gap in gaps if gap.message == message]
            yield Padding(answer.facts(places), (0, 0, 0, 2))


def _open(found: Answered) -> tuple[str, str]:
    days = {decision: f" ({day})" for decision, day in found.begins.items()}
    lines = (f"{decision}: {WHYS[why]}{days.get(decision, '')}" for decision, why in found.open.items())
    return str(len(found.open)), "\n".join(lines)


def _place(gap: Gap) -> str:
    return f"{Path(gap.file).name}:{gap.line}" if gap.line else Path(gap.file).name


def _claims(report: Checked) -> Iterator[RenderableType]:
    """How the case meets each claim."""
    from rich.padding import Padding
    from rich.text import Text

    if not report.claims:
        wrong = any(Path(error.file).name == "claims.yaml" for error in report.errors)
        yield "Its claims.yaml is not sound." if wrong else "It has no claims.yaml."
        return
    words = (*STANCES.values(), *(f"to be {word}" for word in STANCES.values()), "open")
    states = Counter(_state(claim) for claim in report.claims)
    counts = ", ".join(f"{states[word]} {word}" for word in words if states[word])
    later = sum(1 for claim in report.claims if claim.met_by and claim.met_by.later)
    yield f"{len(report.claims)} claims of {report.claims[0].source}: {counts}"
    yield f"{later} of them wait for a later part, in whole or in part"
    for claim in report.claims:
        yield Text.assemble("\n", (claim.id, "bold"), f": {_state(claim)}")
        yield Padding(answer.facts(_met(claim)), (0, 0, 0, 2))


def _state(claim: Claimed) -> str:
    if claim.stance is None:
        return "open"
    return f"to be {STANCES[claim.stance]}" if claim.state == "waits" else STANCES[claim.stance]


def _met(claim: Claimed) -> Iterator[tuple[str, str]]:
    """What a claim says and what meets it: why so, records with their articles, votes and the rest, what waits."""
    yield claim.kind, str(claim.says)
    if claim.met_by is None:
        return
    yield "because", str(claim.because)
    if claim.articles:
        yield "records", "\n".join(f"{record}: {', '.join(found)}" for record, found in claim.articles.items())
    for vote, shares in claim.shares.items():
        found = ", ".join(f"{condition} {100 * float(share):.2f} %" for condition, share in shares.items())
        yield "computed", f"{vote}: {found or 'not known'}"
    met = claim.met_by
    for name, ids in {"votes": met.votes, "sources": met.sources, "core": met.core, "later": met.later}.items():
        if ids:
            yield name, ", ".join(ids)


def _heading(text: str) -> RenderableType:
    from rich.text import Text

    return Text(f"\n{text}", style="bold")
