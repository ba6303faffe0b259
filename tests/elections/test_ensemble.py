"""Simulated elections: laws against theory, small cases against enumeration, systems paired draw by draw."""

from __future__ import annotations

import csv
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politeia.case.returns import ElectionFile, Returns
from politeia.case.system import ElectoralSystem
from politeia.elections.admission import in_company
from politeia.elections.batch import fitted, many
from politeia.elections.candidates import Candidates
from politeia.elections.draws import Dirichlet, Proportional, Uniform, Unmoved, stream
from politeia.elections.electorate import Electorate, Spread, swung
from politeia.elections.ensemble import CHUNK, ensemble
from politeia.elections.histogram import Band, Histogram
from politeia.elections.seats import seats
from politeia.elections.simulated import Chance
from politeia.errors import CaseError
from politeia.result import dumps, to_json

LAWS = [Dirichlet(400, 2), Uniform(0.04, {("A", "B"): -0.8}), Proportional(0.3, {("B", "C"): 0.9})]
SHARES = {"A": 5_000_000, "B": 3_000_000, "C": 1_500_000, "D": 500_000}
OFFICIAL = {  # what the commission published
    "2012": (83, 8, 7), "2016": (84, 7, 7), "2021": (76, 12, 10), "2023": (40, 8, 6, 6, 5, 4),
}  # fmt: skip


def system(**rules):
    return ElectoralSystem.model_validate(rules)


def lists(n, share=None, formula="hare", **rules):
    thresholds = [{"tier": "list", "share": share}] if share else []
    tiers = {"list": {"formula": formula, "seats": {"national": n}}}
    return system(**{"tiers": tiers, "thresholds": thresholds, "ties": {"rule": "lot", "seed": 7}, **rules})


def mixed(n, districts, share=None):
    found = lists(n, share).model_dump(exclude_none=True)
    found["tiers"]["districts"] = {"formula": "plurality", "seats": {f"d{k}": 1 for k in range(districts)}}
    return ElectoralSystem.model_validate(found | {"thresholds": lists(n, share).thresholds})


def national(votes):
    return Returns(votes={"list": {"national": votes}})


OLD = lists(
    98, appointed={"assembly": 9},
    thresholds=[{"tier": "list", "share": "7%", "minimum": {"parties": 2, "seats": 2, "times": "7/10"}}],
)  # fmt: skip
NEW, NEWEST = mixed(69, 29, "5%"), lists(145, "5%")


