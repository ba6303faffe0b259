"""`politeia ensemble`: simulated elections, under one system or under several with the same voters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from politeia.cli import answer
from politeia.cli.arguments import as_json, refuse, wrong
from politeia.errors import CaseError, expected, shown

if TYPE_CHECKING:
    from rich.console import Console

    from politeia.elections.counterfactual import Counterfactual
    from politeia.elections.draws import Correlations, Law
    from politeia.elections.ensemble import EnsembleResult
    from politeia.elections.histogram import Band
    from politeia.elections.simulated import Chance, Difference, Outcome

LAWS = ("dirichlet", "uniform", "proportional", "none")
EVENTS = {"majority": "more than half", "two_thirds": "two thirds"}
RARE = 0.005  # seats on average; who has fewer, and none in 95 of 100 draws, is one of the others


@click.command("ensemble", short_help="Simulated elections: seats with bands, and chances.")
@click.argument("source", metavar="CASE_OR_FILE")
@click.option(
    "--election", metavar="ID", help="Whose voters: an election's id, or the year in which it alone was held."
)
@click.option(
    "--under", metavar="ACT", multiple=True, help="The system in force under an act, or its id; may be repeated."
)
@click.option("-n", "number", type=int, default=100_000, show_default=True, help="How many elections to simulate.")
@click.option("--seed", type=int, default=1, show_default=True, help="What the draws follow from.")
@click.option(
    "--law", type=click.Choice(LAWS), default="dirichlet", show_default=True, help="How the nation's shares spread."
)
@click.option("--size", type=float, help="dirichlet: as uncertain as a sample of so many voters.  [default: 1000]")
@click.option("--design-effect", type=float, help="dirichlet: the sample's design effect.  [default: 2]")
@click.option(
    "--national-sd", type=float, help="uniform, proportional: the swing's standard deviation.  [default: 0.03, 0.2]"
)
@click.option("--together", metavar="A,B=R", multiple=True, help="uniform, proportional: a correlation of two parties.")
@click.option("--regional-sd", type=float, default=0, help="Each party's own swing in each district.")
@click.option("--candidate-sd", type=float, default=0, help="Each candidate's own swing where one wins.")
@click.option(
    "--leading",
    type=float,
    default=0.75,
    show_default=True,
    help="Districts without votes: the leading party's chance.",
)
@click.option("--leading-sd", type=float, default=0.1443, show_default=True, help="... and its standard deviation.")
@click.option(
    "--independents", type=float, default=0.5, show_default=True, help="... of the rest, the share of no party."
)
@click.option("--power", "and_power", is_flag=True, help="What each house lets the head of state do; of a CASE only.")
@click.option("--workers", type=int, default=1, show_default=True, help="Processes; the result does not depend on it.")
@as_json
def verb(
    source: str,
    election: str | None,
    under: tuple[str, ...],
    number: int,
    seed: int,
    law: str,
    size: float | None,
    design_effect: float | None,
    national_sd: float | None,
    together: tuple[str, ...],
    regional_sd: float,
    candidate_sd: float,
    leading: float,
    leading_sd: float,
    independents: float,
    and_power: bool,
    workers: int,
    as_json: bool,
) -> None:
    """Simulate elections of a CASE's election, or of an election file, and elect a house each time.

    With several --under, the same voters elect under each system, draw by draw. With --json, the first system stands at
    the top, all stand under `systems`, and `differences` has every later system less every earlier one. With --power,
    `power` has by system how often the head of state's camp passes what alone, and effective power.
    """
    from politeia.case.library import load
    from politeia.elections.candidates import Candidates
    from politeia.elections.electorate import Spread
    from politeia.elections.ensemble import CHUNK, ensemble
    from politeia.result import to_json

    dirichlet = {"size": size, "design_effect": design_effect}
    nation = _law(law, dirichlet, national_sd, together)
    alone = _is_file(source)
    refuse([wrong("--power", "an election file has no constitution; expected a case")] if alone and and_power else [])
    asked = _file(Path(source), election, under) if alone else _case(source, election, under)
    spread = Spread(nation, "uniform" if law == "uniform" else "proportional", regional_sd, candidate_sd)
    winners, power = Candidates(leading, leading_sd, independents), None
    with answer.steps(max(1, -(-number // CHUNK)) + and_power * len(asked.systems)) as begin:
        result = ensemble(
            asked.returns, asked.systems, number, seed, spread=spread, workers=workers, begin=begin,
            candidates=winners, no_seats=asked.no_seats, assuming=asked.assumptions,
        )  # fmt: skip
        if and_power:
            from politeia.assess.votes_to_power import votes_to_power

            power = votes_to_power(
                load(source), asked, number, seed, spread=spread, candidates=winners, workers=workers, begin=begin
            )
    if as_json:
        answer.in_json(
            {
                "election": asked.election,
                "system": next(iter(result.systems)),
                **to_json(result.first),
                **to_json(result),
                **({"power": to_json(power)} if power else {}),
            }
        )
    else:
        _tell(answer.console(), asked, result)
        if power:
            from politeia.cli.sway import tell

            tell(answer.console(), power)


def _law(law: str, dirichlet: Mapping[str, float | None], sd: float | None, together: tuple[str, ...]) -> Law:
    """The law of the nation's shares; CaseError for what says nothing under it."""
    from politeia.elections.draws import Dirichlet, Proportional, Uniform, Unmoved

    stated = {name: value for name, value in dirichlet.items() if value is not None}
    swings = law in ("uniform", "proportional")
    idle = [f"--{name.replace('_', '-')}" for name in stated if law != "dirichlet"]
    idle += [
        name
        for name, given in (("--national-sd", sd is not None), ("--together", bool(together)))
        if given and not swings
    ]
    refuse([wrong(name, f"says nothing with --law {law}; expected it left out, or another law") for name in idle])
    correlations = _correlations(together)
    match law:
        case "dirichlet":
            return Dirichlet(**stated)
        case "uniform":
            return Uniform(0.03 if sd is None else sd, correlations)
        case "proportional":
            return Proportional(0.2 if sd is None else sd, correlations)
    return Unmoved()


