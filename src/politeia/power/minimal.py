"""Minimal winning coalitions: those that lose whichever member leaves; as a diagram, and listed by type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice, product

from politeia.power.diagram import LOSE, Arcs, Diagram, child, diagram, intervals, reduced
from politeia.power.game import Game, pooled
from politeia.power.swings import binomials


@lru_cache(maxsize=16)
def minimal(game: Game) -> Diagram:
    """The diagram of a game's minimal winning coalitions. Raises CaseError when it would not fit in memory.

    A state is a pair of nodes: what is left to do after the yes votes so far, and what would be left had one
    of those voters, whichever could best be spared, said no. A coalition is minimal when the first ends in a
    pass and the second does not. This is the recursion for minimal solutions of Rauzy 1993 (New algorithms
    for fault trees analysis, Reliability Engineering and System Safety 40:203-211), over classes.

    >>> from politeia.power.game import Game
    >>> list(types(minimal(Game.weighted(51, [50, 49, 1]))))
    [(1, 1, 0), (1, 0, 1)]
    """
    graph = diagram(game)
    unions = _Unions(graph)
    states = [(0, LOSE)]
    layers: list[list[Arcs]] = []
    for layer, size in enumerate(graph.sizes):
        found: dict[tuple[int, int], int] = {}
        nodes = []
        for whole, less in states:
            arcs = {0: LOSE}
            spared = LOSE
            # Within an arc of `whole` one yes vote less would leave the same to do, so only its start counts.
            for count, target in unions.nodes[layer][whole]:
                without = unions.join(layer + 1, spared, unions.child(layer, less, count))
                if target not in (LOSE, without):
                    arcs[count] = found.setdefault((target, without), len(found))
                    if count < size:
                        arcs[count + 1] = LOSE
                spared = target
            nodes.append(tuple(arcs.items()))
        layers.append(nodes)
        states = list(found)
    return Diagram(graph.order, graph.sizes, reduced(layers))


def types(graph: Diagram) -> Iterator[tuple[int, ...]]:
    """The coalitions of a diagram by type: how many members of each class, in the game's order."""
    places = sorted(range(len(graph.order)), key=graph.order.__getitem__)
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while stack:
        node, counts = stack.pop()
        layer = len(counts)
        if layer == len(graph.layers):
            yield tuple(counts[place] for place in places)
            continue
        for first, last, target in intervals(graph.layers[layer][node], graph.sizes[layer]):
            stack.extend((target, (*counts, count)) for count in range(first, last + 1))


def number_of_types(graph: Diagram, ways: Sequence[Sequence[int]] | None = None) -> int:
    """How many types `types` lists, without listing them.

    With `ways`, a type that has k members of class c counts ways[c][k] times for each c.

    >>> from politeia.power.game import Game
    >>> number_of_types(minimal(Game.weighted(2, [1, 1, 1])))
    3
    """
    below = [1]
    for place, nodes, size in zip(reversed(graph.order), reversed(graph.layers), reversed(graph.sizes), strict=True):
        upto = list(accumulate(ways[place] if ways else [1] * (size + 1), initial=0))
        below = [
            sum((upto[last + 1] - upto[first]) * below[target] for first, last, target in intervals(arcs, size))
            for arcs in nodes
        ]
    return below[0]


def listed_types(game: Game, limit: int) -> tuple[list[tuple[int, ...]], int]:
    """Minimal winning coalitions by type, smallest first, at most `limit`, and how many types there are.

    >>> from politeia.power.game import Game
    >>> listed_types(Game.weighted(2, [1, 1, 1]), 10)
    ([(1, 1, 0), (1, 0, 1), (0, 1, 1)], 3)
    """
    pools, places = pooled(game)
    graph = minimal(pools)
    members: list[list[int]] = [[] for _ in pools.players]
    for at, pool in enumerate(places):
        members[pool].append(at)
    sizes = [[game.players[at].n for at in classes] for classes in members]

    def declared() -> Iterator[tuple[int, ...]]:
        for counts in types(graph):
            drawn = [islice(_splits(count, classes), limit) for count, classes in zip(counts, sizes, strict=True)]
            for parts in product(*drawn):
                told = dict(zip(chain(*members), chain(*parts), strict=True))
                yield tuple(told[at] for at in range(len(places)))

    listed = sorted(islice(declared(), limit), key=lambda counts: (sum(counts), [-count for count in counts]))
    return listed, number_of_types(graph, [_ways(classes) for classes in sizes])


def _splits(total: int, sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each way to draw `total` members from classes of these sizes, first classes filled first."""
    drawn = _filled(total, sizes)
    while True:
        yield tuple(drawn)
        # The next way: the last class that can pass a member on does, and those after it are filled anew.
        behind = room = 0
        for at in reversed(range(len(sizes))):
            if drawn[at] and behind < room:
                drawn[at:] = [drawn[at] - 1, *_filled(behind + 1, sizes[at + 1 :])]
                break
            behind, room = behind + drawn[at], room + sizes[at]
        else:
            return


def _filled(total: int, sizes: Sequence[int]) -> list[int]:
    drawn = []
    for size in sizes:
        drawn.append(min(size, total))
        total -= drawn[-1]
    return drawn


def _ways(sizes: Sequence[int]) -> list[int]:
    """In how many ways 0, 1, 2 ... members can be drawn from such classes, members of a class being alike."""
    ways = list(binomials(sizes.count(1)))
    for n in sizes:
        if n == 1:
            continue
        upto = [0, *accumulate(ways + [0] * n)]
        ways = [upto[k + 1] - upto[max(0, k - n)] for k in range(len(ways) + n)]
    return ways


class _Unions:
    """A diagram to which nodes are added that pass what either of two nodes passes."""

    def __init__(self, graph: Diagram) -> None:
        self.nodes: list[list[Arcs]] = [*(list(layer) for layer in graph.layers), [()]]
        self.numbers = [{arcs: number for number, arcs in enumerate(layer)} for layer in self.nodes]
        self.known: list[dict[tuple[int, int], int]] = [{} for _ in self.nodes]

    def child(self, layer: int, node: int, count: int) -> int:
        return LOSE if node == LOSE else child(self.nodes[layer][node], count)

    def join(self, layer: int, one: int, other: int) -> int:
        """The node of a layer that passes whatever one or the other passes."""
        if one == other or other == LOSE:
            return one
        if one == LOSE:
            return other
        if (one, other) not in self.known[layer]:
            arcs: list[tuple[int, int]] = []
            starts = {first for node in (one, other) for first, _ in self.nodes[layer][node]}
            for first in sorted(starts):
                target = self.join(layer + 1, self.child(layer, one, first), self.child(layer, other, first))
                if not arcs or arcs[-1][1] != target:
                    arcs.append((first, target))
            number = self.numbers[layer].setdefault(tuple(arcs), len(self.nodes[layer]))
            if number == len(self.nodes[layer]):
                self.nodes[layer].append(tuple(arcs))
            self.known[layer][one, other] = number
        return self.known[layer][one, other]
