"""Charts as plain Vega-Lite dictionaries, with the table of their numbers. Nothing is drawn here: see ``drawing``.

Shares only. What is told apart is told by dash and shape, never by colour alone, so that paper in black and white says
the same. A suppressed or unknown reading leaves a gap in the line and a sentence in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalkface.core.statistics import counted, interval_words, percent_of_share

HIDDEN = "hidden: small number"
UNKNOWN = "not known"
WIDTH = 420  # in the units of the SVG; the page scales it, text of 13 reads well from 290 to 560 pixels
DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond")


@dataclass(frozen=True)
class Palette:
    """The colours of a chart: text, lines of the grid, the school's own mark, the marks it is compared with."""

    ink: str
    grid: str
    own: str
    other: str


PAGE = Palette("currentColor", "var(--line)", "var(--accent)", "var(--quiet)")
"""Follows the page from light to dark: only for SVG that stands inside our pages."""
PAPER = Palette("#000", "#bbb", "#000", "#555")
"""For PDF, Word and files."""


@dataclass(frozen=True)
class Reading:
    """One share: counted by us (``numerator`` of ``denominator``) or published without counts (``published``, 0 to 1).

    ``label`` is the academic year or the group. ``interval`` is in shares. ``hidden``: suppressed; numbers are ignored.
    """

    label: str
    numerator: int | None = None
    denominator: int | None = None
    published: float | None = None
    interval: tuple[float, float] | None = None
    hidden: bool = False

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when hidden, unknown or of nobody."""
        if self.hidden:
            return None
        if self.numerator is not None and self.denominator:
            return self.numerator / self.denominator
        return self.published

    @property
    def words(self) -> str:
        """As printed in the table: "145 of 182 (80%), 73% to 85%", "78%", "hidden: small number", "not known"."""
        if self.hidden:
            return HIDDEN
        if self.numerator is not None and self.denominator is not None:
            said = counted(self.numerator, self.denominator)
            return f"{said}, {interval_words(self.interval)}" if self.interval else said
        return UNKNOWN if self.published is None else percent_of_share(self.published)


@dataclass(frozen=True)
class Series:
    """A line of the chart: the school first, then what it is compared with."""

    name: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Chart:
    """A specification, and the table of its numbers that always goes with it (columns, then rows of text)."""

    title: str
    spec: dict[str, Any]
    columns: list[str]
    rows: list[list[str]]


def line_over_years(title: str, series: Sequence[Series], palette: Palette = PAGE) -> Chart:
    """Shares over academic years, up to four series, with intervals where a reading has one.

    Raises ``ValueError`` for no series, more than four, or two of one name.
    """
    names = [one.name for one in series]
    if not 1 <= len(names) <= len(SHAPES) or len(set(names)) < len(names):
        raise ValueError("a line chart has one to four series, each with a name of its own")
    years = sorted({reading.label for one in series for reading in one.readings})
    values = [
        {"year": reading.label, "series": one.name, "share": _round(reading.share), **_ends(reading)}
        for one in reversed(series)  # the school is drawn last, on top
        for reading in one.readings
    ]
    # "2025/26" is too wide for eight years on a phone: the axis says "25/26", the table the whole.
    years_axis = {"title": None, "labelAngle": 0, "grid": False, "labelExpr": "slice(datum.label, 2)"}
    x = {"field": "year", "type": "ordinal", "scale": {"domain": years}, "axis": years_axis}
    y = {"field": "share", "type": "quantitative", "scale": {"domain": [0, _top(series)]}, "axis": _percent_axis()}
    dash, solid = _scale(names, DASHES), {"value": [1, 0]}
    told = {"color": _scale(names, [palette.own] + [palette.other] * 3), "strokeDash": dash}
    spec = _frame(title, _told_over_years(series), palette) | {
        "height": 220,
        "data": {"values": values},
        "encoding": {"x": x, "y": y, **told},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}},
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeWidth": 1.5},
                "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}, "strokeDash": solid},
            },
            {
                "transform": [{"filter": "isValid(datum.share)"}],
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 70},
                "encoding": {"shape": _scale(names, SHAPES), "strokeDash": solid},
            },
        ],
    }
    said = {(one.name, reading.label): reading.words for one in series for reading in one.readings}
    rows = [[year, *(said.get((name, year), UNKNOWN) for name in names)] for year in years]
    return Chart(title, spec, ["Academic year", *names], rows)


def bars_of_shares(
    title: str,
    readings: Sequence[Reading],
    palette: Palette = PAGE,
    mark: tuple[str, float] | None = None,
    label: str = "Group",
) -> Chart:
    """One bar for each reading with its words at the end; ``mark``: what to compare with, as (name, share)."""
    values = [{"label": one.label, "share": _round(one.share or 0.0), "words": f"{one.label}: {one.words}"} for one in readings]
    y = {"field": "label", "type": "nominal", "sort": None, "axis": None}
    x = {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": _percent_axis()}
    words = {"type": "text", "align": "left", "dy": -7, "color": palette.ink}
    layer: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "color": palette.own, "height": 9, "yOffset": 7}, "encoding": {"x": x}},
        {"mark": words, "encoding": {"x": {"datum": 0}, "text": {"field": "words"}}},
    ]
    if mark is not None:
        at, top = {"datum": _round(mark[1])}, {"value": 0}
        line = {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5, "color": palette.ink}
        name = {"type": "text", "dy": -9, "color": palette.ink, "text": f"{mark[0]} {percent_of_share(mark[1])}"}
        layer += [
            {"data": {"values": [{}]}, "mark": line, "encoding": {"x": at, "y": top, "y2": {"value": "height"}}},
            {"data": {"values": [{}]}, "mark": name, "encoding": {"x": at, "y": top}},
        ]
    compared = f" The dashed line is {mark[0]}, {percent_of_share(mark[1])}." if mark else ""
    told = "; ".join(f"{one.label}: {one.words}" for one in readings) + "." + compared
    spec = _frame(title, told, palette) | {
        "height": {"step": 40},
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": layer,
    }
    rows = [[one.label, one.words] for one in readings]
    return Chart(title, spec, [label, "Share"], rows + ([[mark[0], percent_of_share(mark[1])]] if mark else []))


def _frame(title: str, told: str, palette: Palette) -> dict[str, Any]:
    """What every chart has: words for those who cannot see it, no background, one size of text."""
    text = {"labelColor": palette.ink, "titleColor": palette.ink, "labelFontSize": 13, "titleFontSize": 13}
    lines = {"gridColor": palette.grid, "domainColor": palette.grid, "tickColor": palette.grid}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "usermeta": {"title": title},
        "description": told,
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 4,
        "config": {"view": {"stroke": None}, "axis": text | lines, "legend": text, "text": {"fontSize": 13}},
    }


def _told_over_years(series: Sequence[Series]) -> str:
    """The lines in words: the first and the last known reading of each."""
    sentences = []
    for one in series:
        known = [reading for reading in one.readings if reading.share is not None]
        if not known:
            sentences.append(f"{one.name}: no figure that may be shown.")
            continue
        first, last = (f"{percent_of_share(end.share or 0.0)} in {end.label}" for end in (known[0], known[-1]))
        sentences.append(f"{one.name}: {first}." if len(known) == 1 else f"{one.name}: from {first} to {last}.")
    return " ".join(sentences)


def _top(series: Sequence[Series]) -> float:
    """The end of the axis: the least of 10, 25, 50 and 100% that holds every share and interval."""
    ends = [
        reading.interval[1] if reading.interval else reading.share
        for one in series
        for reading in one.readings
        if reading.share is not None
    ]
    return next((top for top in (0.1, 0.25, 0.5) if max(ends, default=1) <= top), 1)


def _percent_axis() -> dict[str, Any]:
    return {"title": None, "format": ".0%", "tickCount": 5, "domain": False, "ticks": False}


def _scale(names: Sequence[str], marks: Sequence[Any]) -> dict[str, Any]:
    """How each series is marked; one legend for all the ways, none for a series alone."""
    legend = {"title": None, "orient": "top", "direction": "horizontal", "labelLimit": 0, "symbolSize": 90, "columns": 2}
    legend |= {"symbolStrokeWidth": 0, "columnPadding": 24}
    return {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(names), "range": list(marks[: len(names)])},
        "legend": legend if len(names) > 1 else None,
    }


def _ends(reading: Reading) -> dict[str, float]:
    if reading.interval is None or reading.share is None:
        return {}
    return {"low": _round(reading.interval[0]), "high": _round(reading.interval[1])}


def _round(share: float | None) -> Any:
    """Three places: finer than a pixel, and short in the file."""
    return None if share is None else round(share, 3)
