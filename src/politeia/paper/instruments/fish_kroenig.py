"""The Parliamentary Powers Index of Fish and Kroenig (2009): 32 questions, 22 read off the records, 10 asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from politeia.paper.instruments import parliament
from politeia.paper.instruments.declaration import Declaration, Evidence
from politeia.paper.instruments.parliament import Asked, Rule, decides, holds, unknown
from politeia.paper.instruments.score import Item, Reading, Score, summed


@dataclass(frozen=True, slots=True)
class Observed:
    """What somebody answers to an item that asks for practice, and on what evidence."""

    yes: bool
    evidence: str


def fish_kroenig(declared: Declaration, practice: Mapping[int, Observed] | None = None) -> Score:
    """The 32 items and the number of yes answers, out of 32; `practice` answers items that the records do not.

    What nobody answers leaves the total an interval. An observation counts only where the records are silent:
    ValueError for one on an item that they answer, or that there is not.

    >>> from politeia.case.library import load
    >>> from politeia.paper.instruments.declaration import declaration
    >>> kazakhstan = load("kazakhstan").polity
    >>> found = fish_kroenig(declaration(kazakhstan, kazakhstan.after("2026")))
    >>> [item.id for item in found.items if item.score]
    ['9', '17', '18', '20', '21', '22', '24', '27', '30']
    """
    given = dict(practice or {})
    items = []
    for number, (asks, rule) in ITEMS.items():
        item = rule((str(number), asks), declared) if rule else _practice((str(number), asks))
        seen = given.pop(number, None)
        if seen is not None and item.readings:
            raise ValueError(f"item {number} is answered by the records ({item.because}); expected no observation")
        items.append(item if seen is None else _observed(item, seen))
    if given:
        raise ValueError(f"there is no item {min(given)}; expected a number from 1 to 32")
    total, low, high = summed(items)
    return Score(
        instrument="fish_kroenig",
        text=declared.text.label,
        score=total,
        low=low,
        high=high,
        out_of=32,
        items=tuple(items),
        method="Fish and Kroenig 2009: yes answers to 32 items, 22 by rule over the records, 10 from observed practice",
        exact=True,
        assumptions=(
            "experts answered the published index; rules over the text answer here",
            "the records of a core decision are all that the text says on it",
            "a seat group that was read and sets no limit of terms has none",
        ),
    )


def _practice(item: Asked) -> Item:
    return unknown(item, Evidence((), "?"), "asks for observed practice, which no text shows")


def _observed(item: Item, seen: Observed) -> Item:
    score = int(seen.yes)
    return replace(
        item, readings=(Reading(score, seen.evidence),), low=score, high=score, rule="observed", because=seen.evidence
    )


ITEMS: Mapping[int, tuple[str, Rule | None]] = {
    1: ("Can it alone remove the president or the head of government?", parliament.removes),
    2: ("May ministers be members?", parliament.ministers_sit),
    3: ("Does it summon officials and hold hearings regularly?", None),
    4: ("Can it investigate the executive?", None),
    5: ("Does it oversee the army, the police and the services?", None),
    6: ("Does it appoint the head of government?", parliament.names_premier),
    7: ("Do ministers need its approval?", parliament.names_ministers),
    8: ("Is there no president, or does it elect him?", parliament.no_president),
    9: ("Can it vote no confidence?", parliament.votes_no_confidence),
    10: ("Is it immune from dissolution by the executive?", parliament.immune_from_dissolution),
    11: ("Does the executive lack decrees?", parliament.no_decrees),
    12: ("Are its laws proof against a veto?", parliament.veto_proof),
    13: ("Are its laws free from review?", parliament.no_review),
    14: ("May it introduce bills on all matters, without a gatekeeper?", parliament.initiates),
    15: ("Must the money that it grants be spent?", None),
    16: ("Does it control its own resources?", None),
    17: ("Are members immune?", parliament.immune),
    18: ("Are all members elected?", parliament.all_elected),
    19: ("Can it alone change the constitution?", parliament.amends_alone),
    20: ("Does war need its approval?", decides("", "declaring war", "declare", of=("war",))),
    21: ("Do treaties need its approval?", decides("treaties", "treaties")),
    22: ("Can it grant amnesty?", holds("amnesty", "grant", of=("amnesty",))),
    23: ("Can it pardon?", holds("pardon", "grant", of=("pardon",))),
    24: ("Does it make judges, or may it reject them?", parliament.judges),
    25: ("Does it appoint the head of the central bank?", parliament.central_bank),
    26: ("Has it a say in public media?", None),
    27: ("Is it regularly in session?", parliament.in_session),
    28: ("Has each member a secretary?", None),
    29: ("Has each member policy staff?", None),
    30: ("May members be elected again without limit?", parliament.reelected),
    31: ("Do members seek to be elected again?", None),
    32: ("Are many members experienced?", None),
}
