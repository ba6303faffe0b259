"""What is wrong with an election as it is declared: parts that do not fit each other, with the keys that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

from politeia.case.system import (
    PROPORTIONAL,
    SINGLE_WINNER,
    UNNAMED,
    Base,
    ElectoralSystem,
    Linkage,
    Overhang,
    majority,
    within,
)
from politeia.errors import expected, listed, shown

if TYPE_CHECKING:
    from politeia.case.returns import Returns

Fault = tuple[tuple[str | int, ...], str]  # keys that lead to a place, and what is wrong there
BASES: tuple[Base, ...] = get_args(Base)  # each a part of the next


def faults(tree: Any) -> Iterator[Fault]:
    """What the parts of an election file say of each other, in a tree that need not be one otherwise."""
    data = _mapping(tree)
    system = _mapping(data.get("system"))
    yield from ((("system", *keys), message) for keys, message in _system(system))
    tiers, votes = _mapping(system.get("tiers")), _mapping(data.get("votes"))
    for tier, entry in tiers.items():
        if tier not in votes:
            yield ("system", "tiers", tier), f"there are no votes for this tier; expected `{tier}:` under votes"
            continue
        seats, districts = _mapping(_mapping(entry).get("seats")), _mapping(votes[tier])
        if not districts:
            yield ("votes", tier), "there is no district with votes; expected at least one"
        for district in seats:
            if districts and district not in districts:
                what = "this district has seats and no votes"
                yield ("system", "tiers", tier, "seats", district), f"{what}{expected(district, districts)}"
        for district, parties in districts.items():
            at = ("votes", tier, district)
            if seats and district not in seats:
                yield at, f"this district has votes and no seats{expected(district, seats)}"
            if all(str(n) == "0" for n in _mapping(parties).values()):
                yield at, "nobody has a vote here; expected at least one vote"
    for tier in votes:
        if tiers and tier not in tiers:
            yield ("votes", tier), f"{shown(tier)} is no tier{expected(tier, tiers)}"
    yield from _run_offs(tiers, votes, _mapping(data.get("second_round")))
    yield from _bases(_mapping(data.get("counts")), _sequence(system.get("thresholds")))


def misfits(system: ElectoralSystem, returns: Returns) -> Iterator[Fault]:
    """What only the numbers of an election tell: parts greater than their wholes, and districts that lie nowhere."""
    sums = {name: returns.counts.whole(name) for name in BASES}
    known = [(name, n) for name, n in sums.items() if n is not None]
    for (part, low), (whole, high) in pairwise(known):
        if low > high:
            yield ("counts", part), f"{low:,} is more than {whole}, {high:,}; expected {high:,} or less"
    measured = {rule.tier for rule in system.thresholds if rule.tier in returns.votes}
    for tier in sorted(measured):
        counted = sum(n for parties in returns.votes[tier].values() for n in parties.values())
        for base, n in known:
            if n < counted:
                what = f"{n:,} is less than the {counted:,} votes of {shown(tier)}"
                yield ("counts", base), f"{what}; expected as many or more"
                break
    for n, rule in enumerate(system.thresholds):
        if rule.minimum is not None and len(returns.votes.get(rule.tier, ())) != 1:
            yield (
                ("system", "thresholds", n, "minimum"),
                "a least number of lists in several districts is not defined; expected a tier of one",
            )
        names = {party for districts in returns.votes.values() for parties in districts.values() for party in parties}
        for k, coalition in enumerate(rule.coalitions):
            for name in set(coalition.lists) - names:
                yield (
                    ("system", "thresholds", n, "coalitions", k, "lists"),
                    f"{shown(name)} has no votes{expected(name, names)}",
                )
    yield from _undecided(system, returns)
    grouping = system.linkage.within or (system.linkage.levelling.within if system.linkage.rule == "level" else None)
    if system.compensatory and grouping is not None:
        yield from _unplaced(system, returns, grouping)


def _system(system: Mapping[str, Any]) -> Iterator[Fault]:
    """What a system names that it does not have, in a tree that need not be a system otherwise."""
    tiers = _mapping(system.get("tiers"))
    linkage = _mapping(system.get("linkage"))
    named = [*tiers, *([str(linkage.get("name") or UNNAMED)] if linkage.get("kind") == "compensatory" else [])]
    for place, threshold in enumerate(_sequence(system.get("thresholds"))):
        at, tier = ("thresholds", place), _mapping(threshold).get("tier")
        if isinstance(tier, str) and tier not in named:
            yield (*at, "tier"), f"{shown(tier)} is no tier{expected(tier, named)}"
        for n, other in enumerate(_sequence(_mapping(threshold).get("unless"))):
            won_in = _mapping(other).get("in")
            if isinstance(won_in, str) and (won_in not in tiers or won_in == tier):
                rest = [name for name in tiers if name != tier]
                what = "is the tier to be entered" if won_in == tier else "is no tier"
                yield (*at, "unless", n, "in"), f"{shown(won_in)} {what}{expected(won_in, rest)}"
    yield from _seatless(tiers, linkage)
    yield from _unlinked(tiers, linkage)
    yield from _circular(tiers, linkage, _sequence(system.get("thresholds")))


def _seatless(tiers: Mapping[str, Any], linkage: Mapping[str, Any]) -> Iterator[Fault]:
    """The tiers of which it is not said how many seats they have, and the districts of one winner that have more."""
    subtracted = _names(linkage.get("subtract"))
    for name, entry in tiers.items():
        seats, at = _mapping(entry).get("seats"), ("tiers", name)
        if _mapping(entry).get("formula") in SINGLE_WINNER:
            for district, n in _mapping(seats).items():
                if _whole(n) not in (1, None):
                    yield (*at, "seats", district), f"{n} seats where one wins; expected 1, or no `seats:` at all"
        elif _mapping(entry).get("formula") in PROPORTIONAL and not seats:
            whole = linkage.get("kind") == "compensatory" and linkage.get("total") and name not in subtracted
            if not whole:
                yield at, "a tier without seats; expected `seats:` with a number for each district"


def _unlinked(tiers: Mapping[str, Any], linkage: Mapping[str, Any]) -> Iterator[Fault]:
    """What a linkage lacks, or states without effect."""
    if linkage.get("kind") == "parallel":
        for key in linkage:
            if key in Linkage.model_fields and key != "kind":
                yield (
                    ("linkage", key),
                    "says nothing in a parallel linkage; expected `kind: compensatory`, or no such key",
                )
        return
    if linkage.get("kind") != "compensatory":
        return
    at, subtracted = ("linkage",), _names(linkage.get("subtract"))
    for name in subtracted:
        if name not in tiers:
            yield (*at, "subtract"), f"{shown(name)} is no tier{expected(name, tiers)}"
    if not subtracted:
        yield at, f"nothing is subtracted; expected `subtract:` with {listed(list(tiers)) if tiers else 'a tier'}"
    if not linkage.get("overhang") and not linkage.get("level"):
        yield at, f"overhang is not ruled; expected `overhang:` with {listed(list(get_args(Overhang)))}"
    if linkage.get("level") and linkage.get("overhang") not in (None, "level"):
        yield (*at, "level"), "particulars of levelling without it; expected `overhang: level`"
    lists = [name for name in tiers if name not in subtracted]
    if len(lists) > 1 and subtracted:
        yield at, f"{' and '.join(lists)} are both not subtracted; expected one tier at most that is the whole house"
    for name in subtracted:
        if linkage.get("overhang") == "cap" and _mapping(tiers.get(name)).get("formula") not in (*SINGLE_WINNER, None):
            yield (*at, "overhang"), f"{shown(name)} has no single winners to lose; expected keep, absorb or level"
    if linkage.get("name") in tiers and linkage.get("name") not in lists:
        yield (*at, "name"), f"{shown(str(linkage['name']))} is a tier already; expected a name of its own"
    for key in ("total", "formula"):
        if not lists and subtracted and not linkage.get(key):
            yield at, f"there is no list tier to take the {key} from; expected `{key}:`"
    seats = (
        [_whole(n) for n in _mapping(_mapping(tiers.get(lists[0])).get("seats")).values()] if len(lists) == 1 else []
    )
    total, house = _whole(linkage.get("total")), sum(n or 0 for n in seats)
    if total is not None and seats and None not in seats and house != total:
        what = f"{total} is not the {house} seats of {shown(lists[0])}, which are the whole house"
        yield (*at, "total"), f"{what}; expected {house}, districts included"


def _circular(tiers: Mapping[str, Any], linkage: Mapping[str, Any], thresholds: list[Any]) -> Iterator[Fault]:
    """The thresholds that ask for seats in a tier that cannot be filled before their own."""
    subtracted = set(_names(linkage.get("subtract"))) & set(tiers) if linkage.get("kind") == "compensatory" else set()
    needs: dict[str, set[str]] = {name: set() if name in subtracted else set(subtracted) for name in tiers}
    for entry in thresholds:
        tier = _mapping(entry).get("tier")
        if isinstance(tier, str) and tier in needs:
            others = (_mapping(other).get("in") for other in _sequence(_mapping(entry).get("unless")))
            needs[tier] |= {other for other in others if isinstance(other, str) and other in tiers and other != tier}
    for place, entry in enumerate(thresholds):
        tier = _mapping(entry).get("tier")
        reached: set[str] = set()
        left = [*needs.get(tier, ())] if isinstance(tier, str) else []
        while left:
            name = left.pop()
            if name not in reached:
                reached.add(name)
                left += needs[name]
        if tier in reached:
            what = f"the seats of {shown(str(tier))} would be needed to fill {shown(str(tier))}"
            yield ("thresholds", place, "unless"), f"{what}; expected no two tiers that wait for each other"


def _run_offs(tiers: Mapping[str, Any], votes: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Fault]:
    for tier, districts in second.items():
        at = ("second_round", tier)
        if _mapping(tiers.get(tier)).get("formula") != "two_round":
            rounds = [name for name, entry in tiers.items() if _mapping(entry).get("formula") == "two_round"]
            yield at, f"{shown(tier)} is no tier of two rounds{expected(tier, rounds)}"
            continue
        first = _mapping(votes.get(tier))
        for district, parties in _mapping(districts).items():
            if district not in first:
                yield (*at, district), f"this district has no first round{expected(district, first)}"
                continue
            for party in _mapping(parties):
                if party not in _mapping(first[district]):
                    known = _mapping(first[district])
                    yield (
                        (*at, district, party),
                        f"{shown(party)} did not stand in the first round{expected(party, known)}",
                    )


def _bases(counts: Mapping[str, Any], thresholds: list[Any]) -> Iterator[Fault]:
    for n, entry in enumerate(thresholds):
        rules: list[tuple[tuple[str | int, ...], Mapping[str, Any]]] = [(("thresholds", n), _mapping(entry))]
        rules += [
            (("thresholds", n, "unless", k), _mapping(o))
            for k, o in enumerate(_sequence(_mapping(entry).get("unless")))
        ]
        for at, rule in rules:
            of = rule.get("of")
            if of in ("cast", "registered") and not counts.get(of):
                yield (
                    ("system", *at, "of"),
                    f"the share is taken of {of!r}, which is not known; expected `{of}:` under counts",
                )
            elif of in ("cast", "registered") and rule.get("scope") == "district" and not _mapping(counts.get(of)):
                what = f"the share is taken of {of!r} in each district, which is known for all together"
                yield ("system", *at, "of"), f"{what}; expected `{of}:` under counts by district"


def _undecided(system: ElectoralSystem, returns: Returns) -> Iterator[Fault]:
    """The districts of two rounds in which nobody had more than half of the votes, and whose run-off is not known."""
    for tier, entry in system.tiers.items():
        for district, parties in returns.votes[tier].items() if entry.formula == "two_round" else ():
            standing = [party for party in parties if party not in system.no_seats]
            first = sorted(standing, key=lambda party: -parties[party])[:2]
            if district not in returns.second_round.get(tier, {}) and not majority(parties, first[:1]):
                what = "nobody has more than half of the votes"
                names = " and ".join(first)
                yield ("votes", tier, district), f"{what}; expected the run-off of {names} under second_round"


def _unplaced(system: ElectoralSystem, returns: Returns, grouping: str) -> Iterator[Fault]:
    """The districts of which it is not known in which district of the list tier they lie."""
    if system.list_tier is None or not system.tiers[system.list_tier].seats:
        what = f"there is no list tier with seats by {grouping}"
        yield ("system", "linkage"), f"{what}; expected `seats:` for each {grouping} in the list tier"
        return
    lists = system.tiers[system.list_tier].seats
    for tier in system.linkage.subtract or ():
        known = within(system, tier, returns.votes[tier], grouping)
        for district in returns.votes[tier]:
            if known.get(district) not in lists:
                what = f"it is not known in which {grouping} this district lies"
                yield (
                    ("votes", tier, district),
                    f"{what}; expected a name that begins with one of the list tier's districts, or `groups:`",
                )


def _mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return list(value) if isinstance(value, list | tuple) else []


def _whole(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _names(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in _sequence(value)]
