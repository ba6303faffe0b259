"""`politeia instruments`: what it prints, for a person and for a machine, and what it refuses."""

from __future__ import annotations

import json

import pytest


def asked(politeia, *arguments):
    result = politeia("instruments", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_reform_is_scored_before_and_after(politeia):
    found = asked(politeia, "kazakhstan", "--reform", "2007")
    assert found["polity"] == "kazakhstan"
    assert [text["text"] for text in found["texts"]] == ["before 2007", "after 2007"]
    scores = [text["scores"]["shugart_carey"] for text in found["texts"]]
    assert [(score["score"], score["low"], score["high"]) for score in scores] == [(20, 15, 27), (22, 17, 27)]
    dissolution = scores[1]["items"][-1]
    assert dissolution["id"] == "dissolution"
    assert dissolution["records"] == ["powers.president.dissolve_majlis"]
    assert dissolution["articles"] == ["63(1)-(2)", "51(3)", "55(5)"]
    assert dissolution["readings"][0]["score"] == 3


def test_holders_of_the_day_go_into_polcon_as_fractions(politeia):
    judged = ("--effective", "majlis=yes", "--effective", "senate=no")
    (text,) = asked(politeia, "kazakhstan", "--at", "2022-02-01", *judged)["texts"]
    assert (text["scores"]["polcon"]["low"], text["scores"]["polcon"]["high"]) == ("3980/17013", "5420/17013")


def test_observed_practice_is_taken_with_its_evidence(politeia):
    (text,) = asked(politeia, "kazakhstan", "--practice", "3=yes: hearings every month")["texts"]
    item = next(item for item in text["scores"]["fish_kroenig"]["items"] if item["id"] == "3")
    assert (item["readings"], item["rule"]) == ([{"score": 1, "why": "hearings every month"}], "observed")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--practice", "9=yes: x"), "'9' is no item that asks for practice; expected one of 3, 4, 5, "),
        (("--practice", "3"), "'3' says neither yes nor no; expected such as '3=yes: "),
        (("--practice", "3=maybe: x"), "says neither yes nor no"),
        (("--practice", "3=yes"), "'3=yes' has no evidence; expected such as"),
        (("--practice", "3=yes: a", "--practice", "3=no: b"), "--practice: '3' is answered twice"),
        (("--effective", "kurultai=yes", "--effective", "kurultai=no"), "--effective: 'kurultai' is answered twice"),
        (("--effective", "kurultay=yes"), "did you mean 'kurultai'"),
        (("--effective", "kurultai=maybe"), "expected kurultai=yes or kurultai=no"),
        (("--reform", "2022", "--at", "2022-07-01"), "not both"),
        (("--reform", "2023"), "no act"),
    ],
)
def test_wrong_input_is_refused_with_what_was_expected(politeia, arguments, said):
    result = politeia("instruments", "kazakhstan", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_all_that_is_wrong_is_said_at_once_in_a_line_each(politeia):
    wrong = ("--practice", "9=yes: x", "--practice", "3=yes", "--effective", "kurultay=yes")
    result = politeia("instruments", "kazakhstan", *wrong)
    assert result.exit_code == 2
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["--effective", *["--practice"] * 2]


def test_the_same_answer_twice_is_one(politeia):
    once, twice = (
        politeia("instruments", "kazakhstan", *("--practice", "3=yes: a") * times, "--json").stdout for times in (1, 2)
    )
    assert once == twice


def test_a_person_reads_a_table_that_fits(politeia):
    out = politeia("instruments", "kazakhstan", "--reform", "2022", columns=100).stdout
    assert max(map(len, out.splitlines())) <= 100
    assert "before 2022: 20 (16–25) of 40; after 2022: 20 (16–25) of 40" in out
    assert "before 2022: 9–19 of 32, 10 of 32 open" in out
    assert "? 3, 4, 5, 15, 16, 26, 28, 29, 31, 32: " in out


def test_a_case_without_a_government_says_what_is_open(politeia, ruritania):
    (text,) = asked(politeia, ruritania)["texts"]
    presidential = {item["id"]: item for item in text["scores"]["shugart_carey"]["items"]}
    assert presidential["package_veto"]["readings"][0]["score"] == 2
    assert (presidential["dissolution"]["rule"], presidential["dissolution"]["readings"][0]["score"]) == ("repealed", 0)
    assert presidential["cabinet_formation"]["rule"] == "?"
