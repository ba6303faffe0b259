"""Who decides what: for every decision that moved, what each group of holders has in it before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from politeia.assess.groups import GROUPS as ORDER
from politeia.assess.holdings import mean
from politeia.assess.movement import Movement
from politeia.assess.share import Share
from politeia.brief.document import Cell, Finding, Row, Shown, Table
from politeia.brief.holders import GROUPS, LABELS, Grounds, change
from politeia.catalogue import Catalogue, message, opening

SCALES: Mapping[str, tuple[str, str]] = {
    "formal": (
        message("on paper"),
        message(
            "Shapley-Shubik index of the decision, summed over the group and averaged over neighbouring sizes of each "
            "body, so that even chambers' ties are netted out; exact"
        ),
    ),
    "effective": (
        message("in fact"),
        message(
            "What the word of the group's strongest actor decides when seats follow those who can end their term, "
            "lead their party or named them: the chance of passing at its yes less that at its no, averaged over "
            "loyalties from {low} to {high}, which are assumed; a body of several members is a side of those of its "
            "seats that follow nobody outside its group. The interval is that over the band"
        ),
    ),
}
TIMES: Mapping[str, str] = {
    "before": message("before"),
    "after": message("after"),
    "change": message("change"),
}


def key(decision: str, group: str, scale: str, when: str) -> str:
    """The id of the finding of one number of the matrix.

    >>> key("annul.akim_acts", "president", "formal", "after")
    'moved.annul.akim_acts.president.formal.after'
    """
    return f"moved.{decision}.{group}.{scale}.{when}"


def told(
    movement: Movement, said: Mapping[str, str], grounds: Grounds, say: Catalogue
) -> tuple[list[Table], list[Finding]]:
    """The table and its findings: a row for each group and decision in which something moved for it.

    `said` has the decisions in words.
    """
    vector = movement.vector
    moved = {
        decision: {group: shares[group] for group in ORDER if group in shares and _moved(shares[group])}
        for decision, shares in vector.matrix.items()
        if vector.weights.of(decision)  # the rest decides nothing in the verdict
    }
    ordered = sorted((name for name in moved if moved[name]), key=lambda name: -_most(moved[name].values()))
    rows: list[Row] = []
    findings: list[Finding] = []
    for decision in ordered:
        heading = said[decision]
        for group, share in moved[decision].items():
            own = list(_findings(decision, group, share, movement, said, grounds, say))
            findings += own
            small = say("{group}: {label}", group=say(GROUPS[group]), label=say(LABELS[share.label]))
            rows.append(Row(Cell(heading, small=small), tuple(_cell(finding, say) for finding in own)))
            heading = ""  # said once
    columns = [say("Decision, and for whom")]
    columns += [
        opening(say("{scale}, {when}", scale=say(scale), when=say(when)))
        for scale, _ in SCALES.values()
        for when in TIMES.values()
    ]
    if not rows:
        return [], []
    table = Table(
        "matrix",
        say("Who decides what, where it moved"),
        tuple(columns),
        tuple(rows),
        _note(movement, moved, say),
        True,
    )
    return [table], findings


def _moved(share: Share) -> bool:
    return share.label != "nothing_moved"


def _most(shares: Iterable[Share]) -> Fraction:
    return max(max(abs(share.formal), abs(share.effective)) for share in shares)


def _note(movement: Movement, moved: Mapping[str, object], say: Catalogue) -> str:
    still = sum(not shares for shares in moved.values())
    sentence = say.plural(
        "{n} decision in which nothing moved for any group is left out.",
        "{n} decisions in which nothing moved for any group are left out.",
        still,
    )
    refused = len(movement.vector.refused)
    if refused:
        more = say.plural("{n} decision cannot be measured.", "{n} decisions cannot be measured.", refused)
        sentence = f"{sentence} {more}"
    outside = say("Decisions outside the core questions decide nothing here; the command politeia shift lists them.")
    return f"{sentence} {outside}"


def values(
    share: Share, movement: Movement
) -> Mapping[tuple[str, str], tuple[Fraction, tuple[Fraction, Fraction] | None]]:
    """Every number of a row by scale and time, with its interval over the band where it has one."""
    band, holding = movement.vector.band, share.holding
    first, last = band.steps
    curves = {"before": holding.effective[0], "after": holding.effective[1], "change": holding.gains}
    found: dict[tuple[str, str], tuple[Fraction, tuple[Fraction, Fraction] | None]] = {
        ("formal", "before"): (holding.formal[0], None),
        ("formal", "after"): (holding.formal[1], None),
        ("formal", "change"): (share.formal, None),
    }
    for when, curve in curves.items():
        inside = curve[first : last + 1]
        found["effective", when] = mean(curve, band.steps), (min(inside), max(inside))
    return found


def _findings(
    decision: str,
    group: str,
    share: Share,
    movement: Movement,
    said: Mapping[str, str],
    grounds: Grounds,
    say: Catalogue,
) -> Iterator[Finding]:
    articles, sources = grounds.of(decision)
    for (scale, when), (value, interval) in values(share, movement).items():
        yield Finding(
            id=key(decision, group, scale, when),
            label=say(
                "{decision}, {group}: {scale}, {when}",
                decision=said[decision],
                group=say(GROUPS[group]),
                scale=say(SCALES[scale][0]),
                when=say(TIMES[when]),
            ),
            value=value,
            exact=interval is None,
            interval=interval,
            method=method(scale, movement, say),
            basis="computed",
            articles=articles,
            sources=sources,
        )


def method(scale: str, movement: Movement, say: Catalogue) -> str:
    """How a number of a scale is made."""
    band = movement.vector.band
    return say(SCALES[scale][1], low=say.number(band.low), high=say.number(band.high))


def _cell(finding: Finding, say: Catalogue) -> Cell:
    value = Fraction(finding.value)
    if finding.id.endswith(".change"):
        return Cell(shown=(change(value, finding.id, say),))
    return Cell(shown=(Shown(say.number(value), finding.id),))
