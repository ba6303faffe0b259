"""What is not known of all that an assessment rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from politeia.case.constitution import Constitution
from politeia.case.library import Case
from politeia.case.terms import Noun, Unknown
from politeia.elections.referendum import ReferendumResult
from politeia.paper.diff import DiffResult

OpenKind = Literal["act", "record", "field", "fact", "core", "count"]


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not known: an act's date, a record's text, a field of it, a fact, a core decision, a count.

    `id` names it; of a field it is the record's, and `part` says which field. `text` is the text it is missing from.
    """

    kind: OpenKind
    id: str
    part: str = ""
    text: str = ""
    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def opened(
    case: Case,
    reform: str,
    texts: tuple[Constitution, Constitution],
    changes: DiffResult,
    votes: Mapping[str, ReferendumResult],
    unanswered: Sequence[str],
) -> Iterator[Open]:
    """What is not known of all that the brief rests on, each thing once."""
    act = case.polity.act(reform)
    if isinstance(act.in_force, Unknown):
        yield Open("act", reform, sources=act.source)
    for key in changes.unknown:
        section, _, name = key.partition(".")
        histories: Mapping[str, Any] = getattr(texts[1], section)
        record = histories.get(name) or getattr(texts[0], section).get(name)
        yield Open("record", key, articles=record.articles, sources=record.sources)
    fields: dict[tuple[str, str], Open] = {}
    for text in texts:
        for record in text.records():
            for part in unknowns(record.content):
                place = (f"{record.section}.{record.id}", part)
                where = "" if place in fields else text.label  # in both texts, where the other had it already
                fields[place] = Open("field", *place, where, record.articles, record.sources)
        for fact, n in text.facts.items():
            if isinstance(n, Unknown):
                yield Open("fact", fact, text=text.label)
    yield from fields.values()
    for vote, result in votes.items():
        for condition in result.conditions:
            if condition.met == "depends":
                yield Open("count", f"{vote}.{condition.name}", sources=condition.sources)
            if condition.article == "?":
                yield Open("count", f"{vote}.{condition.name}", "article", sources=condition.sources)
    for decision in unanswered:
        yield Open("core", decision)


def unknowns(content: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The paths of every `?` within a record, keys joined by dots."""
    if isinstance(content, Unknown):
        yield ".".join(path)
    elif isinstance(content, Noun):
        for name in type(content).model_fields:
            yield from unknowns(getattr(content, name), (*path, name))
    elif isinstance(content, Mapping):
        for name, item in content.items():
            yield from unknowns(item, (*path, str(name)))
    elif isinstance(content, tuple):
        for n, item in enumerate(content):
            yield from unknowns(item, (*path, str(n)))
