"""The small terms: what each takes and refuses, and that a refusal says what was expected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter, ValidationError

from politeia.case.terms import UNKNOWN, UNSOURCED, Amount, Day, Maybe, Need, Read, Share, Sources, Span

DAY: TypeAdapter[Any] = TypeAdapter(Day)
DAY_OR_UNKNOWN: TypeAdapter[Any] = TypeAdapter(Maybe[Day])
SOURCES: TypeAdapter[Any] = TypeAdapter(Sources)
dates = st.dates(min_value=date(1000, 1, 1))


@given(dates)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert DAY.validate_python(day.isoformat()) == DAY.validate_python(day) == day
    assert DAY_OR_UNKNOWN.validate_python(day.isoformat()) == day


@given(dates, st.sampled_from(["{:%Y%m%d}", "{:%Y-%m-%dT00:00}", "{:%Y-%m-%d} ", "{:%d.%m.%Y}", "{:%G-W%V-%u}"]))
def test_a_day_has_one_way_of_writing(day: date, form: str) -> None:
    with pytest.raises(ValidationError, match="expected a day like 2022-06-05"):
        DAY.validate_python(form.format(day))


@pytest.mark.parametrize(
    "value",
    [
        "1654041600",
        1654041600,
        0,
        1.5,
        True,
        "",
        "2022-6-5",
        "2022-02-29",
        "0000-01-01",
        "٢٠٢٢-06-05",
        datetime(2022, 6, 5, tzinfo=UTC),
    ],
    ids=repr,
)
def test_a_number_or_a_moment_is_no_day(value: object) -> None:
    for kind in (DAY, DAY_OR_UNKNOWN):
        with pytest.raises(ValidationError, match="expected a day like 2022-06-05"):
            kind.validate_python(value)


def test_an_editor_knows_a_day() -> None:
    assert DAY.json_schema() == {"type": "string", "format": "date"}
    assert DAY_OR_UNKNOWN.validate_python("?") is UNKNOWN


@pytest.mark.parametrize("value", [[], "", [""], ["S1", ""]])
def test_no_source_is_refused_here_and_in_an_editor(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        SOURCES.validate_python(value)
    assert UNSOURCED in str(caught.value)
    assert not Draft202012Validator(SOURCES.json_schema(), format_checker=FormatChecker()).is_valid(value)


@given(st.lists(st.text(min_size=1), min_size=1))
def test_sources_are_an_id_or_a_list(ids: list[str]) -> None:
    assert SOURCES.validate_python(ids) == tuple(ids)
    assert SOURCES.validate_python(ids[0]) == (ids[0],)
    assert Draft202012Validator(SOURCES.json_schema()).is_valid(ids)


AMOUNT: TypeAdapter[Any] = TypeAdapter(Amount)


@given(st.integers(1, 10**12))
def test_a_whole_number_is_a_count_and_up_to_a_hundred_per_cent_a_share(n: int) -> None:
    assert AMOUNT.validate_python(str(n)).value == n
    if n <= 100:
        assert AMOUNT.validate_python(f"{n}%").value == Fraction(n, 100)
    else:
        with pytest.raises(ValidationError, match="a share above the whole"):
            AMOUNT.validate_python(f"{n}%")


@pytest.mark.parametrize("text", ["0", "0%", "0/3", "0.0", "101%", "3/2", "1.5", "5000.0", "-1", "x" * 200])
def test_an_amount_of_nothing_or_of_more_than_all_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match=r"; expected (a number like 5000|one like 2/3)") as caught:
        AMOUNT.validate_python(text)
    assert len(caught.value.errors()[0]["msg"]) < 150


@pytest.mark.parametrize("kind", [Amount, Share, Span, Need])
def test_a_long_text_is_cut_where_it_is_told(kind: type[Read]) -> None:
    with pytest.raises(ValueError, match=r"xxx\.\.\.'") as caught:
        kind.read("x" * 10_000)
    assert len(str(caught.value)) < 200
