"""The sentences of the answer, each with how much it tells, and their choice where they are too many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from politeia.assess.compose import Assessment, Shift, Vote
from politeia.assess.movement import Movement
from politeia.assess.share import Label, sign
from politeia.assess.total import Grouped
from politeia.assess.verdict import Standing
from politeia.brief.document import Text
from politeia.brief.holders import GROUPS
from politeia.brief.moves import moves, weighed
from politeia.brief.voting import key, shares
from politeia.case.core import CORE
from politeia.catalogue import Catalogue, message

LIMIT = 120  # words
NAMED = (4, 3, 2)  # how many things a list names before it only counts the rest: fewer where room is short


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer: the lower its rank, the sooner it is kept; `place` is where it then stands.

    `versions` has it at several lengths, the longest first.
    """

    rank: int
    place: int
    versions: tuple[Text, ...]


def answer(found: Assessment, say: Catalogue) -> tuple[Text, ...]:
    """The sentences in at most 120 words: the most telling for which there is room, then as long as fits."""
    kept: dict[Sentence, Text] = {}
    for sentence in sorted(_sentences(found, say), key=lambda each: each.rank):
        if _words([*kept.values(), sentence.versions[-1]]) <= LIMIT:
            kept[sentence] = sentence.versions[-1]
    for sentence, shortest in kept.items():
        room = LIMIT - _words(kept.values()) + _words([shortest])
        kept[sentence] = next(version for version in sentence.versions if _words([version]) <= room)
    return tuple(kept[sentence] for sentence in sorted(kept, key=lambda each: each.place))


def _words(texts: Iterable[Text]) -> int:
    return sum(len(text.text.split()) for text in texts)


def _sentences(found: Assessment, say: Catalogue) -> Iterator[Sentence]:
    yield Sentence(0, 0, (headline(found, say),))
    yield Sentence(1, 1, in_fact(found, say))
    yield from (Sentence(2, 9, (_vote(vote, say),)) for vote in found.votes)
    if found.without_before or not found.changes.changes:
        return
    several: list[tuple[int, int, Callable[[Assessment, Catalogue, int], Text | None]]] = [(3, 2, _bodies)]
    several += [(5, 3, partial(moves, standing)) for standing in heads_of_state(found)]
    several += [(4, 5, _standing)] if found.conclusive else []
    several += [(4, 5, _held)] if found.thin else []
    several += [(7, 4, _changed)] if found.verdict.moved else []
    for rank, place, told in several:
        versions = [text for named in NAMED if (text := told(found, say, named))]
        if versions:
            yield Sentence(rank, place, tuple(dict.fromkeys(versions)))
    yield from (Sentence(6, 7, texts) for shift in found.shifts if (texts := _voting(shift, found, say)))


def headline(found: Assessment, say: Catalogue) -> Text:
    """The first sentence; what the case does not hold is not taken for what did not move."""
    changes, verdict = found.changes.changes, found.verdict
    if not found.case.polity.histories():
        return Text(say("No records are declared yet: what this act changed cannot be told."))
    if found.without_before:
        return Text(say("The case holds no text from before this act, so that nothing can be compared."))
    if not changes:
        return Text(say("The case holds no change that this act made."), ("changes.count",))
    if found.thin:
        sentence = say.plural(
            "The case holds {n} change of this act, in no core decision: too little to answer.",
            "The case holds {n} changes of this act, in no core decision: too little to answer.",
            len(changes),
        )
        return Text(sentence, ("changes.count",))
    told = [_points(standing, found, say) for standing in heads_of_state(found)]
    core = [say("no core decision changed")]
    if verdict.moved:
        core = [say.plural("{n} core decision changed", "{n} core decisions changed", len(verdict.moved))]
    ids = ["answer.core.moved"]
    if found.conclusive:
        core.append(say.plural("{n} stands", "{n} stand", len(verdict.untouched)))
        ids.append("answer.core.untouched")
    pieces = [piece for piece, _ in told if piece] + [", ".join(core)]
    ids = [identity for piece, own in told if piece for identity in own] + ids
    return Text(say("On paper, {pieces}.", pieces="; ".join(pieces)), tuple(ids))


# No sum is told here: it would be quoted as a score, and as the reform's alone.
FARES: Mapping[int, str] = {
    -1: message("In fact the {group} loses, reform and time together ({share} of weightings)"),
    0: message("In fact the {group} neither gains nor loses ({share} of weightings)"),
    1: message("In fact the {group} gains, reform and time together ({share} of weightings)"),
}
HOW: Mapping[Label, str] = {
    "moved_on_paper": message("{sentence}: it moved on paper alone"),
    "moved_in_fact": message("{sentence}, through its followers alone"),
    "moved_elsewhere": message("{sentence}, mostly to others who do not follow it"),
    "moved": message("{sentence}: power moved"),
    "concentrated": message("{sentence}: power is concentrated"),
}


