"""`politeia new`: a template that checks as sound, asks every question of the core set, and harms nothing."""

from __future__ import annotations

import json
import re

import pytest

from politeia.case.core import CORE, answer
from politeia.case.library import load
from politeia.case.template import BLANK, COUNTRY


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_it_writes_a_case_that_is_sound_and_all_unknown(politeia, tmp_path):
    result = politeia("new", "ruritania", "--json")
    files = [f"ruritania/{name}" for name in ("README.md", "elections.yaml", "polity.yaml")]
    assert json.loads(result.stdout) == {"folder": "ruritania", "files": files}
    checked = politeia("check", "ruritania", "--json")
    found = json.loads(checked.stdout)
    assert (checked.exit_code, found["ok"], found["errors"], found["unsourced"]) == (0, True, [], [])
    assert len([gap for gap in found["unknown"] if gap["reason"] == "unread"]) >= len(CORE) - 2
    assert [path.name for path in tmp_path.iterdir()] == ["ruritania"]


def test_the_name_stands_wherever_the_country_is_named(politeia, tmp_path):
    politeia("new", "new_utopia-2")
    texts = "".join(path.read_text("utf-8") for path in (tmp_path / "new_utopia-2").iterdir())
    assert COUNTRY not in texts.lower()
    polity = load(tmp_path / "new_utopia-2").polity
    assert (polity.id, polity.name) == ("new_utopia-2", "New Utopia 2")


@pytest.mark.parametrize("decision", CORE)
def test_the_template_asks_every_question_of_the_core_set(decision):
    assert f"# {CORE[decision].asks}\n" in re.sub(r" {2,}", "", (BLANK / "polity.yaml").read_text("utf-8"))


def test_every_question_is_answered_once_the_template_is_filled_in(politeia, tmp_path):
    politeia("new", "ruritania")
    path = tmp_path / "ruritania/polity.yaml"
    text = re.sub(r"unread: true, | +unread: true\n", "", path.read_text("utf-8"))
    text = re.sub(r'(actor|by): "\?"', r"\1: people", text)
    text = re.sub(r'says: "\?"', "says: nothing may be amended", text)
    path.write_text(text, "utf-8")
    newest = load(path.parent).polity.after("founding")
    assert [name for name, decision in CORE.items() if not answer(decision, newest).records] == []
    found = json.loads(politeia("check", "ruritania", "--json").stdout)
    assert found["ok"]
    assert {gap["reason"] for gap in found["unknown"]} == {"value", "act", "article"}


def test_what_the_template_shows_in_comments_is_right(politeia, tmp_path):
    politeia("new", "ruritania")
    polity, votes = (tmp_path / "ruritania" / name for name in ("polity.yaml", "elections.yaml"))
    shown = re.sub(r"^# (ids|as_of): ", r"\1: ", polity.read_text("utf-8"), flags=re.MULTILINE)
    polity.write_text(shown.replace("\n# 2020: ", "\n  2020: "), "utf-8")
    shown = votes.read_text("utf-8").replace("referendums: {}\n", "")
    votes.write_text(re.sub(r"^# (?=referendums:|  )", "", shown, flags=re.MULTILINE), "utf-8")
    assert politeia("check", "ruritania").stderr == ""
    assert json.loads(politeia("referendum", "ruritania", "--json").stdout)["valid"] == "depends"


@pytest.mark.parametrize(
    "name",
    ["..", ".", "", "../evil", "a/b", "/tmp/evil", "Ruritania", "1st", "-x", "a b", "a\nb", "é", "a" * 41, "con.yaml"],
)
def test_a_bad_name_is_refused(politeia, tmp_path, name):
    result = politeia("new", "--", name)
    assert result.exit_code == 2
    assert "is no name for a case" in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "evil").exists()


def test_a_packaged_name_is_refused(politeia):
    assert "is a packaged case" in politeia("new", "kazakhstan").stderr


@pytest.mark.parametrize("taken", ["folder", "file", "dangling link"])
def test_what_is_there_is_left_alone(politeia, tmp_path, taken):
    path = tmp_path / "ruritania"
    {"folder": path.mkdir, "file": path.touch, "dangling link": lambda: path.symlink_to("nowhere")}[taken]()
    result = politeia("new", "ruritania")
    assert result.exit_code == 2
    assert "there is something of this name already" in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["ruritania"]
    assert taken != "folder" or list(path.iterdir()) == []
