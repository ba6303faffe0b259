"""Power in making an ordinary law before and after: the ways to pass, a figure, its table, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from politeia.assess.compose import Assessment, Measured, Shift
from politeia.assess.verdict import Moved, Voting, voting
from politeia.brief.document import (
    NONE,
    Cell,
    Figure,
    Finding,
    Pair,
    Part,
    Plot,
    Row,
    Section,
    Shown,
    Table,
    Text,
    Told,
)
from politeia.catalogue import Catalogue, message, opening
from politeia.power.indices import PowerResult

WAYS = 6  # a table of more ways to pass is no longer read
TIMES = ("before", "after")
WHEN: Mapping[str, str] = {"before": message("before"), "after": message("after")}
MEASURES: Mapping[str, tuple[str, str]] = {
    "members": (message("members"), message("Members of the body that vote, by the seats that the text provides")),
    "shapley_shubik": (
        message("Shapley-Shubik share"),
        message(
            "Shapley-Shubik index, summed over the members of the body: the share of all orders of all members "
            "in which one of them turns defeat into victory"
        ),
    ),
    "banzhaf": (
        message("Banzhaf of one member"),
        message(
            "Penrose-Banzhaf index of one member: the chance that its vote decides when all others say yes or "
            "no at even odds, independently"
        ),
    ),
}
ASSUMPTION = message(
    "{what}. All members are present and vote; preferences, parties and loyalties do not count; another's "
    "wording that may stand is not counted as passing. Counted exactly by {algorithm}."
)


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: for each way of making an ordinary law, what the game is and how power is spread in it."""
    parts: list[Part] = []
    findings: list[Finding] = []
    for shift in found.shifts:
        if len(found.shifts) > 1:
            parts.append(Text(say("{procedure}:", procedure=shift.name)))
        parts += _refusals(shift, say)
        own = list(_findings(shift, found, say))
        findings += own
        if own:
            parts += _told(shift, found, say, {finding.id: finding for finding in own})
    if not found.shifts:
        parts.append(
            Text(say("The case declares no procedure for an ordinary law, so no power in it can be measured."))
        )
    section = Section("power", say("Power in making an ordinary law"), tuple(parts), tuple(f.id for f in findings))
    return section, tuple(findings)


def _refusals(shift: Shift, say: Catalogue) -> Iterator[Text]:
    for when, measured in (("before", shift.before), ("after", shift.after)):
        for reason in measured.refused:
            yield Text(
                say(
                    "Power {when} the reform depends on what is not known: {reason}.",
                    when=say(WHEN[when]),
                    reason=reason,
                )
            )
        if measured == Measured():
            yield Text(say("The text {when} the reform has no such procedure that was read.", when=say(WHEN[when])))


def key(shift: str, body: str, measure: str, when: str) -> str:
    """The id of the finding of one measure.

    >>> key("ordinary_law", "senate", "banzhaf", "after")
    'power.ordinary_law.senate.banzhaf.after'
    """
    return f"power.{shift}.{body}.{measure}.{when}"


def _findings(shift: Shift, found: Assessment, say: Catalogue) -> Iterator[Finding]:
    for actor, moved in _bodies(shift, found):
        for when in TIMES:
            voting: Voting | None = getattr(moved, when)
            if voting is None:
                continue
            for measure, (label, what) in MEASURES.items():
                algorithm = getattr(shift, when).result.method
                method = say(what) if measure == "members" else say(ASSUMPTION, what=say(what), algorithm=algorithm)
                yield Finding(
                    id=key(shift.id, actor, measure, when),
                    label=say(
                        "{body}: {measure}, {when}",
                        body=opening(found.name(actor)),
                        measure=say(label),
                        when=say(WHEN[when]),
                    ),
                    value=getattr(voting, measure),
                    method=method,
                    basis="computed",
                    articles=shift.articles,
                    sources=shift.sources,
                )
    for actor, share in rule_alone(shift):
        yield Finding(
            id=key(shift.id, actor, "shapley_shubik", "rule"),
            label=say("{body}: share under the new rule, with the seats of before", body=opening(found.name(actor))),
            value=share,
            method=say(
                ASSUMPTION,
                what=say(
                    "The new procedure on the seats of the text before; Shapley-Shubik index summed over the body"
                ),
                algorithm=shift.rule.result.method if shift.rule.result else "",
            ),
            basis="computed",
            articles=shift.articles,
            sources=shift.sources,
        )
    for when in TIMES:
        result = getattr(shift, when).result
        for n, coalition in enumerate(_ordered(result)[:WAYS] if result else ()):
            yield Finding(
                id=f"power.{shift.id}.way.{n}.{when}",
                label=say("A way to pass, {when}", when=say(WHEN[when])),
                value=_coalition(coalition, found, say),
                basis="computed",
                articles=shift.articles,
                sources=shift.sources,
                method=say(
                    "The procedure run for every level of support that its steps tell apart; the smallest sets "
                    "of yes votes that pass"
                ),
            )


