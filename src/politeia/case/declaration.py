"""From a polity file's tree to a Polity: typed, cross-referenced, every complaint at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from politeia.case.dated import HEADING, Entry, Heading, History, Laid, checked, is_none, meaningless
from politeia.case.institutions import Body
from politeia.case.polity import SECTIONS, Act, Header, Polity, expected_act, spans
from politeia.case.references import Keys, Known, absent, undeclared
from politeia.case.terms import UNKNOWN, UNSOURCED, Noun, Unknown
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.names import Names
from politeia.reader import Mapping, Mark, Node, Scalar, Sequence, bind, place

Named = tuple[Keys, tuple[str, ...]]  # the keys of the place, and the ids named there


def polity_of(tree: Node) -> Polity:
    """Read a polity from its tree; CaseError with all that is wrong with it."""
    complaints: list[Complaint] = []
    if not isinstance(tree, Mapping):
        raise CaseError.at(
            tree.mark.file,
            tree.mark.line,
            tree.mark.column,
            "",
            "expected a mapping that starts with `polity:`",
        )
    own = tree
    for section in SECTIONS:
        own = own.without(section)
    header = bind(own, Header, complaints=complaints)
    complaints += meaningless(own, complaints)
    acts = dict(sorted(header.acts.items(), key=lambda item: item[1].adopted)) if header else _acts(tree)
    order = {name: n for n, name in enumerate(acts)}
    reading = _Reading(acts, order, complaints)
    sections = {name: reading.section(tree, name, model) for name, model in SECTIONS.items()}
    if header:
        complaints += _premature(tree, header)
        complaints += _sources(tree, header)
        complaints += _facts(tree, header)
    facts, objects, sources = (_ids(tree, section) for section in ("facts", "objects", "sources"))
    records = tuple(f"{section}.{name}" for section in SECTIONS for name in _ids(tree, section))
    reading.references(sections, Known(tuple(sections["bodies"]), facts, objects, records, sources))
    if complaints or header is None:
        raise CaseError(complaints)
    return Polity(header=header, acts=acts, file=tree.mark.file, order=order, **sections)


def _ids(tree: Mapping, section: str) -> tuple[str, ...]:
    """The ids that a section declares, whatever is wrong with it otherwise."""
    node = tree.get(section)
    return tuple(node.keys()) if isinstance(node, Mapping) else ()


def _acts(tree: Mapping) -> dict[str, Act]:
    """The acts although the header has errors, so that the records' own errors still show, and no others.

    One that is wrong is stood in for by what its place needs: its day, or that of the act listed before it.
    """
    section = tree.get("acts")
    acts: dict[str, Act] = {}
    day = date.min
    for name, node in section.items() if isinstance(section, Mapping) else ():
        act = bind(node, Act, complaints=[])
        day = act.adopted if act else _adopted(node) or day
        acts[name] = act or Act(adopted=day, in_force=UNKNOWN, by="?", title=Names.of("?"))
    return dict(sorted(acts.items(), key=lambda item: item[1].adopted))


def _adopted(node: Node) -> date | None:
    word = node.get("adopted") if isinstance(node, Mapping) else None
    try:
        return date.fromisoformat(word.text) if isinstance(word, Scalar) else None
    except ValueError:
        return None


class _Reading:
    """What the reading of the records needs at every step."""

    def __init__(self, acts: dict[str, Act], order: dict[str, int], complaints: list[Complaint]) -> None:
        self.acts, self.order, self.complaints = acts, order, complaints
        self.texts: list[Laid[Any]] = []

    def complain(self, mark: Mark, path: str, message: str) -> None:
        self.complaints.append(mark.complaint(path, message))

    def section(self, tree: Mapping, name: str, model: type[Noun]) -> dict[str, History[Any]]:
        node = tree.get(name)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.complain(node.mark, name, "expected a mapping from ids to histories")
            return {}
        return {identity: self.history(name, identity, node.entries[identity][1], model) for identity in node}

    def history(self, section: str, identity: str, node: Node, model: type[Any]) -> History[Any]:
        path = f"{section}.{identity}"
        if isinstance(node, Mapping) and model is Body:
            entries = [self.standing(node)]
        elif isinstance(node, Sequence) and node.items:
            entries = []
            for n, item in enumerate(node.items):
                entry = self.entry(f"{path}[{n}]", item, entries[-1] if entries else None)
                entries += [entry] if entry else []
        else:
            entries = []
            self.complain(node.mark, path, "expected a list of entries, each with `since:`")
        history: History[Any] = History(section, identity, model, tuple(entries))
        self.texts += checked(history, self.complaints)
        return history

    def standing(self, node: Mapping) -> Entry:
        """A body declared once, without a history: it stands in every text."""
        return Entry("", date.min, True, (), (), "", False, False, node, node.mark)

    def entry(self, path: str, node: Node, last: Entry | None) -> Entry | None:
        if not isinstance(node, Mapping):
            self.complain(node.mark, path, "expected an entry: a mapping with `since:`")
            return None
        own, heading_node = node, node
        for key in node:
            if key in HEADING:
                own = own.without(key)
            else:
                heading_node = heading_node.without(key)
        for key in heading_node:
            if is_none(heading_node[key]):
                message = f"{key!r} is said of this entry alone and has no `none`; expected a value, or no {key!r}"
                self.complain(heading_node[key].mark, f"{path}.{key}", message)
        heading = bind(heading_node, Heading, path=path, complaints=self.complaints)
        if heading is None:
            return None
        act = self.acts.get(heading.since)
        if act is None:
            mark, where = place(node, ("since",))
            message = f"{shown(heading.since)} is no act{expected_act(heading.since, self.acts)}"
            self.complain(mark, f"{path}.{where}", message)
            return None
        if last and last.act and self.order[heading.since] < self.order[last.act]:
            mark, where = place(node, ("since",))
            self.complain(
                mark,
                f"{path}.{where}",
                f"{heading.since!r} was adopted before {last.act!r}; expected entries in the order of their acts",
            )
        if isinstance(heading.from_, date) and heading.from_ < act.adopted:
            mark, where = place(node, ("from",))
            message = f"begins on {heading.from_}, before {heading.since!r} was adopted"
            self.complain(mark, f"{path}.{where}", f"{message}; expected {act.adopted} or later")
        begins = act.adopted if isinstance(heading.from_ or act.in_force, Unknown) else heading.from_ or act.in_force
        if last and last.act == heading.since and isinstance(begins, date) and begins < last.begins:
            self.complain(
                node.mark,
                path,
                f"begins before the entry above it of the same act ({last.begins}); expected its stages in order",
            )
        if last is None and heading.repealed:
            self.complain(node.mark, path, "the first entry repeals nothing; expected the record as it was before")
        sources = heading.source or act.source or (last.sources if last else ())
        if not heading.source and not (last and last.sources):
            self.complain(node.mark, path, UNSOURCED)
        day = heading.from_ if heading.from_ is not None else act.in_force
        settled = not isinstance(day, Unknown)
        articles = tuple(part.strip() for part in (heading.article or "").split(",") if part.strip())
        return Entry(
            heading.since, act.adopted if isinstance(day, Unknown) else day, settled, articles, sources,
            heading.note or "", heading.repealed, heading.unread, own, node.mark,
        )  # fmt: skip

    def references(self, sections: dict[str, dict[str, History[Any]]], known: Known) -> None:
        """Complain about every id that names nothing."""
        for histories in sections.values():
            for history in histories.values():
                for n, entry in enumerate(history.entries):
                    unknown = [source for source in entry.sources if source not in known.sources]
                    for source in unknown:
                        self.complain(
                            entry.mark,
                            f"{history.path}[{n}].source",
                            f"{shown(source)} is no source{expected(source, known.sources)}",
                        )
        self.complaints += undeclared(self.texts, known)
        self.complaints += absent(self.texts, sections["bodies"], self.order)


def _premature(tree: Mapping, header: Header) -> Iterator[Complaint]:
    """Complain about acts in force before they were adopted."""
    for name, act in header.acts.items():
        if isinstance(act.in_force, date) and act.in_force < act.adopted:
            mark, where = place(tree, ("acts", name, "in_force"))
            yield mark.complaint(where, f"in force before it was adopted; expected {act.adopted} or later")


def _sources(tree: Mapping, header: Header) -> Iterator[Complaint]:
    named: list[Named] = [(("acts", name, "source"), act.source) for name, act in header.acts.items()]
    for name, facts in header.facts.items():
        named += [(("facts", name, n, "source"), fact.source) for n, fact in enumerate(facts)]
    for keys, sources in named:
        for source in sources:
            if source not in header.sources:
                mark, where = place(tree, keys)
                yield mark.complaint(where, f"{shown(source)} is no source{expected(source, header.sources)}")


def _facts(tree: Mapping, header: Header) -> Iterator[Complaint]:
    """Complain about facts that end before they begin, and that hold on one day with the fact above them."""
    for name, facts in header.facts.items():
        above = None
        for n, (first, last) in enumerate(spans(facts)):
            mark, where = place(tree, ("facts", name, n))
            if last < first:
                yield mark.complaint(where, f"ends on {last}, before it begins on {first}; expected a later `until:`")
            if above and first <= above[1]:
                ends = "has no end" if facts[n - 1].until is None else f"ends on {above[1]}"
                line = f" (line {above[0].line})" if above[0].line else ""
                message = f"begins on {first}, when the fact above it{line} still holds: that one {ends}"
                yield mark.complaint(where, f"{message}; expected facts in order, no two of them on one day")
            above = mark, last
