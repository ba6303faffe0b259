"""`politeia shift`: what it promises a machine, what a person reads of Kazakhstan in 2022, and what it refuses."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from rich.console import Console

from politeia.case.library import load
from politeia.cli.following import FIRST, THEN
from politeia.cli.moved import Shown, tell
from politeia.errors import CaseError
from politeia.power.links import Because
from politeia.power.shift import shift

AKIMS = ("shift", "kazakhstan", "--reform", "2022", "--decision", "annul.akim_acts")


@pytest.fixture(scope="module")
def texts():
    polity = load("kazakhstan").polity
    return polity.before("2022"), polity.after("2022")


@pytest.fixture(scope="module")
def found(texts):
    """The whole reform, measured at few loyalties."""
    before, after = texts
    return shift(before, after, load("kazakhstan").elections.holders, points=3)


@pytest.fixture
def told(texts):
    """told(result): what a person reads, without who follows whom."""

    def read(result, columns=80, whole=False, every=False):
        printed = io.StringIO()
        out = Console(width=columns, file=printed, markup=False, emoji=False, highlight=False)
        tell(out, Shown(result, texts, whole), (), every)
        return printed.getvalue()

    return read


def asked(politeia, *arguments):
    result = politeia(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_machine_finds_the_keys_of_the_contract(politeia):
    decision = asked(politeia, *AKIMS)["decisions"]["annul.akim_acts"]
    assert decision.keys() == {"president", "government"}
    for moved in decision.values():
        assert moved.keys() >= {"formal", "effective", "attribution", "parity_neutral"}
        curves = moved["effective"]
        assert curves.keys() >= {"lambda", "before", "after"}
        assert (curves["lambda"][0], curves["lambda"][-1]) == (0, 1)
        assert len(curves["lambda"]) == len(curves["before"]) == len(curves["after"])
        assert curves["own"] is None
    assert decision["president"]["formal"]["before"]["banzhaf"] == "1/2"


@pytest.mark.parametrize("others", [0.0, 0.25])
def test_over_own_loyalty_alone_those_of_others_are_held(politeia, others):
    moved = asked(politeia, *AKIMS, "--own-loyalty", others)["decisions"]["annul.akim_acts"]
    president, government = (moved[actor]["effective"] for actor in ("president", "government"))
    assert president["own"]["others"] == others
    assert president["own"]["lambda"] == president["lambda"]
    # The Government follows the President: his own loyalty is theirs, and all that theirs is held at is what they keep.
    assert president["own"]["before"] == pytest.approx(president["before"])
    held = government["lambda"].index(others)
    assert government["own"]["before"] == pytest.approx([government["before"][held]] * len(government["lambda"]))


def test_a_person_reads_own_loyalty_apart(politeia):
    out = politeia(*AKIMS, "--own-loyalty", "0.5").stdout
    assert "Over own loyalty alone, that of others' followers at 0.5:" in out
    assert re.search(r"^President +0\.500→0\.000 +0\.750→0\.500 +1\.000 =", out.partition("Over own")[2], re.MULTILINE)


def test_own_loyalty_belongs_to_a_decision(politeia):
    result = politeia("shift", "kazakhstan", "--reform", "2022", "--own-loyalty", "0.5")
    assert (result.exit_code, "expected --decision ID" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--decision", "foo"), ("--decision: 'foo' is no decision; expected one of ordinary_law, ",)),
        (
            ("--decision", "annul.akim_act"),
            ("--decision: 'annul.akim_act' is no decision; did you mean 'annul.akim_a",),
        ),
        (("--decision", "president.disolve_majlis"), ("did you mean 'president.dissolve_majlis'?",)),
        (("--coding", "koshanov"), ("--coding: 'koshanov' is no judgement; expected PERSON=BODY, or PERSON=own",)),
        (("--coding", "koshanof=own"), ("--coding: 'koshanof' is no person under holders; did you mean 'koshanov'?",)),
        (
            ("--coding", "koshanov=nobody"),
            ("--coding: 'nobody' is no body to follow; expected one of own, president, ",),
        ),
        (("--coding", "koshanov=own", "--coding", "koshanov=majlis"), ("--coding: 'koshanov' is answered twice",)),
        (("--coding", "zzz=qqq"), ("--coding: 'qqq' is no body", "--coding: 'zzz' is no person")),
        (("--decision", "foo", "--coding", "koshanov"), ("--coding: ", "--decision: ")),
    ],
)
def test_wrong_input_is_one_line_each_with_what_was_expected(politeia, arguments, said):
    result = politeia("shift", "kazakhstan", "--reform", "2022", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert len(lines) == len(said)
    assert all(part in line for part, line in zip(said, lines, strict=True)), lines


def test_the_same_coding_twice_is_one(politeia):
    coding = ("--coding", "koshanov=own")
    assert asked(politeia, *AKIMS, *coding, *coding) == asked(politeia, *AKIMS, *coding)


def test_days_in_the_wrong_order_are_refused(politeia):
    result = politeia("shift", "kazakhstan", "--from", "2022-07-01", "--to", "2022-01-01")
    assert (result.exit_code, "expected the earlier day first" in result.stderr) == (2, True)


def test_the_library_refuses_names_that_there_are_not_all_at_once(texts):
    holders, (before, after) = load("kazakhstan").elections.holders, texts
    with pytest.raises(CaseError) as error:
        shift(
            before,
            after,
            holders,
            only=["nope", "ordinary_lw"],
            codings={"zzz": "president", "koshanov": "who"},
            others=2,
        )
    told = str(error.value).splitlines()
    assert len(told) == 5
    assert "only: 'ordinary_lw' is no decision; did you mean 'ordinary_law'?" in told
    with pytest.raises(CaseError):
        shift(*texts, codings={"koshanov": "president"})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--reform", "1998"), "the case has no text from before 1998: nothing to compare with"),
        (
            ("--from", "1900-01-01", "--to", "1900-01-02"),
            "no text was in force on 1900-01-01 or on 1900-01-02: nothing to compare with",
        ),
        (("--from", "1900-01-01", "--to", "2022-01-02"), "no text was in force on 1900-01-01: nothing to compare with"),
    ],
)
def test_with_nothing_to_compare_nothing_is_measured_and_it_is_said(politeia, arguments, said):
    result = politeia("shift", "kazakhstan", *arguments, columns=200)
    assert (result.exit_code, result.stdout) == (0, f"kazakhstan: {said}\n")
    found = asked(politeia, "shift", "kazakhstan", *arguments)
    assert (found["decisions"], found["changed"], found["refused"]) == ({}, [], {})
    assert (found["without_before"], found["note"]) == (True, said)
    assert asked(politeia, "diff", "kazakhstan", *arguments)["without_before"]


def test_where_texts_are_compared_there_is_no_note(found):
    assert (found.without_before, found.note) == (False, None)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_and_neither_names_nor_numbers_are_broken(told, found, columns):
    out = told(found, columns)
    assert max(map(len, out.splitlines())) <= columns
    words = set(out.split())
    assert {"President", "S-S", "Banzhaf", "Constitutional", "Government"} <= words
    assert not {"Preside", "Governme", "Constitutio"} & words
    assert re.search(r"^President +0\.162", out, re.MULTILINE)


def test_it_is_short_enough_to_be_read(told, found):
    assert len(told(found).splitlines()) < 250


def test_a_decision_is_told_in_words_with_its_id_and_only_by_who_moved(told, found):
    block = told(found).partition("An ordinary law  ordinary_law\n")[2].partition("\n\n")[0]
    assert re.search(r"^President +0\.162→0\.158 0\.157 = +0\.250→0\.204 ", block, re.MULTILINE)
    assert "by: on paper, Senate +0.034 The President's senators, −0.017 this rule itself" in block
    whole = told(replace(found, changed=("dissolve.majlis",)), every=False)
    assert "no move that three places show" in whole


def test_decisions_that_moved_alike_stand_together(told, found):
    out = told(found)
    assert re.search(r"appoint\.national_bank\n.*appoint\.security_committee\n", out)


def test_what_did_not_move_is_counted_and_listed_on_request(told, found):
    still = [name for name in found.decisions if name not in found.changed]
    assert still
    assert f"{len(found.changed)} moved, {len(still)} did not" in told(found)
    assert not any(f"  {name}\n" in told(found) for name in still)
    assert all(re.search(rf"  {re.escape(name)} *\n", told(found, 300, every=True)) for name in still)


def test_not_measured_is_told_with_reasons(told, found):
    out = told(found, 300)
    assert found.refused
    assert all(f"({name})" in out and why in out for name, why in found.refused.items())


def test_sampled_attribution_is_never_told_as_exact(told, found):
    credits = dict(found.attributed_to)
    credits["ordinary_law"] = replace(credits["ordinary_law"], error=0.004)
    assert "sampled" not in told(found, 300)
    assert told(replace(found, attributed_to=credits), 300).count("(sampled: each ± 0.004)") == 1


def test_the_method_says_when_attribution_was_sampled(texts, monkeypatch):
    from politeia.power import attribution

    assert "random" not in shift(*texts, only=["ordinary_law"], points=3).method
    monkeypatch.setattr(attribution, "EXACTLY", 2)
    monkeypatch.setattr(attribution, "ORDERS", 20)
    method = shift(*texts, only=["ordinary_law"], points=3).method
    assert method.endswith("over random orders in 1 of 1 decisions (with standard errors)")


def test_every_rule_of_following_has_words():
    ruled = set(re.findall(r"`(\w+)`", (Because.__doc__ or "").partition("The rules:")[2]))
    assert ruled
    assert ruled <= FIRST.keys()
    assert FIRST.keys() == THEN.keys()


def test_it_says_whose_holders_were_taken_and_who_follows_whom(politeia):
    out = politeia("shift", "kazakhstan", "--reform", "2022", "--decision", "no_confidence", columns=300).stdout
    assert "Holders of 2022-06-07 before, of 2023-03-29 after" in out
    assert (
        "Majlis, after: 62 of 98 seats: Amanat, led by the chair of the Majlis (Yerlan Koshanov), "
        "who follows the President (a judgement)"
    ) in out
    other = politeia(
        "shift",
        "kazakhstan",
        "--reform",
        "2022",
        "--decision",
        "no_confidence",
        "--coding",
        "koshanov=own",
        columns=300,
    ).stdout
    assert "(a judgement)" not in other
