"""What is not known, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping

from politeia.assess.compose import Assessment
from politeia.assess.opened import Open
from politeia.brief.document import Finding, Listing, Part, Section, Text, Told
from politeia.brief.wording import part, record
from politeia.case.core import CORE
from politeia.catalogue import Catalogue, message, opening

TITLES: Mapping[str, str] = {
    "act": message("Dates of entry into force"),
    "record": message("Texts that were not read, or may not have been in force"),
    "field": message("Open points in the records"),
    "fact": message("Numbers that change with time"),
    "count": message("The referendum"),
    "core": message("Decisions that the case does not answer yet"),
}


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: everything open, by sort, with the articles and sources at hand."""
    parts: list[Part] = []
    for kind, title in TITLES.items():
        if items := [_item(item, found, say) for item in found.open if item.kind == kind]:
            parts.append(Listing(say(title), tuple(Text(opening(item)) for item in _merged(items, kind, say))))
    n = len(found.open)
    finding = Finding(
        id="unknown.count",
        label=say("Open points"),
        value=n,
        basis="computed",
        method=say(
            "Every `?` of the declaration that the two texts hold, every record not read, every core decision "
            "without an answer"
        ),
    )
    lead = say.plural(
        "{n} thing that this brief would rest on is not known. It is not guessed.",
        "{n} things that this brief would rest on are not known. They are not guessed.",
        n,
    )
    first = Text(lead, (finding.id,))
    if found.without_before:
        parts.insert(0, Text(say("The case holds no text from before this act, so that nothing can be compared.")))
    return Section("unknown", say("What is not known"), (first, *parts), (finding.id,)), (finding,)


def _merged(items: list[str], kind: str, say: Catalogue) -> list[str]:
    """Core decisions in one sentence; other things one by one."""
    return [say("{names}.", names=say.listed(items))] if kind == "core" else items


def _item(item: Open, found: Assessment, say: Catalogue) -> str:
    where = say(" (art. {articles})", articles=", ".join(item.articles)) if item.articles else ""
    match item.kind:
        case "act":
            return say("When act {act} entered into force: it is taken to be the day of its adoption.", act=item.id)
        case "record":
            return say("{record}{where}: left out of the changes.", record=record(item.id, found), where=where)
        case "field" if item.text:
            return say(
                "{record}: {part}{where}, in the text {text}.",
                record=record(item.id, found),
                part=part(item.part, say),
                where=where,
                text=item.text,
            )
        case "field":
            return say(
                "{record}: {part}{where}, in both texts.",
                record=record(item.id, found),
                part=part(item.part, say),
                where=where,
            )
        case "fact":
            return say("{fact}, in the text {text}.", fact=item.id.replace("_", " "), text=item.text)
        case "count":
            vote, _, name = item.id.rpartition(".")
            if item.part:
                return say(
                    "The article that sets the condition {condition} of the referendum {vote}.",
                    condition=name,
                    vote=vote,
                )
            return say("Whether the condition {condition} of the referendum {vote} was met.", condition=name, vote=vote)
        case _:
            return CORE[item.id].name
