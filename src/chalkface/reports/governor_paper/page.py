"""The paper as one HTML file that needs nothing else: no script, no font, no address to fetch. Prints on A4."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from chalkface.core.charts import PAPER, Reading, Series, line_over_years
from chalkface.core.drawing import render_svg
from chalkface.reports.governor_paper.paper import GovernorPaper
from chalkface.reports.governor_paper.parts import Point, Trend
from chalkface.reports.governor_paper.telling import tell

FONT = "system-ui, sans-serif"
TEMPLATE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
    Path(__file__).with_name("page.html").read_text(encoding="utf-8")
)


def build(paper: GovernorPaper) -> bytes:
    """The HTML of ``paper``, in UTF-8."""
    told = tell(paper)
    return TEMPLATE.render(told=told, charts=[_chart(trend) for trend in told.leavers.trends]).encode()


def _chart(trend: Trend) -> Markup:
    """The chart as SVG; what it says stands beside it as a sentence and in the table."""
    series = [Series("This school", tuple(_own(point) for point in trend.points))]
    if any(point.national is not None for point in trend.points):
        series.append(Series("National", tuple(Reading(point.label, published=point.national) for point in trend.points)))
    chart = line_over_years(f"{trend.title} after {trend.after}", series, PAPER)
    # Drawn by us from numbers and escaped titles: nothing in it was typed by a person as markup.
    return Markup(render_svg(chart.spec, font=FONT))  # noqa: S704 - see above


def _own(point: Point) -> Reading:
    interval = None if point.low is None or point.high is None else (point.low, point.high)
    return Reading(point.label, published=point.share, interval=interval, hidden=point.hidden)