@pytest.fixture(scope="module")
def majlis(shared):
    """majlis(year): the list votes of Kazakhstan."""
    with (shared / "facts/elections/kz_majilis_party_votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def returns(year):
        return national({r["party"]: int(r["votes"]) for r in rows if r["election"].startswith(f"KZ-{year}")})

    return returns


# --- laws ---


def test_dirichlet_has_the_means_and_variances_of_theory():
    centre, n = np.array([0.5, 0.3, 0.15, 0.05]), 200_000
    shares = Dirichlet(600, 3).shares(stream(1, 0, "x"), centre, "ABCD", n)
    variance = centre * (1 - centre) / (600 / 3 + 1)
    assert abs((shares.mean(axis=0) - centre) / np.sqrt(variance / n)).max() < 4.5
    # The variance of a sample variance is near 2 v^2 / n for shares so close to normal; skewness widens it a little.
    assert abs(shares.var(axis=0) / variance - 1).max() < 4.5 * 2 / np.sqrt(n)
    assert np.cov(shares.T)[0, 1] == pytest.approx(-0.5 * 0.3 / 201, rel=0.03)


@pytest.mark.parametrize(("law", "pair", "sign"), [(LAWS[1], (0, 1), -1), (LAWS[2], (1, 2), 1)])
def test_correlated_parties_move_together_as_declared(law, pair, sign):
    centre, none = np.array([0.4, 0.3, 0.2, 0.1]), type(law)(law.sd)
    with_, without = (np.corrcoef(of.shares(stream(1, 0, "x"), centre, "ABCD", 50_000).T)[pair] for of in (law, none))
    assert sign * (with_ - without) > 0.2


@pytest.mark.parametrize("law", [*LAWS, Unmoved()])
def test_shares_are_shares_and_nothing_stays_nothing(law):
    shares = law.shares(stream(3, 0, "x"), np.array([0.6, 0.38, 0.02, 0.0]), "ABCD", 5000)
    assert shares.shape == (5000, 4)
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(1)
    assert not shares[:, 3].any()


def test_a_proportional_factor_has_mean_one():
    factor = Proportional(0.3).shares(stream(1, 0, "x"), np.array([1e-9, 1 - 1e-9]), "AB", 200_000)[:, 0] * 1e9
    # The ratio of two independent factors of mean 1 has the mean exp(sd^2).
    assert factor.mean() == pytest.approx(np.exp(0.09), rel=0.01)


@given(
    st.lists(st.lists(st.integers(1000, 10**6), min_size=3, max_size=3), min_size=1, max_size=5),
    st.lists(st.floats(-0.2, 0.2), min_size=3, max_size=3),
)
def test_swing_keeps_the_mean(votes, moves):
    votes = np.array(votes, float)
    nation = votes.sum(axis=0)
    centre = nation / nation.sum()
    target = centre * np.exp(moves)
    target /= target.sum()
    found = swung(votes, centre, target[None], "proportional")[0]
    assert found.sum(axis=0) == pytest.approx(nation.sum() * target)
    found = swung(votes, centre, target[None], "uniform")[0]
    assert found.sum(axis=1) == pytest.approx(votes.sum(axis=1))
    shifted = votes + votes.sum(axis=1)[:, None] * (target - centre)
    if (shifted >= 0).all():
        assert found.sum(axis=0) == pytest.approx(nation.sum() * target)
    assert (found >= 0).all()


@pytest.mark.parametrize("follow", ["uniform", "proportional"])
def test_without_any_swing_districts_stay_as_they_are(follow):
    votes = np.array([[7.0, 0, 3], [1, 5, 4]])
    centre = votes.sum(axis=0) / votes.sum()
    assert swung(votes, centre, centre[None], follow)[0] == pytest.approx(votes)


def test_a_swing_of_each_district_spreads_as_declared():
    returns = Returns(votes={"list": {f"d{k}": {"A": 600_000, "B": 400_000} for k in range(3)}})
    spread = Spread(Unmoved(), "proportional", regional=0.1)
    drawn = Electorate.of(returns, ["list"], [], spread).drawn(1, 0, 20_000)["list"][:, :, 0] / 600_000
    assert drawn.mean(axis=0) == pytest.approx(1, abs=0.004)
    assert np.log(drawn).std(axis=0) == pytest.approx(0.1, abs=0.003)
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.03
    even = Electorate.of(returns, ["list"], [], Spread(Unmoved(), "uniform", regional=0.05)).drawn(1, 0, 1000)["list"]
    assert abs(even.sum(axis=2) - 1_000_000).max() <= 1
    assert even.std(axis=0).min() > 10_000


def test_a_candidate_swings_where_one_wins_and_nowhere_else():
    votes = {"list": {"national": {"A": 60, "B": 40}}, "districts": {"d": {"A": 6000, "B": 4000}}}
    electorate = Electorate.of(Returns(votes=votes), votes, ["districts"], Spread(Unmoved(), candidate=0.5))
    drawn = electorate.drawn(1, 0, 500)
    assert (drawn["list"] == [60, 40]).all()
    assert drawn["districts"].std(axis=0).min() > 500


# --- districts without votes ---


def test_districts_won_have_the_chances_that_are_declared():
    votes = np.tile([700, 200, 100, 0], (100_000, 1))
    found = Candidates(0.6, 0.1, 0.25)
    chances = found.chances(stream(1, 0, "q"), 100_000)
    assert (chances.mean(), chances.std()) == pytest.approx((0.6, 0.1), abs=0.002)
    won = found.won(stream(1, 0, "w"), chances, votes, 29)
    assert (won.sum(axis=1) == 29).all()
    rest = 29 * 0.4
    assert won.mean(axis=0) == pytest.approx([29 * 0.6, rest * 0.75 * 2 / 3, rest * 0.75 / 3, 0, rest * 0.25], abs=0.05)
    # The common chance makes districts alike: binomial variance, and the chance's own.
    variance = 29 * (0.6 * 0.4 - 0.01) + 29**2 * 0.01
    assert won[:, 0].var() == pytest.approx(variance, rel=0.03)


def test_the_districts_of_a_lone_party_go_to_it_or_to_nobody_of_a_party():
    won = Candidates(0.5, 0, 0).won(stream(1, 0, "w"), np.full(1000, 0.5), np.tile([9, 0], (1000, 1)), 4)
    assert not won[:, 1].any()
    assert (won[:, 0] + won[:, 2] == 4).all()


def test_winners_without_votes_are_said_to_be_an_assumption():
    result = ensemble(national(SHARES), {"new": NEW, "newest": NEWEST}, 100)
    told = [line for line in result.assumptions if "An assumption, not data" in line]
    assert len(told) == 1
    assert told[0].startswith("new, districts: no votes by district are known.")
    assert "mean 0.75 and standard deviation 0.1443" in told[0]


def test_small_districts_against_enumeration():
    leading, third = Fraction(3, 5), Fraction(1, 3)
    result = ensemble(
        national({"A": 60, "B": 40}), {"now": mixed(5, 3)}, 60_000, 3,
        spread=Spread(Unmoved()), candidates=Candidates(0.6, 0, 1 / 3),
    )  # fmt: skip
    chance = dict.fromkeys(range(9), Fraction(0))
    for a, rest in ((k, 3 - k) for k in range(4)):
        for b in range(rest + 1):
            p = comb(3, a) * leading**a * (1 - leading) ** rest * comb(rest, b) * (1 - third) ** b * third ** (rest - b)
            chance[3 + a] += p
    seen = result.seats["A"]
    assert seen.mean == pytest.approx(float(sum(k * p for k, p in chance.items())), abs=0.02)
    most, much = (float(sum(p for k, p in chance.items() if k >= least)) for least in (5, 6))
    assert result.first.by_party["A"]["majority"] == pytest.approx(most, abs=0.01)
    assert result.first.by_party["A"]["two_thirds"] == pytest.approx(much, abs=0.01)
    other = float(((1 - leading) * (1 - third)) ** 3)  # all three districts to B, which then has 5 of 8
    assert result.events["majority"] == pytest.approx(most + other, abs=0.01)
    assert result.seats["independent"].mean == pytest.approx(float(3 * (1 - leading) * third), abs=0.02)


# --- seats ---


@pytest.mark.parametrize("year", OFFICIAL)
def test_without_spread_every_draw_is_the_official_result(majlis, year):
    now = lists(69, "5%", no_seats=["(against all)"]) if year == "2023" else OLD
    result = ensemble(majlis(year), {"now": now}, 20_000, spread=Spread(Unmoved()))
    bands = [band for party, band in result.seats.items() if party != "assembly" and band.mean]
    assert [(band.mean, band.q05, band.q95) for band in bands] == [(n, n, n) for n in OFFICIAL[year]]
    assert set(result.mc_error.seats.values()) == {0.0}


def test_a_name_that_never_wins_wins_under_no_system(majlis):
    systems = {"now": lists(69, "5%", no_seats=["(against all)"]), "then": lists(98, "3%")}
    result = ensemble(majlis("2023"), systems, 100, spread=Spread(Unmoved()))
    assert result.systems["then"].seats["(against all)"].mean == 0
    alone = ensemble(majlis("2023"), {"then": systems["then"]}, 100, spread=Spread(Unmoved()))
    assert alone.seats["(against all)"].mean > 0
    held = ensemble(majlis("2023"), {"98": lists(98, "5%", no_seats=["(against all)"])}, 100, spread=Spread(Unmoved()))
    assert held.seats["Amanat"].q50 == 56


REAL = [
    "spain_2019_november", "slovakia_2020", "czechia_2017", "denmark_2015", "norway_2021", "new_zealand_2014",
    "scotland_highlands_2021", "germany_2021",
]  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_elections_of_every_kind_come_out_as_they_do_alone(root, name):
    file = ElectionFile.from_yaml(root / f"tests/elections/real/{name}.yaml")
    result = ensemble(Returns(votes=file.votes, counts=file.counts), {"now": file.system}, 50, spread=Spread(Unmoved()))
    assert {p: band.mean for p, band in result.seats.items() if band.mean} == {
        party: n for party, n in seats(file.system, file).seats.items() if n
    }


RULES = [
    {"share": "20%"},
    {"share": "20%", "admits": "more_than"},
    {"share": "30%", "scope": "district"},
    {"share": "40%", "unless": [{"exempt": ["B"]}]},
    {"share": "40%", "unless": [{"wins": 1, "in": "districts"}]},
    {"share": "40%", "unless": [{"share": "30%", "scope": "district"}]},
    {"share": "10%", "of": "cast", "coalitions": [{"share": "45%", "lists": ["A", "C"]}]},
    {"share": "90%"},
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("formula", ["hare", "dhondt", "sainte_lague"])
def test_many_elections_at_once_are_the_same_one_by_one(rule, formula):
    now = system(
        tiers={"list": {"formula": formula, "seats": {"north": 4, "south": 3}}, "districts": {"formula": "plurality"}},
        thresholds=[{"tier": "list", **rule}],
        ties={"rule": "order", "order": ["C", "A", "B"]},
    )
    votes = {
        "list": {"north": {"A": 9, "B": 5, "C": 6}, "south": {"A": 3, "B": 7, "C": 4}},
        "districts": {d: {"A": 5, "B": 5, "C": 3} for d in "xyz"},
    }
    returns = Returns.model_validate({"votes": votes, "counts": {"cast": 99}})
    electorate = Electorate.of(returns, votes, ["districts"], Spread(Dirichlet(20, 1), regional=0.3))
    drawn = {tier: part.clip(1) for tier, part in electorate.drawn(5, 0, 150).items()}
    found = many(fitted(now, returns, electorate.parties, frozenset(), 1), drawn, {})
    for row, given_ in enumerate(found.seats):
        alone = {
            tier: {
                d: dict(zip(electorate.parties, map(int, drawn[tier][row, k]), strict=True))
                for k, d in enumerate(electorate.tiers[tier][0])
            }
            for tier in votes
        }
        right = seats(now, Returns.model_validate({"votes": alone, "counts": {"cast": 99}}))
        assert given_[:3].tolist() == [right.seats[p] for p in electorate.parties], row
        assert found.house[row] == right.house == 10
    assert found.tied > 0 or rule["share"] == "90%"


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=1, max_size=6), st.integers(2, 4))
def test_a_least_number_of_lists_is_the_same_one_by_one(rows, parties):
    minimum = {"parties": parties, "seats": 2, "times": "7/10"}
    now = lists(10, thresholds=[{"tier": "list", "share": "30%", "minimum": minimum}])
    votes = np.array([row for row in rows if any(row)] or [[1, 0, 0, 0]])
    returns = national(dict(zip("ABCD", map(int, votes[0]), strict=True)))
    found = many(fitted(now, returns, tuple("ABCD"), frozenset(), 1), {"list": votes[:, None]}, {})
    for row, given_ in zip(votes, found.seats, strict=True):
        right = seats(now, national(dict(zip("ABCD", map(int, row), strict=True)))).seats
        assert given_[:4].tolist() == [right[party] for party in "ABCD"]