def rule_alone(shift: Shift) -> Iterator[tuple[str, Fraction]]:
    """The share of each body under the new rule with the seats of before; nothing where that cannot be measured."""
    if shift.rule.result and shift.before.result:
        for body in shift.rule.result.players:
            moved = voting(body, shift.rule.result)
            if moved and body in shift.before.result.players:
                yield body, moved.shapley_shubik


def _ordered(result: PowerResult) -> list[Mapping[str, int]]:
    """The types of minimal winning coalitions, those of most bodies first: the usual way before the detours."""
    return sorted(result.minimal_winning, key=lambda coalition: (-len(coalition), sum(coalition.values())))


def _bodies(shift: Shift, found: Assessment) -> Iterator[tuple[str, Moved]]:
    for standing in found.verdict.standings:
        if shift.id in standing.power:
            yield standing.actor, standing.power[shift.id]


def _coalition(coalition: Mapping[str, int], found: Assessment, say: Catalogue) -> str:
    sizes = {**{b: found.before.size(b) for b in coalition}, **{b: found.after.size(b) for b in coalition}}
    names = [
        found.named(body) if sizes[body] == 1 else say("{n} of {body}", n=say.number(n), body=found.named(body))
        for body, n in coalition.items()
    ]
    return opening(say.listed(names))


def _told(shift: Shift, found: Assessment, say: Catalogue, findings: Mapping[str, Finding]) -> Iterator[Part]:
    bodies = list(_bodies(shift, found))
    yield _ways(shift, say, findings)
    offices = [(actor, moved) for actor, moved in bodies if (moved.after or moved.before).members == 1]  # type: ignore[union-attr]
    plots = [
        Plot(
            f"plot-{shift.id}-shapley-shubik",
            say("Share of voting power, by body"),
            _described(bodies, "shapley_shubik", found, say),
            tuple(_pair(actor, moved, "shapley_shubik", found) for actor, moved in bodies),
        )
    ]
    if offices:
        plots.append(
            Plot(
                f"plot-{shift.id}-banzhaf",
                say("Chance that the office's vote decides"),
                _described(offices, "banzhaf", found, say),
                tuple(_pair(actor, moved, "banzhaf", found) for actor, moved in offices),
            )
        )
    caption = say(
        "{procedure}. Left: Shapley-Shubik index summed over each body's members; the shares of all bodies add "
        "up to 1. Right: Penrose-Banzhaf index of an office of one. Both are formal power, a priori: the text "
        "and the numbers of seats count, parties and loyalties do not.",
        procedure=shift.name,
    )
    if not offices:
        caption = say(
            "{procedure}. Shapley-Shubik index summed over each body's members; the shares of all bodies add up "
            "to 1. Formal power, a priori: the text and the numbers of seats count, parties and loyalties do not.",
            procedure=shift.name,
        )
    yield Figure(f"figure-{shift.id}", caption, tuple(plots))
    yield _table(shift, bodies, found, say, findings)
    yield from _rule(shift, bodies, found, say)
    yield from _cautions(bodies, found, say)


def _rule(shift: Shift, bodies: list[tuple[str, Moved]], found: Assessment, say: Catalogue) -> Iterator[Text]:
    """What the rule itself moved, seats held as they were before."""
    shares, before = dict(rule_alone(shift)), dict(bodies)
    pieces = [
        say(
            "{name} {before} to {after}",
            name=found.named(actor),
            before=say.number(old.shapley_shubik),
            after=say.number(share),
        )
        for actor, share in shares.items()
        if (old := before[actor].before)
    ]
    if not pieces:
        return
    facts = [found.name(fact.id) for fact in found.changes.facts]
    rest = say("The rest follows from the numbers of seats.")
    if facts:
        rest = say(
            "The rest follows from the numbers of seats, which also hang on dated facts ({facts}) and not on the "
            "reform alone.",
            facts=say.listed(facts),
        )
    text = say(
        "The new rule itself, with the seats of before, moves the shares so: {pieces}.", pieces=say.listed(pieces)
    )
    yield Text(f"{text} {rest}", tuple(key(shift.id, actor, "shapley_shubik", "rule") for actor in shares))


