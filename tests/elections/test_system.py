"""A system is a value: thresholds, ties, names that never win, run-offs, and what does not fit."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.returns import ElectionFile, Returns
from politeia.case.system import PROPORTIONAL, ElectoralSystem, Linkage, within
from politeia.elections.apportion import FORMULAS
from politeia.elections.seats import seats
from politeia.elections.thresholds import missing, reaches
from politeia.elections.tier import Unsettled
from politeia.errors import CaseError

LIST = {"formula": "hare", "seats": {"national": 10}}


def outcome(votes, *, tiers=None, second=None, counts=None, **system):
    """The result of a system with a list of ten seats, and plurality in every other tier that has votes."""
    given = votes if "list" in votes or tiers else {"list": {"national": votes}}
    kinds = tiers or {tier: LIST if tier == "list" else {"formula": "plurality"} for tier in given}
    returns = Returns.model_validate({"votes": given, "second_round": second or {}, "counts": counts or {}})
    return seats(ElectoralSystem.model_validate({"tiers": kinds, **system}), returns)


def threshold(share, **rule):
    return {"thresholds": [{"tier": "list", "share": share, **rule}]}


def test_a_tier_may_use_every_formula_of_the_registry():
    assert set(PROPORTIONAL) == set(FORMULAS)


@pytest.mark.parametrize(("admits", "enters"), [("at_least", True), ("more_than", False)])
def test_exactly_seven_of_a_hundred(admits, enters):
    result = outcome({"A": 93, "B": 7}, **threshold("7%", admits=admits))
    assert [hurdle.passed for hurdle in result.thresholds] == [True, enters]
    assert [hurdle.missing for hurdle in result.thresholds] == [0, 0 if enters else 1]


@given(st.integers(0, 10**20), st.integers(1, 10**20), st.fractions(0, 1), st.sampled_from(["at_least", "more_than"]))
def test_what_is_missing_is_enough_and_one_vote_less_is_not(votes, base, share, admits):
    more = missing(votes, base, share, admits)
    assert reaches(votes + more, base, share, admits)
    assert more == 0 or not reaches(votes + more - 1, base, share, admits)


@pytest.mark.parametrize(("of", "enters"), [("valid", True), ("cast", True), ("registered", False)])
def test_the_share_is_of_its_own_base(of, enters):
    counts = {"valid": 100, "cast": 110, "registered": 200}
    result = outcome({"A": 94, "B": 6}, counts=counts, **threshold("1/20", of=of))
    assert (result.thresholds[1].base, result.thresholds[1].passed) == (counts[of], enters)


def test_names_that_never_win_count_as_valid_votes():
    votes = {"A": 60, "B": 5, "against_all": 40}
    assert outcome(votes, **threshold("5%"), no_seats=["against_all"]).seats == {"A": 10, "B": 0}
    assert outcome({"A": 60, "B": 5}, **threshold("5%")).seats == {"A": 9, "B": 1}


def test_a_share_of_the_district_bars_in_that_district_only():
    tiers = {"list": {"formula": "dhondt", "seats": {"north": 40, "south": 40}}}
    votes = {"list": {"north": {"A": 98, "B": 2}, "south": {"A": 90, "B": 10}}}
    result = outcome(votes, tiers=tiers, **threshold("3%", scope="district"))
    assert (result.tiers["list"]["north"], result.tiers["list"]["south"]["B"]) == ({"A": 40}, 4)
    nation = outcome(votes, tiers=tiers, **threshold("3%"))
    assert nation.tiers["list"]["north"] == {"A": 40, "B": 0}


@pytest.mark.parametrize(
    ("unless", "by"),
    [
        ([{"exempt": ["B"]}], "exempt"),
        ([{"wins": 1, "in": "districts"}], "1 seat in districts"),
        ([{"wins": 2, "in": "districts"}], ""),
        ([{"wins": 2, "in": "districts"}, {"share": "1/50", "admits": "more_than"}], "1/50 in the nation"),
    ],
)
def test_one_alternative_is_enough(unless, by):
    votes = {"list": {"national": {"A": 97, "B": 3}}, "districts": {"d": {"A": 1, "B": 2}}}
    result = outcome(votes, **threshold("5%", unless=unless))
    assert (result.thresholds[1].passed, result.thresholds[1].by) == (bool(by), by)


def test_all_thresholds_of_a_tier_must_be_passed():
    rules = [{"tier": "list", "share": "5%"}, {"tier": "list", "share": "4%", "of": "registered"}]
    result = outcome({"A": 94, "B": 6}, counts={"registered": 200}, thresholds=rules)
    assert [h.passed for h in result.thresholds if h.party == "B"] == [True, False]
    assert result.seats["B"] == 0


def test_a_coalition_needs_its_own_share():
    rule = threshold("5%", coalitions=[{"share": "7%", "lists": ["B"]}])
    assert outcome({"A": 94, "B": 6}, **rule).seats == {"A": 10, "B": 0}
    assert outcome({"A": 94, "C": 6, "B": 0}, **rule).seats["C"] == 1


def test_where_only_one_list_passes_the_next_is_admitted_with_less():
    # Kazakhstan since 2009: the next list's quotient times 0.7, and two seats at the least.
    system = threshold("7%", minimum={"parties": 2, "seats": 2, "times": "0.7"})
    tiers = {"list": {"formula": "hare", "seats": {"national": 98}}}
    result = outcome({"list": {"national": {"A": 90, "B": 6, "C": 4}}}, tiers=tiers, **system)
    assert result.seats == {"A": 94, "B": 4, "C": 0}  # 98 * 6/96 * 0.7 = 4.29
    few = outcome({"list": {"national": {"A": 98, "B": 1, "C": 0}}}, tiers=tiers, **system)
    assert few.seats == {"A": 96, "B": 2, "C": 0}
    assert "B admitted to reach" in few.assumptions[1]
    both = outcome({"list": {"national": {"A": 90, "B": 7, "C": 3}}}, tiers=tiers, **system)
    assert both.seats == {"A": 91, "B": 7, "C": 0}
    with pytest.raises(Unsettled, match="tied between B and C"):
        outcome({"list": {"national": {"A": 90, "B": 5, "C": 5}}}, tiers=tiers, **system)


def test_seats_that_nobody_passes_for_stay_vacant():
    result = outcome({"A": 1, "B": 1, "C": 1}, **threshold("40%"))
    assert (result.vacant, result.house, result.seats, result.measures) == (10, 10, {"A": 0, "B": 0, "C": 0}, {})


def test_appointed_seats_are_part_of_the_house_and_of_no_measure():
    result = outcome({"A": 70, "B": 30}, appointed={"assembly_of_people": 9})
    assert (result.house, result.seats["assembly_of_people"]) == (19, 9)
    assert result.measures["majority_margin"] == 1


def test_two_rounds():
    tiers = {"districts": {"formula": "two_round"}}
    votes = {"districts": {"d": {"A": 5, "B": 4, "C": 2}, "e": {"A": 6, "B": 3, "C": 2}}}
    with pytest.raises(CaseError, match=r"votes\.districts\.d: nobody has more than half.*run-off of A and B"):
        outcome(votes, tiers=tiers)
    second = {"districts": {"d": {"A": 5, "B": 6}}}
    result = outcome(votes, tiers=tiers, second=second)
    assert result.tiers["districts"] == {"d": {"A": 0, "B": 1}, "e": {"A": 1, "B": 0, "C": 0}}


def test_a_tie_is_an_error_that_names_the_parties_of_all_tiers():
    votes = {"list": {"national": {"A": 5, "B": 5, "C": 5}}, "districts": {"d": {"A": 3, "B": 3}}}
    with pytest.raises(Unsettled) as caught:
        outcome(votes)
    assert [tie.parties for tie in caught.value.ties] == [("A", "B", "C"), ("A", "B")]
    told = outcome(votes, ties={"rule": "order", "order": ["C", "B", "A"]})
    assert (told.seats, [tie.to for tie in told.ties]) == ({"A": 3, "B": 4, "C": 4}, [("C",), ("B",)])
    drawn = [outcome(votes, ties={"rule": "lot", "seed": 7}).seats for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_a_tie_that_changes_no_seat_is_none():
    assert outcome({"A": 5, "B": 5}).ties == ()


def test_levelling_by_name_without_a_list_tier():
    tiers = {"districts": {"formula": "dhondt", "seats": {"north": 3, "south": 3}}}
    votes = {"districts": {"north": {"A": 61, "B": 30, "C": 9}, "south": {"A": 50, "B": 20, "D": 33}}}
    link = {
        "kind": "compensatory", "name": "levelling", "total": 9, "formula": "sainte_lague", "subtract": "districts",
        "overhang": "absorb",
    }  # fmt: skip
    result = outcome(votes, tiers=tiers, linkage=link, thresholds=[{"tier": "levelling", "share": "10%"}])
    assert result.tiers["districts"] == {"north": {"A": 2, "B": 1, "C": 0}, "south": {"A": 2, "B": 0, "D": 1}}
    assert result.tiers["levelling"] == {"national": {"A": 1, "B": 1, "D": 1}}
    assert result.house == 9
    barred = outcome(votes, tiers=tiers, linkage=link, thresholds=[{"tier": "levelling", "share": "20%"}])
    assert barred.seats == {"A": 6, "B": 2, "C": 0, "D": 1}  # D keeps its seat, and it comes off the nine first


def test_two_tiers_may_be_subtracted_and_a_grouping_may_be_declared():
    tiers = {
        "list": {"formula": "dhondt", "seats": {"east": 4, "west": 4}},
        "general": {"formula": "plurality", "groups": {"region": {"east": ["p", "q"], "west": ["r"]}}},
        "other": {"formula": "plurality"},
    }
    votes = {
        "list": {"east": {"A": 50, "B": 50}, "west": {"A": 20, "B": 60}},
        "general": {"p": {"A": 1}, "q": {"A": 1}, "r": {"B": 1}},
        "other": {"east 1": {"A": 1}},
    }
    link = {"kind": "compensatory", "subtract": ["general", "other"], "overhang": "absorb", "within": "region"}
    result = outcome(votes, tiers=tiers, linkage=link)
    assert result.tiers["list"] == {"east": {"A": 0, "B": 1}, "west": {"A": 1, "B": 2}}
    assert result.seats == {"A": 4, "B": 4}


FILE = """\
election: example
system:
  tiers:
    list: {formula: hare, seats: {national: 9}}
    districts: {formula: plurality}
  thresholds:
    - {tier: list, share: 5%, unless: [{wins: 1, in: districts}]}
  linkage: {kind: parallel}
