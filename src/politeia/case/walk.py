"""The one interpreter of procedures: `follow` runs one on any way of answering, `walk` on votes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from politeia.case.procedure import TERMINALS, Procedure, Step
from politeia.case.terms import Unknown


class Answer(Enum):
    """What a step's deciders answer the question put."""

    YES = "yes"
    NO = "no"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a walk: who answered what, and why."""

    step: str
    bodies: tuple[str, ...]
    result: str
    because: str
    article: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Walk:
    """How a procedure ended: pass, fail or depends; the path; whose wording may stand instead; what it depends on."""

    outcome: Literal["pass", "fail", "depends"]
    trace: tuple[Taken, ...]
    wording: str | None = None
    depends_on: tuple[str, ...] = ()


Answering = Callable[[str, Step], tuple[Answer, str]]


def follow(procedure: Procedure, answering: Answering) -> Walk:
    """Run a procedure to its end, asking `answering(name, step)` for each step's answer and its reason.

    Where an answer or an exit is not known, every way on is followed: if all end alike the walk ends so, else it
    `depends`. A path that leaves a step with `wording` by its `no` and then fails leaves that text, which may stand.
    """
    trace: list[Taken] = []
    wording: str | None = None
    name = procedure.first
    while name not in TERMINALS:
        step = procedure.steps[name]
        answer, because = answering(name, step)
        target = _exit(step, answer)
        days = step.days if isinstance(step.days, int) else None
        trace.append(Taken(name, step.bodies, answer.value, because, step.article, days))
        if target is None:
            ends = {follow_from(procedure, way, answering).outcome for way in _ways(step)}
            outcome = ends.pop() if len(ends) == 1 else "depends"
            standing = None if outcome == "pass" else wording
            return Walk(outcome, tuple(trace), standing, () if outcome != "depends" else (because,))
        if answer is Answer.NO and step.wording:
            wording = step.wording
        name = target
    return Walk("pass" if name == "pass" else "fail", tuple(trace), wording if name == "fail" else None)


def follow_from(procedure: Procedure, start: str, answering: Answering) -> Walk:
    """Run a procedure from one of its steps, or from an end."""
    if start == "?":
        return Walk("depends", ())
    if start in TERMINALS:
        return Walk("pass" if start == "pass" else "fail", ())
    return follow(procedure.model_copy(update={"start": start}), answering)


def _exit(step: Step, answer: Answer) -> str | None:
    if step.conciliate:
        target: object = step.conciliate.yes if answer is Answer.YES else step.conciliate.no
    else:
        target = {Answer.YES: step.yes, Answer.NO: step.no, Answer.SILENT: step.silence}.get(answer)
    return target if isinstance(target, str) and target != "?" else None


def _ways(step: Step) -> Iterable[str]:
    targets = [step.yes, step.no] if step.conciliate is None else [step.conciliate.yes, step.conciliate.no]
    return ["?" if isinstance(target, Unknown) or target is None else target for target in targets]


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of one body on the proposal: yes, no (default: all others present), present (default: all)."""

    yes: int
    no: int | None = None
    present: int | None = None


