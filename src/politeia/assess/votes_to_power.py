"""From votes to power: what the parliaments that voters may elect let the head of state, and the opposition, do.

Each simulated parliament is given holders, and the chains of control of a text say whose side its seats are on. What is
asked, why so, and where it misleads: docs/methods/votes-to-power.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from politeia.assess.chamber import Chains, Chamber, Reading
from politeia.assess.parliaments import FIRST, Drawn, parliaments
from politeia.assess.sway import DECIMALS, Power, powers
from politeia.case.constitution import Constitution
from politeia.case.core import CORE, answer
from politeia.case.library import Case
from politeia.elections.candidates import Candidates
from politeia.elections.counterfactual import Counterfactual
from politeia.elections.electorate import Spread
from politeia.elections.ensemble import assumptions, planned
from politeia.elections.histogram import Band, Histogram
from politeia.elections.simulated import Chance
from politeia.errors import CaseError
from politeia.power.compile import chair
from politeia.power.decisions import compiled
from politeia.power.game import Game
from politeia.result import Result

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes

SIDES = ("camp", "opposition", "nobody")


@dataclass(frozen=True, slots=True)
class Odds:
    """How often something is so in the draws, and the Monte Carlo error of that."""

    chance: float
    mc_error: Chance


@dataclass(frozen=True, slots=True)
class Question:
    """What the chamber must give for a decision to pass: `need` of its `of` seats, when all outside it agree.

    `camp` is how often the head of state's camp has so many seats alone, `blocked` how often the opposition's lists
    have so many that the rest of the chamber does not reach the need.
    """

    decision: str
    need: int
    of: int
    camp: Odds
    blocked: Odds


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading of who follows whom gives.

    `follows` has by list the end of its chain, in the parliament drawn most often in which it has a seat. Of the
    lists in `unled` it is not known whom they follow. `seats` are by side: camp, opposition, and nobody's.
    """

    follows: Mapping[str, str | None]
    unled: tuple[str, ...]
    seats: Mapping[str, Band]
    questions: Mapping[str, Question]
    effective: tuple[Power, ...]


@dataclass(frozen=True, slots=True)
class Empowered:
    """What one system's parliaments can do under a text, with the holders of a day; `readings` has the declared first.

    `unasked` says which questions the text does not put to the chamber.
    """

    text: str
    holders_of: date
    chamber: str
    head: str
    decision: str
    readings: Mapping[str, Read]
    unasked: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesToPower(Result):
    """The power that simulated elections give, by system; effective power is that of the first `measured` draws."""

    n: int
    seed: int
    measured: int
    systems: Mapping[str, Empowered]


def votes_to_power(
    case: Case,
    asked: Counterfactual,
    n: int = 100_000,
    seed: int = 1,
    *,
    texts: Mapping[str, Constitution] | None = None,
    day: date | None = None,
    decision: str | None = None,
    amending: str | None = None,
    spread: Spread | None = None,
    candidates: Candidates | None = None,
    workers: int = 1,
    begin: Callable[[str], None] = lambda what: None,
) -> VotesToPower:
    """The power that the voters of an election give under each system, with the same draws as `ensemble`.

    `texts` has the text of each system, else the one after the act that the system is named by, else that of the day on
    which the system was made. Holders are those who sit under the text, or those of `day`. `decision` and `amending`
    are ids of the text, else its ordinary law and its way to amend through the chamber. CaseError where a text has no
    chamber of the size that a system fills, or the decision does not go through it.

    >>> from politeia.case.library import load
    >>> from politeia.elections.counterfactual import counterfactual
    >>> case = load("kazakhstan")
    >>> found = votes_to_power(case, counterfactual(case, "2021", ["2022"]), n=100)
    >>> law = found.systems["2022"].readings["declared"].questions["pass"]
    >>> law.need, law.of, law.camp.chance
    (50, 98, 1.0)
    """
    plan = planned(
        asked.returns, asked.systems, n, seed, spread or Spread(), candidates or Candidates(), asked.no_seats
    )
    found = {}
    for name, drawn in zip(asked.systems, parliaments(plan, workers), strict=True):
        begin(f"power under {name}")
        text = texts[name] if texts else text_of(case, name)
        found[name] = _empowered(case, text, drawn, day, decision, amending)
    return VotesToPower(
        n=n,
        seed=seed,
        measured=min(n, FIRST),
        systems=found,
        method=f"{n:,} draws of the voters, seed {seed}; effective power in the first {min(n, FIRST):,}, exact up to "
        f"rounding to {DECIMALS} decimals in each",
        exact=False,
        assumptions=(
            *assumptions(plan, tuple(asked.systems)),
            "lists keep their leaders, and all other offices and seats their holders, whatever the votes",
            "a list votes as one at full loyalty; candidates of no party follow nobody",
            "the opposition is every list that is not the head of state's; its lists do not act together",
            "that a side can pass or block something says nothing of whether it would",
            *asked.assumptions,
        ),
    )


