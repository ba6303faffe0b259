"""How much a decision weighs: each question of the core set one, shared equally by the decisions that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from politeia.case.constitution import Constitution
from politeia.case.core import CORE, answer


@dataclass(frozen=True, slots=True)
class Weights:
    """The decisions that answer each question of the core set in either text, and the questions that none answers.

    `silent` questions have no answer in the two texts, or seats alone answer them: no game measures them.
    """

    questions: Mapping[str, tuple[str, ...]]
    silent: tuple[str, ...] = ()

    def of(self, decision: str) -> Fraction:
        """The weight of a decision: the sum of its shares of questions; 0 outside the core."""
        return sum((Fraction(1, len(own)) for own in self.questions.values() if decision in own), Fraction(0))

    def asked(self, values: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """By question the mean over its decisions of what they have; one that has no value counts as 0.

        >>> Weights({"dissolve": ("dissolve.majlis", "dissolve.kurultai")}).asked({"dissolve.majlis": Fraction(-1)})
        {'dissolve': Fraction(-1, 2)}
        """
        none = Fraction(0)
        return {
            question: sum((values.get(decision, none) for decision in own), none) / len(own)
            for question, own in self.questions.items()
        }


def weights(texts: Sequence[Constitution]) -> Weights:
    """The weights of the decisions of two texts, the same ones whichever text comes first.

    >>> from politeia.case.library import load
    >>> found = weights([load("kazakhstan").polity.before("2026"), load("kazakhstan").polity.after("2026")])
    >>> found.questions["dissolve"], found.of("ordinary_law"), found.of("hear.audit")
    (('dissolve.kurultai', 'dissolve.majlis'), Fraction(3, 2), Fraction(0, 1))
    """
    answered = {
        name: tuple(sorted({each for text in texts for each in answer(question, text).decisions}))
        for name, question in CORE.items()
    }
    return Weights(
        {name: decisions for name, decisions in answered.items() if decisions},
        tuple(name for name, decisions in answered.items() if not decisions),
    )
