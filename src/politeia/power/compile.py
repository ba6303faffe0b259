"""From a declared procedure to a game: the rule that its interpreter follows over every level of support."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod

from politeia.case.constitution import Constitution
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Need, Unknown
from politeia.case.walk import Answer, follow
from politeia.errors import CaseError
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, Rule

FINE = 50_000  # with more ways to vote a rule is sought at the levels that steps ask for alone
Levels = Mapping[str, Sequence[int]]  # by criterion the numbers of yes votes that are told apart, ascending from 0
Point = tuple[int, ...]  # one level of each criterion

ASSUMPTIONS = (
    "all members are present and answer; silence is no option",
    "attempts at a common text are taken to fail: what is measured is the proposal as moved",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What an electorate of a step must reach: yes votes on a criterion; where it is reversed, fewer than that.

    `chair` is the criterion of the one who decides a tie: `q` less one yes votes are then enough with the chair's.
    """

    criterion: str
    q: int
    against: bool
    chair: str | None = None


def compile_procedure(
    procedure: Procedure, text: Constitution, name: str = "", sizes: Mapping[str, int] | None = None
) -> Game:
    """The game of a procedure: one class a body, members voting for or against the proposal throughout.

    The procedure is run by `follow` for every combination of levels that its steps can tell apart and that votes can
    reach together, so that what is measured is what runs. All members are present and answer; silence is no option;
    conciliation is taken to fail and another's wording that stands is no pass, since f measures the proposal as moved.
    `sizes` replaces the numbers of members of the bodies that it names. CaseError where a number is not known, where
    the outcome depends on what no text says, or where more support makes the proposal fail.
    """
    path = f"procedures.{name}" if name else "procedure"
    taking = dict.fromkeys((*procedure.bodies, *(step.casting for step in procedure.steps.values() if step.casting)))
    given = {body: (sizes or {}).get(body, text.size(body)) for body in taking if body != "chair"}
    known = {body: counted(path, body, size) for body, size in given.items()}
    questions = {step: tuple(_questions(path, step, procedure.steps[step], known)) for step in procedure.steps}
    criteria: dict[str, list[int]] = {}
    for asked in questions.values():
        for question in asked:
            criteria.setdefault(question.criterion, []).append(question.q)
            if question.chair:
                criteria[question.criterion].append(question.q - 1)
                criteria.setdefault(question.chair, []).append(1)
    levels = {criterion: sorted({0, *thresholds}) for criterion, thresholds in criteria.items()}
    ends: dict[tuple[bool, ...], bool] = {}

    def wins(level: Mapping[str, int]) -> bool:
        carried = tuple(all(_reached(q, level) != q.against for q in asked) for asked in questions.values())
        if carried not in ends:
            ends[carried] = _passes(path, procedure, dict(zip(questions, carried, strict=True)))
        return ends[carried]

    players, rule = _deciding(path, tuple(_players(known, tuple(levels))), levels, wins)
    return Game(players, rule, name)


def counted(path: str, body: str, size: int | Unknown) -> int:
    """A number of members that can vote; CaseError where it is not known, or where there is nobody."""
    if isinstance(size, Unknown):
        raise _refused(path, f"the number of members of {body} is not known; expected declared seats")
    if size < 1:
        raise _refused(path, f"{body} has {size} members; expected at least one")
    return size


def _refused(path: str, message: str) -> CaseError:
    return CaseError.at("", 0, 0, path, message)


def _players(sizes: Mapping[str, int], criteria: tuple[str, ...]) -> Iterator[PlayerClass]:
    """One class a body; a chair whose vote breaks ties apart from the others."""
    for body, size in sizes.items():
        weights = {criterion: 1 for criterion in criteria if body in criterion.split("+")}
        chaired = chair(body) in criteria
        if size > chaired:
            yield PlayerClass(body, size - chaired, weights)
        if chaired:
            yield PlayerClass(chair(body), 1, weights | {chair(body): 1})


def chair(body: str) -> str:
    """The class, and the criterion, of the member of a body who decides its ties."""
    return f"chair of {body}"


def bare(name: str) -> str:
    """The body of a class: a chair that votes apart belongs to its body."""
    return name.removeprefix(chair(""))


