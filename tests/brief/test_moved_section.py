"""The section on whether power moved: its table, figures, matrix and flips say what the vector says."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from politeia.assess.share import LABELS
from politeia.brief.charts import LAYOUTS, svg
from politeia.brief.document import Brief, Figure, Plot, Table
from politeia.brief.holders import GROUPS, MEANS, signed
from politeia.brief.holders import LABELS as WORDS
from politeia.catalogue import catalogue
from tests.assess.composed import moved
from tests.brief.conftest import Written, told

say = catalogue()


def tables(brief: Brief) -> dict[str, Table]:
    (section,) = [section for section in brief.sections if section.id == "moved"]
    return {part.id: part for part in section.parts if isinstance(part, Table)}


def plots(brief: Brief) -> dict[str, Plot]:
    (section,) = [section for section in brief.sections if section.id == "moved"]
    return {plot.id: plot for part in section.parts if isinstance(part, Figure) for plot in part.plots}


def test_every_label_and_group_has_words() -> None:
    from politeia.assess.groups import GROUPS as ALL

    assert set(WORDS) == set(LABELS)
    assert set(WORDS) - set(MEANS) == {"undetermined", "nothing_moved"}
    assert set(GROUPS) == set(ALL)


@pytest.mark.parametrize("act", ["2007", "2022", "2026"])
def test_the_table_has_the_vector_with_shares_that_add_up(act: str) -> None:
    brief, vector = told(act), moved("kazakhstan", act).vector
    rows = {row.finding: row for row in tables(brief)["vector"].rows}
    for grouped in vector.groups:
        if f"moved.{grouped.group}.label" not in rows:
            assert not any(grouped.group in shares for shares in vector.matrix.values())
            continue
        assert brief.finding(f"moved.{grouped.group}.label").value == grouped.label
        if grouped.clauses:
            continue
        assert brief.finding(f"moved.{grouped.group}.formal").value == grouped.formal
        for scale in ("formal", "effective"):
            shares = [brief.finding(f"moved.{grouped.group}.{scale}.{way}") for way in ("negative", "zero", "positive")]
            assert sum(Fraction(share.value) for share in shares) == 1


@pytest.mark.parametrize("act", ["2022", "2026"])
def test_the_matrix_has_what_moved_and_only_that(act: str) -> None:
    brief, vector = told(act), moved("kazakhstan", act).vector
    shown = {row.cells[0].shown[0].finding.removesuffix(".formal.before") for row in tables(brief)["matrix"].rows}
    expected = {
        f"moved.{decision}.{group}"
        for decision, shares in vector.matrix.items()
        for group, share in shares.items()
        if share.label != "nothing_moved" and vector.weights.of(decision)
    }
    assert shown == expected
    for key in shown:
        before, after, change = (brief.finding(f"{key}.formal.{when}").value for when in ("before", "after", "change"))
        assert Fraction(after) - Fraction(before) == Fraction(change)


def test_what_is_not_exact_has_the_range_over_the_band(brief: Brief) -> None:
    ranged = [finding for finding in brief.findings if finding.id.startswith("moved.") and not finding.exact]
    assert ranged
    for finding in ranged:
        assert finding.interval is not None
        low, high = finding.interval
        assert low <= Fraction(finding.value) <= high


def test_the_bars_add_up_to_the_difference_in_the_law(brief: Brief) -> None:
    movement = moved("kazakhstan", "2022")
    for actor in ("majlis", "senate", "president"):
        shift = movement.shift.decisions["ordinary_law"][actor].formal
        credited = [
            Fraction(finding.value)
            for finding in brief.findings
            if finding.id.startswith(f"moved.ordinary_law.{actor}.shapley_shubik.")
        ]
        whole = shift.after.shapley_shubik - shift.before.shapley_shubik
        assert sum(credited) == pytest.approx(float(whole), abs=1e-3)


def test_the_suspensive_veto_moves_a_law_from_the_senate_to_the_majlis(brief: Brief) -> None:
    gained, lost = (
        Fraction(brief.finding(f"moved.ordinary_law.{actor}.shapley_shubik.procedures.ordinary_law").value)
        for actor in ("majlis", "senate")
    )
    assert Fraction(1, 100) < gained < Fraction(3, 100)
    assert -Fraction(3, 100) < lost < -Fraction(1, 100)


def test_koshanov_stands_both_ways_first_among_the_flips(brief: Brief) -> None:
    row = tables(brief)["flips"].rows[0]
    assert row.head.text == "Yerlan Koshanov"
    assert row.cells[0].text == "Follows the President"
    assert row.cells[1].text == "Follows nobody"
    assert row.sources
    assert {shown.label for shown in row.cells[0].shown} == {shown.label for shown in row.cells[1].shown}


def test_every_layout_draws_its_values_and_hides_none(brief: Brief) -> None:
    drawn = plots(brief)
    assert {plot.layout for plot in drawn.values()} | {"lines"} == set(LAYOUTS)
    for plot in drawn.values():
        text = svg(plot, say)
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", text)
        for group in plot.groups:
            printed = [say.number(dot.value or Fraction(0)) for dot in group.dots]
            if plot.layout == "pairs":
                assert " → ".join(printed) in texts
            else:
                assert signed(group.dots[0].value or Fraction(0), say) in texts


def test_nothing_is_said_to_move_without_a_text_from_before() -> None:
    (section,) = [section for section in told("1998").sections if section.id == "moved"]
    assert len(section.parts) == 1
    assert not section.findings


def test_an_act_that_moves_nothing_has_no_figure_and_no_matrix() -> None:
    brief = told("2022-09")
    assert "matrix" not in tables(brief)
    assert not plots(brief)


def test_a_small_case_without_holders_has_the_section(small: Written) -> None:
    from politeia.brief.assess import assess

    brief = assess(small(), "2000")
    assert brief.finding("moved.president.label").value in LABELS
    house = "moved.ordinary_law.lower_chamber.formal"
    before, after = (Fraction(brief.finding(f"{house}.{when}").value) for when in ("before", "after"))
    assert before < after < 1  # the king keeps what nine members in two thirds cannot override
