"""Did power move: the properties that the verdict by group must have, and what it says of Kazakhstan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.assess.flips import Crossing, _nearest
from politeia.assess.groups import GROUPS, SORTS, group
from politeia.assess.holdings import LINE, NOTHING, Holding, _curve, mean, stands_for
from politeia.assess.movement import Movement
from politeia.assess.omission import fewest
from politeia.assess.readings import read
from politeia.assess.robustness import robustness
from politeia.assess.share import BAND, KINDS, LABELS, MATERIALITY, Label, Share, _label, share_of, sign
from politeia.assess.total import grouped, summed
from politeia.assess.vector import Vector, either, vector
from politeia.assess.weights import Weights, weights
from politeia.case.constitution import Constitution
from politeia.case.holders import Block, Holders
from politeia.case.library import load
from politeia.case.polity import Polity
from politeia.power.control import control
from politeia.power.effective import Followed, Seat
from politeia.power.game import AtLeast, Game, PlayerClass
from politeia.power.shift import Side, shift
from tests.assess.composed import moved
from tests.case.example import freedonia

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
        assert one.signs() == tuple(-each for each in other.signs() if each is not None)
        assert (one.on_paper.gains, one.in_fact.gains) == (-other.on_paper.losses, -other.in_fact.losses)
        assert (one.on_paper.other, one.in_fact.other) == (-other.on_paper.other, -other.in_fact.other)
    for name, robust in robustness(there).items():
        assert robust.effective.negative == robustness(back)[name].effective.positive
        assert robust.formal.positive == robustness(back)[name].formal.negative


def test_what_passes_to_who_follows_moved_on_paper_only(found: Movement) -> None:
    shares = found.vector.matrix["annul.akim_acts"]
    assert shares["president"].label == shares["government"].label == "moved_on_paper"
    assert shares["president"].formal == Fraction(-1, 2)
    assert shares["president"].holding.gains[-1] == 0


def test_what_passes_to_another_principal_moved_elsewhere(found: Movement) -> None:
    only = ("appoint.judicial_council",)
    shares = measured(*TEXTS, CASE.elections.holders, only=only).matrix["appoint.judicial_council"]
    assert found.vector.matrix["appoint.judicial_council"]["president"].label == "undetermined"
    assert shares["president"].label == "moved_elsewhere"
    assert shares["upper_chamber"].label == "moved"


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
            assert signs.negative.limit_denominator(8800) == signs.negative  # 400 draws, 11 loyalties, 2 readings
    assert robustness(found.vector) == robustness(found.vector)
    assert robustness(found.vector, seed=1) != robustness(found.vector)


def test_koshanov_is_shown_both_ways(found: Movement) -> None:
    (coded,) = [coded for coded in found.flips.coded if coded.person == "koshanov"]
    assert (coded.declared, coded.instead) == ("president", "own")
    assert coded.reading.cells["lower_chamber"]
    assert coded.sources
    assert coded.reading.turns == any(turned.sign for turned in coded.reading.turned)
    for own, other in zip(found.vector.groups, coded.reading.vector.groups, strict=True):
        assert own.formal == other.formal
        assert coded.reading.apart[own.group] == own.effective - other.effective


def test_what_is_not_known_is_listed_by_the_decision_that_it_touches(found: Movement) -> None:
    listed = {(item.decision, item.part) for item in found.flips.unknown}
    assert ("impeach", "steps.foundation.need") in listed
    assert "appoint.judicial_council_members" in found.vector.refused  # left to a law that was not read


def test_the_sums_are_over_core_questions_and_the_rest_stands_apart(found: Movement) -> None:
    weighing = found.vector.weights
    assert sum(map(weighing.of, {each for own in weighing.questions.values() for each in own})) == len(
        weighing.questions
    )
    assert not set(weighing.questions) & set(weighing.silent)
    for own in found.vector.groups:
        shares = {name: groups[own.group] for name, groups in found.vector.matrix.items() if own.group in groups}
        assert own.formal == sum((weighing.of(name) * share.formal for name, share in shares.items()), Fraction(0))
        assert own.effective == mean(own.line, BAND.steps)
        assert own.on_paper.other == sum(
            (share.formal for name, share in shares.items() if not weighing.of(name)), Fraction(0)
        )
        assert all(weighing.of(name) for names in own.decisions.values() for name in names)
        counted: list[Any] = [name for part in (own.decisions, own.other) for names in part.values() for name in names]
        assert sorted(counted) == sorted((*found.vector.matrix, *found.vector.refused))


def test_a_power_under_another_name_cancels_within_its_question() -> None:
    texts = CASE.polity.before("2026"), CASE.polity.after("2026")
    renamed = measured(*texts, CASE.elections.holders, only=("dissolve.majlis", "dissolve.kurultai"))
    assert renamed.matrix["dissolve.majlis"]["president"].formal == -1
    assert renamed.matrix["dissolve.kurultai"]["president"].formal == 1
    assert renamed.of("president").on_paper.questions["dissolve"] == 0
    assert renamed.of("president").label == "nothing_moved"


def test_what_chambers_decide_as_one_is_no_gain_of_the_chamber_that_follows() -> None:
    vector = moved("kazakhstan", "2026").vector
    assert "parliament decides as one" in vector.refused["ratify.treaties"]
    assert "decree.laws" in moved("kazakhstan", "2017").vector.matrix  # where the parliament's part was idle


def test_a_label_follows_from_the_signs_of_its_row() -> None:
    for act in ("2007", "2017", "2022", "2022-09", "2026"):
        for own in moved("kazakhstan", act).vector.groups:
            paper, fact = own.on_paper.moved(MATERIALITY.formal), own.in_fact.moved(MATERIALITY.effective)
            if own.label in ("moved_in_fact", "nothing_moved"):
                assert not paper
            if own.label in ("moved_on_paper", "nothing_moved"):
                assert not fact
            if own.label == "moved_elsewhere":
                assert own.formal < 0
            if own.label == "concentrated":
                assert own.signs() == (1, 1)
            if own.signs()[1] is None:
                assert own.label == "undetermined"


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.fractions(-1, 1, max_denominator=20)),
    st.fractions(0, Fraction(1, 5), max_denominator=20),
)
def test_the_fewest_questions_turn_the_sign_and_fewer_do_not(values: dict[str, Fraction], material: Fraction) -> None:
    least = fewest(values, material)
    own = sign(sum(values.values(), Fraction(0)), material)
    turning = [
        len(gone)
        for size in range(len(values) + 1)
        for gone in combinations(values, size)
        if sign(sum((value for name, value in values.items() if name not in gone), Fraction(0)), material) != own
    ]
    assert len(least) == min(turning, default=0)


def test_what_cancels_moved_both_ways() -> None:
    weighing = Weights({"q": ("a",), "r": ("b",)})
    there = summed({"a": Fraction(1, 2), "b": Fraction(-1, 2), "c": Fraction(1)}, weighing)
    assert (there.net, there.other) == (Fraction(0), Fraction(1))
    assert (there.gains, there.losses) == (Fraction(1, 2), Fraction(-1, 2))
    assert there.both_ways(MATERIALITY.formal)
    assert there.moved(MATERIALITY.formal)
    groups = {"court": holding(Fraction(1, 2), Fraction(0), "x")}, {"court": holding(Fraction(-1, 2), Fraction(0), "x")}
    matrix = {
        name: {"court": Share(own["court"], own["court"].gained, Fraction(0), (Fraction(0),) * 2, "moved_on_paper")}
        for name, own in zip("ab", groups, strict=True)
    }
    assert grouped("court", matrix, {}, weighing, "").label == "moved_on_paper"
    assert grouped("court", matrix, {"r": "why"}, weighing, "").label == "moved_on_paper"
    unmeasured = Weights({"q": ("a",), "r": ("c",)})
    assert grouped("court", {"a": matrix["a"]}, {"c": "why"}, unmeasured, "").label == "undetermined"


def test_what_readings_of_the_unknown_turn_is_undetermined(found: Movement) -> None:
    assert found.flips.unheld is not None
    assert any(side.control.unheld for side in found.sides)
    for name, cells in found.flips.unheld.cells.items():
        for decision in cells:
            assert found.vector.matrix[decision][name].label == "undetermined"
    for own in found.vector.groups:
        low, high = own.between
        assert low <= own.effective <= high
    president = found.vector.of("president")
    assert president.signs() == (-1, None)
    assert president.label == "undetermined"
    assert share_of(None, None) is None


def test_an_unknown_of_no_weight_changes_nothing(found: Movement) -> None:
    assert either(found.vector, found.vector).groups == found.vector.groups


def test_nobody_else_sits_in_the_reading_net_of_time(found: Movement) -> None:
    assert found.flips.time is not None
    same = read(found.shift, TEXTS, CASE.elections.holders, like=TEXTS[0])
    assert [bloc.direct for bloc in same.sides[0].control.blocs["senate"]]
    assert same.sides[0].control.day == same.sides[1].control.day
    for own in found.vector.groups:
        assert found.flips.time.vector.of(own.group).formal == own.formal


def test_the_petition_of_citizens_is_no_review_before_signature(found: Movement) -> None:
    assert set(weights(TEXTS).questions["constitutional_petition"]) == {
        "petition.constitutional_review",
        "petition.normative_acts",
    }
    assert "citizen" not in found.vector.matrix["petition.constitutional_review"]
    assert found.vector.matrix["petition.normative_acts"]["citizen"].formal > 0


@st.composite
def polities(draw: st.DrawFn) -> Polity:
    """A small polity with one reform: seats, a veto, and who dismisses the cabinet and dissolves the house change."""
    modes = st.sampled_from(["mode: alone", "mode: with_consent, of: house", "mode: not"])
    return freedonia(
        ("members: 9", f"members: {draw(st.integers(1, 9))}"),
        ("body: senate, n: 6", f"body: senate, n: {draw(st.integers(4, 7))}"),
        ("source: S2, mode: with_consent, of: house", f"source: S2, {draw(modes)}"),
        (
            "insist:  {yes: sign}",
            draw(st.sampled_from(["insist:  {yes: sign}", "insist:  {need: majority, yes: sign}"])),
        ),
    )


@settings(max_examples=15, deadline=None)
@given(polities())
def test_small_polities_stand_still_and_swap(polity: Polity) -> None:
    texts = polity.before("second"), polity.after("second")
    same = measured(texts[1], texts[1], None, only=None)
    assert {own.label for own in same.groups} == {"nothing_moved"}
    assert all(own.on_paper.gains == own.in_fact.losses == 0 for own in same.groups)
    there, back = measured(*texts, None, only=None), measured(*texts[::-1], None, only=None)
    for one, other in zip(there.groups, back.groups, strict=True):
        assert (one.formal, one.effective) == (-other.formal, -other.effective)
        assert one.signs() == tuple(-each for each in other.signs() if each is not None)
        assert (one.on_paper.gains, one.in_fact.other) == (-other.on_paper.losses, -other.in_fact.other)


def test_what_moved_for_the_head_of_state() -> None:
    president = moved("kazakhstan", "2007").vector.of("president")
    assert president.label == "concentrated"
    assert president.signs() == (1, 1)


def test_a_clause_made_for_a_person_is_listed_and_not_weighed(found: Movement) -> None:
    person = found.vector.of("person")
    assert person.label == "undetermined"
    assert all(clause.startswith("provisions.") for clause in person.clauses)
    assert person.formal == 0
