"""What verbs have in common on the command line: the case, a day, the choice of JSON, and answers given as A=B."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from politeia.errors import CaseError, Complaint, expected, shown

if TYPE_CHECKING:
    from politeia.case.constitution import Constitution

Key = TypeVar("Key")
Value = TypeVar("Value")


class Day(click.ParamType[date]):
    """A day, written 2022-06-08."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            # The standard library also reads 20220608 and 2022-W23-3, which few would mean.
            return date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else self.fail(value)
        except (ValueError, click.BadParameter):
            self.fail(f"{shown(value)} is no day; expected one such as 2022-06-08", param, ctx)


case = click.argument("case")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object; fractions are texts 'p/q'.")


def wrong(option: str, message: str) -> Complaint:
    """A complaint about what an option was given."""
    return Complaint("", 0, 0, option, message)


def refuse(complaints: Sequence[Complaint]) -> None:
    """CaseError with all of the complaints, where there are any."""
    if complaints:
        raise CaseError(complaints)


def once(option: str, given: Iterable[tuple[Key, Value]], complaints: list[Complaint]) -> Mapping[Key, Value]:
    """The answers by what they answer; a complaint for each that is given twice and not alike.

    >>> complaints = []
    >>> once("--effective", [("senate", True), ("senate", False)], complaints)
    {'senate': True}
    >>> print(*complaints)
    --effective: 'senate' is answered twice, and not alike; expected one answer
    """
    found: dict[Key, Value] = {}
    for key, value in given:
        if found.setdefault(key, value) != value:
            complaints.append(wrong(option, f"{shown(str(key))} is answered twice, and not alike; expected one answer"))
    return found


def decisions_of(asked: Iterable[str], texts: Sequence[Constitution], complaints: list[Complaint]) -> Iterator[str]:
    """The ids of the decisions that are asked for, by their own ids or by those of powers in them.

    A complaint for each that there is not, with the nearest id of either sort, else with the decisions that there are.
    """
    from politeia.power.decisions import decisions, found

    known = list(dict.fromkeys(name for text in texts for name in decisions(text)))
    powers = dict.fromkeys(name for text in texts for name, record in text.powers.items() if record.content)
    for name in asked:
        try:
            yield found(name, texts)
        except CaseError:
            near = expected(name, (*known, *powers))
            told = near if near.startswith("; did") else f"{expected(name, known)}, or the id of a power"
            complaints.append(wrong("--decision", f"{shown(name)} is no decision{told}"))
