"""The academic year: 1 September to 31 August, named by the year it starts in (2025 is 2025/26)."""

from datetime import date, timedelta

YEAR_GROUPS = range(7, 14)
KEY_STAGES = {3: (7, 8, 9), 4: (10, 11), 5: (12, 13)}


def academic_year_of(day: date) -> int:
    """The academic year that contains ``day``: 2026-08-31 is in 2025, 2026-09-01 in 2026."""
    return day.year if day.month >= 9 else day.year - 1


def first_day(year: int) -> date:
    """1 September of the academic year ``year``."""
    return date(year, 9, 1)


def last_day(year: int) -> date:
    """31 August that ends the academic year ``year``."""
    return date(year + 1, 8, 31)


def last_of_february(year: int) -> date:
    """28 or 29 February inside the academic year ``year``: the end of the provider-access window."""
    return date(year + 1, 3, 1) - timedelta(days=1)


def year_label(year: int) -> str:
    """How the year is written: 2025 is "2025/26", 1999 is "1999/00"."""
    return f"{year}/{(year + 1) % 100:02d}"


def key_stage(year_group: int) -> int:
    """3 for Years 7-9, 4 for 10-11, 5 for 12-13. Raises ``ValueError`` outside Years 7-13."""
    for stage, groups in KEY_STAGES.items():
        if year_group in groups:
            return stage
    raise ValueError(f"Year {year_group} has no secondary key stage")


def half_term_of(day: date) -> int:
    """1-6, the half-term a day belongs to: two each in autumn, spring and summer.

    The boundaries are the usual English weeks (late October, Christmas, mid February, early April, end of May); a
    school's own term dates are not held, so this is for grouping a year, not for the school calendar.
    """
    ends = ((10, 28), (12, 31), (2, 18), (4, 10), (5, 31))
    order = (day.month - 9) % 12, day.day
    for number, (month, last) in enumerate(ends, start=1):
        if order <= ((month - 9) % 12, last):
            return number
    return 6
