"""`politeia seats`: the seats of an election, from its votes and its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json
from politeia.errors import CaseError, Complaint

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.returns import ElectionFile
    from politeia.elections.seats import SeatsResult
    from politeia.elections.thresholds import Hurdle

NEAREST = 8  # how many lists below a threshold are shown, those that missed it by the fewest votes first
MEASURED = {
    "gallagher": "Gallagher's least squares",
    "loosemore_hanby": "Loosemore-Hanby distortion",
    "effective_parties_votes": "effective parties, votes",
    "effective_parties_seats": "effective parties, seats",
}


@click.command("seats", short_help="Votes to seats, exactly, under a declared system.")
@click.argument("path", metavar="FILE.yaml", type=click.Path(path_type=Path))
@as_json
def verb(path: Path, as_json: bool) -> None:
    """Compute the seats of an election in a file: its system, and the votes."""
    from politeia.case.returns import ElectionFile
    from politeia.cli.kinds import of_kind
    from politeia.elections.seats import seats
    from politeia.result import to_json

    file = ElectionFile.from_yaml(of_kind(path, "election"))
    try:
        result = seats(file.system, file)
    except CaseError as error:
        raise CaseError(_placed(error, path, file)) from None
    if as_json:
        answer.in_json({"election": file.election, **to_json(result)})
    else:
        _tell(answer.console(), file, result)


def _placed(error: CaseError, path: Path, file: ElectionFile) -> Iterator[Complaint]:
    """What is wrong, at its place in the file: a tie at the votes that are tied."""
    from politeia.elections.tier import Unsettled, named
    from politeia.elections.ties import Undecided
    from politeia.reader import place, read

    tree, lists = read(path), file.system.list_tier
    where: dict[str, tuple[str, ...]] = {
        file.system.distribution: ("votes", lists) if lists is not None else ("system", "linkage"),
        **{named(tier, district): ("votes", tier, district) for tier in file.votes for district in file.votes[tier]},
    }
    if isinstance(error, Unsettled):
        found = [(where[tie.where], told) for tie in error.ties for told in Undecided(tie).complaints]
    else:
        found = [(tuple(told.path.split(".")), told) for told in error.complaints]
    for keys, told in found:
        mark, at = place(tree, keys)
        yield replace(told, file=mark.file, line=mark.line, column=mark.column, path=at)


def _tell(out: Console, file: ElectionFile, result: SeatsResult) -> None:
    from rich.text import Text

    out.print(Text(file.election, style="bold"))
    out.print(answer.facts([("house", _house(result))]))
    out.print()
    tiers = [name for name in result.tiers if name != "appointed"]
    columns = [
        "\nparty",
        "\nvotes",
        "% of\nvotes",
        *(f"\n{name}" for name in tiers if len(tiers) > 1),
        "\nseats",
        "% seats\n- % votes",
    ]
    out.print(answer.table(columns, _rows(result, tiers if len(tiers) > 1 else []), numbers=columns[1:]))
    out.print(Text("--json has every party and every district.", style="dim"))
    out.print()
    if below := sorted((h for h in result.thresholds if not h.passed and h.votes), key=lambda h: (h.missing, h.party)):
        columns = ["below a threshold", "in", "votes", "%", "needed", "votes short"]
        out.print(answer.table(columns, map(_short, below[:NEAREST]), numbers=columns[2:]))
        if len(below) > NEAREST:
            out.print(Text(f"and {len(below) - NEAREST:,} more, by more votes", style="dim"))
        out.print()
    out.print(answer.facts(_lines(file, result)))


def _house(result: SeatsResult) -> str:
    vacant = f", of which {result.vacant} vacant" if result.vacant else ""
    return f"{result.house:,} seats{vacant}"


def _rows(result: SeatsResult, tiers: list[str]) -> Iterator[tuple[str, ...]]:
    """A row for every party with a seat, and one for all others."""
    cast = sum(result.votes.values())
    elected = sum(n for party, n in result.seats.items()) - _appointed(result, None)
    with_seats = sorted((p for p, n in result.seats.items() if n), key=lambda p: (-result.seats[p], p))
    for party in with_seats:
        votes, n = result.votes.get(party), result.seats[party] - _appointed(result, party)
        share = Fraction(votes or 0, cast) if cast else Fraction(0)
        yield (
            party,
            f"{votes:,}" if votes is not None else "",
            f"{100 * float(share):.2f}" if votes is not None else "",
            *(str(sum(d.get(party, 0) for d in result.tiers[tier].values())) for tier in tiers),
            f"{result.seats[party]:,}",
            f"{100 * float(Fraction(n, elected) - share):+z.2f}" if votes is not None and elected else "",
        )
    others = [party for party in result.votes if party not in with_seats]
    if others:
        votes = sum(result.votes[party] for party in others)
        share = Fraction(votes, cast) if cast else Fraction(0)
        who = others[0] if len(others) == 1 else f"{len(others)} others"
        yield who, f"{votes:,}", f"{100 * float(share):.2f}", *("0" for _ in tiers), "0", f"{-100 * float(share):+z.2f}"


def _appointed(result: SeatsResult, party: str | None) -> int:
    seats = [n for d in result.tiers.get("appointed", {}).values() for name, n in d.items() if party in (None, name)]
    return sum(seats)


def _short(hurdle: Hurdle) -> tuple[str, ...]:
    needed = f"{'more than ' * (hurdle.admits == 'more_than')}{100 * float(hurdle.required):g}"
    where = hurdle.tier if hurdle.district == "national" else hurdle.district
    return hurdle.party, where, f"{hurdle.votes:,}", f"{100 * float(hurdle.share):.2f}", needed, f"{hurdle.missing:,}"


def _lines(file: ElectionFile, result: SeatsResult) -> Iterator[tuple[str, str]]:
    otherwise = [h for h in result.thresholds if h.passed and h.by != "share"]
    if otherwise:
        yield "passed otherwise", _listed(f"{h.party} ({h.by})" for h in otherwise)
    for tie in result.ties:
        yield (
            "tie",
            f"{tie.where}: {tie.seats} between {', '.join(tie.parties)}; by the declared rule to {', '.join(tie.to)}",
        )
    if result.overhang:
        yield "above their share", _listed(f"{party} {n}" for party, n in result.overhang.items())
    if result.lost:
        yield "won, not seated", _listed(f"{where} ({party})" for where, party in result.lost.items())
    if result.measures:
        largest = max(result.seats, key=lambda party: result.seats[party] - _appointed(result, party))
        for name, of in (("a majority", "majority_margin"), ("two thirds", "two_thirds_margin")):
            margin = int(result.measures[of])
            yield (
                name,
                f"{largest} {'has it' if margin >= 0 else 'lacks it'} by {abs(margin):,}"
                if margin
                else f"{largest} has it by none to spare",
            )
        for key, title in MEASURED.items():
            yield title, answer.number(result.measures[key])
    if file.published:
        differ = [p for p in {**file.published, **result.seats} if file.published.get(p, 0) != result.seats.get(p, 0)]
        told = [f"{p} {result.seats.get(p, 0)}, published {file.published.get(p, 0)}" for p in differ]
        yield "published", f"differs: {'; '.join(told)}" if differ else "the same seats"
    if result.assumptions:
        yield "assuming", "\n".join(result.assumptions)
    yield "method", result.method
    if file.source:
        yield "votes from", file.source


def _listed(parts: Iterable[str]) -> str:
    every = [*parts]
    more = f", and {len(every) - NEAREST} more" if len(every) > NEAREST else ""
    return ", ".join(every[:NEAREST]) + more
