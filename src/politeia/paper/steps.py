"""A procedure in sentences: who decides each step, by what vote, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from politeia.case.constitution import Constitution, Record
from politeia.case.procedure import Procedure, Step
from politeia.case.terms import Need, Unknown, substance
from politeia.paper.phrases import capital, listed, plural, spaced, the

NEEDS: Mapping[str, str] = {
    "majority": "a majority",
    "1": "the votes",
    "1/5": "a fifth",
    "1/4": "a quarter",
    "1/3": "a third",
    "1/2": "half",
    "3/5": "three fifths",
    "2/3": "two thirds",
    "3/4": "three quarters",
    "4/5": "four fifths",
}
# What a body does in a step, by the step's own name; in a step of any other name it agrees.
VERBS: Mapping[str, str] = {
    "accept": "accept it",
    "accuse": "bring the charge",
    "adopt": "adopt it",
    "approve": "approve it",
    "ask": "ask for it",
    "call": "call the vote",
    "common": "adopt the common text",
    "confirm": "confirm it",
    "consent": "consent to it",
    "decide": "decide in its favour",
    "demand": "demand it",
    "hear": "call the hearing",
    "initiate": "start it",
    "insist": "insist on it",
    "introduce": "introduce it",
    "investigate": "have it investigated",
    "override": "override the refusal",
    "propose": "propose it",
    "ratify": "ratify it",
    "reconsider": "reconsider and approve it",
    "reject": "reject it",
    "release": "grant the release",
    "repeat": "demand it again",
    "review": "find it constitutional",
    "sign": "sign it",
    "vote": "vote for it",
}
Texts = tuple[Constitution, Constitution]


def describe_procedure(procedure: Procedure, text: Constitution) -> str:
    """Each step and where its answers lead, in the order in which a proposal meets them."""
    return _told(procedure, _walked(procedure), text)


def describe_steps(old: Record[Procedure], new: Record[Procedure], texts: Texts) -> tuple[str, str]:
    """The steps in which two versions of a procedure differ, in words, before and after."""
    was, now = old.read, new.read
    before, after = (
        [name for name in _walked(own) if substance(other.steps.get(name)) != substance(own.steps[name])]
        for own, other in ((was, now), (now, was))
    )
    if not before and not after:  # they differ in where they start alone
        before, after = _walked(was), _walked(now)
    lost = [spaced(name) for name in before if name not in now.steps]
    verb = "no longer takes place" if len(lost) == 1 else "no longer take place"
    gone = f" {capital(listed(lost))} {verb}." if lost else ""
    return _told(was, before, texts[0]), (_told(now, after, texts[1]) + gone).strip()


def vote_of(need: Need | Unknown, base: str) -> str:
    """A needed vote in words: two thirds of all its members.

    >>> vote_of(Need.read("2/3"), "all its members"), vote_of(Need.read("5"), "all its members")
    ('two thirds of all its members', '5 votes')
    """
    if isinstance(need, Unknown):
        return "a vote that the text does not state"
    if need.count is not None:
        return "one vote" if need.count == 1 else f"{need.count} votes"
    return f"{NEEDS.get(str(need), str(need))} of {base}"


def _walked(procedure: Procedure) -> list[str]:
    """The names of the steps as a proposal meets them: each after the step that first leads to it."""
    met: list[str] = []
    waiting = [procedure.first]
    while waiting:
        name = waiting.pop(0)
        if name in procedure.steps and name not in met:
            met.append(name)
            waiting = [target for _, target in procedure.steps[name].exits()] + waiting
    return [*met, *(name for name in procedure.steps if name not in met)]


def _told(procedure: Procedure, names: Iterable[str], text: Constitution) -> str:
    told = list(names)
    sentences = [_sentence(name, procedure, text) for name in told]
    voting = {name: step for name in told if (step := procedure.steps[name]).quorum is not None}
    quorums = {name: _quorum(step, text) for name, step in voting.items()}
    for quorum in dict.fromkeys(quorums.values()):
        which = listed([spaced(name) for name, other in quorums.items() if other == quorum])
        sentences.append(f"The quorum is {quorum}{'' if len(told) == 1 else f' ({which})'}.")
    return " ".join(sentences)


def _quorum(step: Step, text: Constitution) -> str:
    if isinstance(step.quorum, Unknown):
        return "not stated"
    of = "those entitled to vote" if "people" in map(text.kind, step.bodies) else "the members"
    return f"{NEEDS.get(str(step.quorum), str(step.quorum))} of {of}"


def _sentence(name: str, procedure: Procedure, text: Constitution) -> str:
    step = procedure.steps[name]
    if step.conciliate:
        who = listed([the(body, text) for body in step.conciliate.commission])
        opening = f"a conciliation commission of {who} seeks a common text"
    elif step.against:
        return capital(_reversed(step, procedure, text))
    else:
        opening = _acts(name, step, text)
    ways = "; ".join(_ways(step, procedure, text))
    return capital(f"{opening}; {ways}.")


def _acts(name: str, step: Step, text: Constitution) -> str:
    """Who does what, by what vote and in what time."""
    many = len(step.bodies) > 1 or plural(step.bodies[0], text)
    done = _agreeing(VERBS.get(name.removesuffix("_again"), "agree"), many)
    again = " again" if name.endswith("_again") else ""
    vote = f" by {_vote(step, text)}" if _votes(step, text) else ""
    days = f" within {step.days} days" if isinstance(step.days, int) else ""
    tie = (
        f", {the(step.casting, text) if step.casting != 'chair' else 'the chair'} deciding a tie"
        if step.casting
        else ""
    )
    return f"{_who(step, text)} {done}{again}{vote}{days}{tie}"


def _reversed(step: Step, procedure: Procedure, text: Constitution) -> str:
    """A question put against the proposal, which goes on unless enough vote so."""
    many = len(step.bodies) > 1 or plural(step.bodies[0], text)
    vote = f" by {_vote(step, text)}" if _votes(step, text) else ""
    days = f" within {step.days} days" if isinstance(step.days, int) else ""
    unless = f"unless {_who(step, text)} {_agreeing('vote', many)} against it{vote}{days}"
    ways = [
        f"{unless}, {_leads(step.no, step, procedure, text)}",
        f"if such a vote is reached, {_leads(step.yes, step, procedure, text)}",
    ]
    if step.silence is not None:
        ways.append(f"if silent, {_leads(step.silence, step, procedure, text)}")
    return f"{'; '.join(ways)}."


def _who(step: Step, text: Constitution) -> str:
    bodies = listed([the(body, text) for body in step.bodies])
    if len(step.each) > 1 or len(step.joint) > 1:
        return f"{bodies} {'each' if step.each else 'together'}"
    return f"{bodies}," if "," in bodies else bodies


def _votes(step: Step, text: Constitution) -> bool:
    """Whether a step is a vote at all, and not one person's decision."""
    return not all(text.size(body) == 1 for body in step.bodies)


