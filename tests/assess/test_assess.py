from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from politeia.assess.compose import Assessment, compose
from politeia.case.core import CORE
from politeia.case.library import packaged
from politeia.errors import CaseError
from tests.assess.composed import acts, composed

EVERY = [(name, act) for name in packaged() for act in acts(name)]


@pytest.fixture(scope="module")
def found() -> Assessment:
    return composed("kazakhstan", "2022")


@pytest.mark.parametrize(("name", "act"), EVERY)
def test_each_sign_of_each_change_stands_once_under_its_holder(name: str, act: str) -> None:
    found = composed(name, act)
    standings = {standing.actor: standing for standing in found.verdict.standings}
    ways = {1: "gained", -1: "lost", "mixed": "mixed", "?": "unclear"}
    for change in found.changes.changes:
        for actor, sign in change.direction.items():
            key = f"{change.record}.{change.id}"
            holding = [way for way in ways.values() if key in getattr(standings[actor], way)]
            assert holding == ([ways[sign]] if sign != 0 else [])


@pytest.mark.parametrize(("name", "act"), EVERY)
def test_every_core_decision_is_moved_untouched_or_unanswered(name: str, act: str) -> None:
    verdict = composed(name, act).verdict
    assert sorted((*verdict.moved, *verdict.untouched, *verdict.unanswered)) == sorted(CORE)


@pytest.mark.parametrize(("name", "act"), EVERY)
def test_shares_of_all_bodies_add_up_to_one(name: str, act: str) -> None:
    found = composed(name, act)
    for shift in found.shifts:
        for when in ("before", "after"):
            if getattr(shift, when).result is None:
                continue
            voting = [getattr(s.power[shift.id], when) for s in found.verdict.standings if shift.id in s.power]
            assert sum((v.shapley_shubik for v in voting if v), Fraction(0)) == 1


def test_a_power_lost_says_who_still_has_it_and_who_may_dismiss_them(found: Assessment) -> None:
    (still,) = found.verdict.remains["powers.president.annul_akim_acts"]
    assert still.actor == "government"
    assert still.dismissed_by == ("president",)
    assert "66(7)" in still.articles
    assert "44(3)" in still.articles


def test_the_levers_that_the_reform_of_2022_left_alone(found: Assessment) -> None:
    president = next(standing for standing in found.verdict.standings if standing.actor == "president")
    assert {"veto", "dissolve", "dismiss_government", "call_referendum"} <= set(president.untouched)
    assert "powers.president.annul_akim_acts" in president.lost
    assert found.verdict.unmeasured == ()


def test_a_text_that_was_read_for_the_first_time_did_not_move(found: Assessment) -> None:
    # The Government's power over acts of akims was read in the text of 2017 only: that is no reform of 2017.
    first = composed("kazakhstan", "2017")
    if "powers.government.annul_akim_acts" in first.changes.unknown:
        assert "regional_acts" in first.verdict.unanswered


def test_every_unknown_field_of_the_two_texts_is_open(found: Assessment) -> None:
    fields = {item.id for item in found.open if item.kind == "field"}
    for text in (found.before, found.after):
        for record in text.records():
            if record.content is not None and "=?" in repr(record.content):
                assert f"{record.section}.{record.id}" in fields


def test_the_vote_is_that_of_the_reform(found: Assessment) -> None:
    assert [vote.id for vote in found.votes] == ["2022-06-05"]
    assert composed("kazakhstan", "2017").votes == ()


@pytest.mark.parametrize(("act", "conclusive"), [("1998", False), ("2011", False), ("2019", False), ("2022", True)])
def test_what_stands_is_a_finding_only_where_enough_is_held(found: Assessment, act: str, conclusive: bool) -> None:
    assert composed("kazakhstan", act).conclusive == conclusive


def test_an_act_is_thin_by_its_changes_and_not_by_what_stands(found: Assessment) -> None:
    few = replace(found.changes, changes=found.changes.changes[:2])
    assert not replace(found, changes=few).thin  # a core decision moved
    unmoved = replace(found.verdict, moved=())
    assert replace(found, changes=few, verdict=unmoved).thin
    assert not replace(found, verdict=unmoved).thin


def test_an_unknown_act_is_an_error(found: Assessment) -> None:
    with pytest.raises(CaseError, match="2023"):
        compose(found.case, "2023")
