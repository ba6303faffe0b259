"""`politeia ensemble`: the same bytes for any number of workers, a table in eighty columns, and refusals."""

from __future__ import annotations

import json
import re

import pytest

from politeia.cli.ensemble import LAWS


@pytest.fixture
def real(root):
    return lambda name: root / "tests/elections/real" / f"{name}.yaml"


def test_a_machine_gets_bands_chances_and_errors(politeia, real):
    found = json.loads(politeia("ensemble", real("slovakia_2020"), "-n", 2000, "--seed", 3, "--json").stdout)
    assert {"election", "system", "seats", "events", "mc_error", "systems", "differences", "assumptions"} <= set(found)
    assert set(found["seats"]["Smer"]) == {"mean", "q05", "q50", "q95"}
    assert found["systems"][found["system"]]["seats"] == found["seats"]
    assert (found["n"], found["seed"], found["exact"]) == (2000, 3, False)
    assert sum(band["mean"] for band in found["seats"].values()) == pytest.approx(150)
    assert found["mc_error"]["events"]["two_thirds"] == {"se": 0, "low": 0, "high": pytest.approx(0.00184, abs=1e-5)}


def test_the_same_bytes_for_two_workers(politeia, real):
    told = [
        politeia("ensemble", real("slovakia_2020"), "-n", 40_000, "--json", "--workers", workers).stdout
        for workers in (1, 2)
    ]
    assert told[0] == told[1] != ""


@pytest.mark.parametrize("name", ["slovakia_2020", "norway_2021", "spain_2019_november"])
def test_a_person_reads_it_in_eighty_columns(politeia, real, name):
    told = politeia("ensemble", real(name), "-n", 20).stdout
    assert max(map(len, told.splitlines())) <= 80
    assert "a declared spread around the votes, not an estimate" in re.sub(r"\s+", " ", told)


@pytest.mark.parametrize("law", LAWS)
def test_every_law_keeps_the_house(politeia, real, law):
    found = json.loads(politeia("ensemble", real("slovakia_2020"), "-n", 500, "--law", law, "--json").stdout)
    assert sum(band["mean"] for band in found["seats"].values()) == pytest.approx(150)
    assert (found["seats"]["Smer"]["q05"] == found["seats"]["Smer"]["q95"] == 38) == (law == "none")


def test_parties_that_rise_together(politeia, real):
    options = ["-n", 4000, "--law", "uniform", "--national-sd", "0.02", "--json"]
    bands = [
        json.loads(politeia("ensemble", real("slovakia_2020"), *options, *more).stdout)["seats"]["OĽANO"]
        for more in ([], ["--together", "OĽANO,Smer=0.99"])
    ]
    assert bands[0] != bands[1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-n", "0"], "n: 0 is out of range; expected 1 to 1,000,000,000"),
        (["--seed", "-1"], "seed: -1 is out of range"),
        (["--workers", "0"], "workers: 0 processes cannot run"),
        (["--under", "2022"], "--under: an election file has one election and one system"),
        (["--national-sd", "0.1"], "--national-sd: says nothing with --law dirichlet"),
        (["--law", "uniform", "--size", "9"], "--size: says nothing with --law uniform"),
        (["--law", "uniform", "--together", "Smer=1"], "--together: 'Smer=1' is no correlation; expected one such as"),
        (["--law", "uniform", "--together", "Smer,Smee=1"], "correlations: 'Smee' has no votes; did you mean 'Smer'?"),
        (["--leading", "2"], "leading: 2 is no chance"),
        (["--size", "nan"], "size: nan is out of range"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_printed(politeia, real, options, told):
    ended = politeia("ensemble", real("slovakia_2020"), *options)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert told in ended.stderr


def test_a_case_needs_an_election_that_it_has(politeia):
    assert "--election: says whose voters are drawn" in politeia("ensemble", "kazakhstan").stderr
    assert "'1789' is no election of kazakhstan" in politeia("ensemble", "kazakhstan", "--election", "1789").stderr


def test_the_same_voters_under_two_acts(politeia):
    asked = ["ensemble", "kazakhstan", "--election", "2021", "--under", "2022", "--under", "2026", "-n", 3000]
    found = json.loads(politeia(*asked, "--json").stdout)
    assert (found["election"], found["system"], [*found["systems"]]) == ("2021", "2022", ["2022", "2026"])
    assert [found["systems"][act]["house"]["mean"] for act in ("2022", "2026")] == [98, 145]
    assert [(pair["system"], pair["less"]) for pair in found["differences"]] == [("2026", "2022")]
    told = politeia(*asked).stdout
    assert max(map(len, told.splitlines())) <= 80
    assert "2026 less 2022, the same voters" in told
    assert "An assumption, not data" in re.sub(r"\s+", " ", told)


def test_power_stands_beside_the_seats(politeia):
    asked = ["ensemble", "kazakhstan", "--election", "2021", "--under", "2022", "-n", 300]
    found = json.loads(politeia(*asked, "--power", "--json").stdout)
    read = found.pop("power")["systems"]["2022"]["readings"]["declared"]
    assert read["questions"]["override"]["need"] == 66
    assert found == json.loads(politeia(*asked, "--json").stdout)
    told = politeia(*asked, "--power").stdout
    assert max(map(len, told.splitlines())) <= 80
    assert "koshanov: own" in told


def test_power_needs_a_constitution(politeia, real):
    told = politeia("ensemble", real("slovakia_2020"), "--power")
    assert told.exit_code == 2
    assert "--power: an election file has no constitution" in told.stderr
