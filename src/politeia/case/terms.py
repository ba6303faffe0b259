"""The field's small terms: the unknown, a needed majority, a span of time, a share; each read from text, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Final, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from politeia.errors import shown

UNSOURCED: Final = "names no source; expected `source:` with an id declared under sources"


class Noun(BaseModel):
    """A frozen value of the declaration; an unknown key is an error.

    How an entry lays itself over the one before it: `deep` names the mappings whose items are laid over one by one,
    `alternatives` the keys of which stating one drops the others, `complements` what restating a key drops with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    deep: ClassVar[Mapping[str, type[Noun]]] = {}
    alternatives: ClassVar[tuple[str, ...]] = ()
    complements: ClassVar[Mapping[str, tuple[str, ...]]] = {}


def substance(content: Noun | None) -> object:
    """What a noun provides, to compare by: without names, notes and the articles of its parts, which are no substance.

    >>> class Chair(Noun):
    ...     article: str
    ...     n: int
    >>> substance(Chair(article="1", n=3)) == substance(Chair(article="2", n=3))
    True
    """
    return None if content is None else _stripped(content.model_dump(mode="json"))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items() if key not in ("article", "names", "note")}
    return [_stripped(item) for item in value] if isinstance(value, list) else value


class Unknown:
    """The value `?`: no text supports an answer.

    >>> UNKNOWN
    ?
    """

    _only: ClassVar[Unknown | None] = None

    def __new__(cls) -> Unknown:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "?"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = Unknown()
T = TypeVar("T")


class _OrUnknown:
    """Lets a field hold `?` beside its own type, with the type's own errors kept."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        known = next(part for part in get_args(source) if part is not Unknown)

        def validate(value: Any, inner: Callable[[Any], Any]) -> Any:
            return UNKNOWN if value is UNKNOWN or value == "?" else inner(value)

        return core_schema.no_info_wrap_validator_function(
            validate,
            handler.generate_schema(known),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: "?" if value is UNKNOWN else value
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"const": "?", "description": "not known"}]}


Maybe = Annotated[T | Unknown, _OrUnknown()]
Count = Annotated[int, Field(gt=0)]


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _sourced(ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids or not all(ids):
        raise ValueError(UNSOURCED)
    return ids


Words = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
_Text = Annotated[str, Field(min_length=1)]
Sources = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed, json_schema_input_type=_Text | Annotated[list[_Text], Field(min_length=1)]),
    AfterValidator(_sourced),
]

_ARTICLE = r"[1-9][0-9]{0,3}([-.][1-9][0-9]{0,2})?[a-z]{0,7}"


def _article(number: str) -> str:
    if not re.fullmatch(_ARTICLE, number):
        raise ValueError(f"{shown(number)} is no number of an article; expected one like 50 or 83-1, without its parts")
    return number


def _once(numbers: tuple[str, ...]) -> tuple[str, ...]:
    if not numbers:
        raise ValueError("the list is empty; expected one article or more, or no list")
    for n, number in enumerate(numbers):
        if number in numbers[:n]:
            raise ValueError(f"article {number} is listed twice; expected each article once")
    return numbers


_Article = Annotated[str, AfterValidator(_article), WithJsonSchema({"type": "string", "pattern": f"^{_ARTICLE}$"})]
Articles = Annotated[
    tuple[_Article, ...],
    Field(json_schema_extra={"minItems": 1, "uniqueItems": True}),
    AfterValidator(_once),
]

_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> date:
    """A day as it stands in a case file; no timestamp, and no moment of a day, is one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{shown(str(value))} does not fit; expected a day like 2022-06-05")


Day = Annotated[date, BeforeValidator(_day)]


class Read:
    """A value that a case file writes as one text; subclasses say how it is read and what it looks like."""

    pattern: ClassVar[str]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the text; a ValueError says what was expected."""
        raise NotImplementedError  # pragma: no cover - abstract

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: Any) -> Any:
            return value if isinstance(value, cls) else cls.read(value if isinstance(value, str) else str(value))

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "type": ["string", "number"],
            "pattern": cls.pattern,
            "description": (cls.__doc__ or "").split("\n")[0],
        }


_NUMBER = re.compile(r"(?a)(\d{1,18})(?:\s*/\s*(\d{1,18})|\.(\d{1,18}))?\s*(%?)")


def exact(text: str) -> Fraction:
    """The number that a text writes, exactly: 2/3, 5%, 0.05, 7.

    >>> exact("5%") == exact("1/20") == exact("0.05")
    True
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{shown(text)} is not a number; expected one like 2/3, 5% or 0.05")
    whole, over, decimals, percent = found.groups()
    if over is not None and int(over) == 0:
        raise ValueError(f"{shown(text)} divides by zero; expected a fraction like 2/3")
    value = Fraction(int(whole), int(over)) if over else Fraction(f"{whole}.{decimals or 0}")
    return value / 100 if percent else value


