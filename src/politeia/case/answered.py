"""How much of the core set each text of a polity answers, and why not the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from politeia.case.constitution import Constitution
from politeia.case.core import CORE, CoreAnswer, answer
from politeia.case.polity import Polity

Why = Literal["no record", "ended", "unread", "unsettled"]


@dataclass(frozen=True, slots=True)
class Answered:
    """How many core decisions a text answers, and the others with the reason.

    `no record` means that the text has none, `ended` that it repeals those of an earlier one, `unread` that a record's
    version was not read, `unsettled` that it is not known whether an act was in force.
    """

    answered: int
    open: Mapping[str, Why]


def answered(polity: Polity) -> dict[str, Answered]:
    """What the text that each act of the constitutional layer left answers, by act; see `Polity.after`.

    A `?` inside a record does not make it unanswered.

    >>> from politeia.case.library import load
    >>> answered(load("kazakhstan").polity)["2026"]
    Answered(answered=26, open={'upper_chamber': 'ended'})
    """
    found: dict[str, Answered] = {}
    earlier: dict[str, set[str]] = {decision: set() for decision in CORE}
    for act in (name for name, act in polity.acts.items() if act.layer == "constitutional"):
        text = polity.after(act)
        answers = {decision.id: answer(decision, text) for decision in CORE.values()}
        whys = {name: why(given, text, earlier[name]) for name, given in answers.items()}
        open_ = {name: reason for name, reason in whys.items() if reason is not None}
        found[act] = Answered(len(CORE) - len(open_), open_)
        for name, given in answers.items():
            earlier[name] |= {f"{record.section}.{record.id}" for record in given.records}
    return found


def why(given: CoreAnswer, text: Constitution, earlier: set[str]) -> Why | None:
    """Why a text does not answer a core decision, or None where it does; `earlier` are the records that once did."""
    if given.known:
        return None
    if not given.records:
        return "no record" if earlier.isdisjoint(text.ended) else "ended"
    return "unread" if any(record.content is None for record in given.records) else "unsettled"
