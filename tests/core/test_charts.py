"""What a chart says, what it hides, and how small and plain its SVG is."""

import re
from xml.etree import ElementTree

import pytest

from chalkface.core.charts import PAPER, Reading, Series, bars_of_shares, line_over_years
from chalkface.core.drawing import render_svg
from chalkface.core.statistics import wilson

YEARS = [f"20{year}/{year + 1}" for year in range(18, 26)]


def own(hidden: str = "") -> Series:
    readings = [
        Reading(year, 60 + 9 * n, 181, interval=wilson(60 + 9 * n, 181), hidden=year == hidden) for n, year in enumerate(YEARS)
    ]
    return Series("This school", tuple(readings))


def published(name: str, start: float) -> Series:
    return Series(name, tuple(Reading(year, published=start + 0.02 * n) for n, year in enumerate(YEARS)))


def fullest(palette=PAPER):
    lines = [own(), published("England", 0.5), published("Westmarch", 0.4), published("Similar schools", 0.45)]
    return line_over_years("On a Level 3 programme", lines, palette)


def test_a_reading_in_words() -> None:
    assert Reading("x", 145, 182, interval=(0.733, 0.849)).words == "145 of 182 (80%), 73% to 85%"
    assert Reading("x", published=0.785).words == "79%"
    assert Reading("x", 2, 182, hidden=True).words == "hidden: small number"
    assert Reading("x").words == "not known"
    assert Reading("x", 0, 0).share is None


def test_the_table_has_a_row_for_each_year_and_a_column_for_each_line() -> None:
    late = Series("Westmarch", (Reading("2025/26", published=0.6),))
    chart = line_over_years("t", [own(), late])
    assert chart.columns == ["Academic year", "This school", "Westmarch"]
    assert [row[0] for row in chart.rows] == YEARS
    assert chart.rows[0] == ["2018/19", "60 of 181 (33%), 27% to 40%", "not known"]
    assert chart.rows[-1][2] == "60%"


def test_hidden_numbers_are_nowhere() -> None:
    years = line_over_years("t", [own(hidden="2020/21")])
    groups = bars_of_shares("t", [Reading("A", 145, 182), Reading("B", 2, 417, interval=(0.1, 0.2), hidden=True)])
    for chart in (years, groups):
        everything = f"{chart.spec} {chart.rows} {render_svg(chart.spec)}"
        assert "hidden: small number" in str(chart.rows)
        assert not re.search(r"\b(78|417|0\.431)\b", everything)


def test_a_gap_is_not_bridged() -> None:
    whole, broken = (render_svg(line_over_years("t", [own(hidden)]).spec) for hidden in ("", "2020/21"))
    moves = [
        max(path.count("M") for path in re.findall(r'd="(M[\d.,ML-]+)"[^>]*stroke-width="2"', svg)) for svg in (whole, broken)
    ]
    assert moves == [1, 2]


def test_lines_differ_without_colour() -> None:
    svg = render_svg(fullest().spec)
    assert {"7,4", "2,3", "9,3,2,3"} <= set(re.findall(r'stroke-dasharray="([^"]+)"', svg))
    assert "currentColor" not in svg and "var(" not in svg


@pytest.mark.parametrize(
    "chart", [fullest(), bars_of_shares("t", [Reading(f"Group {n}", n, 20) for n in range(12)], mark=("all", 0.4))]
)
def test_svg_is_small_plain_and_named(chart) -> None:
    svg = render_svg(chart.spec)
    root = ElementTree.fromstring(svg)
    children = [child.tag.rpartition("}")[2] for child in root]
    assert len(svg) <= 15_000
    assert root.get("role") == "img"
    assert children[:2] == ["title", "desc"]
    assert root.get("aria-labelledby") == root[0].get("id")
    assert not re.search(r"<script|style=|href|url\(|font-family|white|#fff", svg)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)


def test_words_in_a_chart_are_escaped() -> None:
    svg = render_svg(bars_of_shares("<script>", [Reading("<b>&", 1, 2)]).spec)
    ElementTree.fromstring(svg)
    assert "<script" not in svg and "<b>" not in svg


def test_the_axis_ends_where_small_shares_can_be_read() -> None:
    small = Series("s", (Reading("2025/26", published=0.04),))
    wide = Series("s", (Reading("2025/26", 2, 40, interval=(0.01, 0.17)),))
    tops = [line_over_years("t", [one]).spec["encoding"]["y"]["scale"]["domain"][1] for one in (small, wide, own())]
    assert tops == [0.1, 0.25, 1]


def test_the_description_gives_the_ends_of_each_line() -> None:
    told = line_over_years("t", [own(hidden="2018/19"), Series("England", (Reading("2018/19"),))]).spec["description"]
    assert told == "This school: from 38% in 2019/20 to 68% in 2025/26. England: no figure that may be shown."


def test_too_many_lines_or_two_of_one_name_are_refused() -> None:
    for series in ([], [own(), own()], [published(f"{n}", 0.1) for n in range(5)]):
        with pytest.raises(ValueError, match="one to four"):
            line_over_years("t", series)
