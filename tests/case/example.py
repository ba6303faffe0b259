"""A small polity for tests: a house, a senate and a king, with one reform in two stages and one after it."""

from __future__ import annotations

from politeia.case.declaration import polity_of
from politeia.case.polity import Polity
from politeia.reader import parse

TEXT = """\
polity: freedonia
names: {en: Freedonia}
sources: {S1: {title: First text}, S2: {title: Second text}}
acts:
  first:  {adopted: 2000-01-01, in_force: 2000-02-01, by: assembly, title: First, source: S1}
  second: {adopted: 2010-01-01, in_force: 2010-02-01, by: referendum, title: Second, source: S2}
  third:  {adopted: 2010-06-01, in_force: 2010-07-01, by: parliament, title: Third, source: S2}
  fourth: {adopted: 2020-01-01, in_force: "?", by: parliament, title: Fourth, source: S2}
facts:
  region: [{until: 2010-01-31, n: 4, source: S1}, {from: 2010-02-01, n: 5, source: S2}]
bodies:
  king: {kind: head_of_state, names: {en: King}}
  house: {kind: chamber, tier: lower, members: 9}
  senate: {kind: chamber, tier: upper}
  cabinet: {kind: government}
  people: {kind: people}
seats:
  senate.elected:
    - {since: first, article: "1", source: S1, body: senate, n: {per: region, n: 1}, by: people,
       elected: indirect, term: 6y}
  senate.named:
    - {since: first, article: "2", source: S1, body: senate, n: 6, by: king, mode: alone, term: 6y}
    - {since: second, from: 2011-01-01, article: "2", source: S2, n: 4,
       parts: [{n: 2, mode: alone}, {n: 2, mode: on_proposal, of: house}]}
    - {since: third, from: 2011-01-01, article: "2", source: S2, term: 8y}
powers:
  king.dismiss_cabinet:
    - {since: first, article: "3", source: S1, actor: king, act: dismiss, object: cabinet, mode: alone}
    - {since: second, source: S2, mode: with_consent, of: house}
    - {since: fourth, source: S2, mode: alone}
  king.dissolve_house:
    - {since: first, article: "4", source: S1, actor: king, act: dissolve, object: house, mode: alone}
procedures:
  ordinary_law:
    - since: first
      article: "5"
      source: S1
      steps:
        adopt:   {body: house, yes: approve, no: fail}
        approve: {body: senate, days: 30, yes: sign, no: insist}
        insist:  {body: house, need: 2/3, yes: again, no: fail}
        again:   {body: senate, yes: sign, no: fail}
        sign:    {body: king, yes: pass, no: override}
        override: {each: [house, senate], need: 2/3, yes: pass, no: fail, wording: king}
    - since: second
      from: 2011-01-01
      source: S2
      steps:
        approve: {silence: sign}
        insist:  {yes: sign}
        again:   {repealed: true}
provisions:
  king.sacred:
    - {since: first, article: "6", source: S1, kind: ad_hominem, says: the king is sacred, benefits: king}
    - {since: second, repealed: true, source: S2}
"""


def freedonia(*replaced: tuple[str, str]) -> Polity:
    """The polity, with parts of its text replaced."""
    return polity_of(parse(text(*replaced), "freedonia.yaml"))


def text(*replaced: tuple[str, str]) -> str:
    """Its text, with parts replaced, each of which must be there."""
    result = TEXT
    for old, new in replaced:
        assert old in result, old
        result = result.replace(old, new)
    return result