def _correlations(together: tuple[str, ...]) -> Correlations:
    found: dict[tuple[str, str], float] = {}
    complaints = []
    for text in together:
        pair, _, number = text.rpartition("=")
        first, comma, second = pair.partition(",")
        try:
            found[first.strip(), second.strip()] = float(number) if comma else float("")
        except ValueError:
            complaints.append(wrong("--together", f"{shown(text)} is no correlation; expected one such as A,B=0.5"))
    refuse(complaints)
    return found


def _is_file(source: str) -> bool:
    from politeia.cli.kinds import is_file

    return is_file(source)


def _file(path: Path, election: str | None, under: tuple[str, ...]) -> Counterfactual:
    """The voters and the system of an election file, which has no other."""
    from politeia.case.returns import ElectionFile, Returns
    from politeia.cli.kinds import of_kind
    from politeia.elections.counterfactual import Counterfactual

    idle = [name for name, given in (("--election", election is not None), ("--under", bool(under))) if given]
    refuse([wrong(name, "an election file has one election and one system; expected this left out") for name in idle])
    file = ElectionFile.from_yaml(of_kind(path, "election"))
    returns = Returns(votes=file.votes, counts=file.counts)
    return Counterfactual(file.election, returns, {file.election: file.system}, file.system.no_seats)


def _case(source: str, election: str | None, under: tuple[str, ...]) -> Counterfactual:
    """The voters of an election of a case, and the systems that were asked for."""
    from politeia.case.library import load
    from politeia.elections.counterfactual import counterfactual

    case = load(source)
    if election is None:
        raise CaseError([wrong("--election", f"says whose voters are drawn{expected('', case.elections.contests)}")])
    return counterfactual(case, election, under)


