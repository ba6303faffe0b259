"""What changed on paper between two texts: typed, signed changes by record, and what stands untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from politeia.case.constitution import (
    BOTH_SIDES,
    Body,
    Constitution,
    Ended,
    Limits,
    Power,
    Provision,
    Record,
    SeatGroup,
    freer,
)
from politeia.case.core import CORE, answer
from politeia.case.polity import SECTIONS, Polity
from politeia.case.procedure import Procedure
from politeia.case.terms import Unknown, substance
from politeia.paper.signs import Sign, flipped, joined, procedure_signs
from politeia.paper.wording import describe, describe_steps
from politeia.result import Result

Kind = Literal[
    "new", "removed", "transfer", "tightened", "loosened", "composition",
    "personal", "declaratory", "right", "renamed", "amended",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "new", "removed", "transfer", "tightened", "loosened", "composition",
    "personal", "declaratory", "right", "renamed", "amended",
)  # fmt: skip
Texts = tuple[Constitution, Constitution]
Typed = tuple[Kind, Mapping[str, Sign]]


@dataclass(frozen=True, slots=True)
class Change:
    """One record that two texts have differently.

    `before` and `after` say in words what each text provides (None where it has no such record), `articles` and
    `sources` are those of both. `direction` has a sign for each affected actor: 1 gains, -1 loses, `mixed`, or `?`
    where it cannot be told. `stands` names the powers over the same decision that both texts have alike: a power that
    goes while another stands may have moved nowhere.
    """

    id: str
    record: str
    kind: Kind
    title: str
    before: str | None
    after: str | None
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    direction: Mapping[str, Sign]
    stands: tuple[str, ...]
    acts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Untouched:
    """A core decision that both texts answer alike."""

    id: str
    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A dated fact that differs between the days of two texts: time's doing, not the reform's."""

    id: str
    before: int | Unknown
    after: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult(Result):
    """The changes between two texts."""

    polity: str
    before: str
    after: str
    changes: tuple[Change, ...]
    counts: Mapping[Kind, int]
    untouched: tuple[Untouched, ...]
    facts: tuple[FactChange, ...]
    unknown: tuple[str, ...]


def diff(polity: Polity, reform: str) -> DiffResult:
    """What an act changed: `before(act)` against `after(act)`."""
    return compare(polity.before(reform), polity.after(reform))


def compare(before: Constitution, after: Constitution) -> DiffResult:
    """What differs between two texts of one polity.

    A record whose text was not read, or that may not have been in force, in either is listed as unknown, never as a
    change. Direction of a power: its actor, and whoever must agree. Of a seat group: its share of the body, by the
    later facts in both, so that dated facts do not count as reform. Of a procedure: see signs. Of a provision: whom it
    benefits and binds.
    """
    changes, unknown = [], []
    for section in SECTIONS:
        old, new = getattr(before, section), getattr(after, section)
        for identity in dict.fromkeys((*old, *new)):
            pair = old.get(identity), new.get(identity)
            if any(record is not None and (record.content is None or record.unsettled) for record in pair):
                unknown.append(f"{section}.{identity}")
            elif not _same(*pair):
                changes.append(_change(section, identity, pair, (before, after)))
    return DiffResult(
        polity=after.polity,
        before=before.label,
        after=after.label,
        changes=tuple(changes),
        counts=dict(Counter(change.kind for change in changes).items()),
        untouched=tuple(_untouched(before, after)),
        facts=tuple(
            FactChange(name, before.facts[name], after.facts[name])
            for name in after.facts
            if name in before.facts and before.facts[name] != after.facts[name]
        ),
        unknown=tuple(unknown),
        method="records of two texts compared, typed and signed by rule",
        exact=True,
        assumptions=("the declaration is complete for the records it has; a change outside them is not seen",),
    )


def _same(old: Record[Any] | None, new: Record[Any] | None) -> bool:
    """Whether two versions provide the same under the same name; None is the absence of the record."""
    if old is None or new is None:
        return old is new
    return substance(old.content) == substance(new.content) and _names(old) == _names(new)


def _names(record: Record[Any]) -> object:
    return getattr(record.content, "names", None)


def _change(section: str, identity: str, pair: tuple[Record[Any] | None, Record[Any] | None], texts: Texts) -> Change:
    old, new = pair
    kind, direction = TYPING[section](old, new, texts)
    there = [record for record in pair if record is not None]
    stated = new or old
    ended = texts[1].ended.get(f"{section}.{identity}") if new is None else None
    supports: list[Record[Any] | Ended] = [*there, *([ended] if ended else [])]
    words = [describe(record, text) if record else None for record, text in zip(pair, texts, strict=True)]
    if old and new and section == "procedures":
        words = list(describe_steps(old, new, texts))
    return Change(
        id=identity,
        record=section,
        kind=kind,
        title=_title(there[-1], texts[1]),
        before=words[0],
        after=words[1],
        articles=tuple(dict.fromkeys(article for support in supports for article in support.articles)),
        sources=tuple(dict.fromkeys(source for support in supports for source in support.sources)),
        direction=direction,
        stands=tuple(_standing(there[-1], texts)) if section == "powers" else (),
        acts=(ended.act,) if ended else tuple(a for a in (new.acts if new else ()) if not old or a not in old.acts),
        note=stated.note if stated else "",
    )


