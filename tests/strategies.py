"""Hypothesis strategies: plain trees, their YAML in every style, and texts that are seldom YAML."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

# What a scalar may hold: no control characters, no surrogates.
scalars = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"))
keys = scalars.filter(bool)
traps = st.sampled_from(
    [
        "no",
        "~",
        "null",
        "010",
        "1e3",
        "22:22",
        "2022-06-05",
        "?",
        "<<",
        "- a",
        "a: b",
        "#",
        "'",
        '"',
        " x ",
        "\n",
    ]
)


def trees(leaves: st.SearchStrategy[str] = scalars | traps) -> st.SearchStrategy[Any]:
    """Lists and dicts of texts, nested a few levels deep."""
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys | traps, inner, max_size=4),
        max_leaves=20,
    )


class Dumper(yaml.SafeDumper):
    """An emitter without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@st.composite
def emitted(draw: st.DrawFn, tree: st.SearchStrategy[Any] | None = None) -> tuple[Any, str]:
    """A plain tree and YAML that declares it, in block or flow style, with or without quotes."""
    value = draw(trees() if tree is None else tree)
    text = yaml.dump(
        value,
        Dumper=Dumper,
        default_style=draw(st.sampled_from([None, "'", '"'])),
        default_flow_style=draw(st.sampled_from([None, True, False])),
        allow_unicode=draw(st.booleans()),
        width=10**6,  # PyYAML breaks some quoted texts wrongly when it folds them
        indent=draw(st.integers(2, 6)),
        sort_keys=False,
        line_break=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    return value, text


FRAGMENTS = [
    *(
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        ":",
        ": ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "|",
        ">",
        "#",
        " #",
    ),
    *(
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "\\",
        "\\u00",
        "\0",
        "\x7f",
    ),
    *(
        "\u2028",
        "\x85",
        "\ufeff",
        "\ud800",
        "\U0001f5f3",
        "қ",
        "a",
        "b",
        "a: b\n",
        "key",
        "1",
        "-",
        "?",
        "@",
        "`",
        "~",
    ),
]


@st.composite
def broken(draw: st.DrawFn) -> str:
    """YAML with a few characters cut out and a few fragments put in."""
    _, text = draw(emitted())
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        text = text[:start] + draw(st.sampled_from(["", *FRAGMENTS])) + text[end:]
    return text


# Any text, most of it near YAML.
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | broken() | st.text()
