"""The core set: the decisions that every polity answers, how each is found in the records, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.institutions import BodyKind, ThingKind
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Noun, substance

Found = tuple[Record[Any], object]  # a record, and the part of it that answers
Finder = Callable[[Constitution], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class CoreDecision:
    """A decision that any polity answers.

    `asks` is the question that the declaration answers, `means` what the answer tells a reader, `find` picks the
    records, or the parts of them, that answer it in a text.
    """

    id: str
    name: str
    asks: str
    means: str
    find: Finder


@dataclass(frozen=True, slots=True)
class CoreAnswer:
    """What a text answers to a core decision: the records, their articles, and the content to compare by."""

    decision: CoreDecision
    records: tuple[Record[Any], ...]
    content: frozenset[tuple[str, object]]

    @property
    def known(self) -> bool:
        """Whether some record answers, and every record that does was read and is settled."""
        return bool(self.records) and all(r.content is not None and not r.unsettled for r in self.records)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The ids of the decisions among the records, each once: a procedure's, or a power's act and object.

        Seats and clauses are no decisions.
        """
        found = {record.id: None for record in self.records if record.section == "procedures"}
        powers = [record.content or record.elsewhere for record in self.records if record.section == "powers"]
        return tuple(found | {".".join(power.decision): None for power in powers if power})

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of the records, each once."""
        return tuple(dict.fromkeys(article for record in self.records for article in record.articles))


def answer(decision: CoreDecision, text: Constitution) -> CoreAnswer:
    """What a text answers to a core decision."""
    found = list(decision.find(text))
    return CoreAnswer(
        decision,
        tuple({record.id: record for record, _ in found}.values()),
        frozenset((record.id, _comparable(part)) for record, part in found),
    )


def _comparable(part: object) -> str:
    """The part as text to compare by."""
    return repr(substance(part) if isinstance(part, Noun) else part)


def by_power(*acts: str, kinds: tuple[BodyKind | ThingKind, ...] = ()) -> Finder:
    """Powers of these acts whose object is of one of the kinds, or is the word itself; of any, where none is given."""

    def find(text: Constitution) -> Iterator[Found]:
        for record in text.powers.values():
            power = record.content or record.elsewhere
            if power is None or power.act not in acts:
                continue
            if not kinds or power.object in kinds or text.kind(power.object) in kinds:
                yield record, record.content

    return find


def by_procedure(*names: str) -> Finder:
    """Procedures of these ids, or whose ids start with one of them and a dot."""

    def find(text: Constitution) -> Iterator[Found]:
        for record in text.procedures.values():
            if record.id in names or record.id.split(".")[0] in names:
                yield record, record.content

    return find


def by_seats(*kinds: BodyKind, tiers: tuple[str, ...] = ()) -> Finder:
    """Seat groups of bodies of these kinds (and tiers)."""

    def find(text: Constitution) -> Iterator[Found]:
        for record in text.seats.values():
            group = record.content or record.elsewhere
            body = text.bodies.get(group.body) if group else None
            content = body.content if body else None
            if content and content.kind in kinds and (not tiers or content.tier in tiers):
                yield record, record.content

    return find


def with_clauses(finder: Finder) -> Finder:
    """What a finder finds, and the clauses that qualify it."""

    def find(text: Constitution) -> Iterator[Found]:
        qualified = set()
        for record, part in finder(text):
            qualified.add(f"{record.section}.{record.id}")
            yield record, part
        for clause in text.provisions.values():
            known = clause.content or clause.elsewhere
            if known and known.of in qualified:
                yield clause, clause.content

    return find


def either(*finders: Finder) -> Finder:
    """Everything that one of several finders finds."""

    def find(text: Constitution) -> Iterator[Found]:
        for finder in finders:
            yield from finder(text)

    return find


def veto(text: Constitution) -> Iterator[Found]:
    """The head of state's step in each law-making procedure, with the steps that a refusal leads to."""
    for record in text.procedures.values():
        if record.content is None or record.id.split(".")[0] not in ("ordinary_law", "constitutional_law"):
            continue
        for name, step in record.content.steps.items():
            if any(text.kind(body) == "head_of_state" for body in step.bodies):
                yield record, tuple(sorted(_refused(record.content, name, step)))


def _refused(procedure: Procedure, name: str, step: Step) -> Iterator[tuple[str, str]]:
    """The step itself and every step that a refusal can lead to."""
    yield name, repr(substance(step))
    open_, seen = [step.no], {name}
    while open_:
        target = open_.pop()
        if isinstance(target, str) and target in procedure.steps and target not in seen:
            seen.add(target)
            yield target, repr(substance(procedure.steps[target]))
            open_ += [exit_ for _, exit_ in procedure.steps[target].exits()]


