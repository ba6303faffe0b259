"""What the verbs answer on cases whose answers are known."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest

from politeia.case.library import load
from politeia.power.game import Game
from politeia.power.indices import power


def asked(politeia, *arguments):
    result = politeia(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_kazakhstan_in_june_2022(politeia):
    found = asked(politeia, "diff", "kazakhstan", "--reform", "2022")
    changes = {f"{change['record']}.{change['id']}": change for change in found["changes"]}
    keys = {"id", "record", "kind", "before", "after", "articles", "sources", "direction"}
    assert all(keys <= change.keys() for change in changes.values())
    senators = changes["seats.senate.appointed"]
    assert senators["kind"] == "composition"
    assert senators["direction"]["president"] == -1
    assert "15" in senators["before"]
    assert "10" in senators["after"]
    annulled = changes["powers.president.annul_akim_acts"]
    assert annulled["kind"] == "removed"
    assert annulled["direction"] == {"president": -1}
    assert "powers.government.annul_akim_acts" not in changes
    assert {name for name, change in changes.items() if change["kind"] == "personal"} >= {
        "provisions.first_president.term_exemption", "provisions.first_president.status",
    }  # fmt: skip
    assert {"veto", "dissolve", "dismiss_government", "call_referendum"} <= {item["id"] for item in found["untouched"]}
    assert all({"id", "name", "articles"} <= item.keys() for item in found["untouched"])
    assert sum(found["counts"].values()) == len(found["changes"])


def test_a_text_does_not_differ_from_itself(politeia):
    found = asked(politeia, "diff", "kazakhstan", "--from", "2022-07-01", "--to", "2022-07-01")
    assert (found["changes"], found["counts"], found["facts"]) == ([], {}, [])


def test_two_days_are_compared_with_all_between_them(politeia, ruritania):
    eve = asked(politeia, "diff", ruritania, "--from", "2020-05-31", "--to", "2020-06-01")
    year = asked(politeia, "diff", ruritania, "--from", "2020-05-31", "--to", "2021-01-01")
    reform = asked(politeia, "diff", ruritania, "--reform", "2020")
    ids = [[change["id"] for change in found["changes"]] for found in (eve, year, reform)]
    assert ids == [
        ["king.dissolve_diet", "ordinary_law"],
        *2 * [["diet.elected", "king.dissolve_diet", "ordinary_law"]],
    ]


def test_power_of_a_game_file_is_the_library_s(politeia, root):
    path = root / "tests/power/us_federal.yaml"
    found = asked(politeia, "power", path)
    assert found == power(Game.from_yaml(path)).to_json()
    assert found["players"]["president"]["n"] == 1
    assert all(isinstance(Fraction(values["banzhaf"]), Fraction) for values in found["players"].values())


def test_power_of_a_game_file_agrees_with_the_published_table(politeia, root, shared):
    import csv

    with (shared / "tables/power_published.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["game"].startswith("US legislative scheme, 100 senators")]
    players = asked(politeia, "power", root / "tests/power/us_federal.yaml")["players"]
    classes = dict(zip(("P", "VP", "S", "H"), players.values(), strict=True))
    of_row = {
        "Shapley-Shubik each": lambda player: Fraction(player["shapley_shubik"]),
        "Shapley-Shubik class": lambda player: player["n"] * Fraction(player["shapley_shubik"]),
        "Banzhaf absolute each": lambda player: Fraction(player["banzhaf"]),
        "Banzhaf normalised class": lambda player: player["n"] * Fraction(player["banzhaf_share"]),
    }
    compared = [row for row in rows if row["index"] in of_row]
    assert len(compared) >= 12
    for row in compared:
        assert float(of_row[row["index"]](classes[row["player"]])) == pytest.approx(float(row["value"]), abs=1e-9), row


def test_power_in_a_procedure_says_of_which_day(politeia, ruritania):
    newest = asked(politeia, "power", ruritania, "--decision", "ordinary_law")
    before = asked(politeia, "power", ruritania, "--decision", "ordinary_law", "--at", "2019-06-01")
    assert (newest["case"], newest["decision"], newest["at"]) == ("ruritania", "ordinary_law", "2021-12-31")
    assert before["at"] == "2019-06-01"
    assert before["vetoers"] == ["king"]
    assert newest["vetoers"] == []
    assert (before["players"]["diet"]["n"], newest["players"]["diet"]["n"]) == (50, 60)


def test_a_referendum_of_kazakhstan(politeia):
    found = asked(politeia, "referendum", "kazakhstan", "--id", "2022-06-05")
    assert [vote["id"] for vote in found["votes"]] == ["2022-06-05"]
    assert (found["id"], found["held"], found["act"]) == ("2022-06-05", "2022-06-05", "2022")
    assert (found["valid"], found["adopted"]) == ("yes", "yes")
    told = [(c["required"], c["observed"], c["margin"], c["met"], c["basis"]) for c in found["conditions"]]
    assert told[0] == (5867322, 7985769, 2118447, "yes", "recomputed")
    assert told[-1] == (12, 17, 5, "yes", "reported")


def test_without_an_id_every_vote_is_told_the_newest_last(politeia):
    found = asked(politeia, "referendum", "kazakhstan")
    assert [vote["id"] for vote in found["votes"]] == ["2022-06-05", "2026-03-15"]
    assert {key: value for key, value in found.items() if key != "votes"} == found["votes"][-1]
    told = politeia("referendum", "kazakhstan").stdout
    titles = [line for line in told.splitlines() if line.startswith("kazakhstan: referendum")]
    assert titles == ["kazakhstan: referendum 2022-06-05", "kazakhstan: referendum 2026-03-15"]


@pytest.mark.parametrize(
    ("case", "row"),
    [
        ("russia", r"More than half of those +37,057,109 +57,747,288 +\+20,690,179 +77\.92% +met"),
        ("belarus", r"More than half of those on +3,407,834 +4,440,830 +\+1,032,996 +65\.16% +met"),
    ],
)
def test_each_country_s_own_base_decides(politeia, case, row):
    told = politeia("referendum", case).stdout
    assert any(re.fullmatch(row, line) for line in told.splitlines())
    assert ("no turnout is asked for" in told) == (case == "russia")


def test_a_printed_percentage_that_the_counts_contradict_is_told(politeia):
    told = politeia("referendum", "belarus", columns=200).stdout
    assert re.search(r"yes of entitled +65\.16% +65\.16% +agrees", told)
    assert re.search(r"yes of entitled +66\.16% +65\.16% +differs +REFORM22", told)
    found = asked(politeia, "referendum", "belarus")["published"]
    assert {item["printed"]: item["agrees"] for item in found if item["count"] == "yes"} == {
        "65.16%": "yes", "66.16%": "no", "82.86%": "yes",
    }  # fmt: skip


@pytest.mark.parametrize("case", ["russia", "belarus"])
def test_a_case_without_records_says_so_and_gives_no_verdict(politeia, case):
    (act,) = load(case).polity.acts
    for verb in (("check", case), ("cases",), ("diff", case, "--reform", act), ("brief", case)):
        result = politeia(*verb, columns=200)
        assert result.exit_code == 0, verb
        assert "no records are declared yet" in result.stdout.lower(), verb
    brief = asked(politeia, "brief", case)
    assert "cannot be told" in brief["verdict"]["headline"]
    assert "No record of the declaration differs" not in json.dumps(brief)
    found = asked(politeia, "diff", case, "--reform", act)
    assert (found["changes"], found["untouched"], found["without_before"]) == ([], [], True)
    assert "records" in {gap["reason"] for gap in asked(politeia, "check", case)["unknown"]}


def test_of_several_referendums_the_newest_is_taken_and_named(politeia, ruritania):
    path = ruritania / "elections.yaml"
    first = path.read_text("utf-8")
    earlier = first.partition("referendums:\n")[2].replace("2020-05-17", "1999-05-17").replace("act: 2020", "act: 1910")
    path.write_text(f"{first}{earlier}", "utf-8")
    assert asked(politeia, "referendum", ruritania)["id"] == "2020-05-17"
    assert asked(politeia, "referendum", ruritania, "--id", "1999-05-17")["act"] == "1910"


def test_a_case_without_referendums_says_so(politeia, ruritania):
    (ruritania / "elections.yaml").unlink()
    result = politeia("referendum", ruritania)
    assert result.exit_code == 2
    assert "has no referendum" in result.stderr


def test_cases_lists_what_load_takes(politeia):
    from politeia.case.library import packaged

    found = asked(politeia, "cases")["cases"]
    assert [case["name"] for case in found] == list(packaged())
    for case in found:
        assert [act["id"] for act in case["acts"]] == list(load(case["name"]).polity.acts)
