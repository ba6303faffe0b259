"""Presidential powers after Shugart and Carey (1992), chapter 8: ten items of 0 to 4, read off the records."""

from __future__ import annotations

from collections.abc import Mapping

from politeia.paper.instruments import presidency
from politeia.paper.instruments.declaration import Declaration, Evidence
from politeia.paper.instruments.presidency import Rule, unknown
from politeia.paper.instruments.score import Score, summed


def shugart_carey(declared: Declaration) -> Score:
    """The ten items and their total, out of 40.

    Written for presidents whom the people elect; the score of another head of state means less. Where the text
    leaves a coder's choice, the reading taken stands first and the bounds cover the others.

    >>> from politeia.case.library import load
    >>> from politeia.paper.instruments.declaration import declaration
    >>> kazakhstan = load("kazakhstan").polity
    >>> found = shugart_carey(declaration(kazakhstan, kazakhstan.after("2007")))
    >>> found.score, found.low, found.high
    (22, 17, 27)
    """
    items = tuple(rule((name, asks), declared) for name, (asks, rule) in ITEMS.items())
    if not declared.bodies("head_of_state"):
        nobody = Evidence((), "?", "no head of state is declared")
        items = tuple(unknown((item.id, item.asks), nobody) for item in items)
    total, low, high = summed(items)
    return Score(
        instrument="shugart_carey",
        text=declared.text.label,
        score=total,
        low=low,
        high=high,
        out_of=40,
        items=items,
        method="Shugart and Carey 1992, chapter 8: ten items of 0 to 4, by rule over the records",
        exact=True,
        assumptions=(
            "the text is scored as it is written, not as it is followed",
            "the scale is made for a head of state whom the people elect",
            "the records of a core decision are all that the text says on it",
        ),
    )


ITEMS: Mapping[str, tuple[str, Rule]] = {
    "package_veto": ("What overcomes the refusal of a bill?", presidency.package_veto),
    "partial_veto": ("What overcomes the refusal of a part of a bill?", presidency.partial_veto),
    "decree": ("May he rule by decree?", presidency.decree),
    "exclusive_introduction": ("Are some bills his alone to introduce?", presidency.exclusive_introduction),
    "budget": ("What may the assembly change in the budget?", presidency.budget),
    "referendum": ("May he call a referendum?", presidency.referendum),
    "cabinet_formation": ("Who names the cabinet?", presidency.cabinet_formation),
    "cabinet_dismissal": ("May he dismiss the cabinet?", presidency.cabinet_dismissal),
    "censure": ("May the assembly remove the cabinet?", presidency.censure),
    "dissolution": ("May he dissolve the assembly?", presidency.dissolution),
}