def test_a_tie_at_the_cut_of_those_that_follow_is_left_to_the_rule():
    votes, enter = np.array([[90, 5, 5], [90, 6, 4]]), np.array([[True, False, False]] * 2)
    company = OLD.thresholds[0].minimum
    found, tied = in_company(votes, enter, 98, "hare", company)
    assert tied.tolist() == [True, False]
    assert found[1].tolist() == [94, 4, 0]  # 0.7 x 98 x 6 / 96 = 4.29


def test_a_linked_house_grows_and_the_chances_are_of_the_house():
    now = system(
        tiers={"list": {"formula": "sainte_lague", "seats": {"national": 4}}, "districts": {"formula": "plurality"}},
        linkage={"kind": "compensatory", "subtract": "districts", "overhang": "keep"},
    )
    votes = {"list": {"national": {"A": 250, "B": 750}}, "districts": {d: {"A": 6, "B": 4} for d in "xyz"}}
    result = ensemble(Returns(votes=votes), {"now": now}, 10, spread=Spread(Unmoved()))
    assert result.first.house.mean == 6
    assert {party: band.mean for party, band in result.seats.items()} == {"A": 3, "B": 3}
    assert result.events == {"majority": 0, "two_thirds": 0}


def test_a_linked_house_with_winners_that_are_assumed():
    now = system(
        tiers={
            "list": {"formula": "dhondt", "seats": {"national": 10}},
            "d": {"formula": "plurality", "seats": {"x": 1}},
        },
        linkage={"kind": "compensatory", "subtract": "d", "overhang": "absorb"},
    )
    result = ensemble(national({"A": 60, "B": 40}), {"now": now}, 400, candidates=Candidates(1, 0, 0))
    assert result.seats["A"].mean + result.seats["B"].mean == 10
    assert result.seats["independent"].mean == 0


