"""What kind of change a record has undergone, and the sign of it for every actor: a registry by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from politeia.case.constitution import Constitution, Record
from politeia.case.institutions import BOTH_SIDES, Body, Limits, Power, Provision, SeatGroup, freer
from politeia.case.procedure import Procedure
from politeia.case.terms import Unknown, substance
from politeia.paper.signs import Sign, flipped, joined, procedure_signs

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


def _body(old: Record[Body] | None, new: Record[Body] | None, texts: Texts) -> Typed:
    if old is None or new is None:
        return ("new" if old is None else "removed"), {}
    same = substance(old.read) == substance(new.read)
    return ("renamed" if same else "amended"), {}


def _power(old: Record[Power] | None, new: Record[Power] | None, texts: Texts) -> Typed:
    was, now = (record.read if record else None for record in (old, new))
    sides = _entering(_sides(was), _sides(now))
    if was is None or now is None:
        whole = was or now
        # Nobody is overridden, and nobody overrides, where there is no power: the overriders lose by one that comes.
        facing = flipped(sides.get(whole.actor, 0)) if whole else 0
        opposed: dict[str, Sign] = {body: facing for body in _overriders(whole) if facing != 0}
        return ("new" if was is None else "removed"), opposed | sides
    direction = sides | _entering(_overriders(was), _overriders(now))
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
    return "mixed" if move is None else _compare(Fraction(0), Fraction(move))


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
        before, after = ((record.read.bodies if record else ()) for record in (old, new))
        return ("new" if old is None else "removed"), _entering(before, after)
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
