"""Destinations over years, told honestly: intervals, the national share beside, and what neither can show."""

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.statistics import interval_words, percent_of_share, wilson
from chalkface.reports.governor_paper.paper import LeaversOfYear, Route
from chalkface.reports.governor_paper.parts import Leavers, Point, Table, Trend

# What half a page holds, the latest years kept.
MOST_ROUTES, MOST_YEARS = 4, 5

NONE_HELD = "No destinations of leavers are held yet. They are the proof of a programme: worth asking for."
CANNOT = (
    "They do not show what caused a change: a programme, a new course nearby and chance look alike.",
    "National figures count two terms in a row and other pupils; ours count what was last recorded. Compare with care.",
)


def tell_leavers(routes: tuple[Route, ...], national_source: str) -> Leavers:
    """The destinations of ``routes``; ``national_source`` names the publication of the national shares, or is empty."""
    if not routes:
        return Leavers(NONE_HELD, (), None, (), ())
    shown = routes[:MOST_ROUTES]
    bars = "Each dot is one year's leavers. The bar is the 95% interval: how far chance alone may move a year of this size."
    national = f"The diamonds are {national_source}." if national_source else "No national figures are held to set beside them."
    return Leavers(_lead(shown), tuple(_trend(one) for one in shown), _table(shown), (bars, national), CANNOT)


def _lead(routes: tuple[Route, ...]) -> str:
    moved = [f"{one.title} after {one.after}: {one.moved[:1].lower()}{one.moved[1:]}" for one in routes if one.moved]
    return " ".join(moved) or "Of the routes shown none moved by more than chance would explain."


def _trend(route: Route) -> Trend:
    years = route.years[-MOST_YEARS:]
    said = "; ".join(f"{year.label} {_year_words(year)}" for year in years)
    return Trend(route.title, route.after, tuple(_point(year) for year in years), f"{route.title} after {route.after}: {said}.")


def _point(year: LeaversOfYear) -> Point:
    figure = year.figure
    if not isinstance(figure, Count) or figure.denominator == 0:
        return Point(year.label, None, None, None, year.national, figure is HIDDEN)
    low, high = wilson(figure.numerator, figure.denominator) or (0.0, 1.0)
    return Point(year.label, figure.numerator / figure.denominator, low, high, year.national, False)


def _year_words(year: LeaversOfYear) -> str:
    own = str(year.figure)
    if isinstance(year.figure, Count) and year.figure.denominator:
        own += f", interval {interval_words(wilson(year.figure.numerator, year.figure.denominator))}"
    return own if year.national is None else f"{own}; nationally {percent_of_share(year.national)}"


def _table(routes: tuple[Route, ...]) -> Table | None:
    if not routes:
        return None
    labels = tuple(sorted({year.label for route in routes for year in route.years}))[-MOST_YEARS:]
    rows = []
    for route in routes:
        years = {year.label: year for year in route.years}
        rows.append((f"{route.title} after {route.after}", *(_cell(years.get(label)) for label in labels)))
    caption = "Leavers by route and leaving year; beneath each, its interval and the national share"
    return Table(caption, ("Route", *labels), tuple(rows))


def _cell(year: LeaversOfYear | None) -> str:
    if year is None:
        return "not held"
    beneath = []
    if isinstance(year.figure, Count) and year.figure.denominator:
        beneath.append(interval_words(wilson(year.figure.numerator, year.figure.denominator)))
    if year.national is not None:
        beneath.append(f"nationally {percent_of_share(year.national)}")
    return "\n".join([str(year.figure), *(["; ".join(beneath)] if beneath else [])])
