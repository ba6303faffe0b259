"""Whose bidding seats do: the rules in their order, chains, circles, contradictions, and what is not known."""

from __future__ import annotations

import pytest

from politeia.case.holders import Holders
from politeia.case.polity import Polity
from politeia.errors import CaseError
from politeia.power.control import Control, control
from tests.power.realm import holders, power, realm, sitting

ALL_RED = sitting({"n": 5, "party": "red"})


def of(who: Holders | None, polity: Polity | None = None, **more: str) -> Control:
    return control((polity or realm()).before("second"), who, **more)  # type: ignore[arg-type]


def led(found: Control) -> dict[str | None, int]:
    seats: dict[str | None, int] = {}
    for bloc in found.blocs["house"]:
        seats[bloc.principal] = seats.get(bloc.principal, 0) + bloc.n
    return seats


def test_a_party_follows_its_leader_and_the_leader_the_judgement_on_him() -> None:
    assert led(of(holders(ALL_RED, leaders={"red": "a"}))) == {"a": 5}
    assert led(of(holders(ALL_RED, leaders={"red": "a"}, follows={"a": "king"}))) == {"king": 5}
    assert led(of(holders(ALL_RED, leaders={"red": "k"}, offices={"king": "k"}))) == {"king": 5}


@pytest.mark.parametrize("offices", [{"pm": "a", "speaker": "a"}, {"speaker": "a", "pm": "a"}])
def test_a_judgement_holds_of_every_office_of_a_person_in_whatever_order(offices: dict[str, str]) -> None:
    found = of(holders(ALL_RED, {"a": "king"}, {"red": "a"}, offices))
    assert {found.root(office) for office in offices} == {"king"}


@pytest.mark.parametrize("offices", [{"pm": "a", "speaker": "a"}, {"speaker": "a", "pm": "a"}])
def test_one_person_is_one_will(offices: dict[str, str]) -> None:
    assert of(holders(ALL_RED, offices=offices)).root("speaker") == "pm"


def test_a_persons_seat_follows_the_person() -> None:
    block = sitting({"n": 1, "person": "a"}, {"n": 4, "group": "house.elected"})
    assert led(of(holders(block))) == {"a": 1, None: 4}
    assert led(of(holders(block, follows={"a": "king"}))) == {"king": 1, None: 4}


def test_voters_lead_nobody() -> None:
    assert led(of(holders(sitting({"n": 5, "group": "house.elected"})), realm(seats=""))) == {None: 5}


def test_a_body_follows_who_leads_most_of_its_seats_at_the_end_of_their_chains() -> None:
    names = realm(power("house.pm", "house", "elect", "pm"))
    who = sitting({"n": 2, "party": "red"}, {"n": 2, "party": "blue"}, {"n": 1, "group": "house.elected"})
    both = holders(who, {"a": "king", "b": "king"}, {"red": "a", "blue": "b"})
    assert of(both, names).root("pm") == "king"
    assert of(holders(who, {"a": "king"}, {"red": "a", "blue": "b"}), names).root("pm") == "house"


def test_who_follow_each_other_act_as_one() -> None:
    found = of(holders(ALL_RED, {"a": "speaker", "b": "pm"}, {"red": "a"}, {"pm": "a", "speaker": "b"}))
    assert found.circles == (("pm", "speaker"),)
    assert led(found) == {"pm": 5}


def test_two_who_can_end_a_term_contradict_unless_they_stand_for_the_same() -> None:
    both = (power("a", "king", "dismiss", "agency"), power("b", "pm", "dismiss", "agency"))
    with pytest.raises(CaseError, match="king and pm can each end its term at will, and follow king and pm"):
        of(None, realm(*both))
    assert of(None, realm(*both, power("c", "king", "dismiss", "pm"))).root("agency") == "king"


def test_parties_may_not_be_called_as_a_body() -> None:
    from politeia.case.holders import faults

    who = Holders.model_validate({"parties": {"people": {"names": "People's Party"}}})
    assert [message for _, message in faults(who, realm())] == [
        "'people' is a body of the polity; expected another id for the party"
    ]


@pytest.mark.parametrize(
    ("who", "polity", "unknown"),
    [
        (None, None, ("house", "house.elected", 5, "sitting", None)),
        (holders(ALL_RED), None, ("house", "red", 5, "leader", None)),
        (holders(sitting({"n": 5, "group": "house.elected", "party": "?"})), None,
         ("house", "house.elected", 5, "party", None)),
        (holders(sitting({"n": 5, "group": "house.elected"})), realm(power("x", "pm", "dismiss", "agency", mode="?")),
         ("agency", "agency", 1, "dismissal", "pm")),
    ],
)  # fmt: skip
def test_what_is_not_known_is_listed_and_read_the_other_way_on_request(
    who: Holders | None, polity: Polity | None, unknown: tuple[str, str, int, str, str | None]
) -> None:
    found, handed = of(who, polity), of(who, polity, unheld="king")
    assert [(one.body, one.label, one.n, one.why, one.instead) for one in found.unheld] == [unknown]
    assert handed.unheld == found.unheld
    body, _, n, _, instead = unknown
    if body == "house":
        assert led(found).get("king") is None
        assert led(handed) == {"king": n}
    else:
        assert (found.root(body), handed.root(body)) == (body, instead)


def test_with_the_holders_of_another_text_only_the_rules_have_changed() -> None:
    polity, who = realm(), holders([*_until("2010-01-31", "red"), *_from("2010-02-01", "blue")], None, None)
    before, after = polity.before("second"), polity.after("second")
    assert set(led(control(after, who))) == {"blue"}
    assert set(led(control(after, who, like=before))) == {"red"}


def _until(day: str, party: str) -> list[dict[str, object]]:
    return [{"from": "2000-01-01", "until": day, "source": "S", "blocks": [{"n": 5, "party": party}]}]


def _from(day: str, party: str) -> list[dict[str, object]]:
    return [{"from": day, "source": "S", "blocks": [{"n": 5, "party": party}]}]
