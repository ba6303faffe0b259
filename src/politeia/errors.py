"""Complaints about what a user gave: where, what is wrong, and what was expected instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LISTED = 8  # how many valid things a message names before it only counts the rest
SHOWN = 60  # how many characters of a user's text a message repeats
COMPARED = 80  # a longer word is no misspelling, and comparing it is slow


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that is wrong, in one line.

    `line` and `column` count from 1, in characters; 0 means that there is no place. Complaints sort by place.

    >>> print(Complaint("case.yaml", 3, 5, "bodies.majlis.kind", "'chambre' does not fit; expected chamber"))
    case.yaml:3:5: bodies.majlis.kind: 'chambre' does not fit; expected chamber
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        place = ":".join([self.file, *numbers] if self.file else numbers)
        return ": ".join(visible(part) for part in (place, self.path, self.message) if part)


class CaseError(Exception):
    """Everything that is wrong with an input, at once: sorted by place, each complaint once.

    >>> error = CaseError.at("case.yaml", 3, 5, "bodies", "'majlys' is unknown; expected majlis")
    >>> error.line, error.path
    (3, 'bodies')
    """

    complaints: tuple[Complaint, ...]

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(sorted(set(complaints)))
        if not self.complaints:
            raise ValueError("a CaseError needs at least one complaint")
        super().__init__(self.complaints)

    @classmethod
    def at(cls, file: str, line: int, column: int, path: str, message: str) -> CaseError:
        """A CaseError of one complaint."""
        return cls([Complaint(file, line, column, path, message)])

    @property
    def file(self) -> str:
        """The file of the first complaint."""
        return self.complaints[0].file

    @property
    def line(self) -> int:
        """The line of the first complaint, or 0."""
        return self.complaints[0].line

    @property
    def column(self) -> int:
        """The column of the first complaint, or 0."""
        return self.complaints[0].column

    @property
    def path(self) -> str:
        """The dotted path of the first complaint."""
        return self.complaints[0].path

    @property
    def message(self) -> str:
        """What the first complaint says."""
        return self.complaints[0].message

    def __str__(self) -> str:
        return "\n".join(map(str, self.complaints))


def visible(text: str) -> str:
    r"""The text with every character that cannot be seen, or that would break a line, written as an escape.

    >>> print(visible("one\ntwo"))
    one\ntwo
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shown(text: str) -> str:
    """A user's text as a message repeats it: quoted, visible, and cut when it is long.

    >>> print(shown("majlis"), shown("x" * 100)[-8:])
    'majlis' xxxx...'
    """
    cut = text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
    return f"'{visible(cut)}'"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely misspells, or None; case does not count against it.

    >>> nearest("majlys", ["majlis", "senate"])
    'majlis'
    """
    from difflib import get_close_matches

    if len(word) > COMPARED:
        return None
    folded = {other.casefold(): other for other in known}
    found = get_close_matches(word.casefold(), folded, n=1)
    return folded[found[0]] if found else None


def listed(options: Sequence[str]) -> str:
    """The valid things as a message lists them: the first few, and how many more there are.

    >>> listed(["majlis"]), listed(["majlis", "senate"])
    ('majlis', 'one of majlis, senate')
    """
    if len(options) == 1:
        return visible(options[0])
    more = f" and {len(options) - LISTED} more" if len(options) > LISTED else ""
    return f"one of {', '.join(map(visible, options[:LISTED]))}{more}"


def expected(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest known one, or the known ones in their order.

    >>> expected("majlys", ["majlis", "senate"])
    "; did you mean 'majlis'?"
    >>> expected("court", ["majlis", "senate"])
    '; expected one of majlis, senate'
    """
    options = list(dict.fromkeys(known))
    match = nearest(word, options)
    if match is not None:
        return f"; did you mean {shown(match)}?"
    return f"; expected {listed(options)}" if options else "; expected nothing here"
