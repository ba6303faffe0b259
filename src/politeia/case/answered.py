"""How much of the core set each text of a polity answers, and why not the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from politeia.case.constitution import Constitution, Record
from politeia.case.core import CORE, CoreAnswer, CoreDecision, answer
from politeia.case.institutions import Power, SeatGroup
from politeia.case.polity import Polity

Why = Literal["no record", "ended", "abolished", "later", "unread", "unsettled"]
Earlier = Mapping[str, str | None]  # the records that once answered a decision, each with the body that it was about


@dataclass(frozen=True, slots=True)
class Answered:
    """How many core decisions a text answers, and the others with the reason.

    `no record` means that the text has none, `ended` that it repeals those of an earlier one, `abolished` that it ends
    the body too that they were about, `later` that a pending stage answers from a day on, which `begins` has, `unread`
    that a record's version was not read, `unsettled` that it is not known whether an act was in force.
    """

    answered: int
    open: Mapping[str, Why]
    begins: Mapping[str, date] = field(default_factory=dict)


def answered(polity: Polity) -> dict[str, Answered]:
    """What the text that each act of the constitutional layer left answers, by act; see `Polity.after`.

    A `?` inside a record does not make it unanswered.

    >>> from politeia.case.library import load
    >>> answered(load("kazakhstan").polity)["2026"]
    Answered(answered=26, open={'upper_chamber': 'abolished'}, begins={})
    """
    found: dict[str, Answered] = {}
    earlier: dict[str, dict[str, str | None]] = {decision: {} for decision in CORE}
    for act in (name for name, act in polity.acts.items() if act.layer == "constitutional"):
        text = polity.after(act)
        answers = {decision.id: answer(decision, text) for decision in CORE.values()}
        whys = {name: why(given, text, earlier[name]) for name, given in answers.items()}
        open_ = {name: reason for name, reason in whys.items() if reason is not None}
        days = {name: pending(polity, act, CORE[name]) for name in open_ if not answers[name].records}
        begins = {name: day for name, day in days.items() if day is not None}
        found[act] = Answered(len(CORE) - len(open_), open_ | dict.fromkeys(begins, "later"), begins)
        for name, given in answers.items():
            earlier[name] |= {f"{record.section}.{record.id}": _about(record) for record in given.records}
    return found


def pending(polity: Polity, act: str, decision: CoreDecision) -> date | None:
    """The first day from which a stage of an act, or of one before it, answers a decision for certain, if any."""
    acts = set(list(polity.acts)[: polity.order[act] + 1])
    stages = (entry for history in polity.histories() for entry in history.entries if entry.act in acts)
    for day in sorted({entry.begins for entry in stages if entry.begins >= polity.first_day(act)}):
        records = answer(decision, polity.at(day)).records
        if any(acts.issuperset(record.acts) and not record.unsettled for record in records):
            return day
    return None


def why(given: CoreAnswer, text: Constitution, earlier: Earlier) -> Why | None:
    """Why a text does not answer a core decision, or None where it does; `earlier` are the records that once did."""
    if given.known:
        return None
    if not given.records:
        if earlier.keys().isdisjoint(text.ended):
            return "no record"
        return "abolished" if all(f"bodies.{body}" in text.ended for body in earlier.values()) else "ended"
    return "unread" if any(record.content is None for record in given.records) else "unsettled"


def _about(record: Record[Any]) -> str | None:
    """The body that a seat group fills or a power is about; None of any other record."""
    match record.content or record.elsewhere:
        case SeatGroup(body=body) | Power(object=body):
            return body
    return None
