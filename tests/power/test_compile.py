"""Games of procedures and powers: against the interpreter on every profile of votes, and what is refused."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from politeia.case.constitution import Constitution
from politeia.case.institutions import Power
from politeia.case.library import load
from politeia.case.procedure import Procedure
from politeia.case.terms import UNKNOWN, Unknown
from politeia.case.walk import Tally, walk
from politeia.errors import CaseError
from politeia.power.compile import chair, compile_procedure
from politeia.power.decisions import compile_powers
from politeia.power.game import Game

SIZES = {"house": 4, "senate": 3, "king": 1}


@lru_cache
def text() -> Constitution:
    return load("kazakhstan").polity.before("2022")


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Two to four steps, joint sittings and casting chairs among them; a yes may lead to fail."""
    names = ["a", "b", "c", "d"][: draw(st.integers(2, 4))]
    steps: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names):
        later = names[place + 1 :]
        ends = ["pass", "fail"] if draw(st.integers(0, 3)) else ["fail", "pass"]
        yes, no = (draw(st.sampled_from([*later, *later, end])) for end in ends)
        how = draw(
            st.sampled_from(
                [{"body": "house"}, {"body": "senate"}, {"body": "king"}]
                + [{way: ["house", "senate"]} for way in ("each", "joint", "joint")]
            )
        )
        steps[name] = how | {"need": draw(st.sampled_from(["majority", "majority", "2/3", "3/4", "6", "1/5"]))}
        steps[name] |= {"yes": yes, "no": no}
        if how == {"body": "house"} and draw(st.booleans()):
            steps[name]["casting"] = draw(st.sampled_from(["chair", "king"]))
        elif draw(st.integers(0, 4)) == 0:
            steps[name] |= {"against": True, "yes": no, "no": yes}
    return Procedure.model_validate({"steps": steps})


Profile = tuple[int, ...]


def outcomes(procedure: Procedure, game_of: dict[str, int]) -> dict[Profile, bool]:
    """Whether the proposal passes, walked, for every number of yes votes of each class."""
    found = {}
    for profile in product(*(range(n + 1) for n in game_of.values())):
        yes = dict(zip(game_of, profile, strict=True))
        chairs = yes.get(chair("house"), 0)
        tallies = {body: Tally(n + (chairs if body == "house" else 0)) for body, n in yes.items() if body in SIZES}
        found[profile] = walk(procedure, SIZES, tallies | {"chair": Tally(chairs)}).outcome == "pass"
    return found


def monotone(passing: dict[Profile, bool]) -> bool:
    more = ((profile, (*profile[:i], n + 1, *profile[i + 1 :])) for profile in passing for i, n in enumerate(profile))
    return not any(passing[low] and not passing.get(high, True) for low, high in more)


@settings(max_examples=300)
@given(procedures())
def test_a_procedure_is_the_game_that_its_walk_plays_and_is_refused_only_for_cause(procedure: Procedure) -> None:
    game: Game | None = None
    because = ""
    try:
        game = compile_procedure(procedure, text(), sizes=SIZES)
    except CaseError as error:
        because = error.complaints[0].message
    casting = any(step.casting == "chair" for step in procedure.steps.values())
    classes = dict(SIZES)
    if casting:
        classes |= {"house": SIZES["house"] - 1, chair("house"): 1}
    passing = outcomes(procedure, classes)
    event(because or "a game")
    if game is None:
        assume("tie" not in because)
        assert because.split(";")[0] == (
            "more support can make the proposal fail" if not monotone(passing)
            else "the proposal passes without any vote" if all(passing.values())
            else "no vote passes the proposal"
        )  # fmt: skip
        return
    assert monotone(passing)
    names = {player.name for player in game.players}
    for profile, passed in passing.items():
        yes = dict(zip(classes, profile, strict=True))
        if chair("house") not in names and casting:  # its vote has never broken a tie: it is one of the house
            yes["house"] = yes.get("house", 0) + yes[chair("house")]
        assert game.wins({name: n for name, n in yes.items() if name in names}) == passed


def test_levels_that_no_votes_reach_together_refuse_nothing() -> None:
    """Two thirds of each house imply a majority of both sitting jointly."""
    steps = {
        "each": {"each": ["house", "senate"], "need": "2/3", "yes": "joint", "no": "sign"},
        "joint": {"joint": ["house", "senate"], "yes": "sign", "no": "fail"},
        "sign": {"body": "king", "yes": "pass", "no": "fail"},
    }
    game = compile_procedure(Procedure.model_validate({"steps": steps}), text(), sizes=SIZES)
    assert str(game.rule) == "1 of king"


@pytest.mark.parametrize(
    ("size", "because"), [(UNKNOWN, "is not known; expected declared seats"), (0, "0 members"), (-3, "-3 members")]
)
def test_a_chamber_without_a_number_of_members_is_refused(
    size: int | Unknown, because: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = text()
    monkeypatch.setattr(Constitution, "size", lambda self, body: size if body == "majlis" else 1)
    power = Power(actor="majlis", act="ratify", object="treaties")
    with pytest.raises(CaseError, match=because):
        compile_powers([power], declared)
    procedure = Procedure.model_validate({"steps": {"a": {"body": "majlis", "yes": "pass", "no": "fail"}}})
    with pytest.raises(CaseError, match=because):
        compile_procedure(procedure, declared)


def test_a_body_for_which_no_text_gives_a_number_acts_as_one() -> None:
    game = compile_powers([Power(actor="people", act="adopt", object="constitution")], text())
    assert game is not None
    assert [(player.name, player.n) for player in game.players] == [("people", 1)]


@pytest.mark.parametrize("need", range(1, 9))
def test_an_act_stands_where_fewer_undo_it_than_are_asked_for(need: int) -> None:
    declared = {"actor": "president", "act": "decree", "object": "laws"}
    power = Power.model_validate(declared | {"override": {"body": "majlis", "need": str(need)}})
    game = compile_powers([power], text(), sizes={"majlis": 6})
    assert game is not None
    assert {player.name: player.n for player in game.players} == {"president": 1, "majlis": 6}
    for against in range(7):
        assert game.wins({"president": 1, "majlis": 6 - against}) == (against < need)
        assert not game.wins({"majlis": 6 - against})
