"""The rules by which records answer the items of Shugart and Carey: each a score, its alternatives, or a `?`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from politeia.case.constitution import Record
from politeia.case.core import by_procedure
from politeia.case.institutions import Power
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Need
from politeia.paper.instruments.declaration import LEGISLATURE, Declaration, Evidence, forces, shares
from politeia.paper.instruments.refusal import ABSOLUTE, NOBODY, refusals, told
from politeia.paper.instruments.score import Item, Reading, answered, distinct, unanswered

Asked = tuple[str, str]
Rule = Callable[[Asked, Declaration], Item]
Judge = Callable[[Record[Power], Declaration], tuple[Reading, ...]]
TWO_THIRDS = Fraction(2, 3)
RESPONSES = ("no_confidence", "censure", "refus", "reject")  # words of a requirement that is an act of the assembly


def unknown(item: Asked, evidence: Evidence, why: str = "", low: int = 0) -> Item:
    """An item that the records do not answer, with the least that it may score."""
    return unanswered(item, why or evidence.gap, evidence.all, low, 4)


# The veto ------------------------------------------------------------------------------------------------------------


def package_veto(item: Asked, declared: Declaration) -> Item:
    """What overcomes the refusal of a whole bill."""
    law = declared.core("ordinary_law")
    found = [(record, level) for record, level in refusals(declared) if level is not None]
    if not law.complete or len(found) < len(law.records) or not found:
        return unknown(item, law, "" if not law.complete else "what a refusal leads to, or the vote it asks, is ?")
    readings = distinct(Reading(_package(level), told(level)) for record, level in found)
    return answered(item, "declared", law.records, *readings)


def _package(level: Fraction) -> int:
    if level == NOBODY:
        return 4
    return 0 if level == 0 else 1 if level < TWO_THIRDS else 2 if level == TWO_THIRDS else 3


def partial_veto(item: Asked, declared: Declaration) -> Item:
    """Whether the head of state may refuse a part and have the rest become law."""
    law, heads = declared.core("ordinary_law"), declared.bodies("head_of_state")
    parts = declared.powers("veto_in_part")
    own = parts.by(heads)
    levels = {record.id: level for record, level in refusals(declared)}
    if own:
        vote = own[0].read.override
        level = NOBODY if vote is None else _override(vote.need)
        if level is None:
            return unknown(item, parts, f"{_title(own[0])}: the vote that overcomes it is ?")
        return answered(item, "declared", own, Reading(_partial(level), f"{_title(own[0])}: {told(level)}"))
    if not law.complete or any(level is None for level in levels.values()):
        return unknown(item, law, "" if not law.complete else "what a refusal leads to, or the vote it asks, is ?")
    wording = [record for record in law.records if heads & {step.wording for step in record.read.steps.values()}]
    if not wording:
        return answered(item, "core set", law.records, Reading(0, "no part of a bill can be refused alone"))
    level = levels[wording[0].id] or Fraction(0)
    return answered(
        item, "declared", wording,
        Reading(0, "a bill refused may stand in the head of state's wording: read as an offer, since the rest waits"),
        Reading(_partial(level), "a bill refused may stand in the head of state's wording: read as a partial veto"),
    )  # fmt: skip


def _override(need: object) -> Fraction | None:
    if not isinstance(need, Need) or need.count is not None:
        return None
    return ABSOLUTE if need.share is None else need.share


def _partial(level: Fraction) -> int:
    return 4 if level == NOBODY else 1 if level == 0 else 2 if level == ABSOLUTE else 3


# Making law ----------------------------------------------------------------------------------------------------------


def decree(item: Asked, declared: Declaration) -> Item:
    """Decrees with the force of law."""
    return _strongest(item, declared, declared.core("decree"), declared.bodies("head_of_state"), _decree)


def _decree(record: Record[Power], declared: Declaration) -> tuple[Reading, ...]:
    power, name = record.read, _title(record)
    if shares(power, declared.bodies(*LEGISLATURE)):
        return (Reading(0, f"{name}: only with the assembly's agreement"),)
    limits = power.limits
    if not limits.tightness():
        return (
            Reading(4, f"{name}: no limit, and no way to rescind is declared"),
            Reading(2, f"{name}: no limit, yet the assembly may pass a law against it"),
        )
    replaced = any(
        r.content is not None and r.content.act == "dissolve" and r.content.effects.legislates_alone == power.actor
        for r in declared.text.powers.values()
    )
    few = Reading(2, f"{name}: read as temporary decrees with few restrictions ({_limits(power)})")
    limited = Reading(1, f"{name}: read as a limited power ({_limits(power)})")
    return (limited, few) if replaced or len(limits.tightness()) > 1 else (few, limited)


def _limits(power: Power) -> str:
    words = [*power.limits.requires, *(f"not during {state}" for state in power.limits.not_during)]
    words += [f"not within {window.span}" for window in power.limits.not_within]
    words += [f"{counted} at least {amount}" for counted, amount in power.limits.at_least.items()]
    words += [f"at most {power.limits.at_most.n} per {power.limits.at_most.per}"] if power.limits.at_most else []
    return ", ".join(word.replace("_", " ") for word in words)


def exclusive_introduction(item: Asked, declared: Declaration) -> Item:
    """Whether bills on some matters come from the head of state alone."""
    evidence, own = declared.core("initiative"), declared.presidents_own
    matters = {record.read.object for record in evidence.by(own)}
    others = {r.read.object for r in evidence.records if r.read.actor not in own and r.read.mode != "not"}
    if not evidence.complete:
        return unknown(item, evidence)
    reserved = sorted(matters - others)
    if reserved:
        named = ", ".join(declared.text.name(matter) for matter in reserved)
        why = f"bills on {named} come from the head of state alone; no record says whether they may be amended"
        return unknown(item, evidence, why, low=1)
    return answered(item, evidence.rule, evidence.all, Reading(0, "others may introduce every bill that he may"))


def budget(item: Asked, declared: Declaration) -> Item:
    """What the assembly may change in the budget."""
    evidence, assembly = declared.find(by_procedure("budget")), declared.bodies(*LEGISLATURE)
    own = declared.presidents_own
    executive = own | declared.bodies("government", "head_of_government")
    proposed = [record for record in evidence.records if set(_first(record).bodies) & executive]
    if not evidence.records or evidence.doubtful:
        return unknown(item, evidence, evidence.gap)
    if not proposed and all(set(_first(record).bodies) <= assembly for record in evidence.records):
        return answered(item, "declared", evidence.records, Reading(0, "the assembly begins the budget itself"))
    cleared = declared.powers("clear").by(executive)
    if not proposed or not cleared:
        return unknown(item, evidence, "no record says what the assembly may change in the budget")
    theirs = not set(_first(proposed[0]).bodies) & own
    readings = [
        Reading(2, "the executive proposes it and clears what costs more: read as its ceiling"),
        Reading(1, "read as: more may be spent where the revenue is found"),
        Reading(3, "read as: the assembly may cut but not add"),
    ]
    if theirs:
        readings.append(Reading(0, "the government proposes and clears: read as no power of the head of state's"))
    return answered(item, "declared", (*proposed, *cleared), *readings)


def _title(record: Record[Power]) -> str:
    return record.read.names.text() if record.read.names else record.id


def _first(record: Record[Procedure]) -> Step:
    return record.read.steps[record.read.first]


def referendum(item: Asked, declared: Declaration) -> Item:
    """Putting a question to the people."""
    return _strongest(item, declared, declared.core("call_referendum"), declared.bodies("head_of_state"), _referendum)


def _referendum(record: Record[Power], declared: Declaration) -> tuple[Reading, ...]:
    power, name = record.read, _title(record)
    if power.mode == "alone" and not power.limits.tightness():
        return (Reading(4, f"{name}: alone and without a limit"),)
    if power.mode == "after_consultation" and not power.limits.tightness():
        return Reading(4, f"{name}: after consulting, which binds nobody"), Reading(2, f"{name}: read as restricted")
    return (Reading(2, f"{name}: with limits or another's agreement"),)


# The cabinet and the assembly ----------------------------------------------------------------------------------------


def cabinet_formation(item: Asked, declared: Declaration) -> Item:
    """Who names the cabinet, and whether the assembly confirms it."""
    heads, assembly = declared.bodies("head_of_state"), declared.bodies(*LEGISLATURE)
    premiers = declared.bodies("head_of_government")
    premier, ministers = declared.core("appoint_head_of_government"), declared.core("appoint_ministers")
    if not ministers.complete or (premiers and not premier.complete):
        return unknown(item, ministers if not ministers.complete else premier)
    records = (*premier.all, *ministers.all)
    named, chief = ministers.by(heads), premier.by(heads)
    if any(record.read.mode == "on_proposal" and shares(record.read, assembly) for record in (*chief, *named)):
        return answered(item, "declared", records, Reading(0, "on the assembly's proposal"))
    invested = any(shares(record.read, assembly) for record in chief)
    if named and any(shares(record.read, assembly) for record in named):
        return answered(item, "declared", records, Reading(3, "names ministers, whom the assembly confirms"))
    if not chief and premiers:
        rule = premier.rule if not premier.by(assembly) else "declared"
        return answered(item, rule, records, Reading(0, "does not name the head of government"))
    if named and not invested:
        return answered(item, "declared", records, Reading(4, "names the cabinet, and the assembly confirms nobody"))
    if not named:
        least = Reading(1, "names the head of government, who names the ministers")
        more = Reading(4, "read as a cabinet that the assembly does not confirm")
        return answered(item, "declared", records, *((least,) if invested else (least, more)))
    readings = [
        Reading(3, "the assembly confirms the head of government and he names the ministers: read as confirmation"),
        Reading(4, "read as no confirmation, since no minister needs it"),
    ]
    if any(shares(record.read, premiers) for record in named):
        readings.append(Reading(1, "read as a head of government who names ministers, whom he proposes"))
    return answered(item, "declared", records, *readings)


def cabinet_dismissal(item: Asked, declared: Declaration) -> Item:
    """Whether the head of state may dismiss the cabinet or a minister."""
    whole, single = declared.core("dismiss_government"), declared.core("dismiss_ministers")
    own = (*whole.by(declared.bodies("head_of_state")), *single.by(declared.bodies("head_of_state")))
    readings = sorted((_dismissal(record) for record in own), key=lambda reading: -reading.score)
    if readings and (readings[0].score == 4 or (whole.complete and single.complete)):
        return answered(item, "declared", own, *distinct(readings))
    if not whole.complete or not single.complete:
        return unknown(item, whole if not whole.complete else single)
    return answered(item, whole.rule, (*whole.all, *single.all), Reading(0, "has no power to dismiss"))


def _dismissal(record: Record[Power]) -> Reading:
    free = record.read.mode in ("alone", "after_consultation") and not record.read.limits.tightness()
    return Reading(4 if free else 2, f"{_title(record)}: {'at will' if free else 'with limits or agreement'}")


def censure(item: Asked, declared: Declaration) -> Item:
    """Whether the assembly may remove the cabinet, and at what risk."""
    heads, assembly = declared.bodies("head_of_state"), declared.bodies(*LEGISLATURE)
    votes, ends = declared.core("no_confidence"), declared.core("dissolve")
    if not votes.complete:
        return unknown(item, votes)
    if not votes.records:
        return answered(item, "repealed", votes.all, Reading(4, "no vote of no confidence"))
    carried = [record for record in votes.records if forces(record.read, assembly)]
    dissolving = ends.by(heads)
    if not dissolving and not ends.complete:
        return unknown(item, ends)
    readings = []
    if dissolving:
        readings.append(Reading(2, "the assembly may vote no confidence, and the head of state may dissolve it"))
    if carried and any("constructive" in record.id for record in carried):
        readings.append(Reading(1, "only with a successor named"))
    if carried and not readings:
        readings.append(Reading(0, "the assembly removes the cabinet by itself"))
    minister = declared.find(by_procedure("release_minister"))
    binding = [record for record in minister.records if forces(record.read, assembly)]
    if not carried and not binding:
        refused = Reading(4, "read as no censure, since the head of state may keep the cabinet")
        readings = [refused] if not readings else [*readings, refused]
    elif not carried and not readings:
        readings.append(Reading(0, "a minister falls by the assembly's vote alone, the cabinet does not"))
    return answered(item, "declared", (*votes.records, *dissolving, *binding), *distinct(readings))


def dissolution(item: Asked, declared: Declaration) -> Item:
    """Whether the head of state may dissolve the assembly, and when."""
    return _strongest(item, declared, declared.core("dissolve"), declared.bodies("head_of_state"), _dissolution)


def _dissolution(record: Record[Power], declared: Declaration) -> tuple[Reading, ...]:
    power, name = record.read, _title(record)
    if set(power.effects.ends_term_of) & declared.bodies("head_of_state"):
        return (Reading(2, f"{name}: ends the head of state's own term"),)
    if not power.limits.tightness():
        return (Reading(4, f"{name}: no limit"),)
    restricted = Reading(3, f"{name}: restricted ({_limits(power)})")
    asked = [fact for fact in power.limits.requires if any(word in fact for word in RESPONSES)]
    if not asked:
        return (restricted,)
    return Reading(1, f"{name}: in response to the assembly ({_limits(power)})"), restricted


def _strongest(item: Asked, declared: Declaration, evidence: Evidence, actors: frozenset[str], judge: Judge) -> Item:
    """The item by the strongest of the actors' powers, with the other readings of that power."""
    own = evidence.by(actors)
    judged = sorted((judge(record, declared) for record in own), key=lambda readings: -readings[0].score)
    if not evidence.complete:
        return unknown(item, evidence, low=max((min(int(r.score) for r in readings) for readings in judged), default=0))
    if not judged:
        return answered(item, evidence.rule, evidence.all, Reading(0, "no such power of the head of state"))
    least = max(min(reading.score for reading in readings) for readings in judged)
    others = [reading for readings in judged for reading in readings[1:] if reading.score >= least]
    return answered(item, "declared", own, *distinct([judged[0][0], *others]))
