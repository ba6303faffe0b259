"""Bad declarations: every complaint with its place, all at once."""

from __future__ import annotations

import pytest

from politeia.case.declaration import polity_of
from politeia.errors import CaseError
from politeia.reader import parse
from tests.case.example import text

# what is changed, then where the complaint stands and what it says
BAD: dict[str, tuple[tuple[str, str], str, str]] = {
    "a misspelt key": (
        ("mode: alone, term: 6y", "mood: alone, term: 6y"),
        "seats.senate.named",
        "did you mean 'mode'",
    ),
    "a wrong type": (
        (
            'named:\n    - {since: first, article: "2", source: S1, body: senate, n: 6',
            'named:\n    - {since: first, article: "2", source: S1, body: senate, n: six',
        ),
        "seats.senate.named.n",
        "expected a whole number",
    ),
    "an unknown mode": (
        ("object: house, mode: alone", "object: house, mode: alonee"),
        "powers.king.dissolve_house.mode",
        "'alone'",
    ),
    "an unknown act": (
        ("since: fourth", "since: forth"),
        "powers.king.dismiss_cabinet[2].since",
        "did you mean 'fourth'",
    ),
    "a step that leads nowhere": (
        ("yes: sign, no: insist}", "yes: sing, no: insist}"),
        "steps.approve.yes",
        "'sing'",
    ),
    "seats of no body": (
        ("body: senate, n: {per", "body: sennate, n: {per"),
        "seats.senate.elected.body",
        "did you mean 'senate'",
    ),
    "no source": (
        ('{since: first, article: "4", source: S1,', '{since: first, article: "4",'),
        "king.dissolve_house[0]",
        "no source",
    ),
    "an unknown source": (
        ("{since: second, repealed: true, source: S2}", "{since: second, repealed: true, source: S9}"),
        "king.sacred[1]",
        "'S9'",
    ),
    "a cycle": (
        ("again:   {body: senate, yes: sign, no: fail}", "again:   {body: senate, yes: sign, no: adopt}"),
        "steps.adopt",
        "cycle",
    ),
    "two deciders": (
        ("adopt:   {body: house,", "adopt:   {body: house, joint: [house, senate],"),
        "steps.adopt",
        "exactly one",
    ),
    "parts that do not sum": (
        ("source: S2, n: 4,", "source: S2, n: 5,"),
        "seats.senate.named",
        "the parts have 4 seats",
    ),
    "an unknown fact": (
        ("{per: region, n: 1}", "{per: regoin, n: 1}"),
        "seats.senate.elected.n.per",
        "did you mean 'region'",
    ),
    "entries out of order": (
        ('{since: third, from: 2011-01-01, article: "2"', '{since: first, from: 2011-01-01, article: "2"'),
        "senate.named[2].since",
        "order of their acts",
    ),
    "a first entry that repeals": (
        (
            '{since: first, article: "6", source: S1, kind: ad_hominem, says: the king is sacred, benefits: king}',
            "{since: first, source: S1, repealed: true}",
        ),
        "king.sacred[0]",
        "repeals nothing",
    ),
    "a mode without its body": (
        ("mode: with_consent, of: house}", "mode: with_consent}"),
        "king.dismiss_cabinet",
        "names no other body",
    ),
    "a date that is none": (
        ("adopted: 2010-06-01", "adopted: 2010-06-31"),
        "acts.third.adopted",
        "date",
    ),
}

# These show only once the record that they stand in can be typed, or in the place of another fault.
HIDDEN = {
    "a first entry that repeals", "two deciders", "a cycle", "a date that is none", "parts that do not sum",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_fault_has_its_place(name: str) -> None:
    replaced, path, message = BAD[name]
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(replaced), "case.yaml"))
    found = [c for c in caught.value.complaints if path in c.path and message in c.message]
    assert found, str(caught.value)
    wrong = text(replaced).splitlines()
    assert all(c.file == "case.yaml" and 1 <= c.line <= len(wrong) and c.column >= 1 for c in caught.value.complaints)
    changed = next(n for n, line in enumerate(wrong, 1) if replaced[1].splitlines()[-1] in line)
    assert name == "a cycle" or any(abs(c.line - changed) <= 3 for c in found)


def test_all_faults_are_told_at_once() -> None:
    names = [name for name in BAD if name not in HIDDEN]
    with pytest.raises(CaseError) as caught:
        polity_of(parse(text(*(BAD[name][0] for name in names)), "case.yaml"))
    for name in names:
        assert any(BAD[name][2] in c.message for c in caught.value.complaints), name


def test_the_example_itself_is_whole() -> None:
    polity_of(parse(text(), "case.yaml"))
