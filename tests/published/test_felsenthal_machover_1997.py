"""The Council of Ministers, 1958 to 1995: Felsenthal and Machover 1997, IJGT 26:33-47, and 1998, chapter 5."""

from __future__ import annotations

import pytest

from politeia.power.game import Game
from tests.published.printed import Row, check

C58 = "EC/EU Council 1958 (q=12 of 17)"
C73 = "EC/EU Council 1973 (q=41 of 58)"
C81 = "EC/EU Council 1981 (q=45 of 63)"
C95 = "EC/EU Council 1995 (q=62 of 87)"
VOTES = {
    C58: (12, "DE 4, FR 4, IT 4, NL 2, BE 2, LU 1"),
    C73: (41, "DE 10, FR 10, IT 10, UK 10, NL 5, BE 5, DK 3, IE 3, LU 2"),
    C81: (45, "DE 10, FR 10, IT 10, UK 10, NL 5, BE 5, EL 5, DK 3, IE 3, LU 2"),
    C95: (
        62,
        "DE 10, FR 10, IT 10, UK 10, ES 8, NL 5, BE 5, EL 5, PT 5, SE 4, AT 4, DK 3, IE 3, FI 3, LU 2",
    ),
}


def council(quota: int, votes: str) -> Game:
    """States are called as in the tables, with their votes: "DE (w=4)"."""
    states = [(name, int(weight)) for name, weight in map(str.split, votes.split(", "))]
    return Game.weighted(quota, [w for _, w in states], [f"{name} (w={w})" for name, w in states])


GAMES = {game: council(quota, votes) for game, (quota, votes) in VOTES.items()}

