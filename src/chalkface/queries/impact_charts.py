"""One measure over the leaving years as a chart: the school with its interval, and what is published for the same years."""

from chalkface.core.charts import Chart, Reading, Series, line_over_years
from chalkface.core.disclosure import Hidden
from chalkface.core.statistics import wilson
from chalkface.core.years import year_label
from chalkface.queries.beside import Published
from chalkface.queries.impact import MeasureOverYears, StageOverYears


def chart_of(stage: StageOverYears, one: MeasureOverYears) -> Chart | None:
    """The chart, or None when no year has a share that may be shown. Published figures of other years are left out."""
    own = tuple(_own(year, count) for year, count in one.years if count is not None)
    if all(reading.share is None for reading in own):
        return None
    series = [Series("This school", own)]
    for name, figures in (("England", one.england), ("Local authority", one.authority), ("Similar schools", one.similar)):
        readings = tuple(_published(figure) for figure in figures if figure.year.leaving in stage.years)
        if any(reading.share is not None for reading in readings):
            series.append(Series(name, readings))
    return line_over_years(f"{one.measure.title}: {stage.stage.leavers}, by the year they left", series)


def _own(year: int, count) -> Reading:
    if isinstance(count, Hidden):
        return Reading(year_label(year), hidden=True)
    return Reading(year_label(year), count.numerator, count.denominator, interval=wilson(count.numerator, count.denominator))


def _published(figure: Published) -> Reading:
    label = year_label(figure.year.leaving)
    if figure.counts is not None:
        return Reading(label, *figure.counts)
    return Reading(label, published=figure.share)