def _questions(path: str, name: str, step: Step, sizes: Mapping[str, int]) -> Iterator[Question]:
    for pool in step.electorates:
        if not isinstance(step.need, Need):
            raise _refused(f"{path}.steps.{name}.need", "the needed vote is not known; expected a majority or a share")
        total = sum(sizes[body] for body in pool)
        needed = step.need.votes(total)
        # A reversed question is carried by those who say no to the proposal.
        # Where more votes are asked than there are, no level of support is enough for the question.
        if step.casting and step.against:
            raise _refused(f"{path}.steps.{name}.casting", "nothing says what a tie on a reversed question decides")
        by_majority = step.need == Need(None)  # a share or a count has no tie
        tied = (
            bool(step.casting) and by_majority and 2 * (needed - 1) == total
        )  # with all present only an even body ties
        by = (chair(pool[0]) if step.casting == "chair" else step.casting) if tied else None
        yield Question("+".join(pool), max(total - needed + 1, 0) if step.against else needed, step.against, by)


def _passes(path: str, procedure: Procedure, carried: Mapping[str, bool]) -> bool:
    def answering(name: str, step: Step) -> tuple[Answer, str]:
        if step.conciliate:
            return Answer.NO, "no agreed text"
        return (Answer.YES if carried[name] else Answer.NO), ""

    ended = follow(procedure, answering)
    if ended.outcome == "depends":
        raise _refused(f"{path}.steps.{ended.trace[-1].step}", "the outcome depends on what no text says")
    return ended.outcome == "pass"


def _reached(asked: Question, level: Mapping[str, int]) -> bool:
    tie = bool(asked.chair and level[asked.chair] and level[asked.criterion] == asked.q - 1)
    return tie or level[asked.criterion] >= asked.q


def _deciding(
    path: str, players: tuple[PlayerClass, ...], levels: Levels, wins: Callable[[Mapping[str, int]], bool]
) -> tuple[tuple[PlayerClass, ...], Rule]:
    """The smallest winning points as a rule, any of them, each all of its thresholds; with its players."""
    smallest = _smallest(players, levels, wins)
    if smallest is None and prod(player.n + 1 for player in players) <= FINE:
        # A point can lie above another where no votes of the one lie above votes of the other: tell every vote apart.
        players = tuple(replace(p, weights={**p.weights, f"votes of {p.name}": 1}) for p in players)
        levels = {**levels, **{f"votes of {player.name}": range(player.n + 1) for player in players}}
        smallest = _smallest(players, levels, wins)
    if smallest is None:
        what = "more support can make the proposal fail"
        raise _refused(path, f"{what}; expected `against: true` on a reversed question")
    if not smallest:
        raise _refused(path, "no vote passes the proposal; expected a way to pass")
    ways = []
    for point in smallest:
        parts = [AtLeast(q, c) for q, c in zip(point, levels, strict=True) if q]
        if not parts:
            raise _refused(path, "the proposal passes without any vote; expected a step that decides")
        ways.append(parts[0] if len(parts) == 1 else All(tuple(parts)))
    return players, ways[0] if len(ways) == 1 else Any(tuple(ways))


def _smallest(
    players: Sequence[PlayerClass], levels: Levels, wins: Callable[[Mapping[str, int]], bool]
) -> list[Point] | None:
    """The winning points that are above no other; None where a point above one of them loses."""

    def above(point: Point) -> bool:
        return any(all(a <= b for a, b in zip(low, point, strict=True)) for low in smallest)

    won = {point: wins(dict(zip(levels, point, strict=True))) for point in _reachable(players, levels)}
    smallest: list[Point] = []
    for point in sorted((point for point, winning in won.items() if winning), key=lambda point: (sum(point), point)):
        if above(point):
            continue
        smallest.append(point)
    return None if any(not winning and above(point) for point, winning in won.items()) else smallest


def _reachable(players: Sequence[PlayerClass], levels: Levels) -> set[Point]:
    """The points that votes reach: how many say yes in a joint sitting hangs on how many in each of its houses."""
    voting = [[place for place, criterion in enumerate(levels) if player.weight(criterion)] for player in players]
    told = [tuple(own) for own in levels.values()]
    points: set[Point] = {(0,) * len(told)}
    for at, (player, places) in enumerate(zip(players, voting, strict=True)):
        alone = all(sum(place in other for other in voting) == 1 for place in places)
        counts = {0, *(level for place in places for level in told[place])} if alone else range(player.n + 1)
        ended = {place for place in places if not any(place in other for other in voting[at + 1 :])}

        def after(point: Point, count: int, places: Sequence[int] = places, ended: Set[int] = ended) -> Point:
            sums = list(point)
            for place in places:
                total = sums[place] + count
                own = told[place]
                sums[place] = own[bisect_right(own, total) - 1] if place in ended else min(total, own[-1])
            return tuple(sums)

        points = {after(point, count) for point in points for count in counts if count <= player.n}
    return points
