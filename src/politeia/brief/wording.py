"""Records and their fields in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from politeia.assess.compose import Assessment
from politeia.catalogue import Catalogue, message

FIELDS: Mapping[str, str] = {
    "n": message("how many seats"),
    "members": message("how many members"),
    "mode": message("how free the choice is"),
    "term": message("how long the term is"),
    "terms": message("how many terms one person may serve"),
    "renewable": message("whether a holder may serve again"),
    "need": message("what vote is needed"),
    "days": message("how many days there are"),
    "silence": message("what silence leads to"),
    "yes": message("what a yes leads to"),
    "no": message("what a refusal leads to"),
}


def record(key: str, found: Assessment) -> str:
    """A record's name for a reader: its own, else its id."""
    section, _, name = key.partition(".")
    for text in (found.after, found.before):
        stated = getattr(text, section).get(name)
        names = getattr(stated.content, "names", None) if stated and stated.content else None
        if names:
            return str(names.text())
    return name.replace("_", " ").replace(".", ": ")


def part(path: str, say: Catalogue) -> str:
    """A field of a record in words; its path where there are none."""
    *before, last = path.split(".")
    words = say(FIELDS[last]) if last in FIELDS else last.replace("_", " ")
    if before[:1] == ["steps"] and len(before) == 2:
        return say("{what} at the step {step}", what=words, step=before[1].replace("_", " "))
    return ": ".join([*(word.replace("_", " ") for word in before), words])