def _described(bodies: list[tuple[str, Moved]], measure: str, found: Assessment, say: Catalogue) -> str:
    """The values of a plot in words, for readers who do not see it."""
    return " ".join(
        say(
            "{body}: {before} before, {after} after.",
            body=opening(found.name(actor)),
            before=_printed(moved.before, measure, say),
            after=_printed(moved.after, measure, say),
        )
        for actor, moved in bodies
    )


def _printed(voting: Voting | None, measure: str, say: Catalogue) -> str:
    return say.number(getattr(voting, measure)) if voting else "?"


def _pair(actor: str, moved: Moved, measure: str, found: Assessment) -> Pair:
    values: list[Fraction | None] = [getattr(v, measure) if v else None for v in (moved.before, moved.after)]
    return Pair(opening(found.name(actor)), *values)


def _ways(shift: Shift, say: Catalogue, findings: Mapping[str, Finding]) -> Table:
    """The smallest sets of yes votes that pass, before and after, side by side."""
    results = {when: getattr(shift, when).result for when in TIMES}
    most = max((min(len(r.minimal_winning), WAYS) for r in results.values() if r), default=0)
    rows = []
    for n in range(most):
        ids = [f"power.{shift.id}.way.{n}.{when}" for when in TIMES]
        rows.append(Row(Cell(say.number(n + 1)), tuple(_way(i, findings) for i in ids)))
    more = [(r.minimal_winning_types if r else 0) - WAYS for r in results.values()]
    note = say("Only the {n} smallest of each text are shown.", n=WAYS) if max(more) > 0 else ""
    columns = (say("Way"), say("Before"), say("After"))
    return Table(f"ways-{shift.id}", say("The smallest sets of yes votes that pass a law"), columns, tuple(rows), note)


def _way(identity: str, findings: Mapping[str, Finding]) -> Cell:
    if identity not in findings:
        return Cell(NONE)
    return Cell(shown=(Shown(str(findings[identity].value), identity),))


def _table(
    shift: Shift, bodies: list[tuple[str, Moved]], found: Assessment, say: Catalogue, findings: Mapping[str, Finding]
) -> Table:
    columns = (
        say("Body"),
        *(
            say("{measure}, {when}", measure=opening(say(label)), when=say(WHEN[when]))
            for label, _ in MEASURES.values()
            for when in TIMES
        ),
    )
    rows = []
    for actor, _ in bodies:
        ids = [key(shift.id, actor, measure, when) for measure in MEASURES for when in TIMES]
        cells = tuple(number(findings[i], say) if i in findings else Cell("?") for i in ids)
        rows.append(Row(Cell(opening(found.name(actor))), cells))
    note = say("Printed to four decimals; the exact fractions stand under the notes and in the JSON.")
    return Table(
        f"table-{shift.id}",
        say("Formal power in making a law, before and after"),
        columns,
        tuple(rows),
        note,
        numeric=True,
    )


def number(finding: Finding, say: Catalogue) -> Cell:
    """A cell that holds one finding's number."""
    text = finding.value if isinstance(finding.value, str) else say.number(finding.value)
    return Cell(shown=(Shown(text, finding.id),))


def _cautions(bodies: list[tuple[str, Moved]], found: Assessment, say: Catalogue) -> Iterator[Text]:
    """What else moved the numbers: seats, and their being even or odd."""
    pairs = [(found.named(a), m.before.members, m.after.members) for a, m in bodies if m.before and m.after]
    resized = [name for name, old, new in pairs if old != new]
    flipped = [name for name, old, new in pairs if (old - new) % 2]
    if resized:
        names = say.listed(resized)
        parity = (
            say(
                "An even chamber ties more easily, and {names} went from odd to even or back; that alone moves "
                "these numbers.",
                names=say.listed(flipped),
            )
            if flipped
            else ""
        )
        yield Text(
            " ".join(
                filter(
                    None,
                    [
                        say("Seats changed too, in {names}.", names=names),
                        parity,
                        say("This effect is not netted out yet."),
                    ],
                )
            )
        )
    yield Text(say("Effective power, which follows appointments, dismissals and party leaders, is not measured yet."))
