"""Hypothesis strategies: compound games small enough to enumerate, and chances for their members."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from politeia.errors import CaseError
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, Rule

CRITERIA = ("a", "b", "c")


def rules(totals: dict[str, int], depth: int) -> st.SearchStrategy[Rule]:
    """Rules nested to at most that depth; a threshold may be out of reach, and a criterion read many times."""
    thresholds = st.sampled_from(sorted(totals)).flatmap(
        lambda criterion: st.builds(AtLeast, st.integers(1, totals[criterion] + 1), st.just(criterion))
    )
    if not depth:
        return thresholds
    parts = st.lists(rules(totals, depth - 1), min_size=1, max_size=3).map(tuple)
    return st.builds(All, parts) | st.builds(Any, parts) | thresholds


@st.composite
def games(draw: st.DrawFn, members: int = 9, depth: int = 4) -> Game:
    """A game of several classes with weights on one to three criteria under a rule of up to that depth."""
    criteria = CRITERIA[: draw(st.integers(1, 3))]
    weights = st.fixed_dictionaries({}, optional={criterion: st.integers(0, 4) for criterion in criteria})
    players: list[PlayerClass] = []
    while members and (not players or draw(st.booleans()) or len(players) < 3):
        n = draw(st.integers(1, min(4, members)))
        members -= n
        players.append(PlayerClass(f"p{len(players)}", n, draw(weights)))
    totals = {c: sum(player.n * player.weight(c) for player in players) for c in criteria}
    totals = {criterion: total for criterion, total in totals.items() if total}
    assume(totals)
    try:
        return Game(tuple(players), draw(rules(totals, draw(st.integers(0, depth)))))
    except CaseError:
        assume(False)
        raise


chances = st.fractions(0, 1, max_denominator=12)


def chances_of(game: Game) -> st.SearchStrategy[dict[str, Fraction]]:
    """A chance of a yes for each class of a game."""
    return st.fixed_dictionaries({player.name: chances for player in game.players})


@st.composite
def votes(draw: st.DrawFn, members: int = 9) -> Game:
    """One weighted vote, dummies and equal weights among them."""
    weights = draw(st.lists(st.integers(0, 30), min_size=1, max_size=members).filter(any))
    return Game.weighted(draw(st.integers(1, sum(weights))), weights)


def two_thresholds() -> Game:
    """A majority of a chamber with the president, or two thirds of it; and two fifths of it in any case."""
    players = (PlayerClass("president", 1, {"head": 1}), PlayerClass("deputy", 9, {"house": 1}))
    passing = Any((All((AtLeast(5, "house"), AtLeast(1, "head"))), AtLeast(6, "house")))
    return Game(players, All((passing, AtLeast(4, "house"))))


def joint_sitting() -> Game:
    """Majorities of both chambers; or, in a joint sitting, of all members pooled, with the president."""
    players = (
        PlayerClass("deputy", 6, {"lower": 1, "joint": 1}),
        PlayerClass("senator", 4, {"upper": 1, "joint": 1}),
        PlayerClass("president", 1, {"head": 1}),
    )
    apart = All((AtLeast(4, "lower"), AtLeast(3, "upper")))
    return Game(players, Any((apart, All((AtLeast(7, "joint"), AtLeast(1, "head"))))))


def two_criteria() -> Game:
    """States and people: every member has weight on both, and a blocking minority needs four."""
    people = (83, 67, 60, 47, 38, 19, 11, 10, 4, 1)
    players = tuple(PlayerClass(f"state {n}", 1, {"states": 1, "people": p}) for n, p in enumerate(people))
    return Game(players, Any((All((AtLeast(6, "states"), AtLeast(221, "people"))), AtLeast(7, "states"))))


def nested() -> Game:
    """A rule nested four deep, which reads two of its criteria in several places."""
    players = (
        PlayerClass("chair", 1, {"head": 1, "board": 2}),
        PlayerClass("elder", 4, {"board": 1, "elders": 1}),
        PlayerClass("youth", 5, {"board": 1}),
    )
    deep = Any((AtLeast(3, "elders"), All((AtLeast(8, "board"), AtLeast(1, "elders")))))
    return Game(
        players, Any((AtLeast(10, "board"), All((AtLeast(1, "head"), Any((All((AtLeast(5, "board"), deep)),))))))
    )
