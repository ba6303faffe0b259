"""`politeia instruments`: published indices of presidential and parliamentary power, computed from the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json, case, once, refuse, wrong
from politeia.errors import Complaint, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.constitution import Constitution
    from politeia.case.library import Case
    from politeia.paper.instruments.fish_kroenig import Observed
    from politeia.paper.instruments.registry import InstrumentsResult
    from politeia.paper.instruments.score import Item, Score

DASH = "\N{EN DASH}"


@click.command("instruments", short_help="Published indices of power, computed from the declaration.")
@case
@click.option("--at", "day", type=Day(), metavar="DATE", help="The day whose text is meant; default: the newest text.")
@click.option("--reform", metavar="ACT", help="The text before an act and the text after it.")
@click.option(
    "--practice",
    multiple=True,
    metavar="ITEM=yes|no:EVIDENCE",
    help="Answer an item of the parliamentary index that asks for practice; may be given again.",
)
@click.option(
    "--effective",
    multiple=True,
    metavar="CHAMBER=yes|no",
    help="Judge whether a chamber works as the text says; may be given again.",
)
@as_json
def verb(
    case: str,
    day: date | None,
    reform: str | None,
    practice: tuple[str, ...],
    effective: tuple[str, ...],
    as_json: bool,
) -> None:
    """Score a text by Shugart and Carey, by Fish and Kroenig and by Henisz, item by item, with records and articles.

    What the records do not answer is `?` and makes the score an interval; so does a coder's choice that the text
    leaves. Holders of the day that the text belongs to go into the third.
    """
    from politeia.case.holders import on
    from politeia.case.library import load
    from politeia.paper.instruments.registry import Given, instruments

    if day is not None and reform is not None:
        raise click.UsageError("expected --at DATE or --reform ACT, not both")
    loaded = load(case)
    texts = _texts(loaded, day, reform)
    complaints: list[Complaint] = []
    seen, judged = _practice(practice, complaints), _effective(effective, texts, complaints)
    refuse(complaints)
    results = []
    for text in texts:
        chambers = {name: yes for name, yes in judged.items() if name in text.bodies}
        results.append(instruments(loaded.polity, text, Given(on(loaded.elections.holders, text.day), seen, chambers)))
    if as_json:
        answer.in_json({"polity": loaded.polity.id, "texts": results})
    else:
        _tell(answer.console(), results)


def _texts(loaded: Case, day: date | None, reform: str | None) -> tuple[Constitution, ...]:
    from politeia.cli.power import newest

    polity = loaded.polity
    if reform is not None:
        return polity.before(reform), polity.after(reform)
    return (polity.at(day or newest(polity)),)


def _practice(given: tuple[str, ...], complaints: list[Complaint]) -> Mapping[int, Observed]:
    """The observations as given; a complaint for each not of the form, on an item not of practice, or given twice."""
    from politeia.paper.instruments.fish_kroenig import ITEMS, Observed

    practical = [str(number) for number, (_, rule) in ITEMS.items() if rule is None]
    such = "expected such as '3=yes: hearings every month in 2021'"
    found: list[tuple[int, Observed]] = []
    for one in given:
        item, _, answer = one.partition("=")
        said, _, evidence = answer.partition(":")
        if item not in practical:
            what = f"{shown(item)} is no item that asks for practice; expected one of {', '.join(practical)}: {such}"
        elif said not in ("yes", "no"):
            what = f"{shown(one)} says neither yes nor no; {such}"
        elif not evidence.strip():
            what = f"{shown(one)} has no evidence; {such}"
        else:
            found.append((int(item), Observed(said == "yes", evidence.strip())))
            continue
        complaints.append(wrong("--practice", what))
    return once("--practice", found, complaints)


def _effective(
    given: tuple[str, ...], texts: tuple[Constitution, ...], complaints: list[Complaint]
) -> Mapping[str, bool]:
    """The judgements as given; a complaint for each of a chamber that no text has, or given twice."""
    chambers = dict.fromkeys(name for text in texts for name in text.bodies if text.kind(name) == "chamber")
    found: list[tuple[str, bool]] = []
    for one in given:
        name, _, said = one.partition("=")
        if name not in chambers:
            complaints.append(wrong("--effective", f"{shown(name)} is no chamber{expected(name, chambers)}"))
        elif said not in ("yes", "no"):
            what = f"{shown(one)} says neither; expected {name}=yes or {name}=no"
            complaints.append(wrong("--effective", what))
        else:
            found.append((name, said == "yes"))
    return once("--effective", found, complaints)


def _tell(out: Console, results: list[InstrumentsResult]) -> None:
    from rich.text import Text

    from politeia.paper.instruments.registry import NAMES

    out.print(Text(f"{results[0].polity}: {' and '.join(result.text for result in results)}", style="bold"))
    for name, title in NAMES.items():
        scores = [result.scores[name] for result in results]
        totals = "; ".join(f"{score.text}: {_total(score)}" for score in scores)
        out.print(Text(f"\n{title}", style="bold"))
        out.print(totals)
        heads = ("item", *(_head(score, len(scores)) for score in scores), "because", "articles")
        out.print(answer.table(heads, _rows(scores), numbers=heads[1:-2]))
        for why, items in _silent(scores).items():
            out.print(f"? {', '.join(items)}: {why}")
    out.print(
        Text(
            f"A second number in brackets, as in 2 (0{DASH}3), is what other readings of the same text would give; "
            "? is what no record answers. --json has the readings, the records and the rule of each answer.",
            style="dim",
        )
    )


def _head(score: Score, texts: int) -> str:
    return "score" if texts == 1 else score.text.partition(" ")[0]


def _total(score: Score) -> str:
    bounds = f"{_figure(score.low)}{DASH}{_figure(score.high)}"
    whole = _figure(score.score) if score.low == score.high else bounds
    taken = f"{_figure(score.score)} ({bounds})" if score.score is not None and score.low != score.high else whole
    left = f", {len(score.open)} of {len(score.items)} open" if score.open else ""
    return f"{taken} of {score.out_of}{left}"


def _rows(scores: list[Score]) -> Iterator[tuple[str, ...]]:
    """A row for each item on which a record bears; what it rests on is told of the last text that has it."""
    tables = [{item.id: item for item in score.items} for score in scores]
    for name in dict.fromkeys(name for table in tables for name in table):
        found = [table.get(name) for table in tables]
        if all(item is None or _is_silent(item) for item in found):
            continue
        last = next(item for item in reversed(found) if item is not None)
        told = f"{name}. {last.asks}" if name.isdigit() else last.asks
        yield told, *map(_cell, found), last.because, ", ".join(last.articles) or DASH


def _is_silent(item: Item) -> bool:
    return not item.readings and not item.records


def _silent(scores: list[Score]) -> Mapping[str, list[str]]:
    """The items on which no record of any of the texts bears, by the reason."""
    found: dict[str, list[str]] = {}
    for items in zip(*(score.items for score in scores), strict=False):
        if all(map(_is_silent, items)):
            found.setdefault(items[-1].because, []).append(items[-1].id)
    return found


def _cell(item: Item | None) -> str:
    if item is None:
        return DASH
    bounds = f"{_figure(item.low)}{DASH}{_figure(item.high)}"
    if item.score is None:
        return f"? ({bounds})"
    return _figure(item.score) if item.low == item.high else f"{_figure(item.score)} ({bounds})"


def _figure(value: Fraction | int | None) -> str:
    return answer.number(value, 3) if isinstance(value, Fraction) and value.denominator > 1 else f"{value}"
