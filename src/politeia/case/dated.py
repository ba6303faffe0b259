"""A record has a history: entries in force one after the other, each laid over what stood before it.

What an entry states holds, the rest is inherited. The plain word `none` as the value of an optional key ends that key,
so that the record is as if it had never been stated; in quotes it is a text like any other.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic

from pydantic import Field

from politeia.case.constitution import R, Record
from politeia.case.procedure import Procedure
from politeia.case.terms import Day, Maybe, Noun, Words
from politeia.errors import Complaint, expected
from politeia.reader import Mapping, Mark, Node, Scalar, Sequence, bind, place


class Heading(Noun):
    """What an entry says of itself: the act that made it, the article and the source, its entry into force."""

    since: str = Field(description="the act that made the entry")
    from_: Maybe[Day] | None = Field(
        None, alias="from", description="its own entry into force, where the act's is another"
    )
    article: str | None = Field(
        None, description="the articles that say so, separated by commas; ? where none is known"
    )
    source: Words = Field((), description="the sources it was read in: an id, or a list")
    note: str | None = Field(None, description="what a careful reader should know")
    repealed: bool = Field(False, description="the record ends here")
    unread: bool = Field(
        False,
        description="this version's text was not read: its content is unknown; with repealed, it left this text for a "
        "law that was not read",
    )


HEADING = tuple(field.alias or name for name, field in Heading.model_fields.items())


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a record's history.

    `begins` is the first day of its effect; where that is not known (`settled` is false), the day after which it may
    have begun. `own` holds the keys that the entry itself states.
    """

    act: str
    begins: date
    settled: bool
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    repealed: bool
    unread: bool
    own: Mapping
    mark: Mark


@dataclass(frozen=True, slots=True)
class History(Generic[R]):
    """The entries of one record in the order of their acts, and what they make together."""

    section: str
    id: str
    model: type[R]
    entries: tuple[Entry, ...]

    @property
    def path(self) -> str:
        """Where it stands in the file."""
        return f"{self.section}.{self.id}"

    def lay(self, chosen: abc.Sequence[Entry]) -> Mapping | None:
        """The tree that the chosen entries make, laid one over the other; None where they end unread or repealed."""
        tree: Mapping | None = None
        for entry in chosen:
            if entry.repealed or entry.unread:
                tree = None
            else:
                tree = overlay(tree or _nothing(entry.own), entry.own, self.model)
        return tree

    def text(
        self, chosen: abc.Sequence[Entry], complaints: list[Complaint] | None = None, unsettled: str | None = None
    ) -> Record[R] | None:
        """The record as the chosen entries leave it; None where it does not exist, or is wrong (see `complaints`)."""
        if not chosen or (chosen[-1].repealed and not unsettled):
            return None
        tree, last = self.lay(chosen), chosen[-1]
        content: R | None = None
        if tree is not None:
            content = bind(tree, self.model, path=self.path, complaints=complaints)
            if content is None:
                return None
        stated = next((entry.articles for entry in reversed(chosen) if entry.articles), ())
        begun = [n for n, entry in enumerate(chosen) if entry.repealed or entry.unread]
        making = chosen[begun[-1] + 1 :] if begun and tree is not None else chosen
        return Record(
            id=self.id,
            section=self.section,
            content=content,
            articles=stated,
            sources=last.sources,
            acts=tuple(dict.fromkeys(entry.act for entry in making)),
            note=last.note,
            unsettled=unsettled,
            elsewhere=None if content else self._elsewhere(),
        )

    def last(self, chosen: abc.Sequence[Entry]) -> R | None:
        """What the last of the chosen entries that was read provided; None where none was."""
        ends = range(len(chosen), 0, -1)
        return next((text.content for end in ends if (text := self._read(chosen[:end]))), None)

    def _elsewhere(self) -> R | None:
        """The content of the first version that was read; None where none was."""
        ends = range(1, len(self.entries) + 1)
        return next((text.content for end in ends if (text := self._read(self.entries[:end]))), None)

    def _read(self, chosen: abc.Sequence[Entry]) -> Record[R] | None:
        return None if chosen[-1].unread or chosen[-1].repealed else self.text(chosen, [])


@dataclass(frozen=True, slots=True)
class Laid(Generic[R]):
    """What the chosen entries of a history make together: the tree, and the content that it declares."""

    history: History[R]
    chosen: tuple[Entry, ...]
    tree: Mapping
    content: R


def overlay(below: Mapping, above: Mapping, model: type[Noun]) -> Mapping:
    """One mapping laid over another: what the upper states holds or ends, the rest is inherited (see Noun)."""
    dropped = {other for key in above if key in model.alternatives for other in model.alternatives if other != key}
    dropped |= {other for key in above for other in model.complements.get(key, ())}
    entries = {key: entry for key, entry in below.entries.items() if key in above or key not in dropped}
    for key, (key_mark, node) in above.entries.items():
        under = entries.get(key, (key_mark, None))[1]
        if is_none(node):
            if key not in _required(model):
                entries.pop(key, None)
            continue
        if key in model.deep and isinstance(node, Mapping):
            node = overlay_items(under if isinstance(under, Mapping) else _nothing(node), node, model.deep[key])
        entries[key] = (key_mark, node)
    return strip(Mapping(entries, below.mark), model)


