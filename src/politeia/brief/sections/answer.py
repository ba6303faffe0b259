"""The answer, in at most 120 words, and the vector of who gained and who lost behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from politeia.assess.compose import Assessment
from politeia.assess.verdict import Standing
from politeia.brief.answering import answer
from politeia.brief.document import Cell, Finding, Part, Row, Section, Table, Told
from politeia.brief.glossary import glossary
from politeia.brief.sections.power import number
from politeia.brief.sections.untouched import method
from politeia.case.core import CORE
from politeia.case.core import answer as answered
from politeia.catalogue import Catalogue, message, opening

WAYS: Mapping[str, str] = {
    "gained": message("Gains"),
    "lost": message("Loses"),
    "mixed": message("Both ways"),
    "unclear": message("Unclear"),
}


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: the sentences, the words that they use, then the table of standings."""
    findings = {finding.id: finding for finding in _findings(found, say)}
    table = (_table(found, say, findings),) if _standings(found) and found.changes.changes else ()
    parts: tuple[Part, ...] = (*answer(found, say), glossary(found, say), *table)
    return Section("answer", say("The answer"), parts, tuple(findings)), tuple(findings.values())


def _standings(found: Assessment) -> list[Standing]:
    """Every holder of power; where what stands says nothing, those whom some change touches."""
    return [
        standing
        for standing in found.verdict.standings
        if found.conclusive or any(getattr(standing, way) for way in WAYS)
    ]


def _findings(found: Assessment, say: Catalogue) -> Iterator[Finding]:
    verdict = found.verdict
    core = {"moved": (say("Core decisions that changed"), verdict.moved)}
    if found.conclusive:
        core["untouched"] = (say("Core decisions that stand untouched"), verdict.untouched)
    for name, (label, values) in core.items():
        articles, sources = _grounds(found, values)
        yield Finding(
            id=f"answer.core.{name}",
            label=label,
            value=len(values),
            basis="computed",
            method=method(say),
            articles=articles,
            sources=sources,
        )
    changes = {f"{change.record}.{change.id}": change for change in found.changes.changes}
    for standing in _standings(found):
        for way, label in WAYS.items():
            own = [changes[record] for record in getattr(standing, way)]
            yield Finding(
                id=f"answer.{standing.actor}.{way}",
                label=f"{opening(standing.name)}: {say(label)}",
                value=len(own),
                basis="computed",
                method=say("Changed records counted by the sign that each has for the holder; records are not weighed"),
                articles=tuple(dict.fromkeys(a for change in own for a in change.articles)),
                sources=tuple(dict.fromkeys(s for change in own for s in change.sources)),
            )
        if found.conclusive:
            articles, sources = _grounds(found, standing.untouched)
            yield Finding(
                id=f"answer.{standing.actor}.untouched",
                label=say("{name}: untouched core decisions", name=opening(standing.name)),
                value=len(standing.untouched),
                basis="computed",
                articles=articles,
                sources=sources,
                method=say("Core decisions that stand untouched and in which the holder takes part"),
            )
    for vote in found.votes:
        conditions = vote.result.conditions
        counts = {
            "conditions": (say("Conditions of the referendum"), len(conditions)),
            "met": (say("Conditions met"), sum(condition.met == "yes" for condition in conditions)),
            "reported": (
                say("Conditions met only as reported"),
                sum(c.met == "yes" and c.basis == "reported" for c in conditions),
            ),
        }
        for name, (label, n) in counts.items():
            yield Finding(
                id=f"answer.{vote.id}.{name}",
                label=label,
                value=n,
                basis="recomputed",
                method=say("Conditions of the referendum counted"),
                sources=tuple(dict.fromkeys(source for condition in conditions for source in condition.sources)),
            )


def _grounds(found: Assessment, decisions: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The articles and sources of the records that answer core decisions in either text."""
    records = [
        r for name in decisions for text in (found.before, found.after) for r in answered(CORE[name], text).records
    ]
    return (
        tuple(dict.fromkeys(article for record in records for article in record.articles)),
        tuple(dict.fromkeys(source for record in records for source in record.sources)),
    )


def _table(found: Assessment, say: Catalogue, findings: Mapping[str, Finding]) -> Table:
    standings = _standings(found)
    ways = [way for way in WAYS if way != "unclear" or any(standing.unclear for standing in standings)]
    columns = [say("Holder of power"), *(say(WAYS[way]) for way in ways)]
    note = say("Points on which each holder gains, loses or moves both ways, counted and not weighed.")
    if found.conclusive:
        ways.append("untouched")
        columns.append(say("Untouched"))
        note = say(
            "Points on which each holder gains, loses or moves both ways, counted and not weighed; core decisions in "
            "which it takes part and that stand untouched. A vector, not a score."
        )
    rows = [
        Row(
            Cell(opening(standing.name)),
            tuple(number(findings[f"answer.{standing.actor}.{way}"], say) for way in ways),
        )
        for standing in standings
    ]
    return Table("standings", say("Who gained and who lost, on paper"), tuple(columns), tuple(rows), note, numeric=True)