_DECISIONS = (
    CoreDecision(
        "appoint_head_of_government",
        "naming the head of government",
        "Who names the head of government, and who must agree?",
        "who forms the executive",
        by_power("appoint", kinds=("head_of_government",)),
    ),
    CoreDecision(
        "dismiss_government",
        "dismissing the government",
        "Who may dismiss the government, and on what grounds?",
        "to whom the executive answers",
        by_power("dismiss", kinds=("head_of_government", "government")),
    ),
    CoreDecision(
        "appoint_ministers",
        "naming ministers",
        "Who names ministers, and who must agree?",
        "who staffs the executive",
        by_power("appoint", kinds=("ministers",)),
    ),
    CoreDecision(
        "dismiss_ministers",
        "dismissing a minister",
        "Who may dismiss a single minister?",
        "to whom a minister answers",
        by_power("dismiss", kinds=("ministers",)),
    ),
    CoreDecision(
        "no_confidence",
        "withdrawing confidence",
        "How does parliament withdraw its confidence, and with what effect?",
        "whether parliament can end a government",
        by_procedure("no_confidence"),
    ),
    CoreDecision(
        "dissolve",
        "dissolving parliament",
        "Who may dissolve parliament or a chamber, and when not?",
        "whether the executive can end a parliament",
        by_power("dissolve", kinds=("chamber", "joint_chambers")),
    ),
    CoreDecision(
        "ordinary_law",
        "making an ordinary law",
        "How does a bill become law?",
        "who can pass, stop and force a law",
        by_procedure("ordinary_law"),
    ),
    CoreDecision(
        "veto",
        "the veto and its override",
        "May the head of state refuse a law, and what overcomes it?",
        "whether the head of state can stop a law",
        veto,
    ),
    CoreDecision(
        "initiative",
        "introducing bills",
        "Who may introduce a bill?",
        "who sets the agenda",
        by_power("initiate", kinds=("laws", "bills")),
    ),
    CoreDecision(
        "decree",
        "decrees with the force of law",
        "Who may rule by decree with the force of law, and when?",
        "whether law can be made without parliament",
        by_power("decree"),
    ),
    CoreDecision(
        "budget",
        "the budget",
        "Who adopts the budget, and what happens without one?",
        "who controls the money",
        either(by_procedure("budget"), by_power("adopt", kinds=("budget",))),
    ),
    CoreDecision(
        "call_referendum",
        "calling a referendum",
        "Who may put a question to the people?",
        "who can go round parliament",
        by_power("call", kinds=("referendum",)),
    ),
    CoreDecision(
        "amend",
        "amending the constitution",
        "How is the constitution amended?",
        "who can change the rules",
        by_procedure("amend", "amendment"),
    ),
    CoreDecision(
        "emergency",
        "declaring an emergency",
        "Who may declare a state of emergency, and who must agree?",
        "who can suspend the rules",
        by_power("declare", kinds=("emergency", "martial_law")),
    ),
    CoreDecision(
        "treaties",
        "ratifying treaties",
        "Who ratifies treaties?",
        "who binds the state abroad",
        either(by_power("ratify", kinds=("treaties",)), by_procedure("treaty")),
    ),
    CoreDecision(
        "constitutional_judges",
        "naming constitutional judges",
        "Who names the judges of the constitution, for how long?",
        "whose court it is",
        by_seats("constitutional_court"),
    ),
    CoreDecision(
        "constitutional_petition",
        "going to the constitutional court",
        "Who may ask whether a law is constitutional?",
        "who can have a law reviewed",
        by_power("petition"),
    ),
    CoreDecision(
        "prosecutor",
        "naming the prosecutor general",
        "Who names the prosecutor general, and who must agree?",
        "who decides on prosecutions",
        by_power("appoint", kinds=("prosecutor",)),
    ),
    CoreDecision(
        "central_bank",
        "naming the head of the central bank",
        "Who names the head of the central bank?",
        "who decides on money",
        by_power("appoint", kinds=("central_bank",)),
    ),
    CoreDecision(
        "electoral_commission",
        "naming the electoral commission",
        "Who names those who count the votes?",
        "who runs elections",
        either(by_seats("electoral_commission"), by_power("appoint", kinds=("electoral_commission",))),
    ),
    CoreDecision(
        "ombudsman",
        "naming the ombudsman",
        "Who names the ombudsman, and for how long?",
        "who protects against the administration",
        either(by_power("appoint", "elect", kinds=("ombudsman",)), by_seats("ombudsman")),
    ),
    CoreDecision(
        "regional_heads",
        "naming heads of regions",
        "Who names and dismisses the heads of regions?",
        "whether regions govern themselves",
        by_power("appoint", "dismiss", kinds=("regional_head",)),
    ),
    CoreDecision(
        "regional_acts",
        "annulling acts of regions",
        "Who may annul the acts of heads of regions?",
        "who has the last word locally",
        by_power("annul", "suspend", kinds=("regional_acts",)),
    ),
    CoreDecision(
        "impeach",
        "removing the head of state",
        "How is the head of state removed?",
        "whether the head of state answers to anyone",
        by_procedure("impeach", "removal"),
    ),
    CoreDecision(
        "head_of_state_term",
        "the head of state's term and its limit",
        "How long is the term, and how many may one person serve?",
        "whether power changes hands",
        with_clauses(by_seats("head_of_state")),
    ),
    CoreDecision(
        "lower_chamber",
        "electing the lower or only chamber",
        "Who fills the lower or only chamber's seats, and how?",
        "whom the deputies answer to",
        by_seats("chamber", tiers=("lower", "only")),
    ),
    CoreDecision(
        "upper_chamber",
        "filling the upper chamber",
        "Who fills the upper chamber's seats, and how?",
        "whom the senators answer to",
        by_seats("chamber", tiers=("upper",)),
    ),
)

CORE: Mapping[str, CoreDecision] = {decision.id: decision for decision in _DECISIONS}
