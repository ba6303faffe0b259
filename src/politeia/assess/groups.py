"""Groups of holders of power: who is counted together, by what a body is and never by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from politeia.case.constitution import Constitution
from politeia.case.institutions import Body
from politeia.power.compile import bare

# By kind and tier. Whoever is of no sort here stands in no group and is named as left out.
SORTS: Mapping[tuple[str, str | None], str] = {
    ("head_of_state", None): "president",
    ("head_of_government", None): "government",
    ("government", None): "government",
    ("chamber", "lower"): "lower_chamber",
    ("chamber", "only"): "lower_chamber",
    ("chamber", "upper"): "upper_chamber",
    ("constitutional_court", None): "court",
    ("court", None): "court",
    ("regional_head", None): "local",
    ("regional_council", None): "local",
    ("people", None): "citizen",
    ("person", None): "citizen",
}
PERSON = "person"  # those for whom a clause was made: clauses decide nothing, so that no game measures them
PARTS = frozenset({"office", "person"})  # kinds that, said to be of a body, are counted with it
GROUPS: tuple[str, ...] = (*dict.fromkeys(SORTS.values()), PERSON)


def group(actor: str, texts: Sequence[Constitution]) -> str | None:
    """The group of an actor, by the later text that has it; None for those of no sort, parties and persons by name.

    An office of a body, as its chair, goes with the body. Who is favoured by a clause made for a person is of `person`.

    >>> from politeia.case.library import load
    >>> texts = [load("kazakhstan").polity.before("2022")]
    >>> [group(actor, texts) for actor in ("prime_minister", "senate_chair", "first_president", "national_bank")]
    ['government', 'upper_chamber', 'person', None]
    """
    body = next((content for text in reversed(texts) if (content := _body(actor, text))), None)
    if body is None:
        return None
    if body.kind == PERSON and actor in _favoured(texts):
        return PERSON
    if body.of is not None and (body.kind in PARTS or (body.kind, body.tier) not in SORTS):
        return group(body.of, texts)
    return SORTS.get((body.kind, body.tier))


def _body(actor: str, text: Constitution) -> Body | None:
    record = text.bodies.get(bare(actor))
    return record.content if record else None


def _favoured(texts: Sequence[Constitution]) -> set[str]:
    provisions = [record.content for text in texts for record in text.provisions.values() if record.content]
    return {actor for clause in provisions if clause.kind == "ad_hominem" for actor in clause.benefits}
