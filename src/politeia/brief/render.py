"""A brief as one HTML page that needs nothing else: no script, no network, no font of its own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from politeia.brief.charts import svg
from politeia.brief.document import Brief, Cell, Finding, Table
from politeia.catalogue import catalogue, message, opening

TEMPLATES = Path(__file__).parent / "templates"

BASES = {
    "declared": message("declared by the case"),
    "computed": message("computed from the declaration"),
    "recomputed": message("recomputed from published counts"),
    "reported": message("as reported; the counts behind it are not published"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """How some findings were made: one note for all that were made alike, numbered in the order of the page."""

    number: int
    method: str
    basis: str
    exact: bool
    findings: tuple[Finding, ...]


def page(brief: Brief) -> str:
    """The brief as HTML; the same brief gives the same text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    say = catalogue(brief.language)
    noted = notes(brief)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbers = {finding.id: note.number for note in noted for finding in note.findings}
    environment.globals.update(
        say=say,
        plural=say.plural,
        note_numbers=lambda ids: sorted({numbers[identity] for identity in ids}),
        cited=cited,
        plot=lambda drawn: Markup(svg(drawn, say)),
        pieces=pieces,
        exactly=exactly,
        basis=lambda word: opening(say(BASES[word])),
        opening=opening,
    )
    style = Markup((TEMPLATES / "style.css").read_text(encoding="utf-8"))
    findings = {finding.id: finding for finding in brief.findings}
    return environment.get_template("page.html").render(brief=brief, notes=noted, findings=findings, style=style)


def notes(brief: Brief) -> tuple[Note, ...]:
    """The notes of a brief: findings with one method and basis share a note."""
    alike: dict[tuple[str, str, bool], list[Finding]] = {}
    for finding in brief.findings:
        alike.setdefault((finding.method, finding.basis, finding.exact), []).append(finding)
    return tuple(Note(n, *how, tuple(findings)) for n, (how, findings) in enumerate(alike.items(), 1))


def cited(table: Table) -> list[str]:
    """The findings that a table's caption answers for: those of its rows, and of cells that say nothing beside."""
    of_rows = [row.finding for row in table.rows if row.finding]
    return of_rows + [shown.finding for row in table.rows for cell in row.cells if cell.plain for shown in cell.shown]


def pieces(cell: Cell) -> list[tuple[str, bool]]:
    """A cell's text in pieces, each with whether it is marked as differing."""
    cut: list[tuple[str, bool]] = []
    last = 0
    for start, end in cell.marks:
        cut += [(cell.text[last:start], False), (cell.text[start:end], True)]
        last = end
    return [piece for piece in (*cut, (cell.text[last:], False)) if piece[0]]


def exactly(value: int | Fraction | str) -> str:
    """A finding's value as the JSON has it: fractions as p/q.

    >>> exactly(Fraction(1, 2)), exactly(7)
    ('1/2', '7')
    """
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else str(value)
