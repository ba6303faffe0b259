"""The words that a reader may not know: the bodies that the brief names, by what sort they are, and its own terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from politeia.assess.compose import Assessment
from politeia.brief.document import Listing, Text
from politeia.case.core import CORE
from politeia.catalogue import Catalogue, message

# By kind and tier; a kind that needs no explaining is not here.
SORTS: Mapping[tuple[str, str | None], str] = {
    ("chamber", "lower"): message("lower chamber"),
    ("chamber", "upper"): message("upper chamber"),
    ("chamber", "only"): message("only chamber of parliament"),
    ("joint_chambers", None): message("both chambers together"),
    ("regional_head", None): message("head of a region's executive"),
    ("regional_council", None): message("elected council in the regions"),
    ("constitutional_court", None): message("body that reviews laws against the constitution"),
    ("judicial_council", None): message("body that puts judges forward"),
    ("audit", None): message("body that audits public money"),
    ("ombudsman", None): message("ombudsman"),
    ("central_bank", None): message("central bank"),
    ("security", None): message("security service"),
    ("assembly", None): message("assembly that is no chamber of parliament"),
}


def glossary(found: Assessment, say: Catalogue) -> Listing:
    """The bodies that the changes and answers name, a line for each sort, then the brief's own terms."""
    words = " ".join(_words(found)).lower()
    items = []
    for (kind, tier), sort in SORTS.items():
        names = dict.fromkeys(
            name
            for text in (found.before, found.after)
            for identity, record in text.bodies.items()
            if record.content and (record.content.kind, record.content.tier) == (kind, tier)
            for name in [text.name(identity)]
            if re.search(rf"\b{re.escape(name.lower())}\b", words)
        )
        if names:
            items.append(say("{names}: {sort}", names=say.listed(list(names)), sort=say(sort)))
    items.append(say("point: one record of the declaration that changed"))
    items.append(say("unclear: moves both ways, or cannot be told"))
    items.append(say("core decisions: {n} questions put to every constitution alike", n=len(CORE)))
    return Listing(say("In these pages"), tuple(Text(item) for item in items), aside=True)


def _words(found: Assessment) -> Iterator[str]:
    for change in found.changes.changes:
        yield from (text for text in (change.title, change.before, change.after) if text)
    yield from found.verdict.answers.values()
    yield from (standing.name for standing in found.verdict.standings)
