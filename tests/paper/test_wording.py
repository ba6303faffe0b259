"""Records in words: sentences that say who may do what, and how far."""

from __future__ import annotations

import re

import pytest

from politeia.case.library import load
from politeia.case.polity import SECTIONS
from politeia.paper.diff import diff
from politeia.paper.wording import describe
from tests.case.example import freedonia

POLITY = load("kazakhstan").polity


def said(record: str, act: str) -> str:
    section, _, identity = record.partition(".")
    text = POLITY.after(act)
    return describe(getattr(text, section)[identity], text)


@pytest.mark.parametrize("act", list(POLITY.acts))
def test_every_record_reads_as_sentences(act: str) -> None:
    text = POLITY.after(act)
    for record in text.records():
        words = describe(record, text) if record.content else "Unread."
        assert re.match(r"[^a-z\W]|\d", words), words
        assert words.endswith("."), words
        assert not re.search(r"_|  |\?|\.\.|None|\{|, \.|;\s*\.|\bthe the\b", words), words


@pytest.mark.parametrize("act", list(POLITY.acts))
def test_a_change_shows_in_its_words(act: str) -> None:
    alike = [change.id for change in diff(POLITY, act).changes if change.before == change.after]
    assert alike == []


def test_an_office_is_filled_in_a_sentence_about_its_holder() -> None:
    assert said("seats.president.office", "2022-09") == (
        "The President is elected by the people in two rounds, for 7 years; no person may be elected more than once."
    )
    assert "more than twice in succession" in said("seats.president.office", "1998")


def test_alone_is_said_of_those_of_whom_it_says_something() -> None:
    assert said("powers.president.annul_akim_acts", "1998") == "The President, acting alone, may annul acts of akims."
    assert said("powers.majlis_chair.elect", "1998") == "The Majlis may elect its chair."
    for act in POLITY.acts:
        text = POLITY.after(act)
        for record in text.powers.values():
            if record.content and text.kind(record.content.actor) in ("people", "person", "party", "chamber"):
                assert "alone, may" not in describe(record, text)


def test_a_limit_names_whose_term_it_is() -> None:
    words = said("powers.president.dissolve_majlis", "2007")
    assert (
        "not during a state of emergency or martial law, nor within 6 months before the end of the President's" in words
    )
    assert "legislates alone" in words


def test_who_may_override_a_power_is_part_of_it() -> None:
    assert said("powers.president.object_to_review", "1998").endswith(
        "; two thirds of all the members of the Constitutional Council may override it."
    )


def test_a_term_that_is_not_stated() -> None:
    assert "for a term that the text does not state" in said("seats.audit.chair", "2026")


def test_a_step_says_who_by_what_vote_and_where_each_answer_leads() -> None:
    assert (
        "The Senate approves it by a majority of all its members within 60 days; if so or if silent, it goes to the "
        "President to sign it; if not, it goes to conciliation."
    ) in said("procedures.ordinary_law", "2022")


def test_steps_are_told_in_the_order_in_which_a_proposal_meets_them() -> None:
    words = said("procedures.amend.parliament", "2017")
    assert words.index("proposes") < words.index("finds it constitutional") < words.index("each adopt it")


def test_a_question_put_against_the_proposal() -> None:
    assert (
        "Unless the Majlis and the Senate each vote against it by a majority of all members of each, it goes to the "
        "President to sign it; if such a vote is reached, it fails."
    ) in said("procedures.confidence_bill", "2007")


def test_steps_that_end_agree_with_their_number() -> None:
    one = freedonia()
    several = freedonia(
        ("again:   {repealed: true}", "again:   {repealed: true}\n        override: {repealed: true}"),
        ("insist:  {yes: sign}", "insist:  {yes: sign}\n        sign: {no: fail}"),
    )
    told = [
        next(c.after for c in diff(polity, "second").changes if c.record == "procedures") for polity in (one, several)
    ]
    assert str(told[0]).endswith("Again no longer takes place.")
    assert re.search(r"(Again and override|Override and again) no longer take place\.$", str(told[1]))


def test_a_body_that_is_there_and_a_body_that_is_called_otherwise() -> None:
    found = {change.id: change for change in diff(POLITY, "2022").changes if change.record == "bodies"}
    renamed = found["constitutional_review"]
    assert renamed.before == "The body is called Constitutional Council."
    assert renamed.after == "The body is called Constitutional Court."
    assert said("bodies.vice_president", "2026") == "There is a Vice-President."


def test_every_section_has_words() -> None:
    text = POLITY.after("2022")
    assert {record.section for record in text.records()} == set(SECTIONS)
