"""How much of the core set each text answers, and for which reason not the rest."""

from __future__ import annotations

from datetime import date

import pytest

from politeia.case.answered import answered, why
from politeia.case.core import CORE, answer
from politeia.case.declaration import polity_of
from politeia.case.library import load, packaged
from politeia.reader import parse
from tests.case.documented import texts


@pytest.fixture
def ruritania(root):
    """ruritania(*pairs): the documented polity with texts replaced."""

    def declared(*pairs):
        text = texts(root)["polity.yaml"]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return polity_of(parse(text, "polity.yaml"))

    return declared


@pytest.mark.parametrize("name", packaged())
def test_each_text_answers_a_decision_or_says_why_not(name):
    polity = load(name).polity
    found = answered(polity)
    assert list(found) == [name for name, act in polity.acts.items() if act.layer == "constitutional"]
    for act, core in found.items():
        text = polity.after(act)
        assert core.answered + len(core.open) == len(CORE)
        assert core.answered == sum(answer(decision, text).known for decision in CORE.values())


def test_kazakhstan_answers_all_but_what_a_text_does_not_have():
    found = answered(load("kazakhstan").polity)
    assert {act: dict(core.open) for act, core in found.items()} == {
        **{act: {"ombudsman": "no record"} for act in ("1998", "2007", "2011")},
        **{act: {"decree": "ended"} for act in ("2017", "2019")},
        "2022": {},
        "2022-09": {"decree": "later"},
        "2026": {"upper_chamber": "abolished"},
    }
    begins = {act: dict(core.begins) for act, core in found.items() if core.begins}
    assert begins == {"2022-09": {"decree": date(2023, 1, 1)}}


def test_what_a_text_repeals_is_told_from_what_no_text_has(ruritania):
    found = answered(ruritania())
    assert "dissolve" not in found["1910"].open
    assert found["2020"].open["dissolve"] == "ended"
    assert found["1910"].open["treaties"] == found["2020"].open["treaties"] == "no record"


def test_a_version_that_was_not_read_answers_nothing(ruritania):
    found = answered(ruritania(("since: 2020, repealed: true,", "since: 2020, unread: true,")))
    assert found["2020"].open["dissolve"] == "unread"


def test_what_may_not_have_been_in_force_answers_nothing(ruritania):
    text = ruritania().at(date(1910, 3, 2))
    assert why(answer(CORE["dissolve"], text), text, {}) == "unsettled"
    settled = ruritania(('in_force: "?"', "in_force: 1910-03-01")).at(date(1910, 3, 2))
    assert why(answer(CORE["dissolve"], settled), settled, {}) is None


POWER = "  king.dissolve_diet:\n"
LATER = """\
  king.ratify:
    - {since: 1910, from: 1990-01-01, article: "4", source: RUR10, actor: king, act: ratify, object: treaties}
"""


def test_a_stage_of_an_earlier_act_answers_later(ruritania):
    found = answered(ruritania((POWER, LATER.replace("1990", "2030") + POWER)))
    assert found["2020"].open["treaties"] == "later"
    assert found["2020"].begins == {"treaties": date(2030, 1, 1)}
    assert "treaties" not in answered(ruritania((POWER, LATER + POWER)))["2020"].open
    of_the_next = LATER.replace("since: 1910, from: 1990", "since: 2020, from: 2030")
    assert answered(ruritania((POWER, of_the_next + POWER)))["1910"].open["treaties"] == "no record"


def test_a_decision_on_a_body_that_has_ended_is_abolished_with_it(ruritania):
    (body, ended), power = (
        ("diet: {kind: chamber, tier: only, names: Diet}", "people: {kind"),
        "actor: king, act: dissolve, object: lords, mode: alone}",
    )
    lords = """lords:
    - {since: 1910, source: RUR10, article: "9", kind: chamber, tier: upper}
    - {since: 2020, source: GAZ20, repealed: true}
  """
    polity = ruritania((ended, lords + ended), ("actor: king, act: dissolve, object: diet, mode: alone}", power))
    assert body
    assert answered(polity)["2020"].open["dissolve"] == "abolished"
    assert answered(ruritania())["2020"].open["dissolve"] == "ended"
