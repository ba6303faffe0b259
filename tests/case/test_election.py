"""A number and a condition of a vote need a source."""

from __future__ import annotations

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
