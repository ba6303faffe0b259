"""One reform through every part: what each finds, what stays open, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from politeia.assess.movement import Movement, movement
from politeia.assess.opened import Open, opened
from politeia.assess.verdict import Verdict, verdict
from politeia.case.constitution import Constitution, Record
from politeia.case.core import CORE
from politeia.case.election import Referendum
from politeia.case.library import Case
from politeia.case.procedure import Procedure
from politeia.elections.referendum import ReferendumResult, referendum
from politeia.errors import CaseError
from politeia.paper.diff import DiffResult, compare
from politeia.paper.wording import the
from politeia.power.compile import compile_procedure
from politeia.power.indices import PowerResult, power

FEW = 3  # changes: with fewer, none of them in a core decision, the case holds too little of an act


@dataclass(frozen=True, slots=True)
class Measured:
    """Power in a procedure as one text has it: `result`, or `refused`, the reasons why there is none.

    A text that does not have the procedure gives neither.
    """

    result: PowerResult | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """Power in one procedure before and after the reform, with the articles and sources that the two texts rest on.

    `rule` is the new procedure on the seats of before: what the rule itself moves, without seats and dated facts.
    """

    id: str
    name: str
    before: Measured
    after: Measured
    rule: Measured
    articles: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """A referendum that adopted or refused the reform, and how it stands with its conditions."""

    id: str
    declared: Referendum
    result: ReferendumResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything found about one reform, part by part; no movement where there is no text from before it."""

    case: Case
    reform: str
    before: Constitution
    after: Constitution
    changes: DiffResult
    shifts: tuple[Shift, ...]
    movement: Movement | None
    votes: tuple[Vote, ...]
    verdict: Verdict
    open: tuple[Open, ...]

    def name(self, actor: str) -> str:
        """A body's name, by the later text that has it."""
        return self._having(actor).name(actor)

    def named(self, actor: str) -> str:
        """A body's name within a sentence, by the later text that has it."""
        return the(actor, self._having(actor))

    def _having(self, actor: str) -> Constitution:
        return self.after if actor in self.after.bodies else self.before

    @property
    def without_before(self) -> bool:
        """Whether the case holds no text from before the reform, so that nothing can be compared."""
        return self.changes.without_before

    @property
    def thin(self) -> bool:
        """Whether the case holds so few changes of the reform, none in a core decision, that they answer nothing."""
        return not self.verdict.moved and len(self.changes.changes) < FEW

    @property
    def conclusive(self) -> bool:
        """Whether that a core decision stands says something: of a thin act, or few decisions answered, it does not."""
        compared = len(self.verdict.moved) + len(self.verdict.untouched)
        return not self.without_before and not self.thin and 2 * compared >= len(CORE)


def compose(case: Case, reform: str) -> Assessment:
    """Run every part on one reform of a case; CaseError where the case has no such act.

    >>> from politeia.case.library import load
    >>> compose(load("kazakhstan"), "2022-09").movement.vector.of("president").label
    'nothing_moved'
    """
    before, after = case.polity.before(reform), case.polity.after(reform)
    changes = compare(before, after)
    shifts = tuple(_shifts(before, after))
    votes = tuple(
        Vote(name, declared, referendum(declared))
        for name, declared in case.elections.referendums.items()
        if declared.act == reform
    )
    moved = None if changes.without_before else movement(before, after, case.elections.holders, changes)
    found = verdict(
        before, after, changes, {shift.id: (shift.before.result, shift.after.result) for shift in shifts}, moved
    )
    results = {vote.id: vote.result for vote in votes}
    return Assessment(
        case=case,
        reform=reform,
        before=before,
        after=after,
        changes=changes,
        shifts=shifts,
        movement=moved,
        votes=votes,
        verdict=found,
        open=tuple(opened(case, reform, (before, after), changes, results, found.unanswered)),
    )


def _shifts(before: Constitution, after: Constitution) -> Iterator[Shift]:
    """Power in each way of making an ordinary law that either text has."""
    texts = (before, after)
    law = [{record.id: record for record, _ in CORE["ordinary_law"].find(text)} for text in texts]
    for name in dict.fromkeys((*law[0], *law[1])):
        there = [text.procedures[name] for text in texts if name in text.procedures]
        yield Shift(
            id=name,
            name=_name(there[-1]),
            before=_measured(before.procedures.get(name), before),
            after=_measured(after.procedures.get(name), after),
            rule=_measured(after.procedures.get(name), before),
            articles=tuple(dict.fromkeys(article for record in there for article in record.articles)),
            sources=_sources(there, texts),
        )


def _name(record: Record[Procedure]) -> str:
    names = record.content.names if record.content else None
    return names.text() if names else record.id.replace("_", " ").replace(".", ": ").capitalize()


def _sources(records: list[Record[Procedure]], texts: tuple[Constitution, Constitution]) -> tuple[str, ...]:
    """The sources of the procedure and of the seats of the bodies in it: the numbers of members count too."""
    bodies = {body for record in records if record.content for body in record.content.bodies}
    cited = [record.sources for record in records]
    cited += [s.sources for text in texts for s in text.seats.values() if s.content and s.content.body in bodies]
    return tuple(dict.fromkeys(source for sources in cited for source in sources))


def _measured(record: Record[Procedure] | None, text: Constitution) -> Measured:
    if record is None or record.content is None:
        return Measured()
    try:
        return Measured(power(compile_procedure(record.content, text, record.id)))
    except CaseError as error:
        return Measured(refused=tuple(complaint.message for complaint in error.complaints))
