"""`politeia brief`: what it writes, and that it writes all or nothing."""

from __future__ import annotations

import json
import os
import re

import pytest

from politeia.cli.brief import last_reform
from politeia.cli.files import write_all
from politeia.errors import CaseError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_writes_what_it_says_it_writes(politeia, ruritania, tmp_path):
    page, data = tmp_path / "brief.html", tmp_path / "brief.json"
    result = politeia("brief", ruritania, "--reform", "2020", "-o", page, "-o", data)
    assert result.exit_code == 0, result.output
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
    brief = json.loads(data.read_text("utf-8"))
    assert {"verdict", "sections", "findings", "manifest"} <= brief.keys()
    assert brief["verdict"]["headline"] in " ".join(result.stdout.split())
    assert [line for line in result.stdout.splitlines() if line.startswith("wrote ")] == [
        f"wrote {page}",
        f"wrote {data}",
    ]
    assert names(tmp_path) == ["brief.html", "brief.json", "ruritania"]


def test_the_printed_answer_is_short(politeia):
    assert len(politeia("brief", "kazakhstan", "--reform", "2022").stdout.split()) <= 160


def test_two_runs_give_the_same_bytes_and_json_is_the_file(politeia, ruritania, tmp_path):
    written = []
    for n in range(2):
        files = [tmp_path / f"{n}.html", tmp_path / f"{n}.json"]
        assert politeia("brief", ruritania, "-o", files[0], "-o", files[1]).exit_code == 0
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    assert politeia("brief", ruritania, "--json").stdout_bytes == written[0][1]


def test_without_a_reform_it_takes_the_last_constitutional_act(politeia, ruritania):
    path = ruritania / "polity.yaml"
    day = "adopted: 2021-01-01, in_force: 2021-02-01"
    later = f"  2021: {{{day}, by: diet, title: Party law, layer: organic, source: GAZ20}}\n"
    path.write_text(path.read_text("utf-8").replace("\nfacts:\n", f"{later}\nfacts:\n", 1), "utf-8")
    assert json.loads(politeia("brief", ruritania, "--json").stdout)["reform"] == "2020"
    path.write_text(path.read_text("utf-8").replace(", layer: organic", ""), "utf-8")
    assert json.loads(politeia("brief", ruritania, "--json").stdout)["reform"] == "2021"


def test_a_polity_of_organic_acts_only_has_a_last_reform(ruritania):
    from politeia.case.library import load

    path = ruritania / "polity.yaml"
    path.write_text(re.sub(r"\b(by: (assembly|referendum)),", r"\1, layer: organic,", path.read_text("utf-8")), "utf-8")
    polity = load(ruritania).polity
    assert {act.layer for act in polity.acts.values()} == {"organic"}
    assert last_reform(polity) == "2020"


@pytest.mark.parametrize("missing", ["nowhere/brief.html", "file/brief.html", "folder.html"])
def test_where_one_file_cannot_be_written_none_is(politeia, ruritania, tmp_path, missing):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.html").mkdir()
    good = tmp_path / "brief.json"
    good.write_text("before")
    before = names(tmp_path)
    result = politeia("brief", ruritania, "-o", good, "-o", tmp_path / missing)
    assert result.exit_code == 2
    assert result.stderr.startswith(str(tmp_path / missing))
    assert good.read_text() == "before"
    assert names(tmp_path) == before


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"before")
    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CaseError, match="No space left"):
        write_all({tmp_path / "a": b"after", tmp_path / "b": b"after"})
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"before"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to("real")
    write_all({tmp_path / "link": b"after"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


def test_files_are_as_readable_as_any_other(tmp_path):
    old = os.umask(0o022)
    try:
        write_all({tmp_path / "brief.html": b"x"})
    finally:
        os.umask(old)
    assert (tmp_path / "brief.html").stat().st_mode & 0o777 == 0o644
