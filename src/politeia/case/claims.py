"""What a commentary claims, and what in the case meets each claim: the file claims.yaml of a case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from politeia.case.core import CORE
from politeia.case.election import Elections
from politeia.case.polity import Act, Polity, expected_act
from politeia.case.terms import Noun, Words
from politeia.errors import CaseError, Complaint, expected, shown
from politeia.names import Names
from politeia.reader import Node, bind, place

Kind = Literal["fact", "rule", "judgement", "expectation"]
Stance = Literal["states", "computes", "contests"]
State = Literal[Stance, "open", "waits"]
Part = Literal["republic", "paper", "power", "elections", "forensics", "monitor", "strategy", "assess"]


class MetBy(Noun):
    """Where a claim is stated, computed or contested."""

    records: Words = Field((), description="records of the polity, each as section.id")
    votes: Words = Field((), description="referendums, by id")
    sources: Words = Field((), description="sources of the polity, by id")
    core: Words = Field((), description="decisions of the core set, by id")
    later: tuple[Part, ...] = Field((), description="parts of an analysis that go beyond the declared case")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not any(getattr(self, field) for field in MetBy.model_fields):
            raise ValueError(f"meets it with nothing; expected one or more of {', '.join(MetBy.model_fields)}")
        return self


class Claim(Noun):
    """Something that the commentary asserts. Without stance, met_by and because it is an open claim."""

    kind: Kind = Field(
        description="fact: can be looked up; rule: what the text provides; judgement: has to be computed; "
        "expectation: only time tells"
    )
    says: Names = Field(description="the claim in our words")
    value: int | Annotated[float, Field(allow_inf_nan=False)] | None = Field(
        None, description="the number that it gives; a share as a decimal"
    )
    stance: Stance | None = Field(None, description="how the case meets it")
    met_by: MetBy | None = Field(None, description="what states, computes or contests it")
    because: Names | None = Field(None, description="why so, in a sentence")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [key for key in ("stance", "met_by", "because") if getattr(self, key) is None]
        if len(missing) in (1, 2):
            raise ValueError(f"is met in part only; expected {' and '.join(missing)} too, or none of the three")
        return self


class ClaimsFile(Noun):
    """The file claims.yaml of a case."""

    claims: str = Field(description="the id of the polity")
    source: str = Field(description="the commentary, by its id under the polity's sources")
    act: str = Field(description="the act that it is about: records are cited as this act left them")
    asserted: dict[str, Claim] = Field(description="what it claims, by id", min_length=1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of a commentary as the case meets it.

    `state` is its stance; or `open` where nothing meets it, and `waits` where nothing but later parts will. `articles`
    has those of each record that meets it, `shares` what the conditions of each vote measured, by condition, where the
    claim is computed and the counts are published.
    """

    id: str
    source: str
    kind: Kind
    says: Names
    value: int | float | None
    stance: Stance | None
    state: State
    because: Names | None
    met_by: MetBy | None
    articles: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)


def claims_of(tree: Node, polity: Polity | None, elections: Elections | None) -> tuple[Claimed, ...]:
    """Read a case's claims from their tree, checked against the polity and its votes where these could be read.

    CaseError with every id that names nothing, each at its place.
    """
    complaints: list[Complaint] = []
    content = bind(tree, ClaimsFile, complaints=complaints)
    for keys, what, name, known in _references(content, polity, elections) if content else ():
        if name not in known:
            mark, path = place(tree, keys)
            complaints.append(mark.complaint(path, f"{shown(name)} is no {what}{_instead(what, name, known)}"))
    if complaints or content is None:
        raise CaseError(complaints)
    articles = articles_after(polity, content.act) if polity is not None else {}
    return tuple(
        Claimed(
            name, content.source, claim.kind, claim.says, claim.value, claim.stance, _state(claim),
            claim.because, claim.met_by,
            {path: articles[path] for path in (claim.met_by.records if claim.met_by else ()) if path in articles},
            _shares(claim, elections),
        )
        for name, claim in content.asserted.items()
    )  # fmt: skip


def _state(claim: Claim) -> State:
    if claim.stance is None or claim.met_by is None:
        return "open"
    return "waits" if claim.met_by.model_dump(exclude_defaults=True).keys() == {"later"} else claim.stance


def _shares(claim: Claim, elections: Elections | None) -> dict[str, dict[str, Fraction]]:
    """What the conditions of the votes that meet a computed claim measured, as far as it was counted."""
    if claim.met_by is None or claim.stance != "computes" or elections is None:
        return {}
    votes = {name: elections.referendums[name] for name in claim.met_by.votes}
    return {
        name: {key: share for key, c in vote.conditions.items() if vote.counted(c) and (share := vote.share(c))}
        for name, vote in votes.items()
    }


def _instead(what: str, name: str, known: Collection[str] | Mapping[str, Act]) -> str:
    """The end of a message about an id that names nothing."""
    if not known:
        return f"; the case declares no {what}"
    return expected_act(name, known) if what == "act" and isinstance(known, Mapping) else expected(name, known)


Reference = tuple[tuple[str | int, ...], str, str, Collection[str]]  # where, what it names, the id, the known ids


def _references(content: ClaimsFile, polity: Polity | None, elections: Elections | None) -> Iterator[Reference]:
    known: dict[str, tuple[str, Collection[str]]] = {"core": ("decision of the core set", CORE)}
    if polity is not None:
        yield ("claims",), "polity of this case", content.claims, [polity.id]
        yield ("source",), "source", content.source, polity.header.sources
        yield ("act",), "act", content.act, polity.acts
        known["records"] = "record", [history.path for history in polity.histories()]
        known["sources"] = "source", polity.header.sources
    if elections is not None:
        known["votes"] = "referendum", elections.referendums
    for name, claim in content.asserted.items():
        for key, (what, ids) in known.items():
            for n, named in enumerate(getattr(claim.met_by, key, ())):
                yield ("asserted", name, "met_by", key, n), what, named, ids


def articles_after(polity: Polity, act: str) -> dict[str, tuple[str, ...]]:
    """The articles of every record as an act left it, or of the entry that ended it; by section and id.

    Of a record that came later, those of its first entry.

    >>> from politeia.case.library import load
    >>> articles_after(load("kazakhstan").polity, "2022")["provisions.first_president.status"]
    ('46(4)',)
    """
    text = polity.after(act)
    found = {history.path: history.entries[0].articles for history in polity.histories()}
    found |= {path: ended.articles for path, ended in text.ended.items()}
    return found | {f"{record.section}.{record.id}": record.articles for record in text.records()}
