"""Where the example school stands: met here, nearly there, weak elsewhere, as a real school near the average would."""

from datetime import date

import pytest

from chalkface.core.years import academic_year_of
from chalkface.frameworks.judge import review
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import framework
from chalkface.frameworks.results import ReviewResult
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.drawn import table_rows
from chalkface.indicators.figure import families_of, figures
from tests.engines.databases import Sqlite
from tests.example_school.conftest import made


def standing(day: date) -> ReviewResult:
    """The review of the example school of seed 1 as it is on a day."""
    school = made(1, day.isoformat()).school
    engine, asked = Sqlite(), indicators()
    engine.load(table_rows(school, school_id=1))
    leaving_year = academic_year_of(day) - 1
    cells = {
        family: engine.ask(family, "cells", school_id=1, day=day, leaving_year=leaving_year) for family in families_of(asked)
    }
    return review(
        framework("gatsby-2025"),
        low_year=7,
        high_year=13,
        figures={figure.indicator: (figure.numerator, figure.denominator) for figure in figures(asked, cells, on=day)},
        judgements=[_judgement(row) for row in school["judgements"]],
        on=day,
    )


def _judgement(row: dict[str, str]) -> Judgement:
    judged_on = date.fromisoformat(row["judged_on"])
    return Judgement(row["framework"], row["statement"], judged_on, row["level"], row["voice"], row["judge"])


@pytest.mark.parametrize("day", ["2026-10-20", "2026-11-24", "2027-06-15"])
def test_two_benchmarks_are_met_one_nearly_and_the_rest_are_uneven(day: str) -> None:
    found = standing(date.fromisoformat(day))
    strictly = [one.area.code for one in found.benchmarks if one.met_strictly]
    officially = [one.area.code for one in found.benchmarks if one.met_as_official]
    assert strictly == ["1", "2"] and officially == ["1", "2", "8"]
    share = {one.code: one.value for benchmark in found.benchmarks for one in benchmark.statements if one.value is not None}
    assert share["2.1"] == 1
    assert all(0.91 <= share[code] < 1 for code in ("3.5", "3.6", "8.1", "8.2"))
    assert all(0.35 < share[code] < 0.7 for code in ("3.3", "5.1")), "middling"
    assert all(share[code] < 0.6 for code in ("6.1", "6.2", "7.1", "7.2")), "weak"
    levels = [one.level for benchmark in found.benchmarks for one in benchmark.statements]
    assert all(levels.count(level) >= 2 for level in ("none", "partly", "fully"))