RARE = Fraction(1, 20)  # of the grid of weights, loyalties and readings: a sign seen more often is not excluded
# By the signs of the least and of the greatest change that the readings of what is not known give.
UNSETTLED: Mapping[tuple[int, int], tuple[str, str]] = {
    (0, 1): (
        message("In fact the {group} does not lose, whoever it is that {seats} follow: no source read says"),
        message("In fact the {group} does not lose on any reading"),
    ),
    (-1, 0): (
        message("In fact the {group} does not gain, whoever it is that {seats} follow: no source read says"),
        message("In fact the {group} does not gain on any reading"),
    ),
    (-1, 1): (
        message("In fact the {group} gains or loses by how closely seats follow, and whom {seats}: no source says"),
        message("In fact the {group}'s change hangs on how seats follow"),
    ),
}


def _unsettled(own: Grouped, found: Assessment, movement: Movement, say: Catalogue) -> tuple[Text, ...]:
    """What all readings of what is not known leave of the change in fact, and of whom it is not known."""
    low, high = (sign(value, movement.vector.materiality.effective) for value in own.between)
    grid = movement.robustness[own.group].effective
    low, high = (-1 if grid.negative > RARE else low), (1 if grid.positive > RARE else high)
    if (low, high) not in UNSETTLED:
        return ()
    open_: dict[str, int] = {}
    for side in movement.sides:
        held: dict[str, int] = {}
        for one in side.control.unheld:
            held[one.body] = held.get(one.body, 0) + one.n
        open_ |= {body: max(n, open_.get(body, 0)) for body, n in held.items()}
    most = sorted(open_, key=lambda body: -open_[body])[:2]
    named = [say("{n} of the {body}", n=say.number(open_[body]), body=found.name(body)) for body in most]
    told = (say(words, group=say(GROUPS[own.group]), seats=say.listed(named)) for words in UNSETTLED[low, high])
    return tuple(Text(f"{words}.", (f"moved.{own.group}.effective",)) for words in told)


def in_fact(found: Assessment, say: Catalogue) -> tuple[Text, ...]:
    """Whether power moved in fact for who holds most of it, how, and how far the sign holds."""
    movement = found.movement
    own = movement.vector.of(movement.vector.top) if movement and movement.vector.matrix else None
    way = own.signs(movement.vector.materiality)[1] if movement and own else None
    if movement and own and way is None and not found.thin and (open_ := _unsettled(own, found, movement, say)):
        return open_
    if movement is None or own is None or way is None or found.thin or own.label == "undetermined":
        return (Text(say("Whether power moved in fact cannot be told.")),)
    if own.label not in HOW:
        same = say("For the {group}, power moved neither on paper nor in fact.", group=say(GROUPS[own.group]))
        return (Text(same, (f"moved.{own.group}.label",)),)
    sign = ("negative", "zero", "positive")[way + 1]
    share = getattr(movement.robustness[own.group].effective, sign)
    fares = say(FARES[way], group=say(GROUPS[own.group]), share=say.percent(share))
    ids = (f"moved.{own.group}.effective", f"moved.{own.group}.effective.{sign}")
    return Text(f"{say(HOW[own.label], sentence=fares)}.", ids), Text(f"{fares}.", ids)


def heads_of_state(found: Assessment) -> list[Standing]:
    """The standing of the head of state: one in most polities, none where nothing touches it."""
    return [
        standing
        for standing in found.verdict.standings
        if "head_of_state" in (found.after.kind(standing.actor), found.before.kind(standing.actor))
    ]


def _points(standing: Standing, found: Assessment, say: Catalogue) -> tuple[str, tuple[str, ...]]:
    """On how many points a holder loses and gains, and the findings behind it; nothing where there is none."""
    lost, gained, rest = len(standing.lost), len(standing.gained), len(standing.mixed) + len(standing.unclear)
    counts = {
        message("loses on {n}"): lost,
        message("gains on {n}"): gained,
        message("is unclear on {n}"): rest,
    }
    pieces = [say(clause, n=say.number(n)) for clause, n in counts.items() if n]
    if not pieces:
        return "", ()
    ways = ("lost", "gained", "mixed", "unclear")
    ids = tuple(f"answer.{standing.actor}.{way}" for way in ways if getattr(standing, way))
    fields = {"name": found.named(standing.actor), "pieces": say.listed(pieces)}
    last = [n for n in counts.values() if n][-1]
    return say.plural("{name} {pieces} point", "{name} {pieces} points", last, **fields), ids


def decisions(names: Iterable[str]) -> list[str]:
    """Core decisions by name, the weightiest first."""
    return [CORE[name].name for name in weighed(names)]


def named_of(names: list[str], named: int, say: Catalogue) -> list[str]:
    """The first of several names, and how many more there are."""
    more = len(names) - named
    return [*names[:named], say("{n} more", n=more)] if more > 0 else names


def _standing(found: Assessment, say: Catalogue, named: int) -> Text:
    """What stands, the weightiest first, and how much cannot be compared."""
    names = say.listed(named_of(decisions(found.verdict.untouched), named, say))
    sentence = say("Standing: {names}.", names=names)
    open_ = len(found.verdict.unanswered)
    if open_:
        rest = say.plural("{n} core decision cannot be compared.", "{n} core decisions cannot be compared.", open_)
        sentence = f"{sentence} {rest}"
    return Text(sentence, ("answer.core.untouched",))


