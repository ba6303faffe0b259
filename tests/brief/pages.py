"""A page read by the standard library's parser, for tests that ask what stands in it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input", "base"}


class Page(HTMLParser):
    """What a page holds.

    `tags` counts elements, `attributes` lists all, `pieces` each text with the elements around it, `cells` each text
    of a table's data cell with the finding ids that it stands under, and `data` each printed finding with its id.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, tuple[str, ...]]] = []
        self.cells: list[tuple[str, list[str]]] = []
        self.data: list[tuple[str, str]] = []
        self.language = ""
        self.open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    @property
    def text(self) -> str:
        """All text outside style."""
        return " ".join(text for text, tags in self.pieces if "style" not in tags)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        known = {name: value or "" for name, value in attrs}
        self.attributes += known.items()
        if tag == "html":
            self.language = known.get("lang", "")
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open[-1][0] == tag, (self.open, tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        tags = tuple(tag for tag, _ in self.open)
        self.pieces.append((data, tags))
        ids = [known["data-finding"] for _, known in self.open if "data-finding" in known]
        if "td" in tags and "sup" not in tags:
            self.cells.append((data, ids))
        if tags[-1] == "data":
            self.data.append((data.strip(), ids[-1]))
