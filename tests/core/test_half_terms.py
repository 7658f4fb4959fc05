"""Half-terms: the usual pattern of any year, where a day lies, and the same place in another year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.half_terms import half_term_of, same_place, usual_half_terms
from chalkface.core.years import first_day, last_day

years = st.integers(min_value=1950, max_value=2099)


def test_a_year_that_is_known():
    assert [(one.starts_on, one.ends_on) for one in usual_half_terms(2025)] == [
        (date(2025, 9, 2), date(2025, 10, 24)),
        (date(2025, 11, 3), date(2025, 12, 19)),
        (date(2026, 1, 5), date(2026, 2, 13)),
        (date(2026, 2, 23), date(2026, 3, 27)),
        (date(2026, 4, 13), date(2026, 5, 22)),
        (date(2026, 6, 1), date(2026, 7, 22)),
    ]


@given(years)
def test_half_terms_of_any_year_lie_in_it_one_after_another_on_weekdays(year):
    days = [day for one in usual_half_terms(year) for day in (one.starts_on, one.ends_on)]
    assert days == sorted(days) and first_day(year) <= days[0] and days[-1] <= last_day(year)
    assert all(day.weekday() < 5 for day in days)


@given(st.dates(min_value=date(1951, 9, 1), max_value=date(2098, 8, 31)), years)
def test_the_same_place_keeps_the_weekday_and_the_half_term(day, year):
    own = day.year if day.month >= 9 else day.year - 1
    old, new = usual_half_terms(own), usual_half_terms(year)
    moved = same_place(day, old, new)
    number = half_term_of(day, old)
    assert moved.weekday() == day.weekday()
    if old[number - 1].starts_on <= day <= old[number - 1].ends_on and day.weekday() < 5:
        assert new[number - 1].starts_on <= moved <= new[number - 1].ends_on


@pytest.mark.parametrize(("day", "number"), [(date(2025, 9, 1), 1), (date(2025, 10, 28), 1), (date(2026, 8, 20), 6)])
def test_a_day_of_a_holiday_belongs_to_the_half_term_before_it(day, number):
    assert half_term_of(day, usual_half_terms(2025)) == number
