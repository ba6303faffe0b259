"""Did power move: the properties that the verdict by group must have, and what it says of Kazakhstan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.assess.flips import Crossing, _nearest
from politeia.assess.groups import GROUPS, SORTS, group
from politeia.assess.holdings import LINE, NOTHING, Holding, _curve, mean, stands_for
from politeia.assess.movement import Movement
from politeia.assess.robustness import robustness
from politeia.assess.vector import BAND, KINDS, LABELS, MATERIALITY, Label, Vector, _label, vector
from politeia.case.constitution import Constitution
from politeia.case.holders import Block, Holders
from politeia.case.library import load
from politeia.power.control import control
from politeia.power.effective import Followed, Seat
from politeia.power.game import AtLeast, Game, PlayerClass
from politeia.power.shift import Side, shift
from tests.assess.composed import moved

FEW = ("annul.akim_acts", "appoint.prime_minister", "appoint.judicial_council", "dismiss.other_akims", "urgent_bill")
CASE = load("kazakhstan")
TEXTS = CASE.polity.before("2022"), CASE.polity.after("2022")


def measured(
    before: Constitution, after: Constitution, holders: Holders | None, only: Sequence[str] | None = FEW
) -> Vector:
    found = shift(before, after, holders, only=only, points=3)
    return vector(found, [Side(text, control(text, holders)) for text in (before, after)])


@pytest.fixture(scope="module")
def found() -> Movement:
    return moved("kazakhstan", "2022")


def test_nothing_moves_from_a_text_to_itself() -> None:
    same = measured(TEXTS[1], TEXTS[1], CASE.elections.holders, only=None)
    assert {grouped.label for grouped in same.groups} == {"nothing_moved"}
    assert all(grouped.formal == grouped.effective == 0 for grouped in same.groups)


def test_swapping_the_texts_flips_every_sign_and_share() -> None:
    there, back = (measured(*texts, CASE.elections.holders) for texts in (TEXTS, TEXTS[::-1]))
    assert any(grouped.formal for grouped in there.groups)
    for one, other in zip(there.groups, back.groups, strict=True):
        assert (one.formal, one.effective) == (-other.formal, -other.effective)
        assert one.line == tuple(-value for value in other.line)
        assert one.signs() == tuple(-each for each in other.signs())
    for name, robust in robustness(there).items():
        assert robust.effective.negative == robustness(back)[name].effective.positive
        assert robust.formal.positive == robustness(back)[name].formal.negative


def test_what_passes_to_who_follows_moved_on_paper_only(found: Movement) -> None:
    shares = found.vector.matrix["annul.akim_acts"]
    assert shares["president"].label == shares["government"].label == "moved_on_paper"
    assert shares["president"].formal == Fraction(-1, 2)
    assert shares["president"].holding.gains[-1] == 0


def test_what_passes_to_another_principal_moved_elsewhere(found: Movement) -> None:
    shares = found.vector.matrix["appoint.judicial_council"]
    assert shares["president"].label == "moved_elsewhere"
    assert shares["upper_chamber"].label == "moved"


def test_fewer_appointed_senators_move_power_in_fact_alone(found: Movement) -> None:
    share = found.vector.matrix["appoint.national_bank"]["president"]
    assert abs(share.formal) < MATERIALITY.formal
    assert share.effective < -MATERIALITY.effective
    assert share.label == "moved_in_fact"


def test_other_holders_change_effective_parts_alone(found: Movement) -> None:
    holders = CASE.elections.holders
    assert holders is not None
    lost = 40

    def edited(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        most = max(blocks, key=lambda block: block.n if isinstance(block.n, int) else 0)
        rest = tuple(block for block in blocks if block != most)
        assert isinstance(most.n, int)
        return (*rest, most.model_copy(update={"n": most.n - lost}), Block(n=lost, party="baytaq"))

    sittings = tuple(
        sitting.model_copy(update={"blocks": edited(sitting.blocks)}) for sitting in holders.seats["majlis"]
    )
    other = holders.model_copy(update={"seats": {**holders.seats, "majlis": sittings}})
    only = ("ordinary_law", "appoint.prime_minister")
    new = measured(*TEXTS, other, only=only)
    apart = 0
    for name in only:
        for own, share in new.matrix[name].items():
            declared = found.vector.matrix[name][own]
            assert share.holding.formal == declared.holding.formal
            apart += share.holding.effective != declared.holding.effective
    assert apart


def test_an_office_has_the_effective_power_of_the_shift(found: Movement) -> None:
    compared = 0
    for name, shares in found.vector.matrix.items():
        curves = found.shift.decisions[name]["president"].effective if "president" in shares else None
        if curves:
            own = shares["president"].holding.effective
            assert [float(x) for x in own[0]] == pytest.approx(curves.before, abs=1e-9)
            assert [float(x) for x in own[1]] == pytest.approx(curves.after, abs=1e-9)
            compared += 1
    assert compared > 30


def test_a_body_of_many_is_a_side_of_its_own() -> None:
    house = Game((PlayerClass("house", 3, {"house": 1}), PlayerClass("king", 1, {"king": 1})), AtLeast(2, "house"))
    free = Followed(house, (Seat("house", None, False), Seat("king", None, False)))
    assert _curve(free, "house", ("house",))[-1] == 1
    assert _curve(free, "house", ("house",))[0] == 0  # nobody holds to a line
    led = Followed(house, (Seat("house", "king", False), Seat("king", None, False)))
    assert _curve(led, "house", ("house",)) == NOTHING
    chaired = Followed(house, (Seat("house", "chair", False), Seat("king", None, False)))
    assert _curve(chaired, "house", ("house", "chair"))[-1] == 1  # its own chair is nobody outside


def test_every_sort_has_a_group_and_the_rest_is_left_out() -> None:
    assert set(SORTS.values()) < set(GROUPS)
    assert group("majlis", TEXTS) == group("majlis_chair", TEXTS) == "lower_chamber"
    assert group("chair of constitutional_review", TEXTS) == "court"
    assert group("amanat", TEXTS) is None
    assert stands_for("government", control(TEXTS[0])) == "president"


def test_every_label_is_named_once_and_can_be_given() -> None:
    assert sorted(LABELS) == sorted(get_args(Label))
    assert set(KINDS.values()) <= set(LABELS)


changes = st.fractions(min_value=-1, max_value=1, max_denominator=50)


def holding(formal: Fraction, effective: Fraction, principal: str) -> Holding:
    flat = (effective,) * len(LINE)
    return Holding((Fraction(0), formal), (NOTHING, flat), ("", ""), (principal, principal))


@given(changes, changes, changes, st.sampled_from(["a", "b"]))
def test_a_label_claims_no_more_than_its_materiality(
    formal: Fraction, effective: Fraction, other: Fraction, principal: str
) -> None:
    groups: Mapping[str, Holding] = {
        "one": holding(formal, effective, "a"),
        "two": holding(other, Fraction(0), principal),
    }
    label = _label("one", groups["one"], effective, groups, "one", MATERIALITY)
    if abs(formal) <= MATERIALITY.formal:
        assert label in ("nothing_moved", "moved_in_fact")
    if label in ("moved", "concentrated", "moved_in_fact"):
        assert abs(effective) > MATERIALITY.effective
    if label == "concentrated":
        assert formal > MATERIALITY.formal
    if label == "moved_elsewhere":
        assert formal < 0 < other
        assert principal == "b"


@given(st.lists(changes, min_size=len(LINE), max_size=len(LINE)))
def test_the_nearest_change_of_sign_lies_between_points_of_both_signs(values: list[Fraction]) -> None:
    line = tuple(values)
    found = _nearest("one", line, BAND)
    signs = {value > 0 for value in line if value}
    assert (found is not None) == (len(signs) == 2)
    if isinstance(found, Crossing):
        assert 0 <= found.loyalty <= 1
        below = [value for at, value in zip(LINE, line, strict=True) if at <= found.loyalty and value]
        above = [value for at, value in zip(LINE, line, strict=True) if at >= found.loyalty and value]
        assert below
        assert above
        assert (below[-1] > 0) != (above[0] > 0) or found.loyalty in LINE


def test_shares_of_the_grid_add_up_and_follow_the_signs(found: Movement) -> None:
    for robust in found.robustness.values():
        for signs in (robust.formal, robust.effective):
            assert signs.negative + signs.zero + signs.positive == 1
            assert (signs.negative.limit_denominator(4400)) == signs.negative  # counts of 400 draws and 11 loyalties
    assert found.robustness["president"].formal.negative == 1
    assert robustness(found.vector) == found.robustness
    assert robustness(found.vector, seed=1) != found.robustness


def test_koshanov_is_shown_both_ways(found: Movement) -> None:
    (reading,) = [reading for reading in found.flips.readings if reading.person == "koshanov"]
    assert (reading.declared, reading.instead) == ("president", "own")
    assert reading.cells["lower_chamber"]["hear.audit"] == ("moved_on_paper", "moved")
    assert reading.sources
    for grouped, read in zip(found.vector.groups, reading.vector.groups, strict=True):
        assert grouped.formal == read.formal
    assert reading.vector.of("lower_chamber").effective > found.vector.of("lower_chamber").effective


def test_what_is_not_known_is_listed_by_the_decision_that_it_touches(found: Movement) -> None:
    listed = {(item.decision, item.part) for item in found.flips.unknown}
    assert ("impeach", "steps.foundation.need") in listed
    assert set(found.vector.refused) <= {decision for decision, _ in listed}


def test_the_sum_over_decisions_is_what_the_matrix_has(found: Movement) -> None:
    for grouped in found.vector.groups:
        shares = [own[grouped.group] for own in found.vector.matrix.values() if grouped.group in own]
        assert grouped.formal == sum((share.formal for share in shares), Fraction(0))
        assert grouped.effective == mean(grouped.line, BAND.steps)
        counted: list[Any] = [name for names in grouped.decisions.values() for name in names]
        assert sorted(counted) == sorted((*found.vector.matrix, *found.vector.refused))


@pytest.mark.parametrize(
    ("act", "label", "signs"), [("2007", "concentrated", (1, 1)), ("2022", "moved_in_fact", (-1, -1))]
)
def test_what_moved_for_the_head_of_state(act: str, label: Label, signs: tuple[int, int]) -> None:
    president = moved("kazakhstan", act).vector.of("president")
    assert president.label == label
    assert president.signs() == signs


def test_a_clause_made_for_a_person_is_listed_and_not_weighed(found: Movement) -> None:
    person = found.vector.of("person")
    assert person.label == "undetermined"
    assert all(clause.startswith("provisions.") for clause in person.clauses)
    assert replace(person, clauses=()).formal == 0
