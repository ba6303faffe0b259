"""A record names bodies that stand in the same text, and objects that are declared or that the core set asks for."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from politeia.case.core import CORE
from politeia.case.declaration import polity_of
from politeia.case.institutions import BodyKind, ThingKind
from politeia.errors import CaseError
from politeia.reader import parse
from tests.case.example import freedonia, text

BODY = "  cabinet: {kind: government}\n"
COUNCIL = (
    BODY
    + """\
  council:
    - {since: first, source: S1, kind: assembly}
    - {since: second, from: 2011-01-01, source: S2, repealed: true}
"""
)
SEATS = "seats:\n"
MEMBERS = """\
seats:
  council.members:
    - {since: first, source: S1, body: council, n: 3, by: king}
"""


def told(*replaced: tuple[str, str]) -> list[str]:
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(*replaced), "case.yaml"))
    return [str(complaint) for complaint in caught.value.complaints]


def test_seats_of_a_body_that_has_ended_are_refused() -> None:
    council = "is ended by second (line 18); expected this record to end too, or to name another body"
    assert told((BODY, COUNCIL), (SEATS, MEMBERS)) == [
        f"case.yaml:22:40: seats.council.members.body: 'council' {council}"
    ]


def test_seats_that_end_with_their_body_are_whole() -> None:
    ending = "    - {since: second, from: 2011-01-01, source: S2, repealed: true}\n"
    polity = freedonia((BODY, COUNCIL), (SEATS, MEMBERS + ending))
    assert polity.before("second").size("council") == 3
    assert "council" not in polity.after("second").bodies
    assert "council.members" not in polity.after("second").seats
    assert polity.at(date(2010, 12, 31)).size("council") == 3


@pytest.mark.parametrize(
    "ending",
    [
        "{since: third, from: 2011-01-01, source: S2, repealed: true}",  # by another act: the second leaves it without
        "{since: second, from: 2011-01-02, source: S2, repealed: true}",  # a day late
    ],
)
def test_seats_that_end_after_their_body_are_refused(ending: str) -> None:
    found = told((BODY, COUNCIL), (SEATS, f"{MEMBERS}    - {ending}\n"))
    assert len(found) == 1
    assert "'council' is ended by second" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("mode: with_consent, of: house", "mode: with_consent, of: council", "powers.king.dismiss_cabinet.of"),
        ("act: dissolve, object: house", "act: dissolve, object: council", "powers.king.dissolve_house.object"),
        ("approve: {body: senate", "approve: {body: council", "procedures.ordinary_law.steps.approve.body"),
    ],
)
def test_nothing_else_names_a_body_that_has_ended(old: str, new: str, place: str) -> None:
    found = told((BODY, COUNCIL), (old, new))
    assert len(found) == 1
    assert f": {place}: 'council' is ended by second (line 18)" in found[0]


def test_a_body_is_not_named_before_it_begins() -> None:
    begun = "'cabinet' begins with second (line 15); expected this record to begin no earlier"
    found = told((BODY, "  cabinet: [{since: second, source: S2, kind: government}]\n"))
    assert [complaint.partition("object: ")[2] for complaint in found] == [begun]


def test_a_body_that_comes_back_may_be_named_again() -> None:
    back = "    - {since: third, source: S2, kind: assembly}\n"
    ending = "    - {since: second, from: 2011-01-01, source: S2, repealed: true}\n"
    again = "    - {since: third, from: 2011-01-01, source: S2, body: council, n: 5, by: king}\n"
    later = COUNCIL.replace("second, from: 2011-01-01", "second")
    ended = ending.replace("second, from: 2011-01-01", "second")
    polity = freedonia((BODY, later + back), (SEATS, MEMBERS + ended + again))
    assert polity.at(date(2012, 1, 1)).size("council") == 5


def answered(*replaced: tuple[str, str]) -> set[str]:
    now = freedonia(*replaced).after("second")
    return {name for name, decision in CORE.items() if list(decision.find(now))}


@pytest.mark.parametrize("word", get_args(ThingKind))
def test_a_word_of_the_core_set_is_an_object_and_answers_a_decision(word: str) -> None:
    acts = ("appoint", "initiate", "adopt", "call", "declare", "ratify", "annul")
    asked = [answered(("act: dissolve, object: house", f"act: {act}, object: {word}")) for act in acts]
    assert set().union(*asked) - answered()


def test_no_word_is_a_kind_of_body_too() -> None:
    assert not set(get_args(ThingKind)) & set(get_args(BodyKind))


def test_a_kind_of_thing_is_one_that_the_core_set_asks_for() -> None:
    (found,) = told((SEATS, "objects: {bylaws: {names: by-laws, kind: regional_act}}\n" + SEATS))
    assert "objects.bylaws.kind" in found
    assert "did you mean 'regional_acts'?" in found


def test_a_clause_qualifies_a_record_that_is_declared() -> None:
    sacred = "kind: ad_hominem, says: the king is sacred"
    assert freedonia((sacred, f"of: seats.senate.named, {sacred}")).before("second").provisions["king.sacred"].read.of
    assert "did you mean 'seats.senate.named'?" in told((sacred, f"of: seats.senate.name, {sacred}"))[0]
