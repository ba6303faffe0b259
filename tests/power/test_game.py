"""A game is valid, immutable and readable, whether Python or a file declares it; what is wrong has a place."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any as Anything

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.errors import CaseError
from politeia.power.declared import GameFile
from politeia.power.game import All, Any, AtLeast, Game, PlayerClass, Rule, pooled
from politeia.reader import parse, plain
from tests.power import oracle
from tests.power.games import games

Writing = Callable[[str], Path]


@pytest.fixture
def writing(tmp_path: Path) -> Writing:
    def write(text: str) -> Path:
        path = tmp_path / "game.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def said(error: pytest.ExceptionInfo[CaseError]) -> list[tuple[int, int, str, str]]:
    return [(c.line, c.column, c.path, c.message) for c in error.value.complaints]


def us_federal() -> Game:
    senate = Any((AtLeast(51, "senate"), All((AtLeast(50, "senate"), AtLeast(1, "vice")))))
    return Game(
        (
            PlayerClass("president", 1, {"president": 1}),
            PlayerClass("vice_president", 1, {"vice": 1}),
            PlayerClass("senator", 100, {"senate": 1}),
            PlayerClass("representative", 435, {"house": 1}),
        ),
        Any(
            (
                All((AtLeast(218, "house"), AtLeast(1, "president"), senate)),
                All((AtLeast(290, "house"), AtLeast(67, "senate"))),
            )
        ),
        "us_federal",
    )


def test_a_file_declares_the_game_that_python_does(root: Path) -> None:
    assert Game.from_yaml(root / "tests/power/us_federal.yaml") == us_federal()


def test_a_game_reads_as_a_sentence() -> None:
    assert repr(us_federal()) == (
        "Game('us_federal': 1 president, 1 vice_president, 100 senator, 435 representative; wins with "
        "(218 of house and 1 of president and (51 of senate or (50 of senate and 1 of vice))) "
        "or (290 of house and 67 of senate))"
    )


@given(games())
def test_a_game_is_a_value(game: Game) -> None:
    again = pickle.loads(pickle.dumps(game))
    assert again == game
    assert hash(again) == hash(game)
    with pytest.raises(AttributeError):
        game.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        game.players[0].weights["a"] = 9  # type: ignore[index]


@given(games())
def test_it_wins_as_enumeration_says(game: Game) -> None:
    e = oracle.Enumeration(game)
    for coalition in e.coalitions:
        yes = {name: sum(e.who[i] == name for i in coalition) for name in e.who}
        assert game.wins(yes) == (coalition in e.winning)


@given(games(), st.data())
def test_one_more_vote_never_hurts(game: Game, data: st.DataObject) -> None:
    yes = {player.name: data.draw(st.integers(0, player.n)) for player in game.players}
    if game.wins(yes):
        assert all(game.wins({**yes, p.name: yes[p.name] + 1}) for p in game.players if yes[p.name] < p.n)


@given(games())
def test_pools_hold_all_members_and_none_that_differ(game: Game) -> None:
    pools, places = pooled(game)
    assert pools.members == game.members
    for player, place in zip(game.players, places, strict=True):
        assert all(pools.players[place].weight(c) == player.weight(c) for c in pools.criteria)
    assert len({tuple(map(player.weight, sorted(game.criteria))) for player in game.players}) >= len(pools.players)


def test_votes_of_nobody_and_of_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'senatr' is no class of this game; did you mean 'senator'\?"):
        us_federal().wins({"senatr": 51})
    with pytest.raises(ValueError, match="101 members of senator say yes; expected 0 to 100"):
        us_federal().wins({"senator": 101})


PLAYERS = (PlayerClass("king", 1, {"crown": 1}), PlayerClass("lord", 5, {"house": 1}))


@pytest.mark.parametrize(
    ("players", "rule", "path", "message"),
    [
        ((), AtLeast(1, "house"), "players", "there is no player"),
        ((*PLAYERS, PLAYERS[0]), AtLeast(1, "crown"), "players.king", "two classes are named 'king'"),
        ((PlayerClass("lord", 0, {"house": 1}),), AtLeast(1, "house"), "players.lord.n", "0 is no number of members"),
        ((PlayerClass("lord", 5, {"house": -1}),), AtLeast(1, "house"), "players.lord.house", "-1 is no weight"),
        (PLAYERS, AtLeast(1, "hause"), "rule.of", "did you mean 'house'?"),
        (PLAYERS, All((AtLeast(1, "crown"), AtLeast(0, "house"))), "rule.all[1].atleast", "0 is no threshold"),
        (PLAYERS, Any((AtLeast(1, "crown"), All(()))), "rule.any[1].all", "there is no rule in it"),
        (PLAYERS, All((AtLeast(1, "crown"), AtLeast(6, "house"))), "rule.all[1].atleast", "have 5 of house and 6"),
    ],
)
def test_what_is_no_game_is_refused(players: tuple[PlayerClass, ...], rule: Rule, path: str, message: str) -> None:
    with pytest.raises(CaseError) as error:
        Game(players, rule)
    assert error.value.path == path
    assert message in error.value.message


def test_a_threshold_out_of_reach_in_one_branch_is_no_fault() -> None:
    game = Game(PLAYERS, Any((AtLeast(1, "crown"), AtLeast(6, "house"))))
    assert game.wins({"king": 1})


BROKEN = """\
game: broken
players:
  president: {n: 0, president: -1}
  senator: {n: many, senate: 1}
  deputy: {majlis: 1}
