"""Cases: a packaged name or a folder of files; loaded, checked across files, with the hash of everything read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from politeia.case.declaration import polity_of
from politeia.case.election import Elections, elections_of
from politeia.case.polity import Polity
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.reader import bytes_of, parse

if TYPE_CHECKING:
    from politeia.reader import Node

FILES = ("polity.yaml", "elections.yaml")


@dataclass(frozen=True, slots=True)
class Case:
    """A polity with what happened in it: everything that a brief is made from.

    `inputs` maps each file read to the sha256 of its bytes.
    """

    name: str
    folder: Path
    polity: Polity
    elections: Elections
    inputs: Mapping[str, str] = field(default_factory=dict)


def packaged() -> dict[str, Path]:
    """The packaged cases by name.

    >>> "kazakhstan" in packaged()
    True
    """
    root = Path(__file__).parent.parent / "cases"
    return {path.parent.name: path.parent for path in sorted(root.glob("*/polity.yaml"))}


def load(case: str | Path) -> Case:
    """Load a case by its packaged name or its folder; CaseError with everything wrong in all its files.

    >>> load("kazakhstan").polity.header.ids.iso3166
    'KAZ'
    """
    folder = find(case)
    complaints: list[Complaint] = []
    inputs: dict[str, str] = {}
    trees: dict[str, Node] = {}
    for name in FILES:
        path = folder / name
        if name != "polity.yaml" and not os.path.lexists(path):
            continue
        try:
            raw = contents(folder, path)
            inputs[name] = hashlib.sha256(raw).hexdigest()
            trees[name] = parse(raw, str(path))
        except CaseError as error:
            complaints += error.complaints
    polity, elections = None, Elections()
    try:
        polity = polity_of(trees["polity.yaml"]) if "polity.yaml" in trees else None
    except CaseError as error:
        complaints += error.complaints
    try:
        if "elections.yaml" in trees:
            elections = elections_of(trees["elections.yaml"], polity)
    except CaseError as error:
        complaints += error.complaints
    if complaints or polity is None:
        raise CaseError(complaints)
    return Case(polity.id, folder, polity, elections, inputs)


def find(case: str | Path) -> Path:
    """The folder of a case: an existing folder with a polity.yaml, else a packaged name."""
    known = packaged()
    if os.path.isdir(case):  # noqa: PTH112 - Path.is_dir raises for a name that no file system takes
        return Path(case)
    if isinstance(case, str) and case in known:
        return known[case]
    message = f"{shown(str(case))} is no packaged case and no folder{expected(str(case), known)}"
    raise CaseError.at("", 0, 0, "case", message)


def contents(folder: Path, path: Path) -> bytes:
    """The bytes of a file of the case; nothing outside the case folder is read, whatever a link says."""
    if path.exists() and not path.resolve().is_relative_to(folder.resolve()):
        raise CaseError.at(str(path), 0, 0, "", "leads outside the case folder; expected a file of the case")
    return bytes_of(path)
