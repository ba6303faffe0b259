"""Articles as a reader finds them."""

from __future__ import annotations

from collections.abc import Sequence

from politeia.catalogue import Catalogue


def cite(articles: Sequence[str], say: Catalogue) -> str:
    """Articles in a row; those that name their law themselves are not called articles.

    >>> from politeia.catalogue import catalogue
    >>> cite(["44(3)", "88(4)"], catalogue()), cite(["law 2592, 31(2)"], catalogue())
    ('art. 44(3), 88(4)', 'law 2592, 31(2)')
    """
    named = ", ".join(articles)
    return named if named[:1].isalpha() else say("art. {articles}", articles=named)
