"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

Found = TypeVar("Found")

# A test fails for what the code does, never for how busy the machine is; and in CI for the same reason twice.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of facts and published tables that stands beside the repository."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.fixture(scope="session")
def require() -> Callable[[str, Found | None], Found]:
    """require(name, found): `found`, or a skip that names the system package that is missing.

    Where POLITEIA_REQUIRE is "all", as in CI, a missing package is a failure.
    """

    def require(name: str, found: Found | None) -> Found:
        if found:
            return found
        if os.environ.get("POLITEIA_REQUIRE") == "all":
            pytest.fail(f"needs {name}, and POLITEIA_REQUIRE=all")
        pytest.skip(f"needs {name}")

    return require
