"""Bad declarations: every complaint with its place, all at once."""

from __future__ import annotations

import pytest

from politeia.case.coverage import cited
from politeia.case.declaration import polity_of
from politeia.errors import CaseError
from politeia.reader import parse
from tests.case.example import text

# what is changed, then where the complaint stands and what it says
BAD: dict[str, tuple[tuple[str, str], str, str]] = {
    "a misspelt key": (
        ("mode: alone, term: 6y", "mood: alone, term: 6y"),
        "seats.senate.named",
        "did you mean 'mode'",
    ),
    "a wrong type": (
        (
            'named:\n    - {since: first, article: "2", source: S1, body: senate, n: 6',
            'named:\n    - {since: first, article: "2", source: S1, body: senate, n: six',
        ),
        "seats.senate.named.n",
        "expected a whole number",
    ),
    "an unknown mode": (
        ("object: house, mode: alone", "object: house, mode: alonee"),
        "powers.king.dissolve_house.mode",
        "'alone'",
    ),
    "an unknown act": (
        ("since: fourth", "since: forth"),
        "powers.king.dismiss_cabinet[2].since",
        "did you mean 'fourth'",
    ),
    "a step that leads nowhere": (
        ("yes: sign, no: insist}", "yes: sing, no: insist}"),
        "steps.approve.yes",
        "'sing'",
    ),
    "seats of no body": (
        ("body: senate, n: {per", "body: sennate, n: {per"),
        "seats.senate.elected.body",
        "did you mean 'senate'",
    ),
    "no source": (
        ('{since: first, article: "4", source: S1,', '{since: first, article: "4",'),
        "king.dissolve_house[0]",
        "no source",
    ),
    "an unknown source": (
        ("{since: second, repealed: true, source: S2}", "{since: second, repealed: true, source: S9}"),
        "king.sacred[1]",
        "'S9'",
    ),
    "a cycle": (
        ("again:   {body: senate, yes: sign, no: fail}", "again:   {body: senate, yes: sign, no: adopt}"),
        "steps.adopt",
        "cycle",
    ),
    "two deciders": (
        ("adopt:   {body: house,", "adopt:   {body: house, joint: [house, senate],"),
        "steps.adopt",
        "exactly one",
    ),
    "parts that do not sum": (
        ("source: S2, n: 4,", "source: S2, n: 5,"),
        "seats.senate.named",
        "the parts have 4 seats",
    ),
    "an unknown fact": (
        ("{per: region, n: 1}", "{per: regoin, n: 1}"),
        "seats.senate.elected.n.per",
        "did you mean 'region'",
    ),
    "entries out of order": (
        ('{since: third, from: 2011-01-01, article: "2"', '{since: first, from: 2011-01-01, article: "2"'),
        "senate.named[2].since",
        "order of their acts",
    ),
    "a first entry that repeals": (
        (
            '{since: first, article: "6", source: S1, kind: ad_hominem, says: the king is sacred, benefits: king}',
            "{since: first, source: S1, repealed: true}",
        ),
        "king.sacred[0]",
        "repeals nothing",
    ),
    "a mode without its body": (
        ("mode: with_consent, of: house}", "mode: with_consent}"),
        "king.dismiss_cabinet",
        "names no other body",
    ),
    "a date that is none": (
        ("adopted: 2010-06-01", "adopted: 2010-06-31"),
        "acts.third.adopted",
        "'2010-06-31' does not fit; expected a day like 2022-06-05",
    ),
}

