"""The tree of a YAML text: every key and value with its place and its text as written."""

from __future__ import annotations

import math
from collections import abc
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from politeia.errors import CaseError, Complaint

LEVELS = 100  # how deep a tree may be
PATH = 200  # how long a path may be, so that a hostile file cannot fill the memory with them


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file: line and column count from 1, in characters; 0 where there is none."""

    file: str
    line: int
    column: int

    def complaint(self, path: str, message: str) -> Complaint:
        """What is wrong at this place."""
        return Complaint(self.file, self.line, self.column, path, message)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text exactly as it was written; `quoted` when it stood in quotes or in a block of text."""

    text: str
    mark: Mark
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes in file order; `entries` maps a key's text to the key's place and its node."""

    entries: abc.Mapping[str, tuple[Mark, Node]] = field(hash=False)
    mark: Mark

    def __getitem__(self, key: str) -> Node:
        return self.entries[key][1]

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def __iter__(self) -> abc.Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, key: str) -> Node | None:
        """The node of a key, or None."""
        return self.entries[key][1] if key in self.entries else None

    def keys(self) -> abc.KeysView[str]:
        """The keys in file order."""
        return self.entries.keys()

    def items(self) -> abc.Iterator[tuple[str, Node]]:
        """Each key and its node in file order."""
        return ((key, node) for key, (_, node) in self.entries.items())

    def key_mark(self, key: str) -> Mark:
        """The place of a key."""
        return self.entries[key][0]

    def with_entry(self, key: str, key_mark: Mark, node: Node) -> Mapping:
        """This mapping with one entry set: in its old position if the key was there, else last."""
        return replace(self, entries={**self.entries, key: (key_mark, node)})

    def without(self, key: str) -> Mapping:
        """This mapping less one entry, if it is there."""
        return replace(self, entries={other: entry for other, entry in self.entries.items() if other != key})

    def overlaid(self, over: Mapping) -> Mapping:
        """This mapping with all entries of another set on it; the whole keeps the other's place."""
        return Mapping({**self.entries, **over.entries}, over.mark)


Node = Scalar | Sequence | Mapping


def joined(path: str, part: str | int) -> str:
    """A dotted path with one more key or index; a long one loses its middle.

    >>> joined("veto[1]", "mode"), len(joined("veto[1]", "x" * 1000))
    ('veto[1].mode', 200)
    """
    step = f"[{part}]" if isinstance(part, int) else f".{part}" if path and part else part
    whole = path + step
    return whole if len(whole) <= PATH else f"{whole[: PATH // 2 - 3]}...{whole[-PATH // 2 :]}"


def plain(node: Node) -> Any:
    """The tree as text, lists and dicts, without places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(item) for key, item in node.items()}


def from_plain(value: object, file: str = "<python>") -> Node:
    """Python data as a tree without places (line 0); None is absent.

    Takes texts, numbers, dates, fractions and enum members, and lists and dicts of them. Raises CaseError.

    >>> plain(from_plain({"n": 15, "since": date(2022, 6, 8), "of": None}))
    {'n': '15', 'since': '2022-06-08'}
    """
    mark = Mark(file, 0, 0)

    def tree(value: object, path: str, level: int) -> Node:
        if not isinstance(value, abc.Mapping | list | tuple):
            return Scalar(_text(value, file, path), mark)
        if level > LEVELS:
            raise CaseError.at(file, 0, 0, "", f"nested more than {LEVELS} levels deep; expected fewer levels")
        if not isinstance(value, abc.Mapping):
            items = (tree(item, joined(path, number), level + 1) for number, item in enumerate(value))
            return Sequence(tuple(items), mark)
        entries: dict[str, tuple[Mark, Node]] = {}
        for key, item in value.items():
            text = _text(key, file, path)
            if text in entries:
                raise CaseError.at(file, 0, 0, joined(path, text), "the key is repeated; expected each key once")
            if item is not None:
                entries[text] = (mark, tree(item, joined(path, text), level + 1))
        return Mapping(entries, mark)

    return tree(value, "", 1)


def _text(value: object, file: str, path: str) -> str:
    match value:
        case Enum():
            return _text(value.value, file, path)
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str() | int() | Fraction():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
    what = f"a value of type {type(value).__name__} cannot be declared"
    raise CaseError.at(file, 0, 0, path, f"{what}; expected a text, number, date, list or dict")
