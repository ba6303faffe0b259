"""From a case and a reform to its brief."""

from __future__ import annotations

import sys
from importlib.metadata import version

from politeia.assess.compose import Assessment, compose
from politeia.brief.answering import answer
from politeia.brief.document import Brief, Finding, Judgement, Manifest, Reference, Section
from politeia.brief.sections import SECTIONS
from politeia.case.library import Case
from politeia.case.terms import Unknown
from politeia.catalogue import Catalogue, catalogue

# What may touch a number between the case's files and the page: reading, typing, writing out, drawing.
LIBRARIES = ("altair", "babel", "pydantic", "pyyaml", "vl-convert-python")


def assess(case: Case, reform: str, language: str = "en") -> Brief:
    """The brief on one reform of a case, with its texts in a language.

    Raises CaseError where the case has no such act, or the language no catalogue.

    >>> from politeia.case.library import load
    >>> brief = assess(load("kazakhstan"), "2022-09")
    >>> brief.finding("moved.president.label").value
    'nothing_moved'
    """
    catalogue(language)  # refused before the work begins
    return tell(compose(case, reform), language)


def tell(found: Assessment, language: str = "en") -> Brief:
    """The brief on what was found about a reform."""
    say, case, reform = catalogue(language), found.case, found.reform
    sections: list[Section] = []
    findings: list[Finding] = []
    for told in SECTIONS:
        section, own = told(found, say)
        sections.append(section)
        findings += own
    headline, *reasons = answer(found, say)
    act = case.polity.act(reform)
    return Brief(
        language=language,
        polity=case.polity.header.names.text(language),
        reform=reform,
        title=act.title.text(language),
        dates=_dates(found, say),
        verdict=Judgement(headline.text, tuple(reasons), found.verdict),
        sections=tuple(sections),
        findings=tuple(findings),
        sources=tuple(_references(found, findings)),
        manifest=Manifest(
            case=case.name,
            reform=reform,
            as_of=case.polity.header.as_of,
            inputs=dict(sorted(case.inputs.items())),
            versions=versions(),
        ),
    )


def versions() -> dict[str, str]:
    """The versions of politeia, of Python, and of every library that may touch a number."""
    return {
        "politeia": version("politeia"),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        **{library: version(library) for library in LIBRARIES},
    }


def _dates(found: Assessment, say: Catalogue) -> str:
    act = found.case.polity.act(found.reform)
    adopted = say.day(act.adopted)
    if isinstance(act.in_force, Unknown):
        return say("Adopted {adopted}; the day of entry into force is not known.", adopted=adopted)
    first, last = found.case.polity.first_day(found.reform), found.case.polity.last_day(found.reform)
    if first == last:
        return say("Adopted {adopted}, in force {day}.", adopted=adopted, day=say.day(first))
    return say(
        "Adopted {adopted}, in force from {first}, in stages up to {last}.",
        adopted=adopted,
        first=say.day(first),
        last=say.day(last),
    )


def _references(found: Assessment, findings: list[Finding]) -> list[Reference]:
    """The sources that some finding or open point rests on, in the order in which the case declares them."""
    cited = {source for finding in findings for source in finding.sources}
    cited |= {source for item in found.open for source in item.sources}
    return [
        Reference(
            id=name,
            title=source.title,
            publisher=source.publisher or "",
            date=str(source.date or ""),
            language=source.language or "",
            sort=source.kind,
            grade=source.grade or "",
            where=source.where or "",
            read=source.read or "",
        )
        for name, source in found.case.polity.header.sources.items()
        if name in cited
    ]
