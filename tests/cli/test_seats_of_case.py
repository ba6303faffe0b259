"""`politeia seats CASE --election ID`."""

from __future__ import annotations

import json
import re

import pytest


@pytest.mark.parametrize(
    ("election", "seats"),
    [("2012", (83, 8, 7)), ("2016", (84, 7, 7)), ("2021", (76, 12, 10)), ("2023", (40, 6, 5))],
)
def test_the_official_list_seats(politeia, election, seats):
    told = politeia("seats", "kazakhstan", "--election", election, columns=200).stdout
    for party, n in zip(("amanat", "ak_zhol", "peoples_party"), seats, strict=True):
        assert re.search(rf"^{party} +[\d,]+ +[\d.]+ +{n} ", told, re.MULTILINE)
    assert re.search(r"^published +the same seats *$", told, re.MULTILINE)
    assert max(map(len, politeia("seats", "kazakhstan", "--election", election).stdout.splitlines())) <= 80


def test_shares_are_of_all_valid_votes(politeia):
    told = politeia("seats", "kazakhstan", "--election", "2023", columns=200).stdout
    assert re.search(r"^amanat +3,431,510 +53\.90 ", told, re.MULTILINE)  # as published, votes against all with them
    assert "69 seats, without districts" in told
    assert "two thirds" not in told  # of a part of the house nobody has a majority


def test_the_margin_of_a_first_round(politeia):
    told = politeia("seats", "kazakhstan", "--election", "president-2022", columns=200).stdout
    assert "tokayev 6,456,393 of 8,300,046 issued, 77.79%: 2,306,369 more than needed for a majority" in told
    found = json.loads(politeia("seats", "kazakhstan", "--election", "president-2019", "--json").stdout)
    assert found["first_round"][0]["margin"] == 1_902_659
    assert found["levels"] == {"agreed": 1, "single": 6}
    assert found["seats"]["tokayev"] == 1


def test_what_cannot_be_counted_says_so_at_its_place(politeia, root):
    told = politeia("seats", "kazakhstan", "--election", "senate-2023")
    lines = (root / "src/politeia/cases/kazakhstan/elections.yaml").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if 'votes: {regions: "?"}' in text)
    assert told.exit_code == 2
    assert f"elections.yaml:{line}:12: contests.senate-2023.votes: of no tier are all votes known" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kazakhstan", "--election", "2022"), "'2022' is no election of kazakhstan; did you mean '2023'"),
        (("kazakhstan",), "--election: which election; expected one of 2012, 2016, 2021, 2023"),
        (("russia", "--election", "2021"), "contests: the case russia has no election; expected at least one"),
    ],
)
def test_which_election(politeia, arguments, said):
    told = politeia("seats", *arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


def test_a_tie_stands_at_the_votes_of_its_election(politeia, ruritania):
    path = ruritania / "elections.yaml"
    text = path.read_text("utf-8")
    for old, new in (("national: 60", "national: 61"), ("n: 165000", "n: 300000"), ("n: 490000", "n: 620000")):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text.replace("league: {n: 21", "league: {n: 22"), "utf-8")
    told = politeia("seats", ruritania, "--election", "2020")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row == "        national:") + 1
    assert f"elections.yaml:{line}:11: contests.2020.votes.list.national: list: 1 seat is tied" in told.stderr


def test_the_documented_election_gives_its_published_seats(politeia, ruritania):
    assert "the same seats" in politeia("seats", ruritania, "--election", "2020").stdout
