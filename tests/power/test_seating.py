"""Who sits: the sitting that a text meets, and its seats scaled to another text's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.holders import Holders
from politeia.case.library import load
from politeia.power.seating import in_proportion, rows, sittings
from tests.power.realm import holders, realm

SEATS = [{"n": 3, "party": "red"}, {"n": 2, "group": "house.elected"}]


def sat(*spells: Mapping[str, object]) -> Holders:
    return holders(house=[{"source": "S", "blocks": SEATS, **spell} for spell in spells])


@pytest.mark.parametrize(
    ("spells", "met"),
    [
        ([{"from": "2009-01-01"}], "2009-01-01"),
        ([{"from": "2001-01-01", "until": "2009-06-01"}], "2001-01-01"),  # the last before, within a year
        ([{"from": "2001-01-01", "until": "2008-06-01"}], None),  # too long ago
        ([{"from": "2010-12-01"}], "2010-12-01"),
        ([{"from": "2012-01-01"}], None),  # nobody knows who sat in between
        ([{"from": "?", "until": "2010-02-01"}], "?"),  # it certainly sat on that day
        ([{"from": "2001-01-01", "until": "2010-01-31"}, {"from": "2010-03-01"}], "2001-01-01"),  # the nearest
    ],
)
def test_the_sitting_that_a_text_meets(spells: list[dict[str, object]], met: str | None) -> None:
    found = sittings(sat(*spells), realm().after("second")).get("house")
    assert (None if found is None else str(found.from_)) == met


def test_one_that_fits_the_seats_is_taken_before_that_of_the_day() -> None:
    of_seven = {"from": "2009-01-01", "until": "2010-05-01", "blocks": [{"n": 7, "party": "red"}]}
    found = sittings(sat(of_seven, {"from": "2010-05-02"}), realm().after("second"))
    assert found["house"].from_ == date(2010, 5, 2)


def test_vacant_seats_stay_vacant() -> None:
    text = realm().after("second")
    sitting = sittings(sat({"from": "2009-01-01", "blocks": [{"n": 4, "group": "house.elected"}]}), text)["house"]
    assert [(row.n, row.vacant) for row in rows("house", text, sitting, text)] == [(4, False), (1, True)]


def test_seats_that_changed_keep_the_proportions_of_the_blocks() -> None:
    case = load("kazakhstan")
    before, after = case.polity.before("2022"), case.polity.after("2022")
    senate = sittings(case.elections.holders, before)["senate"]
    assert [(row.group, row.n) for row in rows("senate", after, senate, before)] == [
        ("senate.elected", 40),
        ("senate.appointed", 10),
    ]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(0, 300))
def test_in_proportion_fills_every_seat_within_one_of_the_quota(counts: list[int], n: int) -> None:
    found, total = in_proportion(counts, n), sum(counts)
    assert sum(found) == n
    if total:
        assert all(abs(seats * total - count * n) < total for seats, count in zip(found, counts, strict=True))
