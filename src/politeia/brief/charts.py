"""Plots as SVG: paired dots, drawn by Vega-Lite without a browser, the same bytes for the same plot."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil
from typing import Any
from xml.etree import ElementTree

from politeia.brief.document import Plot
from politeia.catalogue import Catalogue

WIDTH, STEP = 320, 52  # pixels: a plot fits a phone, and each pair has room for its words above its line
# Colours stand for roles; the page's style gives each its colour in light and in dark.
INK, QUIET, TRACK, BEFORE, AFTER, PAPER = "#111111", "#555555", "#cccccc", "#777777", "#0a4a7a", "#ffffff"
ROLES = {INK: "ink", QUIET: "quiet", TRACK: "track", BEFORE: "before", AFTER: "after", PAPER: "paper"}


def svg(plot: Plot, say: Catalogue) -> str:
    """A plot as an `svg` element to be put in a page, with a title and a description and no ids but its own.

    A pair is a line with its name and both values above it: a ring for before, a filled dot for after.
    """
    import vl_convert

    return _dressed(vl_convert.vegalite_to_svg(_chart(plot, say)), plot)


def _chart(plot: Plot, say: Catalogue) -> dict[str, Any]:
    """The Vega-Lite specification of a plot."""
    import altair as alt

    values = [value for pair in plot.pairs for value in (pair.before, pair.after) if value is not None]
    end = ceil(max(values, default=Fraction(1, 10)) * 10) / 10
    rows = [
        {
            "row": n,
            "name": pair.label,
            "from": 0,
            "to": end,
            "values": f"{_value(pair.before, say)} → {_value(pair.after, say)}",
            "before": None if pair.before is None else float(pair.before),
            "after": None if pair.after is None else float(pair.after),
        }
        for n, pair in enumerate(plot.pairs)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    axis = alt.Axis(
        values=[n / 10 for n in range(int(end * 10) + 1)],
        format=".1f",
        grid=False,
        domain=False,
        ticks=False,
        title=None,
        labelColor=QUIET,
        labelFontSize=12,
        labelPadding=2,
    )

    def at(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, end], nice=False), axis=axis)

    lower = 10  # the line stands below the middle of its band, the words above it
    layers = [
        base.mark_rule(color=TRACK, strokeWidth=1, yOffset=lower).encode(x=at("from"), x2="to:Q"),
        base.mark_rule(color=AFTER, strokeWidth=2, yOffset=lower).encode(x=at("before"), x2="after:Q"),
        base.mark_point(color=BEFORE, fill=PAPER, size=130, strokeWidth=2, opacity=1, yOffset=lower).encode(
            x=at("before")
        ),
        base.mark_point(color=AFTER, fill=AFTER, size=50, opacity=1, yOffset=lower).encode(x=at("after")),
        base.mark_text(align="left", dy=-10, fontSize=14, color=INK, limit=190).encode(x=alt.value(0), text="name:N"),
        base.mark_text(align="right", dy=-10, fontSize=13, color=INK).encode(x=alt.value(WIDTH), text="values:N"),
    ]
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=STEP * max(1, len(rows)), padding={"left": 0, "right": 0, "top": 0, "bottom": 2}
    )
    spec: dict[str, Any] = chart.configure(aria=False, background="transparent").configure_view(stroke=None).to_dict()
    return spec


def _value(value: Fraction | None, say: Catalogue) -> str:
    return "?" if value is None else say.number(value)


def _dressed(drawn: str, plot: Plot) -> str:
    """The drawing as an image that says what it shows: its own names out, roles for colours, a title and a "
    "description."""
    root = ElementTree.fromstring(re.sub(r"<svg [^>]*?(width=)", r"<svg \1", drawn, count=1))
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "class": "plot",
        "aria-labelledby": f"{plot.id}-title {plot.id}-description",
    }
    for element in root.iter():
        for name in ("fill", "stroke"):
            if element.attrib.get(name) in ROLES:
                element.attrib[name] = f"var(--{ROLES[element.attrib[name]]})"
        for name in [
            name
            for name in element.attrib
            if name in ("id", "class", "font-family", "role") or name.startswith("aria-")
        ]:
            if element is not root:
                del element.attrib[name]
    for place, (tag, text) in enumerate((("title", plot.title), ("desc", plot.description))):
        element = ElementTree.Element(tag, id=f"{plot.id}-{'title' if tag == 'title' else 'description'}")
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")
