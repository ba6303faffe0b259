"""`politeia diff`: what changed on paper, and what stands untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json, case

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.polity import Layer
    from politeia.paper.composition import Filling
    from politeia.paper.diff import Change, DiffResult
    from politeia.paper.kinds import Texts

SIGNS: Mapping[object, str] = {1: "+", -1: "\N{MINUS SIGN}", 0: "0", "mixed": "\N{PLUS-MINUS SIGN}", "?": "?"}
HOW: Mapping[str, str] = {
    "after_consultation": "after consulting: {}",
    "on_proposal": "on proposal of: {}",
    "with_consent": "with consent of: {}",
    "countersigned": "countersigned by: {}",
    "choice": "chosen among by: {}",
}
ARROW = "\N{RIGHTWARDS ARROW}"
LEGEND = "+ gains   \N{MINUS SIGN} loses   0 neither   \N{PLUS-MINUS SIGN} both   ? cannot be told"


@click.command("diff", short_help="What changed on paper, and what stands untouched.")
@case
@click.option("--reform", metavar="ACT", help="Compare the text before an act with the text after it.")
@click.option("--from", "start", type=Day(), metavar="DATE", help="Compare the text in force on this day ...")
@click.option("--to", "end", type=Day(), metavar="DATE", help="... with the text in force on this day.")
@click.option("--layer", type=click.Choice(["constitutional", "organic"]), help="Only what acts of this layer changed.")
@as_json
def verb(
    case: str, reform: str | None, start: date | None, end: date | None, layer: Layer | None, as_json: bool
) -> None:
    """List the typed and signed changes that a reform made, and the core decisions it left as they were.

    Give either --reform, or both --from and --to. A reform is compared with all of its stages and with no
    other act's; two days are compared with everything that came into force between them.
    """
    from politeia.case.library import load
    from politeia.paper.diff import compare, of_layer

    polity = load(case).polity
    if reform is not None and start is None and end is None:
        before, after = polity.before(reform), polity.after(reform)
    elif reform is None and start is not None and end is not None:
        if start > end:
            raise click.UsageError(f"--from {start} is later than --to {end}; expected the earlier day first")
        before, after = polity.at(start), polity.at(end)
    else:
        raise click.UsageError("expected either --reform ACT, or both --from DATE and --to DATE")
    result = compare(before, after)
    if layer is not None:
        result = of_layer(result, polity, layer)
    if as_json:
        answer.in_json(result)
    elif not polity.histories():
        answer.console().print(f"{polity.id}: no records are declared yet: nothing to compare")
    elif result.without_before:
        first = reform or next(iter(polity.acts))
        answer.console().print(f"{polity.id}: the case has no text from before {first}: nothing to compare with")
    else:
        _tell(answer.console(), result, (before, after), by_acts=reform is None)


def _tell(out: Console, result: DiffResult, texts: Texts, by_acts: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    def told(change: Change, doubt: str = "") -> None:
        out.print(Text.assemble((_heading(change, texts), "bold"), f": {change.kind}{doubt}"))
        out.print(Padding(answer.facts(_lines(change, texts, by_acts)), (0, 0, 1, 2)))

    layer = f" ({result.layer} acts only)" if result.layer else ""
    out.print(Text(f"{result.polity}: {result.before} {ARROW} {result.after}{layer}", style="bold"))
    out.print(_total(result, texts))
    kinds = (("", result.counts), ("if so, ", result.counts_depends))
    for doubt, counts in kinds:
        if counts:
            out.print(doubt + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
    out.print()
    for change in result.changes:
        told(change)
    if result.changes:
        out.print(Text(LEGEND, style="dim"))
    if result.composition:
        filled = [_filling(filling, texts) for filling in result.composition]
        out.print(Text("\nWho fills the seats", style="bold"))
        out.print(answer.table(("body", "by", "how", "before", "after"), filled, numbers=("before", "after")))
    if result.untouched:
        rows = [(item.name, ", ".join(item.articles)) for item in result.untouched]
        out.print(Text("\nUntouched: core decisions that both texts answer alike", style="bold"))
        out.print(answer.table(("decision", "articles"), rows))
    if result.facts:
        facts = [(fact.id, str(fact.before), str(fact.after)) for fact in result.facts]
        out.print(Text("\nFacts that differ between the two days: time's doing, not the reform's", style="bold"))
        out.print(answer.table(("fact", "before", "after"), facts, numbers=("before", "after")))
    if result.depends:
        acts = ", ".join(dict.fromkeys(act for change in result.depends for act in change.depends_on))
        out.print(Text(f"\nAs it is if these acts were in force on the day, which is not known: {acts}", style="bold"))
        for change in result.depends:
            told(change, f", if {', '.join(change.depends_on)}")
    depending = {f"{change.record}.{change.id}" for change in result.depends}
    if rest := [record for record in result.unknown if record not in depending]:
        out.print(Text("\nNot known: a text was not read, or may not have been in force", style="bold"))
        out.print("\n".join(rest))


def _total(result: DiffResult, texts: Texts) -> str:
    """How many changes there are, and how many more if acts were in force of which that is not known."""
    depending = Counter(_doubt(change, texts) for change in result.depends)
    more = [f"{n}{' more' if result.changes else ''} if {doubt}" for doubt, n in depending.items()]
    if more and not result.changes:
        return f"no change that is certain, but {', and '.join(more)}"
    total = len(result.changes)
    return ", and ".join([f"{total} {'change' if total == 1 else 'changes'}", *more])


def _doubt(change: Change, texts: Texts) -> str:
    """What a change depends on: the acts, each with the first of the two days on which it is in doubt."""
    records = [(getattr(text, change.record).get(change.id), text.label) for text in texts]
    days = {
        act: next(day for record, day in records if record and record.unsettled == act) for act in change.depends_on
    }
    return " and ".join(f"{act} was in force by {day}" for act, day in days.items())


def _heading(change: Change, texts: Texts) -> str:
    """A change's title, with who holds the power where it is one."""
    title = f"{_named(change.actor, texts)}: {change.title}" if change.actor else change.title
    return title[:1].upper() + title[1:]


