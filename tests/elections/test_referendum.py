"""A referendum's conditions against its counts, in whole votes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from politeia.case.election import Condition, Referendum
from politeia.case.library import load
from politeia.elections.referendum import fewest, referendum

RULE: dict[str, Any] = {"role": "adoption", "count": "yes", "of": "cast", "source": "law"}


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


def test_the_published_counts_add_up() -> None:
    counts = load("kazakhstan").elections.referendums["2022-06-05"].counts
    parts = sum(int(str(counts[name].n)) for name in ("yes", "no", "invalid", "both_marked"))
    assert parts == counts["took_part"].n


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
