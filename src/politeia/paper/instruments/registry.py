"""The instruments by name, and all of them on one text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from politeia.case.constitution import Constitution
from politeia.case.holders import Held
from politeia.case.polity import Polity
from politeia.paper.instruments.declaration import Declaration, declaration
from politeia.paper.instruments.fish_kroenig import Observed, fish_kroenig
from politeia.paper.instruments.polcon import polcon
from politeia.paper.instruments.score import Score
from politeia.paper.instruments.shugart_carey import shugart_carey
from politeia.result import Result


@dataclass(frozen=True, slots=True)
class Given:
    """What an instrument needs that no text says: who held what, what was observed, which chambers are effective."""

    held: Held | None = None
    practice: Mapping[int, Observed] = field(default_factory=dict)
    effective: Mapping[str, bool] = field(default_factory=dict)


Instrument = Callable[[Declaration, Given], Score]
INSTRUMENTS: Mapping[str, Instrument] = {
    "shugart_carey": lambda declared, given: shugart_carey(declared),
    "fish_kroenig": lambda declared, given: fish_kroenig(declared, given.practice),
    "polcon": lambda declared, given: polcon(declared, given.held, given.effective),
}
NAMES: Mapping[str, str] = {
    "shugart_carey": "Presidential powers (Shugart and Carey)",
    "fish_kroenig": "Parliamentary Powers Index (Fish and Kroenig)",
    "polcon": "Political constraints (Henisz, POLCON III)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentsResult(Result):
    """What every instrument says of one text."""

    polity: str
    text: str
    scores: Mapping[str, Score]


def instruments(polity: Polity, text: Constitution, given: Given | None = None) -> InstrumentsResult:
    """Every instrument on a text of the polity, as `at`, `before` or `after` give it.

    >>> from politeia.case.library import load
    >>> kazakhstan = load("kazakhstan").polity
    >>> found = instruments(kazakhstan, kazakhstan.after("2026"))
    >>> {name: (score.low, score.high) for name, score in found.scores.items() if name != "polcon"}
    {'shugart_carey': (17, 27), 'fish_kroenig': (9, 19)}
    """
    declared, known = declaration(polity, text), given or Given()
    scores = {name: instrument(declared, known) for name, instrument in INSTRUMENTS.items()}
    return InstrumentsResult(
        polity=polity.id,
        text=text.label,
        scores=scores,
        method="published instruments by rule over the records of a text",
        exact=True,
        assumptions=tuple(dict.fromkeys(said for score in scores.values() for said in score.assumptions)),
    )
