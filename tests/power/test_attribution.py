"""Which change moved it: every change that can bear on a decision is a player, and the parts add up."""

from __future__ import annotations

from fractions import Fraction

from politeia.case.declaration import polity_of
from politeia.case.library import load
from politeia.case.polity import Polity
from politeia.power.attribution import EXACTLY, Attribution, attributed
from politeia.power.shift import shift
from politeia.reader import parse
from tests.power.realm import power, realm

HEAD = """\
polity: realm
names: {en: Realm}
sources: {S: {title: Text}}
acts:
  first:  {adopted: 2000-01-01, in_force: 2000-02-01, by: assembly, title: First, source: S}
  second: {adopted: 2010-01-01, in_force: 2010-02-01, by: parliament, title: Second, source: S}
bodies:
  king: {kind: head_of_state}
"""


def declared(text: str) -> Polity:
    return polity_of(parse(text, "polity.yaml"))


def credit(polity: Polity, decision: str) -> Attribution:
    found = shift(polity.before("second"), polity.after("second"))
    return found.attributed_to[decision]


def amended(text: str, **second: str) -> str:
    """A power with an entry of the second act."""
    entry = ", ".join(f"{key}: {value}" for key, value in second.items())
    return f"{text[:-1]}, {{since: second, article: '4', source: S, {entry}}}]"


def test_a_link_in_the_middle_of_a_chain_moves_who_stands_at_its_end() -> None:
    polity = realm(
        power("a", "agency", "appoint", "speaker"),
        power("b", "pm", "appoint", "agency"),
        amended(power("c", "king", "appoint", "pm"), actor="house"),
    )
    found = credit(polity, "appoint.speaker")
    assert {player: moved for player, moved in found.of("king")["effective"].items() if moved} == {"powers.c": -1}


def test_the_number_of_members_is_a_change_like_any_other() -> None:
    polity = declared(f"""{HEAD}\
  house:
    - {{since: first, article: "1", source: S, kind: chamber, tier: only, members: 9}}
    - {{since: second, article: "1", source: S, members: 5}}
procedures:
  law:
    - {{since: first, article: "3", source: S,
       steps: {{adopt: {{body: house, yes: sign, no: fail}}, sign: {{body: king, yes: pass, no: fail}}}}}}
""")
    found = credit(polity, "law")
    assert found.of("house")["banzhaf"] == {"bodies.house": Fraction(3, 16) - Fraction(35, 256)}


def test_only_the_changes_that_make_no_game_apart_are_joined() -> None:
    case = load("kazakhstan")
    sides = case.polity.before("2026"), case.polity.after("2026")
    found = attributed("ordinary_law", *sides, case.elections.holders, None, ())
    assert "seats.senate.appointed" in found.players
    assert "holders" in found.players
    assert [player for player in found.players if " + " in player] == [
        "seats.kurultai.elected + seats.majlis.elected + seats.senate.elected + procedures.ordinary_law"
    ]


def test_who_sat_is_told_apart_from_the_rules() -> None:
    case = load("kazakhstan")
    sides = case.polity.before("2022"), case.polity.after("2022")
    found = shift(*sides, case.elections.holders, only=["release_minister.majlis"])
    moved = found.decisions["release_minister.majlis"]["president"].attribution["effective"]
    assert moved["holders"] != 0
    alone = attributed("release_minister.majlis", *sides, None, None, ("president",)).of("president")["effective"]
    assert alone.get("holders", 0) == 0


def test_beyond_twelve_changes_orders_are_sampled_and_the_parts_still_add_up() -> None:
    first = "  king.call: [{since: first, article: '1', source: S, actor: king, act: call, object: referendum}]\n"
    posts = [f"p{n}" for n in range(EXACTLY + 1)]
    bodies = "".join(f"  {post}: {{kind: office}}\n" for post in posts)
    asked = "".join(
        f"  {post}.call: [{{since: second, article: '1', source: S, actor: {post}, act: call, object: referendum}}]\n"
        for post in posts
    )
    polity = declared(HEAD + bodies + "powers:\n" + first + asked)
    found = credit(polity, "call.referendum")
    moved = found.of("p0")["shapley_shubik"]
    assert sum(moved.values()) == Fraction(1, len(posts) + 1)
    # Who else may call is the same to the first: what the others take from it differs by no more than chance.
    others = [float(value) for player, value in moved.items() if player != "powers.p0.call"]
    assert 0 < found.error < 0.05
    assert max(others) - min(others) < 8 * found.error
