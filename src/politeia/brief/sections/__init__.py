"""The parts of a brief, one module each: from results to text, tables, figures and findings."""

from __future__ import annotations

from collections.abc import Callable

from politeia.assess.compose import Assessment
from politeia.brief.document import Told
from politeia.brief.sections import answer, changes, moved, power, referendum, unknown, untouched
from politeia.catalogue import Catalogue

SECTIONS: tuple[Callable[[Assessment, Catalogue], Told], ...] = (
    answer.told,
    moved.told,
    changes.told,
    power.told,
    referendum.told,
    untouched.told,
    unknown.told,
)  # in the order of the page
