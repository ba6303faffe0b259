"""What becomes of overhang: each rule against what defines it, over small elections of every shape."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from politeia.elections.apportion import apportion
from politeia.elections.linkage import OVERHANG, absorb, cap, keep, level
from politeia.elections.ties import Order, Undecided
from politeia.errors import CaseError

NAMES = "ABCDE"
FORMULAS = ("sainte_lague", "dhondt", "hare", "modified_sainte_lague")


def allot_by(formula):
    return lambda votes, n, rule: apportion(votes, n, formula, ties=rule)


@st.composite
def chambers(draw):
    """Votes of those who take part, the seats of the whole, and seats won, by outsiders too."""
    parties = NAMES[: draw(st.integers(2, 5))]
    votes = {party: draw(st.integers(1, 60)) for party in parties}
    won = {party: draw(st.integers(0, 6)) for party in parties} | {"outsider": draw(st.integers(0, 3))}
    total = draw(st.integers(sum(won.values()), sum(won.values()) + 12))
    return votes, total, won


RULE = Order(tuple(NAMES))


@given(chambers(), st.sampled_from(sorted(OVERHANG)), st.sampled_from(FORMULAS))
def test_outsiders_keep_theirs_and_it_comes_off_the_total_first(chamber, name, formula):
    votes, total, won = chamber
    whole = OVERHANG[name](votes, total, won, allot_by(formula), RULE)
    assert whole.seats["outsider"] == won["outsider"]
    if name in ("absorb", "cap"):
        assert sum(whole.seats.values()) == total
    else:
        assert sum(whole.seats.values()) >= total


@given(chambers(), st.sampled_from(FORMULAS))
def test_keep_grows_by_what_was_won_above_the_shares(chamber, formula):
    votes, total, won = chamber
    whole = keep(votes, total, won, allot_by(formula), RULE)
    due = apportion(votes, total - won["outsider"], formula, ties=RULE).seats
    assert {party: whole.seats[party] for party in votes} == {p: max(due[p], won[p]) for p in votes}
    assert sum(whole.seats.values()) == total + sum(max(0, won[p] - due[p]) for p in votes)


@given(chambers(), st.sampled_from([formula for formula in FORMULAS if formula != "hare"]))  # which is not consistent
def test_absorb_takes_nothing_back_and_leaves_the_rest_in_proportion(chamber, formula):
    votes, total, won = chamber
    whole = absorb(votes, total, won, allot_by(formula), RULE)
    assert all(whole.seats[party] >= won[party] for party in votes)
    above = [party for party in votes if whole.seats[party] > won[party]]
    if above:  # those who got a seat more share what they have among themselves
        rest = {party: votes[party] for party in above}
        shared = sum(whole.seats[party] for party in above)
        assert apportion(rest, shared, formula, ties=RULE).seats == {p: whole.seats[p] for p in above}


def additional_members(votes, total, won):
    """D'Hondt seat by seat, each party beginning after the seats that it won: the rule of the Scotland Act 1998."""
    seats = dict(won)
    while sum(seats.values()) < total:
        best = max(votes, key=lambda p: (Fraction(votes[p], seats[p] + 1), -NAMES.index(p)))
        seats[best] += 1
    return seats


@given(chambers())
def test_absorb_by_dhondt_is_the_additional_member_system(chamber):
    votes, total, won = chamber
    try:
        whole = absorb(votes, total, won, allot_by("dhondt"), None)
    except Undecided:
        assume(False)
    assert whole.seats == additional_members(votes, total, won)


@given(chambers(), st.sampled_from(FORMULAS), st.integers(0, 3))
def test_level_is_the_smallest_house_in_proportion(chamber, formula, tolerate):
    votes, total, won = chamber
    whole = level(votes, total, won, allot_by(formula), RULE, tolerate)

    def short(size):
        due = apportion(votes, size, formula, ties=RULE).seats
        return sum(max(0, won[party] - due[party]) for party in votes)

    size = sum(whole.due.values())
    assert short(size) <= tolerate
    assert all(short(smaller) > tolerate for smaller in range(total - won["outsider"], size))
    assert sum(whole.seats.values()) == size + won["outsider"] + short(size)


@given(chambers(), st.sampled_from(FORMULAS))
def test_cap_leaves_nobody_more_than_its_share(chamber, formula):
    votes, total, won = chamber
    whole = cap(votes, total, won, allot_by(formula), RULE)
    due = apportion(votes, total - won["outsider"], formula, ties=RULE).seats
    assert {party: whole.seats[party] for party in votes} == due
    assert whole.lost == {p: won[p] - due[p] for p in votes if won[p] > due[p]}


@given(chambers(), st.sampled_from(FORMULAS))
def test_without_overhang_the_four_rules_are_one(chamber, formula):
    votes, total, won = chamber
    due = apportion(votes, total - won["outsider"], formula, ties=RULE).seats
    modest = {party: min(won[party], due[party]) for party in votes} | {"outsider": won["outsider"]}
    found = [rule(votes, total, modest, allot_by(formula), RULE).seats for rule in OVERHANG.values()]
    assert all(seats == found[0] for seats in found)


def test_a_house_that_cannot_be_levelled_is_an_error_that_names_the_party():
    with pytest.raises(CaseError, match=r"B: seats won 3, votes 1; no house.*expected another rule than level"):
        level({"A": 10**6, "B": 1}, 100, {"B": 3}, allot_by("dhondt"), None)


def test_a_tie_on_the_way_to_a_levelled_house_needs_no_rule():
    # The third seat is tied between A and B, and three are too few however that is decided: C won two.
    whole = level({"A": 20, "B": 20, "C": 9}, 3, {"C": 2}, allot_by("dhondt"), None)
    assert whole.seats == {"A": 4, "B": 4, "C": 2}
    with pytest.raises(Undecided):  # here the tie decides whether the house is large enough
        level({"A": 20, "B": 20}, 3, {"B": 2}, allot_by("dhondt"), None)


def test_a_tie_that_only_a_passing_distribution_has_needs_no_rule():
    # By six seats C, which won three, is over in any case, and A and B are tied for one; of what C leaves each gets one
    # and a half, which is a tie of its own, or, of seven seats, two.
    votes, won = {"A": 20, "B": 20, "C": 9}, {"C": 3}
    with pytest.raises(Undecided):
        absorb(votes, 6, won, allot_by("sainte_lague"), None)
    assert absorb(votes, 7, won, allot_by("sainte_lague"), None).seats == {"A": 2, "B": 2, "C": 3}
