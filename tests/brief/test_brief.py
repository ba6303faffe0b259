from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politeia.assess.compose import compose
from politeia.brief.answering import LIMIT
from politeia.brief.assess import assess
from politeia.brief.document import Brief, Figure, Table, Text
from politeia.brief.meaning import MEANINGS, meaning
from politeia.brief.render import notes, page, pieces
from politeia.brief.sections.changes import KINDS, differing
from politeia.case.library import Case, packaged
from politeia.catalogue import catalogue
from politeia.errors import CaseError
from politeia.paper.signs import Sign
from politeia.result import dumps
from tests.assess.composed import acts, composed
from tests.brief.conftest import Written, told
from tests.brief.pages import Page

SCRIPT = """\
import sys
from politeia.brief.assess import assess
from politeia.brief.render import page
from politeia.case.library import load
from politeia.result import dumps
brief = assess(load("kazakhstan"), "2022")
sys.stdout.buffer.write(page(brief).encode() + dumps(brief).encode())
"""


def answer_of(brief: Brief) -> str:
    return " ".join(part.text for part in brief.sections[0].parts if isinstance(part, Text))


def test_two_runs_give_identical_bytes() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in ("1", "2")
    ]
    runs = [run.communicate()[0] for run in started]
    assert [run.returncode for run in started] == [0, 0]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 10_000


def test_json_has_the_keys_of_the_contract_and_every_number_whole(brief: Brief) -> None:
    told = json.loads(dumps(brief))
    assert {"verdict", "sections", "findings", "manifest"} <= told.keys()
    found = {finding["id"]: finding for finding in told["findings"]}
    assert len(found) == len(told["findings"])
    share = Fraction(found["power.ordinary_law.senate.shapley_shubik.after"]["value"])
    assert share == brief.finding("power.ordinary_law.senate.shapley_shubik.after").value
    assert share.denominator > 10**6
    shares = [Fraction(f["value"]) for i, f in found.items() if i.endswith("shapley_shubik.before")]
    assert sum(shares) == 1


def test_every_finding_says_how_it_was_made(brief: Brief) -> None:
    for finding in brief.findings:
        assert finding.method, finding.id
        assert finding.exact or finding.interval, finding.id
    sourced = [finding for finding in brief.findings if not finding.id.startswith(("answer.", "unknown."))]
    count = [finding.id for finding in sourced if not finding.sources]
    assert count == []


def test_every_finding_that_is_referred_to_exists(brief: Brief) -> None:
    known = {finding.id for finding in brief.findings}
    parts = [part for section in brief.sections for part in section.parts]
    referred = {identity for part in parts if isinstance(part, Text) for identity in part.findings}
    tables = [part for part in parts if isinstance(part, Table)]
    referred |= {row.finding for table in tables for row in table.rows if row.finding}
    referred |= {s.finding for table in tables for row in table.rows for cell in row.cells for s in cell.shown}
    referred |= {identity for section in brief.sections for identity in section.findings}
    assert referred <= known
    assert {finding.id for note in notes(brief) for finding in note.findings} == known


@pytest.mark.parametrize("name", sorted(packaged()))
def test_the_answer_keeps_to_its_words(name: str) -> None:
    for act in acts(name):
        words = answer_of(told(act, name)).split()
        assert 15 < len(words) <= LIMIT, act


def test_what_the_case_does_not_hold_is_not_taken_for_what_did_not_move(small: Written) -> None:
    assert "holds no text from before this act" in told("1998").verdict.headline
    assert "moved" not in assess(small(), "1900").verdict.headline
    for act in acts("kazakhstan"):
        brief = told(act)
        if brief.finding("changes.count").value == 0 and not composed("kazakhstan", act).without_before:
            assert brief.verdict.headline == "The case holds no change that this act made."


def test_a_long_answer_loses_its_least_telling_sentences(small: Written) -> None:
    case = small(KING=" ".join(["Majesty"] * 60))
    said = answer_of(assess(case, "2000"))
    assert len(said.split()) <= LIMIT
    assert "In fact the head of state loses" in said


def test_answer_rests_on_the_numbers_of_the_findings(brief: Brief) -> None:
    value = brief.finding("power.ordinary_law.president.shapley_shubik.rule").value
    assert isinstance(value, Fraction)
    assert f"{float(value):.4f}" in answer_of(brief)
    assert f"{brief.finding('answer.core.untouched').value} stand" in answer_of(brief)
    for text in (part for part in brief.sections[0].parts if isinstance(part, Text)):
        assert text.findings or not any(character.isdigit() for character in text.text), text


def test_every_number_in_a_table_is_a_finding(brief: Brief) -> None:
    read = Page(page(brief))
    known = {finding.id for finding in brief.findings}
    numbers = [(text, ids) for text, ids in read.cells if any(character.isdigit() for character in text)]
    assert len(numbers) > 60
    for text, ids in numbers:
        assert ids, text
        assert set(ids) <= known


def test_a_printed_number_is_its_finding_rounded(brief: Brief) -> None:
    values = {finding.id: finding.value for finding in brief.findings}
    shown = [(text, identity) for text, identity in Page(page(brief)).data if isinstance(values[identity], Fraction)]
    assert shown
    for text, identity in shown:
        value = values[identity]
        assert isinstance(value, Fraction)
        printed = Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        assert abs(printed - value) <= Fraction(1, 20_000), identity


def test_the_page_needs_nothing_else(brief: Brief) -> None:
    html = page(brief)
    read = Page(html)
    assert "script" not in read.tags
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & read.tags.keys()
    assert "url(" not in html
    assert "@import" not in html
    assert "://" not in html
    assert [name for name, _ in read.attributes if name.startswith("on")] == []
    assert all(value.startswith("#") for name, value in read.attributes if name in ("href", "src", "xlink:href"))
    assert read.tags["h1"] == 1
    assert read.language == "en"


