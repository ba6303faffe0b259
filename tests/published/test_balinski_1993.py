"""Four states and 14 seats by four methods: Balinski 1993, The Problem with Apportionment (table of section 9)."""

from __future__ import annotations

import pytest

from politeia.elections.apportion import apportion

POPULATION = {"1": 42_444, "2": 73_470, "3": 134_148, "4": 164_343}

# The parametric methods d(k) = k + t are Adams at t = 0, Webster at 1/2 and Jefferson at 1.
PRINTED = {
    "huntington_hill": (2, 2, 4, 6),
    "adams": (2, 3, 4, 5),
    "sainte_lague": (1, 2, 5, 6),
    "dhondt": (1, 2, 5, 6),
}


@pytest.mark.parametrize("formula", PRINTED)
def test_row(formula: str) -> None:
    assert tuple(apportion(POPULATION, 14, formula).seats.values()) == PRINTED[formula]
