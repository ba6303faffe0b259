"""Small cases, written to a folder, for what no real case has."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from politeia.brief.assess import tell
from politeia.brief.document import Brief
from politeia.case.library import Case, load
from tests.assess.composed import composed

Written = Callable[..., Case]


@cache
def told(act: str, name: str = "kazakhstan") -> Brief:
    """The brief on an act of a packaged case; each is composed once a session."""
    return tell(composed(name, act))


POLITY = """\
polity: ruritania
names: {en: NAME}
sources:
  OLD: {title: SOURCE, where: WHERE, grade: A1}
acts:
  1900: {adopted: 1900-01-01, in_force: 1900-01-01, by: parliament, title: "First", source: OLD}
  2000: {adopted: 2000-01-01, in_force: 2000-01-01, by: parliament, title: "TITLE", source: OLD}
bodies:
  king: {kind: head_of_state, names: {en: KING}}
  house: {kind: chamber, tier: only, names: {en: House}}
  people: {kind: people, names: {en: the people}}
seats:
  house.elected:
    - {since: 1900, article: "1", source: OLD, body: house, n: "SEATS", by: people, elected: plurality}
powers:
  king.dissolve:
    - {since: 1900, article: "2", source: OLD, actor: king, act: dissolve, object: house, names: {en: POWER}}
    - {since: 2000, repealed: true}
"""
PROCEDURE = """\
procedures:
  ordinary_law:
    - since: 1900
      article: "3"
      source: OLD
      steps:
        adopt: {body: house, need: majority, yes: sign, no: fail}
        sign: {body: king, yes: pass, no: fail}
    - since: 2000
      steps:
        sign: {yes: pass, no: override}
        override: {body: house, need: 2/3, yes: pass, no: fail}
"""
WORDS = {
    "NAME": "Ruritania",
    "SOURCE": "The old book",
    "WHERE": "the library",
    "TITLE": "Second",
    "KING": "King",
    "SEATS": "9",
    "POWER": "dissolve the House",
}


@pytest.fixture
def small(tmp_path: Path) -> Written:
    """small(procedure, **words): a case of one chamber and a king, with words of it replaced."""

    def written(procedure: str = PROCEDURE, elections: str = "", **words: str) -> Case:
        text = POLITY + procedure
        for name, word in {**WORDS, **words}.items():
            text = text.replace(f"title: {name}", f"title: {quoted(word)}").replace(f'"{name}"', quoted(word))
            text = text.replace(f": {name}}}", f": {quoted(word)}}}").replace(f": {name},", f": {quoted(word)},")
        (tmp_path / "polity.yaml").write_text(text, encoding="utf-8")
        if elections:
            (tmp_path / "elections.yaml").write_text(elections, encoding="utf-8")
        return load(tmp_path)

    return written


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


@pytest.fixture(scope="session")
def kazakhstan() -> Case:
    return load("kazakhstan")


@pytest.fixture(scope="session")
def brief() -> Brief:
    return told("2022")
