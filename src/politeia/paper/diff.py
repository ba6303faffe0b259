"""What changed on paper between two texts: typed, signed changes by record, and what stands untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from politeia.case.constitution import Constitution, Ended, Power, Provision, Record
from politeia.case.core import CORE, answer
from politeia.case.polity import SECTIONS, Layer, Polity
from politeia.case.terms import Unknown, substance
from politeia.paper.composition import Filling, fillings
from politeia.paper.kinds import TYPING, Kind, Texts
from politeia.paper.signs import Sign
from politeia.paper.wording import describe, describe_steps
from politeia.result import Result


@dataclass(frozen=True, slots=True)
class Change:
    """One record that two texts have differently.

    `before` and `after` say in words what each text provides (None where it has no such record), `articles` and
    `sources` are those of both. `direction` has a sign for each affected actor: 1 gains, -1 loses, `mixed`, or `?`
    where it cannot be told. `stands` names the powers over the same decision that both texts have alike: a power that
    goes while another stands may have moved nowhere. `depends_on` names the acts of which it is not known whether they
    were in force; the change is then told as if they were.
    """

    id: str
    record: str
    kind: Kind
    title: str
    before: str | None
    after: str | None
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    direction: Mapping[str, Sign]
    stands: tuple[str, ...]
    acts: tuple[str, ...]
    note: str
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untouched:
    """A core decision that both texts answer alike."""

    id: str
    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A dated fact that differs between the days of two texts: time's doing, not the reform's."""

    id: str
    before: int | Unknown
    after: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult(Result):
    """The changes between two texts.

    `unknown` names the records of which nothing certain can be said; `depends` has, for those whose texts were read,
    the change as it is if the acts that it depends on were in force. `composition` counts who fills the seats of each
    body in which that differs.
    """

    polity: str
    before: str
    after: str
    changes: tuple[Change, ...]
    counts: Mapping[Kind, int]
    untouched: tuple[Untouched, ...]
    facts: tuple[FactChange, ...]
    unknown: tuple[str, ...]
    depends: tuple[Change, ...]
    composition: tuple[Filling, ...]


def diff(polity: Polity, reform: str) -> DiffResult:
    """What an act changed: `before(act)` against `after(act)`."""
    return compare(polity.before(reform), polity.after(reform))


def of_layer(result: DiffResult, polity: Polity, layer: Layer) -> DiffResult:
    """The changes that acts of one layer of the law made, alone or with others; the rest of the result as it is."""
    kept, depending = (
        tuple(change for change in told if any(polity.act(act).layer == layer for act in change.acts))
        for told in (result.changes, result.depends)
    )
    return replace(result, changes=kept, counts=dict(Counter(change.kind for change in kept)), depends=depending)


def compare(before: Constitution, after: Constitution) -> DiffResult:
    """What differs between two texts of one polity.

    How a vote was held (provisions of kind practice) is no text and no change. A record whose text was not read,
    or that may not have been in force, in either is listed as unknown, never as a change. Direction of a power:
    its actor, and whoever must agree. Of a seat group: its share of the body, by the later facts in both, so that
    dated facts do not count as reform. Of a procedure: see signs. Of a provision: whom it benefits and binds.
    """
    changes, unknown, depends = [], [], []
    for section in SECTIONS:
        old, new = getattr(before, section), getattr(after, section)
        for identity in dict.fromkeys((*old, *new)):
            pair = old.get(identity), new.get(identity)
            if any(record is not None and _is_practice(record.content) for record in pair):
                continue
            if any(record is not None and (record.content is None or record.unsettled) for record in pair):
                unknown.append(f"{section}.{identity}")
                if all(record is None or record.content is not None for record in pair) and not _same(*pair):
                    depends.append(_change(section, identity, pair, (before, after)))
            elif not _same(*pair):
                changes.append(_change(section, identity, pair, (before, after)))
    return DiffResult(
        polity=after.polity,
        before=before.label,
        after=after.label,
        changes=tuple(changes),
        counts=dict(Counter(change.kind for change in changes).items()),
        untouched=tuple(_untouched(before, after)),
        facts=tuple(
            FactChange(name, before.facts[name], after.facts[name])
            for name in after.facts
            if name in before.facts and before.facts[name] != after.facts[name]
        ),
        unknown=tuple(unknown),
        depends=tuple(depends),
        composition=tuple(fillings(before, after)),
        method="records of two texts compared, typed and signed by rule",
        exact=True,
        assumptions=("the declaration is complete for the records it has; a change outside them is not seen",),
    )


def _same(old: Record[Any] | None, new: Record[Any] | None) -> bool:
    """Whether two versions provide the same under the same name; None is the absence of the record."""
    if old is None or new is None:
        return old is new
    return substance(old.content) == substance(new.content) and _names(old) == _names(new)


def _is_practice(content: object) -> bool:
    return isinstance(content, Provision) and content.kind == "practice"


def _names(record: Record[Any]) -> object:
    return getattr(record.content, "names", None)


def _change(section: str, identity: str, pair: tuple[Record[Any] | None, Record[Any] | None], texts: Texts) -> Change:
    old, new = pair
    kind, direction = TYPING[section](old, new, texts)
    there = [record for record in pair if record is not None]
    stated = new or old
    ended = texts[1].ended.get(f"{section}.{identity}") if new is None else None
    supports: list[Record[Any] | Ended] = [*there, *([ended] if ended else [])]
    words = [describe(record, text) if record else None for record, text in zip(pair, texts, strict=True)]
    if old and new and section == "procedures":
        words = list(describe_steps(old, new, texts))
    return Change(
        id=identity,
        record=section,
        kind=kind,
        title=_title(there[-1], texts[1]),
        before=words[0],
        after=words[1],
        articles=tuple(dict.fromkeys(article for support in supports for article in support.articles)),
        sources=tuple(dict.fromkeys(source for support in supports for source in support.sources)),
        direction=direction,
        stands=tuple(_standing(there[-1], texts)) if section == "powers" else (),
        acts=(ended.act,) if ended else tuple(a for a in (new.acts if new else ()) if not old or a not in old.acts),
        note=stated.note if stated else "",
        depends_on=tuple(dict.fromkeys(record.unsettled for record in there if record.unsettled)),
    )


def _title(record: Record[Any], text: Constitution) -> str:
    names = getattr(record.content, "names", None)
    return (
        names.text()
        if names
        else text.name(record.id)
        if record.section == "bodies"
        else record.id.replace("_", " ").replace(".", ": ")
    )


def _standing(record: Record[Power], texts: Texts) -> Iterator[str]:
    """Other powers over the same decision that both texts have alike."""
    old, new = (text.powers for text in texts)
    for identity, other in new.items():
        content = other.content
        alike = identity in old and substance(old[identity].content) == substance(content) and not other.unsettled
        if content and alike and identity != record.id and content.decision == record.read.decision:
            yield identity


def _untouched(before: Constitution, after: Constitution) -> Iterator[Untouched]:
    for decision in CORE.values():
        old, new = answer(decision, before), answer(decision, after)
        if old.known and new.known and old.content == new.content:
            yield Untouched(decision.id, decision.name, new.articles)
