"""The paper as slides: one point each, charts that PowerPoint itself draws, and words in place of each chart."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Cm, Pt

from chalkface.reports.governor_paper.paper import GovernorPaper
from chalkface.reports.governor_paper.parts import Headline, Table, Telling, Trend
from chalkface.reports.governor_paper.telling import tell
from chalkface.reports.letters import writable

ACCENT, INK, QUIET = RGBColor(0x12, 0x3F, 0x5C), RGBColor(0x16, 0x20, 0x2B), RGBColor(0x4D, 0x5A, 0x66)
LANGUAGE = "en-GB"
WIDE, TALL, EDGE = Cm(33.87), Cm(19.05), Cm(1.6)


def build(paper: GovernorPaper) -> bytes:
    """The PPTX of ``paper``."""
    told = writable(tell(paper))
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    properties = deck.core_properties
    properties.title, properties.language, properties.author = told.title, LANGUAGE, "Chalkface"
    properties.created = properties.modified = datetime.combine(paper.made_on, time(12), UTC)

    _words(_slide(deck, told.title, told), (told.subtitle, told.example), size=20)
    _standing(_slide(deck, "Where we stand", told), told)
    _words(_slide(deck, "What governors are asked to do", told), _asks(told), size=20)
    _table(_slide(deck, "The eight benchmarks", told), told.benchmarks)
    _words(_slide(deck, "Who was missed", told), (*told.missed, told.missed_lead), size=18)
    if told.missed_table is not None:  # on a slide of its own: with the sentences above it, it would run over the edge
        _table(_slide(deck, "Who was missed, by group", told), told.missed_table)
    changed = _slide(deck, "What has changed", told)
    _words(changed, (told.changes_lead,), size=18, tall=Cm(2))
    _table(changed, told.changes, top=Cm(6))
    plan = _slide(deck, "The strategic plan", told)
    _words(plan, told.plan, size=16, tall=Cm(3))
    _table(plan, told.plan_table, top=Cm(7))
    for trend in told.leavers.trends:
        _trend(_slide(deck, f"{trend.title} after {trend.after}", told), trend)
    _words(_slide(deck, "What the destinations can and cannot show", told), _limits(told), size=18)
    law = _slide(deck, "The legal duty of provider access", told)
    _words(law, told.law, size=16, tall=Cm(5.5))
    _table(law, told.law_table, top=Cm(9.5))
    _words(_slide(deck, "How these numbers were made", told), told.method, size=16)

    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _asks(told: Telling) -> tuple[str, ...]:
    return (told.asks_lead, *(f"{at}. {ask} {finding}" for at, (ask, finding) in enumerate(told.asks, start=1)))


def _limits(told: Telling) -> tuple[str, ...]:
    # The first of what charts show is of their bars, which PowerPoint's own chart has not: the interval stands in its words.
    return (told.leavers.lead, *told.leavers.shows[1:], *told.leavers.cannot)


def _slide(deck: Deck, title: str, told: Telling) -> Slide:
    """A slide with a real title, and the school, the day and the number at its foot."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = EDGE, Cm(0.9), WIDE - 2 * EDGE, Cm(2.2)
    heading.text_frame.word_wrap = True
    _write(heading, (title,), size=30 if len(title) < 60 else 22, bold=True, colour=ACCENT)
    foot = slide.shapes.add_textbox(EDGE, TALL - Cm(1.2), WIDE - 2 * EDGE, Cm(0.9))
    example = " · Example school" if told.example else ""
    _write(foot, (f"{told.footer}{example} · {len(deck.slides)}",), size=11, colour=QUIET)
    return slide


def _words(slide: Slide, sentences: Iterable[str], *, size: int, tall: int = Cm(12.5)) -> None:
    box = slide.shapes.add_textbox(EDGE, Cm(3.6), WIDE - 2 * EDGE, tall)
    _write(box, tuple(sentence for sentence in sentences if sentence), size=size)


def _write(shape: BaseShape, sentences: tuple[str, ...], *, size: int, bold: bool = False, colour: RGBColor = INK) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    for at, sentence in enumerate(sentences):
        line = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = line.add_run()
        run.text = sentence
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
        line.space_after = Pt(size // 2)


def _standing(slide: Slide, told: Telling) -> None:
    wide = (WIDE - 2 * EDGE) // max(1, len(told.standing))
    for at, headline in enumerate(told.standing):
        _headline(slide, headline, EDGE + at * wide, wide - Cm(0.8))
    note = slide.shapes.add_textbox(EDGE, Cm(12.6), WIDE - 2 * EDGE, Cm(4.5))
    _write(note, (told.standing_note, *told.reached), size=16)


def _headline(slide: Slide, headline: Headline, left: int, wide: int) -> None:
    number = slide.shapes.add_textbox(left, Cm(3.8), wide, Cm(2.4))
    _write(number, (headline.number,), size=48, bold=True, colour=ACCENT)
    name = slide.shapes.add_textbox(left, Cm(6.6), wide, Cm(1.2))
    _write(name, (headline.name,), size=18, bold=True)
    sentence = slide.shapes.add_textbox(left, Cm(7.8), wide, Cm(4.6))
    _write(sentence, (headline.sentence,), size=16)


def _table(slide: Slide, table: Table | None, *, top: int = Cm(3.6)) -> None:
    if table is None:
        return
    wide = WIDE - 2 * EDGE
    shape = slide.shapes.add_table(len(table.rows) + 1, len(table.heads), EDGE, top, wide, Cm(1) * (len(table.rows) + 1))
    _describe(shape, table.caption)
    grid = shape.table
    first = wide * 2 // 5
    for at, column in enumerate(grid.columns):
        column.width = first if at == 0 else (wide - first) // (len(table.heads) - 1)
    for row, texts in enumerate((table.heads, *table.rows)):
        for at, text in enumerate(texts):
            cell = grid.cell(row, at)
            cell.text = text
            for line in cell.text_frame.paragraphs:
                line.font.size, line.font.bold, line.font.language_id = Pt(14), row == 0, MSO_LANGUAGE_ID.ENGLISH_UK


def _trend(slide: Slide, trend: Trend) -> None:
    data = CategoryChartData(number_format="0%")
    data.categories = [point.label for point in trend.points]
    data.add_series("This school", [point.share for point in trend.points])
    national = any(point.national is not None for point in trend.points)
    if national:
        data.add_series("National", [point.national for point in trend.points])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, EDGE, Cm(3.4), WIDE - 2 * EDGE, Cm(11.2), data)
    _describe(shape, trend.alternative)
    _style(shape.chart, legend=national)
    words = slide.shapes.add_textbox(EDGE, Cm(14.8), WIDE - 2 * EDGE, Cm(2.8))
    _write(words, (trend.alternative,), size=13, colour=QUIET)


def _style(chart: Chart, *, legend: bool) -> None:
    """Told apart by marker and dash, so that a grey printer keeps the difference."""
    chart.has_title = False
    chart.has_legend = legend
    if legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size = Pt(14)
    axis = chart.value_axis
    axis.minimum_scale, axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = 0, "0%", False
    looks = ((INK, MSO_LINE.SOLID, XL_MARKER_STYLE.CIRCLE), (QUIET, MSO_LINE.DASH, XL_MARKER_STYLE.DIAMOND))
    for series, (colour, dash, marker) in zip(chart.plots[0].series, looks, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.dash_style, series.format.line.width = colour, dash, Pt(2.25)
        series.marker.style, series.marker.size = marker, 10
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour


def _describe(shape: BaseShape, words: str) -> None:
    """Alternative text: what a screen reader says in place of the shape. The library has no name for it of its own."""
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", words)
