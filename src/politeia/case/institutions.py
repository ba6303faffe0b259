"""What a declaration says of institutions: bodies, seat groups, powers, and clauses that decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from politeia.case.procedure import Deciders
from politeia.case.terms import Amount, Count, Maybe, Need, Noun, Share, Span, Unknown, Words
from politeia.names import Names

BodyKind = Literal[
    "head_of_state",
    "head_of_government",
    "government",
    "chamber",
    "joint_chambers",
    "constitutional_court",
    "court",
    "prosecutor",
    "central_bank",
    "electoral_commission",
    "audit",
    "judicial_council",
    "security",
    "ombudsman",
    "regional_head",
    "regional_council",
    "assembly",
    "people",
    "party",
    "person",
    "office",
    "agency",
]
# What the core set asks about and is no body: a declared object says which it is, or a power names the word itself.
ThingKind = Literal[
    "ministers",
    "laws",
    "bills",
    "budget",
    "treaties",
    "referendum",
    "emergency",
    "martial_law",
    "regional_acts",
]
Mode = Literal["alone", "after_consultation", "on_proposal", "with_consent", "countersigned", "choice", "not"]
MODES: tuple[Mode, ...] = (
    "alone",
    "after_consultation",
    "on_proposal",
    "with_consent",
    "countersigned",
    "choice",
    "not",
)
BOTH_SIDES: frozenset[Mode] = frozenset({"on_proposal", "with_consent", "countersigned", "choice"})
_FREEDOM: Mapping[Mode, int] = {"alone": 3, "after_consultation": 2, **dict.fromkeys(BOTH_SIDES, 1), "not": 0}


def freer(before: Mode, after: Mode) -> int | None:
    """How the actor's freedom moves between two modes: -1, 0, 1, or None where they are not ordered.

    `alone > after_consultation > {on_proposal, with_consent, countersigned, choice} > not`; DESIGN calls a move inside
    the braces mixed.

    >>> freer("alone", "with_consent"), freer("on_proposal", "with_consent"), freer("choice", "choice")
    (-1, None, 0)
    """
    if before == after:
        return 0
    step = _FREEDOM[after] - _FREEDOM[before]
    return None if step == 0 else (1 if step > 0 else -1)


def _named(mode: Mode | Unknown, of: str | None) -> None:
    """ValueError where a mode needs another body and none is named."""
    if isinstance(mode, str) and mode in BOTH_SIDES - {"choice"} and not of:
        raise ValueError(f"mode {mode} names no other body; expected `of: body`")


def _chosen(mode: Mode | Unknown, choice: Choice | None) -> None:
    """ValueError where a mode is a choice and none is stated."""
    if mode == "choice" and not choice:
        raise ValueError("mode choice has no choice; expected `choice: {among: 2, by: body}`")


class Body(Noun):
    """An office, a chamber or another holder of power."""

    kind: BodyKind = Field(description="what sort of body it is; the core set finds bodies by it")
    names: Names | None = Field(None, description="its name, in one language or several")
    tier: Literal["lower", "upper", "only"] | None = Field(None, description="of a chamber: which one")
    members: Maybe[Count] | None = Field(None, description="its size, where no seat groups are declared")
    of: str | None = Field(None, description="the body that it belongs to (the Majlis of Parliament)")

    def name(self, identity: str) -> str:
        """Its name for a reader, or its id where none is declared."""
        return self.names.text() if self.names else identity.replace("_", " ")


class Thing(Noun):
    """Something that powers are about and that is no body."""

    names: Names = Field(description="its name")
    kind: ThingKind | None = Field(None, description="what sort of thing, where the core set asks for one")


class Choice(Noun):
    """A choice among several candidates: who puts them forward is the actor, who chooses is `by`."""

    among: Maybe[Count] = Field(description="how many candidates at least")
    by: str = Field(description="the body that chooses")


class Recall(Noun):
    """Who may end a seat's term early."""

    by: str = Field(description="the body that may end the term")
    mode: Maybe[Mode] = Field("alone", description="how free it is in doing so")
    article: str | None = Field(None, description="where the text says so")


class Renewal(Noun):
    """Partial renewal: a part of the seats every so often."""

    part: Share = Field(description="the part renewed each time")
    every: Span = Field(description="how often")


class Part(Noun):
    """A part of a seat group that is filled in its own mode."""

    n: Maybe[Count] = Field(description="number of seats")
    mode: Maybe[Mode] = Field("alone", description="how free the one who fills them is")
    of: str | None = Field(None, description="the other body that the mode names")

    @model_validator(mode="after")
    def _complement(self) -> Self:
        _named(self.mode, self.of)
        return self


class PerFact(Noun):
    """A number that follows from a dated fact: so many for each."""

    per: str = Field(description="the fact counted, such as region")
    n: Count = Field(description="how many for each")


