"""The federal scheme of the United States, for any number of senators."""

from __future__ import annotations

from politeia.power.game import All, Any, AtLeast, Game, PlayerClass


def congress(senators: int) -> Game:
    """A majority of both chambers, the vice president breaking ties, and the president; or two thirds of both."""
    players = (
        PlayerClass("P", 1, {"president": 1}),
        PlayerClass("VP", 1, {"vice": 1}),
        PlayerClass("S", senators, {"senate": 1}),
        PlayerClass("H", 435, {"house": 1}),
    )
    tie = All((AtLeast(senators // 2, "senate"), AtLeast(1, "vice")))
    senate = Any((AtLeast(senators // 2 + 1, "senate"), tie))
    override = All((AtLeast(290, "house"), AtLeast(-(-2 * senators // 3), "senate")))
    return Game(players, Any((All((AtLeast(218, "house"), AtLeast(1, "president"), senate)), override)))
