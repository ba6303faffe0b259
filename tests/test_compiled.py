"""Compiled loops are loaded only where they are needed, and work where no folder can be written."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numba
import pytest

from politeia.compiled import compiled


def test_small_games_load_no_compiler(root):
    script = f"""
import sys
from politeia.power.game import Game
from politeia.power.indices import power
power(Game.from_yaml({str(root / "tests/power/us_federal.yaml")!r}))
power(Game.weighted(51, [50, 49, 1]), exact=False)
print(*sorted({{"numba", "numpy"}} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_where_no_folder_can_be_written_loops_are_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: Any = numba.njit

    def unwritable(*loop: object, **options: object) -> object:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return whole(*loop, **options)

    monkeypatch.setattr("politeia.compiled.njit", unwritable)
    assert compiled(lambda n: n * n)(7) == 49
