"""A number and a condition of a vote need a source."""

from __future__ import annotations

from fractions import Fraction

import pytest

from politeia.case.election import elections_of
from politeia.case.holders import Holders
from politeia.errors import CaseError
from politeia.reader import parse

TEXT = """\
elections: freedonia
referendums:
  first:
    held: 2020-01-01
    counts: {voted: {n: 10, source: S1}, for: {n: 6, source: [S1, S2]}}
    conditions: {majority: {role: adoption, count: for, of: voted, more_than: 1/2, source: S2}}
"""


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("source: [S1, S2]", "referendums.first.counts.for.source"),
        ("source: S2", "referendums.first.conditions.majority.source"),
    ],
)
def test_no_source_is_refused_and_one_or_several_are_kept(old, path):
    vote = elections_of(parse(TEXT, "x"), None).referendums["first"]
    assert (vote.counts["voted"].source, vote.counts["for"].source) == (("S1",), ("S1", "S2"))
    with pytest.raises(CaseError, match="names no source") as caught:
        elections_of(parse(TEXT.replace(old, "source: []"), "x"), None)
    assert [complaint.path for complaint in caught.value.complaints] == [path]


def test_a_case_that_names_nobody_has_no_holders():
    assert elections_of(parse(TEXT, "x"), None).holders == Holders()


def faults(*pairs):
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(CaseError) as caught:
        elections_of(parse(text, "x"), None)
    return [(c.line, c.column, c.path, c.message) for c in caught.value.complaints]


def test_a_count_is_no_greater_than_the_one_it_is_measured_on():
    ((line, column, path, message),) = faults(("for: {n: 6,", "for: {n: 9163516,"))
    assert (line, path) == (5, "referendums.first.counts.for.n")
    assert TEXT.splitlines()[line - 1][column - 1 :].startswith("6")
    assert message == "9,163,516 is more than 'voted', 10, of which condition 'majority' takes it; expected 10 or less"
    for n in ("10", '"?"', "0"):
        assert elections_of(parse(TEXT.replace("for: {n: 6,", f"for: {{n: {n},"), "x"), None).referendums


def test_more_for_than_against_is_no_part_of_a_whole():
    rival = (("voted: {n: 10", "against: {n: 4"), ("of: voted, more_than: 1/2", "of: against, more_than: 1"))
    text = TEXT
    for old, new in rival:
        text = text.replace(old, new)
    assert elections_of(parse(text, "x"), None).referendums
    assert faults(*rival[:1], ("of: voted", "of: against"))


def test_the_word_none_is_no_text():
    ((*_, path, message),) = faults(("held: 2020-01-01", "held: 2020-01-01\n    question: none"))
    assert (path, "in quotes" in message) == ("referendums.first.question", True)
    quoted = TEXT.replace("held: 2020-01-01", "held: 2020-01-01\n    question: 'none'")
    assert str(elections_of(parse(quoted, "x"), None).referendums["first"].question) == "none"
    ((*_, message),) = faults(("held: 2020-01-01", "held: none"))  # told once
    assert "expected a day" in message


def test_the_share_of_a_condition():
    vote = elections_of(parse(TEXT, "x"), None).referendums["first"]
    assert vote.share(vote.conditions["majority"]) == Fraction(6, 10)
    for old, new in (("n: 10", "n: 0"), ("n: 6", 'n: "?"'), ("n: 10", 'n: "?"')):
        text = TEXT.replace(old, new).replace("for: {n: 6", "for: {n: 0") if new == "n: 0" else TEXT.replace(old, new)
        vote = elections_of(parse(text, "x"), None).referendums["first"]
        assert vote.share(vote.conditions["majority"]) is None


PUBLISHED = """\
    published: {for: {share: 60.0%, count: for, of: voted, source: S1}}
    breakdowns: {for: {names: by town, on: 2020-01-02, level: preliminary, shares: {aby: 61%, bek: "?"}, source: S2}}
"""


def test_a_percentage_keeps_the_digits_that_were_printed():
    vote = elections_of(parse(TEXT + PUBLISHED, "x"), None).referendums["first"]
    assert str(vote.published["for"].share) == "60.0%"
    assert [str(share) for share in vote.breakdowns["for"].shares.values()] == ["61%", "?"]


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("60.0%", "60.0", "referendums.first.published.for.share", "expected one as it was printed, like 77.18%"),
        ("60.0%", "3/5", "referendums.first.published.for.share", "expected one as it was printed"),
        ("60.0%, count: for", "60.0%, count: four", "referendums.first.published.for.count", "did you mean 'for'?"),
        (
            "of: voted, source: S1",
            "of: vote, source: S1",
            "referendums.first.published.for.of",
            "did you mean 'voted'?",
        ),
        ("source: S1}}\n    break", "source: []}}\n    break", "referendums.first.published.for.source", "no source"),
        ("level: preliminary", "level: early", "referendums.first.breakdowns.for.level", "expected"),
        ('{aby: 61%, bek: "?"}', "{}", "referendums.first.breakdowns.for.shares", "expected 1 or more entries"),
    ],
)
def test_what_is_wrong_with_a_percentage_is_told_at_its_place(old, new, path, said):
    text = TEXT + PUBLISHED
    assert old in text
    with pytest.raises(CaseError) as caught:
        elections_of(parse(text.replace(old, new), "x"), None)
    (complaint,) = caught.value.complaints
    assert complaint.path == path
    assert said in complaint.message


@pytest.mark.parametrize("section", ["counts", "conditions", "published", "breakdowns"])
def test_every_part_of_a_vote_names_sources_of_the_polity(section):
    from politeia.case.library import load

    polity = load("belarus").polity
    text = (TEXT + PUBLISHED).replace("freedonia", "belarus").replace("S1", "BELSAT22").replace("S2", "BYELECT")
    assert elections_of(parse(text, "x"), polity).referendums
    lines = text.splitlines()
    (n,) = [n for n, line in enumerate(lines) if line.strip().startswith(f"{section}:")]
    lines[n] = lines[n].replace("BELSAT22", "BELSAT2").replace("BYELECT", "BYELEC")
    with pytest.raises(CaseError) as caught:
        elections_of(parse("\n".join(lines), "x"), polity)
    assert all(c.path.startswith(f"referendums.first.{section}.") for c in caught.value.complaints)
    assert all("is no source; did you mean" in c.message for c in caught.value.complaints)
