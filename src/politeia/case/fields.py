"""Tables of the keys of a case file for its documentation, from the schemas and so from the models.

`python -m politeia.case.fields docs/case-format.md` brings the tables of that page up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from politeia.case.schema import Schema, elections_schema, polity_schema
from politeia.case.terms import Need, Read, Share, Span

TABLE = re.compile(r"<!-- keys of ([\w ]+) -->\n.*?<!-- end -->", re.DOTALL)
WRITTEN: dict[str, type[Read]] = {kind.pattern: kind for kind in (Need, Share, Span)}
HEAD = ("| key | value | needed | what it says |", "|---|---|---|---|")
SECTIONS_TOLD = "histories by id: see its section"


def filled(page: str) -> str:
    """A page with the table after each mark `<!-- keys of Act -->` made anew, up to `<!-- end -->`.

    A mark names a model, or `polity` and `elections` for what a file may hold. KeyError for any other.

    >>> print(filled("<!-- keys of AtMost -->\\n<!-- end -->"))
    <!-- keys of AtMost -->
    | key | value | needed | what it says |
    |---|---|---|---|
    | `n` | a whole number above 0 | yes | number of times |
    | `per` | a text | yes | in which time (year, session, term, holder) |
    <!-- end -->
    """
    models = polity_schema()["$defs"] | elections_schema()["$defs"]
    models |= {"polity": polity_schema(), "elections": elections_schema()}

    def table(mark: re.Match[str]) -> str:
        return "\n".join([f"<!-- keys of {mark[1]} -->", *HEAD, *_rows(models[mark[1]]), "<!-- end -->"])

    return TABLE.sub(table, page)


def _rows(model: Schema) -> Iterator[str]:
    for key, node in model["properties"].items():
        needed = "yes" if key in model.get("required", ()) else ""
        cells = (f"`{key}`", _value(node), needed, node["description"])
        yield f"| {' | '.join(cell.replace('|', '\\\\|') for cell in cells)} |"


def _value(node: Schema) -> str:
    """What a key takes, in words."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in node or "oneOf" in node:
        return " or ".join(dict.fromkeys(map(_value, node.get("anyOf") or node["oneOf"])))
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        words = [word for word in node["enum"] if not isinstance(word, bool)]
        return " or ".join((", ".join(f"`{word}`" for word in words[:-1]), f"`{words[-1]}`"))
    if node.get("pattern") in WRITTEN:
        sentence = (WRITTEN[node["pattern"]].__doc__ or "").split("\n")[0].rstrip(".")
        return sentence[:1].lower() + sentence[1:]
    match node.get("type"):
        case "array":
            return f"a list of {_many(_value(node['items']))}"
        case "object":
            inner = node.get("additionalProperties")
            return f"{_many(_value(inner))} by id" if isinstance(inner, dict) else "a mapping"
        case "integer":
            return "a whole number above 0" if node.get("exclusiveMinimum") == 0 else "a whole number"
        case "string" if node.get("format") == "date":
            return "a date"
    return "a text"


def _many(value: str) -> str:
    return re.sub(r"^a (list|text|date)", r"\1s", value)


def main(path: str) -> None:
    """Bring the tables of a page up to date."""
    page = Path(path)
    page.write_text(filled(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
