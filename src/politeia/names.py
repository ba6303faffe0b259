"""A name in several languages, with fallback."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from politeia.errors import shown

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

ENGLISH = "en"
FORM = "a text in English, or texts by language such as {en: Senate, kk: Сенат}"
JOINERS = "\u200c\u200d"  # unseen, but part of how some scripts are spelt
LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"


@dataclass(frozen=True, slots=True)
class Names:
    """A name in one or more languages, in the order in which they were declared.

    `texts` holds (language, text) pairs; `Names.of` makes one from what a user declares. Languages are BCP 47
    tags: a language with an optional script and region (RFC 5646). Texts are in Unicode's normal form C.

    >>> name = Names.of({"en": "Kazakhstan", "kk": "Қазақстан"})
    >>> name.text("kk"), name.text("ru", "kk"), name.text("ru")
    ('Қазақстан', 'Қазақстан', 'Kazakhstan')
    """

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, declared: str | Mapping[str, str] | Names) -> Names:
        """Names from a plain text, which is English, or from texts by language; else a ValueError."""
        if isinstance(declared, Names):
            return declared
        if isinstance(declared, str):
            declared = {ENGLISH: declared}
        texts = tuple((_language(language), _text(text)) for language, text in declared.items())
        if not texts:
            raise ValueError(f"a name in no language; expected {FORM}")
        languages = [language for language, _ in texts]
        for language in languages:
            if languages.count(language) > 1:
                raise ValueError(f"language {language} is given twice; expected each language once")
        return cls(texts)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a text, as declared."""
        return tuple(language for language, _ in self.texts)

    def text(self, *languages: str) -> str:
        """The text in the first of these languages that has one, else in English, else the first declared.

        A more particular tag falls back on a wider one, `kk-Latn` on `kk` (RFC 4647, lookup).
        """
        texts = dict(self.texts)
        for language in (*languages, ENGLISH):
            tag = _canonical(language)
            while tag:
                if tag in texts:
                    return texts[tag]
                tag = tag.rpartition("-")[0]
        return self.texts[0][1]

    def declared(self) -> str | dict[str, str]:
        """What `of` would make this name from: a plain text when it is English only."""
        texts = dict(self.texts)
        return texts[ENGLISH] if list(texts) == [ENGLISH] else texts

    def __str__(self) -> str:
        return self.text()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema as schema

        language = schema.no_info_after_validator_function(_language, schema.str_schema())
        text = schema.no_info_after_validator_function(_text, schema.str_schema())
        by_language = schema.dict_schema(language, text)
        return schema.no_info_after_validator_function(
            cls.of,
            schema.no_info_before_validator_function(_by_language, by_language),
            serialization=schema.plain_serializer_function_ser_schema(cls.declared),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1}
        return {
            "description": FORM,
            "anyOf": [
                text,
                {
                    "type": "object",
                    "additionalProperties": text,
                    "propertyNames": {"pattern": f"^{LANGUAGE}$"},
                    "minProperties": 1,
                },
            ],
        }


def _by_language(declared: Any) -> Any:
    # In this form, a complaint stands at the language or the text that it is about.
    if isinstance(declared, Names):
        return dict(declared.texts)
    return {ENGLISH: declared} if isinstance(declared, str) else declared


def _language(tag: str) -> str:
    """The tag in its usual writing; ValueError when it is none."""
    if not re.fullmatch(LANGUAGE, tag):
        raise ValueError(f"{shown(tag)} is not a language; expected a tag such as en, kk-Latn or pt-BR")
    return _canonical(tag)


def _canonical(tag: str) -> str:
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _text(text: str) -> str:
    """The text in normal form; ValueError when nothing of it can be seen, or something steers how it is shown."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not text.strip(JOINERS):
        raise ValueError("a name is empty; expected a text")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in JOINERS:
            what = f"a control character that cannot be seen (U+{ord(character):04X})"
            raise ValueError(f"{shown(text)} holds {what}; expected the text without it")
    return text
