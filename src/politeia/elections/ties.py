"""Ties: claims on seats that are exactly equal, and the two ways in which a law may decide between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from politeia.errors import CaseError, Complaint, visible


@dataclass(frozen=True, slots=True)
class Tie:
    """So many seats were to be shared by these parties, whose claims are exactly equal; each may have at most one.

    `parties` stand in the order of the votes, `where` names the district or tier, or is empty.

    >>> print(Tie(("A", "B", "C"), 2, "Almaty"))
    Almaty: 2 seats are tied between A, B and C
    """

    parties: tuple[str, ...]
    seats: int
    where: str = ""

    def __str__(self) -> str:
        *others, last = map(visible, self.parties)
        count = "1 seat is" if self.seats == 1 else f"{self.seats} seats are"
        where = f"{visible(self.where)}: " if self.where else ""
        return f"{where}{count} tied between {', '.join(others)} and {last}"


class Undecided(CaseError):
    """A tie that changes a seat, and no rule that decides it; `tie` is the tie.

    >>> raise Undecided(Tie(("A", "B"), 1))
    Traceback (most recent call last):
    politeia.elections.ties.Undecided: ties: 1 seat is tied between A and B; expected an order that names all, or a lot
    """

    tie: Tie

    def __init__(self, tie: Tie) -> None:
        self.tie = tie
        super().__init__([Complaint("", 0, 0, "ties", f"{tie}; expected an order that names all, or a lot")])


@dataclass(frozen=True, slots=True)
class Order:
    """A declared order: of tied parties, the earlier named wins.

    >>> Order(("C", "A", "B")).ranked(Tie(("A", "B", "C"), 1))
    ('C', 'A', 'B')
    """

    order: tuple[str, ...]

    def ranked(self, tie: Tie) -> tuple[str, ...]:
        """The tied parties, the first to win first; raises Undecided where the order does not name all of them."""
        if not set(tie.parties) <= set(self.order):
            raise Undecided(tie)
        return tuple(sorted(tie.parties, key=self.order.index))


@dataclass(frozen=True, slots=True)
class Lot:
    """A recorded lot: anyone who has the seed draws the same, in whatever order the parties are given.

    A party's place follows from a SHA-256 digest of the seed, the tie's `where` and the party's name, so that the lots
    of several districts are independent and no random number generator has to stay the same for years.

    >>> Lot(7).ranked(Tie(("A", "B", "C"), 1)) == Lot(7).ranked(Tie(("C", "B", "A"), 1))
    True
    """

    seed: int

    def ranked(self, tie: Tie) -> tuple[str, ...]:
        """The tied parties, the first to win first."""
        import json
        from hashlib import sha256

        def place(party: str) -> bytes:
            return sha256(json.dumps([self.seed, tie.where, party]).encode()).digest()

        return tuple(sorted(tie.parties, key=place))


TieRule: TypeAlias = Order | Lot | None


def winners(tie: Tie, rule: TieRule) -> tuple[str, ...]:
    """Those of the tied parties that get a seat under the rule; raises Undecided where it does not decide.

    >>> winners(Tie(("A", "B", "C"), 2), Order(("C", "A", "B")))
    ('C', 'A')
    """
    if rule is None:
        raise Undecided(tie)
    return rule.ranked(tie)[: tie.seats]
