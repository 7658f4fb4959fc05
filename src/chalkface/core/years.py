"""The academic year: 1 September to 31 August, named by the year it starts in (2025 is 2025/26)."""

from collections.abc import Iterable
from datetime import date

# The years that a day or an academic year may lie in: anything else is a slip of the pen.
YEARS = range(1900, 2101)
YEAR_GROUPS = range(7, 14)
KEY_STAGES = {3: (7, 8, 9), 4: (10, 11), 5: (12, 13)}


def year_groups_between(low: int | None, high: int | None) -> tuple[int, ...]:
    """The year groups of a school from its lowest to its highest; one that has not said has Years 7 to 13."""
    low, high = low or YEAR_GROUPS[0], high or YEAR_GROUPS[-1]
    return tuple(year for year in YEAR_GROUPS if low <= year <= high)


def academic_year_of(day: date) -> int:
    """The academic year that contains ``day``: 2026-08-31 is in 2025, 2026-09-01 in 2026."""
    return day.year if day.month >= 9 else day.year - 1


def first_day(year: int) -> date:
    """1 September of the academic year ``year``."""
    return date(year, 9, 1)


def last_day(year: int) -> date:
    """31 August that ends the academic year ``year``."""
    return date(year + 1, 8, 31)


def year_label(year: int) -> str:
    """How the year is written: 2025 is "2025/26", 1999 is "1999/00"."""
    return f"{year}/{(year + 1) % 100:02d}"


def people_again(year_groups: Iterable[int], years_between: int) -> bool:
    """Whether some of those in ``year_groups`` may have been in them so many academic years before."""
    groups = set(year_groups)
    return any(group + years_between in groups for group in groups)
