"""What every analysis returns, and the one way from a value to JSON and to HTML."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from html import escape
from numbers import Integral, Rational, Real
from typing import Any

from politeia.names import Names

STYLE = """
.politeia-result {border-collapse: collapse; font: 0.9em/1.4 sans-serif}
.politeia-result th, .politeia-result td {border: 1px solid #8886; padding: 0.2em 0.6em; text-align: left;
  vertical-align: top; font-variant-numeric: tabular-nums}
.politeia-result th {font-weight: 600}
""".strip()

DIGITS = 24  # a longer fraction is shown to its first significant digits; JSON always has it whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A number or table together with how it was obtained; analyses inherit from it.

    `method` names the computation, `exact` is False where anything was rounded or simulated, and
    `assumptions` are the sentences that a reader must accept for the numbers to hold.

    >>> @dataclass(frozen=True, slots=True)
    ... class Swing(Result):
    ...     banzhaf: Fraction
    >>> print(dumps(Swing(Fraction(1, 2), method="enumeration", exact=True)), end="")
    {
      "method": "enumeration",
      "exact": true,
      "assumptions": [],
      "banzhaf": "1/2"
    }
    """

    method: str
    exact: bool
    assumptions: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{_table(to_json(self))}"


def to_json(value: object) -> Any:
    """The value as JSON has it: dataclasses and models become objects, in declared order.

    A fraction is always a text "p/q", "0/1" too, so that a reader can rely on the type; other numbers stay
    numbers, unrounded. Sets are put in order. A field `lambda_` is called `lambda`. Raises ValueError for NaN
    and infinities, and TypeError for what has no form in JSON, each with the path to it.

    >>> to_json({"share": Fraction(3), "seats": (49, 50)})
    {'share': '3/1', 'seats': [49, 50]}
    """
    return _json(value, "value")


def dumps(value: object) -> str:
    """The value as JSON text: the same value gives the same bytes, and the text ends with a newline.

    >>> print(dumps({"seats": {"A": 3}}), end="")
    {
      "seats": {
        "A": 3
      }
    }
    """
    return json.dumps(to_json(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _json(value: object, path: str) -> Any:
    match value:
        case Enum():
            return _json(value.value, path)
        case None | bool() | str():
            return value
        case Integral():
            return int(value)
        case Rational():
            return f"{_digits(int(value.numerator))}/{_digits(int(value.denominator))}"
        case Real():
            if not math.isfinite(value):
                raise ValueError(f"{path} is {float(value)}; expected a finite number")
            return float(value)
        case date():
            return value.isoformat()
        case Names():
            return value.declared()
        case Mapping():
            return _object(((_key(key, path), item) for key, item in value.items()), path)
        case Set():
            return sorted((_json(item, path) for item in value), key=json.dumps)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [_json(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return _object(((f.name.rstrip("_"), getattr(value, f.name)) for f in fields(value)), path)
    declared = getattr(type(value), "model_fields", None)  # a pydantic model, told without importing pydantic
    if declared is not None:
        return _object(((f.alias or name, getattr(value, name)) for name, f in declared.items()), path)
    raise TypeError(f"{path} is a {type(value).__name__}; expected something that JSON can hold")


def _digits(n: int) -> str:
    """A whole number in decimal digits, however many: `str` refuses more than 4,300."""
    return str(n) if abs(n) < 10**4000 else f"{Decimal(n):f}"


def _object(items: Any, path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in items:
        if key in found:
            raise ValueError(f"{path} has two keys {key!r}; expected each key once")
        found[key] = _json(item, f"{path}.{key}")
    return found


def _key(key: object, path: str) -> str:
    text = _json(key, path)
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise TypeError(f"{path} has a {type(key).__name__} as key; expected a text, number, fraction or date")
    return str(text)


def _table(value: Any) -> str:
    """HTML of a JSON value: an object is a table of its keys, a list of like objects one of its rows."""
    if isinstance(value, dict) and value:
        rows = [f"<tr><th scope='row'>{escape(key)}</th><td>{_table(item)}</td></tr>" for key, item in value.items()]
    elif isinstance(value, list) and value and all(isinstance(item, dict) and item for item in value):
        columns = list(dict.fromkeys(key for item in value for key in item))
        head = "".join(f"<th scope='col'>{escape(column)}</th>" for column in columns)
        rows = [f"<tr>{head}</tr>"]
        rows += ["<tr>" + "".join(f"<td>{_table(item.get(c))}</td>" for c in columns) + "</tr>" for item in value]
    elif isinstance(value, list):
        return "<br>".join(map(_table, value))
    else:
        return escape(_cell(value))
    return f"<table class='politeia-result'>{''.join(rows)}</table>"


def _cell(value: Any) -> str:
    match value:
        case None | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() if len(value) > DIGITS and re.fullmatch(r"-?\d+/\d+", value):
            return f"{float(Fraction(value)):.6g}"
        case _:
            return str(value)
