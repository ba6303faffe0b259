"""The verdict: a vector by holder of power, never one score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from politeia.assess.movement import Movement
from politeia.assess.robustness import Robust
from politeia.assess.total import Grouped
from politeia.case.constitution import Constitution, Record
from politeia.case.core import CORE, CoreAnswer, answer
from politeia.case.institutions import BOTH_SIDES, Power, SeatGroup
from politeia.case.procedure import Procedure
from politeia.paper.diff import Change, DiffResult
from politeia.paper.wording import describe
from politeia.power.indices import PowerResult
from politeia.result import Result

Games = Mapping[str, tuple[PowerResult | None, PowerResult | None]]  # by procedure: before and after


@dataclass(frozen=True, slots=True)
class Voting:
    """A body's formal power in a procedure: the Shapley-Shubik share of all its members, the Banzhaf of one."""

    members: int
    shapley_shubik: Fraction
    banzhaf: Fraction


@dataclass(frozen=True, slots=True)
class Moved:
    """A body's formal power in a procedure before and after; None where there is none to measure."""

    before: Voting | None
    after: Voting | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reform means for one holder of power.

    `gained`, `lost`, `mixed` and `unclear` name changed records as section.id, `untouched` the core decisions that it
    takes part in and that both texts answer alike, `power` its formal power by procedure.
    """

    actor: str
    name: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    mixed: tuple[str, ...]
    unclear: tuple[str, ...]
    untouched: tuple[str, ...]
    power: Mapping[str, Moved]


@dataclass(frozen=True, slots=True)
class Remains:
    """Who can still take a decision that another has lost, and who may dismiss them."""

    actor: str
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    dismissed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Result):
    """Whether power moved: by holder, with the core decisions that moved, stand untouched, or have no answer.

    `answers` says in words what both texts answer to each untouched decision. `remains` has, for each power that
    somebody lost, who can still use it. `groups` says by group of holders whether power moved on paper and in fact, and
    `robustness` how often each sign comes out. `unmeasured` names what the verdict does not take into account, so that
    nobody reads more into it.
    """

    standings: tuple[Standing, ...]
    moved: tuple[str, ...]
    untouched: tuple[str, ...]
    answers: Mapping[str, str]
    unanswered: tuple[str, ...]
    remains: Mapping[str, tuple[Remains, ...]]
    groups: tuple[Grouped, ...]
    robustness: Mapping[str, Robust]
    unmeasured: tuple[str, ...]


def verdict(
    before: Constitution, after: Constitution, changes: DiffResult, games: Games, moved: Movement | None
) -> Verdict:
    """The verdict on a change of texts, given its typed changes, the power in its procedures, and what moved."""
    pairs = {name: (answer(decision, before), answer(decision, after)) for name, decision in CORE.items()}
    comparable = {name: pair for name, pair in pairs.items() if _comparable(*pair, changes.unknown)}
    untouched = [decision.id for decision in changes.untouched if decision.id in comparable]
    actors = {actor: None for change in changes.changes for actor in change.direction}
    actors |= dict.fromkeys(body for game in games.values() for result in game if result for body in result.players)
    actors |= {actor: None for name in untouched for actor in _actors_of(pairs[name][1])}
    declared = list(dict.fromkeys((*before.bodies, *after.bodies)))
    order = {body: n for n, body in enumerate(declared)}
    return Verdict(
        method="signs of the changed records by actor, core decisions compared, exact power indices, "
        "effective power in floats rounded to nine decimals",
        exact=moved is None,
        assumptions=moved.shift.assumptions if moved else ("formal power only: what the text allows",),
        standings=tuple(
            _standing(actor, (before, after), changes, {name: pairs[name][1] for name in untouched}, games)
            for actor in sorted(actors, key=lambda actor: order.get(actor, len(order)))
        ),
        moved=tuple(name for name in comparable if name not in untouched),
        untouched=tuple(untouched),
        answers={name: " ".join(describe(record, after) for record in pairs[name][1].records) for name in untouched},
        unanswered=tuple(name for name in CORE if name not in comparable),
        remains={
            f"{change.record}.{change.id}": tuple(_remains(change, after))
            for change in changes.changes
            if change.stands and change.kind in ("removed", "transfer")
        },
        groups=moved.vector.groups if moved else (),
        robustness=moved.robustness if moved else {},
        unmeasured=() if moved else ("effective_power",),
    )


def _comparable(old: CoreAnswer, new: CoreAnswer, unknown: tuple[str, ...]) -> bool:
    """Whether one text at least answers, and no record that answers in either is unread or unsettled."""
    records = [*old.records, *new.records]
    return bool(records) and not any(f"{record.section}.{record.id}" in unknown for record in records)


def _standing(
    actor: str,
    texts: tuple[Constitution, Constitution],
    changes: DiffResult,
    untouched: Mapping[str, CoreAnswer],
    games: Games,
) -> Standing:
    signs = {f"{c.record}.{c.id}": c.direction[actor] for c in changes.changes if actor in c.direction}

    def having(sign: object) -> tuple[str, ...]:
        return tuple(record for record, own in signs.items() if own == sign)

    moved = {name: Moved(voting(actor, old), voting(actor, new)) for name, (old, new) in games.items()}
    return Standing(
        actor=actor,
        name=texts[1].name(actor) if actor in texts[1].bodies else texts[0].name(actor),
        gained=having(1),
        lost=having(-1),
        mixed=having("mixed"),
        unclear=having("?"),
        untouched=tuple(name for name, answered in untouched.items() if actor in _actors_of(answered)),
        power={name: pair for name, pair in moved.items() if pair.before or pair.after},
    )


def voting(body: str, result: PowerResult | None) -> Voting | None:
    """How a body votes in a measured procedure; None where it has no vote in it."""
    values = result.players.get(body) if result else None
    if values is None:
        return None
    n = int(values["n"])
    return Voting(n, n * Fraction(values["shapley_shubik"]), Fraction(values["banzhaf"]))


def _remains(change: Change, after: Constitution) -> Iterator[Remains]:
    """Those whose power over the same decision both texts have alike."""
    for name in change.stands:
        record = after.powers[name]
        holder = record.read.actor
        over = [
            other
            for other in after.powers.values()
            if other.content and other.content.act == "dismiss" and other.content.object == holder
        ]
        named = (record, *over)
        yield Remains(
            holder,
            tuple(dict.fromkeys(article for each in named for article in each.articles)),
            tuple(dict.fromkeys(source for each in named for source in each.sources)),
            tuple(dict.fromkeys(other.read.actor for other in over)),
        )


def _actors_of(answered: CoreAnswer) -> tuple[str, ...]:
    """Those who take part in a core decision."""
    return tuple(dict.fromkeys(actor for record in answered.records for actor in _ACTORS[record.section](record)))


def _of_power(record: Record[Power]) -> tuple[str, ...]:
    power = record.read
    other = power.choice.by if power.choice else power.of
    return (power.actor, other) if other and power.mode in BOTH_SIDES else (power.actor,)


def _of_seats(record: Record[SeatGroup]) -> tuple[str, ...]:
    group = record.read
    return () if group.by == "ex_officio" else (group.by,)


def _of_procedure(record: Record[Procedure]) -> tuple[str, ...]:
    return record.read.bodies


_ACTORS: Mapping[str, Callable[[Record[Any]], tuple[str, ...]]] = {
    "powers": _of_power,
    "seats": _of_seats,
    "procedures": _of_procedure,
    "provisions": lambda record: (),  # a clause that qualifies a record decides nothing by itself
}
