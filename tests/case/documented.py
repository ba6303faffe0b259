"""The case that docs/case-format.md shows."""

from __future__ import annotations

import re
from pathlib import Path


def texts(root: Path) -> dict[str, str]:
    """Its files by name."""
    blocks = re.findall(r"```yaml\n(.*?)```", (root / "docs/case-format.md").read_text("utf-8"), re.DOTALL)
    return dict(zip(("polity.yaml", "elections.yaml"), blocks, strict=True))


def written(root: Path, folder: Path) -> Path:
    """Its files in a folder `ruritania` inside another."""
    case = folder / "ruritania"
    case.mkdir()
    for name, text in texts(root).items():
        (case / name).write_text(text, "utf-8")
    return case