def _title(record: Record[Any], text: Constitution) -> str:
    names = getattr(record.content, "names", None)
    return (
        names.text()
        if names
        else text.name(record.id)
        if record.section == "bodies"
        else record.id.replace("_", " ").replace(".", ": ")
    )


def _standing(record: Record[Power], texts: Texts) -> Iterator[str]:
    """Other powers over the same decision that both texts have alike."""
    old, new = (text.powers for text in texts)
    for identity, other in new.items():
        content = other.content
        alike = identity in old and substance(old[identity].content) == substance(content) and not other.unsettled
        if content and alike and identity != record.id and content.decision == record.read.decision:
            yield identity


def _untouched(before: Constitution, after: Constitution) -> Iterator[Untouched]:
    for decision in CORE.values():
        old, new = answer(decision, before), answer(decision, after)
        if old.known and new.known and old.content == new.content:
            yield Untouched(decision.id, decision.name, new.articles)


def _body(old: Record[Body] | None, new: Record[Body] | None, texts: Texts) -> Typed:
    if old is None or new is None:
        return ("new" if old is None else "removed"), {}
    same = substance(old.read) == substance(new.read)
    return ("renamed" if same else "amended"), {}


def _power(old: Record[Power] | None, new: Record[Power] | None, texts: Texts) -> Typed:
    was, now = (record.read if record else None for record in (old, new))
    direction = _entering(_sides(was), _sides(now)) | _entering(_overriders(was), _overriders(now))
    if was is None or now is None:
        return ("new" if was is None else "removed"), direction
    if substance(was) == substance(now):
        return "renamed", {}
    if was.actor != now.actor:
        return "transfer", direction
    override = _override_sign(was, now, texts)
    freedom = [_mode_sign(was.mode, now.mode), _limits_sign(was.limits, now.limits), override]
    # What the signs do not see: a wider object, other effects, another choice.
    unseen = (was.object, was.effects) != (now.object, now.effects) or bool(
        was.choice and now.choice and was.choice != now.choice
    )
    own = joined([*freedom, "?"] if unseen else freedom)
    direction[now.actor] = own
    both = set(_overriders(was)) & set(_overriders(now))
    direction |= {body: flipped(override) for body in both if override != 0}
    return ("loosened" if own == 1 else "tightened" if own == -1 else "amended"), direction


def _entering(before: tuple[str, ...], after: tuple[str, ...]) -> dict[str, Sign]:
    """A sign for each who takes part in one version only."""
    gained: dict[str, Sign] = {actor: 1 for actor in after if actor not in before}
    return gained | {actor: -1 for actor in before if actor not in after}


def _sides(power: Power | None) -> tuple[str, ...]:
    """The actor and, in the modes that need both, the other side; nobody where the mode is `not`."""
    if power is None or power.mode == "not":
        return ()
    other = power.choice.by if power.choice else power.of
    both = isinstance(power.mode, str) and power.mode in BOTH_SIDES
    return (power.actor, other) if both and other else (power.actor,)


def _overriders(power: Power | None) -> tuple[str, ...]:
    return power.override.bodies if power and power.override else ()


def _limits_sign(was: Limits, now: Limits) -> Sign:
    """Each limit by itself: one that comes or grows tighter binds, one that goes or loosens frees."""
    before, after = was.tightness(), now.tightness()
    none = Fraction(0)
    return joined([_compare(after.get(key, none), before.get(key, none)) for key in {**before, **after}])


def _mode_sign(before: Any, after: Any) -> Sign:
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return 0 if before is after else "?"
    move = freer(before, after)
    return "mixed" if move is None else move  # type: ignore[return-value]


def _override_sign(was: Power, now: Power, texts: Texts) -> Sign:
    """A harder override frees the actor; none at all frees it most."""
    before, after = was.override, now.override
    if before == after:
        return 0
    if before is None or after is None:
        return -1 if before is None else 1
    sizes = [texts[1].size(body) for body in after.bodies]
    if before.electorates != after.electorates or len(before.electorates) != 1:
        return "?"
    if isinstance(before.need, Unknown) or isinstance(after.need, Unknown):
        return "?"
    known = [size for size in sizes if isinstance(size, int)]
    if len(known) != len(sizes):
        return "?"
    return _compare(Fraction(before.need.votes(sum(known))), Fraction(after.need.votes(sum(known))))


def _seats(old: Record[SeatGroup] | None, new: Record[SeatGroup] | None, texts: Texts) -> Typed:
    """Those who fill the seats by their shares of the body, those who may end a term by whether they may."""
    was, now = (record.read if record else None for record in (old, new))
    if was and now and substance(was) == substance(now):
        return "renamed", {}
    groups = [group for group in (was, now) if group]
    fillers = dict.fromkeys(actor for group in groups for actor, _ in _filled(group))
    direction = {actor: _share_sign(actor, groups[0].body, texts) for actor in fillers}
    if was and now and _tenure(was) != _tenure(now):
        # A term, a renewal or a way of election has changed, which no share shows.
        direction = {actor: "?" if sign == 0 else sign for actor, sign in direction.items()}
    recalls = [(group.recall.by,) if group and group.recall else () for group in (was, now)]
    for actor, sign in _entering(recalls[0], recalls[1]).items() if was and now else ():
        direction[actor] = joined([direction.get(actor, 0), sign])
    return "composition", direction


