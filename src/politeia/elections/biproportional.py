"""Seats that are proportional in two ways at once: among districts and among parties (Balinski and Demange 1989).

A matrix of seats x is biproportional to the votes v when there are multipliers of districts and of parties with
d(x - 1) <= v * multiplier * multiplier <= d(x) in every cell, d being the divisors of a formula, and when rows and
columns have the sums they must have. It is found by tie and transfer, which is a cheapest flow where costs multiply:
seats move, one at a time, from parties with too many to parties with too few, along the path that the multipliers
must change least for. All of it is done in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from politeia.elections.apportion import Divisors, apportion, known, whole
from politeia.elections.ties import Lot, Tie, TieRule, Undecided
from politeia.errors import CaseError, Complaint, shown, visible
from politeia.result import Result

Matrix: TypeAlias = list[list[int]]
Group: TypeAlias = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Biproportional(Result):
    """Seats by district and party, the multipliers that prove them, and the ties that the rule decided."""

    formula: str
    seats: Mapping[str, Mapping[str, int]]
    district_multipliers: Mapping[str, Fraction]
    party_multipliers: Mapping[str, Fraction]
    ties: tuple[Tie, ...] = ()


def biproportional(
    votes: Mapping[str, Mapping[str, int]],
    districts: Mapping[str, int],
    parties: Mapping[str, int],
    formula: str = "sainte_lague",
    *,
    ties: TieRule = None,
) -> Biproportional:
    """Apportion seats so that each district and each party has the number it must have.

    `votes` are of districts, then of parties; a cell that is missing or 0 gets no seat. `districts` and `parties`
    are the seats of each, with the same sum. The formula is one of highest averages in which the first seat has a
    price: d(0) > 0. A tie names all parties and districts between which seats could be exchanged; a rule decides
    for the first district that it touches, then for the next. Raises CaseError where no such seats exist, saying
    which districts and parties cannot be reconciled, and Undecided for a tie that no rule decides.

    >>> votes = {"North": {"A": 123, "B": 45, "C": 815}, "South": {"A": 912, "B": 714, "C": 414}}
    >>> result = biproportional(votes, {"North": 3, "South": 7}, {"A": 3, "B": 3, "C": 4})
    >>> {district: dict(seats) for district, seats in result.seats.items()}
    {'North': {'A': 0, 'B': 0, 'C': 3}, 'South': {'A': 3, 'B': 3, 'C': 1}}
    """
    rule = known(formula)
    if not isinstance(rule, Divisors) or not rule.first or rule.power != 1:
        message = f"{shown(formula)} gives no biproportional seats; expected divisors that start above 0"
        raise CaseError.at("", 0, 0, "formula", message)
    _complain(votes, districts, parties)
    rows, columns = tuple(districts), tuple(parties)
    cells = [[int(votes.get(row, {}).get(column, 0)) for column in columns] for row in rows]
    table = _Table.by_district(formula, cells, [*districts.values()], [*parties.values()])
    while any(table.surplus(column) for column in range(len(columns))):
        reached = table.transfer()
        if reached:
            raise CaseError([_irreconcilable(reached, districts, parties)])
    decided = tuple(_decide(table, group, rows, columns, ties) for group in table.tied())
    if not table.holds([*districts.values()]):
        raise ArithmeticError("the seats found do not fulfil the definition of a biproportional apportionment")
    return Biproportional(
        formula=formula,
        seats=MappingProxyType(
            {
                row: MappingProxyType(dict(zip(columns, line, strict=True)))
                for row, line in zip(rows, table.seats, strict=True)
            }
        ),
        district_multipliers=MappingProxyType(dict(zip(rows, table.of_rows, strict=True))),
        party_multipliers=MappingProxyType(dict(zip(columns, table.of_columns, strict=True))),
        ties=decided,
        method=f"tie and transfer, {rule.title}; verified against the defining inequalities",
        exact=True,
    )


@dataclass(slots=True)
class _Table:
    """Seats on their way to the wanted sums of columns; the inequalities and the sums of rows hold all the while.

    A node is the number of a row, or the number of rows plus that of a column. An edge from a column to a row takes a
    seat away, an edge from a row to a column gives one; its price, 1 or more, is the factor by which multipliers must
    change before that is allowed.
    """

    rule: Divisors
    votes: Matrix
    wanted: list[int]
    seats: Matrix
    of_rows: list[Fraction]
    of_columns: list[Fraction]

    @classmethod
    def by_district(cls, formula: str, votes: Matrix, magnitudes: list[int], wanted: list[int]) -> _Table:
        """Each district by itself: the rows are right, the multipliers of columns are one."""
        rule = known(formula)
        assert isinstance(rule, Divisors)
        seats, of_rows = [], []
        for line, magnitude in zip(votes, magnitudes, strict=True):
            found = apportion({str(n): count for n, count in enumerate(line)}, magnitude, formula, ties=Lot(0))
            seats.append([*found.seats.values()])
            # As strict as the weakest seat given allows; without a seat, so that nobody's first one is within reach.
            prices = [rule.divisor(n - 1) / count for n, count in zip(seats[-1], line, strict=True) if n]
            first = [rule.divisor(0) / count for count in line if count]
            of_rows.append(max(prices) if prices else min(first, default=Fraction(1)))
        return cls(rule, votes, wanted, seats, of_rows, [Fraction(1) for _ in wanted])

    def surplus(self, column: int) -> int:
        """Seats of a column above those wanted."""
        return sum(line[column] for line in self.seats) - self.wanted[column]

    def scaled(self, row: int, column: int) -> Fraction:
        """The votes of a cell times both multipliers."""
        return self.votes[row][column] * self.of_rows[row] * self.of_columns[column]

    def edges(self, node: int) -> Iterator[tuple[int, Fraction]]:
        """Where a seat may go from a node, and at what price."""
        rows = len(self.seats)
        if node < rows:
            for column, count in enumerate(self.votes[node]):
                if count:
                    yield rows + column, self.rule.divisor(self.seats[node][column]) / self.scaled(node, column)
        else:
            for row, line in enumerate(self.seats):
                held = line[node - rows]
                if held:
                    yield row, self.scaled(row, node - rows) / self.rule.divisor(held - 1)

    def transfer(self) -> frozenset[int] | None:
        """Move a seat from a column with too many to one with too few, along the cheapest path (Dijkstra).

        Returns None; or, where no path leads to a column with too few, all nodes that were reached.
        """
        rows = len(self.seats)
        best = {rows + column: Fraction(1) for column in range(len(self.wanted)) if self.surplus(column) > 0}
        heap = [(price, node) for node, price in best.items()]
        came: dict[int, int] = {}
        done: set[int] = set()
        while heap:
            price, node = heappop(heap)
            if node in done:
                continue
            done.add(node)
            if node >= rows and self.surplus(node - rows) < 0:
                break
            for there, step in self.edges(node):
                if there not in best or price * step < best[there]:
                    best[there], came[there] = price * step, node
                    heappush(heap, (price * step, there))
        else:
            return frozenset(done)
        # Whoever is nearer than the end is paid the difference, and all prices on the path become one.
        self.of_rows = [m / min(best.get(n, price), price) for n, m in enumerate(self.of_rows)]
        self.of_columns = [m * min(best.get(rows + n, price), price) for n, m in enumerate(self.of_columns)]
        path = [node]
        while path[-1] in came:
            path.append(came[path[-1]])
        self.shift(path[::-1])
        return None

    def shift(self, path: Sequence[int]) -> None:
        """Move a seat along a path of nodes."""
        rows = len(self.seats)
        for node, there in pairwise(path):
            if node < rows:
                self.seats[node][there - rows] += 1
            else:
                self.seats[there][node - rows] -= 1

    def free(self, node: int) -> list[int]:
        """Where a seat may go from a node without any change of multipliers."""
        return [there for there, price in self.edges(node) if price == 1]

    def tied(self) -> list[Group]:
        """Groups of nodes among which seats can go round freely: the seats are unique where there are none."""
        nodes = range(len(self.seats) + len(self.wanted))
        reach = {node: _reached(node, self.free) for node in nodes}
        groups = {frozenset(other for other in reach[node] if node in reach[other]) for node in nodes}
        return sorted((group for group in groups if len(group) > 1), key=min)

    def holds(self, magnitudes: Sequence[int]) -> bool:
        """Whether sums are as wanted, seats are whole and not negative, and every cell fulfils its inequalities."""
        return (
            [sum(line) for line in self.seats] == list(magnitudes)
            and not any(map(self.surplus, range(len(self.wanted))))
            and all(
                held == 0
                if not self.votes[row][column]
                else held >= 0
                and (held == 0 or self.rule.divisor(held - 1) <= self.scaled(row, column))
                and self.scaled(row, column) <= self.rule.divisor(held)
                for row, line in enumerate(self.seats)
                for column, held in enumerate(line)
            )
        )


def _reached(start: int, edges: Callable[[int], Iterable[int]]) -> dict[int, int]:
    """All nodes that can be reached, each with the one before it on the way; the start has itself."""
    came, waiting = {start: start}, [start]
    while waiting:
        node = waiting.pop()
        for there in edges(node):
            if there not in came:
                came[there] = node
                waiting.append(there)
    return came


def _decide(table: _Table, group: Group, rows: Sequence[str], columns: Sequence[str], rule: TieRule) -> Tie:
    """Decide a tie in the table: district by district, the parties that the rule prefers get their seat if they can."""
    inside = [node for node in sorted(group) if node < len(rows)]
    names = tuple(columns[node - len(rows)] for node in sorted(group) if node >= len(rows))
    held = sum(there in group for node in group if node >= len(rows) for there in table.free(node))
    tie = Tie(names, held, ", ".join(rows[node] for node in inside))
    if rule is None:
        raise Undecided(tie)
    settled: set[tuple[int, int]] = set()

    def open_edges(node: int) -> list[int]:
        edges = ((there, (min(node, there), max(node, there))) for there in table.free(node) if there in group)
        return [there for there, cell in edges if cell not in settled]

    for row in inside:
        for party in rule.ranked(tie):
            column = len(rows) + columns.index(party)
            if column in open_edges(row):
                came = _reached(column, open_edges)
                if row in came:
                    path = [row]
                    while path[-1] != column:
                        path.append(came[path[-1]])
                    table.shift([row, *path[::-1]])
            settled.add((row, column))
    return tie


def _complain(votes: Mapping[str, Mapping[str, int]], districts: Mapping[str, int], parties: Mapping[str, int]) -> None:
    """Raise CaseError for everything in the input from which no seats could follow."""
    cells = {f"votes.{row}.{column}": count for row, line in votes.items() for column, count in line.items()}
    sums = {
        **{f"districts.{name}": count for name, count in districts.items()},
        **{f"parties.{name}": count for name, count in parties.items()},
    }
    wrong = {
        path: f"{shown(str(count))} is not a count; expected a whole number from 0 up"
        for path, count in (cells | sums).items()
        if not whole(count)
    }
    for name in votes.keys() - districts.keys():
        wrong[f"votes.{name}"] = "its seats are not given; expected it among the districts"
    for name in {column for line in votes.values() for column in line} - parties.keys():
        wrong[f"parties.{name}"] = "its seats are not given; expected every party that has votes"
    if not wrong:
        wanted, given = sum(parties.values()), sum(districts.values())
        if wanted != given:
            wrong["parties"] = f"they have {wanted} seats and the districts {given}; expected the same sum"
        for name, magnitude in districts.items():
            if magnitude and not any(votes.get(name, {}).values()):
                wrong[f"votes.{name}"] = f"nobody has a vote; expected votes, since the district has {magnitude} seats"
    if wrong:
        raise CaseError([Complaint("", 0, 0, path, message) for path, message in wrong.items()])


def _irreconcilable(reached: frozenset[int], districts: Mapping[str, int], parties: Mapping[str, int]) -> Complaint:
    """Why no seats exist: in these districts only these parties have votes, and they may not have as many seats."""
    names = [*districts, *parties]
    where = [names[node] for node in sorted(reached) if node < len(districts)]
    who = [names[node] for node in sorted(reached) if node >= len(districts)]
    there, theirs = sum(districts[name] for name in where), sum(parties[name] for name in who)
    message = (
        f"{', '.join(map(visible, where))} must give {there} seats, and only {', '.join(map(visible, who))} have votes "
        f"there, which must have {theirs} in all; expected at least {there}"
    )
    return Complaint("", 0, 0, "parties", message)
