"""The rules by which records answer the items of the Parliamentary Powers Index: each a yes, a no or a `?`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.core import Finder, Found
from politeia.case.institutions import Power, Provision, SeatGroup
from politeia.case.terms import Unknown
from politeia.paper.instruments.declaration import EXECUTIVE, LEGISLATURE, Declaration, Evidence, forces, shares
from politeia.paper.instruments.refusal import ABSOLUTE, NOBODY, refusals, told
from politeia.paper.instruments.score import Item, Reading, Records, answered, unanswered

Asked = tuple[str, str]
Rule = Callable[[Asked, Declaration], Item]


def unknown(item: Asked, evidence: Evidence, why: str = "") -> Item:
    """An item that the records do not answer."""
    return unanswered(item, why or evidence.gap, evidence.all, 0, 1)


def _yes(item: Asked, records: Records, why: str) -> Item:
    return answered(item, "declared", records, Reading(1, why))


def _no(item: Asked, records: Records, why: str) -> Item:
    return answered(item, "declared", records, Reading(0, why))


def _rest(item: Asked, evidence: Evidence, score: int, why: str) -> Item:
    """The answer where nothing was found: by the rule that says that nothing is there, or `?`."""
    if not evidence.complete:
        return unknown(item, evidence)
    return answered(item, evidence.rule, evidence.all, Reading(score, why))


# Over the executive --------------------------------------------------------------------------------------------------


def removes(item: Asked, declared: Declaration) -> Item:
    """Whether the legislature alone can end the executive's time."""
    assembly = declared.bodies(*LEGISLATURE)
    impeach, confidence = declared.core("impeach"), declared.core("no_confidence")
    ends = [(record, forces(record.read, assembly)) for record in (*impeach.records, *confidence.records)]
    carried = [record for record, alone in ends if alone]
    if carried:
        return _yes(item, carried, f"{carried[0].id} passes by the assembly's votes alone")
    if any(alone is None for _, alone in ends):
        return unknown(item, impeach, "where a procedure of removal leads is ? at one of its steps")
    if not impeach.complete or not confidence.complete:
        return unknown(item, impeach if not impeach.complete else confidence)
    return _no(item, [record for record, _ in ends], "every way passes through another body")


def ministers_sit(item: Asked, declared: Declaration) -> Item:
    """Whether a minister may be a member."""
    return _clause(item, declared, "incompatibility", "ministers_as_members", 0, "no member may be a minister")


def names_premier(item: Asked, declared: Declaration) -> Item:
    """Who appoints the head of government."""
    evidence = declared.core("appoint_head_of_government")
    own = evidence.by(declared.bodies(*LEGISLATURE))
    if own:
        return _yes(item, own, "the legislature appoints")
    consent = [record for record in evidence.records if shares(record.read, declared.bodies(*LEGISLATURE))]
    why = "its agreement is needed, but another appoints" if consent else "another appoints"
    return _rest(item, evidence, 0, why)


def names_ministers(item: Asked, declared: Declaration) -> Item:
    """Whether no minister comes in without the legislature."""
    evidence, assembly = declared.core("appoint_ministers"), declared.bodies(*LEGISLATURE)
    needed = [r for r in evidence.records if r.read.actor in assembly or shares(r.read, assembly)]
    if not evidence.complete or not needed:
        return _rest(item, evidence, 0, "no minister needs its agreement")
    if len(needed) == len(evidence.records):
        return _yes(item, needed, "every minister needs its agreement")
    some, none = Reading(1, "some ministers need its agreement: read as enough"), Reading(0, "read as not enough")
    return answered(item, "declared", evidence.records, none, some)


def no_president(item: Asked, declared: Declaration) -> Item:
    """Whether the head of state comes from the legislature."""
    evidence = declared.core("head_of_state_term")
    seats = [record for record in evidence.records if record.section == "seats"]  # clauses on the term elect nobody
    by = {record.read.by for record in seats}
    if by and by <= declared.bodies(*LEGISLATURE):
        return _yes(item, seats, "the legislature elects the head of state")
    if by & declared.bodies("people"):
        return _no(item, seats, "the people elect the head of state")
    return unknown(item, evidence, evidence.gap or f"the head of state comes from {', '.join(sorted(by))}")


def votes_no_confidence(item: Asked, declared: Declaration) -> Item:
    """Whether there is a vote of no confidence."""
    evidence, assembly = declared.core("no_confidence"), declared.bodies(*LEGISLATURE)
    voted = [r for r in evidence.records if set(r.read.bodies) & assembly]
    return _yes(item, voted, "it votes on confidence") if voted else _rest(item, evidence, 0, "it has no such vote")


def immune_from_dissolution(item: Asked, declared: Declaration) -> Item:
    """Whether the executive cannot dissolve it."""
    evidence = declared.core("dissolve")
    own = evidence.by(declared.bodies(*EXECUTIVE))
    return _no(item, own, "the executive may dissolve it") if own else _rest(item, evidence, 1, "nobody dissolves it")