# The same, each by itself.
ALONE: dict[str, tuple[tuple[str, str], str, str]] = {
    "seats in a mode without its body": (
        ("n: 6, by: king, mode: alone", "n: 6, by: king, mode: countersigned"),
        "seats.senate.named",
        "names no other body",
    ),
    "seats by a choice that is not stated": (
        ("n: 6, by: king, mode: alone", "n: 6, by: king, mode: choice"),
        "seats.senate.named",
        "expected `choice:",
    ),
    "a part in a mode without its body": (
        ("{n: 2, mode: on_proposal, of: house}", "{n: 2, mode: on_proposal}"),
        "seats.senate.named.parts[1]",
        "names no other body",
    ),
    "an override by nobody": (
        ("act: dissolve, object: house, mode: alone}", "act: dissolve, object: house, mode: alone, override: {}}"),
        "king.dissolve_house.override",
        "exactly one of body, each, joint",
    ),
    "facts that overlap": (
        ("{from: 2010-02-01, n: 5, source: S2}", "{from: 2010-01-31, n: 5, source: S2}"),
        "facts.region[1]",
        "the fact above it (line 10) still holds: that one ends on 2010-01-31",
    ),
    "a fact with no end and one after it": (
        ("{until: 2010-01-31, n: 4, source: S1}", "{n: 4, source: S1}"),
        "facts.region[1]",
        "that one has no end",
    ),
    "a fact that ends before it begins": (
        ("{from: 2010-02-01, n: 5, source: S2}", "{from: 2010-02-01, until: 2010-01-31, n: 5, source: S2}"),
        "facts.region[1]",
        "ends on 2010-01-31, before it begins",
    ),
    "a fact without a source": (
        ("{from: 2010-02-01, n: 5, source: S2}", "{from: 2010-02-01, n: 5, source: []}"),
        "facts.region[1].source",
        "names no source",
    ),
    "an object that is none": (
        ("act: dissolve, object: house", "act: dissolve, object: huose"),
        "king.dissolve_house.object",
        "did you mean 'house'",
    ),
    "an object near a word of the core set": (
        ("act: dismiss, object: cabinet", "act: dismiss, object: minsters"),
        "king.dismiss_cabinet.object",
        "did you mean 'ministers'",
    ),
    "an end to the term of nobody": (
        ("object: house, mode: alone}", "object: house, mode: alone, effects: {ends_term_of: [cabinett]}}"),
        "king.dissolve_house.effects.ends_term_of[0]",
        "did you mean 'cabinet'",
    ),
    "an override by a body that is none": (
        ("object: house, mode: alone}", "object: house, mode: alone, override: {each: [house, sennate]}}"),
        "king.dissolve_house.override.each[1]",
        "did you mean 'senate'",
    ),
    "an end of nothing": (
        ("{since: fourth, source: S2, mode: alone}", "{since: fourth, source: S2, override: none}"),
        "king.dismiss_cabinet[2].override",
        "no 'override' is inherited",
    ),
    "an end of nothing in the first entry": (
        ("n: 6, by: king, mode: alone, term: 6y", "n: 6, by: king, mode: alone, term: none"),
        "seats.senate.named[0].term",
        "no 'term' is inherited",
    ),
    "an end of a misspelt key": (
        (
            'from: 2011-01-01, article: "2", source: S2, term: 8y',
            'from: 2011-01-01, article: "2", source: S2, terrm: none',
        ),
        "seats.senate.named[2].terrm",
        "did you mean 'term'",
    ),
    "an end of a key that is required": (
        ("{since: fourth, source: S2, mode: alone}", "{since: fourth, source: S2, act: none}"),
        "king.dismiss_cabinet[2].act",
        "is required and cannot end",
    ),
    "an end in a step that has nothing of the kind": (
        ("insist:  {yes: sign}", "insist:  {yes: sign, silence: none}"),
        "procedures.ordinary_law[1].steps.insist.silence",
        "no 'silence' is inherited",
    ),
    "an end inside a value": (
        ("mode: with_consent, of: house}", "mode: with_consent, of: house, limits: {requires: none}}"),
        "king.dismiss_cabinet[1].limits.requires",
        "ends no part of 'limits'",
    ),
    "in force before it was adopted": (
        ("adopted: 2010-01-01, in_force: 2010-02-01", "adopted: 2010-01-01, in_force: 2009-12-31"),
        "acts.second.in_force",
        "in force before it was adopted; expected 2010-01-01 or later",
    ),
    "an entry that begins before its act": (
        ("{since: fourth, source: S2, mode: alone}", "{since: fourth, from: 2019-12-31, source: S2, mode: alone}"),
        "king.dismiss_cabinet[2].from",
        "begins on 2019-12-31, before 'fourth' was adopted; expected 2020-01-01 or later",
    ),
    "an act of a long name": (
        ("{since: fourth, source: S2, mode: alone}", f"{{since: {'x' * 90}, source: S2, mode: alone}}"),
        "king.dismiss_cabinet[2].since",
        f"'{'x' * 57}...' is no act; expected one of first, second",
    ),
    "at least nothing": (
        ("object: house, mode: alone}", "object: house, mode: alone, limits: {at_least: {}}}"),
        "king.dissolve_house.limits.at_least",
        "expected 1 or more entries",
    ),
    "at least none": (
        ("object: house, mode: alone}", "object: house, mode: alone, limits: {at_least: {members: 0}}}"),
        "king.dissolve_house.limits.at_least.members",
        "'0' asks for nothing; expected a number like 5000 or a share",
    ),
    "a word in place of an act's title": (
        ("by: referendum, title: Second", "by: referendum, title: none"),
        "acts.second.title",
        "expected it in quotes if the word is meant",
    ),
    "a word in place of the articles": (
        ("by: referendum, title: Second", "by: referendum, title: Second, amends: none"),
        "acts.second.amends",
        "'none' does not fit; expected a list",
    ),
    "an act that amends nothing": (
        ("by: referendum, title: Second", "by: referendum, title: Second, amends: []"),
        "acts.second.amends",
        "the list is empty; expected one article or more",
    ),
    "an article twice": (
        ("by: referendum, title: Second", "by: referendum, title: Second, amends: [4, 5, 4]"),
        "acts.second.amends",
        "article 4 is listed twice; expected each article once",
    ),
    "an article that is none": (
        ("by: referendum, title: Second", f"by: referendum, title: Second, amends: [4, {'x' * 90}]"),
        "acts.second.amends[1]",
        f"'{'x' * 57}...' is no number of an article; expected one like 50 or 83-1",
    ),
    "an end of the article": (
        ("{since: fourth, source: S2, mode: alone}", "{since: fourth, source: S2, mode: alone, article: none}"),
        "king.dismiss_cabinet[2].article",
        "has no `none`",
    ),
}

