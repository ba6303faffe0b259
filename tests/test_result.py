"""JSON is exact, the same each time and free of Python; HTML is escaped."""

import json
import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from politeia.names import Names
from politeia.result import Result, dumps, to_json


class Mode(StrEnum):
    ALONE = "alone"


class Rank(IntEnum):
    FIRST = 1


class Share(Enum):
    HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Player:
    banzhaf: Fraction
    n: int


@dataclass(frozen=True, slots=True)
class Power(Result):
    players: dict[str, Player]
    lambda_: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Result):
    rows: list[dict[str, Fraction]]


class Record(BaseModel, frozen=True):
    since: date = Field(alias="from")
    n: int | None = None


POWER = Power({"<b>'\"&": Player(Fraction(1, 3), 2)}, (0.1,), method="a < b", exact=True, assumptions=("x", "y"))


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (Fraction(1, 2), "1/2"),
        (Fraction(3), "3/1"),
        (Fraction(0), "0/1"),
        (Fraction(-2, 6), "-1/3"),
        (3, 3),
        (True, True),
        (None, None),
        (0.1, 0.1),
        (2**80, 2**80),
        (date(2022, 6, 8), "2022-06-08"),
        (Mode.ALONE, "alone"),
        (Rank.FIRST, 1),
        (Share.HALF, "1/2"),
        ({Mode.ALONE: (1, Fraction(1))}, {"alone": [1, "1/1"]}),
        ({1: {date(2022, 6, 8): "x"}}, {"1": {"2022-06-08": "x"}}),
        (frozenset({"b", "a", "c"}), ["a", "b", "c"]),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (np.float32(0.5), 0.5),
        (Names.of("Senate"), "Senate"),
        (Names.of({"kk": "Сенат"}), {"kk": "Сенат"}),
        (Record.model_validate({"from": date(2022, 6, 8)}), {"from": "2022-06-08", "n": None}),
        (
            POWER,
            {
                "method": "a < b",
                "exact": True,
                "assumptions": ["x", "y"],
                "players": {"<b>'\"&": {"banzhaf": "1/3", "n": 2}},
                "lambda": [0.1],
            },
        ),
    ],
)
def test_to_json(value, json_value):
    got = to_json(value)
    assert got == json_value
    assert type(got) is type(json_value)
    assert json.loads(dumps(value)) == json_value


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, np.float32("inf")])
def test_what_is_not_a_number_is_refused_with_its_path(number):
    with pytest.raises(ValueError, match=r"value\.players\[1\]\.x is (nan|inf|-inf); expected a finite number"):
        dumps({"players": [0, {"x": number}]})


@pytest.mark.parametrize("value", [object(), b"bytes", 1j, Player, {(1, 2): 3}, {True: 1}, {0.5: 1}, np.array([1])])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(TypeError, match=r"^value\.x .*; expected"):
        to_json({"x": value})


def test_keys_that_become_the_same_text_are_refused():
    with pytest.raises(ValueError, match="two keys '1'"):
        to_json({1: "a", "1": "b"})


numbers = st.fractions() | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(numbers | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v) | st.tuples(v, v))


@given(values)
def test_dumps_is_json_of_to_json_and_keeps_the_declared_order(value):
    text = dumps(value)
    assert text == dumps(value)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert json.loads(text) == to_json(value)
    assert json.dumps(json.loads(text)) == json.dumps(to_json(value))


@given(st.fractions())
def test_a_fraction_comes_back_exactly(value):
    assert Fraction(to_json(value)) == value


@given(st.sets(st.text()))
def test_a_set_has_one_order(value):
    assert dumps(value) == dumps(dict.fromkeys(sorted(value)).keys())


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


@given(st.text("<>&'\"/ab"), st.fractions())
def test_html_is_escaped_and_balanced(text, number):
    result = Table([{text: number}], method=text, exact=False, assumptions=(text,))
    html = result._repr_html_()
    page = Reader()
    page.feed(html)
    page.close()
    assert page.open == []
    assert page.seen <= {"style", "table", "tr", "th", "td", "br"}
    assert "".join(page.words).count(text) >= 3
    assert "Fraction" not in html


def test_html_shows_long_fractions_as_numbers_and_answers_in_words():
    page = Reader()
    page.feed(Power({"a": Player(Fraction(10**30, 3 * 10**30 + 1), 1)}, method="m", exact=True)._repr_html_())
    assert "0.333333" in page.words
    assert "yes" in page.words
    assert not any("0000" in word for word in page.words)


def test_a_fraction_of_any_length_is_written_in_full() -> None:
    long = Fraction(1, 3**20000)
    numerator, _, denominator = to_json({"share": long})["share"].partition("/")
    assert numerator == "1"
    assert Decimal(denominator) == Decimal(3**20000)
    assert len(denominator) == 9543
