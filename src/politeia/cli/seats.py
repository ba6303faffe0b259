"""`politeia seats`: the seats of an election, from its votes and its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, refuse, wrong
from politeia.errors import CaseError, Complaint, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.case.contest import Contest
    from politeia.case.returns import ElectionFile
    from politeia.elections.contest import Counted
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
@click.argument("source", metavar="FILE.yaml|CASE")
@click.option("--election", "identity", metavar="ID", help="Which election of a case.")
@as_json
def verb(source: str, identity: str | None, as_json: bool) -> None:
    """Compute the seats of an election: of one that a file declares, or of one of a case.

    Of a case's election the tiers are counted whose votes are known.
    """
    from politeia.cli.kinds import is_file
    from politeia.result import to_json

    told: dict[str, object] = {}
    found: Counted | None = None
    if is_file(source):
        refuse([wrong("--election", "a file declares one election; expected a case")] if identity is not None else [])
        file, result = _of_file(Path(source))
    else:
        found, contest = _of_case(source, identity)
        file, result = found.file, found.result
        told = {"held": contest.held, "system_id": contest.system, "published": contest.published}
        told |= {"open": found.open, "first_round": found.first_round, "levels": _levels(found)}
    if as_json:
        answer.in_json({"election": file.election, **to_json(result), **told})
    else:
        _tell(answer.console(), file, result, found)


def _of_file(path: Path) -> tuple[ElectionFile, SeatsResult]:
    from politeia.case.returns import ElectionFile
    from politeia.cli.kinds import of_kind
    from politeia.elections.seats import seats

    file = ElectionFile.from_yaml(of_kind(path, "election"))
    try:
        return file, seats(file.system, file)
    except CaseError as error:
        raise CaseError(_placed(error, path, file.system.list_tier, file.system.distribution, file.votes, {})) from None


def _of_case(source: str, identity: str | None) -> tuple[Counted, Contest]:
    from politeia.case.library import load
    from politeia.elections.contest import counted

    case = load(source)
    contests, path = case.elections.contests, case.folder / "elections.yaml"
    if not contests:
        what = f"the case {case.name} has no election; expected at least one"
        raise CaseError.at(str(path), 0, 0, "contests", what)
    if identity is None or identity not in contests:
        known = expected(identity or "", contests)
        what = f"{shown(identity)} is no election of {case.name}{known}" if identity else f"which election{known}"
        raise CaseError([wrong("--election", what)])
    contest = contests[identity]
    system = case.elections.systems[contest.system]
    try:
        return counted(identity, contest, system), contest
    except CaseError as error:
        heads = {"system": ("systems", contest.system), "votes": ("contests", identity, "votes")}
        votes = {tier: districts for tier, districts in contest.votes.items() if isinstance(districts, dict)}
        raise CaseError(_placed(error, path, system.list_tier, system.distribution, votes, heads)) from None


def _placed(
    error: CaseError,
    path: Path,
    list_tier: str | None,
    distribution: str,
    votes: Mapping[str, Iterable[str]],
    heads: Mapping[str, tuple[str, ...]],
) -> Iterator[Complaint]:
    """What is wrong, at its place in the file: a tie at the votes that are tied.

    `heads` are the keys that lead to a system and to votes, where they do not stand at the top of the file.
    """
    from politeia.elections.tier import Unsettled, named
    from politeia.elections.ties import Undecided
    from politeia.reader import place, read

    tree = read(path)
    where: dict[str, tuple[str, ...]] = {
        distribution: ("votes", list_tier) if list_tier is not None else ("system", "linkage"),
        **{named(tier, district): ("votes", tier, district) for tier in votes for district in votes[tier]},
    }
    if isinstance(error, Unsettled):
        found = [(where[tie.where], told) for tie in error.ties for told in Undecided(tie).complaints]
    else:
        found = [(tuple(told.path.split(".")), told) for told in error.complaints]
    for keys, told in found:
        mark, at = place(tree, (*heads.get(keys[0], keys[:1]), *keys[1:]))
        yield replace(told, file=mark.file, line=mark.line, column=mark.column, path=at)


def _levels(found: Counted) -> dict[str, int]:
    """How many of the votes are how firm, by the level's name."""
    return {level or "?": n for level, n in found.levels.items()}


