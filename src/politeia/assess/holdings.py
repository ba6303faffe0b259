"""What each group of holders has in each decision, before and after: formal power, and effective power by loyalty.

Effective power of an office is E of politeia.power.effective. A body of several members counts as a side of its own:
the seats that follow nobody outside its group follow the body's line, with the same loyalty as other seats follow
theirs. So a chamber that nobody leads has power in fact, and one that is led has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from politeia.assess.groups import GROUPS, group
from politeia.case.constitution import Constitution
from politeia.errors import CaseError
from politeia.power.compile import bare
from politeia.power.control import Control
from politeia.power.decisions import compiled
from politeia.power.effective import Followed, Seat, curve, followed
from politeia.power.shift import Moved, ShiftResult, Side

STEPS = 20  # of the line of loyalties from 0 to 1
LINE = tuple(Fraction(step, STEPS) for step in range(STEPS + 1))
DECIMALS = 10**9  # floats are rounded to so many parts of one: what is printed does not hang on the machine
NOTHING = (Fraction(0),) * len(LINE)

Curve = tuple[Fraction, ...]  # effective power at each loyalty of LINE


@dataclass(frozen=True, slots=True)
class Holding:
    """What a group has in a decision before and after.

    `formal` is Shapley-Shubik summed over the group, parity-neutral where that is known. `effective` is of the group's
    strongest actor in the decision, at each loyalty of LINE: of `actors[0]` before, of `actors[1]` after, so that a
    body which takes the place of another is no loss. `principals` says for whom they stand, at the end of their chains.
    """

    formal: tuple[Fraction, Fraction]
    effective: tuple[Curve, Curve]
    actors: tuple[str, str]
    principals: tuple[str, str]

    @property
    def gained(self) -> Fraction:
        """The formal change."""
        return self.formal[1] - self.formal[0]

    @property
    def gains(self) -> Curve:
        """The effective change at each loyalty of LINE."""
        return tuple(after - before for before, after in zip(*self.effective, strict=True))


Holdings = Mapping[str, Mapping[str, Holding]]  # by decision, then by group; who has no part in it is not there


def holdings(shift: ShiftResult, sides: Sequence[Side], band: tuple[int, int]) -> tuple[Holdings, Mapping[str, str]]:
    """What each group has in each decision of a shift, and why that is not known of a decision.

    `sides` are the two texts with who follows whom, `band` the first and last step of LINE over which changes are
    averaged.
    """
    found: dict[str, Mapping[str, Holding]] = {}
    refused = dict(shift.refused)
    for name, actors in shift.decisions.items():
        try:
            found[name] = dict(_of_decision(name, actors, sides, band))
        except CaseError as error:
            refused[name] = "; ".join(complaint.message for complaint in error.complaints)
    return found, refused


def grouped(actors: Sequence[str], texts: Sequence[Constitution]) -> Mapping[str, tuple[str, ...]]:
    """The actors of each group, in the order of the groups."""
    own = {actor: group(actor, texts) for actor in actors}
    return {name: tuple(actor for actor in actors if own[actor] == name) for name in GROUPS if name in own.values()}


def _of_decision(
    name: str, actors: Mapping[str, Moved], sides: Sequence[Side], band: tuple[int, int]
) -> Iterator[tuple[str, Holding]]:
    _refuse_joint(name, actors, sides)
    games = [compiled(name, side.text) for side in sides]
    split = [followed(game, side.control) if game else None for game, side in zip(games, sides, strict=True)]
    every = dict.fromkeys((*actors, *(actor for one in split if one for actor in one.actors)))
    for own, members in grouped(list(every), [side.text for side in sides]).items():
        bodies = tuple(dict.fromkeys(map(bare, members)))
        formal = [_formal(actors[actor]) for actor in members if actor in actors]
        strongest = [_strongest(one, bodies, band) for one in split]
        yield (
            own,
            Holding(
                formal=(sum((at[0] for at in formal), Fraction(0)), sum((at[1] for at in formal), Fraction(0))),
                effective=(strongest[0][1], strongest[1][1]),
                actors=(strongest[0][0], strongest[1][0]),
                principals=(
                    stands_for(strongest[0][0], sides[0].control),
                    stands_for(strongest[1][0], sides[1].control),
                ),
            ),
        )


def _refuse_joint(name: str, actors: Mapping[str, Moved], sides: Sequence[Side]) -> None:
    """CaseError where chambers decide jointly, as one, in one text alone: no group has what they have together."""
    for actor, moved in actors.items():
        has = {bool(value) for value in _formal(moved)}
        if len(has) > 1 and any(side.text.kind(bare(actor)) == "joint_chambers" for side in sides):
            what = f"{actor} decides as one in one text alone; expected how much of that is each chamber's"
            raise CaseError.at("", 0, 0, name, what)


def _strongest(split: Followed | None, bodies: tuple[str, ...], band: tuple[int, int]) -> tuple[str, Curve]:
    """The body of a group with most effective power over the band, of those that have a part in the game."""
    there = {bare(actor) for actor in split.actors} if split else set()
    curves = {body: _curve(split, body, bodies) for body in bodies if body in there} or {bodies[0]: NOTHING}
    most = max(curves, key=lambda body: mean(curves[body], band))
    return most, curves[most]


def _formal(moved: Moved) -> tuple[Fraction, Fraction]:
    neutral = moved.parity_neutral
    if neutral.before is None or neutral.after is None:
        return moved.formal.before.shapley_shubik, moved.formal.after.shapley_shubik
    none = Fraction(0)
    return neutral.before.get("shapley_shubik", none), neutral.after.get("shapley_shubik", none)


def stands_for(actor: str, control: Control) -> str:
    """Whose line an actor takes at the end of its chain: a body of many that of whoever leads most of its seats."""
    led: dict[str, int] = {}
    blocs = control.blocs.get(actor, ())
    for bloc in blocs:
        if bloc.principal is not None and not bloc.tenured:
            led[bloc.principal] = led.get(bloc.principal, 0) + bloc.n
    total = sum(bloc.n for bloc in blocs)
    return next((who for who, n in led.items() if 2 * n > total), control.root(actor))


@lru_cache(maxsize=8192)
def _curve(split: Followed | None, body: str, of_group: tuple[str, ...]) -> Curve:
    """Effective power of a body along the common loyalty."""
    if split is None:
        return NOTHING
    if (
        sum(player.n for player, seat in zip(split.game.players, split.seats, strict=True) if bare(seat.body) == body)
        > 1
    ):
        split = _own_side(split, body, of_group)
        if body not in split.principals:
            return NOTHING  # every seat follows somebody else
    line = [float(loyalty) for loyalty in LINE]
    return tuple(Fraction(round(float(x) * DECIMALS), DECIMALS) for x in curve(split, [body], line, line)[body])


def _own_side(split: Followed, body: str, of_group: tuple[str, ...]) -> Followed:
    """The seats of a body that follow nobody outside its group, following the body."""

    def own(seat: Seat) -> Seat:
        free = seat.tenured or seat.principal is None or seat.principal in of_group
        return Seat(seat.body, body, False) if bare(seat.body) == body and free else seat

    return replace(split, seats=tuple(map(own, split.seats)))


def mean(curve: Curve, band: tuple[int, int]) -> Fraction:
    """The mean of a curve over the band's points."""
    own = curve[band[0] : band[1] + 1]
    return sum(own, Fraction(0)) / len(own)
