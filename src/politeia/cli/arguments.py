"""What verbs have in common on the command line: the case, a day, and the choice of JSON."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from politeia.errors import shown


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
