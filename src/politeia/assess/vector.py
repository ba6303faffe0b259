"""Did power move: for each group of holders, on paper and in fact, decision by decision and over all of them.

The rules are written down in docs/methods/verdict.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from politeia.assess.groups import GROUPS, PERSON
from politeia.assess.holdings import LINE, NOTHING, Curve, Holding, Holdings, holdings, mean
from politeia.power.shift import ShiftResult, Side

Label = Literal[
    "nothing_moved", "undetermined", "moved_on_paper", "moved_in_fact", "moved_elsewhere", "moved", "concentrated"
]
# From the claim that says least to the one that says most: of two labels with as many decisions the first is taken.
LABELS: tuple[Label, ...] = (
    "nothing_moved",
    "undetermined",
    "moved_on_paper",
    "moved_in_fact",
    "moved_elsewhere",
    "moved",
    "concentrated",
)


@dataclass(frozen=True, slots=True)
class Materiality:
    """What a change must exceed to count: in parity-neutral Shapley-Shubik, and in effective power."""

    formal: Fraction = Fraction(1, 100)
    effective: Fraction = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Band:
    """The loyalties that are thought possible: those of LINE from `low` to `high`."""

    low: Fraction = Fraction(1, 2)
    high: Fraction = Fraction(1)

    @property
    def steps(self) -> tuple[int, int]:
        """The first and the last of the band's points on LINE."""
        inside = [step for step, loyalty in enumerate(LINE) if self.low <= loyalty <= self.high]
        return inside[0], inside[-1]


MATERIALITY, BAND = Materiality(), Band()


@dataclass(frozen=True, slots=True)
class Share:
    """How a group fares in one decision: what it holds before and after, the changes, and their label."""

    holding: Holding
    formal: Fraction
    effective: Fraction
    label: Label


@dataclass(frozen=True, slots=True)
class Grouped:
    """How a group fares over all decisions.

    `formal` and `effective` are the sums of the changes, each decision counting alike; `effective` is the mean over the
    band and `line` the sum at each loyalty of LINE. `decisions` lists the decisions under each label. `clauses` are the
    changed clauses made for a person, which no game measures.
    """

    group: str
    label: Label
    formal: Fraction
    effective: Fraction
    line: Curve
    decisions: Mapping[Label, tuple[str, ...]]
    clauses: tuple[str, ...] = ()

    def signs(self, materiality: Materiality = MATERIALITY) -> tuple[int, int]:
        """The signs of the two sums; 0 for what does not exceed the materiality of one decision."""
        return sign(self.formal, materiality.formal), sign(self.effective, materiality.effective)


@dataclass(frozen=True, slots=True)
class Vector:
    """The verdict by group, never one score, with the matrix of who decides what behind it.

    `matrix` has by decision and group how the group fares; `refused` says why a decision could not be measured, and
    `top` which group holds most effective power before.
    """

    groups: tuple[Grouped, ...]
    matrix: Mapping[str, Mapping[str, Share]]
    refused: Mapping[str, str]
    top: str
    materiality: Materiality
    band: Band

    def of(self, group: str) -> Grouped:
        """How a group fares; LookupError where there is no such group."""
        for grouped in self.groups:
            if grouped.group == group:
                return grouped
        raise LookupError(group)


def sign(value: Fraction, material: Fraction) -> int:
    """Whether a change exceeds its materiality, and which way.

    >>> [sign(Fraction(n, 100), Fraction(1, 100)) for n in (-2, 1, 2)]
    [-1, 0, 1]
    """
    return (value > material) - (value < -material)


def vector(
    shift: ShiftResult,
    sides: Sequence[Side],
    clauses: Sequence[str] = (),
    materiality: Materiality = MATERIALITY,
    band: Band = BAND,
) -> Vector:
    """The vector of a shift; `sides` are its two texts with who follows whom.

    `clauses` are the ids of the changed clauses made for a person.
    """
    held, refused = holdings(shift, sides, band.steps)
    top = _top(held, band)
    matrix = {name: dict(_shares(groups, top, materiality, band)) for name, groups in held.items()}
    return Vector(
        groups=tuple(_grouped(name, matrix, refused, tuple(clauses), top, materiality) for name in GROUPS),
        matrix=matrix,
        refused=refused,
        top=top,
        materiality=materiality,
        band=band,
    )


