"""The indicators, run on the example school, give what a second count in plain Python gives."""

from datetime import date

import pytest

from chalkface.core.years import academic_year_of
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.drawn import table_rows
from chalkface.indicators.figure import families_of, figures
from tests.engines.databases import Sqlite
from tests.example_school.conftest import made
from tests.example_school.shares import Counted

DAYS = ["2024-02-29", "2026-11-24", "2033-06-21"]


def _computed(counted: Counted, day: date) -> dict[str, float | None]:
    engine = Sqlite()
    engine.load(table_rows(counted.school, school_id=1))
    leaving_year = academic_year_of(day) - 1
    asked = indicators()
    cells = {
        family: engine.ask(family, "cells", school_id=1, day=day, leaving_year=leaving_year) for family in families_of(asked)
    }
    return {figure.indicator: figure.value for figure in figures(asked, cells, on=day)}


def _counted(counted: Counted) -> dict[str, float]:
    at_16, at_18 = counted.destinations(16, 1), counted.destinations(18, 1)
    employer, work = "employer_encounter", "workplace_experience"
    everyone = counted.on_roll(*range(7, 14))
    met = [student for student in everyone if counted.did(student, employer, this_year=True)]
    well = [student for student in everyone if counted.did(student, employer, this_year=True, meaningful=True)]
    asked = sum(counted.aspirations(group) * len(counted.on_roll(group)) for group in range(7, 14))
    return {
        "employer-encounter-this-year": len(met) / len(everyone),
        "meaningful-employer-encounter-this-year": len(well) / len(everyone),
        "workplace-experience-by-16": counted.share(work, 11, *range(7, 12)),
        "workplace-experience-by-18": counted.share(work, 13, 12, 13),
        "recruitment-practice-by-16": counted.share("recruitment_practice", 11, *range(7, 12)),
        "labour-market-information-by-14": counted.share("labour_market_information", 9, 7, 8, 9),
        "provider-access-phase-1": counted.provider_access(8),
        "provider-access-phase-2": counted.provider_access(10),
        "provider-access-phase-3": counted.provider_access(12),
        "guidance-by-16": counted.guided(11, *range(7, 12)),
        "guidance-by-18": counted.guided(13, 12, 13),
        "subjects-linked-to-careers": counted.subjects_linked(),
        "aspiration-recorded-this-year": asked / len(everyone),
        "agreed-actions-closed": counted.actions_closed(),
        "destination-known-at-16": sum(row["route"] not in ("", "unknown") for row in at_16) / len(at_16),
        "apprenticeship-at-18": sum(row["route"] == "apprenticeship" for row in at_18) / len(at_18),
        "neet-at-16": sum(row["route"] == "neet" for row in at_16) / len(at_16),
        "oxbridge-at-18": sum(row["ukprn"] in ("10007774", "10007788") for row in at_18) / len(at_18),
    }


@pytest.mark.parametrize("day", DAYS)
def test_two_counts_agree(day: str) -> None:
    counted = made(2, day)
    computed = _computed(counted, date.fromisoformat(day))
    for indicator, share in _counted(counted).items():
        assert computed[indicator] == pytest.approx(share), indicator
