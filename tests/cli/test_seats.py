"""`politeia seats`: for a machine whole, for a person in eighty columns, and errors at their place."""

from __future__ import annotations

import json
import re

import pytest

TIED = """\
election: tied
system:
  tiers:
    list: {formula: dhondt, seats: {north: 1, south: 1}}
    districts: {formula: plurality}
votes:
  list: {north: {A: 5, B: 5}, south: {A: 3, B: 3, C: 3}}
  districts: {d1: {A: 9, B: 9}}
"""


@pytest.fixture
def real(root):
    """real(name): the path of an election that was held."""
    return lambda name: root / "tests/elections/real" / f"{name}.yaml"


def test_a_machine_gets_every_party_and_district(politeia, real):
    found = json.loads(politeia("seats", real("new_zealand_2014"), "--json").stdout)
    assert {"seats", "tiers", "ties", "measures", "method", "exact", "assumptions"} <= found.keys()
    assert found["seats"]["National Party"] == 60
    assert found["seats"]["Conservative"] == 0
    assert found["tiers"]["list"]["national"]["National Party"] == 19
    assert found["tiers"]["electorates"]["Epsom"]["ACT New Zealand"] == 1
    assert (found["exact"], found["ties"], found["house"]) == (True, [], 121)
    assert re.fullmatch(r"\d+/\d+", found["measures"]["loosemore_hanby"])


@pytest.mark.parametrize("name", ["new_zealand_2014", "norway_2021", "spain_2019_november", "germany_2025"])
def test_a_person_reads_it_in_eighty_columns(politeia, real, name):
    told = politeia("seats", real(name)).stdout
    assert max(map(len, told.splitlines())) <= 80
    assert "the same seats" in told


def test_a_person_sees_votes_seats_and_what_was_missed(politeia, real):
    told = politeia("seats", real("new_zealand_2014"), columns=200).stdout
    assert re.search(r"^National Party +1,131,501 +47\.04 +41 +19 +60 +\+2\.55$", told, re.MULTILINE)
    assert re.search(r"^Conservative +list +95,598 +3\.97 +5 +24,684$", told, re.MULTILINE)
    assert re.search(r"passed otherwise +ACT New Zealand \(1 seat in electorates\)", told)
    assert re.search(r"above their share +United Future 1 *$", told, re.MULTILINE)
    assert re.search(r"a majority +National Party lacks it by 1 *$", told, re.MULTILINE)


def test_seats_that_differ_from_the_published_ones_are_told(politeia, real, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(real("slovakia_2020").read_text("utf-8").replace("hagenbach_bischoff", "dhondt"), "utf-8")
    assert re.search(r"published +differs: Smer 39, published 38;", politeia("seats", path, columns=200).stdout)


def test_every_tie_is_told_at_the_votes_that_are_tied(politeia, tmp_path):
    path = tmp_path / "tied.yaml"
    path.write_text(TIED, "utf-8")
    told = politeia("seats", path)
    assert (told.exit_code, told.stdout) == (2, "")
    lines = [line.removeprefix(f"{path}:") for line in told.stderr.splitlines()]
    assert [line.partition(": ")[0] for line in lines] == ["7:17", "7:38", "8:19"]
    assert "votes.list.south: list, south: 1 seat is tied between A, B and C; expected an order" in lines[1]


def test_a_tie_by_lot_is_told_with_its_parties(politeia, tmp_path):
    path = tmp_path / "lot.yaml"
    path.write_text(TIED.replace("votes:", "  ties: {rule: lot, seed: 7}\nvotes:"), "utf-8")
    found = json.loads(politeia("seats", path, "--json").stdout)
    assert [(tie["where"], tie["parties"], tie["seats"]) for tie in found["ties"]] == [
        ("list, north", ["A", "B"], 1),
        ("list, south", ["A", "B", "C"], 1),
        ("districts, d1", ["A", "B"], 1),
    ]
    assert all(set(tie["to"]) < set(tie["parties"]) for tie in found["ties"])
    assert "list, north: 1 between A, B; by the declared rule to" in politeia("seats", path, columns=200).stdout


def test_a_tie_in_the_distribution_stands_at_its_linkage(politeia, tmp_path):
    path = tmp_path / "x.yaml"
    link = "{kind: compensatory, total: 3, formula: dhondt, subtract: list, overhang: keep}"
    text = TIED.replace("    districts: {formula: plurality}\n", f"  linkage: {link}\n")
    path.write_text(text[: text.index("votes:")] + "votes:\n  list: {north: {A: 5, B: 1}, south: {A: 1, B: 5}}\n")
    assert "x.yaml:5:12: system.linkage: compensatory: 1 seat is tied between A and B" in politeia("seats", path).stderr


def test_a_house_that_cannot_be_levelled_stands_at_its_rule(politeia, tmp_path):
    path = tmp_path / "x.yaml"
    link = "{kind: compensatory, total: 3, formula: dhondt, subtract: districts, overhang: level}"
    text = f"election: x\nsystem:\n  tiers: {{districts: {{formula: plurality}}}}\n  linkage: {link}\n"
    path.write_text(text + "votes: {districts: {a: {A: 1000000}, b: {B: 1}}}\n", "utf-8")
    told = politeia("seats", path)
    assert told.exit_code == 2
    assert "x.yaml:4:91: system.linkage.overhang: B: seats won 1, votes 1; no house of up to 10,000" in told.stderr


def test_a_file_of_another_kind_and_none_at_all(politeia, root):
    assert "expected one that begins with `election:`" in politeia("seats", root / "tests/power/us_federal.yaml").stderr
    none = politeia("seats", "nowhere.yaml")
    assert (none.exit_code, none.stderr) == (2, "nowhere.yaml: there is no such file; expected a YAML file\n")


def test_an_election_is_a_kind_of_file(politeia, real):
    assert politeia("check", real("denmark_2015")).exit_code == 0
    schema = json.loads(politeia("schema", "election").stdout)
    assert {"election", "system", "votes"} <= set(schema["required"])
