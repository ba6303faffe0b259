"""The federal scheme of the United States by Banzhaf: Taylor and Pacelli 2008, Mathematics and Politics."""

from __future__ import annotations

import pytest

from tests.published.congress import congress
from tests.published.printed import Row, check

US = "US legislative scheme, 100 senators + VP tie-break, override 2/3"
US54 = "US 1954: 96 senators + VP tie-break"
GAMES = {US: congress(100), US54: congress(96)}

ROWS = (
    Row(US, "P", "Banzhaf absolute each", "", "0.2500000000", ""),
    Row(US, "P", "Banzhaf normalised class", "", "0.0389267407", ""),
    Row(US, "VP", "Banzhaf absolute each", "", "0.0198973093", ""),
    Row(US, "VP", "Banzhaf normalised class", "", "0.0030981496", ""),
    Row(US, "S", "Banzhaf absolute each", "", "0.0198973093", ""),
    Row(US, "S", "Banzhaf normalised class", "", "0.3098149603", ""),
    Row(US, "H", "Banzhaf absolute each", "", "0.0095694072", ""),
    Row(US, "H", "Banzhaf normalised class", "", "0.6481601494", ""),
    Row(US54, "P", "Banzhaf absolute each", "", "0.2500000000", ""),
    Row(US54, "P", "Banzhaf normalised class", "", "0.0391706797", ""),
    Row(US54, "VP", "Banzhaf absolute each", "", "0.0203054912", ""),
    Row(US54, "VP", "Banzhaf normalised class", "", "0.0031815196", ""),
    Row(US54, "S", "Banzhaf absolute each", "", "0.0203054912", ""),
    Row(US54, "S", "Banzhaf normalised class", "", "0.3054258782", ""),
    Row(US54, "H", "Banzhaf absolute each", "", "0.0095694072", ""),
    Row(US54, "H", "Banzhaf normalised class", "", "0.6522219225", ""),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