def walk(
    procedure: Procedure,
    sizes: Mapping[str, int | Unknown],
    votes: Mapping[str, Tally],
    silent: Set[str] = frozenset(),
) -> Walk:
    """Run a procedure on votes for the proposal.

    `votes` are by body, or by `step.body` where a body votes differently in one step (`step.chair` is how a casting
    chair breaks a tie there; the name of a conciliation step with one yes says that it succeeded). At a step whose
    question is reversed the members who vote no to the proposal are those who vote for the question. A vote or size
    that is missing makes the walk depend on it. ValueError where a body is given more votes than it has members.

    >>> steps = {
    ...     "adopt": {"body": "house", "yes": "sign", "no": "fail"},
    ...     "sign": {"body": "king", "yes": "pass", "no": "fail"},
    ... }
    >>> law = Procedure.model_validate({"steps": steps})
    >>> walk(law, {"house": 100, "king": 1}, {"house": Tally(51), "king": Tally(1)}).outcome
    'pass'
    >>> walk(law, {"house": 100, "king": 1}, {"house": Tally(50)}).outcome
    'fail'
    >>> walk(law, {"house": 100, "king": 1}, {"house": Tally(51)}).outcome
    'depends'
    """
    for key, tally in votes.items():
        size = sizes.get(key.rpartition(".")[2])
        cast = tally.yes + (tally.no or 0)
        if tally.yes < 0 or (tally.no or 0) < 0 or (tally.present is not None and cast > tally.present):
            raise ValueError(f"{key}: expected votes of 0 or more, and no more than are present, not {tally}")
        if isinstance(size, int) and max(tally.present or 0, cast) > size:
            raise ValueError(f"{key} has {size} members; expected no more votes than that")

    def answering(name: str, step: Step) -> tuple[Answer, str]:
        if step.conciliate:
            agreed = name in votes and votes[name].yes > 0
            return (Answer.YES, "an agreed text") if agreed else (Answer.NO, "no agreed text")
        quiet = [body for body in step.bodies if body in silent or f"{name}.{body}" in silent]
        heard = [_vote(name, step, pool, sizes, votes) for pool in step.electorates if not set(pool) & set(quiet)]
        refused = [because for kind, because in heard if kind is Answer.NO]
        if refused:
            return Answer.NO, "; ".join(refused)
        if quiet and step.silence is not None:
            return (
                Answer.SILENT,
                f"{' and '.join(quiet)} silent for {step.days} days" if step.days else "silent",
            )
        if quiet:
            return Answer.UNKNOWN, f"what the silence of {' and '.join(quiet)} does is not said"
        unknown = [because for kind, because in heard if kind is Answer.UNKNOWN]
        return (Answer.UNKNOWN, "; ".join(unknown)) if unknown else (Answer.YES, "; ".join(why for _, why in heard))

    return follow(procedure, answering)


def _vote(
    name: str,
    step: Step,
    pool: tuple[str, ...],
    sizes: Mapping[str, int | Unknown],
    votes: Mapping[str, Tally],
) -> tuple[Answer, str]:
    """How one electorate answers the step's question, and the count behind it."""
    who = " and ".join(pool)
    total = present = yes = no = 0
    for body in pool:
        size, tally = sizes.get(body), votes.get(f"{name}.{body}", votes.get(body))
        if not isinstance(size, int):
            return Answer.UNKNOWN, f"the number of members of {body} is not known"
        if tally is None:
            return Answer.UNKNOWN, f"the vote of {body} at {name} is not given"
        there = size if tally.present is None else tally.present
        total, present, yes = total + size, present + there, yes + tally.yes
        no += there - tally.yes if tally.no is None else tally.no
    if isinstance(step.quorum, Unknown) or isinstance(step.need, Unknown):
        return Answer.UNKNOWN, f"the vote that {who} needs at {name} is not known"
    if step.quorum and present < -(-step.quorum.value.numerator * total // step.quorum.value.denominator):
        return Answer.NO, f"{who}: {present} of {total} present, short of the quorum of {step.quorum}"
    base = {"total": total, "present": present, "cast": yes + no}[step.of]
    count, needed = (no if step.against else yes), step.need.votes(base)
    because = f"{who}: {count} of {base}{' against' if step.against else ''}, {needed} needed"
    if base and count >= needed:
        return Answer.YES, because
    if step.casting and str(step.need) == "majority" and yes == no > 0 and 2 * count == base:
        chair = votes.get(f"{name}.{step.casting}", votes.get(step.casting))
        if chair is None:
            return Answer.UNKNOWN, f"{because}; a tie, and the casting vote of {step.casting} is not given"
        with_question = (chair.yes > 0) != step.against
        return (Answer.YES if with_question else Answer.NO), f"{because}; a tie, broken by {step.casting}"
    return Answer.NO, because
