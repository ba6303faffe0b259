"""From YAML text to a tree, strictly."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from politeia.errors import CaseError, Complaint, shown
from politeia.reader.syntax import Lines, retold
from politeia.reader.tree import LEVELS, Mapping, Mark, Node, Scalar, Sequence, joined

BYTES = 2_000_000
NODES = 200_000

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its events are used: it constructs nothing

# What YAML forbids, in a text that an escape made too; and in the file itself a byte order mark inside
# and the line breaks of YAML 1.1 that editors do not show as such.
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
FORBIDDEN = re.compile(f"[{CONTROL}\x85\u2028\u2029\ufeff]")
UNPRINTABLE = re.compile(f"[{CONTROL}]")


def read(path: Path) -> Node:
    """The tree of a file; it must be a regular file of UTF-8 text. Raises CaseError with every complaint."""
    return parse(bytes_of(path), str(path))


def parse(text: str | bytes, file: str) -> Node:
    r"""The tree of a YAML text, whose scalars stay text: `no`, `010` and `22:22` are not interpreted.

    Refused: tags, anchors, aliases, merge keys, repeated keys, keys that are not text, directives, several
    documents, and more than 2 MB, 200,000 nodes or 100 levels. Raises CaseError with every complaint up to
    the first place where the text stops being YAML.

    >>> parse("n: 010\nmode: no", "case.yaml")["n"]
    Scalar(text='010', mark=Mark(file='case.yaml', line=1, column=4), quoted=False)
    >>> parse("n: 1\nn: 2", "case.yaml")
    Traceback (most recent call last):
    politeia.errors.CaseError: case.yaml:2:1: n: key 'n' is repeated, first in line 1; expected each key once
    """
    text = _decoded(text, file)
    builder, parser = _Builder(file, Lines(text)), PARSER(text)
    try:
        while parser.check_event() and builder.take(parser.get_event()):
            pass
    except yaml.MarkedYAMLError as error:
        builder.complaints.append(retold(error, text, file))
    except (ValueError, OverflowError) as error:  # PyYAML's own parser, for an escape such as \U00200000
        marked = yaml.MarkedYAMLError(problem=str(error), problem_mark=parser.get_mark())
        builder.complaints.append(retold(marked, text, file))
    finally:
        parser.dispose()
    root, complaints = builder.root, builder.complaints
    if root is None or (isinstance(root, Scalar) and not root.text and not root.quoted):
        complaints = complaints or [Complaint(file, 1, 1, "", "the file is empty; expected keys and values")]
    if complaints or root is None:
        raise CaseError(complaints)
    return root


def bytes_of(path: Path) -> bytes:
    """The bytes of a regular file of at most 2 MB; a pipe, a device, a directory or a missing file is refused."""

    def refuse(message: str) -> CaseError:
        return CaseError.at(str(path), 0, 0, "", message)

    try:
        # Not blocking, since opening a pipe would wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise refuse("there is no such file; expected a YAML file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise refuse(f"the file cannot be opened ({reason}); expected a readable YAML file") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "a directory" if stat.S_ISDIR(status.st_mode) else "a pipe, socket or device"
            raise refuse(f"this is {kind}; expected a YAML file")
        if status.st_size > BYTES:
            raise refuse(_too_large(status.st_size))
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(BYTES + 1)
    except OSError as error:
        raise refuse(f"the file cannot be read ({error.strerror}); expected a readable YAML file") from None
    finally:
        os.close(descriptor)


def _too_large(size: int) -> str:
    return f"the file has {size:,} bytes; expected at most {BYTES:,}"


def _decoded(text: str | bytes, file: str) -> str:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(data) > BYTES:
        raise CaseError.at(file, 0, 0, "", _too_large(len(data)))
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
            line, column = Lines(before).place(len(before))
            what = f"byte {data[error.start]:#04x} is not UTF-8"
            raise CaseError.at(file, line, column, "", f"{what}; expected a text saved as UTF-8") from None
    text = text.removeprefix("\ufeff")
    lines = Lines(text)
    first: dict[str, tuple[int, int]] = {}
    for match in FORBIDDEN.finditer(text):
        if match[0] not in first:
            first[match[0]] = lines.place(match.start())
    if first:
        raise CaseError(
            Complaint(file, *place, "", f"character U+{ord(c):04X} is refused; expected a text without it")
            for c, place in first.items()
        )
    return text


@dataclass(slots=True)
class _Open:
    """A collection that is not yet closed, and in a mapping the key that waits for its node."""

    mark: Mark
    keyed: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Mark, Node]] = field(default_factory=dict)
    key: tuple[str, Mark] | None = None


class _Builder:
    """Makes a tree from the events of a parser without recursion, and collects complaints on the way."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file = file
        self.lines = lines
        self.complaints: list[Complaint] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Whether to go on after this event."""
        match event:
            case yaml.DocumentStartEvent():
                return self.document(event)
            case yaml.NodeEvent():
                return self.node(event)
            case yaml.SequenceEndEvent():
                top = self.stack.pop()
                self.add(Sequence(tuple(top.items), top.mark))
            case yaml.MappingEndEvent():
                top = self.stack.pop()
                self.add(Mapping(top.entries, top.mark))
        return True

    def document(self, event: Any) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self.complain(self.mark(event), "a line that begins with '%' is a YAML directive; expected none")
        if self.documents > 1:
            self.complain(self.mark(event), "a second document begins here; expected one document in a file")
        return self.documents == 1

    def node(self, event: Any) -> bool:
        mark = self.mark(event)
        self.nodes += 1
        if self.nodes > NODES:
            self.complain(mark, f"the file has more than {NODES:,} nodes; expected fewer keys and values")
            return False
        kind, sign = ("alias", "*") if isinstance(event, yaml.AliasEvent) else ("anchor", "&")
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            self.complain(mark, f"{kind} {shown(sign + event.anchor)} is refused; expected a value, or quotes")
        if tag is not None:
            self.complain(mark, f"tag {shown(tag)} is refused; expected a value without one, or quotes")
        if not isinstance(event, yaml.CollectionStartEvent):
            self.add(self.scalar(event, mark) if isinstance(event, yaml.ScalarEvent) else Scalar(event.anchor, mark))
            return True
        if len(self.stack) == LEVELS:
            self.complain(mark, f"nested more than {LEVELS} levels deep; expected fewer levels")
            return False
        self.stack.append(_Open(mark, isinstance(event, yaml.MappingStartEvent)))
        return True

    def scalar(self, event: Any, mark: Mark) -> Scalar:
        if UNPRINTABLE.search(event.value):
            self.complain(mark, f"{shown(event.value)} holds a control character; expected none")
        return Scalar(event.value, mark, quoted=bool(event.style))

    def add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.keyed:
            top.items.append(node)
        elif top.key is None:
            top.key = self.key(top, node)
        else:
            text, mark = top.key
            top.entries.setdefault(text, (mark, node))
            top.key = None

    def key(self, top: _Open, node: Node) -> tuple[str, Mark]:
        if not isinstance(node, Scalar):
            kind = "list" if isinstance(node, Sequence) else "mapping"
            self.complain(node.mark, f"a {kind} is used as a key; expected a text, or quotes around it")
            return "", node.mark
        text = node.text
        if text == "":
            self.complain(node.mark, "a key is empty; expected a name before the colon")
        elif text == "<<" and not node.quoted:
            self.complain(node.mark, "merge key '<<' is refused; expected the keys themselves")
        elif text in top.entries:
            first = top.entries[text][0].line
            again = f"key {shown(text)} is repeated, first in line {first}; expected each key once"
            self.complain(node.mark, again, text)
        return text, node.mark

    def mark(self, event: Any) -> Mark:
        start = event.start_mark
        if start.line < len(self.lines.starts):
            return Mark(self.file, start.line + 1, start.column + 1)
        # libyaml adds a line of its own to a text that does not end with a break.
        return Mark(self.file, *self.lines.place(self.lines.index(start.line, start.column)))

    def complain(self, mark: Mark, message: str, key: str = "") -> None:
        path = ""
        for level in self.stack:
            if not level.keyed:
                path = joined(path, len(level.items))
            elif level.key is not None:
                path = joined(path, level.key[0])
        self.complaints.append(Complaint(mark.file, mark.line, mark.column, joined(path, key), message))
