"""What the tests of the program share: running it, in this process or in one of its own, and a small case."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from politeia.cli.main import main
from tests.case.documented import written

PROGRAM = (sys.executable, "-c", "from politeia.cli.main import main; main(prog_name='politeia')")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def politeia() -> Callable[..., Result]:
    """politeia(*arguments): what the program does in this process."""

    def run(*arguments: object, columns: int = 80) -> Result:
        return CliRunner(env={"COLUMNS": str(columns)}).invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def program() -> Run:
    """program(*arguments): what the program does in a process of its own, as a shell sees it."""

    def run(*arguments: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            capture_output=True, encoding="utf-8", check=False, timeout=60, cwd=cwd, env=os.environ | env,
        )  # fmt: skip

    return run


@pytest.fixture
def ruritania(tmp_path: Path, root: Path) -> Path:
    """The case of docs/case-format.md in a folder."""
    return written(root, tmp_path)
