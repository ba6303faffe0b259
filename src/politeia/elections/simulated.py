"""What is kept of many simulated elections: histograms by system and by pair of systems, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from politeia.elections.batch import Fitted, Many
from politeia.elections.candidates import INDEPENDENT
from politeia.elections.histogram import Band, Histogram
from politeia.elections.measures import ensemble_measures

Array: TypeAlias = Any  # numpy's types of arrays say nothing of shapes
Kept: TypeAlias = dict[str, Histogram]

PER = 10_000  # shares and measures are kept to the nearest 1/10,000
EVENTS = ("majority", "two_thirds")
Z = 1.959963984540054  # 95 per cent of a normal law lie within so many standard deviations


@dataclass(frozen=True, slots=True)
class Chance:
    """The Monte Carlo error of a chance: its standard error, and 95 per cent bounds.

    Where every draw agrees, the bounds are exact (Clopper and Pearson 1934); else they are those of a normal law.
    """

    se: float
    low: float
    high: float

    @classmethod
    def of(cls, happened: int, number: int) -> Chance:
        """The error of a chance seen so often in so many draws.

        >>> Chance.of(1000, 1000)
        Chance(se=0.0, low=0.99631..., high=1.0)
        """
        share = happened / number
        if happened in (0, number):
            edge = 0.025 ** (1 / number)
            return cls(0.0, edge if happened else 0.0, 1.0 if happened else 1 - edge)
        se = (share * (1 - share) / number) ** 0.5
        return cls(se, max(0.0, share - Z * se), min(1.0, share + Z * se))


@dataclass(frozen=True, slots=True)
class Errors:
    """Monte Carlo errors: standard errors of means (None for a single draw), and those of chances."""

    seats: Mapping[str, float | None]
    events: Mapping[str, Chance]
    seat_bonus: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a system makes of the voters.

    `seats` has every party and everybody who appoints; `events` the chance that some party has a majority, or two
    thirds, of the whole house, and `by_party` each party's. `seat_bonus` is the largest party's share of the seats that
    voters fill less its share of the votes of those who can win; `measures` likewise leave appointed seats out.
    Shares and measures are kept to the nearest 1/10,000. `ties` is the number of draws in which a tie changed a seat.
    """

    house: Band
    seats: Mapping[str, Band]
    events: Mapping[str, float]
    by_party: Mapping[str, Mapping[str, float]]
    seat_bonus: Band | None
    measures: Mapping[str, Band | None]
    ties: int
    mc_error: Errors


@dataclass(frozen=True, slots=True)
class Difference:
    """One system less another on the same voters, draw by draw.

    `seats` and `shares` (of the whole house) are by party; `events` say in what share of the draws a party has a
    majority, or two thirds, under the one system only (`gained`) and under the other only (`lost`).
    """

    system: str
    less: str
    seats: Mapping[str, Band]
    shares: Mapping[str, Band]
    seat_bonus: Band | None
    events: Mapping[str, Mapping[str, float]]
    mc_error: Errors


@dataclass(frozen=True, slots=True)
class Seen:
    """One system's elections in a chunk, before they are counted."""

    names: tuple[str, ...]
    seats: Array
    house: Array
    tied: int
    happened: Mapping[str, Array]
    bonus: Array
    measures: Mapping[str, Array]

    @classmethod
    def of(cls, fit: Fitted, drawn: Mapping[str, Array], found: Many) -> Seen:
        """Look at the elections of a chunk."""
        import numpy as np

        seats, names = found.seats, (*fit.parties, INDEPENDENT)
        if INDEPENDENT in fit.parties or not fit.assumed:
            seats, names = seats[:, :-1].copy(), fit.parties
            if INDEPENDENT in names:
                seats[:, names.index(INDEPENDENT)] += found.seats[:, -1]
        votes = np.zeros_like(seats)
        if fit.compared is not None:
            votes[:, : len(fit.parties)] = fit.votes(drawn)[fit.compared].sum(axis=1) * fit.wins
        rows, leader = np.arange(len(seats)), votes.argmax(axis=1)
        elective = found.house - sum(fit.system.appointed.values())
        cast = votes.sum(axis=1)
        with np.errstate(invalid="ignore"):
            bonus = seats[rows, leader] / elective - votes[rows, leader] / cast
        whole = found.house[:, None]
        parties = np.array([name != INDEPENDENT for name in names])  # who has no party has no majority together
        happened = {"majority": (2 * seats > whole) & parties, "two_thirds": (3 * seats >= 2 * whole) & parties}
        measured = ensemble_measures(votes, seats).values
        kept = {name: of for name, of in measured.items() if name not in ("majority_margin", "two_thirds_margin")}
        return cls(names, seats, found.house, found.tied, happened, bonus, kept)

    def kept(self) -> Kept:
        """The histograms of the chunk."""
        found = {"house": Histogram.of(self.house), "bonus": Histogram.of(self.bonus, PER)}
        found |= {f"seats {name}": Histogram.of(self.seats[:, k]) for k, name in enumerate(self.names)}
        for event, who in self.happened.items():
            found |= {f"{event} {name}": Histogram.of(who[:, k].astype(int)) for k, name in enumerate(self.names)}
        found["ties"] = Histogram.of([1] * self.tied)
        return found | {f"measure {name}": Histogram.of(of, PER) for name, of in self.measures.items()}


