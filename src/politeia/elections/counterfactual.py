"""Which voters, and which systems: the votes of one election of a case, and the systems in force under given acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from politeia.case.contest import Contest, DeclaredSystem, based, countable
from politeia.case.library import Case
from politeia.case.polity import expected_act
from politeia.case.returns import Counts, Returns
from politeia.case.system import ElectoralSystem
from politeia.case.unfit import BASES
from politeia.errors import CaseError, Complaint, expected, shown


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The voters of one election, and the systems under which they elect, each by the name that was asked for.

    `no_seats` are names among the votes that never win; `assumptions` what was assumed to bring both together.
    """

    election: str
    returns: Returns
    systems: Mapping[str, ElectoralSystem]
    no_seats: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


def counterfactual(case: Case, election: str, under: Iterable[str] = ()) -> Counterfactual:
    """The voters of an election and the systems in force under acts; without acts, the one that they voted under.

    An election is named by its id, or by the year in which it alone was held; a system by its id, or by an act: the
    system of the same body, else of a body that is elected from the same tiers, that was in force when the last of the
    act was. Raises CaseError for what there is not.
    """
    name = _named(case, election)
    contest = case.elections.contests[name]
    own = case.elections.systems[contest.system]
    votes = countable(contest, own)
    if not votes:
        what = f"the votes of {name!r} are not known in full; expected an election whose votes are"
        raise CaseError.at(_file(case), 0, 0, f"contests.{name}.votes", what)
    found: dict[str, DeclaredSystem] = {}
    complaints: list[Complaint] = []
    for asked in dict.fromkeys(under):
        try:
            found[asked] = case.elections.systems[_under(case, own.body, votes, asked)]
        except CaseError as error:
            complaints += error.complaints
    if complaints:
        raise CaseError(complaints)
    counts = Counts.model_validate({base: contest.counts.known(base) for base in BASES})
    systems = found or {contest.system: own}
    return Counterfactual(
        name,
        Returns(votes=votes, counts=counts),
        {asked: _plain(system, contest) for asked, system in systems.items()},
        own.no_seats,
        tuple(_rebased(systems, contest)),
    )


def _named(case: Case, election: str) -> str:
    """The id of an election."""
    contests = case.elections.contests
    if election in contests:
        return election
    held = [name for name, contest in contests.items() if str(contest.held.year) == election]
    if len(held) == 1:
        return held[0]
    what = f"{shown(election)} is no election of {case.name}{expected(election, held or contests)}"
    raise CaseError.at(_file(case), 0, 0, "contests", what)


def _under(case: Case, body: str, votes: Mapping[str, object], asked: str) -> str:
    """The id of the system that an act, or an id, names."""
    systems, polity = case.elections.systems, case.polity
    if asked in systems:
        return asked
    if asked not in polity.acts:
        what = f"{shown(asked)} is no act of {polity.id}{expected_act(asked, polity.acts)}"
        raise CaseError.at(_file(case), 0, 0, "--under", what)
    day, bodies = polity.last_day(asked), polity.after(asked).bodies
    made = {name: polity.first_day(system.since) for name, system in systems.items()}
    latest: dict[str, str] = {}
    for name in sorted((name for name in systems if made[name] <= day), key=made.__getitem__):
        latest[systems[name].body] = name
    standing = {of: name for of, name in latest.items() if of in bodies and bodies[of].content is not None}
    alike = [name for name in standing.values() if set(systems[name].tiers) & set(votes)]
    found = [standing[body]] if body in standing else alike
    if len(found) != 1:
        what = f"{len(found)} systems under {shown(asked)} could take these votes"
        options = found or list(systems)
        raise CaseError.at(_file(case), 0, 0, "--under", f"{what}{expected('', options)}")
    return found[0]


def _plain(system: DeclaredSystem, contest: Contest) -> ElectoralSystem:
    """The system as a value, with shares of counts that are not known taken of valid votes."""
    parts = {key: getattr(system, key) for key in ElectoralSystem.model_fields}
    return ElectoralSystem.model_validate(parts | {"thresholds": [based(rule, contest) for rule in system.thresholds]})


def _rebased(systems: Mapping[str, DeclaredSystem], contest: Contest) -> Iterable[str]:
    for asked, system in systems.items():
        for rule in system.thresholds:
            if based(rule, contest) != rule:
                what = f"the number {rule.of} is not known in full"
                yield f"{asked}: the threshold of {rule.tier} is a share of valid votes, since {what}"


def _file(case: Case) -> str:
    return str(case.folder / "elections.yaml")
