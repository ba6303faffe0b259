"""What changed on paper: each changed record before and after, what it means, and who gains and loses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import accumulate

from politeia.assess.compose import Assessment
from politeia.brief.citing import cite
from politeia.brief.document import Cell, Finding, Part, Row, Section, Shown, Sign, Table, Text, Told
from politeia.brief.meaning import meaning
from politeia.brief.moves import weighed
from politeia.case.core import CORE
from politeia.case.terms import Unknown
from politeia.catalogue import Catalogue, message, opening
from politeia.paper.diff import Change
from politeia.paper.wording import the

GROUPS: Mapping[str, str] = {
    "powers": message("Powers to decide"),
    "seats": message("Who fills the seats"),
    "procedures": message("Making law"),
    "provisions": message("Limits, duties and declarations"),
    "personal": message("Clauses about persons"),
    "right": message("Rights"),
    "bodies": message("Institutions and their names"),
}
KINDS: Mapping[str, str] = {
    "new": message("new"),
    "removed": message("removed"),
    "transfer": message("passed to another"),
    "tightened": message("tightened"),
    "loosened": message("loosened"),
    "composition": message("composition"),
    "personal": message("about a person"),
    "declaratory": message("declaration"),
    "right": message("right"),
    "renamed": message("renamed"),
    "amended": message("amended"),
}
SIGNS: Mapping[object, tuple[Sign, str]] = {
    1: (Sign("gains", "▲", ""), message("gain: {name}")),
    -1: (Sign("loses", "▼", ""), message("loss: {name}")),
    "mixed": (Sign("mixed", "◆", ""), message("both ways: {name}")),
    "?": (Sign("unclear", "?", ""), message("cannot be told: {name}")),
    0: (Sign("same", "=", ""), message("unchanged: {name}")),
}


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: one table a group of changes, and a finding for each change and each computed share."""
    findings: list[Finding] = []
    parts: list[Part] = []
    groups: dict[str, list[Row]] = {group: [] for group in GROUPS}
    for change in found.changes.changes:
        group = change.kind if change.kind in GROUPS else change.record
        row, own = _row(change, found, say)
        groups[group].append(row)
        findings += own
    for group, rows in groups.items():
        if rows:
            columns = (say("What"), say("Before"), say("After"), say("So what"))
            parts.append(Table(f"changes-{group}", say(GROUPS[group]), columns, tuple(rows), stacked=True))
    parts += _facts(found, say, findings)
    n = len(found.changes.changes)
    lead = say.plural(
        "{n} record of the declaration differs between the text on the eve of the reform and the text with all "
        "its stages, and no other act's.",
        "{n} records of the declaration differ between the text on the eve of the reform and the text with all "
        "its stages, and no other act's.",
        n,
    )
    if not n:
        lead = say("No record of the declaration differs between the two texts.")
    if found.without_before:
        lead = say("The case holds no text from before this act, so that nothing can be compared.")
    findings.insert(
        0,
        Finding(
            id="changes.count",
            label=say("Changed records"),
            value=n,
            method=_method(found, say),
            basis="computed",
            sources=tuple(dict.fromkeys(source for c in found.changes.changes for source in c.sources)),
        ),
    )
    underlined = (
        say("Words that differ are underlined.")
        if any(cell.marks for g in groups.values() for r in g for cell in r.cells)
        else ""
    )
    first = Text(f"{lead} {underlined}".strip(), ("changes.count",))
    section = Section(
        "changes", say("What changed on paper"), (first, *_core(found, say), *parts), tuple(f.id for f in findings)
    )
    return section, tuple(findings)


def _core(found: Assessment, say: Catalogue) -> Iterator[Text]:
    """Every core decision that changed, by name."""
    if found.verdict.moved:
        names = [CORE[name].name for name in weighed(found.verdict.moved)]
        yield Text(say("Core decisions that changed: {names}.", names=say.listed(names)), ("answer.core.moved",))


def _method(found: Assessment, say: Catalogue) -> str:
    """How the changes were found, as the part that found them says it."""
    assumptions = "; ".join(found.changes.assumptions)
    return opening(
        say("{method}; it is taken that {assumptions}", method=found.changes.method, assumptions=assumptions)
    )


