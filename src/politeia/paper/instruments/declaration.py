"""What a text declares on a matter, and whether that is all there is to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.core import CORE, Finder, Found, answer
from politeia.case.institutions import BOTH_SIDES, Power
from politeia.case.polity import SECTIONS, Polity
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Unknown
from politeia.paper.instruments.score import Rule

LEGISLATURE = ("chamber", "joint_chambers")
EXECUTIVE = ("head_of_state", "head_of_government", "government")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records on a matter that were read and are settled, and whether they are all.

    `rule` says why what they do not name is not there: `core set` or `repealed`. It is `?` where a record is missing,
    was not read or may not have been in force; `gap` then says which. `doubtful` are those that cannot be relied on,
    `past` those that ended.
    """

    records: tuple[Record[Any], ...]
    rule: Rule
    gap: str = ""
    doubtful: tuple[Record[Any], ...] = ()
    past: tuple[Record[Any], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether what the records do not name is not there."""
        return self.rule != "?"

    @property
    def all(self) -> tuple[Record[Any], ...]:
        """Every record that bears on the matter."""
        return (*self.records, *self.doubtful, *self.past)

    def by(self, actors: Iterable[str]) -> tuple[Record[Power], ...]:
        """The powers that one of the actors has."""
        among = set(actors)
        return tuple(r for r in self.records if r.read.actor in among and r.read.mode != "not")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A text, with what it repeals as that last stood."""

    text: Constitution
    ended: Constitution

    def bodies(self, *kinds: str) -> frozenset[str]:
        """The ids of the bodies of these kinds."""
        return frozenset(name for name in self.text.bodies if self.text.kind(name) in kinds)

    @property
    def presidents_own(self) -> frozenset[str]:
        """The head of state, and the government where there is no head of government between them."""
        heads = self.bodies("head_of_state")
        return heads if self.bodies("head_of_government") else heads | self.bodies("government")

    def core(self, decision: str) -> Evidence:
        """The evidence on a decision of the core set, which every declaration is asked for whole."""
        found = _sorted(answer(CORE[decision], self.text).records)
        past = answer(CORE[decision], self.ended).records
        name = CORE[decision].name
        if found.doubtful:
            return found
        if found.records:
            return replace(found, rule="core set")
        return replace(found, rule="repealed", past=past) if past else replace(found, gap=f"no record of {name}")

    def find(self, finder: Finder) -> Evidence:
        """The evidence on a matter outside the core set: what is not declared there is not known."""
        found = _sorted(tuple({record.id: record for record, _ in finder(self.text)}.values()))
        past = tuple({record.id: record for record, _ in finder(self.ended)}.values())
        if found.records or found.doubtful or not past:
            return found
        return replace(found, rule="repealed", past=past)

    def powers(self, *acts: str, of: tuple[str, ...] = ()) -> Evidence:
        """The evidence on powers of these acts outside the core set, over objects of these ids or kinds, or any."""

        def find(text: Constitution) -> Iterator[Found]:
            for record in text.powers.values():
                power = record.content or record.elsewhere
                if power and power.act in acts and (not of or {power.object, text.kind(power.object)} & set(of)):
                    yield record, record.content

        return self.find(find)


def declaration(polity: Polity, text: Constitution) -> Declaration:
    """A text of a polity with the records that it repeals, as they last stood, under the articles of their repeal.

    >>> from politeia.case.library import load
    >>> kazakhstan = load("kazakhstan").polity
    >>> list(declaration(kazakhstan, kazakhstan.after("2022")).ended.powers)[-3:]
    ['president.urgent_decrees', 'president.object_to_review', 'president.hasten_review']
    """
    sections: dict[str, Any] = {section: {} for section in SECTIONS}
    for section in SECTIONS:
        for name, history in getattr(polity, section).items():
            end = text.ended.get(history.path)
            if end is None:
                continue
            last = max(n for n, entry in enumerate(history.entries) if entry.act == end.act and entry.repealed)
            standing = last
            while standing and history.entries[standing].repealed:
                standing -= 1
            was = history.text(history.entries[: standing + 1], [])
            if was is not None:
                sections[section][name] = replace(was, articles=end.articles or was.articles, sources=end.sources)
    return Declaration(text, replace(text, **{**sections, "bodies": {**sections["bodies"], **text.bodies}}))


def alone(text: Constitution) -> Declaration:
    """A text without its history: what it repeals is not known."""
    nothing: dict[str, Any] = {section: {} for section in SECTIONS}
    return Declaration(text, replace(text, **nothing))


def _sorted(records: tuple[Record[Any], ...]) -> Evidence:
    """The records that can be relied on and those that cannot, with the first reason."""
    reasons = {record.id: reason for record in records if (reason := _doubt(record))}
    return Evidence(
        tuple(record for record in records if record.id not in reasons),
        "?",
        next(iter(reasons.values()), "no record"),
        tuple(record for record in records if record.id in reasons),
    )


def _doubt(record: Record[Any]) -> str:
    path = f"{record.section}.{record.id}"
    if record.unsettled:
        return f"{path}: it is not known whether the act {record.unsettled} was in force"
    if record.content is None:
        return f"{path} was not read"
    if isinstance(record.content, Power) and isinstance(record.content.mode, Unknown):
        return f"{path}: its mode is ?"
    return ""


def shares(power: Power, bodies: Iterable[str]) -> bool:
    """Whether one of the bodies must agree when the power is used, or chooses."""
    among = set(bodies)
    if power.mode not in BOTH_SIDES:
        return False
    return power.of in among or (power.choice is not None and power.choice.by in among)


def forces(procedure: Procedure, side: frozenset[str], target: str | None = None) -> bool | None:
    """Whether bodies of one side, all willing, carry a proposal through whatever the others answer or leave unanswered.

    None where that depends on an exit that is not known.

    >>> steps = {
    ...     "adopt": {"body": "house", "yes": "sign", "no": "fail"},
    ...     "sign": {"body": "king", "yes": "pass", "no": "override"},
    ...     "override": {"body": "house", "need": "2/3", "yes": "pass", "no": "fail"},
    ... }
    >>> law = Procedure.model_validate({"steps": steps})
    >>> forces(law, frozenset({"house"})), forces(law, frozenset({"king"}))
    (True, False)
    """
    name = target or procedure.first
    if name in ("pass", "fail", "?"):
        return None if name == "?" else name == "pass"
    step = procedure.steps[name]
    own = set(step.conciliate.commission if step.conciliate else step.bodies) <= side
    ends = [forces(procedure, side, exit_) for exit_ in exits(step)]
    decisive = own  # one good exit is enough for those who choose, one bad one for the others
    if decisive in ends:
        return decisive
    return None if None in ends else not decisive


def exits(step: Step) -> Iterator[str]:
    """Where a step may lead, `?` included; its silence only where others than the bodies may cause it."""
    named: tuple[object, ...] = (step.yes, step.no)
    if step.conciliate:
        named = (step.conciliate.yes, step.conciliate.no)
    yield from (way if isinstance(way, str) else "?" for way in named)
    if step.silence is not None:
        yield step.silence if isinstance(step.silence, str) else "?"