def _named(identity: str, texts: Texts) -> str:
    """A body's name, by the later text that has it."""
    having = [text for text in texts if identity in text.bodies]
    return (having or texts)[-1].name(identity)


def _filling(filling: Filling, texts: Texts) -> tuple[str, ...]:
    how = HOW.get(filling.how, filling.how).format(_named(filling.other, texts) if filling.other else "?")
    numbers = _of(filling.before, filling.of_before), _of(filling.after, filling.of_after)
    return _named(filling.body, texts), _named(filling.by, texts), how, *numbers


def _of(n: int | None, whole: int | None) -> str:
    return "?" if n is None else f"{n} of {'?' if whole is None else whole}" if n else "\N{EM DASH}"


def _lines(change: Change, texts: Texts, by_acts: bool) -> Iterator[tuple[str, str]]:
    yield "before", change.before or "\N{EM DASH}"
    yield "after", change.after or "\N{EM DASH}"
    if change.direction:
        signs = [f"{SIGNS[sign]} {_named(actor, texts)}" for actor, sign in change.direction.items()]
        yield "who", "   ".join(signs)
    if change.stands:
        yield "stands", ", ".join(change.stands)
    if by_acts and change.acts:
        yield "by", ", ".join(change.acts)
    sides = [", ".join(articles) for articles in (change.articles_before, change.articles_after) if articles]
    yield "articles", f" {ARROW} ".join(dict.fromkeys(sides)) or "?"
    yield "sources", ", ".join(change.sources)
    yield "record", f"{change.record}.{change.id}"
    if change.note:
        yield "note", change.note
