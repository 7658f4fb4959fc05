"""The example school's term dates: an ordinary English pattern, computed for any year."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

from chalkface.core.years import first_day


def easter(year: int) -> date:
    """Easter Sunday of a calendar year (the anonymous Gregorian computation)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, spare = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, odd = divmod(rest, 4)
    weekday = (32 + 2 * spare + 2 * leaps - moon - odd) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _monday_on_or_before(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _holidays(year: int) -> list[tuple[date, date]]:
    """First and last day of each break between the start and the end of the academic year."""
    spring = year + 1
    october = _monday_on_or_before(date(year, 10, 31))
    february = _monday_on_or_before(date(spring, 2, 18))
    may = _monday_on_or_before(date(spring, 5, 31))
    holy_monday = easter(spring) - timedelta(days=6)
    may_day = date(spring, 5, 1) + timedelta(days=-date(spring, 5, 1).weekday() % 7)
    week = timedelta(days=4)
    return [
        (october, october + week),
        (date(year, 12, 20), date(spring, 1, 4)),
        (february, february + week),
        (holy_monday, holy_monday + timedelta(days=11)),
        (may_day, may_day),
        (may, may + week),
    ]


@cache
def school_days(year: int) -> tuple[date, ...]:
    """Every day the school is open in the academic year ``year``: weekdays from 3 September to 21 July but for holidays."""
    breaks = _holidays(year)
    start, end = first_day(year) + timedelta(days=2), date(year + 1, 7, 21)
    days = (start + timedelta(days=count) for count in range((end - start).days + 1))
    return tuple(d for d in days if d.weekday() < 5 and not any(first <= d <= last for first, last in breaks))


def school_day(year: int, month: int, day: int, shift: int = 0) -> date:
    """The first school day on or after a day of the academic year, moved by ``shift`` school days, kept inside the year."""
    days = school_days(year)
    wanted = date(year if month >= 9 else year + 1, month, day)
    place = bisect_left(days, wanted) + shift
    return days[max(0, min(place, len(days) - 1))]
