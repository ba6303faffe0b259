"""How a group of holders fares over the questions of the core set, each weighing one, and the label that says so.

The rules are written down in docs/methods/verdict.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from politeia.assess.groups import PERSON
from politeia.assess.holdings import LINE, Curve
from politeia.assess.share import KINDS, LABELS, MATERIALITY, NONE, Label, Materiality, Matrix, Share, sign
from politeia.assess.weights import Weights


@dataclass(frozen=True, slots=True)
class Sum:
    """Changes on one scale over the core questions: `net`, and its two parts, `gains` above 0 and `losses` below.

    `questions` has the change in each, net of what cancels within it. `other` is the sum over the decisions outside
    the core, each counting alike: it is shown apart and decides nothing.
    """

    net: Fraction
    gains: Fraction
    losses: Fraction
    questions: Mapping[str, Fraction]
    other: Fraction

    def both_ways(self, material: Fraction) -> bool:
        """Whether the net is within materiality only because material gains and losses cancel."""
        return not sign(self.net, material) and self.gains > material and -self.losses > material

    def moved(self, material: Fraction) -> bool:
        """Whether anything moved on this scale, one way or both."""
        return bool(sign(self.net, material)) or self.both_ways(material)


@dataclass(frozen=True, slots=True)
class Grouped:
    """How a group fares over the core questions.

    `in_fact` is the mean over the band of loyalties, and `line` its net at each loyalty of LINE; `between` are the
    least and the greatest net in fact that the readings of what is not known give. `decisions` lists those of the core
    under each label, `other` those outside it. `clauses` are the changed clauses made for a person, which no game
    measures.
    """

    group: str
    label: Label
    on_paper: Sum
    in_fact: Sum
    line: Curve
    between: tuple[Fraction, Fraction]
    decisions: Mapping[Label, tuple[str, ...]]
    other: Mapping[Label, tuple[str, ...]]
    clauses: tuple[str, ...] = ()

    @property
    def formal(self) -> Fraction:
        """The net change on paper."""
        return self.on_paper.net

    @property
    def effective(self) -> Fraction:
        """The net change in fact."""
        return self.in_fact.net

    def signs(self, materiality: Materiality = MATERIALITY) -> tuple[int, int | None]:
        """The signs of the two sums; 0 for what does not exceed the materiality of one decision.

        None in fact where the readings of what is not known give different ones.
        """
        low, high = (sign(value, materiality.effective) for value in self.between)
        return sign(self.formal, materiality.formal), low if low == high else None


def grouped(
    name: str,
    matrix: Matrix,
    refused: Mapping[str, str],
    weighing: Weights,
    top: str,
    clauses: tuple[str, ...] = (),
    materiality: Materiality = MATERIALITY,
) -> Grouped:
    """How a group fares; `refused` are the decisions that could not be measured, `top` who held most before."""
    shares = {decision: own[name] for decision, own in matrix.items() if name in own}
    in_fact = summed({decision: share.effective for decision, share in shares.items()}, weighing)
    lines = [(weighing.of(decision), share.holding.gains) for decision, share in shares.items()]
    decisions, other = listed(name, matrix, refused, weighing)
    found = Grouped(
        group=name,
        label="undetermined",
        on_paper=summed({decision: share.formal for decision, share in shares.items()}, weighing),
        in_fact=in_fact,
        line=tuple(sum((weight * line[step] for weight, line in lines), NONE) for step in range(len(LINE))),
        between=(in_fact.net, in_fact.net),
        decisions=decisions,
        other=other,
        clauses=clauses if name == PERSON else (),
    )
    measured, lacking = (sum(map(weighing.of, names), NONE) for names in (matrix, refused))
    if found.clauses or measured <= lacking:
        return found
    return replace(found, label=_label(found, shares, weighing, top, materiality))


def summed(values: Mapping[str, Fraction], weighing: Weights) -> Sum:
    """The sum of the changes of decisions: over the core questions, and apart from them over the rest."""
    questions = weighing.asked(values)
    gains = sum((value for value in questions.values() if value > 0), NONE)
    losses = sum((value for value in questions.values() if value < 0), NONE)
    other = sum((value for decision, value in values.items() if not weighing.of(decision)), NONE)
    return Sum(gains + losses, gains, losses, questions, other)


def listed(
    name: str, matrix: Matrix, refused: Mapping[str, str], weighing: Weights
) -> tuple[Mapping[Label, tuple[str, ...]], Mapping[Label, tuple[str, ...]]]:
    """The decisions of the core, and the others, under the label that each has for a group."""
    labels: dict[str, Label] = {
        decision: own[name].label if name in own else "nothing_moved" for decision, own in matrix.items()
    }
    labels |= dict.fromkeys(refused, "undetermined")

    def under(core: bool) -> Mapping[Label, tuple[str, ...]]:
        own = [decision for decision in labels if bool(weighing.of(decision)) == core]
        return {label: tuple(decision for decision in own if labels[decision] == label) for label in LABELS}

    return under(True), under(False)


def _label(found: Grouped, shares: Mapping[str, Share], weighing: Weights, top: str, materiality: Materiality) -> Label:
    """The label of a group by the signs of its two sums."""
    signs = found.signs(materiality)
    if found.group == top and signs == (1, 1):
        return "concentrated"
    lost = {name: -weighing.of(name) * share.formal for name, share in shares.items() if share.formal < 0}
    elsewhere = sum((loss for name, loss in lost.items() if shares[name].label == "moved_elsewhere"), NONE)
    if signs[0] < 0 and 2 * elsewhere >= sum(lost.values(), NONE):
        return "moved_elsewhere"
    return KINDS[found.on_paper.moved(materiality.formal), found.in_fact.moved(materiality.effective)]