def _row(change: Change, found: Assessment, say: Catalogue) -> tuple[Row, list[Finding]]:
    key = f"changes.{change.record}.{change.id}"
    finding = Finding(
        id=key,
        label=title(change, found, say),
        value=change.kind,
        method=_method(found, say),
        basis="computed",
        articles=change.articles,
        sources=change.sources,
    )
    # Where free and other choice move apart, the share of one group tells neither; the counts stand in the texts.
    told_by_share = change.record == "seats" and "mixed" not in change.direction.values()
    shares = _shares(change, found, say) if told_by_share else []
    labels = (say("Seats:"), "→")
    old, new = change.before or say("Not in the text."), change.after or say("Not in the text.")
    marks = differing(old, new) if change.before and change.after else ((), ())
    head = Cell(
        title(change, found, say),
        small=f"{_reference(change, say)}. {change.note.rstrip('.')}" if change.note else _reference(change, say),
    )
    so_what = Cell(
        meaning(change, found, say),
        shown=tuple(
            Shown(say.percent(f.value), f.id, label)
            for label, f in zip(labels, shares, strict=False)
            if isinstance(f.value, Fraction)
        ),
        signs=tuple(_sign(actor, sign, found, say) for actor, sign in change.direction.items()),
    )
    cells = (Cell(old, marks[0]), Cell(new, marks[1]), so_what)
    return Row(head, cells, key, change.sources), [finding, *shares]


def _reference(change: Change, say: Catalogue) -> str:
    kind = say(KINDS[change.kind])
    if not change.articles:
        return kind
    return f"{kind}; {cite(change.articles, say)}"


def title(change: Change, found: Assessment, say: Catalogue) -> str:
    """A change's heading: a seat group is called by its body and by who fills it."""
    if change.record != "seats":
        return opening(change.title)
    text = found.after if change.id in found.after.seats else found.before
    group = text.seats[change.id].read
    body = text.name(group.body)
    if group.chair:
        return say("{body}: the chair", body=body)
    if group.by == "ex_officio":
        return say("{body}: seats by right", body=body)
    filler = the(group.by, text)
    if group.elected:
        return say("{body}: elected by {filler}", body=body, filler=filler)
    return say("{body}: chosen by {filler}", body=body, filler=filler)


def _sign(actor: str, sign: object, found: Assessment, say: Catalogue) -> Sign:
    shape, text = SIGNS[sign]
    return Sign(shape.way, shape.symbol, opening(say(text, name=found.named(actor))))


def _shares(change: Change, found: Assessment, say: Catalogue) -> list[Finding]:
    """The group's share of its body in each text, where the numbers are known; nought where there is no such group."""
    findings = []
    for word, text in ((say("before"), found.before), (say("after"), found.after)):
        share = text.share(change.id) if change.id in text.seats else Fraction(0)
        if isinstance(share, Unknown):
            continue
        findings.append(
            Finding(
                id=f"changes.seats.{change.id}.share.{'before' if text is found.before else 'after'}",
                label=say("{title}: share of the seats, {when}", title=title(change, found, say), when=word),
                value=share,
                unit=say("of the seats"),
                basis="computed",
                method=say("Seats of the group over all seats of its body, each by the facts of its text"),
                articles=change.articles,
                sources=change.sources,
            )
        )
    return findings


def differing(before: str, after: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The spans of two texts, in characters, whose words the other does not have in their place.

    >>> differing("15 members, chosen alone", "10 members, chosen alone")
    (((0, 2),), ((0, 2),))
    """
    old, new = before.split(" "), after.split(" ")
    marks: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for side, words, first, last in ((marks[0], old, i1, i2), (marks[1], new, j1, j2)):
                starts = [0, *accumulate(len(word) + 1 for word in words)]
                if starts[first] < starts[last] - 1:
                    side.append((starts[first], starts[last] - 1))
    return tuple(marks[0]), tuple(marks[1])


def _facts(found: Assessment, say: Catalogue, findings: list[Finding]) -> Iterator[Text]:
    """Dated facts that differ between the two texts: time's doing, and said to be so."""
    for fact in found.changes.facts:
        sources = tuple(
            dict.fromkeys(s for entry in found.case.polity.header.facts.get(fact.id, ()) for s in entry.source)
        )
        ids = []
        for word, n in (("before", fact.before), ("after", fact.after)):
            identity = f"changes.facts.{fact.id}.{word}"
            label = say("{fact}, before", fact=fact.id) if word == "before" else say("{fact}, after", fact=fact.id)
            value = "?" if isinstance(n, Unknown) else n
            findings.append(
                Finding(
                    id=identity,
                    label=label,
                    value=value,
                    method=say("A dated fact that the case declares"),
                    basis="declared",
                    sources=sources,
                )
            )
            ids.append(identity)
        before, after = ("?" if isinstance(n, Unknown) else say.number(n) for n in (fact.before, fact.after))
        yield Text(
            say(
                "One number changed with time and not by the reform: {fact}, from {before} to {after}. Seats "
                "that follow from it differ between the two texts for that reason.",
                fact=fact.id.replace("_", " "),
                before=before,
                after=after,
            ),
            tuple(ids),
        )
