"""What an instrument says of a text: its items, each with the readings that the text allows, and their total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from politeia.case.constitution import Record
from politeia.result import Result

# What lets an item be answered: records that say so; a core decision that is answered, so that who is not named in it
# has no part in it; records that were repealed without another in their place; a field that a record read leaves
# empty; what somebody observed; or nothing.
Rule = Literal["declared", "core set", "repealed", "empty field", "observed", "?"]
Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a coder may read the text, and what it scores."""

    score: Number
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an instrument.

    `readings` has the reading taken first and its alternatives after it; none where the item cannot be answered.
    `low` and `high` bound the score over all of them, and are the ends of the scale where nothing is known. `because`
    says what the answer rests on, or why there is none.
    """

    id: str
    asks: str
    readings: tuple[Reading, ...]
    low: Number
    high: Number
    rule: Rule
    because: str
    records: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def score(self) -> Number | None:
        """The score of the reading taken; None where the item cannot be answered."""
        return self.readings[0].score if self.readings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Result):
    """An instrument's items and total.

    `score` is the total of the readings taken (None where an item has none), `low` and `high` bound the total over
    all readings and answers, and `out_of` is the most that the instrument gives.
    """

    instrument: str
    text: str
    score: Number | None
    low: Number
    high: Number
    out_of: int
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        """The items that could not be answered."""
        return tuple(item for item in self.items if not item.readings)


Records = Iterable[Record[Any]]


def cited(records: Records) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of records with their sections, and their articles, each once."""
    found = list(records)
    ids = dict.fromkeys(f"{record.section}.{record.id}" for record in found)
    return tuple(ids), tuple(dict.fromkeys(article for record in found for article in record.articles))


def answered(item: tuple[str, str], rule: Rule, records: Records, *readings: Reading) -> Item:
    """An item with one reading, or with the one taken and its alternatives."""
    scores = [reading.score for reading in readings]
    ids, articles = cited(records)
    return Item(*item, readings, min(scores), max(scores), rule, readings[0].why, ids, articles)


def unanswered(item: tuple[str, str], why: str, records: Records, low: Number, high: Number) -> Item:
    """An item that the records do not answer, with the scores that it may have."""
    ids, articles = cited(records)
    return Item(*item, (), low, high, "?", why, ids, articles)


def distinct(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings without those that score as one before them."""
    seen: set[Number] = set()
    for reading in readings:
        if reading.score not in seen:
            seen.add(reading.score)
            yield reading


def summed(items: Iterable[Item]) -> tuple[Number | None, Number, Number]:
    """The total of the readings taken, and its bounds over all readings."""
    listed = tuple(items)
    scores = [item.score for item in listed]
    known = [score for score in scores if score is not None]
    total = sum(known) if len(known) == len(scores) else None
    return total, sum(item.low for item in listed), sum(item.high for item in listed)