class SeatGroup(Noun):
    """Seats of one body that are filled in one way."""

    complements: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "by": ("mode", "of", "choice", "parts"),
        "mode": ("of", "choice", "parts"),
    }

    body: str = Field(description="the body that the seats belong to")
    n: Annotated[
        Annotated[Maybe[Count], Tag("number")] | Annotated[PerFact, Tag("per")],
        Discriminator(lambda value: "per" if isinstance(value, Mapping | PerFact) else "number"),
    ] = Field(description="number of seats, or {per: fact, n: number}")
    names: Names | None = Field(None, description="the seats in a reader's words")
    by: str = Field(description="who fills them: a body, or ex_officio")
    of: str | None = Field(
        None, description="the other body that the mode names; ex_officio: whose office gives the seat"
    )
    mode: Maybe[Mode] = Field("alone", description="how free the one who fills them is")
    choice: Choice | None = Field(None, description="of mode choice: among how many, by whom")
    parts: tuple[Part, ...] = Field((), description="parts of the group with modes of their own; they sum to n")
    chair: bool = Field(False, description="whether these seats are the chair's")
    casting: bool = Field(False, description="whether the holder has the casting vote")
    elected: Literal["proportional", "plurality", "two_round", "indirect", "mixed"] | None = Field(
        None, description="the way of election, where the people or electors fill the seats"
    )
    term: Maybe[Span] | None = Field(None, description="length of the term")
    renews: Renewal | None = Field(None, description="partial renewal")
    renewable: Maybe[bool] | None = Field(None, description="whether a holder may serve again")
    terms: Maybe[Count] | None = Field(None, description="how many terms one person may serve")
    consecutive: bool | None = Field(None, description="whether the limit of terms counts terms in a row only")
    recall: Recall | None = Field(None, description="who may end a term early")

    @model_validator(mode="after")
    def _complement(self) -> Self:
        _named(self.mode, self.of)
        _chosen(self.mode, self.choice)
        return self

    @model_validator(mode="after")
    def _parts_sum(self) -> Self:
        counts = [part.n for part in self.parts]
        if counts and isinstance(self.n, int) and all(isinstance(n, int) for n in counts):
            total = sum(n for n in counts if isinstance(n, int))
            if total != self.n:
                raise ValueError(f"the parts have {total} seats, the group {self.n}; expected the same number")
        return self


class Window(Noun):
    """A time in which a power may not be used."""

    span: Span = Field(description="how long")
    of: str | None = Field(None, description="after which event (last_dissolution, election, ...)")
    before: str | None = Field(None, description="before which event (end_of_term, ...)")


class AtMost(Noun):
    """How often a power may be used."""

    n: Count = Field(description="number of times")
    per: str = Field(description="in which time (year, session, term, holder)")


class Limits(Noun):
    """What bounds the use of a power; a closed vocabulary."""

    not_during: Words = Field((), description="states of affairs that exclude it: emergency, martial_law, ...")
    not_within: tuple[Window, ...] = Field((), description="times that exclude it")
    requires: Words = Field((), description="facts that must hold")
    at_least: dict[str, Amount] = Field(
        {},
        description="what must reach a number or a share, by what is counted: {members: 5000, votes_cast: 7%}",
        min_length=1,
    )
    at_most: AtMost | None = Field(None, description="how often")

    def tightness(self) -> Mapping[object, Fraction]:
        """How tight each single limit is, by what it limits: of two versions, the greater number is the tighter."""
        single: dict[object, Fraction] = {("not_during", state): Fraction(1) for state in self.not_during}
        single |= {("requires", fact): Fraction(1) for fact in self.requires}
        single |= {("at_least", counted): amount.value for counted, amount in self.at_least.items()}
        single |= {("not_within", window.of, window.before): window.span.length for window in self.not_within}
        return single | ({("at_most", self.at_most.per): Fraction(1, self.at_most.n)} if self.at_most else {})


class Effects(Noun):
    """What follows from the use of a power; a closed vocabulary."""

    dissolves: Words = Field((), description="the body or bodies dissolved")
    elections_within: Span | None = Field(None, description="elections are held within")
    legislates_alone: str | None = Field(None, description="the body that legislates meanwhile")
    ends_term_of: Words = Field((), description="whose term ends")


class Override(Deciders):
    """Who may undo a use of the power, and by what vote."""

    need: Maybe[Need] = Field(Need(None), description="the needed vote")


class Power(Noun):
    """Something one actor may do to one object."""

    complements: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "actor": ("mode", "of", "choice"),
        "mode": ("of", "choice"),
    }

    actor: str = Field(description="the body that acts")
    act: str = Field(description="what it does: appoint, dismiss, dissolve, annul, call, ...")
    object: str = Field(description="to what: a body, a declared object, or a word of the core set")
    mode: Maybe[Mode] = Field("alone", description="how free the actor is")
    of: str | None = Field(None, description="the other body that the mode names")
    choice: Choice | None = Field(None, description="of mode choice: among how many, by whom")
    limits: Limits = Field(Limits(), description="what bounds its use")
    effects: Effects = Field(Effects(), description="what follows from its use")
    override: Override | None = Field(None, description="who may undo it")
    names: Names | None = Field(None, description="the power in a reader's words")

    @property
    def decision(self) -> tuple[str, str]:
        """The decision that it belongs to: the pair (act, object)."""
        return self.act, self.object

    @model_validator(mode="after")
    def _complement(self) -> Self:
        _named(self.mode, self.of)
        _chosen(self.mode, self.choice)
        return self


class Provision(Noun):
    """A clause that gives no power to decide: a right, a bar, a privilege, a declaration."""

    kind: Literal[
        "right", "incompatibility", "ad_hominem", "entrenchment", "declaratory", "transitional", "practice"
    ] = Field(description="what sort of clause it is")
    says: Names = Field(description="the clause in our words")
    benefits: Words = Field((), description="whom it protects or favours")
    binds: Words = Field((), description="whom it limits")
    extent: Literal["partial", "full"] = Field(
        "full", description="how far it reaches, where an act widens or narrows it"
    )
    of: str | None = Field(None, description="the record that it qualifies, as section.id: seats.president.office")
    names: Names | None = Field(None, description="a short title for a reader")
