"""What `politeia check` tells of coverage, of the core set and of claims."""

from __future__ import annotations

import json
import re

import pytest

from politeia.case.core import CORE


def letters(text):
    """The text without what setting it changes: blanks, rules."""
    return sorted(re.sub(r"[\s─]+", "", text))


@pytest.fixture
def asked(politeia):
    def asked(*arguments):
        result = politeia("check", *arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return asked


@pytest.fixture
def told(politeia):
    def told(*arguments, columns=200):
        result = politeia("check", *arguments, columns=columns)
        assert result.exit_code == 0, result.output
        return result.stdout

    return told


def test_a_machine_is_told_of_coverage_core_and_claims(asked):
    found = asked("kazakhstan")
    amended = found["coverage"]["2022"]
    assert (len(amended["amends"]), len(amended["covered"]), amended["left"]) == (33, 33, [])
    assert amended["covered"]["15"] == ["provisions.death_penalty"]
    assert found["core"]["2026"] == {"answered": len(CORE) - 1, "open": {"upper_chamber": "abolished"}, "begins": {}}
    assert found["core"]["2022-09"]["begins"] == {"decree": "2023-01-01"}
    claims = {claim["id"]: claim for claim in found["claims"]}
    local = claims["local_acts"]
    assert (local["stance"], local["met_by"]["later"]) == ("contests", ["power"])
    assert local["articles"]["powers.government.annul_akim_acts"] == ["66(7)", "88(4)"]
    assert claims["vote.yes"]["value"] == 0.77
    assert asked("kazakhstan", "--claims") == found


def test_a_person_is_told_what_is_covered_and_what_is_left(told, ruritania):
    assert "\n33 articles amended by 2022, 33 covered by records, left: none\n" in told("kazakhstan")
    path = ruritania / "polity.yaml"
    text = path.read_text("utf-8").replace(
        "title: Law of 17 May 2020,", "title: Law of 17 May 2020, amends: [12, 20, 3],"
    )
    path.write_text(text, "utf-8")
    assert "\n3 articles amended by 2020, 1 covered by records, left: 20, 3\n" in told(ruritania)
    assert told(path).splitlines()[1:] == told(ruritania).splitlines()[1:]


def test_a_person_is_told_which_decisions_each_text_answers(told):
    lines = [" ".join(line.split()) for line in told("kazakhstan").splitlines()]
    assert "2022 27 0" in lines
    assert "2017 26 1 decree: the records of an earlier text have ended" in lines
    assert "1998 26 1 ombudsman: no record in this text" in lines
    assert "2022-09 26 1 decree: begins later (2023-01-01)" in lines
    assert "2026 26 1 upper_chamber: abolished: the body has ended" in lines


def test_every_gap_is_told_once_and_under_what_it_asks(told, asked):
    lines = [line.strip() for line in told("kazakhstan").splitlines()]
    gaps = asked("kazakhstan")["unknown"]
    for gap in gaps:
        (place,) = [n for n, line in enumerate(lines) if re.fullmatch(rf"\S+ +{re.escape(gap['path'])}", line)]
        assert gap["message"] in lines[:place]
    assert f"kazakhstan: sound, {len(gaps)} not known" in lines


def test_a_person_is_told_how_each_claim_is_met(told, asked):
    text = told("kazakhstan", "--claims", columns=2000)
    claims = asked("kazakhstan")["claims"]
    for claim in claims:
        block = text.partition(f"\n{claim['id']}: ")[2].partition("\n\n")[0]
        assert {"states": "stated", "computes": "computed", "contests": "contested"}[claim["stance"]] in block
        assert ("to be " in block.partition("\n")[0]) == (claim["state"] == "waits")
        assert claim["says"] in block
        assert claim["because"] in block
        named = [name for names in claim["met_by"].values() for name in names]
        assert [name for name in named if name not in block] == []
        assert all(", ".join(articles) in block for articles in claim["articles"].values())
    assert f"{len(claims)} claims of ECFR22: " in text
    assert "articles amended" not in text


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_claims_fit_the_width_and_nothing_is_cut(told, columns):
    wide, set_ = told("kazakhstan", "--claims", columns=2000), told("kazakhstan", "--claims", columns=columns)
    assert max(map(len, set_.splitlines())) <= columns
    assert letters(set_) == letters(wide)


def test_an_open_claim_is_told_as_a_gap_and_among_the_claims(told, ruritania):
    path = ruritania / "claims.yaml"
    path.write_text(
        "claims: ruritania\nsource: GAZ20\nact: 2020\nasserted:\n  x: {kind: fact, says: it rained}\n", "utf-8"
    )
    for source in (ruritania, path):
        assert "Claims that nothing meets (1)\nit rained\n  claims.yaml:5  asserted.x" in told(source)
        assert "\nx: open\n  fact  it rained" in told(source, "--claims")


def test_a_wrong_claim_is_an_error_of_the_file_and_of_the_case(politeia, ruritania):
    path = ruritania / "claims.yaml"
    path.write_text(
        "claims: ruritania\nsource: GAZ\nact: 2020\nasserted:\n  x: {kind: fact, says: it rained}\n", "utf-8"
    )
    for source in (ruritania, path):
        result = politeia("check", source, "--claims")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{path}:2:9: source: 'GAZ' is no source")
        assert "Its claims.yaml is not sound." in result.stdout


def test_a_case_without_claims_says_so(told, ruritania):
    assert "It has no claims.yaml." in told(ruritania, "--claims")


def test_what_a_vote_measured_is_told_with_the_claim(told, asked):
    block = told("kazakhstan", "--claims").partition("\nvote.yes: ")[2].partition("\n\n")[0]
    assert "2022-06-05: turnout 68.05 %, majority 77.18 %" in block
    claims = {claim["id"]: claim for claim in asked("kazakhstan")["claims"]}
    assert claims["vote.yes"]["shares"]["2022-06-05"]["majority"] == "6163516/7985769"
    assert claims["vote.elsewhere"]["state"] == "waits"


def test_the_schema_of_claims_is_printed(politeia):
    found = json.loads(politeia("schema", "claims").stdout)
    assert found["required"] == ["claims", "source", "act", "asserted"]
