"""Did power move: by group of holders, on paper and in fact, with what moved it and what would flip the finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from politeia.assess.compose import Assessment
from politeia.assess.holdings import mean
from politeia.assess.movement import Movement
from politeia.assess.robustness import DRAWS
from politeia.assess.total import Grouped
from politeia.brief.because import attributions
from politeia.brief.document import NONE, Cell, Dot, Dots, Figure, Finding, Part, Plot, Row, Section, Shown, Table, Text
from politeia.brief.document import Told as Telling
from politeia.brief.flipping import flipping
from politeia.brief.holders import GROUPS, LABELS, MEANS, Grounds, change, grounded, names
from politeia.brief.matrix import SCALES
from politeia.brief.matrix import told as matrix
from politeia.catalogue import Catalogue, message, opening

SHOWN = 6  # decisions in a figure: the rest stand in the matrix
SIGNS: Mapping[str, tuple[str, str]] = {
    "negative": ("−", message("share of the grid on which it is less than before")),
    "zero": ("0", message("share of the grid on which it stays within materiality")),
    "positive": ("+", message("share of the grid on which it is more than before")),
}

SUMS: Mapping[str, str] = {
    "formal": message(
        "Changes on paper summed over the core questions, each weighing one, which the decisions that answer it share"
    ),
    "effective": message(
        "Changes in fact summed over the core questions, each weighing one, which the decisions that answer it share"
    ),
}


def told(found: Assessment, say: Catalogue) -> Telling:
    """The section: the vector, the figure of who holds most, what moved it, what would flip it, and the matrix."""
    title, movement = say("Did power move?"), found.movement
    if movement is None:
        silence = Text(say("The case holds no text from before this act, so that no power can be seen to move."))
        return Section("moved", title, (silence,)), ()
    grounds = grounded(movement)
    said = names(movement, grounds, found)
    groups = [grouped for grouped in movement.vector.groups if grouped.clauses or _taking(grouped, movement)]
    findings = {
        finding.id: finding for grouped in groups for finding in _findings(grouped, movement, grounds, found, say)
    }
    parts: list[Part] = [Text(_lead(movement, say)), _table(groups, movement, findings, say)]
    parts += _figures(movement, said, say)
    for shown, own in (
        attributions(movement, found, grounds, say),
        flipping(movement, found, grounds, said, say),
        matrix(movement, said, grounds, say),
    ):
        parts += shown
        findings |= {finding.id: finding for finding in own}
    return Section("moved", title, tuple(parts), tuple(findings)), tuple(findings.values())


def _lead(movement: Movement, say: Catalogue) -> str:
    material = movement.vector.materiality
    return say(
        "Power moves on paper where rules and seats give another share of a decision, and in fact where another's word "
        "decides it, once appointees and parties follow their principals. In a decision a change counts above {formal} "
        "on paper and {effective} in fact; sums are over the core questions, each of which weighs one.",
        formal=say.number(material.formal),
        effective=say.number(material.effective),
    )


def _taking(grouped: Grouped, movement: Movement) -> list[str]:
    """The decisions in which a group has a part: those that moved for it, else all."""
    still = {*grouped.decisions["nothing_moved"], *grouped.other["nothing_moved"]}
    taking = [name for name, shares in movement.vector.matrix.items() if grouped.group in shares]
    return [name for name in taking if name not in still] or taking


def _findings(
    grouped: Grouped, movement: Movement, grounds: Grounds, found: Assessment, say: Catalogue
) -> Iterator[Finding]:
    name = opening(say(GROUPS[grouped.group]))
    articles, sources = grounds.of(*_taking(grouped, movement))
    if grouped.clauses:
        changes = [c for c in found.changes.changes if f"{c.record}.{c.id}" in grouped.clauses]
        articles = tuple(dict.fromkeys(article for each in changes for article in each.articles))
        sources = tuple(dict.fromkeys(source for each in changes for source in each.sources))
    computed = partial(Finding, basis="computed", articles=articles, sources=sources)
    rule = say(
        "Decisions that answer core questions, counted by their label. The group's label follows from the signs of its "
        "two sums; concentrated where the group that holds most gains in both"
    )
    yield computed(
        id=f"moved.{grouped.group}.label",
        label=say("{name}: did power move", name=name),
        value=grouped.label,
        method=rule,
    )
    if grouped.clauses:
        yield computed(
            id=f"moved.{grouped.group}.clauses",
            label=say("{name}: changed clauses", name=name),
            value=len(grouped.clauses),
            method=say("Changed clauses made for a person, counted; a clause decides nothing and is not weighed"),
        )
        return
    for label, decided in grouped.decisions.items():
        yield computed(
            id=f"moved.{grouped.group}.count.{label}",
            label=say("{name}, decisions: {label}", name=name, label=say(LABELS[label])),
            value=len(decided),
            method=rule,
        )
    band = movement.vector.band.steps
    inside = grouped.line[band[0] : band[1] + 1]
    whole = (*inside, *grouped.between)
    sums = {"formal": (grouped.formal, None), "effective": (grouped.effective, (min(whole), max(whole)))}
    for scale, (value, interval) in sums.items():
        yield computed(
            id=f"moved.{grouped.group}.{scale}",
            label=say("{name}: change {scale}, summed over core questions", name=name, scale=say(SCALES[scale][0])),
            value=value,
            exact=interval is None,
            interval=interval,
            method=say(SUMS[scale]),
        )
        signs = getattr(movement.robustness[grouped.group], scale)
        for sign, (_, what) in SIGNS.items():
            yield computed(
                id=f"moved.{grouped.group}.{scale}.{sign}",
                label=say("{name}, {scale}: {what}", name=name, scale=say(SCALES[scale][0]), what=say(what)),
                value=getattr(signs, sign),
                method=say(
                    "{n} sets of weights of questions, drawn log-uniformly from half to twice the equal weight with a "
                    "fixed seed; in fact also over the loyalties of the band, in steps of a twentieth, and the "
                    "readings of what is not known",
                    n=say.number(DRAWS),
                ),
            )


def _table(groups: Sequence[Grouped], movement: Movement, findings: Mapping[str, Finding], say: Catalogue) -> Table:
    rows = [
        Row(
            Cell(opening(say(GROUPS[grouped.group]))),
            (_label(grouped, findings, say), *(_sum(grouped, scale, findings, say) for scale in SCALES)),
            f"moved.{grouped.group}.label",
        )
        for grouped in groups
    ]
    columns = (say("Holder of power"), say("Finding, and decisions"), say("On paper"), say("In fact"))
    given = [label for label in MEANS if any(grouped.decisions[label] for grouped in groups)]
    meanings = [say("{label}: {meaning}", label=say(LABELS[label]), meaning=say(MEANS[label])) for label in given]
    note = say(
        "Sums of changes over {n} core questions, and below each the shares of the grid of weights and loyalties on "
        "which it is negative, within materiality, and positive.",
        n=say.number(len(movement.vector.weights.questions)),
    )
    if meanings:
        note = f"{note} {opening('; '.join(meanings))}."
    return Table("vector", say("Did power move, by holder: a vector, not a score"), columns, tuple(rows), note)


def _label(grouped: Grouped, findings: Mapping[str, Finding], say: Catalogue) -> Cell:
    label = opening(say(LABELS[grouped.label]))
    if grouped.clauses:
        n = f"moved.{grouped.group}.clauses"
        return Cell(label, shown=(Shown(say.number(len(grouped.clauses)), n, say("clauses changed, not weighed:")),))
    counts = [(each, f"moved.{grouped.group}.count.{each}") for each in LABELS if each in MEANS]
    moved = [(each, i) for each, i in counts if findings[i].value]
    return Cell(label, shown=tuple(Shown(str(findings[i].value), i, say(LABELS[each])) for each, i in moved))


def _sum(grouped: Grouped, scale: str, findings: Mapping[str, Finding], say: Catalogue) -> Cell:
    i = f"moved.{grouped.group}.{scale}"
    if i not in findings:
        return Cell(NONE)
    shares = [(symbol, f"{i}.{sign}") for sign, (symbol, _) in SIGNS.items()]
    return Cell(
        shown=(
            change(Fraction(findings[i].value), i, say),
            *(Shown(say.percent(Fraction(findings[s].value)), s, symbol) for symbol, s in shares),
        )
    )


def _figures(movement: Movement, said: Mapping[str, str], say: Catalogue) -> Iterator[Figure]:
    """Before and after for the group that holds most, in the decisions that moved most for it."""
    top, band = movement.vector.top, movement.vector.band.steps
    shares = {
        name: groups[top]
        for name, groups in movement.vector.matrix.items()
        if top in groups and groups[top].label != "nothing_moved"
    }
    ordered = sorted(shares, key=lambda name: -max(abs(shares[name].formal), abs(shares[name].effective)))[:SHOWN]
    if not ordered:
        return
    plots = []
    for scale, (words, _) in SCALES.items():
        pairs = {
            name: shares[name].holding.formal
            if scale == "formal"
            else tuple(mean(curve, band) for curve in shares[name].holding.effective)
            for name in ordered
        }
        groups = tuple(
            Dots(said[name], (Dot("before", say("before"), pair[0]), Dot("after", say("after"), pair[1])))
            for name, pair in pairs.items()
        )
        described = [
            say("{name}: {before} before, {after} after.", name=name, before=say.number(a), after=say.number(b))
            for name, (a, b) in zip(map(said.__getitem__, ordered), pairs.values(), strict=True)
        ]
        plots.append(Plot(f"plot-moved-{scale}", opening(say(words)), " ".join(described), groups, "pairs"))
    yield Figure(
        "figure-moved",
        say(
            "{name}: the {n} decisions that moved most, before (ring) and after (dot). Left: Shapley-Shubik, "
            "parity-neutral. Right: effective power, the mean over the band of loyalties.",
            name=opening(say(GROUPS[top])),
            n=len(ordered),
        ),
        tuple(plots),
    )
