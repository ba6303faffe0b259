"""Bad input from the command line: each thing told at its place, all at once, exit code 2, and nothing written."""

from __future__ import annotations

import json
import os
import re
from typing import NamedTuple

import pytest


class Spoilt(NamedTuple):
    """What is done to the polity.yaml of docs/case-format.md; the path that the complaint names, what it says."""

    good: str
    bad: str
    path: str
    message: str


SPOILT = {
    "a misspelt key": Spoilt(
        "elected: plurality", "electd: plurality", "seats.diet.elected.electd", "did you mean 'elected'?"
    ),
    "a misspelt key of an act": Spoilt("by: assembly", "bye: assembly", "acts.1910.bye", "did you mean 'by'?"),
    "a wrong type": Spoilt(
        "n: {per: region, n: 5}", "n: many", "seats.diet.elected.n", "'many' does not fit; expected a whole number"
    ),
    "an unknown act": Spoilt(
        "since: 2020, from", "since: 2021, from", "seats.diet.elected[1].since", "expected one of 1910, 2020"
    ),
    "a step that leads nowhere": Spoilt(
        "{no: override}", "{no: overide}", "procedures.ordinary_law.steps.sign.no", "which is no step"
    ),
    "a step of a body that does not exist": Spoilt(
        "body: diet, need: 2/3",
        "body: dyet, need: 2/3",
        "procedures.ordinary_law.steps.override.body",
        "did you mean 'diet'?",
    ),
    "a seat group of a body that does not exist": Spoilt(
        "body: diet, n:", "body: dyet, n:", "seats.diet.elected.body", "did you mean 'diet'?"
    ),
    "a record without a source": Spoilt(
        'article: "20", source: RUR10', 'article: "20"', "powers.king.dissolve_diet[0]", "names no source"
    ),
    "an unknown source": Spoilt(
        '"3", source: RUR10', '"3", source: RUR1', "provisions.king.immunity[0].source", "did you mean 'RUR10'?"
    ),
    "a cycle of steps": Spoilt(
        "2/3, yes: pass, no: fail", "2/3, yes: pass, no: sign", "procedures.ordinary_law.steps", "in a cycle"
    ),
    "a day that is none": Spoilt(
        "2020-06-01", "2020-06-31", "acts.2020.in_force", "'2020-06-31' does not fit; expected a day like 2022-06-05"
    ),
}
# A seat group is looked up once its keys are right, and a cycle once every step leads somewhere.
HIDDEN = (
    "a seat group of a body that does not exist",
    "a step of a body that does not exist",
    "a wrong type",
    "a cycle of steps",
)
LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<path>[^:]+): (?P<message>.+)")


def complaints(stderr):
    found = [LINE.fullmatch(line) for line in stderr.splitlines()]
    assert all(found), stderr
    return [match for match in found if match]


def spoil(folder, *kinds):
    path = folder / "polity.yaml"
    text = path.read_text("utf-8")
    for kind in kinds:
        assert SPOILT[kind].good in text, kind
        text = text.replace(SPOILT[kind].good, SPOILT[kind].bad, 1)
    path.write_text(text, "utf-8")
    return text.splitlines()


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_wrong_is_told_at_its_place(politeia, ruritania, kind):
    lines = spoil(ruritania, kind)
    spoilt = SPOILT[kind]
    result = politeia("check", ruritania)
    assert result.exit_code == 2
    told = [match for match in complaints(result.stderr) if spoilt.message in match["message"]]
    told = [match for match in told if match["path"].startswith(spoilt.path)]
    assert told, result.stderr
    word = spoilt.bad.split()[-1].strip("{}") if kind != "a record without a source" else "- {since"
    assert any(word in lines[int(match["line"]) - 1] for match in told)
    assert all(match["file"] == str(ruritania / "polity.yaml") for match in told)


@pytest.mark.parametrize("verb", ["check", "brief"])
def test_everything_wrong_is_told_at_once_and_nothing_is_written(program, ruritania, tmp_path, verb):
    kinds = [kind for kind in SPOILT if kind not in HIDDEN]
    spoil(ruritania, *kinds)
    page = tmp_path / "brief.html"
    page.write_text("what was there before")
    output = ["-o", page, "-o", tmp_path / "brief.json"] if verb == "brief" else []
    told = program(verb, ruritania, *output)
    assert told.returncode == 2
    messages = [f"{match['path']}: {match['message']}" for match in complaints(told.stderr)]
    for kind in kinds:
        path, message = SPOILT[kind][2:]
        assert any(line.startswith(path) and message in line for line in messages), kind
    assert page.read_text() == "what was there before"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["brief.html", "ruritania"]


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_case_is_refused_by_every_verb_alike(politeia, ruritania, kind):
    spoil(ruritania, kind)
    asked = [
        ("check",),
        ("diff", "--reform", "2020"),
        ("power", "--decision", "ordinary_law"),
        ("referendum",),
        ("brief",),
    ]
    told = [politeia(verb, ruritania, *options) for verb, *options in asked]
    assert {result.exit_code for result in told} == {2}
    assert len({result.stderr for result in told}) == 1
    assert all("Traceback" not in result.output for result in told)