def overlay_items(below: Mapping, above: Mapping, model: type[Noun]) -> Mapping:
    """Mappings of named items laid over one another item by item; `repealed: true` ends an item."""
    entries = dict(below.entries)
    for key, (key_mark, node) in above.entries.items():
        under = below.get(key)
        if isinstance(node, Mapping) and not _ended(node):
            node = overlay(under if isinstance(under, Mapping) else _nothing(node), node, model)
        entries[key] = (key_mark, node)
    return Mapping(entries, below.mark)


def _nothing(place_of: Mapping) -> Mapping:
    return Mapping({}, place_of.mark)


def strip(tree: Mapping, model: type[Noun]) -> Mapping:
    """The mapping without the items that have ended."""
    for key in model.deep:
        items = tree.get(key)
        if isinstance(items, Mapping):
            kept = items
            for name in items:
                if _ended(items.get(name)):
                    kept = kept.without(name)
            tree = tree.with_entry(key, tree.entries[key][0], kept)
    return tree


def _ended(node: Node | None) -> bool:
    word = node.get("repealed") if isinstance(node, Mapping) else None
    return isinstance(word, Scalar) and word.text == "true"


def is_none(node: Node) -> bool:
    """Whether a value is the word that ends its key."""
    return isinstance(node, Scalar) and node.text == "none" and not node.quoted


def _required(model: type[Noun]) -> set[str]:
    return {name for name, field in model.model_fields.items() if field.is_required()}


Misplaced = tuple[tuple[str | int, ...], str]  # the keys of a `none`, and what is wrong with it


def misplaced(below: Mapping, above: Mapping, model: type[Noun]) -> Iterator[Misplaced]:
    """Each `none` of the upper mapping that can end nothing of the lower one."""
    for key, node in above.items():
        under = below.get(key)
        if is_none(node) and under is None:
            yield (key,), f"no {key!r} is inherited that could end{expected(key, below.keys() - _required(model))}"
        elif is_none(node) and key in _required(model):
            yield (key,), f"{key!r} is required and cannot end; expected a value"
        elif key in model.deep and isinstance(node, Mapping):
            lower = under if isinstance(under, Mapping) else _nothing(node)
            for name, item in node.items():
                if isinstance(item, Mapping):
                    was = lower.get(name)
                    found = misplaced(was if isinstance(was, Mapping) else _nothing(item), item, model.deep[key])
                    yield from (((key, name, *keys), message) for keys, message in found)
        else:
            yield from (((key, *keys), _inside(key)) for keys in _nones(node))


def _inside(key: str) -> str:
    return f"`none` ends no part of {key!r}; expected the whole of it as it now is"


def _nones(node: Node) -> Iterator[tuple[str | int, ...]]:
    """The keys of every `none` inside a value."""
    inner: Iterator[tuple[str | int, Node]] = iter(())
    if isinstance(node, Mapping):
        yield from ((key,) for key, item in node.items() if is_none(item))
        inner = node.items()
    elif isinstance(node, Sequence):
        inner = iter(enumerate(node.items))
    for key, item in inner:
        yield from ((key, *keys) for keys in _nones(item))


def meaningless(tree: Mapping, told: abc.Sequence[Complaint]) -> Iterator[Complaint]:
    """Each `none` outside the records, where no entry inherits; without the places that were told of already."""
    known = {complaint.path for complaint in told}
    for keys in _nones(tree):
        mark, path = place(tree, keys)
        if path not in known:
            yield mark.complaint(path, "`none` ends a key of a record only; expected it in quotes if the word is meant")


def checked(history: History[R], complaints: list[Complaint]) -> Iterator[Laid[R]]:
    """Check the text after each entry, in order; yields each that is whole.

    A fault that later entries inherit is told once, as it is first seen.
    """
    for n, entry in enumerate(history.entries):
        below = history.lay(history.entries[:n]) or _nothing(entry.own)
        for keys, message in () if entry.unread else misplaced(below, entry.own, history.model):
            mark, path = place(entry.own, keys)
            complaints.append(mark.complaint(f"{history.path}[{n}].{path}", message))
    told: set[tuple[Mark, str]] = set()
    begun = sorted({entry.begins for entry in history.entries})
    texts = [history.entries[:end] for end in range(1, len(history.entries) + 1)]
    texts += [tuple(entry for entry in history.entries if entry.begins <= day) for day in begun]
    for chosen in dict.fromkeys(texts):
        record, tree = history.text(chosen, complaints), history.lay(chosen)
        if record is None or record.content is None or tree is None:
            continue
        if isinstance(record.content, Procedure):
            for keys, message in record.content.faults():
                mark, path = place(tree, keys)
                if (mark, path) not in told:
                    told.add((mark, path))
                    complaints.append(mark.complaint(f"{history.path}.{path}", message))
        yield Laid(history, chosen, tree, record.content)
