"""Groups of holders, labels and decisions in a reader's words, and what a measured decision rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from politeia.assess.compose import Assessment
from politeia.assess.movement import Movement
from politeia.assess.share import Label
from politeia.brief.document import Shown
from politeia.case.constitution import Record
from politeia.catalogue import Catalogue, message, opening
from politeia.power.decisions import Decision, decisions

GROUPS: Mapping[str, str] = {
    "president": message("head of state"),
    "government": message("government and its head"),
    "lower_chamber": message("lower or only chamber"),
    "upper_chamber": message("upper chamber"),
    "court": message("courts"),
    "local": message("regions"),
    "citizen": message("citizens"),
    "person": message("persons with a clause of their own"),
}
LABELS: Mapping[Label, str] = {
    "concentrated": message("concentrated"),
    "moved": message("moved"),
    "moved_elsewhere": message("moved elsewhere"),
    "moved_in_fact": message("moved in fact"),
    "moved_on_paper": message("moved on paper"),
    "undetermined": message("cannot be told"),
    "nothing_moved": message("nothing moved"),
}  # in the order in which a reader sees them
MEANS: Mapping[Label, str] = {
    "concentrated": message("who holds most gains on paper and in fact"),
    "moved": message("on paper and in fact"),
    "moved_elsewhere": message("lost to somebody who follows another"),
    "moved_in_fact": message("in fact alone, since those who follow or are followed changed"),
    "moved_on_paper": message("on paper alone, or between one who leads and one who follows"),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What measured decisions rest on.

    `declared` has the decisions of the two texts, `coded` the sources of the judgements on whom persons follow.
    """

    movement: Movement
    declared: tuple[Mapping[str, Decision], ...]
    coded: tuple[str, ...]

    def records(self, decision: str) -> Iterator[Record[Any]]:
        """The records of a decision in both texts, then the seat groups of those who vote in it."""
        for side, declared in zip(self.movement.sides, self.declared, strict=True):
            if decision not in declared:
                continue
            for key in declared[decision].records:
                section, _, name = key.partition(".")
                yield getattr(side.text, section)[name]
        actors = self.movement.shift.decisions.get(decision, {})
        for side in self.movement.sides:
            for seats in side.text.seats.values():
                if seats.content and seats.content.body in actors:
                    yield seats

    def of(self, *names: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The articles and the sources of some decisions, each once."""
        records = [record for name in names for record in self.records(name)]
        articles = dict.fromkeys(article for record in records for article in record.articles)
        sources = dict.fromkeys([source for record in records for source in record.sources])
        if sources:
            sources |= dict.fromkeys(self.coded)
        return tuple(articles), tuple(sources)

    def name(self, decision: str) -> str:
        """A decision in words: the name of its first record that has one, else its act and object."""
        for record in self.records(decision):
            names = getattr(record.content, "names", None)
            if names and record.section != "seats":
                return str(names.text())
        return decision.replace("_", " ").replace(".", ": ")


def grounded(movement: Movement) -> Grounds:
    """The grounds of what moved."""
    links = [link for side in movement.sides for link in side.control.direct.values() if link.rule == "coded"]
    return Grounds(
        movement,
        tuple(decisions(side.text) for side in movement.sides),
        tuple(source for link in links for source in link.sources),
    )


def names(movement: Movement, grounds: Grounds, found: Assessment) -> Mapping[str, str]:
    """Every measured decision in words; where two would read alike, with whom or what it is about."""
    plain = {name: grounds.name(name) for name in movement.vector.matrix}
    said = list(plain.values())
    return {
        name: opening(words if said.count(words) == 1 else f"{words} ({found.name(name.rpartition('.')[2])})")
        for name, words in plain.items()
    }


def signed(value: Fraction, say: Catalogue) -> str:
    """A change as it is printed: with its sign, also where that is a plus."""
    text = say.number(value)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def change(value: Fraction, finding: str, say: Catalogue, label: str = "") -> Shown:
    """A change as a finding in a cell."""
    return Shown(signed(value, say), finding, label)
