"""Coverage: every amended article is covered by a record of the act that cites it, or left."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.check import check_polity
from politeia.case.coverage import cited, coverage
from politeia.case.library import load, packaged
from politeia.errors import CaseError
from tests.case.documented import texts

ARTICLES = st.sampled_from(["12", "15", "16", "20", "20-1", "2", "1", "99"])


@pytest.fixture
def checked(tmp_path, root):
    """checked(*pairs): the documented polity with texts replaced, as check finds it."""

    def checked(*pairs):
        text = texts(root)["polity.yaml"]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "polity.yaml").write_text(text, "utf-8")
        found = check_polity(tmp_path / "polity.yaml")
        assert found.ok, found.errors
        return found.coverage

    return checked


def listed(text):
    """The articles that a text lists, ranges written out."""
    for first, last in re.findall(r"(\d+(?:-1)?)(?:-(\d+))?", text):
        yield from map(str, range(int(first), int(last) + 1)) if last else [first]


def test_the_33_articles_of_2022_are_those_of_the_footnotes(shared):
    meta = yaml.safe_load((shared / "facts/kazakhstan.yaml").read_text("utf-8"))["meta"]["counts_check"]
    in_footnotes = meta.partition("(4,")[2].partition(")")[0]
    amends = load("kazakhstan").polity.acts["2022"].amends
    assert set(amends) == {"4", "23", "24", "99", *listed(in_footnotes)}
    assert len(amends) == len(set(amends)) == 33


def test_the_records_of_kazakhstan_cover_all_33():
    found = coverage(load("kazakhstan").polity, "2022")
    assert (len(found.covered), found.left) == (33, ())
    assert found.covered["24"] == ("provisions.forced_labour",)
    assert "seats.senate.appointed" in found.covered["50"]
    assert "powers.government.annul_akim_acts" not in found.covered["88"]  # cites 88 by another act


@pytest.mark.parametrize("name", packaged())
def test_every_citation_of_a_packaged_case_is_of_an_article_or_of_another_law(name):
    polity = load(name).polity
    for history in polity.histories():
        for entry in history.entries:
            assert all(re.fullmatch(r"\d+(-\d+)?", number) for number in cited(entry.articles)), history.path


@pytest.mark.parametrize(
    ("article", "numbers"),
    [
        ("50(2)", ["50"]),
        ("83-1", ["83-1"]),
        ("53(1-1), 53(1-2)", ["53", "53"]),
        ("99(1)-(3)", ["99"]),
        ("law 2592, 31(2)", []),
        ("91(1); law 2592, 31(3)", ["91"]),
        ("law 2592, 31(3); 91(1)", ["91"]),
        ("44(10), law 2592 31(2)-(3)", ["44"]),
        ("law on elections 97-1(2)-(3), 61(4)", []),
        ("67.1(2), 12bis", ["67.1", "12bis"]),
        ("Code, none; Constitution 91(3)", []),
    ],
)
def test_what_cites_an_article_of_the_text(article, numbers):
    assert list(cited([part.strip() for part in article.split(",")])) == numbers


def test_an_article_that_no_record_of_the_act_cites_is_left(checked):
    amended = ("title: Law of 17 May 2020,", "title: Law of 17 May 2020, amends: [12, 16, 20],")
    found = checked(amended)
    assert found.keys() == {"2020"}
    assert found["2020"].amends == ("12", "16", "20")
    assert found["2020"].covered == {"12": ("seats.diet.elected",), "16": ("procedures.ordinary_law",)}
    assert found["2020"].left == ("20",)  # its repeal cites no article, and 1910 cited it as another act
    repeal = ("since: 2020, repealed: true,", 'since: 2020, repealed: true, article: "20(1)",')
    assert checked(amended, repeal)["2020"].left == ()
    assert checked() == {}  # of an act that does not say, nothing is known


@given(amends=st.lists(ARTICLES, min_size=1, unique=True), articles=st.lists(ARTICLES, max_size=4))
def test_every_article_is_covered_or_left_and_never_both(root, amends, articles):
    from politeia.case.declaration import polity_of
    from politeia.reader import parse

    text = texts(root)["polity.yaml"]
    text = text.replace("title: Law of 17 May 2020,", f"title: Law of 17 May 2020, amends: {amends},".replace("'", '"'))
    text = text.replace(
        "since: 2020, repealed: true,", f'since: 2020, repealed: true, article: "{", ".join(articles)}",'
    )
    found = coverage(polity_of(parse(text, "x")), "2020")
    assert {*found.covered, *found.left} == set(found.amends) == set(amends)
    assert len(found.covered) + len(found.left) == len(found.amends)
    cover = {article for article, records in found.covered.items() if "powers.king.dissolve_diet" in records}
    assert cover == set(articles) & set(amends)


def test_an_unknown_act_is_told():
    with pytest.raises(CaseError, match="'2021' is no act of kazakhstan"):
        coverage(load("kazakhstan").polity, "2021")
