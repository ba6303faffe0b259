"""What stands untouched, over the core set of decisions that every polity answers."""

from __future__ import annotations

from politeia.assess.compose import Assessment
from politeia.brief.citing import cite
from politeia.brief.document import Cell, Finding, Part, Row, Section, Table, Text, Told
from politeia.brief.moves import weighed
from politeia.case.core import CORE, answer
from politeia.catalogue import Catalogue, opening


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: the core decisions that both texts answer alike, each with what it means and its articles."""
    title = say("What stands untouched")
    if not found.conclusive:
        silence = Text(
            say("The case holds too little to say what stands: a decision answered alike may only be one not read.")
        )
        return Section("untouched", title, (silence,)), ()
    rows, findings = [], []
    for name in weighed(found.verdict.untouched):
        decision = CORE[name]
        answers = [answer(decision, text) for text in (found.before, found.after)]
        records = [record for answered in answers for record in answered.records]
        sources = tuple(dict.fromkeys(source for record in records for source in record.sources))
        articles = tuple(dict.fromkeys(article for record in records for article in record.articles))
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
        asked = say("{question} It tells {meaning}.", question=decision.asks, meaning=decision.means)
        head = Cell(opening(decision.name), small=f"{asked} {opening(cite(articles, say))}")
        rows.append(Row(head, (Cell(found.verdict.answers[name]),), f"untouched.{name}", sources))
    parts: tuple[Part, ...] = (Text(say("No core decision is answered alike in both texts.")),)
    if rows:
        lead = say(
            "What stays says as much as what moves. These decisions are answered alike in both texts; those that tell "
            "most of who rules come first."
        )
        columns = (say("Decision"), say("The answer of both texts"))
        caption = say("Core decisions that stand untouched")
        parts = (Text(lead), Table("table-untouched", caption, columns, tuple(rows), stacked=True))
    return Section("untouched", title, parts, tuple(f.id for f in findings)), tuple(findings)


def method(say: Catalogue) -> str:
    """How core decisions are compared."""
    return say("The records that answer each decision of the core set, compared in the two texts")
