"""Where chains of control end: everybody stands for who is followed by those whom they follow, to the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from politeia.errors import Complaint
from politeia.power.links import Because, Piece


def closed(
    direct: Mapping[str, Because], seats: Mapping[str, Sequence[Piece]]
) -> tuple[dict[str, Because], dict[str, str], tuple[tuple[str, ...], ...]]:
    """The links and the end of every chain; a circle acts as one.

    A body of many that somebody follows, and that follows nobody by rule, follows whoever leads most of its seats at
    the end of their chains.
    """
    links = dict(direct)
    followed = {link.principal for link in links.values()}
    followed |= {piece.link.principal for pieces in seats.values() for piece in pieces if piece.link}
    while True:
        roots, circles = _ends(links, seats)
        led = {
            body: most
            for body, pieces in seats.items()
            if body in followed and body not in links and (most := _majority(pieces, roots)) not in (None, body)
        }
        if not led:
            return links, roots, circles
        links |= {body: Because(str(most), "majority") for body, most in led.items()}


def _ends(
    links: Mapping[str, Because], seats: Mapping[str, Sequence[Piece]]
) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    roots: dict[str, str] = {}
    circles: dict[tuple[str, ...], None] = {}
    for start in links:
        path = [start]
        while path[-1] in links and links[path[-1]].principal not in path:
            path.append(links[path[-1]].principal)
        end = path[-1]
        if end in links:  # the chain runs into itself
            circle = path[path.index(links[end].principal) :]
            single = [node for node in sorted(circle) if node not in seats]
            end = (single or sorted(circle))[0]
            circles[tuple(sorted(circle))] = None
        if end != start:
            roots[start] = end
    return roots, tuple(circles)


def _majority(pieces: Sequence[Piece], roots: Mapping[str, str]) -> str | None:
    total = sum(piece.n for piece in pieces)
    led: dict[str, int] = {}
    for piece in pieces:
        if piece.link and not piece.tenured:
            end = roots.get(piece.link.principal, piece.link.principal)
            led[end] = led.get(end, 0) + piece.n
    return next((who for who, n in led.items() if 2 * n > total), None)


def contradictions(rivals: Mapping[str, Sequence[Because]], roots: Mapping[str, str]) -> Iterator[Complaint]:
    """The offices whose term several can end at will who do not stand for the same."""
    for body, links in rivals.items():
        apart = {roots.get(link.principal, link.principal) for link in links}
        if len(apart) > 1:
            who = " and ".join(sorted(link.principal for link in links))
            what = f"{who} can each end its term at will, and follow {' and '.join(sorted(apart))}"
            expected = "expected one who can, or a coding of its holder under holders"
            yield Complaint("", 0, 0, f"bodies.{body}", f"{what}; {expected}")