def test_ids_are_used_once_and_every_link_leads_somewhere(brief: Brief) -> None:
    read = Page(page(brief))
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value for name, value in read.attributes if name == "href"}
    assert links <= {f"#{identity}" for identity in ids}
    labels = {part for name, value in read.attributes if name == "aria-labelledby" for part in value.split()}
    assert labels <= set(ids)


def test_hostile_text_stays_text(small: Written) -> None:
    evil = "<script>alert(1)</script>"
    html = page(
        assess(
            small(
                NAME=evil,
                KING=f"{evil} \" onload='x'",
                TITLE="</title></style><script>alert(2)</script>",
                SOURCE="{{ 7 * 7 }} {brief} <img src=x onerror=alert(3)>",
                WHERE="javascript:alert(4)",
                POWER="{loser} </svg><script>",
            ),
            "2000",
        )
    )
    read = Page(html)
    assert "script" not in read.tags
    assert "img" not in read.tags
    assert [name for name, _ in read.attributes if name.startswith("on")] == []
    assert evil in read.text
    assert "{{ 7 * 7 }} {brief}" in read.text
    assert evil in "".join(text for text, tags in read.pieces if "svg" in tags)


def test_without_a_procedure_or_a_referendum(small: Written) -> None:
    brief = assess(small(procedure=""), "2000")
    html = page(brief)
    assert "declares no procedure for an ordinary law" in html
    assert "knows of no referendum on this reform" in html
    power = next(section for section in brief.sections if section.id == "power")
    assert not [part for part in power.parts if isinstance(part, Figure)]


def test_an_unknown_size_is_said_to_be_unknown(small: Written) -> None:
    brief = assess(small(SEATS="?"), "2000")
    html = page(brief)
    assert "the number of members of house is not known" in html
    assert not [finding for finding in brief.findings if finding.id.startswith("power.")]
    assert "how many seats" in html


def test_a_condition_that_depends_is_shown_so(small: Written) -> None:
    elections = """\
elections: ruritania
referendums:
  2000-01-01:
    held: 2000-01-01
    act: 2000
    counts: {entitled: {n: "?", source: OLD}, took_part: {n: 5, source: OLD}}
    conditions:
      turnout: {role: validity, count: took_part, of: entitled, more_than: 1/2, source: OLD}
"""
    brief = assess(small(elections=elections), "2000")
    assert brief.finding("referendum.2000-01-01.valid").value == "depends"
    assert brief.finding("referendum.2000-01-01.turnout.required").value == "?"
    html = page(brief)
    assert "depends on what is not known" in html
    assert "Whether the condition turnout" in html


def test_a_way_to_pass_that_only_one_text_has(small: Written) -> None:
    brief = assess(small(), "2000")
    assert brief.finding("power.ordinary_law.way.1.after").value == "6 of the House"
    with pytest.raises(LookupError):
        brief.finding("power.ordinary_law.way.1.before")
    assert brief.finding("power.ordinary_law.king.banzhaf.before").value == Fraction(1, 2)


def test_the_manifest_holds_what_the_brief_was_made_from(kazakhstan: Case, brief: Brief) -> None:
    import hashlib

    for file, digest in brief.manifest.inputs.items():
        assert hashlib.sha256((kazakhstan.folder / file).read_bytes()).hexdigest() == digest
    assert brief.manifest.inputs.keys() == {"elections.yaml", "polity.yaml"}
    assert brief.manifest.versions["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert brief.manifest.as_of == kazakhstan.polity.header.as_of


def test_an_unknown_act_or_language_is_an_error(kazakhstan: Case) -> None:
    with pytest.raises(CaseError, match="2021"):
        assess(kazakhstan, "2021")
    with pytest.raises(CaseError, match="language"):
        assess(kazakhstan, "2022", language="xx")


def test_every_kind_of_change_has_words() -> None:
    from typing import get_args

    from politeia.case.polity import SECTIONS
    from politeia.paper.kinds import Kind

    assert set(KINDS) == set(get_args(Kind))
    assert {(section, None, None) for section in SECTIONS} <= MEANINGS.keys()


@pytest.mark.parametrize("direction", [{}, {"king": 0, "people": 1}, {"king": 0}])
def test_nobody_is_said_to_gain_only_where_nobody_does(small: Written, direction: dict[str, Sign]) -> None:
    found = compose(small(), "2000")
    change = replace(
        found.changes.changes[0], id="house.elected", record="seats", kind="composition", direction=direction
    )
    said = meaning(change, found, catalogue())
    assert said.startswith("Nobody") == (direction == {"king": 0})


words = st.lists(st.sampled_from(["a", "b", "c", "dd", "e,"]), max_size=12).map(" ".join)


@given(words, words)
def test_what_is_not_marked_is_common_to_both_texts(before: str, after: str) -> None:
    def unmarked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        kept = [c for n, c in enumerate(text) if not any(start <= n < end for start, end in spans)]
        return "".join(kept).split()

    marks = differing(before, after)
    assert unmarked(before, marks[0]) == unmarked(after, marks[1])
    assert differing(before, before) == ((), ())


@given(words, words)
def test_pieces_give_the_text_again(before: str, after: str) -> None:
    from politeia.brief.document import Cell

    for text, spans in zip((before, after), differing(before, after), strict=True):
        cut = pieces(Cell(text, spans))
        assert "".join(piece for piece, _ in cut) == text
        assert [piece for piece, marked in cut if marked] == [text[start:end] for start, end in spans]
