"""`politeia power` for a person: bars, floats with their bound, and no rounding to a 0 or 1 that is none."""

from __future__ import annotations

import json
import re

import pytest


@pytest.fixture
def vote(tmp_path):
    """A file with one weighted vote."""

    def write(quota, weights):
        path = tmp_path / "vote.yaml"
        players = "\n".join(f"  m{n}: {{n: 1, votes: {w}}}" for n, w in enumerate(weights))
        path.write_text(f"game: vote\nplayers:\n{players}\nrule: {{atleast: {quota}, of: votes}}\n", "utf-8")
        return path

    return write


def test_a_bar_is_as_long_as_the_share_and_bars_fill_the_whole(politeia, vote):
    told = politeia("power", vote(2, [1, 1, 1]), columns=200).stdout
    bars = re.findall(r"^m\d +(█+)(\S?) +33\.3 % +(█+)(\S?) +33\.3 %$", told, re.MULTILINE)
    assert bars == [("████", "▋", "████", "▋")] * 3
    alone = politeia("power", vote(1, [1]), columns=200).stdout
    assert re.search(r"^m0 +█{14} 100\.0 % +█{14} 100\.0 %$", alone, re.MULTILINE)


def test_nearly_a_veto_is_not_shown_as_one(politeia, root):
    told = politeia("power", root / "tests/power/us_federal.yaml", columns=200).stdout
    assert re.search(r"^president +1 +0\.2500 +0\.1631 +<1 ", told, re.MULTILINE)
    assert "1.0000" not in told


def test_little_power_is_not_shown_as_none(politeia, tmp_path):
    path = tmp_path / "game.yaml"
    players = "speaker: {n: 1, votes: 1990}, deputy: {n: 2000, votes: 1}, guest: {n: 1, votes: 0}"
    path.write_text(f"game: chair\nplayers: {{{players}}}\nrule: {{atleast: 1996, of: votes}}\n", "utf-8")
    told = politeia("power", path, columns=200).stdout
    assert re.search(r"^deputy +2,000 +>0 +>0 +>0 +>0 +0\.0055$", told, re.MULTILINE)
    assert re.search(r"^guest +1( +0\.0000){5}$", told, re.MULTILINE)


def test_floats_only_on_request_and_with_a_bound(politeia, vote):
    path = vote(51, [50, 49, 1])
    assert "in float" not in politeia("power", path).stdout
    told = politeia("power", path, "--float", columns=2000).stdout
    assert re.search(r"in float +banzhaf, .*: relative error below 2\.3e-16", told)
    found = json.loads(politeia("power", path, "--float", "--json").stdout)
    assert found["exact"] is False
    assert found["players"]["m0"]["shapley_shubik"] == pytest.approx(2 / 3, rel=1e-15)
    assert found["errors"]["shapley_shubik"] < 1e-15


def test_what_is_left_out_is_told_with_the_reason(politeia, vote):
    told = politeia("power", vote(60_000, [500 + k * k for k in range(60)]), columns=2000).stdout
    assert re.search(r"left out +deegan_packel, holler_packel, johnston: 60 members of 60 kinds are more than", told)
    assert "just enough to pass" not in told
    assert "and 40 more" in told
    assert json.loads(politeia("power", vote(2, [1, 1, 1]), "--json").stdout)["left_out"] == {}


def test_the_time_is_no_part_of_the_answer_to_a_machine(politeia, root):
    path = root / "tests/power/us_federal.yaml"
    first, second = (politeia("power", path, "--json").stdout for _ in range(2))
    assert first == second
    assert "seconds" not in json.loads(first)


def test_a_game_too_large_to_count_is_refused_at_its_players(politeia, vote):
    path = vote(10**17, [10**15 + n**5 for n in range(120)])
    told = politeia("power", path)
    assert told.exit_code == 2
    assert re.match(r".*vote\.yaml:3:3: players: 120 members of 120 kinds are more than can be counted", told.stderr)