def _changed(found: Assessment, say: Catalogue, named: int) -> Text:
    """The core decisions that changed, the weightiest first."""
    names = say.listed(named_of(decisions(found.verdict.moved), named, say))
    return Text(say("Changed: {names}.", names=names), ("answer.core.moved",))


def _held(found: Assessment, say: Catalogue, named: int) -> Text | None:
    """The changes of an act of which the case holds few, where they are not told as moves."""
    if any(moves(standing, found, say, named) for standing in heads_of_state(found)):
        return None
    names = say.listed(named_of([change.title for change in found.changes.changes], named, say))
    return Text(say("What it holds: {names}.", names=names), ("changes.count",))


CAME_OR_WENT: Mapping[str, str] = {"removed": message("Gone: {names}."), "new": message("New: {names}.")}


def _bodies(found: Assessment, say: Catalogue, named: int) -> Text | None:
    """The bodies that went and that came."""
    sentences, ids = [], []
    for kind, sentence in CAME_OR_WENT.items():
        changes = [change for change in found.changes.changes if change.record == "bodies" and change.kind == kind]
        if changes:
            names = named_of([found.named(change.id) for change in changes], named, say)
            sentences.append(say(sentence, names=say.listed(names)))
            ids += [f"changes.bodies.{change.id}" for change in changes]
    return Text(" ".join(sentences), tuple(ids)) if sentences else None


def _voting(shift: Shift, found: Assessment, say: Catalogue) -> tuple[Text, ...]:
    """What moved the shares of power over a law, rule or seats; nothing where nothing did or it is not known."""
    old, rule, new = (shares(shift, when) for when in ("before", "rule", "after"))
    if not old or not new or old == rule == new or f"procedures.{shift.id}" in found.changes.unknown:
        return ()
    if not rule:
        before, after = (
            say.listed([f"{found.name(body)} {say.number(share)}" for body, share in own.items()]) for own in (old, new)
        )
        ids = [key(shift.id, body, "shapley_shubik", "before") for body in old]
        ids += [key(shift.id, body, "shapley_shubik", "after") for body in new]
        told = say("Shares of power over a law: {before}; now {after}.", before=before, after=after)
        return (Text(told, tuple(ids)),)
    facts = [
        say("{fact} {before} to {after}", fact=fact.id.replace("_", " "), before=fact.before, after=fact.after)
        for fact in found.changes.facts
    ]
    ids = [f"changes.facts.{fact.id}.{when}" for fact in found.changes.facts for when in ("before", "after")]
    seats = say("seats ({facts})", facts=say.listed(facts)) if facts else say("numbers of seats")
    if rule == old:
        return (Text(say("The rule for a law moves no share of power; {seats} do.", seats=seats), tuple(ids)),)
    pieces = [
        say("{name} {before} to {after}", name=found.name(body), before=say.number(old[body]), after=say.number(share))
        for body, share in rule.items()
        if body in old
    ]
    own = tuple(
        key(shift.id, body, "shapley_shubik", when) for body in rule if body in old for when in ("before", "rule")
    )
    sentence = say("Seats fixed, the rule for a law moves shares: {pieces}", pieces=", ".join(pieces))
    alone = Text(f"{sentence}.", own)
    if rule == new:
        return (alone,)
    further = say("{sentence}; {seats} move them further.", sentence=sentence, seats=seats)
    return Text(further, (*ids, *own)), alone


ADOPTED: Mapping[str, str] = {
    "yes": message("Adopted by referendum"),
    "no": message("Not adopted by the referendum"),
    "depends": message("Whether the referendum met all of its conditions is not known"),
}


def _vote(vote: Vote, say: Catalogue) -> Text:
    """Whether the people adopted it, how many conditions were met, and which of them rest on a report alone."""
    conditions = vote.result.conditions
    reported = [each for each in conditions if each.met == "yes" and each.basis == "reported"]
    ids = [f"answer.{vote.id}.{name}" for name in ("met", "conditions", "reported")]
    ids.append(f"referendum.{vote.id}.adopted")
    met = say.plural(
        "{met} of {n} condition met",
        "{met} of {n} conditions met",
        len(conditions),
        met=sum(each.met == "yes" for each in conditions),
    )
    sentence = say("{adopted}: {met}", adopted=say(ADOPTED[vote.result.adopted]), met=met)
    if not reported:
        return Text(f"{sentence}.", tuple(ids))
    pieces = []
    for each in reported:
        fields = {"base": each.base, "what": each.of.replace("_", " "), "required": each.required}
        fields["observed"] = each.observed
        pieces.append(say("{what}, as reported: {observed} of {base}, {required} needed", **fields))
        ids += [f"referendum.{vote.id}.{each.name}.{column}" for column in ("required", "observed", "base")]
    return Text(say("{sentence} ({pieces}).", sentence=sentence, pieces="; ".join(pieces)), tuple(ids))
