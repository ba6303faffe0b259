"""Power in making an ordinary law before and after: the ways to pass, a figure, its table, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from politeia.assess.compose import Assessment, Measured, Shift
from politeia.brief.document import (
    NONE,
    Cell,
    Dot,
    Dots,
    Figure,
    Finding,
    Part,
    Plot,
    Row,
    Section,
    Shown,
    Table,
    Text,
    Told,
    When,
)
from politeia.brief.voting import WHEN, Voter, key, measured, shares, times, voters
from politeia.catalogue import Catalogue, message, opening
from politeia.power.indices import PowerResult

WAYS = 6  # a table of more ways to pass is no longer read
TEXTS: tuple[When, ...] = ("before", "after")
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
    for when in TEXTS:
        for reason in measured(shift, when).refused:
            yield Text(
                say(
                    "Power {when} the reform depends on what is not known: {reason}.",
                    when=say(WHEN[when]),
                    reason=reason,
                )
            )
        if measured(shift, when) == Measured():
            yield Text(say("The text {when} the reform has no such procedure that was read.", when=say(WHEN[when])))


def _findings(shift: Shift, found: Assessment, say: Catalogue) -> Iterator[Finding]:
    for voter in voters(shift, found):
        for when in times(shift):
            result = measured(shift, when).result
            if result is None or when not in voter.at:
                continue
            for measure, (label, what) in MEASURES.items():
                method = say(what)
                if when == "rule":
                    method = say("The new procedure on the seats of the text before. {what}", what=method)
                if measure != "members":
                    method = say(ASSUMPTION, what=method, algorithm=result.method)
                yield Finding(
                    id=key(shift.id, voter.actor, measure, when),
                    label=say(
                        "{body}: {measure}, {when}",
                        body=opening(found.name(voter.actor)),
                        measure=say(label),
                        when=say(WHEN[when]),
                    ),
                    value=getattr(voter.at[when], measure),
                    method=method,
                    basis="computed",
                    articles=shift.articles,
                    sources=shift.sources,
                )
    for when in TEXTS:
        result = measured(shift, when).result
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


def _ordered(result: PowerResult) -> list[Mapping[str, int]]:
    """The types of minimal winning coalitions, those of most bodies first: the usual way before the detours."""
    return sorted(result.minimal_winning, key=lambda coalition: (-len(coalition), sum(coalition.values())))


def _coalition(coalition: Mapping[str, int], found: Assessment, say: Catalogue) -> str:
    sizes = {**{b: found.before.size(b) for b in coalition}, **{b: found.after.size(b) for b in coalition}}
    names = [
        found.named(body) if sizes[body] == 1 else say("{n} of {body}", n=say.number(n), body=found.named(body))
        for body, n in coalition.items()
    ]
    return opening(say.listed(names))


def _told(shift: Shift, found: Assessment, say: Catalogue, findings: Mapping[str, Finding]) -> Iterator[Part]:
    bodies = voters(shift, found)
    offices = [voter for voter in bodies if voter.office]
    yield _ways(shift, say, findings)
    plots = [_plot(shift, bodies, "shapley_shubik", say("Share of voting power, by body"), found, say)]
    if offices:
        plots.append(_plot(shift, offices, "banzhaf", say("Chance that the office's vote decides"), found, say))
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
    yield from _apart(shift, found, say)
    yield from _cautions(bodies, found, say)


def _apart(shift: Shift, found: Assessment, say: Catalogue) -> Iterator[Text]:
    """What the rule moved and what the seats did, told apart where that can be."""
    old, rule, new = (shares(shift, when) for when in ("before", "rule", "after"))
    if old == rule == new:
        yield Text(say("Neither the rule nor the numbers of seats that it counts moved any share."))
        return
    if not rule:
        yield Text(say("The new rule has no meaning on the old seats, so that what each moved cannot be told apart."))
        return
    sentence = say("The rule alone moves no share.")
    if rule != old:
        sentence = say("From the first column to the second the rule alone moves the shares, seats held as they were.")
    facts = [fact.id.replace("_", " ") for fact in found.changes.facts]
    rest = say("From the second to the third the numbers of seats do.")
    if facts:
        rest = say(
            "From the second to the third the numbers of seats do, which hang on dated facts too ({facts}) and not "
            "on the reform alone.",
            facts=say.listed(facts),
        )
    yield Text(
        f"{sentence} {rest}",
        tuple(key(shift.id, body, "shapley_shubik", when) for body in rule for when in times(shift)),
    )


def _plot(shift: Shift, bodies: Sequence[Voter], measure: str, title: str, found: Assessment, say: Catalogue) -> Plot:
    """A measure of some bodies, with a line for each time; in words too, for readers who do not see it."""
    groups = tuple(
        Dots(
            opening(found.name(voter.actor)),
            tuple(
                Dot(when, say(WHEN[when]), getattr(voter.at[when], measure) if when in voter.at else None)
                for when in times(shift)
                if when in voter.at or measured(shift, when).result is None
            ),
        )
        for voter in bodies
    )
    described = [
        say(
            "{body}: {values}.",
            body=group.label,
            values=", ".join(
                say("{value} {when}", value="?" if dot.value is None else say.number(dot.value), when=dot.label)
                for dot in group.dots
            ),
        )
        for group in groups
    ]
    return Plot(f"plot-{shift.id}-{measure.replace('_', '-')}", title, " ".join(described), groups)


def _ways(shift: Shift, say: Catalogue, findings: Mapping[str, Finding]) -> Table:
    """The smallest sets of yes votes that pass, before and after, side by side."""
    results = {when: getattr(shift, when).result for when in TEXTS}
    most = max((min(len(r.minimal_winning), WAYS) for r in results.values() if r), default=0)
    rows = []
    for n in range(most):
        ids = [f"power.{shift.id}.way.{n}.{when}" for when in TEXTS]
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
    shift: Shift, bodies: Sequence[Voter], found: Assessment, say: Catalogue, findings: Mapping[str, Finding]
) -> Table:
    columns = (say("Measure"), *(opening(say(WHEN[when])) for when in times(shift)))
    rows = []
    for measure, (label, _) in MEASURES.items():
        for voter in bodies:
            ids = [key(shift.id, voter.actor, measure, when) for when in times(shift)]
            cells = tuple(number(findings[i], say) if i in findings else Cell(NONE) for i in ids)
            head = say("{measure}: {body}", measure=opening(say(label)), body=found.name(voter.actor))
            rows.append(Row(Cell(head), cells))
    note = say("Printed to four decimals; the exact fractions stand under the notes and in the JSON.")
    return Table(
        f"table-{shift.id}",
        say("Formal power in making a law, what the rule moved and what the seats did"),
        columns,
        tuple(rows),
        note,
        numeric=True,
    )


def number(finding: Finding, say: Catalogue) -> Cell:
    """A cell that holds one finding's number."""
    text = finding.value if isinstance(finding.value, str) else say.number(finding.value)
    return Cell(shown=(Shown(text, finding.id),))


def _cautions(bodies: Sequence[Voter], found: Assessment, say: Catalogue) -> Iterator[Text]:
    """What else moved the numbers: seats, and their being even or odd."""
    both = [voter for voter in bodies if {"before", "after"} <= voter.at.keys()]
    pairs = [(found.named(v.actor), v.at["before"].members, v.at["after"].members) for v in both]
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
                        say("What is left of it is netted out where the brief asks whether power moved."),
                    ],
                )
            )
        )