def test_a_tie_is_decided_by_the_rule_and_counted():
    tied = national({"A": 50, "B": 50})
    ordered = lists(1, ties={"rule": "order", "order": ["B", "A"]})
    result = ensemble(tied, {"now": ordered}, 1000, spread=Spread(Unmoved()))
    assert (result.seats["B"].mean, result.first.ties) == (1, 1000)
    lot = ensemble(tied, {"now": lists(1, ties=None)}, 1000, spread=Spread(Unmoved()))
    assert lot.first.ties == 1000
    assert {band.mean for band in lot.seats.values()} == {0, 1}


# --- pairs, bytes ---


def test_the_same_draws_under_every_system():
    result = ensemble(national(SHARES), {"a": lists(98, "5%"), "b": lists(98, "5%"), "c": lists(97, "5%")}, 3000)
    same, other, _ = result.differences
    assert (same.system, same.less) == ("b", "a")
    assert same.seat_bonus == Band(0, 0, 0, 0)
    assert {*same.seats.values(), *same.shares.values()} == {same.seat_bonus}
    assert -1 <= other.seats["A"].q05 <= other.seats["A"].q95 <= 1
    assert sum(band.mean for band in other.seats.values()) == pytest.approx(-1)
    paired, alone = (to_json(of.mc_error)["seats"]["A"] for of in (other, result))
    assert paired < alone / 5


