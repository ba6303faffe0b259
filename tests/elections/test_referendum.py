"""A referendum's conditions against its counts, in whole votes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.case.election import Condition, Percentage, Referendum
from politeia.case.library import load, packaged
from politeia.elections.referendum import ReferendumResult, fewest, referendum

RULE: dict[str, Any] = {"role": "adoption", "count": "yes", "of": "cast", "source": "law"}
VOTES = [(case, vote) for case in packaged() for vote in load(case).elections.referendums]


def of(case: str, vote: str) -> ReferendumResult:
    return referendum(load(case).elections.referendums[vote])


def test_kazakhstan_2022() -> None:
    result = referendum(load("kazakhstan").elections.referendums["2022-06-05"])
    assert (result.valid, result.adopted) == ("yes", "yes")
    turnout, majority, regions = result.conditions
    assert (turnout.required, turnout.observed, turnout.margin, turnout.basis) == (
        5867322,
        7985769,
        2118447,
        "recomputed",
    )
    assert (majority.required, majority.observed, majority.basis) == (3992885, 6163516, "recomputed")
    assert (regions.required, regions.observed, regions.margin, regions.basis) == (12, 17, 5, "reported")


def test_eleven_of_seventeen_are_not_two_thirds() -> None:
    vote = load("kazakhstan").elections.referendums["2022-06-05"]
    counts = {**vote.counts, "regions_in_favour": vote.counts["regions_in_favour"].model_copy(update={"n": 11})}
    result = referendum(vote.model_copy(update={"counts": counts}))
    assert (result.valid, result.adopted, result.conditions[2].margin) == ("yes", "no", -1)


def test_of_twenty_regions_fourteen_are_two_thirds_and_how_many_were_in_favour_is_not_known() -> None:
    result = of("kazakhstan", "2026-03-15")
    assert (result.valid, result.adopted) == ("yes", "depends")
    turnout, majority, regions = result.conditions
    assert (turnout.required, turnout.observed, turnout.margin) == (6241307, 9127192, 2885885)
    assert (majority.required, majority.observed, majority.margin) == (4563597, 7954667, 3391070)
    assert (regions.required, regions.observed, regions.margin, regions.met) == (14, None, None, "depends")


def test_russia_asked_for_no_turnout_and_counted_the_papers_found() -> None:
    result = of("russia", "2020-07-01")
    assert (result.valid, result.adopted) == ("yes", "yes")
    (majority,) = result.conditions
    assert (majority.role, majority.base, majority.required, majority.margin) == (
        "adoption",
        74114217,
        37057109,
        20690179,
    )


def test_belarus_took_the_majority_of_the_lists_and_not_of_the_voters() -> None:
    result = of("belarus", "2022-02-27")
    assert (result.valid, result.adopted) == ("yes", "yes")
    turnout, majority = result.conditions
    assert (turnout.required, turnout.margin) == (3407834, 1951569)
    assert (majority.required, majority.margin, majority.share) == (3407834, 1032996, Fraction(4440830, 6815667))
    declared = load("belarus").elections.referendums["2022-02-27"]
    n = (declared.counts["took_part"].n, 3_000_000)  # enough of those who voted, and too few of those on the lists
    counts = {**declared.counts, "yes": declared.counts["yes"].model_copy(update={"n": n[1]})}
    assert isinstance(n[0], int)
    assert n[1] > n[0] / 2
    assert referendum(declared.model_copy(update={"counts": counts})).adopted == "no"


@pytest.mark.parametrize(("case", "vote"), VOTES)
def test_the_published_counts_add_up(case: str, vote: str) -> None:
    counts = load(case).elections.referendums[vote].counts
    parts = [counts[name].n for name in ("yes", "no", "invalid", "both_marked") if name in counts]
    assert sum(int(str(n)) for n in parts) == counts["took_part"].n


@pytest.mark.parametrize(("case", "vote"), VOTES)
def test_every_packaged_count_and_percentage_says_how_firm_it_is(case: str, vote: str) -> None:
    declared = load(case).elections.referendums[vote]
    counted = [count for name, count in declared.counts.items() if not name.startswith("regions")]
    assert all(count.level for count in counted)
    assert all(printed.level for printed in declared.published.values())


def test_what_was_printed_is_reproduced_but_for_three_percentages() -> None:
    printed = {
        (case, item.count, item.of, item.printed): item.agrees
        for case, vote in VOTES
        for item in of(case, vote).published
    }
    assert {"yes", "no"} == set(printed.values())
    assert printed["belarus", "yes", "took_part", "82.86%"] == printed["belarus", "yes", "entitled", "65.16%"] == "yes"
    assert [key for key, agrees in printed.items() if agrees == "no"] == [
        ("belarus", "yes", "entitled", "66.16%"),  # a misprint
        ("kazakhstan", "no", "took_part", "9.83%"),  # cut off
        ("russia", "took_part", "entitled", "67.97%"),  # of papers handed out
    ]


def test_a_percentage_decides_nothing() -> None:
    vote = load("belarus").elections.referendums["2022-02-27"]
    without = referendum(vote.model_copy(update={"published": {}}))
    assert without.conditions == referendum(vote).conditions


def test_turnout_by_region_is_preliminary_and_no_condition_rests_on_it() -> None:
    vote = load("kazakhstan").elections.referendums["2022-06-05"]
    turnout = vote.breakdowns["turnout"]
    assert (turnout.level, turnout.on, len(turnout.shares)) == ("preliminary", vote.held, vote.counts["regions"].n)
    assert str(turnout.shares["almaty_city"]) == "33.30%"


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 6))
def test_a_share_agrees_with_its_own_rounding_and_with_no_other(part: int, whole: int, digits: int) -> None:
    share = Fraction(min(part, whole), whole)
    scaled = share * 100 * 10**digits
    nearest = round(scaled)

    def printed(n: int) -> Percentage:
        return Percentage.read(f"{n // 10**digits}.{n % 10**digits:0{digits}d}%" if digits else f"{n}%")

    assert printed(nearest).agrees(share)
    assert str(printed(nearest)) == (
        f"{nearest // 10**digits}.{nearest % 10**digits:0{digits}d}%" if digits else f"{nearest}%"
    )
    for other in (nearest - 1, nearest + 1):
        if other >= 0 and abs(other - scaled) > Fraction(1, 2):
            assert not printed(other).agrees(share)


def test_the_level_of_a_condition_is_that_of_its_weaker_count() -> None:
    counts = {
        "yes": {"n": "6", "source": "a", "level": "agreed"},
        "cast": {"n": "10", "source": "a", "level": "preliminary"},
    }
    vote = {"held": "2000-01-01", "counts": counts, "conditions": {"majority": {**RULE, "more_than": "1/2"}}}
    assert referendum(Referendum.model_validate(vote)).conditions[0].level == "preliminary"
    bare = {name: {**count, "level": None} for name, count in counts.items()}
    assert referendum(Referendum.model_validate({**vote, "counts": bare})).conditions[0].level is None


@given(st.integers(0, 10**8), st.fractions(0, 1), st.sampled_from(["more_than", "at_least"]))
def test_the_fewest_is_enough_and_one_less_is_not(base: int, share: Fraction, word: str) -> None:
    rule = Condition.model_validate({**RULE, word: str(share)}) if share.denominator < 10**6 else None
    if rule is None:
        return
    needed = fewest(rule, base)
    enough = (lambda n: n > share * base) if word == "more_than" else (lambda n: n >= share * base)
    assert enough(needed)
    assert not enough(needed - 1)


def test_an_unknown_count_makes_the_outcome_depend() -> None:
    counts = {"yes": {"n": "?", "source": "a"}, "cast": {"n": "10", "source": "a"}}
    vote = {"held": "2000-01-01", "counts": counts, "conditions": {"majority": {**RULE, "more_than": "1/2"}}}
    result = referendum(Referendum.model_validate(vote))
    assert (result.valid, result.adopted) == ("yes", "depends")
