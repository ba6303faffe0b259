"""Typed and signed changes: on a small reform, and on Kazakhstan's of June 2022."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from click.testing import CliRunner

from politeia.case.library import load
from politeia.case.polity import Layer
from politeia.cli.diff import SIGNS, verb
from politeia.paper.diff import Change, DiffResult, compare, diff, of_layer
from politeia.paper.kinds import KINDS
from tests.case.example import freedonia

LAYERS: tuple[Layer, ...] = get_args(Layer)


@pytest.fixture(scope="module")
def kazakhstan() -> DiffResult:
    return diff(load("kazakhstan").polity, "2022")


def changes(result: DiffResult) -> dict[str, Change]:
    return {change.id: change for change in result.changes}


def test_every_version_equals_itself() -> None:
    polity = load("kazakhstan").polity
    for act in polity.acts:
        for text in (polity.before(act), polity.after(act)):
            same = compare(text, text)
            assert (same.changes, same.facts) == ((), ())


def test_swapping_the_texts_flips_every_sign() -> None:
    polity = load("kazakhstan").polity
    before, after = polity.before("2022"), polity.after("2022")
    there, back = changes(compare(before, after)), changes(compare(after, before))
    flip: dict[object, object] = {1: -1, -1: 1}
    assert there.keys() == back.keys()
    for identity, change in there.items():
        if change.record != "seats":  # a seat group's share is taken by the later day's facts
            assert {a: flip.get(s, s) for a, s in change.direction.items()} == dict(back[identity].direction)


def test_fewer_appointees_are_composition(kazakhstan: DiffResult) -> None:
    change = changes(kazakhstan)["senate.appointed"]
    assert change.kind == "composition"
    assert change.direction == {"president": -1, "assembly_of_people": 1}
    assert "15 of the 49" in str(change.before)
    assert "10 of the 50" in str(change.after)
    assert "50(2)" in change.articles


def test_the_annulment_goes_while_the_governments_stands(kazakhstan: DiffResult) -> None:
    change = changes(kazakhstan)["president.annul_akim_acts"]
    assert (change.kind, change.direction, change.after) == ("removed", {"president": -1}, None)
    assert change.stands == ("government.annul_akim_acts",)
    assert "government.annul_akim_acts" not in changes(kazakhstan)


def test_the_first_presidents_clauses_are_personal(kazakhstan: DiffResult) -> None:
    personal = {change.id: change.direction for change in kazakhstan.changes if change.kind == "personal"}
    assert {name for name in personal if name.startswith("first_president.")} == {
        "first_president.term_exemption",
        "first_president.status",
        "first_president.entrenched",
    }
    assert all(-1 in direction.values() for direction in personal.values())


def test_what_stays_says_as_much_as_what_moves(kazakhstan: DiffResult) -> None:
    untouched = {item.id for item in kazakhstan.untouched}
    assert {"veto", "dissolve", "dismiss_government", "call_referendum"} <= untouched
    assert not {"regional_acts", "ordinary_law", "upper_chamber", "constitutional_judges"} & untouched


def test_the_suspensive_veto_helps_the_majlis_against_the_senate(kazakhstan: DiffResult) -> None:
    change = changes(kazakhstan)["ordinary_law"]
    assert change.kind == "loosened"
    assert (change.direction["majlis"], change.direction["senate"]) == (1, -1)


def test_regions_are_a_fact_and_no_change(kazakhstan: DiffResult) -> None:
    assert [(fact.id, fact.before, fact.after) for fact in kazakhstan.facts] == [("region", 17, 20)]
    assert "senate.elected" not in changes(kazakhstan)


def test_counts_and_kinds_are_those_of_the_changes(kazakhstan: DiffResult) -> None:
    assert sum(kazakhstan.counts.values()) == len(kazakhstan.changes)
    assert set(kazakhstan.counts) <= set(KINDS)


def test_nothing_of_september_2022_is_in_june() -> None:
    polity = load("kazakhstan").polity
    june, september = changes(diff(polity, "2022")), changes(diff(polity, "2022-09"))
    assert "8 years" not in str(june["review.chair"].after)
    assert "8 years" in str(september["review.chair"].after)
    assert all("2022-09" not in change.acts for change in june.values())


@pytest.mark.parametrize(
    ("replaced", "kind", "direction"),
    [
        ((), "tightened", {"king": -1, "house": 1}),
        ((("mode: with_consent, of: house", "actor: house, mode: alone"),), "transfer", {"king": -1, "house": 1}),
        ((("mode: with_consent, of: house", "mode: after_consultation"),), "tightened", {"king": -1}),
        ((("mode: with_consent, of: house", 'mode: "?"'),), "amended", {"king": "?"}),
        ((("mode: with_consent, of: house", "limits: {not_during: emergency}"),), "tightened", {"king": -1}),
        (
            (("mode: with_consent, of: house", "override: {body: house, need: 2/3}"),),
            "tightened",
            {"king": -1, "house": 1},
        ),
        ((("mode: with_consent, of: house", "names: {en: send the cabinet home}"),), "renamed", {}),
        (
            (
                ("mode: with_consent, of: house", "repealed: true"),
                (
                    "{since: fourth, source: S2, mode",
                    "{since: fourth, source: S2, actor: king, act: dismiss, object: cabinet, mode",
                ),
            ),
            "removed",
            {"king": -1},
        ),
    ],
)
def test_a_powers_change(replaced: tuple[tuple[str, str], ...], kind: str, direction: dict[str, object]) -> None:
    change = changes(diff(freedonia(*replaced), "second"))["king.dismiss_cabinet"]
    assert (change.kind, dict(change.direction)) == (kind, direction)


def test_a_text_that_may_not_be_in_force_is_unknown_and_no_change() -> None:
    polity = freedonia()
    result = compare(polity.at(date(2012, 1, 1)), polity.at(date(2021, 1, 1)))
    assert "powers.king.dismiss_cabinet" in result.unknown
    assert "king.dismiss_cabinet" not in changes(result)


def test_a_decision_over_which_a_power_was_not_read_is_not_untouched() -> None:
    unread = (
        '- {since: first, article: "4", source: S1, actor',
        '- {since: first, source: S1, unread: true}\n    - {since: fourth, article: "4", source: S1, actor',
    )
    assert "dissolve" in {item.id for item in diff(freedonia(), "second").untouched}
    assert "dissolve" not in {item.id for item in diff(freedonia(unread), "second").untouched}


@pytest.mark.parametrize(
    ("replaced", "direction"),
    [
        (
            (("mode: with_consent, of: house", "actor: cabinet, mode: with_consent, of: house"),),
            {"king": -1, "cabinet": 1, "house": 1},
        ),
        ((("mode: with_consent, of: house", "effects: {dissolves: house}"),), {"king": "?"}),
        ((("mode: with_consent, of: house", "object: senate"),), {"king": "?"}),
        ((("mode: with_consent, of: house", 'mode: "not"'),), {"king": -1}),
    ],
)
def test_whoever_takes_part_has_a_sign(replaced: tuple[tuple[str, str], ...], direction: dict[str, object]) -> None:
    assert dict(changes(diff(freedonia(*replaced), "second"))["king.dismiss_cabinet"].direction) == direction


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("not_within: [{span: 1y, of: election}]", "not_within: [{span: 2y, of: election}]", -1),
        ("at_most: {n: 1, per: year}", "at_most: {n: 2, per: year}", 1),
        ("not_during: [war]", "not_during: [war, emergency]", -1),
        ("not_during: [war]", "requires: [crisis]", "mixed"),
    ],
)
def test_limits_of_one_sort_are_ordered(before: str, after: str, sign: object) -> None:
    polity = freedonia(
        ("object: cabinet, mode: alone}", f"object: cabinet, limits: {{{before}}}}}"),
        ("mode: with_consent, of: house", f"limits: {{{after}}}"),
    )
    assert changes(diff(polity, "second"))["king.dismiss_cabinet"].direction == {"king": sign}


def test_an_override_in_several_steps_is_part_of_the_veto() -> None:
    steps = (
        "override: {each: [house, senate], need: 2/3, yes: pass, no: fail, wording: king}",
        "override: {body: house, need: 2/3, yes: over, no: fail}\n"
        "        over: {body: senate, need: all, yes: pass, no: fail}",
    )
    ended = "        again:   {repealed: true}"
    easier = (ended, f"{ended}\n        over: {{need: 1/5}}")
    assert "veto" in {item.id for item in diff(freedonia(steps), "second").untouched}
    assert "veto" not in {item.id for item in diff(freedonia(steps, easier), "second").untouched}


def test_a_repeal_that_may_not_be_in_force_is_unknown() -> None:
    polity = freedonia(("{since: fourth, source: S2, mode: alone}", "{since: fourth, source: S2, repealed: true}"))
    result = compare(polity.at(date(2012, 1, 1)), polity.at(date(2021, 1, 1)))
    assert "powers.king.dismiss_cabinet" in result.unknown
    assert changes(diff(polity, "fourth"))["king.dismiss_cabinet"].kind == "removed"


def test_a_quorum_is_a_change_that_full_attendance_does_not_show() -> None:
    polity = freedonia(
        ("approve: {silence: sign}", "approve: {quorum: 2/3}"),
        ("insist:  {yes: sign}", "insist: {days: 5}"),
        ("        again:   {repealed: true}\n", ""),
    )
    assert changes(diff(polity, "second"))["ordinary_law"].direction["senate"] == "?"


def test_a_layer_has_the_changes_that_its_acts_made() -> None:
    polity = load("kazakhstan").polity
    whole = compare(polity.at(date(2022, 1, 1)), polity.at(date(2026, 6, 1)))
    parts = {layer: of_layer(whole, polity, layer) for layer in ("constitutional", "organic")}
    assert {c.id for part in parts.values() for c in part.changes} == {c.id for c in whole.changes}
    assert "party.register" in changes(parts["organic"])
    assert "party.register" not in changes(parts["constitutional"])
    assert "president.annul_akim_acts" in changes(parts["constitutional"])
    assert sum(parts["organic"].counts.values()) == len(parts["organic"].changes)


def test_a_lower_threshold_frees_whoever_must_reach_it() -> None:
    found = changes(diff(load("kazakhstan").polity, "parties-2022"))["party.register"]
    assert (found.kind, found.direction) == ("loosened", {"party_founders": 1})
    assert "20,000 members" in (found.before or "")
    assert "5,000 members" in (found.after or "")


def test_what_may_not_have_been_in_force_is_told_as_if_it_was() -> None:
    polity = load("kazakhstan").polity
    found = compare(polity.at(date(1998, 10, 8)), polity.at(date(2026, 7, 1)))
    assert found.depends
    assert all(set(change.depends_on) == {"1998"} for change in found.depends)
    assert {f"{change.record}.{change.id}" for change in found.depends} <= set(found.unknown)
    certain = {f"{change.record}.{change.id}" for change in found.changes}
    assert certain.isdisjoint(found.unknown)


def test_a_repeal_by_one_act_that_another_repeats_is_of_both() -> None:
    polity = load("kazakhstan").polity
    whole = compare(polity.at(date(2022, 1, 1)), polity.at(date(2026, 6, 1)))
    seat = changes(whole)["review.former_presidents"]
    assert {"2022", "court-2022"} <= set(seat.acts)
    assert all("review.former_presidents" in changes(of_layer(whole, polity, each)) for each in LAYERS)


def test_every_change_between_two_days_names_acts_of_those_days() -> None:
    polity = load("kazakhstan").polity
    start, end = date(2010, 1, 1), date(2026, 7, 1)
    found = compare(polity.at(start), polity.at(end))
    for change in found.changes:
        assert change.acts
        assert all(polity.last_day(act) > start and polity.first_day(act) <= end for act in change.acts)


def test_the_note_of_the_repeal_is_told() -> None:
    repeal = ("{since: second, repealed: true, source: S2}", "{since: second, repealed: true, source: S2, note: Gone.}")
    assert changes(diff(freedonia(repeal), "second"))["king.sacred"].note == "Gone."


def test_who_could_override_gains_by_the_end_of_what_was_overridden() -> None:
    polity = load("kazakhstan").polity
    gone = changes(diff(polity, "2017"))["president.object_to_review"]
    assert (gone.kind, gone.direction) == ("removed", {"president": -1, "constitutional_review": 1})
    come = changes(compare(polity.after("2017"), polity.before("2017")))["president.object_to_review"]
    assert (come.kind, come.direction) == ("new", {"president": 1, "constitutional_review": -1})


def test_articles_and_sources_of_each_text_make_those_of_both(kazakhstan: DiffResult) -> None:
    for change in kazakhstan.changes:
        for word in ("articles", "sources"):
            sides = [getattr(change, f"{word}_{side}") for side in ("before", "after")]
            assert tuple(dict.fromkeys(sides[0] + sides[1])) == getattr(change, word)
            assert change.kind != "new" or not sides[0]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1998, 10, 6)])
def test_before_the_first_act_there_is_nothing_to_compare_with(day: date) -> None:
    polity = load("kazakhstan").polity
    for found in (diff(polity, "1998"), compare(polity.at(day), polity.at(date(2026, 7, 1)))):
        assert found.without_before
        assert (found.changes, found.depends, found.counts, found.composition) == ((), (), {}, ())
    assert not diff(polity, "2007").without_before


def test_what_depends_is_counted_by_itself() -> None:
    polity = load("kazakhstan").polity
    found = compare(polity.at(date(1998, 10, 8)), polity.at(date(2026, 7, 1)))
    assert sum(found.counts_depends.values()) == len(found.depends)
    assert sum(found.counts.values()) == len(found.changes)


def test_the_first_line_says_what_depends() -> None:
    day = ["diff", "kazakhstan", "--from", "1998-10-08", "--to"]
    told = CliRunner().invoke(verb, [*day[1:], "2026-07-01"])
    assert re.search(r"\d+ changes, and \d+ more if 1998 was in force by 1998-10-08", told.output.splitlines()[1])
    certain_of_none = CliRunner().invoke(verb, [*day[1:], "2007-07-01"]).output
    assert "0 changes" not in certain_of_none.splitlines()[1]


def test_the_terminal_names_bodies_that_have_ended() -> None:
    told = CliRunner().invoke(verb, ["kazakhstan", "--reform", "2026"]).output
    assert f"{SIGNS[-1]} Senate" in told
    assert f"{SIGNS[-1]} senate" not in told
    assert "Senate: elect its chair: removed" in told


def test_days_in_the_wrong_order_are_a_usage_error() -> None:
    told = CliRunner().invoke(verb, ["kazakhstan", "--from", "2022-07-01", "--to", "2022-01-01"])
    assert told.exit_code == 2
    assert "later than --to 2022-01-01" in told.output


def test_two_days_say_which_acts_made_each_change_and_a_reform_does_not() -> None:
    days = CliRunner().invoke(verb, ["kazakhstan", "--from", "2022-01-01", "--to", "2022-09-01"]).output
    assert re.search(r"^  by +2022 *$", days, re.MULTILINE)
    reform = CliRunner().invoke(verb, ["kazakhstan", "--reform", "2022"]).output
    assert not re.search(r"^  by ", reform, re.MULTILINE)
    assert re.search(r"articles +82\(4\) \N{RIGHTWARDS ARROW} 44\(4\), 55\(2\), 82\(4\)", reform)


def test_a_text_without_before_is_no_error() -> None:
    told = CliRunner().invoke(verb, ["kazakhstan", "--reform", "1998"])
    assert told.exit_code == 0
    assert "no text from before 1998: nothing to compare with" in told.output


@pytest.mark.parametrize("act", ["2007", "2022", "2022-09", "2026"])
def test_a_term_whose_exceptions_change_does_not_stand_untouched(act: str) -> None:
    """The First President's exemption (2007, 2022), and terms that do not count (September 2022, 2026)."""
    untouched = {decision.id for decision in diff(load("kazakhstan").polity, act).untouched}
    assert "head_of_state_term" not in untouched
