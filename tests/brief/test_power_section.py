"""The section on power: before, the new rule on the old seats, and after, in figure and table alike."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

import pytest

from politeia.brief.charts import svg
from politeia.brief.document import Brief, Figure, Table
from politeia.brief.voting import TIMES, shares, times, voters
from politeia.catalogue import catalogue
from tests.assess.composed import composed
from tests.brief.conftest import told

P = TypeVar("P", Figure, Table)


def parts(brief: Brief, sort: type[P]) -> list[P]:
    own = [part for section in brief.sections if section.id == "power" for part in section.parts]
    return [part for part in own if isinstance(part, sort)]


def test_figure_and_table_have_the_same_three_columns(brief: Brief) -> None:
    (figure,) = parts(brief, Figure)
    table = next(part for part in parts(brief, Table) if part.numeric)
    assert len(table.columns) == 1 + len(TIMES)
    for plot in figure.plots:
        assert all(tuple(dot.when for dot in group.dots) == TIMES for group in plot.groups)
    assert {len(row.cells) for row in table.rows} == {len(TIMES)}


def test_the_rule_keeps_the_old_seats_and_the_shares_add_up() -> None:
    found = composed("kazakhstan", "2022")
    (shift,) = found.shifts
    for when in times(shift):
        assert sum(shares(shift, when).values(), Fraction(0)) == 1
    for voter in voters(shift, found):
        assert voter.at["rule"].members == voter.at["before"].members


@pytest.mark.parametrize(("act", "columns"), [("2017", 2), ("2026", 2), ("2007", 3)])
def test_the_rule_stands_apart_only_where_it_can_and_something_moved(act: str, columns: int) -> None:
    (shift,) = composed("kazakhstan", act).shifts
    assert len(times(shift)) == columns


def test_a_body_of_one_text_only_has_no_dot_in_the_other() -> None:
    (figure,) = parts(told("2026"), Figure)
    dots = {group.label: [dot.when for dot in group.dots] for group in figure.plots[0].groups}
    assert dots == {"President": ["before", "after"], "Majlis": ["before"], "Senate": ["before"], "Kurultai": ["after"]}


def test_no_mark_covers_another(brief: Brief) -> None:
    (figure,) = parts(brief, Figure)
    for plot in figure.plots:
        drawn = svg(plot, catalogue())
        paths = re.findall(r'<path transform="translate\(([\d.]+),([\d.]+)\)"', drawn)
        heights = sorted(float(y) for _, y in paths)
        assert len(heights) == sum(len(group.dots) for group in plot.groups)
        assert all(upper - lower > 12 for lower, upper in pairwise(heights))
