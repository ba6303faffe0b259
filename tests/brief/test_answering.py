"""What the answer says: the sentences of real acts, and what is left out where the case holds too little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from politeia.assess.compose import Assessment, compose
from politeia.assess.share import MATERIALITY, sign
from politeia.brief.answering import LIMIT, _sentences, answer
from politeia.brief.glossary import glossary
from politeia.brief.moves import CLAUSES, WEIGHT, WHAT, moves, weighed
from politeia.case.core import CORE
from politeia.case.library import packaged
from politeia.catalogue import catalogue
from tests.assess.composed import acts, composed
from tests.brief.conftest import Written

say = catalogue()


@pytest.fixture(scope="module")
def found() -> Assessment:
    return composed("kazakhstan", "2022")


def said(found: Assessment) -> str:
    return " ".join(text.text for text in answer(found, say))


def test_every_core_decision_has_a_weight() -> None:
    assert sorted(WEIGHT) == sorted(CORE)
    assert weighed(reversed(WEIGHT)) == list(WEIGHT)


def test_every_section_that_is_told_has_clauses_for_both_signs() -> None:
    assert {(section, sign) for section, sign, _ in CLAUSES} == {
        (section, sign) for section in WHAT for sign in (1, -1)
    }


def test_2022_names_the_vote_what_stands_and_what_the_head_of_state_lost(found: Assessment) -> None:
    text = said(found)
    assert "Adopted by referendum: 3 of 3 conditions met (regions, as reported: 17 of 17, 12 needed)." in text
    assert "Standing: the veto and its override, dissolving parliament" in text
    assert "annul acts of akims (the Government, which the President may dismiss, still can)" in text
    assert "the President loses on 8, gains on 4 and is unclear on 4 points" in text


def test_2022_tells_the_rule_from_the_seats_and_the_regions(found: Assessment) -> None:
    text = said(found)
    assert "Seats fixed, the rule for a law moves shares" in text
    longest = [sentence.versions[0].text for sentence in _sentences(found, say)]
    assert any("seats (region 17 to 20) move them further" in text for text in longest)


def test_2007_says_whether_power_moved_in_fact_with_the_numbers_of_the_section() -> None:
    found = composed("kazakhstan", "2007")
    assert found.movement is not None
    share = found.movement.robustness["president"].effective.positive
    text = said(found)
    assert f"In fact the head of state gains, reform and time together ({say.percent(share)} of weightings)" in text
    assert f"{float(found.movement.vector.of('president').effective):.4f}" not in text  # no score


def test_of_what_is_not_known_the_answer_says_what_every_reading_leaves(found: Assessment) -> None:
    assert found.movement is not None
    president = found.movement.vector.of("president")
    assert [sign(value, MATERIALITY.effective) for value in president.between] == [0, 1]
    assert found.movement.robustness["president"].effective.negative > 0.05  # at some loyalties of the band
    text = said(found)
    assert "In fact the head of state's change hangs on how seats follow." in text
    assert f"{float(president.effective):.4f}" not in text  # no score


def test_what_cannot_be_told_in_fact_is_not_told(found: Assessment) -> None:
    for silent in (replace(found, movement=None), composed("kazakhstan", "1998")):
        assert "Whether power moved in fact cannot be told." in said(silent)


@pytest.mark.parametrize("act", ["2011", "2019"])
def test_an_act_held_thinly_is_not_said_to_leave_anything_standing(act: str) -> None:
    found = composed("kazakhstan", act)
    assert found.verdict.untouched
    assert not found.conclusive
    assert "too little to answer" in said(found)
    assert "Standing" not in said(found)
    assert "stand." not in said(found)


@pytest.mark.parametrize("act", ["2011", "2017", "2019", "2022-09"])
def test_shares_that_did_not_move_are_not_told(act: str) -> None:
    assert "shares" not in said(composed("kazakhstan", act))


def test_seats_alone_are_not_taken_for_the_rule() -> None:
    assert "The rule for a law moves no share of power; numbers of seats do." in said(composed("kazakhstan", "2007"))


def test_only_the_procedure_itself_silences_its_shares(found: Assessment) -> None:
    other = replace(found, changes=replace(found.changes, unknown=("powers.party.register",)))
    own = replace(found, changes=replace(found.changes, unknown=("procedures.ordinary_law",)))
    assert "moves shares" in said(other)
    assert "moves shares" not in said(own)


def test_few_core_answers_say_nothing_of_what_stands(small: Written) -> None:
    found = compose(small(), "2000")
    assert found.verdict.moved
    assert not found.conclusive
    assert "Standing" not in said(found)
    assert "the King loses on 2 points" in said(found)


@pytest.mark.parametrize("act", ["2007", "2022", "2026"])
def test_a_list_names_more_where_there_is_room(act: str) -> None:
    texts = answer(composed("kazakhstan", act), say)
    assert LIMIT - 20 < sum(len(text.text.split()) for text in texts) <= LIMIT


@pytest.mark.parametrize("name", sorted(packaged()))
def test_nobody_loses_and_gains_in_the_same_words(name: str) -> None:
    for act in acts(name):
        found = composed(name, act)
        for standing in found.verdict.standings:
            text = moves(standing, found, say, 99)
            assert not text or len(text.findings) <= len(standing.lost) + len(standing.gained)


@pytest.mark.parametrize("act", ["2007", "2017", "2022", "2026"])
def test_a_power_is_told_of_nobody_but_its_holder(act: str) -> None:
    found = composed("kazakhstan", act)
    told = 0
    for standing in found.verdict.standings:
        text = moves(standing, found, say, 99)
        for key in text.findings if text else ():
            _, section, name = key.split(".", 2)
            if section == "powers":
                read = found.before if f"powers.{name}" in standing.lost else found.after
                assert read.powers[name].read.actor == standing.actor
                told += 1
    assert told > 3


def test_the_glossary_explains_the_bodies_that_the_brief_names(found: Assessment) -> None:
    items = [item.text for item in glossary(found, say).items]
    assert "Majlis: lower chamber" in items
    assert any(item.startswith("akim of a region") and "executive" in item for item in items)
    assert not any("Kurultai" in item for item in items)  # a body of another time