def _majorities(found: Counted) -> Iterator[tuple[str, str]]:
    """Of each district of two rounds, by how many votes its leader had more than half, or less."""
    for first in found.first_round:
        where = "" if len(found.first_round) == 1 else f" in {first.district}"
        share = f"{first.votes:,} of {first.base:,} {first.of}, {100 * float(first.share):.2f}%"
        beyond = f"{first.margin:,} more than needed" if first.margin >= 0 else f"{-first.margin:,} too few"
        yield f"first round{where}", f"{first.leader} {share}: {beyond} for a majority"


def _tell(out: Console, file: ElectionFile, result: SeatsResult, found: Counted | None) -> None:
    from rich.text import Text

    out.print(Text(file.election, style="bold"))
    out.print(answer.facts([("house", _house(result, found))]))
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
    out.print(answer.table(columns, _rows(file, result, tiers if len(tiers) > 1 else []), numbers=columns[1:]))
    out.print(Text("--json has every party and every district.", style="dim"))
    out.print()
    if below := sorted((h for h in result.thresholds if not h.passed and h.votes), key=lambda h: (h.missing, h.party)):
        columns = ["below a threshold", "in", "votes", "%", "needed", "votes short"]
        out.print(answer.table(columns, map(_short, below[:NEAREST]), numbers=columns[2:]))
        if len(below) > NEAREST:
            out.print(Text(f"and {len(below) - NEAREST:,} more, by more votes", style="dim"))
        out.print()
    out.print(answer.facts(_lines(file, result, found)))


def _house(result: SeatsResult, found: Counted | None) -> str:
    vacant = f", of which {result.vacant} vacant" if result.vacant else ""
    without = f", without {' and '.join(found.open)}" if found is not None and found.open else ""
    return f"{result.house:,} {'seat' if result.house == 1 else 'seats'}{vacant}{without}"


def _rows(file: ElectionFile, result: SeatsResult, tiers: list[str]) -> Iterator[tuple[str, ...]]:
    """A row for every party with a seat, and one for all others; shares are of all valid votes."""
    cast = sum(result.votes.values()) + _for_nobody(file)
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


def _for_nobody(file: ElectionFile) -> int:
    """The valid votes for names that never win, in the tiers whose votes are compared with seats."""
    from politeia.case.contest import NOT_VALID

    system = file.system
    lists = [name for name, tier in system.tiers.items() if not tier.single_winner]
    summed = system.linkage.subtract if system.compensatory and system.list_tier is None else None
    names = set(system.no_seats) - {NOT_VALID}
    ballots = (parties for tier in summed or (lists or [*system.tiers])[:1] for parties in file.votes[tier].values())
    return sum(n for parties in ballots for party, n in parties.items() if party in names)


def _appointed(result: SeatsResult, party: str | None) -> int:
    seats = [n for d in result.tiers.get("appointed", {}).values() for name, n in d.items() if party in (None, name)]
    return sum(seats)


def _short(hurdle: Hurdle) -> tuple[str, ...]:
    needed = f"{'more than ' * (hurdle.admits == 'more_than')}{100 * float(hurdle.required):g}"
    where = hurdle.tier if hurdle.district == "national" else hurdle.district
    return hurdle.party, where, f"{hurdle.votes:,}", f"{100 * float(hurdle.share):.2f}", needed, f"{hurdle.missing:,}"


def _lines(file: ElectionFile, result: SeatsResult, found: Counted | None) -> Iterator[tuple[str, str]]:
    whole = found is None or not found.open
    if found is not None:
        yield from _majorities(found)
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
    if result.measures and result.house > 1:
        largest = max(result.seats, key=lambda party: result.seats[party] - _appointed(result, party))
        for name, of in (("a majority", "majority_margin"), ("two thirds", "two_thirds_margin")) * whole:
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
    if found is not None:
        yield "level of votes", _listed(f"{level} {n}" for level, n in _levels(found).items())


def _listed(parts: Iterable[str]) -> str:
    every = [*parts]
    more = f", and {len(every) - NEAREST} more" if len(every) > NEAREST else ""
    return ", ".join(every[:NEAREST]) + more
