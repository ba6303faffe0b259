"""Who follows whom, in words: the seats of a body and its office by the chain that ends at their principal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from politeia.case.constitution import Constitution
    from politeia.case.holders import Held
    from politeia.power.control import Control
    from politeia.power.links import Because

FIRST = {
    "party": "led by {}",
    "named": "named by {}",
    "ends_term": "{} can end the term",
    "dismissal": "{} may be able to end the term",
    "coded": "follows {} (a judgement)",
    "person": "the same person as {}",
    "majority": "most of its seats follow {}",
    "assumed": "taken to follow {}, which is not known",
}
THEN = {
    "party": "who is led by {}",
    "named": "whom {} names",
    "ends_term": "whose term {} can end",
    "dismissal": "whose term {} may be able to end",
    "coded": "who follows {} (a judgement)",
    "person": "the same person as {}",
    "majority": "most of whose seats follow {}",
    "assumed": "taken to follow {}, which is not known",
}


@dataclass(frozen=True, slots=True)
class Following:
    """A text with who follows whom in it, and who held what on the day whose holders were taken."""

    text: Constitution
    control: Control
    held: Held | None

    def of(self, body: str) -> tuple[str, ...]:
        """What to say of a body: of its seats those that follow somebody in another body, else its own chain."""
        seats = self.control.blocs.get(body)
        if seats is None:
            return (self._chain(self.control.direct[body]),) if body in self.control.direct else ()
        counted: dict[str, int] = {}
        for bloc in seats:
            if bloc.direct and bloc.principal in self.text.bodies and bloc.principal != body:
                own = self._name(bloc.label).partition(" (")[0] if bloc.direct.rule == "party" else ""
                said = ", ".join(filter(None, (own, self._chain(bloc.direct))))
                counted[said] = counted.get(said, 0) + bloc.n
        total = sum(bloc.n for bloc in seats)
        return tuple(f"{n} of {total} seats: {said}" for said, n in counted.items())

    def _chain(self, link: Because) -> str:
        return ", ".join(self._links(link))

    def _links(self, link: Because | None) -> Iterator[str]:
        met: list[str] = []
        while link and link.principal not in met:
            words = THEN if met else FIRST
            met.append(link.principal)
            yield words[link.rule].format(self._who(link.principal))
            link = self.control.direct.get(link.principal)

    def _who(self, actor: str) -> str:
        """A principal within a sentence; an office that follows another with the person who holds it."""
        from politeia.paper.phrases import the

        if actor not in self.text.bodies:
            return self._name(actor)
        tenure = self.held.offices.get(actor) if self.held else None
        person = getattr(tenure, "person", None)
        held = f" ({self._name(person)})" if person and actor in self.control.direct else ""
        return f"{the(actor, self.text)}{held}"

    def _name(self, identity: str) -> str:
        return self.control.names.get(identity, identity.replace("_", " "))


def chains(sides: Sequence[Following], bodies: Sequence[str]) -> Iterator[str]:
    """A line for each chain by which a body or its seats follow somebody, before and after, with the bodies named."""
    lines: dict[str, list[str]] = {}
    for body in bodies:
        told = ["; ".join(side.of(body)) for side in sides]
        text = next((side.text for side in reversed(sides) if body in side.text.bodies), None)
        if text is None or not any(told):
            continue
        name = text.name(body)
        if told[0] == told[1]:
            lines.setdefault(told[0], []).append(name)
        else:
            for when, said in zip(("before", "after"), told, strict=True):
                lines.setdefault(said or "nobody is followed", []).append(f"{name}, {when}")
    yield from (f"{_opening('; '.join(names))}: {said}" for said, names in lines.items())


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]