# Over law and money --------------------------------------------------------------------------------------------------


def no_decrees(item: Asked, declared: Declaration) -> Item:
    """Whether no executive makes law without it."""
    evidence, assembly = declared.core("decree"), declared.bodies(*LEGISLATURE)
    own = evidence.by(declared.bodies(*EXECUTIVE))
    free = [record for record in own if not shares(record.read, assembly)]
    if free:
        return _no(item, free, f"{declared.text.name(free[0].read.actor)} rules by decree")
    if own and evidence.complete:
        agreed = Reading(1, "decrees need its agreement beforehand: read as delegation")
        return answered(item, "declared", own, agreed, Reading(0, "read as power to decree"))
    return _rest(item, evidence, 1, "nobody of the executive rules by decree")


def veto_proof(item: Asked, declared: Declaration) -> Item:
    """Whether a majority overcomes a refusal."""
    law, found = declared.core("ordinary_law"), refusals(declared)
    if not law.complete or not found or any(level is None for _, level in found):
        return unknown(item, law, law.gap or "what a refusal leads to, or the vote it asks, is ?")
    worst = max((level for _, level in found if level is not None), default=NOBODY)
    return (_yes if worst <= ABSOLUTE else _no)(item, law.records, told(worst))


def no_review(item: Asked, declared: Declaration) -> Item:
    """Whether no court reviews laws."""
    evidence = declared.core("constitutional_petition")
    going = [record for record in evidence.records if record.read.mode != "not"]
    if going:
        return _no(item, going, "a law may be brought before the court of the constitution")
    return _rest(item, evidence, 1, "nobody may have a law reviewed")


def initiates(item: Asked, declared: Declaration) -> Item:
    """Whether members introduce any bill, without a gatekeeper."""
    gates = declared.powers("clear").by(declared.bodies(*EXECUTIVE))
    if gates:
        return _no(item, gates, f"{declared.text.name(gates[0].read.object)} need the executive's clearance")
    evidence = declared.core("initiative")
    own = [r for r in evidence.records if declared.text.kind(r.read.actor) in (*LEGISLATURE, "person")]
    if evidence.complete and not own:
        return _rest(item, evidence, 0, "no member introduces bills")
    return unknown(item, evidence, evidence.gap or "whether the executive must clear bills no record says")


def amends_alone(item: Asked, declared: Declaration) -> Item:
    """Whether it changes the constitution by itself."""
    evidence, assembly = declared.core("amend"), declared.bodies(*LEGISLATURE)
    ends = [(record, forces(record.read, assembly)) for record in evidence.records]
    alone = [record for record, carried in ends if carried]
    if alone:
        return _yes(item, alone, f"{alone[0].id} passes by its votes alone")
    if any(carried is None for _, carried in ends):
        return unknown(item, evidence, "where a way of amendment leads is ? at one of its steps")
    return _rest(item, evidence, 0, "every way passes through another body")


# Of its members ------------------------------------------------------------------------------------------------------


def immune(item: Asked, declared: Declaration) -> Item:
    """Whether members are immune from arrest or prosecution."""
    return _clause(item, declared, "right", "immunity_of_members", 1, "members are immune")


def all_elected(item: Asked, declared: Declaration) -> Item:
    """Whether the executive appoints no member."""
    chambers, executive = declared.bodies("chamber"), declared.bodies(*EXECUTIVE)
    evidence = declared.find(_seats)
    named = [record for record in evidence.records if record.read.by in executive]
    if named:
        return _no(item, named, f"{declared.text.name(named[0].read.by)} appoints members")
    if evidence.doubtful or chambers - {record.read.body for record in evidence.records} or not chambers:
        why = evidence.gap if evidence.doubtful else "who fills a chamber's seats is not declared"
        return unknown(item, evidence, why)
    people = declared.bodies("people")
    rest = [record for record in evidence.records if record.read.by not in people]
    if not rest:
        return _yes(item, evidence.records, "the people elect every member")
    elected = Reading(1, f"{declared.text.name(rest[0].read.by)} fills some seats: read as election")
    return answered(item, "declared", evidence.records, elected, Reading(0, "read as appointment"))


def reelected(item: Asked, declared: Declaration) -> Item:
    """Whether members may be elected again without a limit."""
    evidence = declared.find(_seats)
    limited = [r for r in evidence.records if r.read.terms is not None or r.read.renewable is not None]
    bound = [r for r in limited if isinstance(r.read.terms, int) or r.read.renewable is False]
    if bound:
        return _no(item, bound, "the text limits their terms")
    if evidence.doubtful or not evidence.records:
        return unknown(item, evidence)
    if any(isinstance(value, Unknown) for r in limited for value in (r.read.terms, r.read.renewable)):
        return unknown(item, evidence, "whether a member may be elected again is ?")
    return answered(item, "empty field", evidence.records, Reading(1, "no limit is set to their terms"))


