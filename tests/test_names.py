"""A name falls back to another language, and is checked where it is declared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

from politeia.errors import CaseError
from politeia.names import Names
from politeia.reader import bind, parse

languages = st.sampled_from(["en", "kk", "ru", "kk-Latn", "pt-BR", "be", "uz-Cyrl-UZ", "es-419", "kaz"])
printable = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Z"]), min_size=1)
declared = st.dictionaries(languages, printable, min_size=1)


class Place(BaseModel):
    names: Names


@given(declared, st.lists(languages))
def test_asked_languages_first_then_english_then_the_first_declared(texts, asked):
    names = Names.of(texts)
    wider = [tag.rsplit("-", cut)[0] for tag in (*asked, "en") for cut in range(tag.count("-") + 1)]
    order = [tag for tag in wider if tag in texts] or list(texts)
    assert names.text(*asked) == unicodedata.normalize("NFC", texts[order[0]])


@given(declared)
def test_a_name_is_a_value(texts):
    names = Names.of(texts)
    assert names == Names.of(names) == Names.of(dict(texts))
    assert hash(names) == hash(Names.of(texts))
    assert Names.of(names.declared()) == names
    assert names.languages == tuple(texts)


@given(declared | printable)
def test_pydantic_reads_writes_and_describes_the_same_names(value):
    names = Place(names=value).names
    assert names == Names.of(value)
    assert Place(names=names).names == names
    dumped = Place(names=names).model_dump(mode="json")
    assert Place(**dumped).names == names
    assert Place.model_validate_json(Place(names=names).model_dump_json()).names == names
    for mode in ("validation", "serialization"):
        Draft202012Validator(TypeAdapter(Place).json_schema(mode=mode)).validate(dumped)


def test_plain_text_is_english_and_normal():
    cafe = Names.of("Cafe\u0301  royal")
    assert cafe.texts == (("en", "Caf\u00e9 royal"),)
    assert str(cafe) == cafe.declared() == "Caf\u00e9 royal"


def test_tags_are_written_in_one_way():
    assert Names.of({"KK-latn": "a", "PT-br": "b"}).languages == ("kk-Latn", "pt-BR")


@pytest.mark.parametrize(
    "value", ["", " ", "a\x07", {}, {"english": "a"}, {"e": "a"}, {"en": ""}, {"en": "a", "EN": "b"}]
)
def test_refused(value):
    with pytest.raises(ValueError, match="expected"):
        Names.of(value)
    schema = Draft202012Validator(TypeAdapter(Names).json_schema())
    if value in ("", {}, {"english": "a"}, {"e": "a"}, {"en": ""}):
        assert not schema.is_valid(value)


STEERING = [
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u200b\u200e\u200f\u061c\u00ad\ufeff",
    *"\x00\x1b\x7f\x9b",
]


@pytest.mark.parametrize("character", STEERING, ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_steers_what_is_shown_is_refused_by_its_number(character):
    with pytest.raises(ValueError, match=rf"U\+{ord(character):04X}\); expected the text without it") as caught:
        Names.of({"en": f"Sen{character}ate"})
    assert character not in str(caught.value)


def test_joiners_are_part_of_the_spelling_and_are_nothing_by_themselves():
    for name in ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0d15\u0d4d\u200d"):
        assert str(Names.of(name)) == name
    with pytest.raises(ValueError, match="empty"):
        Names.of("\u200c\u200d")


@pytest.mark.parametrize(
    ("yaml", "line", "column", "path"),
    [
        ("names:\n  en: a\n  kazakh: b", 3, 3, "names.kazakh"),
        ("names:\n  en: a\n  kk: ' '", 3, 7, "names.kk"),
        ("names: ''", 1, 8, "names"),
        ("names: [a]", 1, 8, "names"),
        ("names: {}", 1, 8, "names"),
    ],
)
def test_a_complaint_stands_at_the_language_or_text_that_is_wrong(yaml, line, column, path):
    with pytest.raises(CaseError) as caught:
        bind(parse(yaml, "f.yaml"), Place)
    assert [(c.line, c.column, c.path) for c in caught.value.complaints] == [(line, column, path)]
    assert "; expected" in caught.value.message