@dataclass(frozen=True, slots=True)
class Share(Read):
    """A share between 0 and 1, written 2/3, 5% or 0.05.

    >>> Share.read("7 %").value
    Fraction(7, 100)
    """

    value: Fraction
    pattern: ClassVar[str] = r"^\d+(\.\d+)?( ?/ ?\d+)? ?%?$"

    @classmethod
    def read(cls, text: str) -> Self:
        value = exact(text)
        if not 0 <= value <= 1:
            raise ValueError(f"{shown(text)} is not a share; expected a number from 0 to 1, like 2/3 or 5%")
        return cls(value)

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Amount(Read):
    """A whole number that must be reached, or a share of what is counted: 5000, 7%, 1/3.

    >>> str(Amount.read("20000")), str(Amount.read("7%")), Amount.read("0.05").value
    ('20,000', '7%', Fraction(1, 20))
    """

    value: Fraction
    pattern: ClassVar[str] = rf"^(?!0+ ?%?$){Share.pattern[1:]}"

    @classmethod
    def read(cls, text: str) -> Self:
        value = exact(text)
        if value == 0:
            raise ValueError(f"{shown(text)} asks for nothing; expected a number like 5000 or a share like 7% or 1/3")
        if value > 1 and not text.strip().isdigit():
            what = "a share above the whole" if text.strip().endswith("%") else "no share and no whole number"
            raise ValueError(f"{shown(text)} is {what}; expected a number like 5000 or a share like 7% or 1/3")
        return cls(value)

    def __str__(self) -> str:
        if self.value.denominator == 1:
            return f"{self.value.numerator:,}"
        return f"{100 * self.value}%" if 100 % self.value.denominator == 0 else str(self.value)


@dataclass(frozen=True, slots=True)
class Need(Read):
    """What a vote needs: `majority` (more than half), a share (at least), or a count of votes.

    >>> [Need.read(text).votes(98) for text in ("majority", "2/3", "3/4", "5")]
    [50, 66, 74, 5]
    """

    share: Fraction | None
    count: int | None = None
    pattern: ClassVar[str] = r"^(majority|all|\d+|\d+(\.\d+)?( ?/ ?\d+)? ?%?)$"

    @classmethod
    def read(cls, text: str) -> Self:
        word = text.strip()
        if word == "majority":
            return cls(None)
        if word == "all":
            return cls(Fraction(1))
        if word.isascii() and word.isdigit() and int(word) > 0:
            return cls(None, int(word))
        try:
            share = Share.read(word).value
        except ValueError:
            raise ValueError(
                f"{shown(text)} is not a needed vote; expected majority, all, a share like 2/3 or a count"
            ) from None
        if share == 0:
            raise ValueError(f"{shown(text)} needs no vote at all; expected majority, all, a share like 2/3 or a count")
        return cls(share)

    def votes(self, base: int) -> int:
        """The fewest votes that are enough among `base` votes."""
        if self.count is not None:
            return self.count
        if self.share is None:
            return base // 2 + 1
        return -(-self.share.numerator * base // self.share.denominator)

    def at(self, base: int = 10**6) -> Fraction:
        """How demanding the need is, as a share of a large base: orders needs of one kind."""
        if self.count is not None:
            return Fraction(self.count)
        return self.share if self.share is not None else Fraction(base // 2 + 1, base)

    def __str__(self) -> str:
        return str(self.count) if self.count is not None else str(self.share) if self.share is not None else "majority"


_SPAN = re.compile(r"(?a)(\d{1,4})\s*(y|years?|m|months?|w|weeks?|d|days?)")


@dataclass(frozen=True, slots=True)
class Span(Read):
    """A span of time: 6y, 2 months, 15 days.

    >>> str(Span.read("6y")), Span.read("2 months") < Span.read("1y")
    ('6 years', True)
    """

    months: int
    days: int = 0
    pattern: ClassVar[str] = r"^\d+ ?(y|years?|m|months?|w|weeks?|d|days?)$"

    @classmethod
    def read(cls, text: str) -> Self:
        found = _SPAN.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{shown(text)} is not a span of time; expected one like 6y, 2 months or 15 days")
        number, unit = int(found[1]), found[2][0]
        return {"y": cls(12 * number), "m": cls(number), "w": cls(0, 7 * number), "d": cls(0, number)}[unit]

    def __lt__(self, other: Span) -> bool:
        return self.length < other.length

    @property
    def length(self) -> Fraction:
        """The length in days, by the mean Gregorian month: for comparing spans, never for a deadline."""
        return self.months * Fraction(146097, 4800) + self.days

    def __str__(self) -> str:
        parts = [(self.months // 12, "year"), (self.months % 12, "month"), (self.days, "day")]
        return " ".join(f"{n} {unit}{'s' * (n != 1)}" for n, unit in parts if n) or "0 days"