def _top(held: Holdings, band: Band) -> str:
    """The group that holds most effective power before, over all decisions."""
    sums: dict[str, Fraction] = {}
    for groups in held.values():
        for name, holding in groups.items():
            sums[name] = sums.get(name, Fraction(0)) + mean(holding.effective[0], band.steps)
    return max(sums, key=lambda name: sums[name], default="")


def _shares(
    groups: Mapping[str, Holding], top: str, materiality: Materiality, band: Band
) -> Iterator[tuple[str, Share]]:
    for name, holding in groups.items():
        effective = mean(holding.gains, band.steps)
        yield (
            name,
            Share(holding, holding.gained, effective, _label(name, holding, effective, groups, top, materiality)),
        )


def _label(
    name: str,
    holding: Holding,
    effective: Fraction,
    groups: Mapping[str, Holding],
    top: str,
    materiality: Materiality,
) -> Label:
    """The label of a group in a decision."""
    on_paper, in_fact = sign(holding.gained, materiality.formal), sign(effective, materiality.effective)
    own, theirs = (0, 1) if on_paper < 0 else (1, 0)  # who loses is asked about before, who gains about after
    others = {
        other.principals[theirs]
        for other in groups.values()
        if on_paper and sign(other.gained, materiality.formal) == -on_paper
    }
    if others == {holding.principals[own]}:
        return "moved_on_paper"  # what it lost went to who follows it, or what it gained came from who does
    if others and on_paper < 0:
        return "moved_elsewhere"
    if name == top and on_paper > 0 and in_fact > 0:
        return "concentrated"
    return KINDS[bool(on_paper), bool(in_fact)]


KINDS: Mapping[tuple[bool, bool], Label] = {  # whether formal and effective power moved
    (False, False): "nothing_moved",
    (True, False): "moved_on_paper",
    (False, True): "moved_in_fact",
    (True, True): "moved",
}


def _grouped(
    name: str,
    matrix: Mapping[str, Mapping[str, Share]],
    refused: Mapping[str, str],
    clauses: tuple[str, ...],
    top: str,
    materiality: Materiality,
) -> Grouped:
    shares = {decision: groups[name] for decision, groups in matrix.items() if name in groups}
    under: dict[Label, list[str]] = {label: [] for label in LABELS}
    for decision in matrix:
        under[shares[decision].label if decision in shares else "nothing_moved"].append(decision)
    under["undetermined"] += refused
    lines = [share.holding.gains for share in shares.values()]
    found = Grouped(
        group=name,
        label="undetermined",
        formal=sum((share.formal for share in shares.values()), Fraction(0)),
        effective=sum((share.effective for share in shares.values()), Fraction(0)),
        line=tuple(sum(at, Fraction(0)) for at in zip(*lines, strict=True)) or NOTHING,
        decisions={label: tuple(own) for label, own in under.items()},
        clauses=clauses if name == PERSON else (),
    )
    return replace(found, label=_overall(found, top, materiality))


def _overall(found: Grouped, top: str, materiality: Materiality) -> Label:
    """The label of a group over all decisions."""
    known = sum(len(own) for label, own in found.decisions.items() if label != "undetermined")
    if found.clauses or len(found.decisions["undetermined"]) >= known:
        return "undetermined"
    if found.group == top and found.decisions["concentrated"] and found.signs(materiality) == (1, 1):
        return "concentrated"
    moved = {label: len(found.decisions[label]) for label in LABELS[2:-1]}
    moved["moved"] += len(found.decisions["concentrated"])
    most = max(moved, key=lambda label: moved[label])
    return most if moved[most] else "nothing_moved"
