"""How a group of holders fares in one decision, and the label that says so.

The rules are written down in docs/methods/verdict.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from politeia.assess.holdings import LINE, NOTHING, Holding, mean

Label = Literal[
    "nothing_moved", "undetermined", "moved_on_paper", "moved_in_fact", "moved_elsewhere", "moved", "concentrated"
]
LABELS: tuple[Label, ...] = (  # from the claim that says least to the one that says most
    "nothing_moved",
    "undetermined",
    "moved_on_paper",
    "moved_in_fact",
    "moved_elsewhere",
    "moved",
    "concentrated",
)
KINDS: Mapping[tuple[bool, bool], Label] = {  # whether formal and effective power moved
    (False, False): "nothing_moved",
    (True, False): "moved_on_paper",
    (False, True): "moved_in_fact",
    (True, True): "moved",
}


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
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Share:
    """How a group fares in one decision: what it holds before and after, the changes, and their label.

    `between` are the least and the greatest effective change that the readings of what is not known give; where they
    give different labels, the label is `undetermined`, and the formal part stands.
    """

    holding: Holding
    formal: Fraction
    effective: Fraction
    between: tuple[Fraction, Fraction]
    label: Label


Matrix = Mapping[str, Mapping[str, Share]]  # by decision, then by group; who has no part in it is not there


def sign(value: Fraction, material: Fraction) -> int:
    """Whether a change exceeds its materiality, and which way.

    >>> [sign(Fraction(n, 100), Fraction(1, 100)) for n in (-2, 1, 2)]
    [-1, 0, 1]
    """
    return (value > material) - (value < -material)


def shares(
    groups: Mapping[str, Holding], top: str, materiality: Materiality = MATERIALITY, band: Band = BAND
) -> Iterator[tuple[str, Share]]:
    """How each group fares in a decision; `top` is the group that held most effective power before."""
    for name, holding in groups.items():
        effective = mean(holding.gains, band.steps)
        label = _label(name, holding, effective, groups, top, materiality)
        yield name, Share(holding, holding.gained, effective, (effective, effective), label)


def _label(
    name: str,
    holding: Holding,
    effective: Fraction,
    groups: Mapping[str, Holding],
    top: str,
    materiality: Materiality,
) -> Label:
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


def share_of(one: Share | None, other: Share | None) -> Share | None:
    """What two readings leave of a share: the first one's values, and its label where the other gives the same.

    None is the share of a group that has no part in the decision under a reading.
    """
    if one is None:
        if other is None or other.label == "nothing_moved":
            return None
        bare = replace(other.holding, effective=(NOTHING, NOTHING))
        one = Share(bare, bare.gained, NONE, (NONE, NONE), "nothing_moved")
    read = other.between if other else (NONE, NONE)
    same = one.label == (other.label if other else "nothing_moved")
    between = min(*one.between, *read), max(*one.between, *read)
    return replace(one, between=between, label=one.label if same else "undetermined")
