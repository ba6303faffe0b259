"""What a holder of power lost and gained, in a sentence: the weightiest decisions first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from politeia.assess.compose import Assessment
from politeia.assess.verdict import Standing
from politeia.brief.document import Text
from politeia.case.core import CORE, answer
from politeia.catalogue import Catalogue, message, opening
from politeia.paper.diff import Change

# The core decisions by how much they tell of who rules: first what can end or stop another power, then who rules
# without it and who judges, then how those who decide are chosen, then the rest. A choice, and declared as one.
WEIGHT: tuple[str, ...] = (
    "veto",
    "dissolve",
    "appoint_head_of_government",
    "dismiss_government",
    "decree",
    "call_referendum",
    "emergency",
    "constitutional_judges",
    "head_of_state_term",
    "no_confidence",
    "impeach",
    "amend",
    "ordinary_law",
    "upper_chamber",
    "lower_chamber",
    "electoral_commission",
    "budget",
    "regional_heads",
    "regional_acts",
    "appoint_ministers",
    "dismiss_ministers",
    "constitutional_petition",
    "prosecutor",
    "initiative",
    "central_bank",
    "ombudsman",
    "treaties",
)

# By section, sign, and whether the whole of it came or went (of a provision: whether it came).
CLAUSES: Mapping[tuple[str, int, bool], str] = {
    ("powers", -1, True): message("can no longer {what}"),
    ("powers", -1, False): message("is less free to {what}"),
    ("powers", 1, True): message("can now {what}"),
    ("powers", 1, False): message("is freer to {what}"),
    ("seats", -1, True): message("no longer fills seats in {what}"),
    ("seats", -1, False): message("fills less of {what}"),
    ("seats", 1, True): message("now fills seats in {what}"),
    ("seats", 1, False): message("fills more of {what}"),
    ("procedures", -1, False): message("loses in {what}"),
    ("procedures", 1, False): message("gains in {what}"),
    ("provisions", -1, True): message("is bound by a new clause ({what})"),
    ("provisions", -1, False): message("loses a clause ({what})"),
    ("provisions", 1, True): message("is favoured by a new clause ({what})"),
    ("provisions", 1, False): message("is freed of a clause ({what})"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A change as a clause of a sentence: the clause, and what stands in it."""

    clause: tuple[str, int, bool]
    what: str
    finding: str
    weight: int


def weighed(names: Iterable[str]) -> list[str]:
    """Core decisions, the weightiest first.

    >>> weighed(["treaties", "veto"])
    ['veto', 'treaties']
    """
    return sorted(names, key=WEIGHT.index)


def moves(standing: Standing, found: Assessment, say: Catalogue, named: int) -> Text | None:
    """What a holder lost and gained, at most so many things of each; None where nothing of it has words."""
    lost, gained = (
        sorted(_moves(records, sign, standing.actor, found, say), key=lambda move: move.weight)
        for records, sign in ((standing.lost, -1), (standing.gained, 1))
    )
    # What both grew and shrank by its several ways is neither.
    both = {move.what for move in lost} & {move.what for move in gained}
    told = [[move for move in half if move.what not in both][:named] for half in (lost, gained)]
    halves = [say.listed(list(_clauses(half, say))) for half in told if half]
    if not halves:
        return None
    sentence = say("{name} {moves}.", name=found.named(standing.actor), moves="; ".join(halves))
    return Text(opening(sentence), tuple(dict.fromkeys(move.finding for half in told for move in half)))


def _clauses(half: list[Move], say: Catalogue) -> Iterator[str]:
    """One clause for all moves that share it, in the order of their first."""
    for clause in dict.fromkeys(move.clause for move in half):
        whats = dict.fromkeys(move.what for move in half if move.clause == clause)
        yield say(CLAUSES[clause], what=say.listed(list(whats)))


def _moves(records: tuple[str, ...], sign: int, actor: str, found: Assessment, say: Catalogue) -> Iterator[Move]:
    changes = {f"{change.record}.{change.id}": change for change in found.changes.changes}
    for record in records:
        change = changes[record]
        linked = _linked(change, found)
        what = WHAT[change.record](change, sign, actor, linked, found, say) if change.record in WHAT else None
        if what is not None:
            words, whole = what
            after = len(WEIGHT) + [*WHAT].index(change.record) + (not whole)
            weight = WEIGHT.index(linked[0]) if linked else after
            yield Move((change.record, sign, whole), words, f"changes.{record}", weight)


def _linked(change: Change, found: Assessment) -> list[str]:
    """The core decisions that changed and that the record answers in either text, the weightiest first."""
    key = (change.record, change.id)
    return [
        name
        for name in weighed(found.verdict.moved)
        for text in (found.before, found.after)
        if key in {(record.section, record.id) for record in answer(CORE[name], text).records}
    ]


What = tuple[str, bool] | None  # the words, and whether the whole of it came or went


def _power(change: Change, sign: int, actor: str, linked: list[str], found: Assessment, say: Catalogue) -> What:
    """A power of the holder's own; what others need its consent for has no words here."""
    record = (found.before if sign < 0 else found.after).powers.get(change.id)
    if record is None or record.read.actor != actor:
        return None  # so too whoever might undo what another can no longer do
    whole = change.kind in ("new", "removed", "transfer")
    for other in found.verdict.remains.get(f"powers.{change.id}", ())[:1]:
        fields = {"what": change.title, "other": found.named(other.actor), "name": found.named(actor)}
        if actor in other.dismissed_by:
            return say("{what} ({other}, which {name} may dismiss, still can)", **fields), whole
        return say("{what} ({other} still can)", **fields), whole
    return change.title, whole


def _seats(change: Change, sign: int, actor: str, linked: list[str], found: Assessment, say: Catalogue) -> What:
    text = found.after if change.id in found.after.seats else found.before
    body = text.seats[change.id].read.body
    return found.named(body), not (body in found.before.bodies and body in found.after.bodies)


def _procedure(change: Change, sign: int, actor: str, linked: list[str], found: Assessment, say: Catalogue) -> What:
    """A procedure by the core decision that it answers; the others have no words that fit a sentence."""
    return (CORE[linked[0]].name, False) if linked else None


def _provision(change: Change, sign: int, actor: str, linked: list[str], found: Assessment, say: Catalogue) -> What:
    """A clause that came or went; of one that reaches further or less far the sign tells no more."""
    return (change.title, change.before is None) if None in (change.before, change.after) else None


WHAT: Mapping[str, Callable[[Change, int, str, list[str], Assessment, Catalogue], What]] = {
    "powers": _power,
    "seats": _seats,
    "procedures": _procedure,
    "provisions": _provision,
}
