"""Plots as SVG: dots on lines, drawn by Vega-Lite without a browser, the same bytes for the same plot."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil
from typing import Any
from xml.etree import ElementTree

from politeia.brief.document import Plot
from politeia.catalogue import Catalogue

WIDTH, STEP = 320, 19  # pixels: a plot fits a phone, and each line has room for its words
LEFT, RIGHT = 140, 264  # where lines begin and end: words stand before them, values after
# Colours stand for roles; the page's style gives each its colour in light and in dark.
INK, QUIET, TRACK, BEFORE, AFTER, PAPER = "#111111", "#555555", "#cccccc", "#777777", "#0a4a7a", "#ffffff"
ROLES = {INK: "ink", QUIET: "quiet", TRACK: "track", BEFORE: "before", AFTER: "after", PAPER: "paper"}


def svg(plot: Plot, say: Catalogue) -> str:
    """A plot as an `svg` element to be put in a page, with a title and a description and no ids but its own.

    Under each name a line for each value, so that no mark covers another: a ring for before, a diamond for the new
    rule on the old seats, a filled dot for after; the value stands at the end of its line.
    """
    import vl_convert

    return _dressed(vl_convert.vegalite_to_svg(_chart(plot, say)), plot)


def _chart(plot: Plot, say: Catalogue) -> dict[str, Any]:
    """The Vega-Lite specification of a plot."""
    import altair as alt

    values = [dot.value for group in plot.groups for dot in group.dots if dot.value is not None]
    end = ceil(max(values, default=Fraction(1, 10)) * 10) / 10
    names, rows = [], []
    place = 0.0
    for group in plot.groups:
        names.append({"y": place, "name": group.label})
        for line, dot in enumerate(group.dots, 1):
            value = None if dot.value is None else float(dot.value)
            printed = "?" if dot.value is None else say.number(dot.value)
            words = {"label": dot.label, "printed": printed, dot.when: value}
            rows.append({"y": place + line, "from": 0, "to": end, **words})
        place += len(group.dots) + 1.5
    scale = alt.Scale(domain=[-0.5, max(place - 1, 1)], nice=False, reverse=True)
    y = alt.Y("y:Q", axis=None, scale=scale)
    axis = alt.Axis(
        values=[0, end],
        format=".1f",
        grid=False,
        domain=False,
        ticks=False,
        title=None,
        labelColor=QUIET,
        labelFontSize=11,
        labelPadding=0,
    )

    def at(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, end], range=[LEFT, RIGHT], nice=False), axis=axis)

    lines = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    heads = alt.Chart(alt.InlineData(values=names)).encode(y=y)
    layers = [
        lines.mark_rule(color=TRACK, strokeWidth=1).encode(x=at("from"), x2="to:Q"),
        lines.mark_point(color=BEFORE, fill=PAPER, size=62, strokeWidth=2, opacity=1).encode(x=at("before")),
        lines.mark_point(color=AFTER, fill=PAPER, shape="diamond", size=62, strokeWidth=2, opacity=1).encode(
            x=at("rule")
        ),
        lines.mark_point(color=AFTER, fill=AFTER, size=62, opacity=1).encode(x=at("after")),
        lines.mark_text(align="left", fontSize=12, color=QUIET, limit=LEFT).encode(x=alt.value(0), text="label:N"),
        lines.mark_text(align="right", fontSize=12, color=INK).encode(x=alt.value(WIDTH), text="printed:N"),
        heads.mark_text(align="left", fontSize=14, color=INK).encode(x=alt.value(0), text="name:N"),
    ]
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=STEP * max(2, place - 0.5), padding={"left": 0, "right": 0, "top": 0, "bottom": 2}
    )
    spec: dict[str, Any] = chart.configure(aria=False, background="transparent").configure_view(stroke=None).to_dict()
    return spec


def _dressed(drawn: str, plot: Plot) -> str:
    """The drawing as an image that says what it shows: its own names out, roles for colours, title, description."""
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
