"""From votes to power: whose side seats are on, what it can do, and what its head's word moves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.assess.chamber import Chains, Chamber, Reading
from politeia.assess.parliaments import FIRST, parliaments
from politeia.assess.sway import powers
from politeia.assess.votes_to_power import Read, VotesToPower, needed, text_of, votes_to_power
from politeia.case.library import Case, load
from politeia.case.returns import Returns
from politeia.case.system import ElectoralSystem
from politeia.elections.candidates import Candidates
from politeia.elections.counterfactual import Counterfactual, counterfactual
from politeia.elections.draws import Unmoved
from politeia.elections.electorate import Spread
from politeia.elections.ensemble import CHUNK, ensemble, planned
from politeia.errors import CaseError
from politeia.power.control import control
from politeia.power.decisions import compiled
from politeia.power.effective import Loyalty, effective, followed
from politeia.power.game import All, AtLeast, Game, PlayerClass
from politeia.result import dumps

LISTS = ("amanat", "ak_zhol", "peoples_party", "auyl", "independent")
SEATS = 98
HALF, FULL = Fraction(1, 2), Fraction(1)
STILL = Spread(Unmoved())
SYSTEM = ElectoralSystem.model_validate({"tiers": {"list": {"formula": "hare", "seats": {"national": SEATS}}}})


@cache
def kazakhstan() -> Case:
    return load("kazakhstan")


@cache
def law() -> Game:
    game = compiled("ordinary_law", kazakhstan().polity.after("2022"))
    assert game is not None
    return game


def chamber() -> Chamber:
    return Chamber.of(kazakhstan().polity.after("2022"), kazakhstan().elections.holders, LISTS, SEATS)


@cache
def chains() -> Chains:
    return Chains(chamber(), Reading("declared"))


def voting(**votes: int) -> Read:
    """What votes without spread give under one tier of 98 seats and the text of 2022."""
    asked = Counterfactual("toy", Returns(votes={"list": {"national": votes}}), {"2022": SYSTEM}, ())
    return votes_to_power(kazakhstan(), asked, 10, spread=STILL).systems["2022"].readings["declared"]


@cache
def simulated() -> VotesToPower:
    return votes_to_power(kazakhstan(), counterfactual(kazakhstan(), "2021", ["2022", "2026"]), 1000)


@st.composite
def houses(draw: st.DrawFn) -> tuple[int, ...]:
    """Seats of the lists, in their order."""
    cuts = sorted(draw(st.lists(st.integers(0, SEATS), min_size=len(LISTS) - 1, max_size=len(LISTS) - 1)))
    return tuple(high - low for low, high in zip([0, *cuts], [*cuts, SEATS], strict=True))


def heads(seats: tuple[int, ...]) -> list[float]:
    return [power.head.mean for power in powers(chains(), [seats], law())]


def test_a_camp_with_every_seat_passes_everything():
    read = voting(amanat=1000)
    assert {name: q.camp.chance for name, q in read.questions.items()} == {"pass": 1, "override": 1, "amend": 1}
    assert all(
        q.camp.mc_error.low < q.camp.mc_error.high == 1 for q in read.questions.values()
    )  # ten draws prove little
    assert (read.effective[1].head.mean, read.effective[1].opposition.mean) == (1, 0)


def test_a_head_of_state_without_seats_has_the_veto_alone():
    read = voting(ak_zhol=1000)
    assert {q.camp.chance for q in read.questions.values()} == {0}
    assert {q.blocked.chance for q in read.questions.values()} == {1}
    # Of the Senate's 50 the President's 10 follow; 34 override, so the other 40 must nearly all agree.
    overridden = Fraction(sum(comb(40, yes) for yes in range(34, 41)), 2**40)
    assert read.effective[1].head.mean == pytest.approx(float((1 - overridden) / 2), abs=1e-9)


@pytest.mark.parametrize(("name", "need"), [("pass", 50), ("override", 66), ("amend", 74)])
def test_the_last_seat_that_is_needed_decides(name, need):
    for seats in (need, need - 1):
        asked = voting(amanat=seats * 1000, ak_zhol=(SEATS - seats) * 1000).questions[name]
        assert (asked.need, asked.camp.chance, asked.blocked.chance) == (need, seats == need, seats < need)


@settings(max_examples=25)
@given(houses(), st.integers(1, len(LISTS) - 1))
def test_a_seat_more_never_weakens_the_head_of_state(seats, loser):
    if seats[loser]:
        more = tuple(n + (k == 0) - (k == loser) for k, n in enumerate(seats))
        assert all(after >= before - 2e-9 for before, after in zip(heads(seats), heads(more), strict=True))


@settings(max_examples=15)
@given(houses())
def test_effective_power_is_that_of_the_parliament_itself(seats):
    split = followed(law(), chains().of(seats))
    for power in powers(chains(), [seats], law()):
        own = Loyalty(power.loyalty, power.loyalty)
        assert power.head.mean == pytest.approx(float(effective(split, "president", own)), abs=1e-9)
        rivals = [who for who in split.principals if who != "president"]
        strongest = max((float(effective(split, rival, own)) for rival in rivals), default=0)
        assert power.opposition.mean == pytest.approx(strongest, abs=1e-9)


@settings(max_examples=25)
@given(houses(), houses())
def test_what_was_read_of_one_parliament_holds_in_the_next(first, then):
    kept, fresh = Chains(chamber(), Reading("declared")), Chains(chamber(), Reading("declared"))
    kept.of(first)
    assert kept.of(then) == fresh.of(then)
    assert sum(bloc.n for bloc in kept.of(then).blocs["majlis"]) == SEATS


def test_without_spread_it_is_the_power_of_those_who_sat():
    case = kazakhstan()
    text = case.polity.before("2022")
    asked = counterfactual(case, "2021")
    read = votes_to_power(case, asked, 20, spread=STILL, texts={"2009": text}).systems["2009"].readings["declared"]
    game = compiled("ordinary_law", text)
    assert game is not None
    split = followed(game, control(text, case.elections.holders))
    for power in read.effective:
        own = Loyalty(power.loyalty, power.loyalty)
        point = float(effective(split, "president", own))
        assert [power.head.mean, power.head.q05, power.head.q95] == [pytest.approx(point, abs=1e-9)] * 3
        assert power.mc_error == {"head": 0, "opposition": 0}
    assert read.follows["amanat"] == "president"
    assert (read.seats["camp"].q50, read.seats["opposition"].q50) == (76 + 9, 22)
    assert {name: (q.need, q.camp.chance) for name, q in read.questions.items()} == {
        "pass": (54, 1), "override": (72, 1), "amend": (81, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("act", "needs"),
    [("2022", {"pass": 50, "override": 66, "amend": 74}), ("2026", {"pass": 73, "override": 97})],
)
def test_what_is_needed_is_read_from_the_text(act, needs):
    found = simulated().systems[act]
    assert {name: q.need for name, q in found.readings["declared"].questions.items()} == needs
    assert set(found.unasked) == {"pass", "override", "amend"} - set(needs)


def test_a_chair_is_one_of_the_votes():
    players = (
        PlayerClass("house", 9, {"house": 1}),
        PlayerClass("chair of house", 1, {"house": 1, "chair": 1}),
        PlayerClass("king", 1, {"crown": 1}),
    )
    assert needed(Game(players, All((AtLeast(6, "house"), AtLeast(1, "crown")))), "house") == 6
    assert needed(Game(players, All((AtLeast(6, "house"), AtLeast(1, "crown")))), "house", without="king") is None


def test_who_cannot_be_outvoted_either_passes_or_is_blocked():
    for system in simulated().systems.values():
        for read in system.readings.values():
            for q in read.questions.values():
                both = q.camp.chance + q.blocked.chance
                assert both == pytest.approx(1) if read.seats["nobody"].mean == 0 else both <= 1
    declared = simulated().systems["2022"].readings["declared"]
    assert declared.questions["amend"].camp.chance + declared.questions["amend"].blocked.chance < 1


def test_every_reading_stands_beside_the_declared_one():
    readings = simulated().systems["2022"].readings
    assert list(readings) == ["declared", "koshanov: own", "not known: president"]
    assert [read.follows["amanat"] for read in readings.values()] == ["president", "majlis_chair", "president"]
    assert [read.follows["auyl"] for read in readings.values()] == ["auyl", "auyl", "president"]
    assert readings["declared"].unled == ("peoples_party", "auyl", "adal")
    assert readings["koshanov: own"].seats["camp"].mean == 0


def test_holders_of_a_day_go_with_any_text():
    asked = counterfactual(kazakhstan(), "2021", ["2022", "2026"])
    found = votes_to_power(kazakhstan(), asked, 50, day=date(2023, 3, 29))
    assert {system.holders_of for system in found.systems.values()} == {date(2023, 3, 29)}
    assert {system.readings["declared"].follows["amanat"] for system in found.systems.values()} == {"president"}


def test_the_draws_are_those_of_the_ensemble():
    n = CHUNK + 100
    asked = counterfactual(kazakhstan(), "2021", ["2022"])
    plan = planned(asked.returns, asked.systems, n, 1, Spread(), Candidates(), asked.no_seats)
    (drawn,) = parliaments(plan)
    told = ensemble(asked.returns, asked.systems, n, 1, no_seats=asked.no_seats)
    assert (int(drawn.counts.sum()), len(drawn.first)) == (n, FIRST)
    means = (drawn.seats * drawn.counts[:, None]).sum(axis=0) / n
    assert dict(zip(drawn.lists, means, strict=True)) == pytest.approx({k: b.mean for k, b in told.seats.items()})


def test_districts_without_votes_are_told_as_an_assumption():
    assert any("districts: no votes by district are known" in told for told in simulated().assumptions)


def test_a_machine_can_read_it():
    assert '"loyalty": "1/2"' in dumps(simulated())


def test_a_text_without_such_a_chamber_is_refused():
    asked = counterfactual(kazakhstan(), "2021", ["2026"])
    with pytest.raises(CaseError, match="0 chambers of after 2022 have 145 seats"):
        votes_to_power(kazakhstan(), asked, 10, texts={"2026": text_of(kazakhstan(), "2022")})


def test_a_decision_past_the_chamber_is_refused():
    asked = counterfactual(kazakhstan(), "2021", ["2022"])
    with pytest.raises(CaseError, match="does not go through majlis"):
        votes_to_power(kazakhstan(), asked, 10, decision="amend.referendum")