def test_districts_that_are_assumed_are_won_alike_under_two_systems():
    result = ensemble(national(SHARES), {"a": mixed(69, 29, "5%"), "b": mixed(69, 29, "5%")}, 2000)
    assert {band.q95 - band.q05 for band in result.differences[0].seats.values()} == {0}


@pytest.mark.parametrize("law", LAWS)
def test_the_same_bytes_for_any_number_of_workers(law):
    def told(workers):
        spread = Spread(law, regional=0.05)
        return dumps(
            ensemble(national(SHARES), {"old": OLD, "new": NEW}, 2 * CHUNK + 7, 5, spread=spread, workers=workers)
        )

    assert told(1) == told(2)


def test_the_same_bytes_for_four_workers():
    told = [
        dumps(ensemble(national(SHARES), {"old": OLD, "new": NEW, "newest": NEWEST}, 5 * CHUNK, 1, workers=workers))
        for workers in (1, 4)
    ]
    assert told[0] == told[1]


def test_the_order_of_systems_changes_no_system():
    systems = {"old": OLD, "new": NEW, "newest": NEWEST}
    one = ensemble(national(SHARES), systems, CHUNK + 100)
    other = ensemble(national(SHARES), dict(reversed(systems.items())), CHUNK + 100)
    assert [*other.systems] == ["newest", "new", "old"]
    assert {name: dumps(of) for name, of in one.systems.items()} == {
        name: dumps(of) for name, of in other.systems.items()
    }
    forth, back = (to_json(result.differences) for result in (one, other))
    pairs = {(of["system"], of["less"]): of for of in back}
    for pair in forth:
        turned = pairs[pair["less"], pair["system"]]
        assert pair["seats"]["A"]["mean"] == -turned["seats"]["A"]["mean"]
        assert pair["events"]["two_thirds"]["gained"] == turned["events"]["two_thirds"]["lost"]


