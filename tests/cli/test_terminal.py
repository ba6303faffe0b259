"""What a person sees: nothing is cut at any width, and colour and progress are for terminals only."""

from __future__ import annotations

import io
import os
import re
import sys
import time

import pytest

from politeia.cli import answer

ASKED = (
    ("diff", "kazakhstan", "--reform", "2022"),
    ("power", "kazakhstan", "--decision", "ordinary_law"),
    ("referendum", "kazakhstan"),
    ("check", "kazakhstan"),
    ("cases",),
    ("brief", "kazakhstan", "--reform", "2022"),
)


def letters(text):
    """The text without what setting it changes: blanks, rules."""
    return sorted(re.sub(r"[\s─]+", "", text))


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_width_and_nothing_is_cut(politeia, asked, columns):
    wide, set_ = politeia(*asked, columns=2000).stdout, politeia(*asked, columns=columns).stdout
    assert max(map(len, set_.splitlines())) <= columns
    assert letters(set_) == letters(wide)
    assert "…" not in set_


@pytest.mark.parametrize("columns", [80, 120])
def test_numbers_stand_whole(politeia, columns):
    told = politeia("power", "kazakhstan", "--decision", "ordinary_law", columns=columns).stdout
    row = next(line for line in told.splitlines() if line.startswith("president"))
    assert re.fullmatch(r"president +1( +\d\.\d{4}){5}", row)


def test_texts_of_a_case_are_no_markup(politeia, ruritania):
    path = ruritania / "polity.yaml"
    path.write_text(path.read_text("utf-8").replace("names: Diet", 'names: "[red]Diet[/red] :smile:"'), "utf-8")
    assert "[red]Diet[/red] :smile:" in politeia("diff", ruritania, "--reform", "2020", columns=200).stdout


def test_signs_can_be_told_apart_without_colour(politeia):
    told = politeia("diff", "kazakhstan", "--reform", "2022", columns=200).stdout
    assert re.search(r"who +− President +\+ Assembly of the People", told)
    assert "+ gains   − loses" in told


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "shown"),
    [(io.StringIO(), 0, False), (Terminal(), 3600, False), (Terminal(), 0, True)],
    ids=["a file", "quick work", "long work"],
)
def test_a_bar_shows_only_on_a_terminal_and_only_once_patience_ends(monkeypatch, stream, patience, shown):
    monkeypatch.setattr(answer, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    with answer.steps(2) as begin:
        begin("reading")
        deadline = time.monotonic() + 60
        while shown and "reading" not in stream.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
        begin("writing")
    assert ("reading" in stream.getvalue()) == shown
    assert shown or not stream.getvalue().strip()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of Unix")
def test_on_a_terminal_headings_are_bold():
    import subprocess

    from tests.cli.conftest import PROGRAM

    ours, theirs = os.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    subprocess.run([*PROGRAM, "cases"], stdout=theirs, stderr=theirs, env=environment, check=True, timeout=60)
    assert b"\x1b[1m" in os.read(ours, 10_000)
