"""The federal scheme of the United States: Shapley and Shubik 1954, APSR 48:787-792; Taylor and Pacelli 2008.

What they print are round numbers: twelfths for the president and the chambers, and 350 : 9 : 2 for one president,
senator and representative, which follows from the twelfths. We hold ours to the same rounding and no further.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.published.congress import congress
from tests.published.printed import Row, agrees, check, computed, measured

US = "US legislative scheme, 100 senators + VP tie-break, override 2/3"
US54 = "US 1954: 96 senators + VP tie-break"
GAMES = {US: congress(100), US54: congress(96)}

ROWS = (
    Row(US, "P", "Shapley-Shubik each", "", "0.1631203628", ""),
    Row(US, "P", "Shapley-Shubik class", "", "0.1631203628", ""),
    Row(US, "VP", "Shapley-Shubik each", "", "0.0026508372", ""),
    Row(US, "VP", "Shapley-Shubik class", "", "0.0026508372", ""),
    Row(US, "S", "Shapley-Shubik each", "", "0.0041413953", ""),
    Row(US, "S", "Shapley-Shubik class", "", "0.4141395348", ""),
    Row(US, "H", "Shapley-Shubik each", "", "0.0009657224", ""),
    Row(US, "H", "Shapley-Shubik class", "", "0.4200892652", ""),
    Row(US, "P:S:H per member ratio scaled H=2", "Shapley-Shubik", "", "337.8203809868", "350 : 9 : 2"),
    Row(US54, "P", "Shapley-Shubik each", "", "0.1614366505", ""),
    Row(US54, "P", "Shapley-Shubik class", "", "0.1614366505", "2/12=0.1667"),
    Row(US54, "VP", "Shapley-Shubik each", "", "0.0027645232", ""),
    Row(US54, "VP", "Shapley-Shubik class", "", "0.0027645232", ""),
    Row(US54, "S", "Shapley-Shubik each", "", "0.0042378016", ""),
    Row(US54, "S", "Shapley-Shubik class", "", "0.4068289516", "5/12"),
    Row(US54, "H", "Shapley-Shubik each", "", "0.0009861376", ""),
    Row(US54, "H", "Shapley-Shubik class", "", "0.4289698747", "5/12"),
    Row(US54, "P:S:H per member ratio scaled H=2", "Shapley-Shubik", "", "327.4120030336", "350 : 9 : 2"),
)

ROUND = {"2/12=0.1667": Fraction(2, 12), "5/12": Fraction(5, 12)}
RATIO = "P:S:H per member ratio scaled H=2"


@pytest.mark.parametrize("row", [row for row in ROWS if row.player != RATIO], ids=str)
def test_row(row: Row) -> None:
    check(replace(row, published=""), GAMES)
    if row.published:
        assert Fraction(round(12 * measured(row, GAMES)), 12) == ROUND[row.published]


@pytest.mark.parametrize("row", [row for row in ROWS if row.player == RATIO], ids=str)
def test_ratio_of_one_president_to_one_senator_and_two_for_a_representative(row: Row) -> None:
    values = {name: told["shapley_shubik"] for name, told in computed(GAMES[row.game]).players.items()}
    assert agrees(2 * Fraction(values["P"]) / Fraction(values["H"]), row.value)
    senator = 2 * Fraction(values["S"]) / Fraction(values["H"])
    assert round(senator) == 9
    assert agrees(senator, {US: "8.5768", US54: "8.5947"}[row.game])


def test_the_printed_ratio_follows_from_the_printed_twelfths() -> None:
    president, senator, representative = (Fraction(part, 12 * n) for part, n in ((2, 1), (5, 96), (5, 435)))
    assert f"{float(2 * president / representative):.2g}" == "3.5e+02"
    assert round(2 * senator / representative) == 9