def _tenure(group: SeatGroup) -> object:
    return (group.term, group.renews, group.renewable, group.terms, group.consecutive, group.casting, group.elected)


def _filled(group: SeatGroup) -> Iterator[tuple[str, Any]]:
    parts = [(part.mode, part.of) for part in group.parts] or [
        (group.mode, group.choice.by if group.choice else group.of)
    ]
    for mode, of in parts:
        yield _filler(group), mode
        if isinstance(mode, str) and mode in BOTH_SIDES and of:
            yield of, mode


def _filler(group: SeatGroup) -> str:
    """Who fills the seats; those who sit by right fill them themselves."""
    return group.of if group.by == "ex_officio" and group.of else group.by


def _share_sign(actor: str, body: str, texts: Texts) -> Sign:
    """Whether an actor's part in filling a body has grown: alone, and alone or with others, as shares of the body."""
    shares = [_shares(actor, body, text, texts[1]) for text in texts]
    if any(share is None for share in shares):
        return "?"
    (alone, part), (alone_now, part_now) = (share for share in shares if share is not None)
    return joined([_compare(alone, alone_now), _compare(part, part_now)])


def _compare(before: Fraction, after: Fraction) -> Sign:
    return 0 if before == after else 1 if after > before else -1


def _shares(actor: str, body: str, text: Constitution, facts_of: Constitution) -> tuple[Fraction, Fraction] | None:
    """The shares of a body's seats that the actor fills alone, and has any say in; None where a number is unknown."""
    total = alone = part = 0
    for record in text.seats.values():
        group = record.content or record.elsewhere
        if group is None or group.body != body:
            continue
        if record.content is None:
            return None
        whole = facts_of.seats_in(group)
        if isinstance(whole, Unknown):
            return None
        total += whole
        pieces = [(p.n, p.mode, p.of) for p in group.parts] or [
            (whole, group.mode, group.choice.by if group.choice else group.of)
        ]
        for n, mode, of in pieces:
            if isinstance(n, Unknown) or isinstance(mode, Unknown):
                return None
            if _filler(group) == actor:
                part += n
                alone += n if mode in ("alone", "after_consultation") else 0
            elif of == actor and mode in BOTH_SIDES:
                part += n
    return (Fraction(alone, total), Fraction(part, total)) if total else (Fraction(0), Fraction(0))


def _procedure(old: Record[Procedure] | None, new: Record[Procedure] | None, texts: Texts) -> Typed:
    if old is None or new is None:
        there, sign = (new, 1) if old is None else (old, -1)
        bodies: dict[str, Sign] = dict.fromkeys(there.read.bodies if there else (), sign)  # type: ignore[arg-type]
        return ("new" if old is None else "removed"), bodies
    if substance(old.read) == substance(new.read):
        return "renamed", {}
    readily, direction = procedure_signs(old.read, new.read, texts)
    return ("loosened" if readily == 1 else "tightened" if readily == -1 else "amended"), direction


OF_PROVISION: Mapping[str, Kind] = {"ad_hominem": "personal", "declaratory": "declaratory", "right": "right"}


def _provision(old: Record[Provision] | None, new: Record[Provision] | None, texts: Texts) -> Typed:
    was, now = (record.read if record else None for record in (old, new))
    if was and now and substance(was) == substance(now):
        return "renamed", {}
    content = now or was
    if content is None:
        return "amended", {}
    degrees = [_degree(record) for record in (old, new)]
    # In words alone a clause may say more or less: which, no rule can tell.
    move: Sign = "?" if degrees[0] == degrees[1] else 1 if degrees[1] > degrees[0] else -1
    benefits, binds = ([getattr(side, word) if side else () for side in (was, now)] for word in ("benefits", "binds"))
    direction: dict[str, Sign] = dict.fromkeys(set(benefits[0]) & set(benefits[1]), move)
    direction |= dict.fromkeys(set(binds[0]) & set(binds[1]), flipped(move))
    direction |= _entering(benefits[0], benefits[1]) | _entering(binds[1], binds[0])
    plain: Kind = "new" if was is None else "removed" if now is None else "amended"
    if content.kind == "declaratory":
        direction = dict.fromkeys(direction, 0)
    return OF_PROVISION.get(content.kind, plain), dict(sorted(direction.items()))


def _degree(record: Record[Provision] | None) -> int:
    return 0 if record is None else {"partial": 1, "full": 2}[record.read.extent]


TYPING: Mapping[str, Callable[[Any, Any, Texts], Typed]] = {
    "bodies": _body,
    "seats": _seats,
    "powers": _power,
    "procedures": _procedure,
    "provisions": _provision,
}
