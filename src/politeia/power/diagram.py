"""The exact engine for compound rules: a decision diagram over classes of interchangeable members.

One layer for each class; a node stands for what its class and those after it must still do for the proposal
to pass, and an arc for a run of numbers of yes votes that leave the same to do. So a chamber of 435 is one
variable with a few arcs, not 435 variables. The diagram is built from above (states: what is left of the
rule, and the sums on the criteria that it still reads), then reduced from below: nodes with equal arcs become
one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from politeia.errors import CaseError
from politeia.power.game import Any, AtLeast, Game, PlayerClass, Rule, thresholds

LOSE = -1  # the child of an arc after which nothing can pass
ARCS = 2_000_000  # more would not fit in a gigabyte while the diagram is being built

Arcs = tuple[tuple[int, int], ...]  # (first number of yes votes, node of the next layer), ascending
State = tuple[int, tuple[int, ...]]  # what is left of the rule, and the sums on the criteria it reads


@dataclass(frozen=True, slots=True)
class Diagram:
    """Layers of nodes; `layers[i]` decides the class `order[i]` of the game, which has `sizes[i]` members.

    The root is the first node of the first layer. After the last layer comes one node, 0: the proposal
    passes.
    """

    order: tuple[int, ...]
    sizes: tuple[int, ...]
    layers: tuple[tuple[Arcs, ...], ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are, the last included."""
        return sum(map(len, self.layers)) + 1


def intervals(arcs: Arcs, size: int) -> Iterator[tuple[int, int, int]]:
    """The arcs that can still pass, as (first, last, child): first to last yes votes lead to child."""
    ends = [first - 1 for first, _ in arcs[1:]] + [size]
    return ((first, last, child) for (first, child), last in zip(arcs, ends, strict=True) if child != LOSE)


def child(arcs: Arcs, count: int) -> int:
    """The node of the next layer to which `count` yes votes lead."""
    return arcs[bisect_right(arcs, count, key=lambda arc: arc[0]) - 1][1]


@lru_cache(maxsize=16)
def diagram(game: Game) -> Diagram:
    """The reduced diagram of a game. Raises CaseError when it would not fit in memory.

    >>> from politeia.power.game import Game
    >>> diagram(Game.weighted(51, [50, 49, 1])).layers
    ((((0, -1), (1, 0)),), (((0, 0), (1, 1)),), (((0, -1), (1, 0)), ((0, 0),)))
    """
    order = _ordered(game)
    players = [game.players[place] for place in order]
    return Diagram(tuple(order), tuple(player.n for player in players), reduced(_unfolded(game, players)))


def _ordered(game: Game) -> list[int]:
    """An order that keeps few criteria open: classes on the same criteria together, small before large ones.

    Within equal sizes heavy members come first, so that the sums which can still decide are soon few.
    """
    read = list(dict.fromkeys(threshold.of for _, threshold in thresholds(game.rule)))
    groups: dict[tuple[int, ...], list[int]] = {}
    for place, player in enumerate(game.players):
        groups.setdefault(tuple(i for i, criterion in enumerate(read) if player.weight(criterion)), []).append(place)

    def size(place: int) -> tuple[int, ...]:
        player = game.players[place]
        return player.n, *(-player.weight(criterion) for criterion in reversed(read))

    # A class on several criteria comes before those that close them one by one.
    kinds = sorted(groups, key=lambda kind: (min(kind, default=0), -len(kind), kind))
    return [place for kind in kinds for place in sorted(groups[kind], key=size)]


class _Remainder:
    """A rule less the thresholds that are met or out of reach; `open` has those left, criteria in order."""

    __slots__ = ("left", "open", "rule")

    def __init__(self, rule: Rule | bool) -> None:
        self.rule = rule
        quotas: dict[str, set[int]] = {}
        if not isinstance(rule, bool):
            for _, threshold in thresholds(rule):
                quotas.setdefault(threshold.of, set()).add(threshold.q)
        self.open = {criterion: tuple(sorted(quotas[criterion])) for criterion in sorted(quotas)}
        self.left: dict[tuple[tuple[int, int], ...], int] = {}


class _Remainders:
    """The remainders met so far, each with a number; number 0 is the rule that has passed."""

    def __init__(self) -> None:
        self.all = [_Remainder(True)]
        self.numbers: dict[Rule | bool, int] = {True: 0, False: LOSE}

    def number(self, rule: Rule | bool) -> int:
        if rule not in self.numbers:
            self.numbers[rule] = len(self.all)
            self.all.append(_Remainder(rule))
        return self.numbers[rule]

    def after(self, number: int, sums: list[int], rest: list[int]) -> int:
        """What is left of a remainder when its criteria stand at `sums` and can still gain `rest`."""
        remainder = self.all[number]
        bounds = tuple(
            (bisect_right(quotas, now), bisect_right(quotas, now + more))
            for quotas, now, more in zip(remainder.open.values(), sums, rest, strict=True)
        )
        if bounds not in remainder.left:
            known: dict[str, tuple[int, int]] = {}
            for (criterion, quotas), (met, reachable) in zip(remainder.open.items(), bounds, strict=True):
                known[criterion] = (quotas[met - 1] if met else 0, quotas[reachable - 1] if reachable else 0)
            remainder.left[bounds] = self.number(_simplified(remainder.rule, known))
        return remainder.left[bounds]


