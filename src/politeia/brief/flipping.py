"""What would flip the finding, and what time did rather than the reform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from politeia.assess.compose import Assessment
from politeia.assess.flips import Coded, Crossing
from politeia.assess.movement import Movement
from politeia.assess.share import sign
from politeia.brief.because import TIME, Parts
from politeia.brief.document import (
    Cell,
    Finding,
    Listing,
    Part,
    Row,
    Shown,
    Table,
    Text,
)
from politeia.brief.holders import GROUPS, LABELS, Grounds, change, signed
from politeia.brief.wording import part, record
from politeia.case.holders import OWN
from politeia.catalogue import Catalogue, opening
from politeia.power.attribution import FACTS, HOLDERS

NEAR = Fraction(1, 4)  # a change of sign further from the band than this is no threat to the finding


def flipping(movement: Movement, found: Assessment, grounds: Grounds, said: Mapping[str, str], say: Catalogue) -> Parts:
    """What would flip the finding: a loyalty, another reading of a person, a rule that is not known."""
    findings: list[Finding] = []
    rows: list[Row] = []
    for reading in movement.flips.coded:
        own = list(_read(reading, movement, found, say))
        findings += own
        rows.append(_reading(reading, movement, own[1:], found, say))
    near = [crossing for crossing in movement.flips.crossings if crossing.apart <= NEAR]
    for crossing in near:
        finding = _crossed(crossing, movement, grounds, say)
        findings.append(finding)
        rows.append(_crossing(crossing, finding, movement, say))
    parts: list[Part] = []
    if rows:
        columns = (say("Assumption"), say("As declared"), say("Instead"), say("What it turns"))
        parts.append(Table("flips", say("What would flip it, the nearest first"), columns, tuple(rows)))
    if not near:
        parts.append(
            Text(say("No loyalty in the band, or near it, turns the sign of what a group gains or loses in fact."))
        )
    parts += _time(movement, grounds, say, findings)
    if movement.flips.unknown:
        parts.append(_unknown(movement, found, said, say))
    return parts, findings


def _of(actor: str, found: Assessment, say: Catalogue) -> str:
    return say("follows nobody") if actor == OWN else say("follows {name}", name=found.named(actor))


def _read(reading: Coded, movement: Movement, found: Assessment, say: Catalogue) -> Iterator[Finding]:
    yield Finding(
        id=f"moved.reading.{reading.person}.{reading.instead}",
        label=say(
            "{person} {follows}: labels of decisions that turn",
            person=movement.shift.names[reading.person],
            follows=_of(reading.instead, found, say),
        ),
        value=sum(map(len, reading.reading.cells.values())),
        method=say("Everything measured again with the person coded otherwise; the labels that differ are counted"),
        basis="computed",
        sources=reading.sources,
    )
    for own, other in zip(movement.vector.groups, reading.reading.vector.groups, strict=True):
        apart = abs(own.effective - other.effective) > movement.vector.materiality.effective
        if apart or any(turned.group == own.group for turned in reading.reading.turned):
            band = reading.reading.vector.band.steps
            inside = other.line[band[0] : band[1] + 1]
            yield Finding(
                id=f"moved.reading.{reading.person}.{reading.instead}.{own.group}",
                label=say(
                    "{group}, in fact, where {person} {follows}",
                    group=opening(say(GROUPS[own.group])),
                    person=movement.shift.names[reading.person],
                    follows=_of(reading.instead, found, say),
                ),
                value=other.effective,
                exact=False,
                interval=(min(*inside, *other.between), max(*inside, *other.between)),
                method=say("The sum of effective changes over the core questions, with the person coded otherwise"),
                basis="computed",
                sources=reading.sources,
            )


def _reading(
    reading: Coded,
    movement: Movement,
    findings: list[Finding],
    found: Assessment,
    say: Catalogue,
) -> Row:
    groups = [finding.id.rpartition(".")[2] for finding in findings]
    declared = tuple(
        change(movement.vector.of(group).effective, f"moved.{group}.effective", say, say(GROUPS[group]))
        for group in groups
    )
    instead = tuple(
        change(Fraction(finding.value), finding.id, say, say(GROUPS[group]))
        for group, finding in zip(groups, findings, strict=True)
    )
    turned = [
        say(
            "{group}: {old}, then {new}",
            group=say(GROUPS[t.group]),
            old=say(LABELS[t.label[0]]),
            new=say(LABELS[t.label[1]]),
        )
        for t in reading.reading.turned
    ]
    n = sum(map(len, reading.reading.cells.values()))
    if n:
        turned.append(say.plural("{n} label in a single decision", "{n} labels in single decisions", n))
    what = "; ".join(turned)
    return Row(
        Cell(movement.shift.names[reading.person]),
        (
            Cell(opening(_of(reading.declared, found, say)), shown=declared),
            Cell(opening(_of(reading.instead, found, say)), shown=instead),
            Cell(opening(what) if what else say("Nothing.")),
        ),
        f"moved.reading.{reading.person}.{reading.instead}",
        reading.sources,
    )


def _crossed(crossing: Crossing, movement: Movement, grounds: Grounds, say: Catalogue) -> Finding:
    decided = [name for name, shares in movement.vector.matrix.items() if crossing.group in shares]
    articles, sources = grounds.of(*decided)
    return Finding(
        id=f"moved.flip.{crossing.group}.loyalty",
        label=say(
            "{group}: the loyalty at which the sum in fact changes its sign", group=opening(say(GROUPS[crossing.group]))
        ),
        value=crossing.loyalty,
        exact=False,
        interval=(
            max(crossing.loyalty - Fraction(1, 20), Fraction(0)),
            min(crossing.loyalty + Fraction(1, 20), Fraction(1)),
        ),
        method=say(
            "The sum of effective changes over the core questions at loyalties a twentieth apart, straight between them"
        ),
        basis="computed",
        articles=articles,
        sources=sources,
    )


def _crossing(crossing: Crossing, finding: Finding, movement: Movement, say: Catalogue) -> Row:
    band, own = movement.vector.band, movement.vector.of(crossing.group)
    signs = {-1: say("loses"), 0: say("neither gains nor loses"), 1: say("gains")}
    at = sign(own.effective, movement.vector.materiality.effective)
    return Row(
        Cell(say("Loyalty")),
        (
            Cell(say("{low} to {high}", low=say.number(band.low), high=say.number(band.high))),
            Cell(shown=(Shown(say.number(crossing.loyalty), finding.id),)),
            Cell(
                say(
                    "The sign in fact of the {group}, which {gains} over the band",
                    group=say(GROUPS[crossing.group]),
                    gains=signs[at],
                )
            ),
        ),
        finding.id,
    )


def _time(movement: Movement, grounds: Grounds, say: Catalogue, findings: list[Finding]) -> Iterator[Text]:
    """What time did rather than the reform, for who holds most, at full loyalty: who sat, and dated facts."""
    top = movement.vector.top
    sums = dict.fromkeys(TIME, Fraction(0))
    whole = Fraction(0)
    touched = []
    for name, credit in movement.shift.attributed_to.items():
        share = movement.vector.matrix.get(name, {}).get(top)
        values = credit.values["effective"].get(share.holding.actors[1]) if share else None
        if values is None:
            continue
        own = dict(zip(credit.players, values, strict=True))
        whole += sum(values, Fraction(0))
        touched.append(name)
        for player in sums:
            sums[player] += own.get(player, Fraction(0))
    if not touched:
        return
    articles, sources = grounds.of(*touched)
    ids = []
    for player, value in {"all": whole, **sums}.items():
        ids.append(f"moved.{top}.time.{player}")
        findings.append(
            Finding(
                id=ids[-1],
                label=say(
                    "{group}, in fact at full loyalty: {what}",
                    group=opening(say(GROUPS[top])),
                    what=say(TIME[player]) if player in TIME else say("the whole change"),
                ),
                value=value,
                method=say(
                    "Shapley values of the changes, summed over the decisions that moved; exact up to twelve changes"
                ),
                basis="computed",
                articles=articles,
                sources=sources,
            )
        )
    yield Text(
        say(
            "Not all of it is the reform's. At full loyalty the sum in fact of the {group} moved by {whole}, of which "
            "who sat made {holders} and dated facts {facts}.",
            group=say(GROUPS[top]),
            whole=signed(whole, say),
            holders=signed(sums[HOLDERS], say),
            facts=signed(sums[FACTS], say),
        ),
        tuple(ids),
    )


def _unknown(movement: Movement, found: Assessment, said: Mapping[str, str], say: Catalogue) -> Listing:
    """The rules that are not known, by the decision that they touch."""
    touched: dict[str, list[str]] = {}
    for item in movement.flips.unknown:
        name = said.get(item.decision) or opening(record(item.record, found))
        touched.setdefault(name, []).append(part(item.part, say))
    items = [
        say("{decision}: {parts}", decision=name, parts=say.listed(list(dict.fromkeys(parts))))
        for name, parts in touched.items()
    ]
    return Listing(say("Rules that are not known and might flip it"), tuple(map(Text, items)), aside=True)