# These show only once the record that they stand in can be typed, or in the place of another fault.
HIDDEN = {
    "a first entry that repeals", "two deciders", "a cycle", "a date that is none", "parts that do not sum",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD | ALONE)
def test_a_fault_has_its_place(name: str) -> None:
    replaced, path, message = (BAD | ALONE)[name]
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(replaced), "case.yaml"))
    found = [c for c in caught.value.complaints if path in c.path and message in c.message]
    assert found, str(caught.value)
    wrong = text(replaced).splitlines()
    assert all(c.file == "case.yaml" and 1 <= c.line <= len(wrong) and c.column >= 1 for c in caught.value.complaints)
    changed = next(n for n, line in enumerate(wrong, 1) if replaced[1].splitlines()[-1] in line)
    assert name == "a cycle" or any(abs(c.line - changed) <= 3 for c in found)


def test_all_faults_are_told_at_once() -> None:
    names = [name for name in BAD if name not in HIDDEN]
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(*(BAD[name][0] for name in names)), "case.yaml"))
    for name in names:
        assert any(BAD[name][2] in c.message for c in caught.value.complaints), name


@pytest.mark.parametrize("name", ALONE)
def test_a_fault_is_told_once(name: str) -> None:
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(ALONE[name][0]), "case.yaml"))
    assert len(caught.value.complaints) == 1, str(caught.value)


def test_the_example_itself_is_whole() -> None:
    polity_of(parse(text(), "case.yaml"))


def test_in_quotes_the_word_none_is_a_title() -> None:
    polity = polity_of(parse(text(("title: Second, source", "title: 'none', source")), "case.yaml"))
    assert polity.acts["second"].title.text() == "none"


@pytest.mark.parametrize("number", ["-4", "0", "50(2)", "4 5", "article 4", "4-", "12345", "1" * 200, "?", ""])
def test_what_is_no_number_of_an_article_is_refused(number: str) -> None:
    amended = ("by: referendum, title: Second", f"by: referendum, title: Second, amends: ['{number}']")
    with pytest.raises(CaseError, match="is no number of an article") as caught:
        polity_of(parse(text(amended), "case.yaml"))
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("number", ["4", "83-1", "67.1", "12bis", "112a"])
def test_a_number_of_an_article_is_one_that_an_entry_can_cite(number: str) -> None:
    amended = ("by: referendum, title: Second", f"by: referendum, title: Second, amends: [{number}]")
    assert polity_of(parse(text(amended), "case.yaml")).acts["second"].amends == (number,)
    assert list(cited([f"{number}(1)"])) == [number]