def _simplified(rule: Rule | bool, known: dict[str, tuple[int, int]]) -> Rule | bool:
    """The rule when, by criterion, thresholds up to one bound are met and those above another are not."""
    if isinstance(rule, bool):
        return rule
    if isinstance(rule, AtLeast):
        met, reachable = known[rule.of]
        return True if rule.q <= met else rule if rule.q <= reachable else False
    decisive = isinstance(rule, Any)
    parts: list[Rule] = []
    for part in rule.rules:
        left = _simplified(part, known)
        if left is decisive:
            return decisive
        if not isinstance(left, bool):
            parts.append(left)
    if not parts:
        return not decisive
    return parts[0] if len(parts) == 1 else type(rule)(tuple(parts))


def _unfolded(game: Game, players: list[PlayerClass]) -> list[list[Arcs]]:
    """The layers as they unfold from above, not reduced yet."""
    remainders = _Remainders()
    rest = {criterion: sum(p.n * p.weight(criterion) for p in players) for criterion in game.criteria}
    whole = remainders.number(game.rule)
    reachable = [rest[criterion] for criterion in remainders.all[whole].open]
    root = remainders.after(whole, [0] * len(reachable), reachable)
    states: list[State] = [(root, (0,) * len(remainders.all[root].open))]
    layers: list[list[Arcs]] = []
    arcs = 0
    for player in players:
        for criterion in rest:
            rest[criterion] -= player.n * player.weight(criterion)
        found: dict[State, int] = {}
        layers.append([])
        for state in states:
            layers[-1].append(_arcs(state, player, rest, remainders, found))
            arcs += len(layers[-1][-1])
            if arcs > ARCS:
                what = f"the decision diagram of this game has more than {ARCS:,} arcs"
                raise CaseError.at("", 0, 0, "players", f"{what}; expected fewer kinds of members")
        states = list(found)
    return layers


def _arcs(
    state: State, player: PlayerClass, rest: dict[str, int], remainders: _Remainders, found: dict[State, int]
) -> Arcs:
    """Where each number of yes votes leads from a state, with the states that are met entered in `found`."""
    number, sums = state
    remainder = remainders.all[number]
    weights = [player.weight(criterion) for criterion in remainder.open]
    gains = [rest[criterion] for criterion in remainder.open]
    cuts = {0}
    for quotas, now, weight, gain in zip(remainder.open.values(), sums, weights, gains, strict=True):
        if weight:
            # A threshold comes within reach, then is met, at these numbers of yes votes.
            cuts.update(-((now + later - quota) // weight) for quota in quotas for later in (0, gain))
    starts = sorted(cut for cut in cuts if 0 <= cut <= player.n)
    arcs = []
    for first, end in zip(starts, [*starts[1:], player.n + 1], strict=True):
        left = remainders.after(
            number, [now + first * weight for now, weight in zip(sums, weights, strict=True)], gains
        )
        if left == LOSE:
            arcs.append((first, LOSE))
            continue
        kept = [at for at, criterion in enumerate(remainder.open) if criterion in remainders.all[left].open]
        for count in range(first, end) if any(weights[at] for at in kept) else (first,):
            after = (left, tuple(sums[at] + count * weights[at] for at in kept))
            arcs.append((count, found.setdefault(after, len(found))))
    return tuple(arcs)


def reduced(layers: list[list[Arcs]]) -> tuple[tuple[Arcs, ...], ...]:
    """The same layers with equal nodes made one, from the last layer up."""
    renamed: list[int] = [0]
    done: list[tuple[Arcs, ...]] = []
    for layer in reversed(layers):
        nodes: dict[Arcs, int] = {}
        above = []
        for arcs in layer:
            merged: list[tuple[int, int]] = []
            for first, target in arcs:
                target = renamed[target] if target != LOSE else LOSE
                if not merged or merged[-1][1] != target:
                    merged.append((first, target))
            above.append(LOSE if merged == [(0, LOSE)] else nodes.setdefault(tuple(merged), len(nodes)))
        renamed = above
        done.append(tuple(nodes))
    return tuple(reversed(done))


def arcs_at_most(game: Game) -> int:
    """A bound on the arcs of a game's diagram before equal nodes are joined, from its numbers alone.

    A layer has no more states than ways to vote before it; and no more than combinations of what is known of each
    criterion: its sum up to its greatest threshold while votes are both cast and to come, then which thresholds are
    met. A class after which none of its criteria stays open has an arc more for each threshold that is met or missed.

    >>> arcs_at_most(Game((PlayerClass("member", 435, {"house": 1}),), AtLeast(218, "house")))
    3
    """
    players = [game.players[place] for place in _ordered(game)]
    asked: dict[str, set[int]] = {}
    for _, threshold in thresholds(game.rule):
        asked.setdefault(threshold.of, set()).add(threshold.q)
    rest = {c: sum(player.n * player.weight(c) for player in players) for c in asked}
    cast = dict.fromkeys(asked, 0)
    ways, arcs = 1, 0
    for player in players:
        states = 1
        for criterion, quotas in asked.items():
            if cast[criterion]:
                states *= min(cast[criterion], max(quotas)) + 1 if rest[criterion] else len(quotas) + 1
        for criterion in asked:
            rest[criterion] -= player.n * player.weight(criterion)
        its = [criterion for criterion in asked if player.weight(criterion)]
        cuts = 1 + 2 * sum(len(asked[criterion]) for criterion in its)
        arcs += min(ways, states) * (player.n + 1 if any(map(rest.get, its)) else min(player.n + 1, cuts))
        ways *= player.n + 1
        for criterion in its:
            cast[criterion] += player.n * player.weight(criterion)
    return arcs
