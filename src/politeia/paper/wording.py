"""A record in words: what a text provides, built from the declaration alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from politeia.case.constitution import Body, Constitution, Power, Provision, Record, SeatGroup
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Unknown, substance

MODES: Mapping[str, str] = {
    "alone": "alone",
    "after_consultation": "after consulting others",
    "on_proposal": "on the proposal of {of}",
    "with_consent": "with the consent of {of}",
    "countersigned": "with the countersignature of {of}",
    "choice": "from at least {among} candidates, of whom {by} chooses",
    "not": "not at all",
}
NEEDS: Mapping[str, str] = {
    "majority": "a majority",
    "1": "everyone",
    "1/5": "a fifth",
    "1/3": "a third",
    "1/2": "half",
    "2/3": "two thirds",
    "3/4": "three quarters",
    "4/5": "four fifths",
}
BASES: Mapping[str, str] = {"total": "all its members", "present": "those present", "cast": "the votes cast"}


def describe(record: Record[Any], text: Constitution) -> str:
    """One record in a sentence or several."""
    return WORDING[record.section](record.content, text)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def the(identity: str, text: Constitution) -> str:
    """A body's name within a sentence."""
    name, kind = text.name(identity), text.kind(identity)
    return name if kind in ("person", "people") or name.lower().startswith("the ") else f"the {name}"


def _mode(mode: Any, of: str | None, choice: Any, text: Constitution) -> str:
    if isinstance(mode, Unknown):
        return "in a way that is not known"
    return MODES[mode].format(
        of=the(of, text) if of else "others",
        among=choice.among if choice else "several",
        by=the(choice.by, text) if choice else "others",
    )


def _body(body: Body, text: Constitution) -> str:
    return f"{_capital(body.names.text()) if body.names else 'It'} exists."


def _number(n: Any) -> str:
    return "an unknown number of" if isinstance(n, Unknown) else str(n)


def _seats(group: SeatGroup, text: Constitution) -> str:
    n = text.seats_in(group)
    whole = text.size(group.body)
    of_all = f" of {whole}" if isinstance(whole, int) and whole != n else ""
    noun = "member" if n == 1 and not of_all else "members"
    chair = ", the chair," if group.chair else ""
    if group.by == "ex_officio":
        how = f"sit by right: {the(group.of, text)}" if group.of else "sit by right"
    else:
        verb = "elected" if group.elected else "chosen"
        ways = [f"{_number(part.n)} {_mode(part.mode, part.of, None, text)}" for part in group.parts]
        mode = (
            f": {_listed(ways)}"
            if ways
            else ""
            if group.elected
            else f" {_mode(group.mode, group.of, group.choice, text)}"
        )
        system = f" ({group.elected.replace('_', '-')})" if group.elected else ""
        how = f"{verb} by {the(group.by, text)}{system}{mode}"
    extra = []
    if group.casting:
        extra.append("with a casting vote")
    if group.term is not None:
        extra.append("for a term that is not known" if isinstance(group.term, Unknown) else f"for {group.term}")
    if group.renewable is False:
        extra.append("not renewable")
    if isinstance(group.terms, int):
        extra.append(
            f"at most {group.terms} {'term' if group.terms == 1 else 'terms'}{' in a row' if group.consecutive else ''}"
        )
    if group.recall:
        extra.append(f"removable by {the(group.recall.by, text)}")
    tail = f"; {', '.join(extra)}" if extra else ""
    return f"{_capital(_number(n))}{of_all} {noun} of {the(group.body, text)}{chair} {how}{tail}."


def _power(power: Power, text: Constitution) -> str:
    what = power.names.text() if power.names else f"{power.act} {text.name(power.object)}"
    limits = [f"not during {word.replace('_', ' ')}" for word in power.limits.not_during]
    for window in power.limits.not_within:
        event = f"after {window.of}" if window.of else f"before {window.before}"
        limits.append(f"not within {window.span} {event}".replace("_", " "))
    limits += [f"only if {word.replace('_', ' ')}" for word in power.limits.requires]
    limits += [f"with at least {n} {what.replace('_', ' ')}" for what, n in power.limits.at_least.items()]
    if power.limits.at_most:
        limits.append(f"at most {power.limits.at_most.n} times per {power.limits.at_most.per}")
    tail = f"; {', '.join(limits)}" if limits else ""
    return f"{_capital(the(power.actor, text))} may {what} {_mode(power.mode, power.of, power.choice, text)}{tail}."


def _step(step: Step, text: Constitution) -> str:
    if step.conciliate:
        return f"a conciliation commission of {_listed([the(body, text) for body in step.conciliate.commission])}"
    need = "an unknown vote" if isinstance(step.need, Unknown) else NEEDS.get(str(step.need), str(step.need))
    single = all(text.size(body) == 1 for body in step.bodies)
    pooled = " together" if step.joint else ""
    who = (" and " if not step.each else " and of ").join(the(body, text) for body in step.bodies)
    question = " against the proposal" if step.against else ""
    days = f" within {step.days} days" if isinstance(step.days, int) else ""
    vote = who if single else f"{need} of {who}{pooled}{'' if step.of == 'total' else f' (of {BASES[step.of]})'}"
    return f"{vote}{question}{days}"


def _procedure(procedure: Procedure, text: Constitution) -> str:
    """Each step and where its answers lead, in order."""
    return _steps(procedure, procedure.steps, text)


def describe_steps(
    old: Record[Procedure], new: Record[Procedure], texts: tuple[Constitution, Constitution]
) -> tuple[str, str]:
    """The steps in which two versions of a procedure differ, in words, before and after."""
    was, now = old.read, new.read
    before, after = (
        [name for name, step in own.steps.items() if substance(other.steps.get(name)) != substance(step)]
        for own, other in ((was, now), (now, was))
    )
    lost = [name for name in before if name not in now.steps]
    gone = f" {_capital(_listed([name.replace('_', ' ') for name in lost]))} no longer takes place." if lost else ""
    return _steps(was, before, texts[0]), (_steps(now, after, texts[1]) + gone).strip()


def _steps(procedure: Procedure, names: Iterable[str], text: Constitution) -> str:
    parts = []
    for name in names:
        step = procedure.steps[name]
        exits = [("if so", step.yes), ("if not", step.no), ("if silent", step.silence)]
        if step.conciliate:
            exits = [("if agreed", step.conciliate.yes), ("if not", step.conciliate.no)]
        ways = [f"{word}: {_target(target)}" for word, target in exits if target is not None]
        wording = f", or stands in the wording of {the(step.wording, text)}" if step.wording else ""
        parts.append(f"{_capital(name.replace('_', ' '))}: {_step(step, text)} ({'; '.join(ways)}{wording}).")
    return " ".join(parts)


def _target(target: Any) -> str:
    if isinstance(target, Unknown):
        return "not known"
    return {"pass": "adopted", "fail": "fails"}.get(target, str(target).replace("_", " "))


def _provision(provision: Provision, text: Constitution) -> str:
    says = provision.says.text()
    return f"{_capital(says)}{'' if says.endswith('.') else '.'}"


WORDING: Mapping[str, Callable[[Any, Constitution], str]] = {
    "bodies": _body,
    "seats": _seats,
    "powers": _power,
    "procedures": _procedure,
    "provisions": _provision,
}
