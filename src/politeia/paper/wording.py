"""A record in words: what a text provides, built from the declaration alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.institutions import Body, Choice, Limits, Power, Provision, SeatGroup
from politeia.case.terms import Unknown, substance
from politeia.paper.phrases import MANY, a, capital, listed, prose, spaced, the, times
from politeia.paper.steps import NEEDS, Texts, describe_procedure, describe_steps, vote_of

__all__ = ["describe", "describe_both", "the"]

MODES: Mapping[str, str] = {
    "after_consultation": "after consulting {of}",
    "on_proposal": "on the proposal of {of}",
    "with_consent": "with the consent of {of}",
    "countersigned": "with the countersignature of {of}",
}
UNNAMED: Mapping[str, str] = {"after_consultation": "those whom the text names"}
SYSTEMS: Mapping[str, str] = {
    "proportional": "by proportional representation",
    "plurality": "by plurality",
    "two_round": "in two rounds",
    "indirect": "indirectly",
    "mixed": "by a mixed system",
}
TIERS: Mapping[str, str] = {"lower": "the lower chamber", "upper": "the upper chamber", "only": "the only chamber"}


def describe(record: Record[Any], text: Constitution) -> str:
    """One record in a sentence or several."""
    return WORDING[record.section](record.content, text)


def describe_both(old: Record[Any], new: Record[Any], texts: Texts) -> tuple[str, str]:
    """Two versions of a record in words: of a procedure only the steps that differ, of a renamed body its names."""
    if old.section == "procedures":
        return describe_steps(old, new, texts)
    if old.section == "bodies" and substance(old.content) == substance(new.content):
        names = [text.name(record.id) for record, text in zip((old, new), texts, strict=True)]
        return f"The body is called {names[0]}.", f"The body is called {names[1]}."
    return describe(old, texts[0]), describe(new, texts[1])


def _body(body: Body, text: Constitution) -> str:
    name = body.names.text() if body.names else f"body of kind {spaced(body.kind)}"
    there = f"There {'are' if name.lower().startswith('the ') else 'is'}"
    parts = [name if name.lower().startswith("the ") else a(name)]
    if body.tier:
        parts.append(TIERS[body.tier] + (f" of {the(body.of, text)}" if body.of else ""))
    size = [f"of {_number(body.members)} members"] if body.members is not None else []
    return f"{there} {', '.join([*parts, *size])}."


def _number(n: Any) -> str:
    return "an unknown number of" if isinstance(n, Unknown) else str(n)


def _alone(actor: str, text: Constitution) -> bool:
    """Whether "alone" says something of an actor; of many, or of one that decides by its own vote, it does not."""
    return text.kind(actor) not in MANY


def _mode(mode: Any, of: str | None, text: Constitution) -> str:
    """In what way one acts whom another may have to agree with; nothing for one alone."""
    if isinstance(mode, Unknown):
        return "in a way that the text does not state"
    return MODES[mode].format(of=the(of, text) if of else UNNAMED.get(mode, "another")) if mode in MODES else ""


def _choice(actor: str, choice: Choice | None, text: Constitution) -> str:
    among = choice.among if choice and isinstance(choice.among, int) else "several"
    by = the(choice.by, text) if choice else "others"
    return f"{the(actor, text)} puts forward at least {among} candidates, of whom {by} chooses one"


def _seats(group: SeatGroup, text: Constitution) -> str:
    n, whole = text.seats_in(group), text.size(group.body)
    if group.by == "ex_officio" and group.of:
        share = f"{'none' if n == 0 else _number(n)} of its {_number(whole)} members"
        return f"{capital(the(group.of, text))} sit in {the(group.body, text)} by right: {share}{_tenure(group, text)}."
    if n == whole == 1:
        subject = the(group.body, text)
    elif group.chair:
        subject = f"the chair of {the(group.body, text)}, one of its {_number(whole)} members,"
    elif isinstance(n, Unknown):
        subject = f"the members of {the(group.body, text)}, whose number is not known,"
    elif n == whole:
        subject = f"all {n} members of {the(group.body, text)}"
    else:
        of_all = f"of the {whole} " if isinstance(whole, int) else ""
        subject = f"{n} {of_all}{'member' if n == 1 and not of_all else 'members'} of {the(group.body, text)}"
    verb = "is" if n == 1 else "are"
    return f"{capital(subject)} {verb} {_chosen(group, text)}{_tenure(group, text)}."


def _chosen(group: SeatGroup, text: Constitution) -> str:
    """Who fills the seats, and how."""
    if group.by == "ex_officio":
        return "there by right"
    by = the(group.by, text)
    if group.mode == "choice":
        return f"filled by choice: {_choice(group.by, group.choice, text)}"
    alone = " alone" if _alone(group.by, text) and not group.elected else ""
    if group.parts:
        ways = [
            f"{_number(part.n)} {_mode(part.mode, part.of, text) or ('alone' if alone else 'by itself')}"
            for part in group.parts
        ]
        return f"chosen by {by} ({listed(ways)})"
    how = _mode(group.mode, group.of, text)
    if group.elected:
        return " ".join(filter(None, ("elected by", by, SYSTEMS[group.elected], how)))
    return f"chosen by {by}{f' {how}' if how else alone}"


def _tenure(group: SeatGroup, text: Constitution) -> str:
    """For how long and how often one may serve, and who may end it."""
    term = ""
    if group.term is not None:
        stated = "a term that the text does not state" if isinstance(group.term, Unknown) else str(group.term)
        term = f", for {stated}"
    more = []
    if group.renews:
        part = NEEDS.get(str(group.renews.part), str(group.renews.part))
        more.append(f"{part} of the seats are renewed every {group.renews.every}")
    if group.casting:
        more.append(f"{'the chair' if group.chair else 'they'} {'has' if group.chair else 'have'} the casting vote")
    if group.renewable is False:
        more.append("nobody may serve again")
    if isinstance(group.terms, int):
        chosen = "elected" if group.elected else "chosen"
        row = " in succession" if group.consecutive else ""
        more.append(f"no person may be {chosen} more than {times(group.terms)}{row}")
    if group.recall:
        unstated = isinstance(group.recall.mode, Unknown)
        how = "but how freely is not stated" if unstated else _mode(group.recall.mode, None, text)
        more.append(f"{the(group.recall.by, text)} may end the term early{f', {how}' if how else ''}")
    return "".join([term, *(f"; {part}" for part in more)])


def _power(power: Power, text: Constitution) -> str:
    what = power.names.text() if power.names else f"{spaced(power.act)} {text.name(power.object)}"
    actor = capital(the(power.actor, text))
    how = _mode(power.mode, power.of, text)
    if power.mode == "alone" and _alone(power.actor, text):
        how = "acting alone"
    may = "may not" if power.mode == "not" else "may"
    sentence = f"{actor}, {how}, {may} {what}" if how else f"{actor} {may} {what}"
    if power.mode == "choice":
        sentence += f": {_choice(power.actor, power.choice, text)}"
    return f"{'; '.join([sentence, *_limits(power.limits, text), *_effects(power, text)])}."


def _limits(limits: Limits, text: Constitution) -> Iterator[str]:
    bars = [f"during {listed([text.name(word) for word in limits.not_during], 'or')}"] if limits.not_during else []
    for window in limits.not_within:
        event = f"after {_event(window.of, text)}" if window.of else f"before {_event(window.before or '', text)}"
        bars.append(f"within {window.span} {event}")
    if bars:
        yield f"not {', nor '.join(bars)}"
    if limits.requires:
        yield ", and ".join(f"only if {prose(word, text)}" for word in limits.requires)
    if limits.at_least:
        yield f"with {listed([f'at least {n} {spaced(what)}' for what, n in limits.at_least.items()])}"
    if limits.at_most:
        yield f"at most {times(limits.at_most.n)} in each {spaced(limits.at_most.per)}"


def _event(word: str, text: Constitution) -> str:
    said = prose(word, text)
    return said if said.startswith(("the ", "a ", "an ")) else f"the {said}"


def _effects(power: Power, text: Constitution) -> Iterator[str]:
    """What follows from a use that its own name does not tell, and who may undo it."""
    effects = power.effects
    if effects.elections_within:
        yield f"elections follow within {effects.elections_within}"
    if effects.legislates_alone:
        yield f"meanwhile {the(effects.legislates_alone, text)} legislates alone"
    if power.override:
        bodies, each = power.override.bodies, power.override.each
        base = "all the members " + listed([f"of {the(body, text)}" for body in bodies])
        together = " together" if len(bodies) > 1 and not each else ""
        yield f"{vote_of(power.override.need, base)}{together} may override it"


def _provision(provision: Provision, text: Constitution) -> str:
    says = provision.says.text()
    return f"{capital(says)}{'' if says.endswith('.') else '.'}"


WORDING: Mapping[str, Callable[[Any, Constitution], str]] = {
    "bodies": _body,
    "seats": _seats,
    "powers": _power,
    "procedures": describe_procedure,
    "provisions": _provision,
}
