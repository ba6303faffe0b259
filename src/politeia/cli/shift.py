"""`politeia shift`: what a reform moves, formally and effectively, for every decision and actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json, case, decisions_of, once, refuse, wrong
from politeia.errors import Complaint, shown

if TYPE_CHECKING:
    from politeia.power.control import Control


@click.command("shift", short_help="What a reform moves, formally and effectively, by decision and actor.")
@case
@click.option("--reform", metavar="ACT", help="Compare the text before an act with the text after it.")
@click.option("--from", "start", type=Day(), metavar="DATE", help="Compare the text in force on this day ...")
@click.option("--to", "end", type=Day(), metavar="DATE", help="... with the text in force on this day.")
@click.option("--decision", "only", multiple=True, metavar="ID", help="Only this decision; may be given again.")
@click.option(
    "--coding", "codings", multiple=True, metavar="PERSON=BODY", help="Read a person as this body's, or as `own`."
)
@click.option(
    "--own-loyalty",
    "others",
    type=click.FloatRange(0, 1),
    metavar="OTHERS",
    help="With --decision: also over own loyalty alone, that of others' followers held at this.",
)
@click.option("--all", "every", is_flag=True, help="List the decisions that did not move too.")
@as_json
def verb(
    case: str,
    reform: str | None,
    start: date | None,
    end: date | None,
    only: tuple[str, ...],
    codings: tuple[str, ...],
    others: float | None,
    every: bool,
    as_json: bool,
) -> None:
    """Measure every decision before and after: formal power, effective power by loyalty, and which change moved it.

    Give either --reform, or both --from and --to. Effective power counts how seats follow those who can end their
    term, lead their party or named them; how closely they follow is assumed, not estimated, and shown as a curve.
    """
    from politeia.case.library import load
    from politeia.power.shift import shift, unknown_codings

    loaded = load(case)
    polity, holders = loaded.polity, loaded.elections.holders
    if reform is not None and start is None and end is None:
        texts = polity.before(reform), polity.after(reform)
    elif reform is None and start is not None and end is not None:
        if start > end:
            raise click.UsageError(f"--from {start} is later than --to {end}; expected the earlier day first")
        texts = polity.at(start), polity.at(end)
    else:
        raise click.UsageError("expected either --reform ACT, or both --from DATE and --to DATE")
    if others is not None and not only:
        raise click.UsageError("--own-loyalty belongs to a decision; expected --decision ID with it")
    complaints: list[Complaint] = []
    readings = _codings(codings, complaints)
    complaints += unknown_codings(readings, holders, texts, "--coding")
    asked = list(decisions_of(only, texts, complaints)) or None
    refuse(complaints)
    with answer.steps(1) as begin:
        begin("measuring every decision")
        result = shift(*texts, holders, codings=readings, only=asked, others=others)
    if as_json:
        answer.in_json(result)
    elif result.note:
        answer.console().print(f"{polity.id}: {result.note}")
    else:
        from politeia.case.holders import on
        from politeia.cli.following import Following
        from politeia.cli.moved import Shown, tell
        from politeia.power.control import control

        def following(who: Control, side: int) -> Following:
            return Following(texts[side], who, on(holders, who.day))

        sides = [following(control(text, holders, codings=readings), side) for side, text in enumerate(texts)]
        tell(answer.console(), Shown(result, texts, whole=bool(only)), sides, every=every)


def _codings(given: tuple[str, ...], complaints: list[Complaint]) -> Mapping[str, str]:
    """The judgements on persons as given; a complaint for each that is not PERSON=BODY, or given twice."""
    found: list[tuple[str, str]] = []
    for pair in given:
        person, _, body = pair.partition("=")
        if person and body:
            found.append((person, body))
        else:
            complaints.append(wrong("--coding", f"{shown(pair)} is no judgement; expected PERSON=BODY, or PERSON=own"))
    return once("--coding", found, complaints)