def apart(one: Seen, other: Seen) -> Kept:
    """The histograms of one system less the other's, draw by draw."""
    import numpy as np

    found = {"bonus": Histogram.of(one.bonus - other.bonus, PER)}
    nothing = np.zeros(len(one.seats), np.int64)
    for name in dict.fromkeys((*one.names, *other.names)):
        a, b = (of.seats[:, of.names.index(name)] if name in of.names else nothing for of in (one, other))
        found[f"seats {name}"] = Histogram.of(a - b)
        found[f"share {name}"] = Histogram.of(a / one.house - b / other.house, PER)
    for event in EVENTS:
        before, after = other.happened[event].any(axis=1), one.happened[event].any(axis=1)
        found[event] = Histogram.of(after.astype(int) - before)
    return found


def added(one: list[Kept], other: list[Kept]) -> list[Kept]:
    """Histograms of two chunks together."""
    return [{key: part[key] + more[key] for key in part} for part, more in zip(one, other, strict=True)]


def outcome(kept: Kept, appointed: Mapping[str, int]) -> Outcome:
    """What the histograms of a system tell."""
    seats = _group(kept, "seats")
    number = kept["house"].number
    happened = {event: {name: h.count(1) for name, h in _group(kept, event).items()} for event in EVENTS}
    once = {event: sum(parties.values()) for event, parties in happened.items()}  # no two parties have a majority
    fixed = {name: Band(float(n), n, n, n) for name, n in appointed.items()}
    return Outcome(
        house=_band(kept["house"]),
        seats={name: _band(h) for name, h in seats.items()} | fixed,
        events={event: n / number for event, n in once.items()},
        by_party={name: {event: happened[event][name] / number for event in EVENTS} for name in seats},
        seat_bonus=kept["bonus"].band(),
        measures={name: h.band() for name, h in _group(kept, "measure").items()},
        ties=kept["ties"].number,
        mc_error=Errors(
            {name: h.standard_error() for name, h in seats.items()} | dict.fromkeys(fixed, 0.0),
            {event: Chance.of(n, number) for event, n in once.items()},
            kept["bonus"].standard_error(),
        ),
    )


def difference(kept: Kept, system: str, less: str) -> Difference:
    """What the histograms of a pair of systems tell."""
    seats = _group(kept, "seats")
    number = next(iter(seats.values())).number
    gained = {event: kept[event].count(1) for event in EVENTS}
    lost = {event: kept[event].count(-1) for event in EVENTS}
    return Difference(
        system,
        less,
        seats={name: _band(h) for name, h in seats.items()},
        shares={name: _band(h) for name, h in _group(kept, "share").items()},
        seat_bonus=kept["bonus"].band(),
        events={e: {"gained": gained[e] / number, "lost": lost[e] / number} for e in EVENTS},
        mc_error=Errors(
            {name: h.standard_error() for name, h in seats.items()},
            {event: Chance.of(gained[event] + lost[event], number) for event in EVENTS},
            kept["bonus"].standard_error(),
        ),
    )


def _group(kept: Kept, kind: str) -> dict[str, Histogram]:
    """The histograms of a kind by the name that follows it."""
    return {key.removeprefix(f"{kind} "): histogram for key, histogram in kept.items() if key.startswith(f"{kind} ")}


def _band(histogram: Histogram) -> Band:
    found = histogram.band()
    assert found is not None  # there is at least one draw
    return found
