"""The template of a case: what `politeia new` writes."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from politeia.case.library import packaged
from politeia.errors import CaseError, shown

BLANK = Path(__file__).parent / "blank"  # a whole case, of a country that there is not
COUNTRY = "ruritania"
NAME = r"[a-z][a-z0-9_-]{0,39}"


def write(name: str, folder: Path) -> tuple[Path, ...]:
    """Write the template of a case into a new folder of this name inside `folder`; returns the files written.

    CaseError for a name that is no id, that a packaged case has, or that is taken; then nothing is written.
    """
    if not re.fullmatch(NAME, name):
        what = "expected up to 40 small letters, digits, - and _, a letter first"
        raise CaseError.at("", 0, 0, "name", f"{shown(name)} is no name for a case; {what}")
    if name in packaged():
        raise CaseError.at("", 0, 0, "name", f"{shown(name)} is a packaged case; expected a name of its own")
    target = folder / name
    if os.path.lexists(target):
        raise CaseError.at(str(target), 0, 0, "", "there is something of this name already; expected a new name")
    title = re.sub("[_-]+", " ", name).strip().title()
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=f".{name}.") as beside:
            whole = Path(beside) / name
            whole.mkdir()
            for path in sorted(BLANK.iterdir()):
                text = path.read_text("utf-8").replace(COUNTRY.title(), title).replace(COUNTRY, name)
                (whole / path.name).write_text(text, "utf-8")
            whole.rename(target)
    except OSError as error:
        what = f"cannot be written ({error.strerror}); expected a folder that can be written to"
        raise CaseError.at(str(target), 0, 0, "", what) from None
    return tuple(sorted(target.iterdir()))
