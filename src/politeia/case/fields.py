"""Tables of the keys of a case file for its documentation, from the schemas and so from the models.

`python -m politeia.case.fields docs/case-format.md` brings the tables of that page up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from politeia.case.dated import Heading
from politeia.case.election import ElectionsFile
from politeia.case.polity import SECTIONS, Header
from politeia.case.schema import Schema, elections_schema, polity_schema, schema_of
from politeia.case.terms import Need, Read, Share, Span

TABLE = re.compile(r"<!-- keys of ([\w ]+) -->\n.*?<!-- end -->", re.DOTALL)
WRITTEN: dict[str, type[Read]] = {kind.pattern: kind for kind in (Need, Share, Span)}
HEAD = ("| key | value | needed | what it says |", "|---|---|---|---|")


def filled(page: str) -> str:
    r"""A page with the table after each mark `<!-- keys of Act -->` made anew, up to `<!-- end -->`.

    A mark names a model, or `polity` and `elections` for what a file may hold. KeyError for any other.

    >>> print(filled("<!-- keys of AtMost -->\n<!-- end -->"))
    <!-- keys of AtMost -->
    | key | value | needed | what it says |
    |---|---|---|---|
    | `n` | a whole number above 0 | yes | number of times |
    | `per` | a text | yes | in which time (year, session, term, holder) |
    <!-- end -->
    """
    models = schema_of(Header, Heading, *SECTIONS.values(), ElectionsFile)["$defs"]
    models |= {"polity": polity_schema(), "elections": elections_schema()}

    def table(mark: re.Match[str]) -> str:
        return "\n".join([f"<!-- keys of {mark[1]} -->", *HEAD, *_rows(models[mark[1]]), "<!-- end -->"])

    return TABLE.sub(table, page)


def _rows(model: Schema) -> Iterator[str]:
    for key, node in model["properties"].items():
        needed = "yes" if key in model.get("required", ()) else ""
        cells = (f"`{key}`", _value(node), needed, node["description"])
        yield f"| {' | '.join(cells)} |"


def _value(node: Schema) -> str:
    """What a key takes, in words."""
    *others, last = dict.fromkeys(_options(node))
    return f"{', '.join(others)} or {last}" if others else last


def _options(node: Schema) -> Iterator[str]:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2].removesuffix("Entry")
        yield f"[{name}](#{name.lower()})"
    elif "anyOf" in node or "oneOf" in node:
        for option in node.get("anyOf") or node["oneOf"]:
            yield from _options(option)
    elif "const" in node or "enum" in node:
        words = node.get("enum") or [node["const"]]
        yield from (f"`{word}`" for word in words if not isinstance(word, bool))
    elif node.get("pattern") in WRITTEN:
        sentence = (WRITTEN[node["pattern"]].__doc__ or "").split("\n")[0].rstrip(".")
        yield sentence[:1].lower() + sentence[1:]
    elif node.get("type") == "array":
        yield f"a list of {_many(_value(node['items']))}"
    elif node.get("type") == "object":
        key = "language" if "propertyNames" in node else "id"
        yield f"{_many(_value(node['additionalProperties']))} by {key}"
    elif node.get("type") == "integer":
        yield "a whole number above 0" if node.get("exclusiveMinimum") == 0 else "a whole number"
    else:
        yield "a date" if node.get("format") == "date" else "a text"


def _many(value: str) -> str:
    return re.sub(r"^a (list|text|date)", r"\1s", value)


def main(path: str) -> None:
    """Bring the tables of a page up to date."""
    page = Path(path)
    page.write_text(filled(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