votes:
  list: {national: {A: 60, B: 30}}
  districts: {d1: {A: 9, B: 1}, d2: {A: 1, B: 9}}
counts: {valid: 90}
"""
MIXED = "{kind: compensatory, subtract: districts, overhang: keep}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("A: 60", "A: -60", r"x:10:24: votes.list.national.A: '-60' does not fit"),
        ("{national: 9}", "{national: 9, abroad: 1}", r"x:4:56: .*abroad: this district has seats and no votes"),
        ("{national: {A: 60, B: 30}}", "{national: {A: 60, B: 30}, abroad: {A: 1}}", r"abroad: .* votes and no seats"),
        ("share: 5%", "share: 105%", r"x:7:27: .*share: '105%' is not a share"),
        (", seats: {national: 9}", "", r"x:4:11: system.tiers.list: a tier without seats"),
        ("{national: 9}", "{national: 0}", r"seats.national: '0' does not fit"),
        ("formula: hare", "formula: hair", r"formula: 'hair' does not fit.*did you mean 'hare'"),
        ("  thresholds:", "  tresholds:", r"x:6:3: system.tresholds: .*did you mean 'thresholds'"),
        ("tier: list", "tier: lists", r"'lists' is no tier; did you mean 'list'"),
        ("in: districts", "in: district", r"'district' is no tier; did you mean 'districts'"),
        ("in: districts", "in: list", r"'list' is the tier to be entered"),
        ("share: 5%", "share: 5%, of: cast", r"'cast', which is not known; expected `cast:` under counts"),
        ("valid: 90", "valid: 80", r"counts.valid: 80 is less than the 90 votes of 'list'"),
        ("valid: 90", "valid: 90, cast: 80", r"counts.valid: 90 is more than cast, 80"),
        ("d2: {A: 1, B: 9}", "d2: {A: 0}", r"votes.districts.d2: nobody has a vote here"),
        ("kind: parallel", "kind: parallel, total: 9", r"linkage.total: says nothing in a parallel linkage"),
        ("{kind: parallel}", "{kind: compensatory, subtract: districts}", r"linkage: overhang is not ruled"),
        ("{kind: parallel}", "{kind: compensatory, overhang: keep}", r"linkage: nothing is subtracted"),
        ("{kind: parallel}", MIXED.replace("keep", "keep, total: 7"), r"total: 7 is not the 9 seats of 'list'"),
        ("{kind: parallel}", MIXED.replace("keep", "kep"), r"overhang: .*did you mean 'keep'"),
        ("{kind: parallel}", MIXED.replace("districts", "lists"), r"subtract: 'lists' is no tier"),
        (
            "{kind: parallel}",
            MIXED.replace("keep", "level, level: {within: land}"),
            r"in which land this district lies",
        ),
        ("districts: {formula: plurality}", "districts: {formula: plurality, seats: {d1: 2, d2: 1}}", r"2 seats where"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tmp_path, old, new, told):
    path = tmp_path / "x"
    path.write_text(FILE, "utf-8")
    assert ElectionFile.from_yaml(path).election == "example"
    assert old in FILE
    path.write_text(FILE.replace(old, new, 1), "utf-8")
    with pytest.raises(CaseError) as caught:
        ElectionFile.from_yaml(path)
    assert any(re.search(told, str(complaint)) for complaint in caught.value.complaints), str(caught.value)
    assert all(complaint.line and complaint.column for complaint in caught.value.complaints)


def test_everything_is_told_at_once(tmp_path):
    path = tmp_path / "x"
    text = FILE.replace("A: 60", "A: -60").replace("5%", "105%").replace("{national: 9}", "{national: 9, abroad: 1}")
    path.write_text(text.replace("formula: plurality", "formula: plural").replace("valid: 90", "vald: 90"), "utf-8")
    with pytest.raises(CaseError) as caught:
        ElectionFile.from_yaml(path)
    assert [complaint.path for complaint in caught.value.complaints] == [
        "system.tiers.list.seats.abroad",
        "system.tiers.districts.formula",
        "system.thresholds[0].share",
        "votes.list.national.A",
        "counts.vald",
    ]


def test_tiers_that_wait_for_each_other(tmp_path):
    rule = "    - {tier: districts, share: 0, unless: [{wins: 1, in: list}]}\n"
    text = FILE.replace("  linkage:", rule + "  linkage:")
    path = tmp_path / "x"
    path.write_text(text, "utf-8")
    with pytest.raises(CaseError, match="no two tiers that wait for each other"):
        ElectionFile.from_yaml(path)


def test_a_subtracted_tier_cannot_wait_for_the_whole(tmp_path):
    rule = "    - {tier: districts, share: 5%, unless: [{wins: 1, in: list}]}\n"
    path = tmp_path / "x"
    text = FILE.replace(", unless: [{wins: 1, in: districts}]", "").replace("  linkage:", rule + "  linkage:")
    path.write_text(text, "utf-8")
    ElectionFile.from_yaml(path)
    path.write_text(text.replace("{kind: parallel}", MIXED), "utf-8")
    with pytest.raises(CaseError, match="no two tiers that wait for each other"):
        ElectionFile.from_yaml(path)


@pytest.mark.parametrize(
    ("district", "land"),
    [
        ("Sachsen 150", "Sachsen"),
        ("Sachsen-Anhalt/66", "Sachsen-Anhalt"),
        ("Sachsen_1", "Sachsen"),
        ("Halle (Sachsen-Anhalt)", "Sachsen-Anhalt"),
        ("Sachsenwald", None),
        ("Neusachsen", None),
        ("declared", "Sachsen"),
    ],
)
def test_a_district_lies_where_its_name_says(district, land):
    tiers = {
        "list": {"formula": "hare", "seats": {"Sachsen": 1, "Sachsen-Anhalt": 1}},
        "districts": {"formula": "plurality", "groups": {"land": {"Sachsen": "declared"}}},
    }
    link = {"kind": "compensatory", "subtract": "districts", "overhang": "level", "level": {"within": "land"}}
    system = ElectoralSystem.model_validate({"tiers": tiers, "linkage": link})
    assert within(system, "districts", {district: None}, "land").get(district) == land


def test_levelling_may_be_written_in_two_ways():
    apart = {"overhang": "level", "level": {"within": "land", "tolerate": 3}}
    inside = {"overhang": {"level": {"within": "land", "tolerate": 3}}}
    first, second = (
        Linkage.model_validate({"kind": "compensatory", "subtract": "d", **how}) for how in (apart, inside)
    )
    assert (first.rule, first.levelling) == (second.rule, second.levelling)
    assert first.levelling.tolerate == 3


def test_a_system_in_python_is_held_against_its_votes():
    with pytest.raises(CaseError, match=r"votes\.lists: 'lists' is no tier; did you mean 'list'"):
        outcome({"lists": {"national": {"A": 1}}}, tiers={"list": LIST})


def test_shares_are_exact():
    result = outcome({"A": 2, "B": 1})
    assert result.exact
    assert sum(hurdle.share for hurdle in outcome({"A": 2, "B": 1}, **threshold("5%")).thresholds) == Fraction(1)
