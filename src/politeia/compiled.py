"""Loops as machine code: the one place where numba is asked to compile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """The loop as machine code, compiled when it is first called and kept on disk for the next process.

    Where no folder can be written, neither that of the package nor a cache of the user, it is compiled anew
    in each process.

    >>> compiled(lambda n: n + 1)(2)
    3
    """
    try:
        kept: Any = njit(cache=True)(loop)
    except RuntimeError:  # numba found no folder to write to
        kept = njit(loop)
    return cast(Loop, kept)
