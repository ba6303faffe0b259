"""Claims of a commentary: every one mapped, every id that meets it checked, and what a contest rests on."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
import yaml

from politeia.case.check import check_case, check_claims
from politeia.case.claims import articles_after, claims_of
from politeia.case.institutions import BOTH_SIDES
from politeia.case.library import load
from politeia.errors import CaseError
from politeia.reader import parse, read
from tests.case.documented import written

TEXT = """\
claims: ruritania
source: GAZ20
act: 2020
asserted:
  dissolve:
    kind: rule
    says: the king may no longer dissolve the diet
    stance: states
    met_by:
      records: [powers.king.dissolve_diet, seats.diet.elected]
      votes: 2020-05-17
      core: [dissolve]
      later: [power]
    because: The record ends.
  vote:
    kind: fact
    says: the people said yes
    value: 0.6
"""


@pytest.fixture
def ruritania(tmp_path, root):
    folder = written(root, tmp_path)
    (folder / "claims.yaml").write_text(TEXT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def kazakhstan():
    return load("kazakhstan")


@pytest.fixture(scope="module")
def claims():
    found = check_case("kazakhstan")
    assert found.ok, found.errors
    return {claim.id: claim for claim in found.claims}


def errors(folder, *pairs):
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "claims.yaml").write_text(text, "utf-8")
    return check_case(folder).errors


def test_every_claim_of_the_commentary_is_mapped(claims, shared):
    told = yaml.safe_load((shared / "facts/claims.yaml").read_text("utf-8"))["claims"]
    assert [(claim.id, claim.kind) for claim in claims.values()] == [(claim["id"], claim["kind"]) for claim in told]
    for claim in told:
        given = claim.get("value", claim.get("after"))
        assert claims[claim["id"]].value == given, claim["id"]
        assert (claims[claim["id"]].stance == "contests") >= ("contested" in claim), claim["id"]


def test_every_claim_is_met_and_every_record_has_an_article(claims):
    assert [claim.id for claim in claims.values() if claim.stance is None] == []
    assert [(c.id, path) for c in claims.values() for path, articles in c.articles.items() if not articles] == []
    assert all(set(claim.articles) == set(claim.met_by.records) for claim in claims.values())


@pytest.mark.parametrize(
    ("old", "new", "path", "told"),
    [
        ("claims: ruritania", "claims: ruritanya", "claims", "is no polity of this case; did you mean 'ruritania'?"),
        ("source: GAZ20", "source: GAZ21", "source", "is no source; did you mean 'GAZ20'?"),
        ("act: 2020", "act: 2021", "act", "is no act; expected one of 1910, 2020"),
        ("seats.diet.elected", "seats.diet.electd", "records[1]", "is no record; did you mean 'seats.diet.elected'?"),
        ("votes: 2020-05-17", "votes: 2020-05-18", "votes", "is no referendum; did you mean '2020-05-17'?"),
        ("[dissolve]", "[disolve]", "core[0]", "is no decision of the core set; did you mean 'dissolve'?"),
        ("[power]", "[powers]", "later[0]", "did you mean 'power'?"),
        ("later: [power]", "sources: [GAZ20, GAZ1]", "sources[1]", "is no source; did you mean"),
    ],
)
def test_an_id_that_names_nothing_is_told_at_its_place(ruritania, old, new, path, told):
    (error,) = errors(ruritania, (old, new))
    lines = (ruritania / "claims.yaml").read_text("utf-8").splitlines()
    wrong = re.findall(r"[\w.-]+", new)[-1]
    assert lines[error.line - 1][error.column - 1 :].rstrip("],").startswith(wrong)
    assert error.path in (path, f"asserted.dissolve.met_by.{path}")
    assert f"{wrong!r} {told}" in error.message or told in error.message
    assert error.file == str(ruritania / "claims.yaml")


def test_whatever_is_wrong_in_all_files_is_told_at_once(ruritania):
    polity = ruritania / "polity.yaml"
    polity.write_text(polity.read_text("utf-8").replace("kind: head_of_state", "kind: heads"), "utf-8")
    found = errors(ruritania, ("[dissolve]", "[disolve]"), ("seats.diet.elected", "nothing"))
    assert {(error.file, error.path) for error in found} == {
        (str(polity), "bodies.king.kind"),
        (str(ruritania / "claims.yaml"), "asserted.dissolve.met_by.core[0]"),
    }  # whether there is such a record cannot be told


def test_a_vote_is_no_vote_where_there_are_none(ruritania):
    (ruritania / "elections.yaml").unlink()
    (error,) = check_case(ruritania).errors
    assert "'2020-05-17' is no referendum; the case declares no referendum" in error.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    because: The record ends.\n", "", "expected because too"),
        ("    stance: states\n", "", "expected stance too"),
        ("value: 0.6", "value: 0.6\n    stance: states", "expected met_by and because too"),
        ("value: 0.6", "value: 0.6\n    stance: states\n    because: x\n    met_by: {}", "meets it with nothing"),
        ("value: 0.6", "value: nan", "does not fit"),
        ("value: 0.6", "value: 1e999", "does not fit"),
        ("kind: fact", "kind: opinion", "expected one of fact, rule, judgement, expectation"),
        ("stance: states", "stance: refutes", "does not fit"),
    ],
)
def test_a_claim_is_met_whole_or_open(ruritania, old, new, told):
    found = errors(ruritania, (old, new))
    assert len(found) == 1
    assert told in found[0].message


def test_a_claim_that_nothing_meets_is_a_gap(ruritania):
    found = check_case(ruritania)
    assert found.ok
    (gap,) = [gap for gap in found.unknown if gap.reason == "claim"]
    assert (gap.line, gap.column, gap.path, gap.message) == (15, 3, "asserted.vote", "the people said yes")
    assert [(claim.id, claim.met_by) for claim in found.claims if claim.stance is None] == [("vote", None)]


def test_a_file_is_checked_against_those_beside_it(ruritania):
    path = ruritania / "claims.yaml"
    assert check_claims(path).claims == check_case(ruritania).claims
    (ruritania / "polity.yaml").unlink()
    assert check_claims(path).ok  # nothing is left to hold it against
    path.write_text(TEXT.replace("core: [dissolve]", "core: [disolve]"), "utf-8")
    assert len(check_claims(path).errors) == 1


def test_a_link_out_of_the_case_is_not_followed(ruritania, tmp_path):
    secret = tmp_path / "secret.yaml"
    (ruritania / "claims.yaml").rename(secret)
    (ruritania / "claims.yaml").symlink_to(secret)
    found = check_case(ruritania)
    assert [error.message.partition(";")[0] for error in found.errors] == ["leads outside the case folder"]
    assert found.claims == ()


def test_records_are_cited_as_the_act_left_them(kazakhstan):
    articles = articles_after(kazakhstan.polity, "2022")
    assert set(articles) == {history.path for history in kazakhstan.polity.histories()}
    assert articles["seats.majlis.assembly"] == ("50(3)", "51(1)", "99(3)")  # ended by it
    assert articles["provisions.president.relatives"] == ("43(4)",)  # 45(2) since 2026
    assert articles["bodies.kurultai"] == ("52(1)",)  # came later


def test_claims_do_without_a_polity():
    (first, _) = claims_of(parse(TEXT, "x"), None, None)
    assert (first.stance, first.articles) == ("states", {})


# What the reasons of Kazakhstan's claims rest on.


def test_shares_of_the_vote_are_those_claimed(kazakhstan, claims):
    vote = kazakhstan.elections.referendums["2022-06-05"]
    n = {name: count.n for name, count in vote.counts.items()}
    for claim, share in {"vote.yes": ("yes", "took_part"), "vote.turnout": ("took_part", "entitled")}.items():
        exact = Fraction(n[share[0]], n[share[1]])
        assert round(float(exact), 2) == claims[claim].value
    assert str(vote.held) == claims["vote.date"].met_by.votes[0]


def test_what_is_contested_stands_in_the_text(kazakhstan, claims):
    before, after = kazakhstan.polity.before("2022"), kazakhstan.polity.after("2022")
    assert {name for name, claim in claims.items() if claim.stance == "contests"} == {
        "first_president", "local_acts", "ombudsman", "january.deaths",
    }  # fmt: skip
    *ended, stands = claims["first_president"].met_by.records
    assert set(ended) <= set(after.ended)
    assert "former_president" in after.provisions[stands.partition(".")[2]].read.benefits
    own, governments, *dismissing = claims["local_acts"].met_by.records
    assert own in after.ended
    assert after.powers[governments.partition(".")[2]].read == before.powers[governments.partition(".")[2]].read
    assert all(after.powers[path.partition(".")[2]].read.mode == "alone" for path in dismissing)
    elect = after.powers["ombudsman.elect"].read
    assert (elect.actor, elect.of) == ("senate", "president")
    assert elect.mode in BOTH_SIDES
    assert before.powers["ombudsman.elect"].read == elect


def test_what_is_stated_is_what_the_text_says(kazakhstan, claims):
    before, after = kazakhstan.polity.before("2022"), kazakhstan.polity.after("2022")
    seats = [text.seats["senate.appointed"].read for text in (before, after)]
    assert [group.n for group in seats] == [15, claims["senate.appointees"].value]
    assert seats[1].recall.by == "president"
    assert [text.seats["majlis.elected"].read.elected for text in (before, after)] == ["proportional", "mixed"]
    assert before.seats["majlis.assembly"].read.n == 9
    assert "seats.majlis.assembly" in after.ended
    steps = [text.procedures["ordinary_law"].read.steps for text in (before, after)]
    assert [step["insist"].yes for step in steps] == ["reconsider", "sign"]
    assert (
        sum(
            after.seats_in(record.read)
            for record in after.seats.values()
            if record.read.body == "constitutional_review"
        )
        == 11
    )


def test_the_file_of_a_packaged_case_is_of_its_polity():
    folder = load("kazakhstan").folder
    with pytest.raises(CaseError, match="no polity of this case"):
        claims_of(parse(TEXT, "x"), load("kazakhstan").polity, None)
    assert claims_of(read(folder / "claims.yaml"), None, None)


def test_a_claim_that_only_later_parts_meet_waits(claims):
    waiting = {name for name, claim in claims.items() if claim.state == "waits"}
    assert {"vote.elsewhere", "vote.yes", "balance"} & waiting == {"vote.elsewhere"}
    assert all(set(claims[name].met_by.model_dump(exclude_defaults=True)) == {"later"} for name in waiting)
    assert {claim.state for name, claim in claims.items() if name not in waiting} == {"states", "computes", "contests"}


def test_a_claim_that_nothing_meets_is_open():
    (_, second) = claims_of(parse(TEXT, "x"), None, None)
    assert (second.stance, second.state) == (None, "open")


def test_a_computed_claim_has_the_shares_of_its_vote(claims):
    shares = claims["vote.yes"].shares["2022-06-05"]
    assert shares == {"turnout": Fraction(7985769, 11734642), "majority": Fraction(6163516, 7985769)}
    assert claims["vote.date"].shares == claims["first_president"].shares == {}  # stated; of no vote
