"""The rows typed into the files beside this one are all rows of the shared table, and there are no others."""

from __future__ import annotations

import csv
from importlib import import_module
from pathlib import Path

from tests.published.printed import Row


def test_every_row_of_the_table_is_typed_into_a_test(shared: Path) -> None:
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    modules = [import_module(f"tests.published.{path.stem}") for path in files if path != Path(__file__)]
    typed = [row for module in modules for row in getattr(module, "ROWS", ()) if isinstance(row, Row)]
    columns = ("game", "player", "index", "exact_fraction", "value", "published")
    with (shared / "tables/power_published.csv").open(encoding="utf-8", newline="") as table:
        rows = [Row(*(line[column] for column in columns)) for line in csv.DictReader(table)]
    assert sorted(map(repr, typed)) == sorted(map(repr, rows))