def _seats(text: Constitution) -> Iterator[Found]:
    """Every seat group of a chamber."""
    for record in text.seats.values():
        group: SeatGroup | None = record.content or record.elsewhere
        if group is not None and text.kind(group.body) == "chamber":
            yield record, record.content


# Its say in what others do -------------------------------------------------------------------------------------------


def decides(decision: str, what: str, *acts: str, of: tuple[str, ...] = ()) -> Rule:
    """A rule: yes where the legislature has the power or must agree, no where it is all others'."""

    def rule(item: Asked, declared: Declaration) -> Item:
        evidence = declared.core(decision) if decision else declared.powers(*acts, of=of)
        assembly = declared.bodies(*LEGISLATURE)
        ways = [r for r in evidence.records if not isinstance(r.content, Power) or r.read.mode != "not"]
        own = [record for record in ways if _needs(record, declared, assembly)]
        others = [record for record in ways if record not in own]
        if own and others:
            yes, no = Reading(1, f"{what}: its agreement is one way"), Reading(0, "read as no, since there is another")
            return answered(item, "declared", ways, yes, no)
        if own:
            return _yes(item, own, f"{what}: it decides or must agree")
        if others and not evidence.doubtful:
            return _no(item, others, f"{what}: others decide")
        return _rest(item, evidence, 0, f"{what}: it has no say")

    return rule


def _needs(record: Record[Any], declared: Declaration, assembly: frozenset[str]) -> bool:
    """Whether a power or a procedure cannot be carried without the legislature."""
    if isinstance(record.content, Power):
        return record.content.actor in assembly or shares(record.content, assembly)
    return forces(record.read, frozenset(declared.text.bodies) - assembly) is False


def holds(what: str, *acts: str, of: tuple[str, ...]) -> Rule:
    """A rule: yes where the legislature itself has the power, no where another has it."""

    def rule(item: Asked, declared: Declaration) -> Item:
        evidence, assembly = declared.powers(*acts, of=of), declared.bodies(*LEGISLATURE)
        own = evidence.by(assembly)
        others = [record for record in evidence.records if record.read.actor not in assembly]
        if own:
            return _yes(item, own, f"{what}: it has the power")
        if others and not evidence.doubtful:
            return _no(item, others, f"{what}: {declared.text.name(others[0].read.actor)} has the power")
        return _rest(item, evidence, 0, f"{what}: it has no such power")

    return rule


def judges(item: Asked, declared: Declaration) -> Item:
    """Whether judges need the legislature."""
    assembly = declared.bodies(*LEGISLATURE)
    seats, powers = declared.core("constitutional_judges"), declared.powers("appoint", "elect", of=("court",))
    own = [r for r in seats.records if r.read.by in assembly or _agreed(r.read, assembly)]
    own += [r for r in powers.records if r.read.actor in assembly or shares(r.read, assembly)]
    if own:
        return _yes(item, own, "it makes judges, or must agree to them")
    if seats.complete and powers.records and not powers.doubtful:
        return _no(item, (*seats.all, *powers.all), "others make the judges of both courts")
    if not seats.complete:
        return unknown(item, seats)
    return unknown(item, powers, "who names the judges of other courts is not declared")


def _agreed(group: SeatGroup, assembly: frozenset[str]) -> bool:
    sides = ((group.mode, group.of), *((part.mode, part.of) for part in group.parts))
    chosen = group.choice is not None and group.choice.by in assembly
    return chosen or any(mode in ("with_consent", "on_proposal") and of in assembly for mode, of in sides)


def central_bank(item: Asked, declared: Declaration) -> Item:
    """Who appoints the head of the central bank."""
    evidence = declared.core("central_bank")
    own = evidence.by(declared.bodies(*LEGISLATURE))
    return _yes(item, own, "the legislature appoints") if own else _rest(item, evidence, 0, "another appoints")


def in_session(item: Asked, declared: Declaration) -> Item:
    """Whether it sits for most of the year."""
    return _clause(item, declared, "declaratory", "regular_session", 1, "it sits for at least half of the year")


def _clause(item: Asked, declared: Declaration, kind: str, end: str, score: int, why: str) -> Item:
    """An item that a provision answers, told by its kind and by the last word of its id."""
    evidence = declared.find(_clauses(kind, end))
    if evidence.records:
        return answered(item, "declared", evidence.records, Reading(score, why))
    return _rest(item, evidence, 1 - score, "the clause was repealed")


def _clauses(kind: str, end: str) -> Finder:
    def find(text: Constitution) -> Iterator[Found]:
        for record in text.provisions.values():
            said: Provision | None = record.content or record.elsewhere
            if said is not None and said.kind == kind and record.id.rpartition(".")[2] == end:
                yield record, record.content

    return find
