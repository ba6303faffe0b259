"""Elections that were held: the seats of each file in real/ are those that were published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from politeia.case.returns import ElectionFile, Returns
from politeia.case.system import ElectoralSystem
from politeia.elections.seats import seats

REAL = sorted((Path(__file__).parent / "real").glob("*.yaml"))
KINDS = {"list": 5, "absorb": 6, "keep": 2, "level": 2, "cap": 1}


def held(name):
    file = ElectionFile.from_yaml(Path(__file__).parent / "real" / f"{name}.yaml")
    return file, seats(file.system, file)


def with_seats(result):
    return {party: n for party, n in result.seats.items() if n}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_published_seats(path):
    file, result = held(path.stem)
    assert with_seats(result) == file.published
    assert result.house == sum(file.published.values())
    assert not result.ties


def test_every_kind_of_linkage_is_among_them():
    files = [ElectionFile.from_yaml(path).system for path in REAL]
    kinds = [system.linkage.rule if system.compensatory else "list" for system in files]
    assert {kind: kinds.count(kind) for kind in kinds} == KINDS


def test_new_zealand_2014_had_one_seat_more_than_the_law_provides():
    _, result = held("new_zealand_2014")
    assert (result.house, result.overhang) == (121, {"United Future": 1})
    let_in = {hurdle.party: hurdle.by for hurdle in result.thresholds if hurdle.passed and hurdle.by != "share"}
    assert let_in.keys() == {"ACT New Zealand", "Māori Party", "United Future"}
    assert set(let_in.values()) == {"1 seat in electorates"}


def test_norway_2021_the_greens_missed_the_levelling_seats_by_this_many_votes():
    _, result = held("norway_2021")
    (greens,) = [hurdle for hurdle in result.thresholds if hurdle.party == "MDG"]
    assert (greens.passed, greens.votes + greens.missing) == (False, -(-greens.base // 25))
    assert sum(result.tiers["levelling"]["national"].values()) == 19


@pytest.mark.parametrize(
    ("year", "party", "lands"),
    [
        # By another program (PaulKeydel/Sitzverteilung_BT): 2017 by the Act of 2013, 2021 by that of 2020.
        (2017, "CDU", {"Hamburg": 4, "Nordrhein-Westfalen": 42, "Baden-Württemberg": 38, "Mecklenburg-Vorpommern": 6}),
        (2017, "SPD", {"Mecklenburg-Vorpommern": 2}),
        (2021, "CDU", {"Hamburg": 3, "Nordrhein-Westfalen": 42, "Baden-Württemberg": 33, "Niedersachsen": 18}),
        (2021, "SPD", {"Nordrhein-Westfalen": 49, "Brandenburg": 10, "Bayern": 23}),
    ],
)
def test_germany_by_land(year, party, lands):
    _, result = held(f"germany_{year}")
    for land, n in lands.items():
        direct = (d.get(party, 0) for name, d in result.tiers["districts"].items() if name.rpartition(" ")[0] == land)
        assert sum(direct) + result.tiers["list"][land].get(party, 0) == n, land


def test_germany_2021_left_three_seats_without_levelling():
    file, result = held("germany_2021")
    assert result.overhang == {"CSU": 3}
    linkage = file.system.linkage.model_copy(
        update={"level": file.system.linkage.levelling.model_copy(update={"tolerate": 0, "minimum": "larger"})}
    )
    before = seats(file.system.model_copy(update={"linkage": linkage}), file)
    assert (before.house, before.overhang) == (787, {})


def test_germany_2025_three_winners_of_districts_have_no_seat():
    _, result = held("germany_2025")
    assert result.lost == {f"districts, Bayern {district}": "CSU" for district in (218, 243, 251)}
    assert sum(n for district in result.tiers["districts"].values() for n in district.values()) == 296


KAZAKHSTAN = {
    # Lists, seats, threshold; the last of voters who took part, for whom these files have the valid votes.
    "KZ-2012-01-15": (98, "7%"),
    "KZ-2016-03-20": (98, "7%"),
    "KZ-2021-01-10": (98, "7%"),
    "KZ-2023-03-19": (69, "5%"),
}


def kazakhstan(shared, election, formula="hare"):
    n, share = KAZAKHSTAN[election]
    system = ElectoralSystem.model_validate(
        {
            "tiers": {"list": {"formula": formula, "seats": {"national": n}}},
            "thresholds": [{"tier": "list", "share": share}],
            "no_seats": ["(against all)"],
        }
    )
    text = (shared / "facts/elections/kz_majilis_party_votes.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["election"] == election]
    votes = {"list": {"national": {row["party"]: int(row["votes"]) for row in rows}}}
    official = {row["party"]: int(row["list_seats_official"]) for row in rows if row["list_seats_official"]}
    return system, Returns(votes=votes), official


@pytest.mark.parametrize("election", KAZAKHSTAN)
def test_kazakhstan_gives_the_official_list_seats(shared, election):
    system, returns, official = kazakhstan(shared, election)
    assert seats(system, returns).seats == official


@pytest.mark.parametrize(("election", "agrees"), [*zip(KAZAKHSTAN, (False, True, False, False), strict=True)])
def test_kazakhstan_does_not_use_dhondt(shared, election, agrees):
    system, returns, official = kazakhstan(shared, election, "dhondt")
    assert (seats(system, returns).seats == official) is agrees
