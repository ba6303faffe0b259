"""Vulnerable coalitions on a decision diagram: winning ones that some member could defeat by leaving (Johnston)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from politeia.errors import CaseError
from politeia.power.diagram import LOSE, Diagram, child
from politeia.power.swings import binomials, declared

STATES = 50_000  # with more, this would take minutes

# What is left to do; and, for each class of which a member might be critical, what were left without it: the node, the
# layer of the class, and how many members it has in the coalition.
State = tuple[int, frozenset[tuple[int, int, int]]]


def johnston(graph: Diagram) -> list[Fraction]:
    """For each class, the sum of 1/j over the vulnerable coalitions of j critical members in which a given one is.

    A class is critical as a whole or not at all. Raises CaseError where the diagram has too many states.

    >>> from politeia.power.diagram import diagram
    >>> from politeia.power.game import Game
    >>> johnston(diagram(Game.weighted(51, [50, 49, 1])))
    [Fraction(2, 1), Fraction(1, 2), Fraction(1, 2)]
    """
    states: dict[State, int] = {(0, frozenset()): 1}
    for layer, size in enumerate(graph.sizes):
        ways = binomials(size)
        found: defaultdict[State, int] = defaultdict(int)
        for (node, spared), weight in states.items():
            arcs = graph.layers[layer][node]
            # Runs of numbers of yes votes between which neither what is left to do nor what would be left differs.
            reached = {node, *(less for less, _, _ in spared)} - {LOSE}
            starts = {first for at in reached for first, _ in graph.layers[layer][at]}
            cuts = sorted(starts | {first + 1 for first, _ in arcs if 0 < first < size})
            for first, end in zip(cuts, [*cuts[1:], size + 1], strict=True):
                target = child(arcs, first)
                if target == LOSE:
                    continue
                left = {
                    (child(graph.layers[layer][less], first) if less != LOSE else LOSE, which, count)
                    for less, which, count in spared
                }
                if first:
                    left.add((child(arcs, first - 1), layer, first))
                kept = frozenset(entry for entry in left if entry[0] != target)
                found[target, kept] += weight * sum(ways[first:end])
                if len(found) > STATES:
                    what = f"there are more than {STATES:,} ways to be vulnerable"
                    raise CaseError.at("", 0, 0, "players", f"{what}; expected fewer kinds of members")
        states = found
    shares = [Fraction()] * len(graph.sizes)
    for (_, spared), weight in states.items():
        together = sum(count for _, _, count in spared)
        for _, layer, count in spared:
            shares[layer] += Fraction(weight * count, together * graph.sizes[layer])
    return list(declared(graph, shares))
