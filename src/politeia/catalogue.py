"""The text that readers see, by language: English sentences are the keys of gettext catalogues."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path

from politeia.errors import CaseError, expected

LOCALES = Path(__file__).parent / "locales"
DIGITS = 4  # decimals of a printed fraction; the exact one is always at hand beside it


def message(text: str) -> str:
    """The text itself, marked for extraction: a key in a table, which `say` is given later.

    >>> message("Sources")
    'Sources'
    """
    return text


def opening(text: str) -> str:
    """A text as it opens a sentence or a cell: with a capital letter, the rest as it is.

    >>> opening("dissolving parliament")
    'Dissolving parliament'
    """
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's texts and its way of writing numbers, dates and lists; called, it says a text.

    `texts` maps a key to its translation, and a pair of keys, singular and plural, to the plural forms, of which
    `form` picks one by a number. A text without a translation is said in English. `locale` is what numbers and
    dates are written by. Fields are put in as they are, never read as a format themselves.

    >>> say = catalogue("en")
    >>> say("{name} loses", name="{x} & <b>")
    '{x} & <b> loses'
    >>> say.plural("{n} record", "{n} records", 1200)
    '1,200 records'
    """

    language: str
    locale: str
    texts: Mapping[str | tuple[str, ...], str | tuple[str, ...]] = field(repr=False)
    form: Callable[[int], int] = field(repr=False)

    def __call__(self, text: str, /, **fields: object) -> str:
        said = self.texts.get(text)
        return (said if isinstance(said, str) else text).format_map(fields)

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """The form that `n` asks for; `{n}` in it is the number as the language writes it."""
        forms = self.texts.get((one, many))
        said = forms[self.form(n)] if isinstance(forms, tuple) else one if n == 1 else many
        return said.format_map({"n": self.number(n), **fields})

    def number(self, value: int | Fraction) -> str:
        """A number as the language writes it: whole, or to four decimals, half to even.

        >>> catalogue("en").number(Fraction(1, 3)), catalogue("en").number(7985769)
        ('0.3333', '7,985,769')
        """
        from babel.numbers import format_decimal

        digits = 0 if isinstance(value, int) else DIGITS
        pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
        with _wide(value):
            return format_decimal(_rounded(value, digits), format=pattern, locale=self.locale)

    def percent(self, value: Fraction) -> str:
        """A share as a percentage to two decimals, half to even.

        >>> catalogue("en").percent(Fraction(2, 3))
        '66.67%'
        """
        from babel.numbers import format_percent

        with _wide(value):
            return format_percent(_rounded(value, 4), format="#,##0.00%", locale=self.locale)

    def day(self, value: date) -> str:
        """A date as the language writes it in full.

        >>> catalogue("en").day(date(2022, 6, 8))
        '8 June 2022'
        """
        from babel.dates import format_date

        return format_date(value, format="long", locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """Several words as a list in a sentence.

        >>> catalogue("en").listed(["a", "b", "c"])
        'a, b and c'
        """
        from babel.lists import format_list

        return format_list(items, style="standard", locale=self.locale)


@cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language; CaseError where there is none.

    >>> catalogue("en").locale
    'en_GB'
    """
    from gettext import c2py

    from babel.messages.pofile import read_po

    if language not in languages():
        wrong = f"{language!r} has no catalogue{expected(language, languages())}"
        raise CaseError.at("", 0, 0, "language", wrong)
    with (LOCALES / language / "LC_MESSAGES" / "politeia.po").open("rb") as file:
        read = read_po(file)
    texts: dict[str | tuple[str, ...], str | tuple[str, ...]] = {}
    for entry in read:
        key, said = _frozen(entry.id), _frozen(entry.string or "")
        if key and all([said] if isinstance(said, str) else said):
            texts[key] = said
    return Catalogue(language, str(read.locale), texts, c2py(read.plural_expr))


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue.

    >>> languages()
    ('en',)
    """
    return tuple(sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/politeia.po")))


def _rounded(value: int | Fraction, digits: int) -> Decimal:
    return Decimal(round(value * 10**digits)).scaleb(-digits)


def _wide(value: int | Fraction) -> AbstractContextManager[Context]:
    """A decimal context in which the value has room: by default it has none beyond 28 digits."""
    return localcontext(prec=28 + len(str(abs(int(value)))))


def _frozen(text: str | Sequence[str]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)
