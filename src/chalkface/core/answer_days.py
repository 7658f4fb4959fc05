"""By when the law wants an answer to a request about somebody's data, as days of the calendar of England.

A month ends on the same date of the next month, or on its last day where there is none; an end on a weekend or a bank holiday
moves to the next working day (as the ICO counts). The educational record is owed within 15 school days, and a complaint is
acknowledged within 30 days.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from chalkface.core.half_terms import HalfTermDays

DAY = timedelta(days=1)
KINDS = {
    "access": "A copy of everything held",
    "educational_record": "The educational record, for a parent",
    "rectification": "Something is wrong and should be put right",
    "erasure": "Something should be erased",
    "objection": "An objection to how data is used",
    "complaint": "A complaint about data",
}
SCHOOL_DAYS = 15
COMPLAINT_DAYS = 30
MAY_BE_EXTENDED = frozenset({"access", "rectification", "erasure", "objection"})


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    return day + DAY * (-day.weekday() % 7)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The usual bank holidays of England in a year; a single one that a government adds is not known here."""
    easter = _easter(year)
    days = [easter - 2 * DAY, easter + DAY, _monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25))]  # fmt: skip
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() > 4 or fixed in days:
            fixed += DAY
        days.append(fixed)
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Whether offices in England are open."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def months_after(day: date, months: int) -> date:
    """The same date so many months on, or the last day of that month, moved to the next working day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    while not is_working_day(found):
        found += DAY
    return found


def school_days_after(day: date, many: int, terms: Sequence[HalfTermDays]) -> date:
    """The day on which so many school days have passed. Beyond the half-terms that are known, working days are counted:
    then the answer is due too early rather than too late."""
    last = max((term.ends_on for term in terms), default=day)
    while many:
        day += DAY
        in_school = day > last or any(term.starts_on <= day <= term.ends_on for term in terms)
        many -= is_working_day(day) and in_school
    return day


def due_on(kind: str, asked_on: date, terms: Sequence[HalfTermDays], *, extended: bool = False) -> date:
    """The day by which a request made on a day is answered. ``extended``: two months more, for one that is complex."""
    if kind == "complaint":
        return asked_on + COMPLAINT_DAYS * DAY
    if kind == "educational_record":
        return school_days_after(asked_on, SCHOOL_DAYS, terms)
    return months_after(asked_on, 3 if extended else 1)


def resumed(due: date, paused_on: date, on: date) -> date:
    """The day an answer is due once the clock, stopped while the school waited for the asker, runs again."""
    return due + max(on - paused_on, timedelta(0))
