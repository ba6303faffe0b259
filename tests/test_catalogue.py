from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from politeia import catalogue as module
from politeia.brief.assess import assess
from politeia.brief.render import page
from politeia.case.core import CORE
from politeia.case.library import load
from politeia.catalogue import LOCALES, catalogue, languages
from politeia.result import dumps
from tests.brief.pages import Page

EXTRACT = (
    "extract --omit-header --no-location --sort-output --width=0 -k say -k plural:1,2 -k message "
    "-F {locales}/babel.cfg -o {pot} {brief}"
)


def template() -> Catalog:
    return read_po(BytesIO((LOCALES / "politeia.pot").read_bytes()))


def test_the_template_holds_every_text_of_the_brief(tmp_path: Path) -> None:
    pot = tmp_path / "politeia.pot"
    places = {"locales": LOCALES, "pot": pot, "brief": LOCALES.parent / "brief"}
    # Split first: a folder's name may hold a space.
    CommandLineInterface().run(["pybabel", "-q", *(part.format(**places) for part in EXTRACT.split())])
    again = "pybabel " + EXTRACT.format(
        locales="src/politeia/locales", pot="src/politeia/locales/politeia.pot", brief="src/politeia/brief"
    )
    assert pot.read_text() == (LOCALES / "politeia.pot").read_text(), f"out of date; run {again}"


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_knows_no_text_that_is_gone(language: str) -> None:
    read = read_po(BytesIO((LOCALES / language / "LC_MESSAGES" / "politeia.po").read_bytes()))
    assert {str(entry.id) for entry in read if entry.id} <= {str(entry.id) for entry in template() if entry.id}
    if language != "en":
        assert all(entry.string for entry in read if entry.id)


@pytest.fixture
def bracketed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English as a translation that puts every text in brackets: what has none did not go through the catalogue."""
    translated = Catalog(locale="en_GB")
    for entry in template():
        if entry.id:
            ids = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
            said = tuple(f"⟦{text}⟧" for text in ids)
            translated.add(entry.id, said[0] if isinstance(entry.id, str) else said)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "politeia.po").open("wb") as file:
        write_po(file, translated)
    monkeypatch.setattr(module, "LOCALES", tmp_path)
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


@pytest.mark.usefixtures("bracketed")
def test_every_text_of_the_page_goes_through_the_catalogue() -> None:
    case = load("kazakhstan")
    for act in ("2022", "2007"):
        brief = assess(case, act)
        read = Page(page(brief))
        # What may stand outside: what the case, the core set and the analyses say; code is as the JSON has it.
        said = [*(path.read_text(encoding="utf-8") for path in case.folder.glob("*.yaml"))]
        said += [dumps(brief.verdict.vector), dumps(brief.manifest), dumps(brief.sources)]
        said += [f"{decision.name} {decision.asks} {decision.means}" for decision in CORE.values()]
        said += [
            words
            for section in brief.sections
            if section.id in ("changes", "untouched")
            for words in re.findall(r'"text": "([^⟦"]*)"', dumps(section))
        ]
        known = set(re.findall(r"[^\W\d]+", " ".join(said).lower())) | {"and"}
        seen = 0
        attributes = [value for name, value in read.attributes if name in ("aria-label", "data-label")]
        for text in [text for text, tags in read.pieces if not {"style", "code"} & set(tags)] + attributes:
            outside = text
            while "⟦" in outside:
                outside, n = re.subn(r"⟦[^⟦⟧]*⟧", " ", outside)
                seen += n
                assert n, text
            assert set(re.findall(r"[^\W\d]+", outside.lower())) <= known, text
        assert seen > 200


def test_fields_are_never_read_as_a_format() -> None:
    say = catalogue("en")
    assert say("{name} can no longer do this.", name="{name} {0} %s") == "{name} {0} %s can no longer do this."


@given(st.fractions(min_value=0, max_value=1))
def test_a_printed_fraction_is_within_half_a_unit_of_its_last_digit(value: Fraction) -> None:
    say = catalogue("en")
    assert abs(Fraction(say.number(value)) - value) <= Fraction(1, 2 * 10**4)
    assert abs(Fraction(say.percent(value).rstrip("%")) / 100 - value) <= Fraction(1, 2 * 10**4)


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_a_whole_number_is_printed_whole(value: int) -> None:
    assert int(catalogue("en").number(value).replace(",", "")) == value
