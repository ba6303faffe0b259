"""Elections of a case: the systems that they were held under, and what was counted, each number with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from pydantic import Field

from politeia.case.holders import Fault, Holders, Keys
from politeia.case.polity import Polity, expected_act
from politeia.case.returns import Counts, ElectionFile
from politeia.case.system import NATIONAL, Base, ElectoralSystem, Threshold
from politeia.case.tally import Tallied
from politeia.case.terms import Day, Maybe, Noun, Sources
from politeia.case.unfit import BASES
from politeia.case.unfit import faults as misdeclared
from politeia.case.unfit import misfits as misnumbered
from politeia.errors import expected, shown
from politeia.names import Names

Tallies = dict[str, dict[str, Tallied]]  # by district and party
Numbers = dict[str, dict[str, dict[str, int]]]  # by tier, district and party
APPOINTED = "appointed"
NOT_VALID = "not_valid"  # whose vote is cast and counts for nobody, where more than half of those cast is needed
WIDENING = ("valid", "cast", "issued", "registered")  # each a part of the next


class DeclaredSystem(ElectoralSystem):
    """An electoral system of the polity: the rules by which one of its bodies was or is elected."""

    since: str = Field(description="the act that made these rules")
    body: str = Field(description="the body that it fills, by the polity's id")
    article: str = Field(description="where the rules stand")
    source: Sources = Field(description="the sources that say so")
    majority: Base = Field("valid", description="what more than half is taken of, where a tier has two rounds")
    names: Names | None = Field(None, description="the system in a reader's words")
    note: str | None = Field(None, description="what a careful reader should know")


class BallotCounts(Noun):
    """How many could vote, came, and voted validly."""

    registered: Tallied | None = Field(None, description="voters on the lists")
    issued: Tallied | None = Field(None, description="papers handed out")
    cast: Tallied | None = Field(None, description="votes cast, the invalid ones with them")
    valid: Tallied | None = Field(None, description="valid votes")
    invalid: Tallied | None = Field(None, description="invalid votes")

    def known(self, name: str) -> int | None:
        """A count; None where it is not known."""
        count: Tallied | None = getattr(self, name)
        return count.n if count is not None and isinstance(count.n, int) else None

    def at_most(self, name: str) -> tuple[str, int] | None:
        """A count by its name, or else the nearest one that it is a part of; None where neither is known."""
        wider = WIDENING[WIDENING.index(name) :]
        return next(((other, n) for other in wider if (n := self.known(other)) is not None), None)


class Contest(Noun):
    """An election that was held: who had how many votes, and the seats that were published."""

    held: Day = Field(description="the day of the vote")
    system: str = Field(description="the system that it was held under, by the id under systems")
    names: Names | None = Field(None, description="the election in a reader's words")
    standing: dict[str, Names] = Field({}, description="who stood and is no party or person under holders, by id")
    votes: dict[str, Maybe[Tallies]] = Field(
        min_length=1,
        description="votes by tier, district and party or person; ? for a tier whose votes are not known",
    )
    second_round: dict[str, Tallies] = Field({}, description="votes of the run-off, where a tier has two rounds")
    counts: BallotCounts = Field(BallotCounts(), description="how many could vote, came, and voted validly")
    published: Tallies = Field(
        {}, description="the seats that were published, by tier and party; those that are appointed under `appointed`"
    )
    note: str | None = Field(None, description="what a careful reader should know")

    def tallies(self) -> Iterator[tuple[Keys, Tallied]]:
        """Every number, by the keys that lead to it."""
        for section, tiers in (("votes", self.votes), ("second_round", self.second_round)):
            for tier, districts in tiers.items():
                for district, parties in districts.items() if isinstance(districts, dict) else ():
                    yield from (((section, tier, district, party), tally) for party, tally in parties.items())
        for name in BallotCounts.model_fields:
            if (count := getattr(self.counts, name)) is not None:
                yield ("counts", name), count
        for tier, parties in self.published.items():
            yield from ((("published", tier, party), tally) for party, tally in parties.items())


def countable(contest: Contest, system: ElectoralSystem) -> Numbers:
    """The votes of the tiers whose seats follow from what is known.

    A tier is left out where one of its votes is `?` or a threshold asks for seats in a tier that is left out; where one
    tier makes up for another, all are, unless all are known.
    """
    found = _known(contest.votes)
    if system.compensatory and set(system.tiers) - set(found):
        return {}
    while missing := [rule.tier for rule in system.thresholds if rule.tier in found and not _won(rule) <= set(found)]:
        found = {tier: districts for tier, districts in found.items() if tier not in missing}
    return found


def alone(name: str, contest: Contest, system: DeclaredSystem) -> ElectionFile | None:
    """An election as a file of its own would declare it, with the tiers that can be counted; None where none can be.

    Shares of a count that is not known are taken of valid votes.
    """
    votes = countable(contest, system)
    if not votes:
        return None
    cast = contest.counts.known(system.majority)
    no_seats = system.no_seats
    for tier, districts in votes.items():
        spoilt = 0 if cast is None else cast - sum(sum(parties.values()) for parties in districts.values())
        if system.tiers[tier].formula == "two_round" and len(districts) == 1 and spoilt > 0:
            no_seats = (*no_seats, NOT_VALID)
            votes[tier] = {district: {**parties, NOT_VALID: spoilt} for district, parties in districts.items()}
    rules = [based(rule, contest) for rule in system.thresholds if rule.tier in (*votes, system.distribution)]
    parts = {key: getattr(system, key) for key in ElectoralSystem.model_fields}
    parts |= {"tiers": {tier: system.tiers[tier] for tier in votes}, "thresholds": rules, "no_seats": no_seats}
    return ElectionFile(
        election=name,
        system=ElectoralSystem.model_validate(parts),
        votes=votes,
        second_round={tier: districts for tier, districts in _known(contest.second_round).items() if tier in votes},
        counts=Counts.model_validate({base: contest.counts.known(base) for base in BASES}),
        published=_published(contest, [*votes, *([APPOINTED] if system.appointed else [])]),
        source=", ".join(dict.fromkeys(s for at, tally in contest.tallies() if at[0] == "votes" for s in tally.source)),
        note=contest.note,
    )


def based(rule: Threshold, contest: Contest) -> Threshold:
    """A threshold with its share taken of valid votes where the count that it is a share of is not known."""
    return rule if rule.of == "valid" or contest.counts.known(rule.of) else rule.model_copy(update={"of": "valid"})


def faults(
    systems: Mapping[str, DeclaredSystem], contests: Mapping[str, Contest], holders: Holders, polity: Polity | None
) -> Iterator[Fault]:
    """What is wrong with the systems and elections in themselves, and against the polity where it could be read."""
    for name, system in systems.items():
        yield from ((("systems", name, *keys), message) for keys, message in _unsound(system))
        if polity is not None:
            yield from ((("systems", name, *keys), message) for keys, message in _foreign(system, polity))
    for name, contest in contests.items():
        at = ("contests", name)
        if (held_under := systems.get(contest.system)) is None:
            yield (*at, "system"), f"{shown(contest.system)} is no system{expected(contest.system, systems)}"
        else:
            yield from _contradictions(name, contest, held_under)
            yield from (((*at, *keys), message) for keys, message in _strangers(contest, held_under, holders))
            act = polity.acts.get(held_under.since) if polity is not None else None
            if act is not None and contest.held < act.adopted:
                what = f"{contest.system!r} was made on {act.adopted}, after this election"
                yield (*at, "system"), f"{what}; expected a system of {contest.held} or before"
        yield from (((*at, *keys), message) for keys, message in _excesses(contest))
        if polity is not None:
            known = polity.header.sources
            for keys, tally in contest.tallies():
                wrong = [source for source in tally.source if source not in known]
                yield from (((*at, *keys, "source"), f"{shown(s)} is no source{expected(s, known)}") for s in wrong)


def _known(ballots: Mapping[str, object]) -> Numbers:
    """The votes of the tiers of which every number is known."""
    found: Numbers = {}
    for tier, districts in ballots.items():
        if isinstance(districts, dict):
            numbers = {d: {party: tally.n for party, tally in parties.items()} for d, parties in districts.items()}
            if all(isinstance(n, int) for parties in numbers.values() for n in parties.values()):
                found[tier] = numbers
    return found


def _won(rule: Threshold) -> set[str]:
    """The tiers whose seats a threshold asks about."""
    return {other.won_in for other in rule.unless if other.won_in is not None}


def _published(contest: Contest, tiers: list[str]) -> dict[str, int]:
    """The published seats of tiers together; none where those of one are not known."""
    found: dict[str, int] = {}
    for tier in tiers:
        for party, tally in contest.published.get(tier, {}).items():
            if not isinstance(tally.n, int):
                return {}
            found[party] = found.get(party, 0) + tally.n
    return found if all(tier in contest.published for tier in tiers) else {}


def _unsound(system: DeclaredSystem) -> Iterator[Fault]:
    """What is wrong with a system whatever the votes are: held against votes that would fit it."""
    votes = {name: {d: {"": 1} for d in tier.seats or (NATIONAL,)} for name, tier in system.tiers.items()}
    tree = {"system": system.model_dump(mode="json", by_alias=True, exclude_none=True), "votes": votes}
    counts = {base: {NATIONAL: 1} for base in BASES}
    yield from ((keys[1:], message) for keys, message in misdeclared({**tree, "counts": counts}))


def _foreign(system: DeclaredSystem, polity: Polity) -> Iterator[Fault]:
    """What a system names that the polity does not have."""
    if system.since not in polity.acts:
        yield ("since",), f"{shown(system.since)} is no act{expected_act(system.since, polity.acts)}"
    bodies: list[tuple[Keys, str]] = [(("body",), system.body)]
    bodies += [((APPOINTED, name, "[key]"), name) for name in system.appointed]
    for keys, body in bodies:
        if body not in polity.bodies:
            yield keys, f"{shown(body)} is no body{expected(body, polity.bodies)}"
    for source in system.source:
        if source not in polity.header.sources:
            yield ("source",), f"{shown(source)} is no source{expected(source, polity.header.sources)}"


def _contradictions(name: str, contest: Contest, system: DeclaredSystem) -> Iterator[Fault]:
    """Votes, counts and published seats that do not fit the system or each other."""
    at: Keys = ("contests", name)
    for tier in system.tiers:
        if tier not in contest.votes:
            yield (*at, "votes"), f"there are no votes for {shown(tier)}; expected `{tier}:`, with `?` if not known"
    for tier in contest.votes:
        if tier not in system.tiers:
            yield (*at, "votes", tier, "[key]"), f"{shown(tier)} is no tier{expected(tier, system.tiers)}"
    if set(contest.votes) <= set(system.tiers) and (file := alone(name, contest, system)) is not None:
        tree = file.model_dump(mode="json", by_alias=True, exclude_none=True)
        for keys, message in [*misdeclared(tree)] or [*misnumbered(file.system, file)]:
            if keys[:2] == ("system", "tiers"):
                yield (*at, "votes", keys[2]), message
            elif keys[0] == "system":
                yield ("systems", contest.system, *keys[1:]), message
            elif keys[0] != "counts":  # of which `_excesses` tells
                yield (*at, *keys), message
    sizes = {tier: sum(entry.seats.values()) for tier, entry in system.tiers.items()}
    sizes |= {APPOINTED: sum(system.appointed.values())}
    for tier, parties in contest.published.items():
        if tier not in sizes:
            yield (*at, "published", tier, "[key]"), f"{shown(tier)} is no tier{expected(tier, sizes)}"
            continue
        given = [tally.n for tally in parties.values() if isinstance(tally.n, int)]
        if sizes[tier] and len(given) == len(parties) and sum(given) != sizes[tier]:
            what = f"the published seats are {sum(given)} together, and {shown(tier)} has {sizes[tier]}"
            yield (*at, "published", tier), f"{what}; expected {sizes[tier]}"


def _strangers(contest: Contest, system: DeclaredSystem, holders: Holders) -> Iterator[Fault]:
    """The names that are no party, no person, nobody who stood, and no name that the system knows."""
    known = [*holders.parties, *holders.persons, *contest.standing, *system.no_seats]
    seen: set[tuple[str, str]] = set()
    for keys, _ in contest.tallies():
        section, party = str(keys[0]), str(keys[-1])
        names = [*system.appointed] if keys[:2] == ("published", APPOINTED) else known
        if section != "counts" and party not in names and (section, party) not in seen:
            seen.add((section, party))
            what = f"{shown(party)} is no party or person under holders, and nobody under standing"
            yield (*keys, "[key]"), f"{what}{expected(party, names)}"


def _excesses(contest: Contest) -> Iterator[Fault]:
    """The counts that are greater than what they are a part of, or less than the votes of a tier."""
    counts = contest.counts
    known = [(name, n) for name in WIDENING if (n := counts.known(name)) is not None]
    for (part, low), (whole, high) in pairwise(known):
        if low > high:
            yield ("counts", part, "n"), f"{low:,} is more than {whole}, {high:,}; expected {high:,} or less"
    for tier, districts in _known(contest.votes).items():
        counted = sum(n for parties in districts.values() for n in parties.values())
        for name, n in known[:1]:
            if n < counted:
                what = f"{n:,} is less than the {counted:,} votes of {shown(tier)}"
                yield ("counts", name, "n"), f"{what}; expected as many or more"
    valid, invalid, cast = (counts.known(name) for name in ("valid", "invalid", "cast"))
    if valid is not None and invalid is not None and cast is not None and valid + invalid > cast:
        what = f"{valid:,} valid and {invalid:,} invalid votes are more than the {cast:,} cast"
        yield ("counts", "invalid", "n"), f"{what}; expected {max(0, cast - valid):,} or less"