ROWS = (
    Row(C58, "DE (w=4)", "Shapley-Shubik", "7/30", "0.2333333333", "0.2333"),
    Row(C58, "DE (w=4)", "Banzhaf normalised", "5/21", "0.2380952381", "0.2381"),
    Row(C58, "DE (w=4)", "Banzhaf absolute", "5/16", "0.3125000000", ""),
    Row(C58, "NL (w=2)", "Shapley-Shubik", "3/20", "0.1500000000", "0.1500"),
    Row(C58, "NL (w=2)", "Banzhaf normalised", "1/7", "0.1428571429", "0.1429"),
    Row(C58, "NL (w=2)", "Banzhaf absolute", "3/16", "0.1875000000", ""),
    Row(C58, "LU (w=1)", "Shapley-Shubik", "0", "0.0000000000", "0.0000"),
    Row(C58, "LU (w=1)", "Banzhaf normalised", "0", "0.0000000000", "0"),
    Row(C58, "LU (w=1)", "Banzhaf absolute", "0", "0.0000000000", ""),
    Row(C58, "collectivity", "Coleman power to act", "7/32", "0.2187500000", "0.2188"),
    Row(C73, "DE (w=10)", "Shapley-Shubik", "5/28", "0.1785714286", "0.1786"),
    Row(C73, "DE (w=10)", "Banzhaf normalised", "53/317", "0.1671924290", ""),
    Row(C73, "DE (w=10)", "Banzhaf absolute", "53/256", "0.2070312500", ""),
    Row(C73, "NL (w=5)", "Shapley-Shubik", "17/210", "0.0809523810", "0.0810"),
    Row(C73, "NL (w=5)", "Banzhaf normalised", "29/317", "0.0914826498", ""),
    Row(C73, "NL (w=5)", "Banzhaf absolute", "29/256", "0.1132812500", ""),
    Row(C73, "DK (w=3)", "Shapley-Shubik", "2/35", "0.0571428571", "0.0571"),
    Row(C73, "DK (w=3)", "Banzhaf normalised", "21/317", "0.0662460568", ""),
    Row(C73, "DK (w=3)", "Banzhaf absolute", "21/256", "0.0820312500", ""),
    Row(C73, "LU (w=2)", "Shapley-Shubik", "1/105", "0.0095238095", "0.0095"),
    Row(C73, "LU (w=2)", "Banzhaf normalised", "5/317", "0.0157728707", ""),
    Row(C73, "LU (w=2)", "Banzhaf absolute", "5/256", "0.0195312500", ""),
    Row(C73, "collectivity", "Coleman power to act", "75/512", "0.1464843750", "0.1465"),
    Row(C81, "DE (w=10)", "Shapley-Shubik", "73/420", "0.1738095238", "0.1738"),
    Row(C81, "DE (w=10)", "Banzhaf normalised", "50/317", "0.1577287066", ""),
    Row(C81, "DE (w=10)", "Banzhaf absolute", "25/128", "0.1953125000", ""),
    Row(C81, "NL (w=5)", "Shapley-Shubik", "1/14", "0.0714285714", "0.0714"),
    Row(C81, "NL (w=5)", "Banzhaf normalised", "26/317", "0.0820189274", ""),
    Row(C81, "NL (w=5)", "Banzhaf absolute", "13/128", "0.1015625000", ""),
    Row(C81, "DK (w=3)", "Shapley-Shubik", "19/630", "0.0301587302", "0.0302"),
    Row(C81, "DK (w=3)", "Banzhaf normalised", "13/317", "0.0410094637", ""),
    Row(C81, "DK (w=3)", "Banzhaf absolute", "13/256", "0.0507812500", ""),
    Row(C81, "LU (w=2)", "Shapley-Shubik", "19/630", "0.0301587302", "0.0302"),
    Row(C81, "LU (w=2)", "Banzhaf normalised", "13/317", "0.0410094637", ""),
    Row(C81, "LU (w=2)", "Banzhaf absolute", "13/256", "0.0507812500", ""),
    Row(C81, "collectivity", "Coleman power to act", "35/256", "0.1367187500", "0.1367"),
    Row(C95, "DE (w=10)", "Shapley-Shubik", "7/60", "0.1166666667", "0.1167"),
    Row(C95, "DE (w=10)", "Banzhaf normalised", "1849/16565", "0.1116208874", ""),
    Row(C95, "DE (w=10)", "Banzhaf absolute", "1849/16384", "0.1128540039", ""),
    Row(C95, "ES (w=8)", "Shapley-Shubik", "860/9009", "0.0954600955", "0.0955"),
    Row(C95, "ES (w=8)", "Banzhaf normalised", "1531/16565", "0.0924237851", ""),
    Row(C95, "ES (w=8)", "Banzhaf absolute", "1531/16384", "0.0934448242", ""),
    Row(C95, "NL (w=5)", "Shapley-Shubik", "19883/360360", "0.0551753802", "0.0552"),
    Row(C95, "NL (w=5)", "Banzhaf normalised", "973/16565", "0.0587383037", ""),
    Row(C95, "NL (w=5)", "Banzhaf absolute", "973/16384", "0.0593872070", ""),
    Row(C95, "SE (w=4)", "Shapley-Shubik", "743/16380", "0.0453601954", "0.0454"),
    Row(C95, "SE (w=4)", "Banzhaf normalised", "793/16565", "0.0478720193", ""),
    Row(C95, "SE (w=4)", "Banzhaf absolute", "793/16384", "0.0484008789", ""),
    Row(C95, "DK (w=3)", "Shapley-Shubik", "1588/45045", "0.0352536353", "0.0353"),
    Row(C95, "DK (w=3)", "Banzhaf normalised", "119/3313", "0.0359191065", ""),
    Row(C95, "DK (w=3)", "Banzhaf absolute", "595/16384", "0.0363159180", ""),
    Row(C95, "LU (w=2)", "Shapley-Shubik", "932/45045", "0.0206904207", "0.0207"),
    Row(C95, "LU (w=2)", "Banzhaf normalised", "75/3313", "0.0226380924", ""),
    Row(C95, "LU (w=2)", "Banzhaf absolute", "375/16384", "0.0228881836", ""),
    Row(C95, "collectivity", "Coleman power to act", "2549/32768", "0.0777893066", "0.0778"),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: Row) -> None:
    check(row, GAMES)
