"""What a check finds: all that is wrong, and every question that is left open, each at its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.case.check import check_case, check_elections, check_polity, open_values
from politeia.case.core import CORE, answer
from politeia.case.library import load, packaged
from politeia.errors import CaseError
from politeia.reader import parse
from tests.case.documented import texts, written


@pytest.fixture
def ruritania(tmp_path, root):
    return written(root, tmp_path)


def change(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def gaps(found, reason):
    return {gap.path for gap in found.unknown if gap.reason == reason}


@pytest.mark.parametrize("name", packaged())
def test_packaged_cases_are_sound_and_sourced(name):
    found = check_case(name)
    assert (found.ok, found.errors, found.unsourced) == (True, (), ())


@pytest.mark.parametrize("name", packaged())
def test_every_question_mark_of_a_packaged_case_is_listed_at_its_place(name):
    found = check_case(name)
    listed = {(gap.file, gap.line, gap.column) for gap in found.unknown if gap.reason in ("value", "act", "article")}
    for path in packaged()[name].glob("*.yaml"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for match in re.finditer(r'(?<=: )"\?"', line.partition("#")[0]):
                assert (str(path), number, match.start() + 1) in listed


def test_an_open_value_tells_what_it_would_have_said(ruritania):
    change(
        ruritania / "polity.yaml",
        ("term: 6y", 'term: "?"'),
        ("need: majority", 'need: "?"'),
        ("until: 2019-12-31, n: 10", 'until: 2019-12-31, n: "?"'),
    )
    found = check_case(ruritania)
    assert found.ok
    assert {gap.path: gap.message for gap in found.unknown if gap.reason == "value"} == {
        "facts.region[0].n": "the number",
        "seats.diet.elected[0].term": "length of the term",
        "procedures.ordinary_law[0].steps.adopt.need": "the needed vote: majority, all, a share, a count",
    }
    assert gaps(found, "act") == {"acts.1910.in_force"}


def test_unknown_values_of_votes_are_listed_too(ruritania):
    change(ruritania / "elections.yaml", ("n: 500000", 'n: "?"'))
    assert gaps(check_case(ruritania), "value") == {"referendums.2020-05-17.counts.voted.n"}


def test_a_version_that_was_not_read_is_one_gap_whatever_it_holds(ruritania):
    change(ruritania / "polity.yaml", ('{since: 1910, article: "3"', '{since: 1910, unread: true, article: "?"'))
    found = check_case(ruritania)
    assert gaps(found, "unread") == {"provisions.king.immunity[0]"}
    assert gaps(found, "article") == set()


def test_a_record_for_which_no_entry_states_an_article_is_listed_once(ruritania):
    change(ruritania / "polity.yaml", ('since: 1910, article: "12"', "since: 1910"))
    assert gaps(check_case(ruritania), "article") == {"seats.diet.elected[0]"}


def test_an_article_is_inherited(ruritania):
    change(ruritania / "polity.yaml", ('from: 2021-01-01, article: "12"', "from: 2021-01-01"))
    assert gaps(check_case(ruritania), "article") == set()


def test_the_core_questions_that_nothing_answers_are_those_that_find_nothing(ruritania):
    newest = load(ruritania).polity.after("2020")
    unanswered = {name for name, decision in CORE.items() if not answer(decision, newest).records}
    assert gaps(check_case(ruritania), "core") == unanswered
    assert {"ordinary_law", "veto", "lower_chamber"}.isdisjoint(unanswered)
    assert "dissolve" in unanswered  # the reform took the power away


def test_what_is_abolished_with_its_body_is_no_open_question():
    assert gaps(check_case("kazakhstan"), "core") == set()


def test_days_between_two_facts_are_told_at_the_later_one(ruritania):
    change(ruritania / "polity.yaml", ("from: 2020-01-01, n: 12", "from: 2020-02-01, n: 12"))
    for found in (check_case(ruritania), check_polity(ruritania / "polity.yaml")):
        assert found.ok
        (gap,) = [gap for gap in found.unknown if gap.reason == "value"]
        assert (gap.path, gap.message) == ("facts.region[1]", "the number of region from 2020-01-01 to 2020-01-31")
        assert "2020-02-01" in (ruritania / "polity.yaml").read_text("utf-8").splitlines()[gap.line - 1]


def test_records_without_a_source_are_errors_and_listed_apart(ruritania):
    change(
        ruritania / "polity.yaml",
        ('article: "20", source: RUR10', 'article: "20"'),
        ('article: "3", source: RUR10', 'article: "3"'),
    )
    found = check_case(ruritania)
    assert not found.ok
    assert found.unsourced == ("powers.king.dissolve_diet[0]", "provisions.king.immunity[0]")
    assert {error.path for error in found.errors} >= set(found.unsourced)


def test_open_values_are_listed_beside_errors(ruritania):
    change(ruritania / "polity.yaml", ("mode: alone", "mode: lone"))
    found = check_case(ruritania)
    assert not found.ok
    assert gaps(found, "act") == {"acts.1910.in_force"}


def test_a_file_can_be_checked_by_itself(ruritania):
    assert check_polity(ruritania / "polity.yaml").ok
    assert check_elections(ruritania / "elections.yaml").ok
    change(ruritania / "elections.yaml", ("act: 2020", "act: 2021"))
    assert [error.path for error in check_elections(ruritania / "elections.yaml").errors] == [
        "referendums.2020-05-17.act"
    ]
    (ruritania / "polity.yaml").unlink()
    assert check_elections(ruritania / "elections.yaml").ok  # nothing is left to hold it against


@given(st.data())
@settings(max_examples=150)
def test_whatever_is_done_to_a_file_it_is_sound_or_told_where_it_is_not(tmp_path_factory, root, data):
    text = texts(root)["polity.yaml"]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        piece = data.draw(
            st.sampled_from(["", "?", '"?"', "x", "{}", "[]", "[?]", "king", "2020", ": ", "\n", "true", "2/3", "-1"])
        )
        text = text[:start] + piece + text[end:]
    path = tmp_path_factory.mktemp("spoilt") / "polity.yaml"
    path.write_text(text, "utf-8")
    found = check_polity(path)
    lines = text.count("\n") + 2
    assert found.ok == (not found.errors)
    assert all(error.file == str(path) and 0 < error.line <= lines and error.column > 0 for error in found.errors)
    assert all(0 < gap.line <= lines for gap in found.unknown if gap.reason != "core")


def test_there_must_be_a_case():
    with pytest.raises(CaseError, match="no packaged case"):
        check_case("kazakstan")


@pytest.mark.parametrize("text", ['"?"', '["?", {x: "?"}]', '{"?": "?"}'])
def test_a_tree_of_any_shape_has_open_values(text):
    assert len(list(open_values(parse(text, "x"), "polity"))) == text.replace('{"?"', "").count("?")
