"""What a YAML parser says about a broken text, retold in plain words."""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from politeia.errors import Complaint, shown
from politeia.reader.tree import LEVELS

BREAK = re.compile(r"\r\n|\r|\n")

# What libyaml and PyYAML's own parser say ("context: problem") -> what it means; the first found counts.
SYNTAX = {
    "nesting depth": f"nested more than {LEVELS} levels deep; expected fewer levels",
    "quoted scalar: .*(end of stream|document)": "a quote is opened and never closed;"
    " expected the same quote at the end of the text",
    r"quoted scalar|chr\(\)|C int": r"'\' begins no escape that YAML knows; expected one such as \n or \u0411,"
    r" or single quotes, which keep '\' as it is",
    "tab character": "a tab is used for indentation; expected spaces",
    "cannot start any token": "{char} cannot begin a value; expected quotes around a text that begins with it",
    "mapping values": "a second colon in one value, or a key that is indented wrongly;"
    " expected one 'key: value' a line, and quotes around a text that holds ': '",
    "simple key": "a key without a colon; expected 'key: value', with a space after the colon",
    "flow sequence": "the list that '[' opens in line {line} is neither continued nor closed; expected ',' or ']'",
    "flow mapping": "the mapping that '{{' opens in line {line} is neither continued nor closed; expected ',' or '}}'",
    "node content": "a value is missing; expected a text, a list in [] or a mapping in {{}}",
    "sequence entries": "a list item '- ' begins inside a line; expected it on a line of its own",
    "expected '?<document start": "this does not belong to what stands above; expected outermost keys in one column",
    "block collection": "this is not an item of the list that begins in line {line};"
    " expected '- ' in the column of the other items",
    "block mapping": "this is not a key of the mapping that begins in line {line};"
    " expected 'key: value' in the column of the other keys, and nothing after a closing quote or bracket",
    "directive|incompatible|integer string": "a line that begins with '%' is a YAML directive; expected none",
    "alias|anchor": "'*' and '&' begin aliases and anchors, which are refused;"
    " expected quotes around a text that begins with one",
    "tag": "'!' begins a tag, which is refused; expected quotes around a text that begins with it",
    "block scalar": "'|' and '>' begin a block of text;"
    " expected nothing behind them, or quotes around a text that begins with one",
    "": "this is not YAML; expected 'key: value', '- item' or a text in quotes",
}
# Noticed only at the end of the file, or in the next line; the mistake is where the parser's context begins.
BEFORE = ("quoted scalar: .*(end of stream|document)", "simple key")


class Lines:
    """The lines of a text, as editors count them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at this index; the text's length means its end."""
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def index(self, line: int, column: int) -> int:
        """The index of a place that counts from 0; the end of the text for a place behind that."""
        return self.starts[line] + column if line < len(self.starts) else len(self.text)


def retold(error: yaml.MarkedYAMLError, text: str, file: str) -> Complaint:
    """A parser's complaint in plain words, where the mistake is rather than where the parser noticed it.

    >>> try:
    ...     yaml.safe_load("a: 'x")
    ... except yaml.MarkedYAMLError as error:
    ...     print(retold(error, "a: 'x", "case.yaml"))
    case.yaml:1:4: a quote is opened and never closed; expected the same quote at the end of the text
    """
    lines = Lines(text)
    began, noticed = (
        lines.index(mark.line, mark.column) if mark else None for mark in (error.context_mark, error.problem_mark)
    )
    index = next(place for place in (noticed, began, 0) if place is not None)
    char = text[index : index + 1]
    said = f"{error.context}: {error.problem}"
    pattern = "tab character" if char == "\t" else next(p for p in SYNTAX if re.search(p, said))
    if began is not None and (not char or pattern in BEFORE):
        index = began
    message = SYNTAX[pattern].format(char=shown(char), line=lines.place(began or 0)[0])
    return Complaint(file, *lines.place(index), "", message)
