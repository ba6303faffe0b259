"""`politeia referendum`: was it valid, condition by condition, and by what margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, case
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.election import Breakdown, Condition, Published, Referendum
    from politeia.case.tally import Tallied
    from politeia.elections.referendum import Compared, Met, ReferendumResult

    Noted = Tallied | Condition | Published

WORDS: Mapping[str, str] = {"yes": "yes", "no": "no", "depends": "not known"}
MET: Mapping[str, str] = {"yes": "met", "no": "not met", "depends": "not known"}
BASES: Mapping[str, str] = {
    "recomputed": "recomputed from the published counts",
    "reported": "reported: the counts behind it are not published, so that it cannot be recomputed",
}
AGREES: Mapping[str, str] = {"yes": "agrees", "no": "differs", "depends": "not known"}


@click.command("referendum", short_help="Was it valid and adopted, and by what margin.")
@case
@click.option("--id", "identity", metavar="ID", help="Which referendum; default: every one, the newest last.")
@as_json
def verb(case: str, identity: str | None, as_json: bool) -> None:
    """Hold each referendum's published counts against each of its conditions.

    With --json the object is that of the newest one, or of the one asked for, and `votes` has all that were asked for.
    """
    from politeia.case.library import load
    from politeia.elections.referendum import referendum

    loaded = load(case)
    votes = loaded.elections.referendums
    file = str(loaded.folder / "elections.yaml")
    if not votes:
        what = f"the case {loaded.name} has no referendum; expected at least one"
        raise CaseError.at(file, 0, 0, "referendums", what)
    if identity is not None and identity not in votes:
        what = f"{shown(identity)} is no referendum of {loaded.name}{expected(identity, votes)}"
        raise CaseError.at(file, 0, 0, "referendums", what)
    asked = sorted(votes, key=lambda name: votes[name].held) if identity is None else [identity]
    results = {name: referendum(votes[name]) for name in asked}
    if as_json:
        objects = [_object(name, votes[name], result) for name, result in results.items()]
        answer.in_json({**objects[-1], "votes": objects})
        return
    out = answer.console()
    for n, (name, result) in enumerate(results.items()):
        if n:
            out.print()
        _tell(out, f"{loaded.name}: referendum {name}", votes[name], result)


def _object(identity: str, vote: Referendum, result: ReferendumResult) -> dict[str, object]:
    from politeia.result import to_json

    return {"id": identity, "held": vote.held, "act": vote.act, **to_json(result), "breakdowns": vote.breakdowns}


def _tell(out: Console, title: str, vote: Referendum, result: ReferendumResult) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Text(title, style="bold"))
    lines = [("asked", vote.question.text())] if vote.question else []
    free = all(met.role != "validity" for met in result.conditions)
    lines += [("held", str(vote.held)), ("valid", WORDS[result.valid] + (": no turnout is asked for" if free else ""))]
    lines += [("adopted", WORDS[result.adopted])]
    lines += [("note", vote.note)] if vote.note else []
    out.print(answer.facts(lines))
    out.print()
    columns = ("condition", "required", "observed", "margin", "share", "met")
    out.print(answer.table(columns, [_row(vote, met) for met in result.conditions], columns[1:-1]))
    for met in result.conditions:
        out.print(Text.assemble("\n", (_called(vote, met), "bold")))
        out.print(Padding(answer.facts(_grounds(vote, met)), (0, 0, 0, 2)))
    if result.published:
        out.print(Text("\nPercentages that were printed, beside what the counts give", style="bold"))
        rows = [_compared(item) for item in result.published]
        out.print(answer.table(("what", "printed", "counts give", "", "sources"), rows, ("printed", "counts give")))
    if notes := list(_notes(vote)):
        out.print(Text("\nNotes of the case", style="bold"))
        out.print(Padding(answer.facts(notes), (0, 0, 0, 2)))
    for breakdown in vote.breakdowns.values():
        out.print(Text(f"\n{_opening(breakdown.names.text())}, by place", style="bold"))
        out.print(Padding(answer.facts(_places(breakdown)), (0, 0, 0, 2)))


def _called(vote: Referendum, met: Met) -> str:
    names = vote.conditions[met.name].names
    return _opening(names.text() if names else met.name.replace("_", " "))


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(vote: Referendum, met: Met) -> tuple[str, ...]:
    margin = "not known" if met.margin is None else f"{met.margin:+,}"
    numbers = answer.number(met.required), answer.number(met.observed), margin, _percent(met.share)
    return _called(vote, met), *numbers, MET[met.met]


def _percent(share: Fraction | None) -> str:
    return "?" if share is None else f"{float(100 * share):.2f}%"


def _grounds(vote: Referendum, met: Met) -> Iterator[tuple[str, str]]:
    yield "measured", f"{met.count} of {met.of}, {answer.number(met.base)}".replace("_", " ")
    yield "basis", BASES[met.basis] if met.margin is not None else "not known: a count is missing"
    if met.level:
        yield "level", met.level
    yield "for", met.role
    yield "article", met.article or "?"
    yield "sources", ", ".join(met.sources)


def _notes(vote: Referendum) -> Iterator[tuple[str, str]]:
    """What a careful reader should know, by what it is about."""
    sections: tuple[Mapping[str, Noted], ...] = (vote.counts, vote.conditions, vote.published)
    for section, word in zip(sections, ("count", "condition", "percentage"), strict=True):
        for name, item in section.items():
            if item.note:
                yield f"{word} {name}".replace("_", " "), item.note


def _compared(item: Compared) -> tuple[str, ...]:
    what = f"{item.count} of {item.of}".replace("_", " ")
    return what, item.printed, _percent(item.share), AGREES[item.agrees], ", ".join(item.sources)


def _places(breakdown: Breakdown) -> Iterator[tuple[str, str]]:
    yield "printed", f"{breakdown.on}, {breakdown.level}"
    shares = (f"{place.replace('_', ' ').title()} {share}" for place, share in breakdown.shares.items())
    yield "shares", "; ".join(shares)
    yield "sources", ", ".join(breakdown.source)
    if breakdown.note:
        yield "note", breakdown.note
