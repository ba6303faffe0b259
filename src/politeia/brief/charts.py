"""Plots as SVG: dots on lines and bars, drawn by Vega-Lite without a browser, the same bytes for the same plot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any
from xml.etree import ElementTree

from politeia.brief.document import Layout, Plot
from politeia.catalogue import Catalogue

WIDTH, STEP = 320, 19  # pixels: a plot fits a phone, and each line has room for its words
LEFT, RIGHT = 140, 264  # where lines begin and end: words stand before them, values after
MARGIN, PAIRED, PAIR = 6, 212, 2.3  # of plots with names above their lines: where they begin and end, lines a name
# Colours stand for roles; the page's style gives each its colour in light and in dark.
INK, QUIET, TRACK, BEFORE, AFTER, PAPER = "#111111", "#555555", "#cccccc", "#777777", "#0a4a7a", "#ffffff"
ROLES = {INK: "ink", QUIET: "quiet", TRACK: "track", BEFORE: "before", AFTER: "after", PAPER: "paper"}


def svg(plot: Plot, say: Catalogue) -> str:
    """A plot as an `svg` element to be put in a page, with a title and a description and no ids but its own."""
    import vl_convert

    return _dressed(vl_convert.vegalite_to_svg(LAYOUTS[plot.layout](plot, say)), plot)


def _lines(plot: Plot, say: Catalogue) -> dict[str, Any]:
    """Under each name a line for each value, so that no mark covers another.

    A ring for before, a diamond for the new rule on the old seats, a filled dot for after; the value stands at the end.
    """
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
    at = _across((0, end), (LEFT, RIGHT))
    lines = alt.Chart(alt.InlineData(values=rows)).encode(y=_down(place))
    heads = alt.Chart(alt.InlineData(values=names)).encode(y=_down(place))
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
    return _specified(layers, place)


def _pairs(plot: Plot, say: Catalogue) -> dict[str, Any]:
    """Under each name one line with a ring for before and a dot for after, joined; the two values stand at its end.

    The ring is wider than the dot, so that both are seen where they meet.
    """
    import altair as alt

    rows = []
    for n, group in enumerate(plot.groups):
        before, after = (float(dot.value or 0) for dot in group.dots)
        printed = f"{say.number(group.dots[0].value or Fraction(0))} → {say.number(group.dots[1].value or Fraction(0))}"
        ends = {"name": group.label, "printed": printed, "from": 0, "to": 1, "before": before, "after": after}
        rows.append({"head": PAIR * n, "y": PAIR * n + 1, **ends})
    at = _across((0, 1), (MARGIN, PAIRED))
    lines = alt.Chart(alt.InlineData(values=rows)).encode(y=_down(PAIR * len(rows)))
    layers = [
        lines.mark_rule(color=TRACK, strokeWidth=1).encode(x=at("from"), x2="to:Q"),
        lines.mark_rule(color=AFTER, strokeWidth=2).encode(x=at("before"), x2="after:Q"),
        lines.mark_point(color=BEFORE, fill=PAPER, size=120, strokeWidth=2, opacity=1).encode(x=at("before")),
        lines.mark_point(color=AFTER, fill=AFTER, size=44, opacity=1).encode(x=at("after")),
        lines.mark_text(align="right", fontSize=12, color=INK).encode(x=alt.value(WIDTH), text="printed:N"),
        _names(rows, PAIR * len(rows)),
    ]
    return _specified(layers, PAIR * len(rows))


def _bars(plot: Plot, say: Catalogue) -> dict[str, Any]:
    """Under each name a bar from zero, to the left for less; the value stands at the end of its line."""
    import altair as alt

    values = [dot.value for group in plot.groups for dot in group.dots if dot.value is not None]
    end = ceil(max(map(abs, values), default=Fraction(1, 100)) * 100) / 100
    rows = []
    for n, group in enumerate(plot.groups):
        value = group.dots[0].value or Fraction(0)
        words = {"name": group.label, "printed": f"{'+' if value > 0 else ''}{say.number(value)}"}
        rows.append({"head": PAIR * n, "y": PAIR * n + 1, "from": 0, "value": float(value), **words})
    at = _across((-end, end), (MARGIN, RIGHT))
    lines = alt.Chart(alt.InlineData(values=rows)).encode(y=_down(PAIR * len(rows)))
    zero = alt.Chart(alt.InlineData(values=[{"x": 0}]))
    layers = [
        zero.mark_rule(color=TRACK, strokeWidth=1).encode(x=at("x")),
        lines.mark_rule(color=AFTER, strokeWidth=8).encode(x=at("from"), x2="value:Q"),
        lines.mark_text(align="right", fontSize=12, color=INK).encode(x=alt.value(WIDTH), text="printed:N"),
        _names(rows, PAIR * len(rows)),
    ]
    return _specified(layers, PAIR * len(rows))


LAYOUTS: Mapping[Layout, Callable[[Plot, Catalogue], dict[str, Any]]] = {
    "lines": _lines,
    "pairs": _pairs,
    "bars": _bars,
}


def _down(place: float) -> Any:
    """The lines of a plot from top to bottom."""
    import altair as alt

    return alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, max(place - 1, 1)], nice=False, reverse=True))


def _across(domain: tuple[float, float], pixels: tuple[int, int]) -> Callable[[str], Any]:
    """The common scale of a plot, with the ends of its domain below."""
    import altair as alt

    axis = alt.Axis(
        values=list(domain),
        format=".1f" if domain[0] == 0 else "+.2f",
        grid=False,
        domain=False,
        ticks=False,
        title=None,
        labelColor=QUIET,
        labelFontSize=11,
        labelPadding=0,
    )
    scale = alt.Scale(domain=list(domain), range=list(pixels), nice=False)
    return lambda field: alt.X(f"{field}:Q", scale=scale, axis=axis)


def _names(rows: Sequence[Mapping[str, Any]], place: float) -> Any:
    import altair as alt

    heads = [{"y": row["head"], "name": row["name"]} for row in rows]
    chart = alt.Chart(alt.InlineData(values=heads)).encode(y=_down(place))
    return chart.mark_text(align="left", fontSize=13, color=INK, limit=WIDTH - STEP).encode(
        x=alt.value(0), text="name:N"
    )


def _specified(layers: Sequence[Any], place: float) -> dict[str, Any]:
    import altair as alt

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
