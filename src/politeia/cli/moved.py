"""What moved, for a person: each decision in words, the actors that moved in it, and which changes moved them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from politeia.cli import answer
from politeia.cli.following import Following, chains
from politeia.power.attribution import FACTS, HOLDERS

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from politeia.case.constitution import Constitution
    from politeia.power.attribution import Attribution
    from politeia.power.shift import Moved, ShiftResult

ARROW, DASH, MINUS = "\N{RIGHTWARDS ARROW}", "\N{EN DASH}", "\N{MINUS SIGN}"
PLACES = 3
LEAST = 0.0005  # what is less prints as no difference
SCREEN = 20  # lines after which the columns are named again
NAMED = 2  # how many changes are told of by name; the rest are only counted
SMALL = 0.05  # who has no vote in a decision, and less than this in fact, is left out
COLUMNS = ("paper: S-S", "S-S neutral", "Banzhaf", "fact at 1/2", "fact at 1")
CELL = 11  # the width of 0.412, an arrow and 0.398
WIDEST = 24  # of the column of actors
INDICES = {"shapley_shubik": "on paper", "effective": "in fact at 1"}
TIME = {FACTS: "dated facts", HOLDERS: "who sat"}
LEGEND = (
    f"Before{ARROW}after; = where it did not move. S-S: Shapley-Shubik of all members. Neutral: the same averaged over "
    f"neighbouring sizes, so that even and odd do not count; {DASH} where not computed. Banzhaf: of one member. Fact: "
    "how much an actor's word decides once seats follow, at loyalty 1/2 and 1, assumed and not estimated. By: which "
    "changes moved the actor that moved most."
)
LEFT_OUT = f" Who has no vote in a decision and stays below {SMALL} in fact is shown by --decision alone."
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table of actors with their cells, and the lines below it."""

    rows: tuple[tuple[str, Cells], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A result with the texts whose names it is told in; `whole` shows the actors that did not move too."""

    result: ShiftResult
    texts: tuple[Constitution, Constitution]
    whole: bool

    def actor(self, actor: str) -> str:
        """An actor as a row has it; what a name adds in brackets is left out."""
        if actor.startswith("chair of "):
            return f"Chair of {self.actor(actor.removeprefix('chair of '))}"
        known = next((text.name(actor) for text in reversed(self.texts) if actor in text.bodies), None)
        name = known or self.result.names.get(actor, actor.replace("_", " "))
        return _opening(name.partition(" (")[0])

    def record(self, key: str) -> str:
        """A changed record in words, a power with who has it; records that count as one are joined."""
        if key in TIME:
            return TIME[key]
        return " + ".join(map(self._record, key.split(" + ")))

    def _record(self, key: str) -> str:
        section, _, name = key.partition(".")
        for text in reversed(self.texts):
            stated = getattr(text, section).get(name)
            if stated is None or stated.content is None:
                continue
            names = getattr(stated.content, "names", None)
            said = names.text() if names else name.replace("_", " ").replace(".", ": ")
            return f"{self.actor(stated.content.actor)}: {said}" if section == "powers" else str(said)
        return name.replace("_", " ").replace(".", ": ")

    def decision(self, decision: str) -> str:
        """A decision in words: the name of its first record that has one, else its act and object."""
        for text in reversed(self.texts):
            for key in _records(decision, text):
                section, _, name = key.partition(".")
                content = getattr(text, section)[name].content
                names = getattr(content, "names", None)
                if names:
                    return _opening(names.text())
        act, _, thing = decision.partition(".")
        return _opening(f"{act}: {self.texts[1].name(thing)}" if thing else act.replace("_", " "))

    def rows(self, decision: str) -> dict[str, Cells]:
        """The cells of each actor in a decision that moved as far as three places show it; most power first."""
        actors = self.result.decisions[decision]
        order = sorted(actors, key=lambda one: (*(-power for power in _most(actors[one])), one))
        rows = {actor: _cells(actors[actor]) for actor in order}
        return {actor: cells for actor, cells in rows.items() if self.whole or any(ARROW in cell for cell in cells)}

    def small(self, decision: str) -> frozenset[str]:
        """The actors that have no vote in a decision, before or after, and never much of it in fact."""
        return frozenset(
            actor
            for actor, moved in self.result.decisions[decision].items()
            if not (self.whole or moved.formal.before.n or moved.formal.after.n)
            and all(side[n] < SMALL for side in (moved.effective.before, moved.effective.after) for n in _shown(side))
        )

    def lines(self, decision: str) -> Iterator[str]:
        """What is told below a table: which changes moved it, and where the curves cross."""
        own = {key for text in self.texts for key in _records(decision, text)}
        credit = self.result.attributed_to.get(decision)
        if credit:
            most = {words: _most_moved(credit, index) for index, words in INDICES.items()}
            told = [
                f"{words}, {self.actor(who)} {self._parts(parts, own)}" for words, (who, parts) in most.items() if parts
            ]
            sampled = f" (sampled: each \N{PLUS-MINUS SIGN} {credit.error:.1g})" if credit.error else ""
            alone = all(key in own for _, parts in most.values() for key, _ in parts)
            if told:
                yield f"by: {'this rule itself' if alone else '; '.join(told)}{sampled}"
        crossed = [
            f"{self.actor(actor)} {' and '.join(f'{at:.3f}' for at in moved.effective.crossings)}"
            for actor, moved in self.result.decisions[decision].items()
            if self.whole and moved.effective.crossings
        ]
        if crossed:
            yield f"in fact, before and after cross at loyalty: {', '.join(crossed)}"

    def _parts(self, parts: Sequence[tuple[str, float]], own: set[str]) -> str:
        shown = [f"{_signed(x)} {'this rule itself' if key in own else self.record(key)}" for key, x in parts[:NAMED]]
        rest = [x for _, x in parts[NAMED:]]
        return ", ".join([*shown, f"{_signed(sum(rest))} {len(rest)} more"] if rest else shown)


def tell(out: Console, shown: Shown, sides: Sequence[Following], every: bool) -> None:
    """Print what moved: who was taken to follow whom, then each decision, then what was not measured."""
    from rich.text import Text

    result = shown.result
    told = list(result.decisions) if shown.whole else list(result.changed)
    out.print(Text(f"{result.polity}: {result.before} {ARROW} {result.after}", style="bold"))
    out.print(_counted(result))
    days = result.held_on
    out.print(f"Holders of {days.before} before, of {days.after} after: the nearest that fit the seats.")
    actors = list(dict.fromkeys(actor for decision in told for actor in result.decisions[decision]))
    if lines := list(chains(sides, actors)):
        out.print(Text("\nWho is taken to follow whom", style="bold"))
        for line in lines:
            out.print(_hanging(line))
    if told:
        out.print(Text(f"\n{LEGEND}{'' if shown.whole else LEFT_OUT}", style="dim"))
    since = SCREEN
    for block, names in _alike(shown, told).items():
        heads = since >= SCREEN
        since = (0 if heads else since) + len(names) + len(block.rows) + 2 * len(block.lines)
        out.print()
        for decision in names:
            out.print(Text.assemble((shown.decision(decision), "bold"), "  ", (decision, "dim")))
        out.print(_table(out.width, block.rows, heads=heads) if block.rows else "  no move that three places show")
        for line in block.lines:
            out.print(_hanging(line))
        for decision in names:
            out.print(*_own(shown, decision, out.width), sep="", end="")
    if every:
        out.print(Text("\nDid not move", style="bold"))
        for decision in result.decisions:
            if decision not in result.changed:
                out.print(Text.assemble(shown.decision(decision), "  ", (decision, "dim")))
    if result.refused:
        out.print(Text("\nNot measured", style="bold"))
        reasons: dict[str, list[str]] = {}
        for decision, why in result.refused.items():
            reasons.setdefault(why, []).append(f"{shown.decision(decision)} ({decision})")
        for why, names in reasons.items():
            out.print(_hanging(f"{'; '.join(names)}: {why}"))
    out.print(Text("\n--json has every number whole, and the curves over loyalty.", style="dim"))


def _alike(shown: Shown, decisions: Sequence[str]) -> dict[Block, list[str]]:
    """What is to be told, with the decisions of which all of it is true."""
    found: dict[Block, list[str]] = {}
    for decision in decisions:
        small = shown.small(decision)
        rows = tuple((shown.actor(who), cells) for who, cells in shown.rows(decision).items() if who not in small)
        found.setdefault(Block(rows, tuple(shown.lines(decision))), []).append(decision)
    return found


def _counted(result: ShiftResult) -> str:
    measured, moved, refused = len(result.decisions), len(result.changed), len(result.refused)
    word = "decision" if measured == 1 else "decisions"
    told = f"{measured} {word} measured: {moved} moved, {measured - moved} did not"
    return f"{told}; {refused} could not be measured" if refused else told


def _table(
    width: int, rows: Sequence[tuple[str, Cells]], columns: Sequence[str] = COLUMNS, heads: bool = True
) -> RenderableType:
    """The cells beside the actors; where the width has no room for both sides of a cell, one above the other."""
    from rich.table import Table
    from rich.text import Text

    narrow = width < WIDEST + len(COLUMNS) * (CELL + 1) - 4
    cell = CELL - 4 if narrow else CELL
    made = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim", show_header=heads)
    made.add_column("actor", width=min(WIDEST, max(width - len(COLUMNS) * (cell + 1) - 1, 8)), overflow="fold")
    for head in columns:
        made.add_column(head, width=cell, overflow="fold")
    for name, cells in rows:
        parts = (told.replace(ARROW, f"\n{ARROW}") if narrow else told for told in cells)
        made.add_row(name, *(Text(told, style="" if ARROW in told else "dim") for told in parts))
    return made


def _own(shown: Shown, decision: str, width: int) -> Iterator[RenderableType]:
    """Effective power over own loyalty alone, where that was asked for."""
    from rich.console import Group

    rows, others = [], 0.0
    for actor, moved in shown.result.decisions[decision].items():
        own = moved.effective.own
        if own is not None:
            others = own.others
            places = (0, len(own.lambda_) // 2, -1)
            rows.append((shown.actor(actor), tuple(_cell(own.before[n], own.after[n]) for n in places)))
    if rows:
        columns = ("own at 0", "own at 1/2", "own at 1")
        yield Group(f"\nOver own loyalty alone, that of others' followers at {others:g}:", _table(width, rows, columns))


def _most_moved(credit: Attribution, index: str) -> tuple[str, list[tuple[str, float]]]:
    """The actor whom the changes moved most, and what each did for it, the greatest first."""
    rows = credit.values[index]
    most = max(sorted(rows), key=lambda actor: round(sum(abs(float(x)) for x in rows[actor]), 9), default="")
    values = zip(credit.players, rows[most], strict=True) if most else ()
    parts = [(key, float(x)) for key, x in values if abs(x) >= LEAST]
    return most, sorted(parts, key=lambda part: -abs(part[1]))


def _hanging(line: str) -> RenderableType:
    """A line set in by two, and all of it that wraps."""
    from rich.table import Table

    made = Table.grid(padding=0)
    made.add_column(width=2)
    made.add_column(overflow="fold")
    made.add_row("", line)
    return made


def _records(decision: str, text: Constitution) -> tuple[str, ...]:
    from politeia.power.decisions import decision as found

    asked = found(decision, text)
    return asked.records if asked else ()


def _most(moved: Moved) -> tuple[float, float]:
    """The most power that an actor has on either side: on paper, and in fact."""
    paper = max(moved.formal.before.shapley_shubik, moved.formal.after.shapley_shubik)
    return round(float(paper), PLACES), round(max(*moved.effective.before, *moved.effective.after), PLACES)


def _shown(curve: Sequence[float]) -> tuple[int, int]:
    """Where a curve is shown: in the middle, at loyalty 1/2, and at its end."""
    return len(curve) // 2, len(curve) - 1


def _cells(moved: Moved) -> Cells:
    old, new, effective = moved.formal.before, moved.formal.after, moved.effective
    neutral = [
        None if side is None else side.get("shapley_shubik", Fraction(0))
        for side in (moved.parity_neutral.before, moved.parity_neutral.after)
    ]
    return (
        _cell(old.shapley_shubik, new.shapley_shubik),
        _cell(*neutral),
        _cell(old.banzhaf, new.banzhaf),
        *(_cell(effective.before[n], effective.after[n]) for n in _shown(effective.lambda_)),
    )


def _cell(before: Fraction | float | None, after: Fraction | float | None) -> str:
    old, new = (DASH if side is None else answer.number(side, PLACES) for side in (before, after))
    return f"{old} =" if old == new != DASH else old if old == new else f"{old}{ARROW}{new}"


def _signed(value: float) -> str:
    return f"{value:+.{PLACES}f}".replace("-", MINUS)


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]