def test_another_seed_is_another_ensemble_and_the_same_one_is_the_same():
    told = [dumps(ensemble(national(SHARES), {"new": NEW}, 1000, seed).systems) for seed in (1, 2, 1)]
    assert told[0] == told[2] != told[1]


def test_every_chunk_has_draws_of_its_own():
    electorate = Electorate.of(national(SHARES), ["list"], [], Spread(regional=0.1))
    first, second, again = (electorate.drawn(1, chunk, 50)["list"] for chunk in (0, 1, 0))
    assert (first == again).all()
    assert (first != second).any(axis=(1, 2)).all()
    # Were chunks alike, ten of them would have the mean of one, and no smaller an error.
    one, ten = (ensemble(national(SHARES), {"now": OLD}, chunks * CHUNK) for chunks in (1, 10))
    assert one.seats["A"].mean != ten.seats["A"].mean


# --- what is kept ---


@given(st.lists(st.lists(st.integers(-50, 400), max_size=8), min_size=1, max_size=5))
def test_histograms_add_up_in_any_order(parts):
    values = sorted(value for part in parts for value in part)
    forth = sum((Histogram.of(part) for part in parts), Histogram.of([]))
    back = sum((Histogram.of(part) for part in reversed(parts)), Histogram.of([]))
    assert (forth.band(), forth.standard_error()) == (back.band(), back.standard_error())
    band = forth.band()
    if band is None:
        assert not values
        return
    assert band.mean == pytest.approx(np.mean(values))
    for q, found in ((0.05, band.q05), (0.5, band.q50), (0.95, band.q95)):
        assert found == np.quantile(values, q, method="inverted_cdf")
    if len(values) > 1:
        assert forth.standard_error() == pytest.approx(np.std(values, ddof=1) / len(values) ** 0.5)
    assert all(forth.count(value) == values.count(value) for value in range(-60, 410, 7))


def test_errors_of_chances():
    n = 40
    high = Chance.of(0, n).high
    assert (1 - high) ** n == pytest.approx(0.025)  # so rare were no event in 40, were the chance the bound
    assert Chance.of(n, n).low == pytest.approx(1 - high)
    assert Chance.of(n, n).high == 1
    assert Chance.of(10, n).se == pytest.approx((0.25 * 0.75 / n) ** 0.5)


