"""Biproportional seats: against every matrix there is, a peer's examples, and by their properties."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from politeia.elections.apportion import FORMULAS, Divisors, apportion
from politeia.elections.biproportional import Biproportional, biproportional
from politeia.elections.ties import Lot, Order, TieRule, Undecided
from politeia.errors import CaseError
from tests.elections.oracle import DIVISORS

POSSIBLE = ("dhondt", "sainte_lague", "modified_sainte_lague", "imperiali_divisors")


def solved(
    votes: list[list[int]], rows: list[int], columns: list[int], formula: str, ties: TieRule = None
) -> Biproportional:
    names = [f"party {number}" for number in range(len(columns))]
    places = [f"district {number}" for number in range(len(rows))]
    return biproportional(
        {place: dict(zip(names, line, strict=True)) for place, line in zip(places, votes, strict=True)},
        dict(zip(places, rows, strict=True)),
        dict(zip(names, columns, strict=True)),
        formula,
        ties=ties,
    )


def matrix(result: Biproportional) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(line.values()) for line in result.seats.values())


def shares(total: int, parts: int) -> list[tuple[int, ...]]:
    """All ways to write a total as a sum of so many whole numbers."""
    return [some for some in product(range(total + 1), repeat=parts) if sum(some) == total]


def best(votes: list[list[int]], rows: list[int], columns: list[int], formula: str) -> set[tuple[tuple[int, ...], ...]]:
    """All matrices with these sums and the least product of divisor over votes, seat by seat.

    At such a matrix no exchange of seats lowers the product, which is what the multipliers say as well.
    """
    least, found = None, set[tuple[tuple[int, ...], ...]]()
    for lines in product(*(shares(row, len(columns)) for row in rows)):
        if [sum(line[c] for line in lines) for c in range(len(columns))] != columns:
            continue
        if any(n and not v for line, of in zip(lines, votes, strict=True) for n, v in zip(line, of, strict=True)):
            continue
        price = Fraction(1)
        for line, of in zip(lines, votes, strict=True):
            for n, v in zip(line, of, strict=True):
                for k in range(n):
                    price *= DIVISORS[formula](k) / v
        if least is None or price < least:
            least, found = price, set()
        if price == least:
            found.add(lines)
    return found


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], list[int], list[int]]:
    height, width = draw(st.sampled_from(((2, 2), (2, 3), (3, 2), (3, 3))))
    cell = draw(st.sampled_from((st.integers(0, 3), st.integers(0, 30), st.sampled_from((0, 6, 12, 18)))))
    votes = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))
    rows = draw(st.lists(st.integers(0, 3), min_size=height, max_size=height))
    assume(all(any(line) or not row for line, row in zip(votes, rows, strict=True)))
    cuts = sorted(draw(st.lists(st.integers(0, sum(rows)), min_size=width - 1, max_size=width - 1)))
    columns = [b - a for a, b in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    return votes, rows, columns


@pytest.mark.parametrize("formula", POSSIBLE)
@given(table=tables())
@example(
    table=([[2, 6, 4], [3, 2, 1], [1, 6, 2]], [2, 1, 2], [2, 0, 3])
)  # a tie beside a seat that may go one way only
@settings(max_examples=150)
def test_against_every_matrix(formula: str, table: tuple[list[list[int]], list[int], list[int]]) -> None:
    right = best(*table, formula)
    if not right:
        with pytest.raises(CaseError, match="expected at least"):
            solved(*table, formula, Lot(1))
        return
    result = solved(*table, formula, Lot(1))
    assert matrix(result) in right
    assert bool(result.ties) == (len(right) > 1)
    if result.ties:
        with pytest.raises(Undecided) as raised:
            solved(*table, formula)
        assert raised.value.tie == result.ties[0]
    # Seats of a tied cell are one of two numbers; a tie counts the cells that have the greater one.
    fewest = [[min(other[r][c] for other in right) for c, _ in enumerate(row)] for r, row in enumerate(matrix(result))]
    assert sum(tie.seats for tie in result.ties) == sum(table[1]) - sum(map(sum, fewest))
    # An order gives the first party in the first district what it can have, then the next.
    first = Order(tuple(f"party {number}" for number in range(len(table[2]))))
    assert matrix(solved(*table, formula, first)) == max(right)


@given(table=tables(), great=st.integers(2, 10**12))
@settings(max_examples=50)
def test_multiples_of_a_districts_votes_are_the_same_election(
    table: tuple[list[list[int]], list[int], list[int]], great: int
) -> None:
    votes, rows, columns = table
    assume(len(best(*table, "sainte_lague")) == 1)
    scaled = [[count * great for count in votes[0]], *votes[1:]]
    one, other = (solved(some, rows, columns, "sainte_lague") for some in (votes, scaled))
    assert matrix(one) == matrix(other)


def test_one_district_is_an_apportionment() -> None:
    votes = {"A": 530, "B": 240, "C": 230}
    for formula in POSSIBLE:
        seats = dict(apportion(votes, 7, formula).seats)
        assert dict(biproportional({"all": votes}, {"all": 7}, seats, formula).seats["all"]) == seats


def test_an_order_decides_district_by_district() -> None:
    level = [[1, 1], [1, 1]]
    order = Order(("party 1", "party 0"))
    assert matrix(solved(level, [1, 1], [1, 1], "sainte_lague", order)) == ((0, 1), (1, 0))
    with pytest.raises(Undecided, match="district 0, district 1: 2 seats are tied between party 0 and party 1"):
        solved(level, [1, 1], [1, 1], "sainte_lague")


def test_seats_that_cannot_be_reconciled_are_refused_in_words() -> None:
    message = "district 1 must give 3 seats, and only party 1 have votes there, which must have 2 in all"
    with pytest.raises(CaseError, match=message):
        solved([[5, 5], [0, 5]], [2, 3], [3, 2], "sainte_lague")


@pytest.mark.parametrize("formula", [name for name in FORMULAS if name not in POSSIBLE])
def test_formulas_that_give_no_biproportional_seats(formula: str) -> None:
    with pytest.raises(CaseError, match="expected divisors that start above 0"):
        solved([[1]], [1], [1], formula)


def test_every_possible_formula_is_tried() -> None:
    assert {
        name for name, rule in FORMULAS.items() if isinstance(rule, Divisors) and rule.first and rule.power == 1
    } == {*POSSIBLE}


def test_all_that_is_wrong_with_the_input() -> None:
    with pytest.raises(CaseError) as raised:
        biproportional({"n": {"A": -1, "B": 2}, "s": {"C": 1}}, {"n": 3}, {"A": 1, "B": 2})
    assert [complaint.path for complaint in raised.value.complaints] == ["parties.C", "votes.n.A", "votes.s"]
    with pytest.raises(CaseError, match="they have 3 seats and the districts 2; expected the same sum"):
        biproportional({"n": {"A": 1}}, {"n": 2}, {"A": 3})
    with pytest.raises(CaseError, match=r"votes\.n: nobody has a vote"):
        biproportional({"n": {"A": 0}}, {"n": 2}, {"A": 2})


def peers() -> list[Any]:
    """The examples that interregnum ships, Zurich's council of 2006 among them: votes, sums and the right seats."""
    folder = files("interregnum.tests") / "fixtures" / "biproportional"
    texts = [(item.name, item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".yaml")]
    return [pytest.param(yaml.safe_load(text), id=name) for name, text in sorted(texts)]


@pytest.mark.parametrize("example", peers())
def test_examples_of_a_peer(example: dict[str, Any]) -> None:
    votes: dict[str, dict[str, int]] = {}
    right: dict[str, dict[str, int]] = {}
    for party, district, count, seats in example["votes"]:
        votes.setdefault(district, {})[party] = count
        right.setdefault(district, {})[party] = seats
    result = biproportional(votes, dict(example["district_seats"]), dict(example["party_seats"]), "sainte_lague")
    assert {d: {p: n for p, n in line.items() if p in right[d]} for d, line in result.seats.items()} == right
