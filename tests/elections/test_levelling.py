"""Levelling land by land, on a house small enough for pencil and paper."""

from __future__ import annotations

import pytest

from politeia.case.system import Level
from politeia.elections.apportion import apportion
from politeia.elections.levelling import level_within
from politeia.elections.ties import Order

VOTES = {"east": {"A": 80, "B": 20}, "west": {"A": 50, "B": 50}}
CONTINGENTS = {"east": 5, "west": 6}  # shares: A 4 and 3, B 1 and 3
WON = {"east": {"A": 1, "B": 1}, "west": {"A": 6}}


def levelled(won=WON, **how):
    def allot(votes, n, rule):
        return apportion(votes, n, "sainte_lague", ties=rule)

    return level_within(VOTES, CONTINGENTS, won, allot, Order(("A", "B")), Level(**how))


@pytest.mark.parametrize(
    ("how", "due", "east", "west"),
    [
        # A's minimum is 3 (the mean of 1 and 4, rounded up) and 6; 9 of 14 are the first that its votes give it.
        ({}, {"A": 9, "B": 5}, {"A": 3, "B": 1}, {"A": 6, "B": 4}),
        # 8 of 12 are enough where one of the seats above A's share in the west may go without others.
        ({"tolerate": 1}, {"A": 8, "B": 4}, {"A": 3, "B": 1}, {"A": 6, "B": 3}),
        # In 2013 the minimum was 4 and 6: 10 of 15.
        ({"minimum": "larger"}, {"A": 10, "B": 5}, {"A": 4, "B": 1}, {"A": 6, "B": 4}),
    ],
)
def test_a_small_house(how, due, east, west):
    found = levelled(**how)
    assert (found.due, found.lands) == (due, {"east": east, "west": west})


def test_only_seats_above_a_share_are_tolerated_never_a_share_itself():
    # Nobody has more than its share, so that the house need not grow, and nothing is left to tolerate.
    found = levelled({"east": {"A": 4}, "west": {"B": 3}}, tolerate=3)
    assert found.due == {"A": 7, "B": 4}


def test_an_outsider_takes_its_seat_from_the_contingent_of_its_land():
    # Of the four seats left in the east A gets 3. Ten of the nation would leave B with 3, below its shares of 1 and 3.
    found = levelled({"east": {"C": 1}, "west": {"A": 3}})
    assert found.due == {"A": 7, "B": 4}
    assert found.lands["east"]["C"] == 1
    assert sum(n for lists in found.lands.values() for n in lists.values()) == 12