def _tell(out: Console, asked: Counterfactual, result: EnsembleResult) -> None:
    from rich.text import Text

    out.print(Text(f"{asked.election}: {result.n:,} simulated elections, seed {result.seed}", style="bold"))
    for name, found in result.systems.items():
        out.print()
        out.print(Text(f"under {name}: {found.house.q50:g} seats", style="bold"))
        columns = ["\nparty", "mean\nseats", "\n5 %", "\nmedian", "\n95 %", "% with\nhalf +", "% with\n2/3"]
        out.print(answer.table(columns, _rows(found), numbers=columns[1:]))
        out.print(answer.facts(_lines(found)))
    for pair in result.differences:
        out.print()
        out.print(Text(f"{pair.system} less {pair.less}, the same voters", style="bold"))
        columns = ["party", "seats", "5 %", "95 %", "% of seats", "5 %", "95 %"]
        out.print(answer.table(columns, _apart(pair), numbers=columns[1:]))
    out.print()
    out.print(answer.facts([("assuming", "\n".join(result.assumptions)), ("method", result.method)]))


def _rows(found: Outcome) -> Iterator[tuple[str, ...]]:
    """A row for every party that wins a seat often enough to show, and one for all others."""
    ranked = sorted(found.seats.items(), key=lambda item: (-item[1].mean, item[0]))
    shown_ = [(party, band) for party, band in ranked if band.q95 or band.mean >= RARE]
    for party, band in shown_:
        chances = found.by_party.get(party, {})
        yield (
            party,
            f"{band.mean:.2f}",
            *(f"{q:g}" for q in (band.q05, band.q50, band.q95)),
            *(percent(chances.get(event)) for event in EVENTS),
        )
    if others := len(ranked) - len(shown_):
        yield f"{others} {'other' if others == 1 else 'others'}", f"<{RARE}", "0", "0", "0", "", ""


def _lines(found: Outcome) -> Iterator[tuple[str, str]]:
    for event, words in EVENTS.items():
        error: Chance = found.mc_error.events[event]
        chance = percent(found.events[event])
        yield f"a party has {words}", f"{chance} % of draws ({100 * error.low:.4f} to {100 * error.high:.4f})"
    if found.seat_bonus is not None:
        yield "largest: % seats - % votes", _points(found.seat_bonus)
    worst = max((se for se in found.mc_error.seats.values() if se is not None), default=None)
    if worst is not None:
        yield "Monte Carlo error of means", f"{worst:.4f} seats at most"
    if found.ties:
        yield "ties", f"decided by rule or lot in {found.ties:,} draws"


def _apart(pair: Difference) -> Iterator[tuple[str, ...]]:
    for party, band in sorted(pair.seats.items(), key=lambda item: (-abs(item[1].mean), item[0])):
        if not (band.q05 or band.q95 or abs(band.mean) >= RARE):
            continue
        share = pair.shares[party]
        yield (
            party,
            f"{band.mean:+.2f}",
            *(f"{q:+g}" for q in (band.q05, band.q95)),
            *(f"{100 * of:+.2f}" for of in (share.mean, share.q05, share.q95)),
        )


def _points(band: Band) -> str:
    return f"{100 * band.mean:+.2f} ({100 * band.q05:+.2f} to {100 * band.q95:+.2f})"


def percent(chance: float | None) -> str:
    """A chance in per cent, where 0 and 100 mean none and all of the draws.

    >>> percent(1.0), percent(0.999999), percent(0.5)
    ('100', '>99.99', '50.00')
    """
    if chance is None:
        return ""
    if chance in (0, 1):
        return f"{100 * chance:g}"
    return "<0.01" if chance < 0.0001 else ">99.99" if chance > 0.9999 else f"{100 * chance:.2f}"
