"""A procedure is a small state machine: named steps, who decides each, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from politeia.case.terms import Count, Maybe, Need, Noun, Share, Words
from politeia.errors import expected
from politeia.names import Names

TERMINALS = ("pass", "fail")


class Deciders(Noun):
    """Who decides: one body, each of several, or several pooled."""

    alternatives: ClassVar[tuple[str, ...]] = ("body", "each", "joint")

    body: str | None = Field(None, description="the one body that decides")
    each: tuple[str, ...] = Field((), description="several bodies, every one of which must decide so")
    joint: tuple[str, ...] = Field((), description="several bodies whose votes are pooled")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(bool(getattr(self, way)) for way in self.alternatives) != 1:
            raise ValueError(f"expected exactly one of {', '.join(self.alternatives)}")
        return self

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that take part."""
        return ((self.body,) if self.body else ()) + self.each + self.joint

    @property
    def electorates(self) -> tuple[tuple[str, ...], ...]:
        """The pools of bodies that each take a vote: one for each body, or one of all where they sit jointly."""
        return tuple((body,) for body in (self.body, *self.each) if body) + ((self.joint,) if self.joint else ())


class Conciliation(Noun):
    """An attempt at a common text; the walk goes by `no` unless told that it succeeded."""

    commission: Words = Field(description="who sits on it")
    yes: str = Field(description="the step that follows an agreed text")
    no: str = Field(description="the step that follows a failure")


class Step(Deciders):
    """One decision of a procedure and where each answer leads."""

    alternatives: ClassVar[tuple[str, ...]] = (*Deciders.alternatives, "conciliate")

    need: Maybe[Need] = Field(Need(None), description="the needed vote: majority, all, a share, a count")
    of: Literal["total", "present", "cast"] = Field("total", description="what the needed share is counted on")
    quorum: Maybe[Share] | None = Field(None, description="the share of the total that must be present")
    days: Maybe[Count] | None = Field(None, description="the days in which the step must be taken")
    silence: Maybe[str] | None = Field(None, description="the step that follows when the days pass without an answer")
    yes: Maybe[str] | None = Field(None, description="the step that follows a yes")
    no: Maybe[str] | None = Field(None, description="the step that follows a no")
    against: bool = Field(False, description="the question is reversed: a yes to the question is a no to the proposal")
    casting: str | None = Field(None, description="who decides a tie: chair, or a body")
    conciliate: Conciliation | None = Field(None, description="an attempt at a common text")
    wording: str | None = Field(None, description="whose text may stand where the step fails")
    article: str | None = Field(None, description="the article of this step, where the procedure's is too wide")

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        if self.conciliate is None and (self.yes is None or self.no is None):
            missing = [word for word in ("yes", "no") if getattr(self, word) is None]
            raise ValueError(f"says no {' and no '.join(missing)}; expected a step, pass, fail or ?")
        return self

    def exits(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Each known target with the keys that name it."""
        named: list[tuple[tuple[str, ...], object]] = [
            (("yes",), self.yes),
            (("no",), self.no),
            (("silence",), self.silence),
        ]
        if self.conciliate:
            named += [
                (("conciliate", "yes"), self.conciliate.yes),
                (("conciliate", "no"), self.conciliate.no),
            ]
        yield from ((keys, target) for keys, target in named if isinstance(target, str) and target != "?")


class Procedure(Noun):
    """How a proposal becomes valid: named steps, the first of which is the start unless `start` says otherwise."""

    deep: ClassVar[Mapping[str, type[Noun]]] = {"steps": Step}

    steps: dict[str, Step] = Field(description="the steps by name", min_length=1)
    start: str | None = Field(None, description="the first step, where it is not the first listed")
    names: Names | None = Field(None, description="the procedure in a reader's words")

    @property
    def first(self) -> str:
        """The step at which the procedure starts."""
        return self.start or next(iter(self.steps))

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that take part, in order of first appearance."""
        return tuple(dict.fromkeys(body for step in self.steps.values() for body in step.bodies))

    def faults(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """What keeps it from running: steps that lead nowhere, a missing start, a cycle; with the keys of the place."""
        known = [*self.steps, *TERMINALS]
        if self.start is not None and self.start not in self.steps:
            yield ("start",), f"there is no step {self.start!r}{expected(self.start, self.steps)}"
        lost = [(name, *exit_) for name, step in self.steps.items() for exit_ in step.exits() if exit_[1] not in known]
        for name, keys, target in lost:
            yield ("steps", name, *keys), f"leads to {target!r}, which is no step{expected(target, known)}"
        for name in TERMINALS:
            if name in self.steps:
                yield ("steps", name), f"{name!r} is an end, not a step; expected another name"
        cycle = self._cycle()
        if cycle:
            path = " -> ".join(cycle)
            yield ("steps", cycle[0]), f"the steps run in a cycle: {path}; expected every path to end in pass or fail"

    def _cycle(self) -> tuple[str, ...]:
        """A cycle of steps, its first step at both ends; empty where there is none."""
        ways = {name: [target for _, target in step.exits()] for name, step in self.steps.items()}
        try:
            TopologicalSorter(ways).prepare()
        except CycleError as error:
            return tuple(reversed(error.args[1]))
        return ()
