"""Every index from its definition, over all 2^n coalitions: slow, plain, and written apart from the engines."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import factorial, prod

from politeia.power.game import All, AtLeast, Game, Rule


class Enumeration:
    """All members of a game, numbered one by one, and every coalition of them."""

    def __init__(self, game: Game) -> None:
        self.who = [player.name for player in game.players for _ in range(player.n)]
        weights = [player.weights for player in game.players for _ in range(player.n)]
        self.everyone = range(len(self.who))
        sets = (combinations(self.everyone, size) for size in range(len(self.who) + 1))
        self.coalitions = [frozenset(chosen) for chosen in chain.from_iterable(sets)]
        self.winning = {s for s in self.coalitions if holds(game.rule, [weights[i] for i in s])}
        self.minimal = [s for s in self.winning if all(s - {i} not in self.winning for i in s)]
        self.critical = [{i for i in s if s - {i} not in self.winning} for s in self.winning]
        losing = [s for s in self.coalitions if s not in self.winning]
        self.swings = [[s for s in losing if i not in s and s | {i} in self.winning] for i in self.everyone]

    def passes(self, chances: list[Fraction]) -> Fraction:
        """The chance that the members who say yes, each with a chance of their own, are a winning coalition."""
        odds = ([c if i in s else 1 - c for i, c in enumerate(chances)] for s in self.winning)
        return sum((prod(each, start=Fraction(1)) for each in odds), Fraction(0))


def holds(rule: Rule, voters: list[Mapping[str, int]]) -> bool:
    if isinstance(rule, AtLeast):
        return sum(weights.get(rule.of, 0) for weights in voters) >= rule.q
    answers = [holds(part, voters) for part in rule.rules]
    return False not in answers if isinstance(rule, All) else True in answers


def collectivity(e: Enumeration) -> Fraction:
    return Fraction(len(e.winning), len(e.coalitions))


def banzhaf(e: Enumeration, i: int) -> Fraction:
    return Fraction(len(e.swings[i]), sum(i not in s for s in e.coalitions))


def banzhaf_share(e: Enumeration, i: int) -> Fraction:
    return Fraction(len(e.swings[i]), sum(len(e.swings[j]) for j in e.everyone))


def shapley_shubik(e: Enumeration, i: int) -> Fraction:
    n = len(e.everyone)
    return sum(
        (Fraction(factorial(len(s)) * factorial(n - 1 - len(s)), factorial(n)) for s in e.swings[i]), Fraction(0)
    )


def coleman_prevent(e: Enumeration, i: int) -> Fraction:
    return Fraction(sum(i in s and s - {i} not in e.winning for s in e.winning), len(e.winning))


def coleman_initiate(e: Enumeration, i: int) -> Fraction:
    losing = [s for s in e.coalitions if s not in e.winning]
    return Fraction(sum(i not in s and s | {i} in e.winning for s in losing), len(losing))


def rae(e: Enumeration, i: int) -> Fraction:
    return Fraction(sum((i in s) == (s in e.winning) for s in e.coalitions), len(e.coalitions))


def koenig_braeuninger(e: Enumeration, i: int) -> Fraction:
    return Fraction(sum(i in s for s in e.winning), len(e.winning))


def deegan_packel(e: Enumeration, i: int) -> Fraction:
    return sum((Fraction(1, len(s)) for s in e.minimal if i in s), Fraction(0)) / len(e.minimal)


def holler_packel(e: Enumeration, i: int) -> Fraction:
    return Fraction(sum(i in s for s in e.minimal), sum(len(s) for s in e.minimal))


def johnston(e: Enumeration, i: int) -> Fraction:
    def raw(member: int) -> Fraction:
        return sum((Fraction(1, len(s)) for s in e.critical if member in s), Fraction(0))

    return raw(i) / sum(map(raw, e.everyone))


def success(e: Enumeration, i: int) -> Fraction:
    """The yes votes of those in a winning coalition and the no votes of those outside a losing one."""
    yes, no = (sum(i in s for s in e.winning), sum(i not in s for s in e.coalitions if s not in e.winning))
    return Fraction(yes + no, len(e.coalitions))


def decisiveness(e: Enumeration, i: int) -> Fraction:
    return success(e, i) - luck(e, i)


def luck(e: Enumeration, i: int) -> Fraction:
    """The chance that the outcome is the member's and would be so if it voted otherwise."""
    same = (
        i in s if s in e.winning else i not in s for s in e.coalitions if ((s ^ {i}) in e.winning) == (s in e.winning)
    )
    return Fraction(sum(same), len(e.coalitions))


INDICES = {
    "banzhaf": banzhaf,
    "banzhaf_share": banzhaf_share,
    "shapley_shubik": shapley_shubik,
    "coleman_prevent": coleman_prevent,
    "coleman_initiate": coleman_initiate,
    "rae": rae,
    "koenig_braeuninger": koenig_braeuninger,
    "deegan_packel": deegan_packel,
    "holler_packel": holler_packel,
    "johnston": johnston,
    "success": success,
    "decisiveness": decisiveness,
}


def pivots(e: Enumeration) -> list[int]:
    """How often each member is pivotal over all orders: Shapley-Shubik once more, without any formula."""
    counts = [0] * len(e.everyone)
    for order in permutations(e.everyone):
        counts[next(i for at, i in enumerate(order) if frozenset(order[: at + 1]) in e.winning)] += 1
    return counts
