"""The program: its verbs, its exit codes, and that it answers machines in the same form throughout."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest

import politeia as package
from politeia.cli.main import VERBS, main
from tests.cli.conftest import PROGRAM

GAME = "game: toy\nplayers:\n  a: {n: 2, votes: 1}\nrule: {atleast: 2, of: votes}\n"


ELECTION = """\
election: example
system: {tiers: {list: {formula: hare, seats: {national: 9}}}}
votes: {list: {national: {A: 700, B: 230, C: 70}}}
"""


@pytest.fixture
def asked(ruritania, tmp_path, monkeypatch):
    """One call of each verb that succeeds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "game.yaml").write_text(GAME)
    (tmp_path / "election.yaml").write_text(ELECTION)
    return {
        "brief": ("brief", ruritania, "--reform", "2020"),
        "diff": ("diff", ruritania, "--reform", "2020"),
        "power": ("power", "game.yaml"),
        "shift": ("shift", ruritania, "--reform", "2020"),
        "instruments": ("instruments", ruritania),
        "referendum": ("referendum", ruritania),
        "seats": ("seats", "election.yaml"),
        "ensemble": ("ensemble", "election.yaml"),
        "check": ("check", ruritania),
        "cases": ("cases",),
        "new": ("new", "utopia"),
        "schema": ("schema", "game"),
    }


KEYS = {
    "brief": {"verdict", "sections", "findings", "manifest"},
    "diff": {"changes", "counts", "untouched"},
    "power": {"players", "collectivity", "vetoers", "minimal_winning"},
    "shift": {"decisions", "changed", "refused", "principals"},
    "instruments": {"polity", "texts"},
    "referendum": {"valid", "adopted", "conditions"},
    "seats": {"seats", "tiers", "ties", "measures"},
    "ensemble": {"seats", "events", "mc_error"},
    "check": {"ok", "errors", "unknown", "unsourced"},
    "cases": {"cases"},
    "new": {"folder", "files"},
    "schema": {"$schema", "properties"},
}


@pytest.mark.parametrize("verb", KEYS)
def test_every_verb_answers_a_machine_with_one_object_of_the_promised_keys(politeia, asked, verb):
    result = politeia(*asked[verb], "--json")
    assert result.exit_code == 0, result.output
    assert KEYS[verb] <= json.loads(result.stdout).keys()


@pytest.mark.parametrize("verb", KEYS)
def test_every_verb_answers_a_person_without_colour_in_a_pipe(politeia, asked, verb):
    result = politeia(*asked[verb])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    assert "\x1b" not in result.stdout


def test_every_verb_has_json_and_a_test(asked):
    assert set(main.commands) == {verb.name for verb in VERBS} == KEYS.keys() == asked.keys()
    assert all(any("--json" in option.opts for option in verb.params) for verb in VERBS)


@pytest.mark.parametrize("verb", ["", *KEYS])
def test_help_explains_and_fits_the_terminal(politeia, verb):
    result = politeia(*([verb] if verb else []), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_version(politeia):
    assert politeia("--version").stdout == f"politeia {package.__version__}\n"


def test_a_misspelt_verb_is_answered_with_the_nearest(politeia):
    result = politeia("refrendum", "kazakhstan")
    assert result.exit_code == 2
    assert "did you mean 'referendum'?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["diff", "kazakhstan"], "expected either --reform ACT, or both --from DATE and --to DATE"),
        (["diff", "kazakhstan", "--reform", "2022", "--to", "2022-01-01"], "expected either --reform ACT"),
        (["diff", "kazakhstan", "--from", "2022-01-01"], "expected either --reform ACT"),
        (["diff", "kazakhstan", "--from", "yesterday", "--to", "2022-01-01"], "'yesterday' is no day"),
        (["diff", "kazakhstan", "--from", "20220101", "--to", "2022-01-01"], "'20220101' is no day"),
        (["diff", "kazakhstan", "--from", "2022-02-30", "--to", "2022-01-01"], "'2022-02-30' is no day"),
        (["diff", "kazakhstan", "--refrom", "2022"], "--reform"),
        (["diff"], "Missing argument"),
        (["power", "kazakhstan"], "expected --decision with one of"),
        (["power", "kazakhstan", "--decision", "ordinary_lw"], "did you mean 'ordinary_law'?"),
        (["power", "kazakhstan", "--decision", "ordinary_law", "--at", "1990-01-01"], "on 1990-01-01"),
        (["referendum", "kazakhstan", "--id", "2022-06-06"], "did you mean '2022-06-05'?"),
        (["schema", "polty"], "did you mean 'polity'?"),
        (["diff", "kazakstan", "--reform", "2022"], "did you mean 'kazakhstan'?"),
        (["diff", "kazakhstan", "--reform", "20222"], "did you mean '2022'?"),
        (["brief", "kazakhstan", "--reform", "20222"], "did you mean '2022'?"),
        (["brief", "kazakhstan", "-o", "brief.pfd"], "expected a name that ends in .html or .json"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2_and_says_what_was_expected(politeia, arguments, told):
    result = politeia(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not result.stdout


@pytest.fixture
def broken(monkeypatch):
    """A verb that fails by our own fault."""

    def fail() -> None:
        raise ZeroDivisionError("by\nnothing")

    monkeypatch.setitem(main.commands, "cases", click.Command("cases", callback=fail))


def test_a_failure_of_ours_ends_with_1_and_a_short_message(politeia, broken, monkeypatch):
    monkeypatch.delenv("POLITEIA_DEBUG", raising=False)
    result = politeia("cases")
    assert result.exit_code == 1
    assert r"(ZeroDivisionError: by\nnothing)" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_a_failure_of_ours_shows_where_when_asked(politeia, broken, monkeypatch):
    monkeypatch.setenv("POLITEIA_DEBUG", "1")
    assert "Traceback" in politeia("cases").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break elsewhere")
@pytest.mark.parametrize("asked", [("schema",), ("cases",), ("cases", "--json")], ids=" ".join)
def test_a_reader_who_leaves_early_is_no_error(asked):
    with subprocess.Popen([*PROGRAM, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        assert (process.wait(60), told) == (0, b"")


def test_json_is_utf_8_and_text_is_readable_whatever_the_terminal_speaks(program):
    poor = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    told = program("cases", "--json", **poor)
    assert told.returncode == 0, told.stderr
    names = {case["name"]: case["names"] for case in json.loads(told.stdout)["cases"]}
    assert names["kazakhstan"]["kk"] == "Қазақстан"
    told = program("diff", "kazakhstan", "--reform", "2022", **poor)
    assert told.returncode == 0, told.stderr


def test_help_is_quick():
    program = "from politeia.cli.main import main; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"altair", "jinja2", "numpy", "pydantic", "rich", "yaml"} & set(loaded) == set()
