"""Which of the articles that an act changed the records of a case cover, and which are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from politeia.case.polity import Polity


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles that an act changed: those that records cover, with the records, and those that none does."""

    amends: tuple[str, ...]
    covered: Mapping[str, tuple[str, ...]]
    left: tuple[str, ...]


def coverage(polity: Polity, act: str) -> Coverage:
    """Which articles of `Act.amends` an entry of the act cites; CaseError where there is no such act.

    An entry covers an article by any part of it: 50(2) covers 50, and 83-1 is an article of its own. That an entry
    cites an article does not say that the record holds all that was changed in it.

    >>> from politeia.case.library import load
    >>> coverage(load("kazakhstan").polity, "2022").covered["83-1"]
    ('powers.ombudsman.elect', 'powers.ombudsman.lift_immunity', 'provisions.ombudsman.independence')
    """
    amends = tuple(dict.fromkeys(polity.act(act).amends))
    citing: dict[str, dict[str, None]] = {article: {} for article in amends}
    for history in polity.histories():
        for entry in history.entries:
            named = cited(entry.articles) if entry.act == act else ()
            for article in citing.keys() & named:
                citing[article][history.path] = None
    covered = {article: tuple(citing[article]) for article in amends if citing[article]}
    return Coverage(amends, covered, tuple(article for article in amends if article not in covered))


def cited(articles: Iterable[str]) -> Iterator[str]:
    """The numbers of the articles of the text itself that an entry cites.

    A number is one word with a digit in it. Anything else names another law, whose articles go on up to a semicolon.

    >>> list(cited(["91(1); law 2592", "31(2)"])), list(cited(["83-1", "50(2)", "law on Parliament 19(3)"]))
    (['91'], ['83-1', '50'])
    """
    for group in ", ".join(articles).split(";"):
        for citation in group.split(","):
            number = citation.partition("(")[0].strip()
            if not re.fullmatch(r"\S*\d\S*", number):
                break
            yield number
