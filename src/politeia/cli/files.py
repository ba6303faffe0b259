"""Files that a verb writes: all of them, whole, or none."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from politeia.errors import CaseError


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write each file beside its place and then move all of them there. CaseError where one cannot be written.

    A reader never sees half a file, and an error while writing leaves what was there before.
    """
    places = {path: path.resolve() for path in contents}  # a link keeps its place, and what it leads to is replaced
    waiting: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            place = places[path]
            if place.exists() and not place.is_file():
                raise _refused(path, "this is no file that can be replaced; expected the name of a file")
            beside = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
            try:
                with beside.open("xb") as stream:
                    waiting[path] = beside
                    stream.write(content)
            except OSError as error:
                what = f"cannot be written ({error.strerror}); expected a folder that can be written to"
                raise _refused(path, what) from None
        for path in list(waiting):
            try:
                waiting[path].replace(places[path])
            except OSError as error:
                raise _refused(path, f"cannot be replaced ({error.strerror}); expected a file that can be") from None
            del waiting[path]
    finally:
        for beside in waiting.values():
            with suppress(OSError):
                beside.unlink()


def _refused(path: Path, message: str) -> CaseError:
    return CaseError.at(str(path), 0, 0, "", message)
