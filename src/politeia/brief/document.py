"""The brief as a frozen document: sections of text, tables and figures, and the findings that every number is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from politeia.assess.verdict import Verdict

Number: TypeAlias = int | Fraction
Basis = Literal["declared", "computed", "recomputed", "reported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A number or an answer, and all that it takes to be quoted on it.

    `value` is unrounded. `exact` says that it holds to the last digit given its method, else `interval` bounds it.
    `basis`: declared (the case says so), computed (from the declaration), recomputed (from published counts), or
    reported (published without the counts behind it).
    """

    id: str
    label: str
    value: Number | str
    unit: str = ""
    exact: bool = True
    interval: tuple[Number, Number] | None = None
    method: str
    basis: Basis
    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, and the ids of the findings whose numbers it repeats."""

    text: str
    findings: tuple[str, ...] = ()
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is printed in a cell, with a word that says which it is."""

    text: str
    finding: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """How one holder of power fares: a symbol and a word beside the name, so that nothing rests on colour."""

    way: Literal["gains", "loses", "mixed", "unclear", "same"]
    symbol: str
    text: str


NONE = "–"  # a cell where there is nothing to show


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text with the spans of it that differ from its neighbour's, numbers, signs, and a small line below."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    shown: tuple[Shown, ...] = ()
    signs: tuple[Sign, ...] = ()
    small: str = ""

    @property
    def plain(self) -> bool:
        """Whether it shows findings and says nothing beside them."""
        return bool(self.shown) and not self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its heading, its cells, and the finding that its texts report, where one does."""

    head: Cell
    cells: tuple[Cell, ...]
    finding: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first of the columns is that of the row headings."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    numeric: bool = False  # whether its cells are numbers, to be set in columns
    stacked: bool = False  # whether a row's heading stands above its cells, as wide as the table
    kind: Literal["table"] = "table"


When = Literal["before", "rule", "after"]  # the old text; the new rule on the old seats; the new text


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of a thing: of which text it is, in a word too; None where there is no value."""

    when: When
    label: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Dots:
    """The values of one thing under its name, each on a line of its own."""

    label: str
    dots: tuple[Dot, ...]


Layout = Literal["lines", "pairs", "bars"]  # a line for each dot; before and after on one line; a bar from zero


@dataclass(frozen=True, slots=True)
class Plot:
    """Values of several things on one scale, drawn by `layout`, with a title and what it shows in words."""

    id: str
    title: str
    description: str
    groups: tuple[Dots, ...]
    layout: Layout = "lines"


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot or several side by side, with a caption."""

    id: str
    caption: str
    plots: tuple[Plot, ...]
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of short texts under a heading; `aside` where it helps with reading and tells nothing new."""

    title: str
    items: tuple[Text, ...]
    aside: bool = False
    kind: Literal["list"] = "list"


Part: TypeAlias = Text | Table | Figure | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief: what it tells, in order, and the ids of the findings it adds."""

    id: str
    title: str
    parts: tuple[Part, ...]
    findings: tuple[str, ...] = ()


Told: TypeAlias = tuple[Section, tuple[Finding, ...]]  # what a section's module returns


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the brief rests on, as the case describes it."""

    id: str
    title: str
    publisher: str
    date: str
    language: str
    sort: str
    grade: str
    where: str
    read: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict: its first sentence, the reasons, and the vector behind them."""

    headline: str
    reasons: tuple[Text, ...]
    vector: Verdict


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the brief was made from: sha256 of each input, versions, and the day up to which the case was read."""

    case: str
    reform: str
    as_of: date | None
    inputs: Mapping[str, str]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One reform's brief. `politeia.result.dumps` makes it JSON, `politeia.brief.render.page` a page."""

    language: str
    polity: str
    reform: str
    title: str
    dates: str
    verdict: Judgement
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Reference, ...]
    manifest: Manifest

    def finding(self, identity: str) -> Finding:
        """The finding of an id; LookupError where there is none."""
        for finding in self.findings:
            if finding.id == identity:
                return finding
        raise LookupError(identity)