def _vote(step: Step, text: Constitution) -> str:
    """The vote that a step needs."""
    if len(step.each) > 1:
        bases = ("all members of each", "the members of each present", "the votes cast in each")
    elif not step.joint and plural(step.bodies[0], text):
        bases = ("all of them", "those present", "the votes cast")
    else:
        their = "their" if step.joint else "its"
        bases = (f"all {their} members", f"{their} members present", "the votes cast")
    return vote_of(step.need, dict(zip(("total", "present", "cast"), bases, strict=True))[step.of])


def _agreeing(verb: str, many: bool) -> str:
    """A verb phrase in the number of its subject.

    >>> _agreeing("approve it", False), _agreeing("reconsider and approve it", False), _agreeing("ratify it", False)
    ('approves it', 'reconsiders and approves it', 'ratifies it')
    """
    if many:
        return verb
    first, *rest = verb.split(" and ")
    return " and ".join([_third(first), *map(_third, rest)])


def _third(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    said = {"have": "has"}.get(verb) or (f"{verb[:-1]}ies" if verb.endswith("fy") else f"{verb}s")
    return f"{said} {rest}".strip()


def _ways(step: Step, procedure: Procedure, text: Constitution) -> Iterator[str]:
    """Where the answers lead, those that lead to the same place together."""
    if step.conciliate:
        yield f"if it is agreed, {_leads(step.conciliate.yes, step, procedure, text)}"
        yield f"if not, {_leads(step.conciliate.no, step, procedure, text)}"
        return
    ways: dict[Any, list[str]] = {}
    for word, target in (("if so", step.yes), ("if not", step.no), ("if silent", step.silence)):
        if target is not None:
            ways.setdefault(target, []).append(word)
    for target, words in ways.items():
        yield f"{' or '.join(words)}, {_leads(target, step, procedure, text)}"
    if step.wording:
        yield f"where it fails, the wording of {the(step.wording, text)} may stand"


def _leads(target: Any, here: Step, procedure: Procedure, text: Constitution) -> str:
    if isinstance(target, Unknown):
        return "what follows is not stated"
    if target in ("pass", "fail"):
        return {"pass": "it passes", "fail": "it fails"}[target]
    step = procedure.steps[target]
    if step.conciliate:
        return "it goes to conciliation"
    verb = VERBS.get(target.removesuffix("_again"))
    purpose = f" to {verb}" if verb and not step.against else ""
    if step.bodies == here.bodies:
        return f"it stays there{purpose}"
    return f"it goes to {listed([the(body, text) for body in step.bodies])}{purpose}"