def test_the_bonus_is_the_largest_party_s_share_of_seats_less_that_of_votes():
    result = ensemble(national({"A": 60, "B": 37, "C": 3}), {"now": OLD}, 10, spread=Spread(Unmoved()))
    assert result.seats["A"].mean == 61
    first = to_json(result.first)
    assert first["seat_bonus"]["mean"] == pytest.approx(61 / 98 - 0.6, abs=5e-5)
    assert result.first.house.mean == 107
    assert result.seats["assembly"].mean == 9
    assert result.events["majority"] == 1  # 61 of 107
    assert first["measures"]["effective_parties_seats"]["mean"] == pytest.approx(98**2 / (61**2 + 37**2), abs=5e-5)


@pytest.mark.parametrize(
    ("votes", "events"),
    [
        ((2, 1), {"majority": 1, "two_thirds": 1}),
        ((3, 3), {"majority": 0, "two_thirds": 0}),
        ((5, 4), {"majority": 1, "two_thirds": 0}),
    ],
)
def test_half_is_no_majority_and_two_thirds_exactly_are_enough(votes, events):
    found = ensemble(
        national(dict(zip("AB", votes, strict=True))), {"now": lists(sum(votes))}, 5, spread=Spread(Unmoved())
    )
    assert found.events == events


def test_seats_that_nobody_can_take_stay_vacant():
    result = ensemble(national({"A": 60, "B": 40}), {"now": lists(10, "70%")}, 10, spread=Spread(Unmoved()))
    assert result.first.house.mean == 10
    assert {band.mean for band in result.seats.values()} == {0}
    assert result.first.measures["gallagher"] is None


# --- refusals ---

OPPOSED = dict.fromkeys([("A", "B"), ("A", "C"), ("B", "C")], -0.9)  # three cannot all be each other's opposites


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"n": 0}, "n"), ({"n": 10**10}, "n"), ({"seed": -1}, "seed"), ({"workers": 0}, "workers"),
        ({"systems": {"x": lists(10**6)}}, "x: system.tiers"), ({"returns": national({"A": 10**13})}, "votes.list"),
        ({"returns": national({"A": 0})}, "votes.list"), ({"systems": {}}, "systems"),
        ({"systems": {"x": lists(5), "y": mixed(5, 0)}}, "y: system"),
        ({"spread": Spread(Uniform(0.1, {("A", "Z"): 0.5}))}, "correlations"),
        ({"spread": Spread(Uniform(0.1, {("A", "B"): 2}))}, "correlations"),
        ({"spread": Spread(Uniform(0.1, OPPOSED))}, "correlations"),
        ({"systems": {"x": system(tiers={"pr": {"formula": "hare", "seats": {"national": 5}}})}}, "votes"),
        ({"systems": {"x": lists(5, tiers={"list": {"formula": "hare", "seats": {"north": 5}}})}}, "x: system.tiers"),
        ({"systems": {"x": system(tiers={"list": {"formula": "two_round"}})}}, "x: system.tiers.list"),
        ({"systems": {"x": lists(5, thresholds=[{"tier": "list", "share": "5%", "of": "cast"}])}}, "x: system.thres"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(change, path):
    arguments = {"returns": national(SHARES), "systems": {"x": lists(5)}, "n": 10, **change}
    with pytest.raises(CaseError) as caught:
        ensemble(**arguments)
    assert caught.value.path.startswith(path)
    assert "expected" in caught.value.message


@pytest.mark.parametrize(
    ("what", "values"),
    [
        (Candidates, {"leading": 1.2}), (Candidates, {"sd": 0.5}), (Candidates, {"sd": -0.1}),
        (Candidates, {"independents": -1}), (Dirichlet, {"size": 0}), (Dirichlet, {"design_effect": float("nan")}),
        (Uniform, {"sd": -0.1}), (Proportional, {"sd": float("inf")}), (Spread, {"regional": -1}),
    ],
)  # fmt: skip
def test_assumptions_out_of_range_are_refused(what, values):
    with pytest.raises(CaseError, match="expected"):
        what(**values)
