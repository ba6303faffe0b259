"""Everything that actors can do in a text: its procedures, and each pair of an act and an object; each as a game."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any as Anything

from politeia.case.constitution import Constitution, Record
from politeia.case.institutions import BOTH_SIDES, Power
from politeia.case.terms import Need, Unknown
from politeia.errors import CaseError, expected, shown
from politeia.power.compile import compile_procedure, counted
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, Rule

ASSUMPTIONS = (
    "whoever may act may act at any time: limits, deadlines and what follows are not in the game",
    "a body of several members acts by the majority of them; one whose number no text gives acts as one",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that can be decided in a text: a procedure, or the powers over one pair of act and object.

    `records` has the ids of the text's records in it as section.id; `unread` names those whose text was not read, and
    those that the text left to a law that was not, so that nothing can be computed; `unsettled` names the acts of
    which it is not known whether they were in force.
    """

    id: str
    records: tuple[str, ...]
    unread: tuple[str, ...]
    unsettled: tuple[str, ...]


def decisions(text: Constitution) -> dict[str, Decision]:
    """The decisions of a text by id: a procedure's own id, and `act.object` for a pair.

    >>> from politeia.case.library import load
    >>> decisions(load("kazakhstan").polity.before("2022"))["annul.akim_acts"].records
    ('powers.president.annul_akim_acts', 'powers.government.annul_akim_acts')
    """
    found: dict[str, list[Record[Anything]]] = {record.id: [record] for record in text.procedures.values()}
    for power in text.powers.values():
        if known := power.content or power.elsewhere:
            found.setdefault(".".join(known.decision), []).append(power)
    left = _left(text)
    return {name: _decision(name, found.get(name, ()), left.get(name, ())) for name in dict.fromkeys((*found, *left))}


def _left(text: Constitution) -> dict[str, list[str]]:
    """By decision the powers over it that the text left to a law that was not read."""
    found: dict[str, list[str]] = {}
    for path, ended in text.ended.items():
        if isinstance(ended.left, Power):
            found.setdefault(".".join(ended.left.decision), []).append(path)
    return found


def decision(name: str, text: Constitution) -> Decision | None:
    """The decision of that id; None where the text has none."""
    if name in text.procedures:
        return _decision(name, [text.procedures[name]], ())
    own = [r for r in text.powers.values() if (known := r.content or r.elsewhere) and ".".join(known.decision) == name]
    left = _left(text).get(name, [])
    return _decision(name, own, left) if own or left else None


def _decision(name: str, records: Sequence[Record[Anything]], left: Sequence[str]) -> Decision:
    return Decision(
        name,
        tuple(f"{record.section}.{record.id}" for record in records),
        (*(f"{record.section}.{record.id}" for record in records if record.content is None), *left),
        tuple(dict.fromkeys(record.unsettled for record in records if record.unsettled)),
    )


def compiled(name: str, text: Constitution, sizes: Mapping[str, int] | None = None) -> Game | None:
    """The game of a decision as a text has it; None where the text gives it to nobody.

    `sizes` replaces the numbers of members of the bodies that it names. CaseError where something is not known.
    """
    asked = decision(name, text)
    if asked is None:
        return None
    if asked.unread:
        unread = ", ".join(asked.unread)
        raise CaseError.at("", 0, 0, name, f"the text of {unread} was not read; expected one that was")
    if name in text.procedures:
        procedure = text.procedures[name].read
        whole = {body: 1 for body in procedure.bodies if _acts_as_one(body, text)}
        return compile_procedure(procedure, text, name, whole | dict(sizes or {}))
    powers = [text.powers[record.removeprefix("powers.")].read for record in asked.records]
    return compile_powers(powers, text, name, sizes)


def found(asked: str, texts: Sequence[Constitution]) -> str:
    """The decision of that id, or the one to which the power of that id belongs; CaseError with the nearest."""
    ids: dict[str, str] = {}
    for text in texts:
        ids |= {record.id: ".".join(record.read.decision) for record in text.powers.values() if record.content}
        ids |= {name: name for name in decisions(text)}
    if asked not in ids:
        raise CaseError.at("", 0, 0, "decision", f"{shown(asked)} is no decision{expected(asked, ids)}")
    return ids[asked]


def compile_powers(
    powers: Sequence[Power], text: Constitution, name: str = "", sizes: Mapping[str, int] | None = None
) -> Game | None:
    """The game of all powers over one decision, joined by `any`: one class a body; None where nobody may act.

    In the modes that need both sides both must say yes. Where others may undo the act, it stands as long as one of
    their votes against it would fail: always, where more votes are asked for than there are. CaseError where a mode, a
    needed vote or a number of members is not known.
    """
    members: dict[str, int] = {}
    ways = [
        rule for power in powers if power.mode != "not" for rule in [_rule(power, text, name, members, sizes or {})]
    ]
    if not ways:
        return None
    criteria = {threshold for way in ways for threshold in _read(way)}
    players = tuple(
        PlayerClass(body, n, {criterion: 1 for criterion in sorted(criteria) if body in criterion.split("+")})
        for body, n in members.items()
    )
    return Game(players, ways[0] if len(ways) == 1 else Any(tuple(dict.fromkeys(ways))), name)


def _read(rule: Rule) -> Iterator[str]:
    if isinstance(rule, AtLeast):
        yield rule.of
    else:
        for part in rule.rules:
            yield from _read(part)


def _rule(power: Power, text: Constitution, name: str, members: dict[str, int], sizes: Mapping[str, int]) -> Rule:
    if isinstance(power.mode, Unknown):
        raise CaseError.at("", 0, 0, name, f"how free {power.actor} is in it is not known; expected its mode")
    sides = [power.actor]
    if power.mode in BOTH_SIDES:
        other = power.choice.by if power.mode == "choice" and power.choice else power.of
        sides += [other] if other and other != power.actor else []
    parts: list[Rule] = []
    for body in sides:
        members[body] = _members(body, text, name, sizes)
        parts.append(AtLeast(members[body] // 2 + 1, body))
    if power.override:
        stands: list[Rule] = []
        able = True
        for pool in power.override.electorates:
            if not isinstance(power.override.need, Need):
                raise CaseError.at("", 0, 0, name, "the vote that undoes it is not known; expected its need")
            for body in pool:
                members[body] = _members(body, text, name, sizes)
            total = sum(members[body] for body in pool)
            against = total - power.override.need.votes(total)
            able = able and against >= 0
            stands.append(AtLeast(against + 1, "+".join(pool)))
        if able:
            parts.append(stands[0] if len(stands) == 1 else Any(tuple(stands)))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _acts_as_one(body: str, text: Constitution) -> bool:
    """Whether a step takes a body as one: no text gives a number, as of the people or a court; a chamber has one."""
    return _unnumbered(body, text) and text.kind(body) not in ("chamber", "joint_chambers")


def _unnumbered(body: str, text: Constitution) -> bool:
    seated = any((known := r.content or r.elsewhere) and known.body == body for r in text.seats.values())
    return not isinstance(text.size(body), int) and not seated


def _members(body: str, text: Constitution, name: str, sizes: Mapping[str, int]) -> int:
    """How many members a body decides with; CaseError where it has a number that is not known.

    One where no text gives a number. A power of the chambers together does not say how they vote: they act as one.
    """
    if body not in sizes and _unnumbered(body, text) and text.kind(body) != "chamber":
        return 1
    return counted(name, body, sizes.get(body, text.size(body)))
