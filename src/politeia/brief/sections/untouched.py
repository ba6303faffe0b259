"""What stands untouched, over the core set of decisions that every polity answers."""

from __future__ import annotations

from politeia.assess.compose import Assessment
from politeia.brief.citing import cite
from politeia.brief.document import Cell, Finding, Part, Row, Section, Table, Text, Told
from politeia.case.core import CORE, answer
from politeia.catalogue import Catalogue, opening


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: the core decisions that both texts answer alike, each with what it means and its articles."""
    rows, findings = [], []
    for name in found.verdict.untouched:
        decision = CORE[name]
        answers = [answer(decision, text) for text in (found.before, found.after)]
        records = [record for answered in answers for record in answered.records]
        sources = tuple(dict.fromkeys(source for record in records for source in record.sources))
        articles = tuple(dict.fromkeys(article for record in records for article in record.articles))
        question = Cell(decision.asks, small=opening(decision.means) + ".")
        findings.append(
            Finding(
                id=f"untouched.{name}",
                label=opening(decision.name),
                value="untouched",
                basis="computed",
                method=method(say),
                articles=articles,
                sources=sources,
            )
        )
        head = Cell(
            opening(decision.name),
            small=cite(articles, say),
        )
        rows.append(
            Row(
                head,
                (question, Cell(found.verdict.answers[name])),
                f"untouched.{name}",
                sources,
            )
        )
    parts: list[Part] = [
        Text(say("What stays says as much as what moves. These decisions are answered alike in both texts."))
    ]
    if rows:
        columns = (say("Decision"), say("The question"), say("The answer of both texts"))
        parts.append(Table("table-untouched", say("Core decisions that stand untouched"), columns, tuple(rows)))
    else:
        parts = [Text(say("No core decision is answered alike in both texts."))]
    return Section("untouched", say("What stands untouched"), tuple(parts), tuple(f.id for f in findings)), tuple(
        findings
    )


def method(say: Catalogue) -> str:
    """How core decisions are compared."""
    return say("The records that answer each decision of the core set, compared in the two texts")
