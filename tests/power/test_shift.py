"""Shift: what moved in Kazakhstan in June 2022, which change moved it, and what holds of any reform."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from politeia.case.library import load
from politeia.case.polity import Polity
from politeia.power.attribution import attributed
from politeia.power.decisions import compiled, decisions
from politeia.power.formal import formal
from politeia.power.parity import parity_neutral
from politeia.power.shift import ShiftResult, shift
from tests.case.example import freedonia


@pytest.fixture(scope="module")
def polity() -> Polity:
    return load("kazakhstan").polity


@pytest.fixture(scope="module")
def found(polity: Polity) -> ShiftResult:
    holders = load("kazakhstan").elections.holders
    return shift(polity.before("2022"), polity.after("2022"), holders)


def test_seats_alone_move_the_president_and_parity_explains_it(polity: Polity) -> None:
    before, after = polity.before("2022"), polity.after("2022")
    seats = replace(before, seats=after.seats, facts=after.facts)
    raw = [formal(compiled("ordinary_law", text))["president"].banzhaf for text in (before, seats)]
    neutral = [parity_neutral("ordinary_law", text) for text in (before, seats)]
    assert [round(float(x), 5) for x in raw] == [0.25000, 0.20409]
    assert [round(float(x["president"]["banzhaf"]), 4) for x in neutral if x] == [0.2269, 0.2265]


def test_the_suspensive_veto_on_the_new_seats(polity: Polity) -> None:
    before, after = polity.before("2022"), polity.after("2022")
    seats = replace(before, seats=after.seats, facts=after.facts)
    found = attributed("ordinary_law", seats, after, None, None, ("president",))
    assert found.players == ("procedures.ordinary_law",)
    moved = {actor: round(float(values[0]), 3) for actor, values in found.values["shapley_shubik"].items()}
    assert moved == {"majlis": 0.019, "senate": -0.020, "president": 0.001}


def test_the_president_loses_the_annulment_and_nothing_moves(found: ShiftResult) -> None:
    moved = found.decisions["annul.akim_acts"]["president"]
    assert (moved.formal.before.banzhaf, moved.formal.after.banzhaf) == (Fraction(1, 2), 0)
    assert (moved.effective.before[-1], moved.effective.after[-1]) == (1, 1)
    assert moved.attribution["effective"] == {"powers.president.annul_akim_acts": 0, "holders": 0}


def test_attribution_adds_up_to_the_whole_difference_exactly(found: ShiftResult) -> None:
    assert found.attributed_to
    for decision, credit in found.attributed_to.items():
        for actor, moved in found.decisions[decision].items():
            for index in ("banzhaf", "shapley_shubik"):
                whole = getattr(moved.formal.after, index) - getattr(moved.formal.before, index)
                assert sum(credit.of(actor)[index].values()) == whole, (decision, actor, index)
            gap = moved.effective.after[-1] - moved.effective.before[-1]
            assert float(sum(credit.of(actor)["effective"].values())) == pytest.approx(gap, abs=1e-9)


def test_a_change_that_touches_nothing_gets_nothing(found: ShiftResult) -> None:
    named = {player for credit in found.attributed_to.values() for player in credit.players}
    assert "provisions.death_penalty" not in named
    assert all(
        row["seats.majlis.elected"] == 0 for row in found.decisions["ordinary_law"]["president"].attribution.values()
    )


def test_facts_are_a_player_of_their_own(found: ShiftResult) -> None:
    assert "facts" in found.attributed_to["ordinary_law"].players
    assert "facts" not in found.attributed_to["no_confidence"].players


def test_a_text_against_itself_moves_nothing_and_swapping_flips_every_sign(polity: Polity) -> None:
    before, after = polity.before("2022"), polity.after("2022")
    some = ["ordinary_law", "annul.akim_acts", "appoint.judicial_council"]
    assert shift(before, before, only=some).changed == ()
    there, back = shift(before, after, only=some), shift(after, before, only=some)
    for decision, actors in there.decisions.items():
        for actor, moved in actors.items():
            other = back.decisions[decision][actor]
            assert (moved.formal.before, moved.formal.after) == (other.formal.after, other.formal.before)


def test_a_power_that_both_texts_give_to_nobody_is_no_game() -> None:
    text = freedonia().at(date(2005, 1, 1))
    assert compiled("dismiss.nobody", text) is None
    assert set(decisions(text)) == {"ordinary_law", "dismiss.cabinet", "dissolve.house"}


def test_whoever_sits_moves_effective_power_alone(polity: Polity, found: ShiftResult) -> None:
    """Forty seats of the newest Majlis pass from the ruling party's list to another party."""
    holders = load("kazakhstan").elections.holders
    newest = holders.seats["majlis"][-1]
    lost = next(block for block in newest.blocks if block.party == "amanat" and block.n == 40)
    blocks = tuple(block.model_copy(update={"party": "nsdp"}) if block is lost else block for block in newest.blocks)
    seats = {**holders.seats, "majlis": (*holders.seats["majlis"][:-1], newest.model_copy(update={"blocks": blocks}))}
    other = shift(
        polity.before("2022"), polity.after("2022"), holders.model_copy(update={"seats": seats}), only=["ordinary_law"]
    )
    old, new = (result.decisions["ordinary_law"] for result in (found, other))
    for actor in ("president", "majlis", "senate"):
        assert (old[actor].formal, old[actor].parity_neutral) == (new[actor].formal, new[actor].parity_neutral)
    assert new["president"].effective.before == old["president"].effective.before
    assert new["president"].effective.after[-1] < old["president"].effective.after[-1]


def test_what_was_left_to_a_law_that_was_not_read_is_no_loss_but_unknown(found: ShiftResult, polity: Polity) -> None:
    after = polity.after("2022")
    assert "powers.president.hasten_review" in after.ended
    assert decisions(after)["hasten.constitutional_review"].unread == ("powers.president.hasten_review",)
    assert "was not read" in found.refused["hasten.constitutional_review"]
    assert "powers.president.object_to_review" in after.ended  # repealed, and left to nobody
    assert "object.constitutional_review" not in found.refused
