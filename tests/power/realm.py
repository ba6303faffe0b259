"""A realm for tests of who follows whom: a king, a prime minister, a speaker and a house of five, with one reform."""

from __future__ import annotations

from typing import Any

from politeia.case.declaration import polity_of
from politeia.case.holders import Holders
from politeia.case.polity import Polity
from politeia.reader import parse

TEXT = """\
polity: realm
names: {{en: Realm}}
sources: {{S: {{title: Text}}}}
acts:
  first:  {{adopted: 2000-01-01, in_force: 2000-02-01, by: assembly, title: First, source: S}}
  second: {{adopted: 2010-01-01, in_force: 2010-02-01, by: parliament, title: Second, source: S}}
bodies:
  king: {{kind: head_of_state}}
  pm: {{kind: head_of_government}}
  speaker: {{kind: office}}
  agency: {{kind: agency}}
  house: {{kind: chamber, tier: only}}
  people: {{kind: people}}
seats:
  house.elected:
    - {{since: first, article: "1", source: S, body: house, n: 5, by: people{seats}}}
    - {{since: second, article: "1", source: S, term: 5y}}
powers:
  king.dissolve: [{{since: first, article: "2", source: S, actor: king, act: dissolve, object: house, mode: alone}}]
{powers}
procedures:
  law:
    - {{since: first, article: "3", source: S,
       steps: {{adopt: {{body: house, yes: sign, no: fail}}, sign: {{body: king, yes: pass, no: over}},
               over: {{body: house, need: 4/5, yes: pass, no: fail}}}}}}
    - {{since: second, article: "3", source: S, steps: {{over: {{need: all}}}}}}
"""


def realm(*powers: str, seats: str = ", elected: plurality") -> Polity:
    """The realm with more powers, each `id: [{...}]`."""
    return polity_of(parse(TEXT.format(powers="\n".join(f"  {power}" for power in powers), seats=seats), "polity.yaml"))


def power(name: str, actor: str, act: str, body: str, **more: str) -> str:
    """A power over a body, since the first act."""
    rest = "".join(f', {key}: "{value}"' for key, value in more.items())
    return f'{name}: [{{since: first, article: "4", source: S, actor: {actor}, act: {act}, object: {body}{rest}}}]'


def holders(
    house: list[dict[str, Any]] | None = None,
    follows: dict[str, str] | None = None,
    leaders: dict[str, str] | None = None,
    offices: dict[str, str] | None = None,
) -> Holders:
    """Persons a, b, k and parties red, blue; everything held since 2000 unless a sitting says otherwise."""
    since = {"from": "2000-01-01", "source": "S"}
    coded = {person: [{**since, "of": of}] for person, of in (follows or {}).items()}
    led = {party: [{**since, "person": person}] for party, person in (leaders or {}).items()}
    return Holders.model_validate(
        {
            "persons": {name: {"names": name, "follows": coded.get(name, [])} for name in "abk"},
            "parties": {name: {"names": name, "leaders": led.get(name, [])} for name in ("red", "blue")},
            "offices": {body: [{**since, "person": person}] for body, person in (offices or {}).items()},
            "seats": {"house": house} if house else {},
        }
    )


def sitting(*blocks: dict[str, Any]) -> list[dict[str, Any]]:
    """A house that has sat since 2000."""
    return [{"from": "2000-01-01", "source": "S", "blocks": list(blocks)}]
