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