def test_an_act_with_an_error_keeps_its_place_among_the_acts(politeia, ruritania):
    path = ruritania / "polity.yaml"
    first, second = re.findall(r"^  (?:1910|2020): \{adopted.*\n", path.read_text("utf-8"), re.MULTILINE)
    path.write_text(path.read_text("utf-8").replace(first + second, second + first.replace("by:", "bye:")), "utf-8")
    assert {match["path"].partition(".bye")[0] for match in complaints(politeia("check", ruritania).stderr)} == {
        "acts.1910"
    }


def test_check_tells_a_machine_what_it_tells_a_person(politeia, ruritania):
    spoil(ruritania, "a record without a source", "an unknown act")
    result = politeia("check", ruritania, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 2
    assert found["ok"] is False
    assert found["unsourced"] == ["powers.king.dissolve_diet[0]"]
    assert [f"{e['file']}:{e['line']}:{e['column']}: {e['path']}: {e['message']}" for e in found["errors"]] == (
        result.stderr.splitlines()
    )


def test_errors_in_both_files_of_a_case_come_together(politeia, ruritania):
    spoil(ruritania, "a wrong type")
    votes = ruritania / "elections.yaml"
    votes.write_text(votes.read_text().replace("count: for", "count: fro"))
    files = {match["file"] for match in complaints(politeia("check", ruritania).stderr)}
    assert files == {str(ruritania / "polity.yaml"), str(votes)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("\n# only a comment\n", "the file is empty"),
        ("polity", "this is no mapping"),
        ("[polity]", "this is no mapping"),
        ("policy: x\n", "did you mean 'polity'?"),
        ("polity: [\n", "1:"),
        ("polity: !!python/object:os.system x\n", "tag"),
        ("polity: &a x\nnames: *a\n", "anchor"),
        ("polity: x\npolity: y\n", "repeated"),
        ("polity: x\n", "key 'acts' is missing"),
        ("polity: ../../etc\nnames: x\nsources: {}\nacts: {}\n", "does not fit"),
        ("game: x\nplayers: {a: {n: 1, votes: 1}}\nrule: {atleast: 2, of: votes}\n", "nobody can win"),
        ("elections: x\nreferendum: {}\n", "did you mean 'referendums'?"),
    ],
)
def test_a_file_that_is_nothing_known_is_refused(politeia, tmp_path, text, told):
    path = tmp_path / "some.yaml"
    path.write_text(text)
    result = politeia("check", path, "--json")
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.startswith(f"{path}:")
    assert json.loads(result.stdout)["ok"] is False


def test_a_link_out_of_the_case_is_not_followed(politeia, ruritania, tmp_path):
    secret = tmp_path / "secret.yaml"
    (ruritania / "polity.yaml").rename(secret)
    (ruritania / "polity.yaml").symlink_to(secret)
    result = politeia("check", ruritania, "--json")
    assert result.exit_code == 2
    assert "leads outside the case folder" in result.stderr
    assert "Ruritania" not in result.output


@pytest.mark.parametrize("name", ["polity.yaml", "elections.yaml"])
def test_a_link_that_leads_nowhere_is_told(politeia, ruritania, name):
    (ruritania / name).unlink()
    (ruritania / name).symlink_to("nowhere.yaml")
    result = politeia("check", ruritania)
    assert result.exit_code == 2
    assert name in result.stderr


def test_a_folder_or_a_pipe_in_place_of_a_file_is_told(politeia, ruritania):
    (ruritania / "elections.yaml").unlink()
    (ruritania / "elections.yaml").mkdir()
    assert "this is a directory" in politeia("check", ruritania).stderr
    (ruritania / "elections.yaml").rmdir()
    os.mkfifo(ruritania / "elections.yaml")
    assert "this is a pipe" in politeia("check", ruritania).stderr


def test_a_folder_without_a_case_is_told(politeia, tmp_path):
    for verb in ("check", "referendum", "brief"):
        result = politeia(verb, tmp_path)
        assert result.exit_code == 2
        assert f"{tmp_path / 'polity.yaml'}: there is no such file" in result.stderr


@pytest.mark.parametrize(
    "case", ["", ".", "..", "/", "kazakhstan/../kazakhstan", "\x1b[31mred", "a" * 5000, "no\nsuch", "~", "-", "\udcff"]
)
def test_a_case_that_is_none_is_told_in_one_printable_line(politeia, tmp_path, monkeypatch, case):
    monkeypatch.chdir(tmp_path)
    result = politeia("referendum", "--", case)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.rstrip("\n").isprintable()
    assert len(result.stderr) < 400


def test_a_game_file_and_a_case_are_not_taken_for_each_other(politeia, ruritania, tmp_path):
    game = tmp_path / "toy.yaml"
    game.write_text("game: toy\nplayers: {a: {n: 2, votes: 1}}\nrule: {atleast: 2, of: votes}\n")
    assert "expected one that begins with `game:`" in politeia("power", ruritania / "polity.yaml").stderr
    assert "belong to a CASE" in politeia("power", game, "--decision", "x").stderr
    assert "there is no such file" in politeia("power", tmp_path / "none.yaml").stderr
    assert politeia("check", game).exit_code == 0
