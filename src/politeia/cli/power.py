"""`politeia power`: whose votes count for how much in a game or in a procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import Day, as_json
from politeia.errors import CaseError, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.constitution import Constitution
    from politeia.case.polity import Polity
    from politeia.power.game import Game
    from politeia.power.indices import PowerResult

COLUMNS: Mapping[str, str] = {
    "n": "\nmembers",
    "banzhaf": "Penrose-\nBanzhaf",
    "shapley_shubik": "Shapley-\nShubik",
    "coleman_prevent": "Coleman\nprevent",
    "coleman_initiate": "Coleman\ninitiate",
}
TOGETHER = "S-S of all\nmembers"
BARS: Mapping[str, str] = {"banzhaf_share": "Banzhaf share", "shapley_shubik": "Shapley-Shubik"}
BAR = 14  # the width of a bar for the whole of all power
DRAWN = 20  # how many classes have bars, those with the most Shapley-Shubik power first
LISTED = 8  # how many types of minimal winning coalitions a person is shown; JSON has them all


@click.command("power", short_help="Whose votes count for how much in a decision.")
@click.argument("source", metavar="GAME.yaml|CASE")
@click.option("--decision", metavar="ID", help="The decision of the CASE to measure: ordinary_law, annul.akim_acts.")
@click.option("--at", "day", type=Day(), metavar="DATE", help="The day whose text is meant; default: the newest text.")
@click.option("--float", "in_float", is_flag=True, help="Floats with an error bound, where they are faster.")
@as_json
def verb(source: str, decision: str | None, day: date | None, in_float: bool, as_json: bool) -> None:
    """Compute power indices, exactly, of a game in a file or of a procedure of a case."""
    from politeia.cli.kinds import is_file, of_kind
    from politeia.power.game import Game

    if is_file(source):
        if decision is not None or day is not None:
            raise click.UsageError("--decision and --at belong to a CASE; a game file is one decision, of no date")
        game, asked = Game.from_yaml(of_kind(Path(source), "game")), {}
        depends: tuple[str, ...] = ()
    else:
        from politeia.case.library import load

        polity = load(source).polity
        day = day or newest(polity)
        text = polity.at(day)
        if decision is None:
            from politeia.power.decisions import decisions

            raise click.UsageError(f"which decision? expected --decision with one of {', '.join(decisions(text))}")
        game = _compiled(polity, text, decision)
        depends = _unsettled(text, game, decision)
        asked = {"case": polity.id, "decision": decision, "at": day, "depends_on": depends}
    with answer.steps(1) as begin:
        begin("counting coalitions")
        from politeia.power.indices import power

        try:
            result = power(game, exact=not in_float)
        except CaseError as error:
            raise _placed(error, source, decision) from None
    seconds = result.seconds
    if asked:
        from politeia.power.compile import ASSUMPTIONS as OF_PROCEDURES
        from politeia.power.decisions import ASSUMPTIONS as OF_POWERS

        told = OF_PROCEDURES if decision in text.procedures else OF_POWERS
        result = replace(result, assumptions=(*told, *result.assumptions))
    if as_json:
        answer.in_json(asked | result.to_json())
    else:
        _tell(answer.console(), result, game, asked, depends, seconds)


def _placed(error: CaseError, source: str, decision: str | None) -> CaseError:
    """What is wrong with a game as a whole, at the players of its file or at the procedure of its case."""
    from politeia.reader import place, read

    if decision is not None:
        return CaseError(replace(told, file=source, path=f"procedures.{decision}") for told in error.complaints)
    mark, path = place(read(Path(source)), ("players",))
    return CaseError(
        replace(told, file=mark.file, line=mark.line, column=mark.column, path=path) for told in error.complaints
    )


def newest(polity: Polity) -> date:
    """The day whose text is the newest: up to which the case was read, or when its last entry came into force."""
    begun = [entry.begins for history in polity.histories() for entry in history.entries]
    return max(begun + ([polity.header.as_of] if polity.header.as_of else []))


def _unsettled(text: Constitution, game: Game, decision: str) -> tuple[str, ...]:
    """The acts of which it is not known whether they were in force that day, and on which the game depends."""
    from politeia.power.decisions import decisions, found

    bodies = {player.name for player in game.players}
    seats = [record for record in text.seats.values() if record.content and record.content.body in bodies]
    acts = (*decisions(text)[found(decision, [text])].unsettled, *(record.unsettled for record in seats))
    return tuple(dict.fromkeys(act for act in acts if act))


def _compiled(polity: Polity, text: Constitution, decision: str) -> Game:
    """The game of a procedure, of a pair `act.object`, or of the pair to which a power belongs."""
    from politeia.power.decisions import compiled, decisions, found

    day, record = text.day, text.procedures.get(decision)
    if record is None and decision in polity.procedures:
        first = min(entry.begins for entry in polity.procedures[decision].entries)
        what = f"no text of {shown(decision)} stands on {day}; expected a day on which one does (the first is {first})"
        raise CaseError.at(polity.file, 0, 0, f"procedures.{decision}", what)
    if record is None and decision in polity.powers and decision not in text.powers:
        what = f"no text of {shown(decision)} stands on {day}; expected a day on which one does"
        raise CaseError.at(polity.file, 0, 0, f"powers.{decision}", what)
    name = found(decision, [text])
    if decisions(text)[name].unread:
        what = f"the text of {shown(decision)} on {day} was not read; expected a day whose text was"
        raise CaseError.at(polity.file, 0, 0, name, what)
    game = compiled(name, text)
    if game is None:
        raise CaseError.at(
            polity.file, 0, 0, name, f"nobody may decide it on {day}; expected a power that somebody has"
        )
    return game


def _tell(
    out: Console,
    result: PowerResult,
    game: Game,
    asked: Mapping[str, object],
    depends: Sequence[str],
    seconds: float,
) -> None:
    from rich.text import Text

    from politeia.power.game import Any

    where = f"{asked['case']}: {asked['decision']} on {asked['at']}" if asked else result.game
    out.print(Text(where, style="bold"))
    ways = game.rule.rules if isinstance(game.rule, Any) else (game.rule,)
    out.print(answer.facts(("or" if n else "passes with", str(way)) for n, way in enumerate(ways)))
    out.print()
    columns = ("\nplayer", *COLUMNS.values(), TOGETHER)
    rows = []
    for name, values in result.players.items():
        cells = (_number(values.get(key)) for key in COLUMNS)
        rows.append((name, *cells, _number(_together(values, "shapley_shubik"))))
    out.print(answer.table(columns, rows, numbers=columns[1:]))
    precise = "exact fractions" if result.exact else "all digits"
    note = f"Each index is one member's, the last column all members'. --json has {precise} and more indices."
    out.print(Text(note, style="dim"))
    out.print()
    out.print(answer.table(("all members of", *BARS.values()), _bars(result)))
    out.print()
    lines = [
        ("can block alone", ", ".join(result.vetoers) or "nobody"),
        ("never matters", ", ".join(result.dummies) or "nobody"),
        ("power to act", f"{_number(result.collectivity)} of all ways to vote pass"),
    ]
    types = [" + ".join(f"{n} {name}" for name, n in kind.items()) for kind in result.minimal_winning]
    more = (result.minimal_winning_types or 0) - LISTED
    if types:
        lines.append(("just enough to pass", "\n".join(types[:LISTED]) + (f"\nand {more:,} more" if more > 0 else "")))
    if depends:
        acts = ", ".join(depends)
        lines.append(("depends", f"on whether act {acts} was in force that day, which is not known; taken as in force"))
    if result.errors:
        bound = 1.05 * max(result.errors.values())  # so that its two digits are never below it
        lines.append(("in float", f"{', '.join(result.errors)}: relative error below {bound:.1e}"))
    reasons: dict[str, list[str]] = {}
    for name, reason in result.left_out.items():
        reasons.setdefault(reason, []).append(name)
    lines += [("left out", f"{', '.join(names)}: {reason}") for reason, names in reasons.items()]
    lines += [("assuming", "\n".join(result.assumptions)), ("method", result.method)]
    if seconds >= 1:
        lines.append(("took", f"{seconds:.1f} s"))
    out.print(answer.facts(lines))


def _together(values: Mapping[str, int | Fraction | float], index: str) -> Fraction | float | None:
    """An index of all members of a class; None where it was left out."""
    return values["n"] * values[index] if index in values else None


def _number(value: Fraction | float | int | None) -> str:
    """A number that is never shown as 0 or 1 without being so.

    >>> _number(Fraction(1, 10**9)), _number(1 - Fraction(1, 10**9)), _number(Fraction(1))
    ('>0', '<1', '1.0000')
    """
    told = answer.number(value)
    if isinstance(value, Fraction | float):
        if told == answer.number(Fraction(0)) and value > 0:
            return ">0"
        if told == answer.number(Fraction(1)) and value < 1:
            return "<1"
    return told


def _bars(result: PowerResult) -> Iterator[tuple[str, ...]]:
    """For each class the share of all its members, drawn and told."""
    most = sorted(result.players, key=lambda name: -(_together(result.players[name], "shapley_shubik") or 0))
    for name in [name for name in result.players if name in most[:DRAWN]]:
        yield name, *(_bar(_together(result.players[name], index)) for index in BARS)
    if len(most) > DRAWN:
        yield f"and {len(most) - DRAWN:,} more", *("" for _ in BARS)


def _bar(share: Fraction | float | None) -> str:
    """A share of 1 as a bar, to an eighth of a character, and in per cent.

    >>> _bar(Fraction(1, 4))
    '███▌            25.0 %'
    """
    if share is None:
        return "?"
    eighths = round(8 * BAR * share)
    drawn = "█" * (eighths // 8) + ("", *"▏▎▍▌▋▊▉")[eighths % 8]
    return f"{drawn:<{BAR}} {100 * float(share):5.1f} %"
