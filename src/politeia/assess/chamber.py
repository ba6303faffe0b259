"""A chamber whose seats an election fills: whom its seats follow in any parliament that the election may give.

The text, the day and every other office and seat stay as they are declared; only the seats that voters fill change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from politeia.case.constitution import Constitution
from politeia.case.holders import Coding, Holders, Sitting, Tenure
from politeia.case.holders import on as held_on
from politeia.elections.candidates import INDEPENDENT
from politeia.errors import CaseError
from politeia.power.control import Bloc, Control, control

Parliament = tuple[int, ...]  # seats by list, in the order of Chamber.lists


@dataclass(frozen=True, slots=True)
class Chamber:
    """A chamber of a text, the lists that may win seats in it, and the holders of a day.

    `fills` seats are the voters' to fill, all of `group` where it is one. `like` is the text on whose day holders are
    taken, `day` the first on which all of them held, `head` the head of state.
    """

    text: Constitution
    like: Constitution
    holders: Holders
    day: date
    name: str
    groups: tuple[str, ...]
    fills: int
    head: str
    lists: tuple[str, ...]

    @classmethod
    def of(
        cls, text: Constitution, holders: Holders, lists: Sequence[str], fills: int, day: date | None = None
    ) -> Chamber:
        """The one chamber of a text that has so many seats for voters to fill; CaseError where no or several have.

        >>> from politeia.case.library import load
        >>> case = load("kazakhstan")
        >>> found = Chamber.of(case.polity.after("2022"), case.elections.holders, ["amanat"], 98)
        >>> found.name, found.head
        ('majlis', 'president')
        """
        offered = dict(_elective(text))
        fit = [body for body, (_, n) in offered.items() if n == fills]
        if len(fit) != 1:
            has = ", ".join(f"{body} {n}" for body, (_, n) in offered.items()) or "none"
            what = f"{len(fit)} chambers of {text.label} have {fills} seats for voters to fill ({has})"
            raise CaseError.at("", 0, 0, "text", f"{what}; expected one, or another text")
        heads = [body for body in text.bodies if text.kind(body) == "head_of_state"]
        if len(heads) != 1:
            raise CaseError.at("", 0, 0, "text", f"{text.label} has {len(heads)} heads of state; expected one")
        like = replace(text, day=day) if day else text
        known = control(text, holders, like=like).day
        return cls(text, like, holders, known, fit[0], offered[fit[0]][0], fills, heads[0], tuple(lists))

    @property
    def size(self) -> int:
        """All its seats, those that voters do not fill too."""
        size = self.text.size(self.name)
        if not isinstance(size, int):
            raise CaseError.at("", 0, 0, "text", f"how many seats {self.name} has is not known")
        return size

    def leader(self, party: str) -> str | None:
        """Who leads a list on the day; None where that is not known."""
        tenure = held_on(self.holders, self.day).leaders.get(party)
        return tenure.person if isinstance(tenure, Tenure) else None

    def codings(self) -> Iterator[tuple[str, str]]:
        """Persons who lead a list of whom the case has another reading, and whom they follow by that."""
        follows = held_on(self.holders, self.day).follows
        for person in dict.fromkeys(person for party in self.lists if (person := self.leader(party))):
            coding = follows.get(person)
            for other in coding.instead if isinstance(coding, Coding) else ():
                yield person, other


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read who follows whom: other codings of persons, or lists that nobody is known to lead handed over."""

    name: str
    codings: tuple[tuple[str, str], ...] = ()
    handed: bool = False


class Chains:
    """Who follows whom in each parliament, under one reading.

    It is worked out once for every set of lists with seats, and of those once for each list that has a majority alone:
    only through these can seats change whom somebody follows.
    """

    def __init__(self, chamber: Chamber, reading: Reading) -> None:
        self.chamber, self.reading = chamber, reading
        self._known: dict[tuple[object, ...], Control] = {}

    def shape(self, seats: Parliament) -> tuple[object, ...]:
        """What of a parliament whom somebody follows may hang on."""
        most = max(range(len(seats)), key=seats.__getitem__)
        alone = 2 * seats[most] > self.chamber.size
        return tuple(map(bool, seats)), most if alone else None, sum(seats)

    def of(self, seats: Parliament) -> Control:
        """Who follows whom in a parliament."""
        shape = self.shape(seats)
        if shape not in self._known:
            self._known[shape] = self._read(seats)
        known, own = self._known[shape], self.chamber.name
        left = {self._label(party): n for party, n in zip(self.chamber.lists, seats, strict=True) if n}
        unheld = tuple(replace(one, n=left.get(one.label, one.n)) if one.body == own else one for one in known.unheld)
        blocs = tuple(replace(bloc, n=left.pop(bloc.label, bloc.n)) for bloc in known.blocs[own])
        return replace(known, blocs={**known.blocs, own: blocs}, unheld=unheld)

    def unled(self, who: Control) -> tuple[str, ...]:
        """The lists of which it is not known who leads them, or whom their leader follows."""
        own = self.chamber.name
        nobody = {one.label for one in who.unheld if one.body == own and one.why == "leader"}
        unsure = {one.body for one in who.unheld if one.body != own}
        found = (bloc.label for bloc in who.blocs[own] if bloc.label in nobody or _leader(bloc) in unsure)
        return tuple(label for label in dict.fromkeys(found) if label in self.chamber.lists)

    def side(self, bloc: Bloc, who: Control) -> str:
        """Whose side seats are on: the head of state's camp, the opposition (every other list), or nobody."""
        if bloc.principal == who.root(self.chamber.head):
            return "camp"
        return "opposition" if bloc.label in self.chamber.lists and bloc.principal else "nobody"

    def _label(self, party: str) -> str:
        return self.chamber.groups[0] if party == INDEPENDENT else party

    def _read(self, seats: Parliament) -> Control:
        chamber, one = self.chamber, len(self.chamber.groups) == 1
        blocks: list[Mapping[str, object]] = [
            {"n": n}
            | ({"party": party} if party != INDEPENDENT else {})
            | ({"group": chamber.groups[0]} if one or party == INDEPENDENT else {})
            for party, n in zip(chamber.lists, seats, strict=True)
            if n
        ]
        sat = Sitting.model_validate(
            {"from": chamber.day, "until": chamber.day, "source": "simulated", "blocks": blocks}
        )
        holders = chamber.holders.model_copy(update={"seats": {**chamber.holders.seats, chamber.name: (sat,)}})
        who = control(chamber.text, holders, dict(self.reading.codings), like=chamber.like)
        if not self.reading.handed:
            return who
        lost, head = self.unled(who), who.root(chamber.head)
        blocs = tuple(replace(b, principal=head) if b.label in lost else b for b in who.blocs[chamber.name])
        return replace(who, blocs={**who.blocs, chamber.name: blocs})


def _leader(bloc: Bloc) -> str | None:
    """Who leads the list of these seats."""
    return bloc.direct.principal if bloc.direct and bloc.direct.rule == "party" else None


def _elective(text: Constitution) -> Iterator[tuple[str, tuple[tuple[str, ...], int]]]:
    """By chamber the groups that the people fill, and how many seats those have."""
    for body in text.bodies:
        if text.kind(body) != "chamber":
            continue
        own = {name: r.content for name, r in text.seats.items() if r.content and r.content.body == body}
        groups = tuple(name for name, group in own.items() if text.kind(group.by) == "people")
        counts = [text.seats_in(own[name]) for name in groups]
        if groups and all(isinstance(n, int) for n in counts):
            yield body, (groups, sum(n for n in counts if isinstance(n, int)))