rule:
  any:
    - all: [{atleast: 0, of: majlis}, {atleats: 3, of: president}]
    - {al: [{atleast: two, of: senate}]}
    - {all: [{atleast: 1, of: sennate}], any: [{atleast: 1, of: senate}]}
    - 5
title: extra
"""


def test_everything_wrong_in_a_file_is_told_at_once(writing: Writing) -> None:
    with pytest.raises(CaseError) as error:
        Game.from_yaml(writing(BROKEN))
    assert [(line, column, path) for line, column, path, _ in said(error)] == [
        (3, 18, "players.president.n"),
        (3, 32, "players.president.president"),
        (4, 16, "players.senator.n"),
        (5, 11, "players.deputy"),
        (8, 23, "rule.any[0].all[0].atleast"),
        (8, 39, "rule.any[0].all[1]"),
        (8, 40, "rule.any[0].all[1].atleats"),
        (9, 7, "rule.any[1]"),
        (9, 8, "rule.any[1].al"),
        (10, 7, "rule.any[2]"),
        (10, 31, "rule.any[2].all[0].of"),
        (11, 7, "rule.any[3]"),
        (12, 1, "title"),
    ]
    messages = "\n".join(message for *_, message in said(error))
    assert "'-1' is no amount; expected a number that is not negative, like 3, 0.5 or 2/3" in messages
    assert "key 'atleats' is unknown; did you mean 'atleast'?" in messages
    assert "key 'al' is unknown; did you mean 'all'?" in messages
    assert "no player has a weight on 'sennate'; did you mean 'senate'?" in messages
    assert "either 'all', or 'any', or 'atleast' with 'of'" in messages


def test_a_number_of_too_many_digits_is_told_how_many_it_may_have(writing: Writing) -> None:
    text = "game: g\nplayers:\n  a: {n: 1, votes: %s}\nrule: {atleast: 1, of: votes}\n"
    assert Game.from_yaml(writing(text % ("9" * 18))).players[0].weight("votes") == 10**18 - 1
    with pytest.raises(CaseError, match=r"'1000000000000000000' is no amount; .* of up to 18 digits"):
        Game.from_yaml(writing(text % 10**18))


def test_a_game_without_players_is_told_no_criterion(writing: Writing) -> None:
    with pytest.raises(CaseError) as error:
        Game.from_yaml(writing("game: g\nplayers: {}\nrule: {atleast: 1, of: votes}\n"))
    assert [path for _, _, path, _ in said(error)] == ["players"]


FILE = """\
game: shares
players:
  large: {n: 1, states: 1, population: 16.5}
  small: {n: 3, states: 1, population: 49/10}
rule: {all: [{atleast: 2, of: states}, {atleast: %s, of: population}]}
"""


def test_decimals_and_fractions_become_whole_numbers_exactly(writing: Writing) -> None:
    game = Game.from_yaml(writing(FILE % "21.4"))
    assert [player.weights for player in game.players] == [
        {"states": 1, "population": 165},
        {"states": 1, "population": 49},
    ]
    assert game.rule == All((AtLeast(2, "states"), AtLeast(214, "population")))
    assert game.wins({"large": 1, "small": 1})
    assert not Game.from_yaml(writing(FILE % "21.41")).wins({"large": 1, "small": 1})


def test_percentages_are_numbers_too(writing: Writing) -> None:
    text = "game: parts\nplayers: {a: {n: 2, part: 30%}, b: {n: 1, part: 0.4}}\nrule: {atleast: 7/10, of: part}\n"
    game = Game.from_yaml(writing(text))
    assert game.rule == AtLeast(7, "part")
    assert [player.weight("part") for player in game.players] == [3, 4]


def test_a_file_in_which_nobody_can_win_is_refused_with_its_place(writing: Writing) -> None:
    with pytest.raises(CaseError) as error:
        Game.from_yaml(writing(FILE.replace("atleast: 2,", "atleast: 5,") % "1"))
    assert [found[:3] for found in said(error)] == [(5, 24, "rule.all[0].atleast")]
    assert "all members together have 4 of states and 5 are asked for" in error.value.message


def test_an_empty_list_of_rules_is_refused_with_its_place(writing: Writing) -> None:
    with pytest.raises(CaseError) as error:
        Game.from_yaml(writing("game: g\nplayers: {a: {n: 1, x: 1}}\nrule:\n  any: [{atleast: 1, of: x}, {all: []}]\n"))
    assert said(error) == [(4, 36, "rule.any[1].all", "there is no rule in it; expected at least one")]


def test_the_schema_of_a_game_file_accepts_it_and_refuses_what_is_broken(root: Path) -> None:
    schema = GameFile.model_json_schema()
    good = plain(parse((root / "tests/power/us_federal.yaml").read_bytes(), "us_federal.yaml"))
    jsonschema.validate(_numbers(good), schema)
    for broken in ({**good, "rule": {"all": []}}, {**good, "rule": {"atleast": 1}}, {"game": "g"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(_numbers(broken), schema)
    json.dumps(schema)


def _numbers(tree: Anything) -> Anything:
    """The tree as other YAML readers see it, with whole numbers as numbers."""
    if isinstance(tree, dict):
        return {key: _numbers(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_numbers(item) for item in tree]
    return int(tree) if isinstance(tree, str) and tree.isdigit() else tree


def test_one_weighted_vote_from_a_list_of_weights() -> None:
    game = Game.weighted(3, [2, 1, 1])
    assert [player.name for player in game.players] == ["1", "2", "3"]
    assert game.wins({"1": 1, "2": 1})
    assert not game.wins({"2": 1, "3": 1})
    with pytest.raises(TypeError):
        Game.weighted(3, [2, Fraction(1, 2)])  # type: ignore[list-item]
