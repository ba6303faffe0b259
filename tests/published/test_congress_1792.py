"""The first House after a census: Hamilton's bill, which was vetoed, and Jefferson's, which became law.

Apportionment populations of the census of 1790, from secondary tables; they add up to the published 3,615,920. Seats of
the vetoed bill: the United States National Archives' account of the first veto (2022); of the law: Tucker's edition of
Blackstone (1803), note D.
"""

from __future__ import annotations

import pytest

from politeia.elections.apportion import apportion

# State: population, seats in Hamilton's bill for 120, seats in the law for 105.
STATES = {
    "Connecticut": (236_841, 8, 7),
    "Delaware": (55_540, 2, 1),
    "Georgia": (70_835, 2, 2),
    "Kentucky": (68_705, 2, 2),
    "Maryland": (278_514, 9, 8),
    "Massachusetts": (475_327, 16, 14),
    "New Hampshire": (141_822, 5, 4),
    "New Jersey": (179_570, 6, 5),
    "New York": (331_589, 11, 10),
    "North Carolina": (353_523, 12, 10),
    "Pennsylvania": (432_879, 14, 13),
    "Rhode Island": (68_446, 2, 2),
    "South Carolina": (206_236, 7, 6),
    "Vermont": (85_533, 3, 2),
    "Virginia": (630_560, 21, 19),
}


@pytest.mark.parametrize(("formula", "seats", "column"), [("hare", 120, 1), ("dhondt", 105, 2)])
def test_bill(formula: str, seats: int, column: int) -> None:
    result = apportion({state: row[0] for state, row in STATES.items()}, seats, formula)
    assert dict(result.seats) == {state: row[column] for state, row in STATES.items()}
