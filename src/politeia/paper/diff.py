"""What changed on paper between two texts: typed, signed changes by record, and what stands untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from politeia.case.constitution import Constitution, Ended, Record
from politeia.case.core import CORE, answer
from politeia.case.institutions import Power, Provision
from politeia.case.polity import SECTIONS, Layer, Polity
from politeia.case.terms import Unknown, substance
from politeia.paper.composition import Filling, fillings
from politeia.paper.kinds import TYPING, Kind, Texts
from politeia.paper.signs import Sign
from politeia.paper.wording import describe, describe_both
from politeia.result import Result


@dataclass(frozen=True, slots=True)
class Change:
    """One record that two texts have differently.

    `before` and `after` say in words what each text provides (None where it has no such record), `articles` and
    `sources` are those of both, and of each by itself; those of a record that has gone are the repeal's. `actor` is
    who holds a power. `acts` are all that made, changed or ended it between the texts. `direction` has a sign for each
    affected actor: 1 gains, -1 loses, `mixed`, or `?` where it cannot be told. `stands` names the powers over the same
    decision that both texts have alike: a power that goes while another stands may have moved nowhere. `depends_on`
    names the acts of which it is not known whether they were in force; the change is then told as if they were.
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
    actor: str | None
    articles_before: tuple[str, ...]
    articles_after: tuple[str, ...]
    sources_before: tuple[str, ...]
    sources_after: tuple[str, ...]


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
    the change as it is if the acts that it depends on were in force; `counts` and `counts_depends` count the kinds of
    each. `composition` counts who fills the seats of each body in which that differs. With `without_before` the earlier
    text is from before the case's first act and holds nothing to compare with: no change is told. `layer` is the one
    whose acts made the changes, where only those are told; facts and untouched decisions, which no layer makes, are
    then left out.
    """

    polity: str
    before: str
    after: str
    changes: tuple[Change, ...]
    counts: Mapping[Kind, int]
    counts_depends: Mapping[Kind, int]
    untouched: tuple[Untouched, ...]
    facts: tuple[FactChange, ...]
    unknown: tuple[str, ...]
    depends: tuple[Change, ...]
    composition: tuple[Filling, ...]
    without_before: bool = False
    layer: Layer | None = None


def diff(polity: Polity, reform: str) -> DiffResult:
    """What an act changed: `before(act)` against `after(act)`."""
    return compare(polity.before(reform), polity.after(reform))


def of_layer(result: DiffResult, polity: Polity, layer: Layer) -> DiffResult:
    """The changes that acts of one layer of the law made, alone or with others, and what of the rest is theirs.

    Of the composition, the bodies whose seat groups those acts changed; of what is unknown, the records of which such
    an act has an entry that was not read or whose day is not known.
    """

    def of(acts: tuple[str, ...]) -> bool:
        return any(polity.act(act).layer == layer for act in acts)

    doubted = {
        history.path
        for history in polity.histories()
        if of(tuple(entry.act for entry in history.entries if entry.unread or not entry.settled))
    }
    kept, depending = (tuple(c for c in told if of(c.acts)) for told in (result.changes, result.depends))
    return replace(
        result,
        changes=kept,
        counts=_counted(kept),
        counts_depends=_counted(depending),
        untouched=(),
        facts=(),
        unknown=tuple(record for record in result.unknown if record in doubted),
        depends=depending,
        composition=tuple(filling for filling in result.composition if of(filling.acts)),
        layer=layer,
    )


def compare(before: Constitution, after: Constitution) -> DiffResult:
    """What differs between two texts of one polity.

    How a vote was held (provisions of kind practice) is no text and no change. A record whose text was not read,
    or that may not have been in force, in either is listed as unknown, never as a change. Direction of a power:
    its actor, and whoever must agree. Of a seat group: its share of the body, by the later facts in both, so that
    dated facts do not count as reform. Of a procedure: see signs. Of a provision: whom it benefits and binds.
    """
    changes: list[Change] = []
    depends: list[Change] = []
    unknown = []
    nothing = before.empty
    for section in SECTIONS:
        old, new = getattr(before, section), getattr(after, section)
        for identity in dict.fromkeys((*old, *new)):
            pair = old.get(identity), new.get(identity)
            if any(record is not None and _is_practice(record.content) for record in pair):
                continue
            if any(record is not None and (record.content is None or record.unsettled) for record in pair):
                unknown.append(f"{section}.{identity}")
                if (
                    not nothing
                    and all(record is None or record.content is not None for record in pair)
                    and not _same(*pair)
                ):
                    depends.append(_change(section, identity, pair, (before, after)))
            elif not nothing and not _same(*pair):
                changes.append(_change(section, identity, pair, (before, after)))
    return DiffResult(
        polity=after.polity,
        before=before.label,
        after=after.label,
        changes=tuple(changes),
        counts=_counted(changes),
        counts_depends=_counted(depends),
        untouched=tuple(_untouched(before, after)),
        facts=tuple(
            FactChange(name, before.facts[name], after.facts[name])
            for name in after.facts
            if name in before.facts and before.facts[name] != after.facts[name]
        ),
        unknown=tuple(unknown),
        depends=tuple(depends),
        composition=() if nothing else tuple(_composed((before, after), [*changes, *depends])),
        without_before=nothing,
        method="records of two texts compared, typed and signed by rule",
        exact=True,
        assumptions=("the declaration is complete for the records it has; a change outside them is not seen",),
    )


def _counted(changes: Iterable[Change]) -> Mapping[Kind, int]:
    return dict(Counter(change.kind for change in changes))


def _composed(texts: Texts, changes: Iterable[Change]) -> Iterator[Filling]:
    """Who fills the seats, with the acts that changed seat groups of the body."""
    acts: dict[str, tuple[str, ...]] = {}
    for change in changes:
        group = next((text.seats[change.id].content for text in texts if change.id in text.seats), None)
        if change.record == "seats" and group:
            acts[group.body] = tuple(dict.fromkeys((*acts.get(group.body, ()), *change.acts)))
    for filling in fillings(*texts):
        yield replace(filling, acts=acts.get(filling.body, ()))


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
    ended = texts[1].ended.get(f"{section}.{identity}") if new is None else None
    articles, sources = (
        tuple(getattr(support, word) if support else () for support in (old, new or ended))
        for word in ("articles", "sources")
    )
    words = (
        describe_both(old, new, texts)
        if old and new
        else tuple(describe(record, text) if record else None for record, text in zip(pair, texts, strict=True))
    )
    return Change(
        id=identity,
        record=section,
        kind=kind,
        title=_title(there[-1], texts[1]),
        before=words[0],
        after=words[1],
        articles=tuple(dict.fromkeys(chain(*articles))),
        sources=tuple(dict.fromkeys(chain(*sources))),
        direction=direction,
        stands=tuple(_standing(there[-1], texts)) if section == "powers" else (),
        acts=_acts(old, new, ended),
        note=new.note if new else (ended.note if ended else "") or (old.note if old else ""),
        depends_on=tuple(dict.fromkeys(record.unsettled for record in there if record.unsettled)),
        actor=there[-1].read.actor if section == "powers" else None,
        articles_before=articles[0],
        articles_after=articles[1],
        sources_before=sources[0],
        sources_after=sources[1],
    )


def _acts(old: Record[Any] | None, new: Record[Any] | None, ended: Ended | None) -> tuple[str, ...]:
    """The acts that made, changed or ended a record between two texts, in order; a later stage names its act again."""
    known = old.acts if old else ()
    if new:
        return tuple(act for act in new.acts if act not in known) or new.acts[-1:]
    if ended is None:
        return ()
    # The entries after the last one of the old text's last act; a repeal by that same act leaves none, and is its own.
    found = max((n for n, act in enumerate(ended.acts) if act in known[-1:]), default=-1)
    return tuple(dict.fromkeys(ended.acts[found + 1 :])) or (ended.act,)


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
