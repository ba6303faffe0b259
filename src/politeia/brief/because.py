"""Which change moved a law's power: each change's part of the whole difference, by body and index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from politeia.assess.compose import Assessment
from politeia.assess.movement import Movement
from politeia.brief.document import (
    Dot,
    Dots,
    Figure,
    Finding,
    Part,
    Plot,
)
from politeia.brief.holders import Grounds, signed
from politeia.brief.wording import record
from politeia.catalogue import Catalogue, message, opening
from politeia.power.attribution import FACTS, HOLDERS, Attribution

Parts = tuple[list[Part], list[Finding]]
LEAST = Fraction(1, 20000)  # what is less prints as nothing
TIME: Mapping[str, str] = {FACTS: message("dated facts (numbers of regions)"), HOLDERS: message("who sat")}
INDICES: Mapping[str, tuple[str, str]] = {
    "shapley_shubik": (
        message("{name}, on paper"),
        message("Shapley value over all subsets of the changes that touch the decision, of the Shapley-Shubik index"),
    ),
    "effective": (
        message("{name}, in fact at full loyalty"),
        message(
            "Shapley value over all subsets of the changes that touch the decision, of effective power at loyalty 1"
        ),
    ),
}


def attributions(movement: Movement, found: Assessment, grounds: Grounds, say: Catalogue) -> Parts:
    """For each way of making an ordinary law, how much each change moved each body."""
    parts: list[Part] = []
    findings: list[Finding] = []
    for shift in found.shifts:
        credit = movement.shift.attributed_to.get(shift.id)
        if credit is None:
            continue
        plots = []
        for index, actor in _told(credit, movement):
            own = list(_credited(shift.id, index, actor, credit, found, grounds, say))
            findings += own
            if own:
                plots.append(_bars(shift.id, index, actor, own, found, say))
        if plots:
            parts.append(
                Figure(
                    f"figure-because-{shift.id}",
                    say(
                        "{procedure}: how much of the whole difference each change made. The parts add up to it; that "
                        "a chamber became even or odd is among them.",
                        procedure=shift.name,
                    ),
                    tuple(plots),
                )
            )
    return parts, findings


def _told(credit: Attribution, movement: Movement) -> Iterator[tuple[str, str]]:
    """What to show: every body's share on paper, and in fact that of who holds most."""
    yield from (("shapley_shubik", actor) for actor in credit.values["shapley_shubik"])
    top = movement.vector.top
    tops = {
        actor for shares in movement.vector.matrix.values() if top in shares for actor in shares[top].holding.actors
    }
    yield from (("effective", actor) for actor in credit.values["effective"] if actor in tops)


def _credited(
    decision: str, index: str, actor: str, credit: Attribution, found: Assessment, grounds: Grounds, say: Catalogue
) -> Iterator[Finding]:
    articles, sources = grounds.of(decision)
    for player, value in zip(credit.players, credit.values[index][actor], strict=True):
        if abs(value) >= LEAST:
            yield Finding(
                id=f"moved.{decision}.{actor}.{index}.{player}",
                label=_player(player, found, say),
                value=value,
                exact=not credit.error,
                interval=(value - 2 * Fraction(credit.error), value + 2 * Fraction(credit.error))
                if credit.error
                else None,
                method=say(INDICES[index][1]),
                basis="computed",
                articles=articles,
                sources=sources,
            )


def _player(player: str, found: Assessment, say: Catalogue) -> str:
    if player in TIME:
        return opening(say(TIME[player]))
    return opening(say.listed([record(key, found) for key in player.split(" + ")]))


def _bars(decision: str, index: str, actor: str, findings: list[Finding], found: Assessment, say: Catalogue) -> Plot:
    title = say(INDICES[index][0], name=opening(found.name(actor)))
    groups = tuple(Dots(f.label, (Dot("after", f.label, Fraction(f.value)),)) for f in findings)
    described = [
        say("{name}: {value}.", name=finding.label, value=signed(Fraction(finding.value), say)) for finding in findings
    ]
    return Plot(
        f"plot-because-{decision}-{actor}-{index}".replace("_", "-"), title, " ".join(described), groups, "bars"
    )
