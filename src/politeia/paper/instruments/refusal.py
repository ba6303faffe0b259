"""What a head of state's refusal of a bill costs: the vote of the assembly that overcomes it."""

from __future__ import annotations

from fractions import Fraction

from politeia.case.constitution import Constitution, Record
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Need, Unknown
from politeia.paper.instruments.declaration import LEGISLATURE, Declaration

NOBODY = Fraction(2)  # no vote of the assembly overcomes the refusal
ABSOLUTE = Fraction(1, 2)  # a majority of all members


def hurdle(procedure: Procedure, target: str, text: Constitution) -> Fraction | None:
    """The vote with which the assembly alone goes on from a step to the end: the least over its ways.

    0 is a simple majority or no vote at all, 1/2 a majority of all members, then the share needed; 2 where no vote of
    the assembly is enough. None where it depends on something not known.
    """
    if target in ("pass", "fail", "?"):
        return {"pass": Fraction(0), "fail": NOBODY}.get(target)
    step = procedure.steps[target]
    if step.conciliate or any(text.kind(body) not in LEGISLATURE for body in step.bodies):
        return NOBODY
    ways = []
    for answer, exit_ in ((True, step.yes), (False, step.no)):
        vote = _vote(step, text) if answer is not step.against else Fraction(0)
        onward = hurdle(procedure, exit_ if isinstance(exit_, str) else "?", text)
        ways.append(None if vote is None or onward is None else max(vote, onward))
    known = [way for way in ways if way is not None]
    return min(known) if len(known) == len(ways) or (known and min(known) == 0) else None


def _vote(step: Step, text: Constitution) -> Fraction | None:
    """What a vote of a step asks, on the scale of `hurdle`."""
    if not isinstance(step.need, Need):
        return None
    if step.need.count is not None:
        sizes = [text.size(body) for body in step.bodies]
        total = sum(size for size in sizes if isinstance(size, int))
        return None if any(isinstance(size, Unknown) for size in sizes) else Fraction(step.need.count, total)
    if step.need.share is not None:
        return step.need.share
    return ABSOLUTE if step.of == "total" else Fraction(0)


def refusals(declared: Declaration) -> list[tuple[Record[Procedure], Fraction | None]]:
    """The procedures of an ordinary law with the hurdle that the head of state's refusal puts up in each."""
    found = []
    for record in declared.core("ordinary_law").records:
        steps = record.read.steps.values()
        signed = [step for step in steps if set(step.bodies) & declared.bodies("head_of_state")]
        hurdles = [hurdle(record.read, step.no if isinstance(step.no, str) else "?", declared.text) for step in signed]
        known = [one for one in hurdles if one is not None]
        found.append((record, max(known, default=Fraction(0)) if len(known) == len(hurdles) else None))
    return found


def told(level: Fraction) -> str:
    """A hurdle in words."""
    if level == NOBODY:
        return "no vote of the assembly overcomes a refusal"
    if level == 0:
        return "no refusal, or a simple majority overcomes it"
    return f"a refusal is overcome by {'a majority' if level == ABSOLUTE else level} of all members"
