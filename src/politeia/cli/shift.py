"""`politeia shift`: what a reform moves, formally and effectively, for every decision and actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json, case
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.constitution import Constitution
    from politeia.case.library import Case
    from politeia.power.shift import Moved, ShiftResult

SHOWN = 0.0005  # what is less prints as no difference


@click.command("shift", short_help="What a reform moves, formally and effectively, by decision and actor.")
@case
@click.option("--reform", metavar="ACT", help="Compare the text before an act with the text after it.")
@click.option("--from", "start", type=Day(), metavar="DATE", help="Compare the text in force on this day ...")
@click.option("--to", "end", type=Day(), metavar="DATE", help="... with the text in force on this day.")
@click.option("--decision", "only", multiple=True, metavar="ID", help="Only this decision; may be given again.")
@click.option(
    "--coding", "codings", multiple=True, metavar="PERSON=BODY", help="Read a person as this body's, or as `own`."
)
@as_json
def verb(
    case: str,
    reform: str | None,
    start: date | None,
    end: date | None,
    only: tuple[str, ...],
    codings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Measure every decision before and after: formal power, effective power by loyalty, and which change moved it.

    Give either --reform, or both --from and --to. Effective power counts how seats follow those who can end their
    term, lead their party or named them; how closely they follow is assumed, not estimated, and shown as a curve.
    """
    from politeia.case.library import load
    from politeia.power.decisions import found
    from politeia.power.shift import shift

    loaded = load(case)
    polity = loaded.polity
    if reform is not None and start is None and end is None:
        texts = polity.before(reform), polity.after(reform)
    elif reform is None and start is not None and end is not None:
        texts = polity.at(start), polity.at(end)
    else:
        raise click.UsageError("expected either --reform ACT, or both --from DATE and --to DATE")
    asked = [found(decision, texts) for decision in only] or None
    with answer.steps(1) as begin:
        begin("measuring every decision")
        result = shift(*texts, loaded.elections.holders, codings=_codings(codings, loaded), only=asked)
    if as_json:
        answer.in_json(result)
    else:
        _tell(answer.console(), result, texts, every=bool(only))


def _codings(given: tuple[str, ...], loaded: Case) -> Mapping[str, str]:
    """The judgements on persons as given; CaseError for a person or a body that there is not."""
    from politeia.case.holders import OWN

    found: dict[str, str] = {}
    for pair in given:
        person, _, body = pair.partition("=")
        for name, known, what in (
            (person, loaded.elections.holders.persons, "person under holders"),
            (body, (OWN, *loaded.polity.bodies), "body"),
        ):
            if name not in known:
                message = f"{shown(name)} is no {what}{expected(name, known)}"
                raise CaseError.at("", 0, 0, "--coding", message)
        found[person] = body
    return found


def _tell(out: Console, result: ShiftResult, texts: tuple[Constitution, Constitution], every: bool) -> None:
    from rich.text import Text

    arrow = "\N{RIGHTWARDS ARROW}"
    out.print(Text(f"{result.polity}: {result.before} {arrow} {result.after}", style="bold"))
    measured, moved = len(result.decisions), len(result.changed)
    out.print(f"{measured} decisions measured, {moved} of them moved, {len(result.refused)} not measured\n")
    columns = ("actor", "Banzhaf", "", "Shapley-Shubik", "", "parity-neutral", "", "effective at 1", "")
    for decision in result.decisions if every else result.changed:
        actors = result.decisions[decision]
        rows = [row for actor, m in actors.items() for row in _rows(_name(actor, texts, result), m)]
        out.print(Text(decision, style="bold"))
        out.print(answer.table(columns, rows, numbers=columns[1:]))
        for line in _because(result, decision, texts):
            out.print(Text(line, style="dim"))
        out.print()
    if result.refused:
        out.print(Text("Not measured", style="bold"))
        out.print(answer.table(("decision", "why"), list(result.refused.items())))
    out.print(
        Text(
            "Two numbers each: before and after. Banzhaf is of one member, Shapley-Shubik of all. Parity-neutral is "
            "Shapley-Shubik averaged over neighbouring sizes. Effective power at loyalty 1; --json has the curve.",
            style="dim",
        )
    )


def _name(actor: str, texts: tuple[Constitution, Constitution], result: ShiftResult) -> str:
    known = next((text.name(actor) for text in reversed(texts) if actor in text.bodies), None)
    return known or result.names.get(actor, actor.replace("_", " "))


def _rows(name: str, moved: Moved) -> Iterator[tuple[str, ...]]:
    formal, effective = moved.formal, moved.effective
    neutral = [
        side.get("shapley_shubik") if side else None
        for side in (moved.parity_neutral.before, moved.parity_neutral.after)
    ]
    yield (
        name,
        answer.number(formal.before.banzhaf), answer.number(formal.after.banzhaf),
        answer.number(formal.before.shapley_shubik), answer.number(formal.after.shapley_shubik),
        *(answer.number(side) if side is not None else "\N{EN DASH}" for side in neutral),
        answer.number(effective.before[-1], 3), answer.number(effective.after[-1], 3),
    )  # fmt: skip


def _because(result: ShiftResult, decision: str, texts: tuple[Constitution, Constitution]) -> Iterator[str]:
    """Which changes moved it, for the actor whom they moved most; and where before and after cross."""
    credit = result.attributed_to.get(decision)
    if credit:
        for index, word in (("shapley_shubik", "Shapley-Shubik"), ("effective", "effective power at 1")):
            rows = credit.values[index]
            most = max(rows, key=lambda actor: sum(abs(float(x)) for x in rows[actor]), default=None)
            if most is None:
                continue
            parts = sorted(zip(credit.players, rows[most], strict=True), key=lambda part: -abs(part[1]))
            told = [f"{float(value):+.4f} {player}" for player, value in parts if abs(value) > SHOWN]
            if told:
                yield f"{_name(most, texts, result)}, {word}: {'; '.join(told)}"
    for actor, moved in result.decisions[decision].items():
        if moved.effective.crossings:
            at = ", ".join(f"{loyalty:.3f}" for loyalty in moved.effective.crossings)
            yield f"{_name(actor, texts, result)}: before and after cross at loyalty {at}"