def text_of(case: Case, system: str) -> Constitution:
    """The text that goes with a system: after the act of that name, else in force when the system of that id was made.

    >>> from politeia.case.library import load
    >>> text_of(load("kazakhstan"), "2022").label
    'after 2022'
    """
    if system in case.polity.acts:
        return case.polity.after(system)
    return case.polity.at(case.polity.first_day(case.elections.systems[system].since))


def _empowered(
    case: Case, text: Constitution, drawn: Drawn, day: date | None, decision: str | None, amending: str | None
) -> Empowered:
    if len(drawn.fills) > 1:
        what = (
            f"voters fill {min(drawn.fills)} to {max(drawn.fills)} seats; expected a system whose house does not vary"
        )
        raise CaseError.at("", 0, 0, "system", what)
    chamber = Chamber.of(text, case.elections.holders, drawn.lists, next(iter(drawn.fills)), day)
    law = decision or next(iter(answer(CORE["ordinary_law"], text).decisions), "")
    game = _game(law, chamber)
    if game is None:
        raise CaseError.at("", 0, 0, "decision", f"{law!r} does not go through {chamber.name}; expected one that does")
    needs = {"pass": (law, needed(game, chamber.name)), "override": (law, needed(game, chamber.name, chamber.head))}
    for name in (amending,) if amending else answer(CORE["amend"], text).decisions:
        if amend := _game(name, chamber):
            needs["amend"] = name, needed(amend, chamber.name)
            break
    readings = dict(_readings(chamber, drawn, needs, game))
    unasked = {
        name: f"{text.label} lets no vote of {chamber.name} do it"
        for name in ("pass", "override", "amend")
        if needs.get(name, (law, None))[1] is None
    }
    return Empowered(text.label, chamber.day, chamber.name, chamber.head, law, readings, unasked)


def _game(decision: str, chamber: Chamber) -> Game | None:
    """The game of a decision; None where the text has none, or the chamber no part in it."""
    game = compiled(decision, chamber.text)
    there = {player.name for player in game.players} if game else set()
    return game if there & {chamber.name, chair(chamber.name)} else None


def needed(game: Game, chamber: str, without: str = "") -> int | None:
    """The fewest votes of a chamber with which a decision passes when all others, but one, say yes; None: none do.

    >>> from politeia.power.game import AtLeast, PlayerClass, All
    >>> law = Game((PlayerClass("house", 9, {"house": 1}), PlayerClass("king", 1, {"king": 1})), AtLeast(5, "house"))
    >>> needed(law, "house")
    5
    """
    sizes = {player.name: player.n for player in game.players}
    chaired = sizes.get(chair(chamber), 0)
    others = {name: n for name, n in sizes.items() if name not in (chamber, chair(chamber), without)}

    def passes(votes: int) -> bool:
        of_chair = min(chaired, votes)
        own = {chamber: votes - of_chair, chair(chamber): of_chair}
        return game.wins(others | {name: n for name, n in own.items() if name in sizes})

    return next((votes for votes in range(sizes.get(chamber, 0) + chaired + 1) if passes(votes)), None)


def _readings(
    chamber: Chamber, drawn: Drawn, needs: Mapping[str, tuple[str, int | None]], game: Game
) -> Iterator[tuple[str, Read]]:
    """The declared reading, then each other one that the case leaves open."""
    declared = _read(Chains(chamber, Reading("declared")), drawn, needs, game)
    others = [Reading(f"{person}: {of}", ((person, of),)) for person, of in chamber.codings()]
    if declared.unled:
        others.append(Reading(f"not known: {chamber.head}", handed=True))
    yield "declared", declared
    for reading in others:
        yield reading.name, _read(Chains(chamber, reading), drawn, needs, game)


def _read(chains: Chains, drawn: Drawn, needs: Mapping[str, tuple[str, int | None]], game: Game) -> Read:
    import numpy as np

    seats = {side: np.zeros(len(drawn.seats), np.int64) for side in SIDES}
    follows: dict[str, str | None] = {}
    unled: dict[str, None] = {}
    for k in np.argsort(-drawn.counts, kind="stable"):
        who = chains.of(tuple(drawn.seats[k].tolist()))
        for bloc in who.blocs[chains.chamber.name]:
            seats[chains.side(bloc, who)][k] += bloc.n
            if bloc.label in drawn.lists:
                follows.setdefault(bloc.label, bloc.principal)
        unled |= dict.fromkeys(chains.unled(who))
    of, n = chains.chamber.size, int(drawn.counts.sum())

    def odds(so: Array) -> Odds:
        happened = int(drawn.counts[so].sum())
        return Odds(happened / n, Chance.of(happened, n))

    return Read(
        follows={party: follows[party] for party in drawn.lists if party in follows},
        unled=tuple(unled),
        seats={side: _seats(own, drawn.counts) for side, own in seats.items()},
        questions={
            name: Question(decision, need, of, odds(seats["camp"] >= need), odds(of - seats["opposition"] < need))
            for name, (decision, need) in needs.items()
            if need is not None
        },
        effective=tuple(powers(chains, map(tuple, drawn.first.tolist()), game)),
    )


def _seats(values: Array, counts: Array) -> Band:
    import numpy as np

    band = Histogram(0, np.bincount(values, weights=counts).astype(np.int64)).band()
    assert band is not None  # there is at least one draw
    return band
