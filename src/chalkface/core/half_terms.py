"""The six half-terms of an academic year: a usual English pattern where none is written, and where a day lies in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NAMES = {
    1: "autumn, first half",
    2: "autumn, second half",
    3: "spring, first half",
    4: "spring, second half",
    5: "summer, first half",
    6: "summer, second half",
}
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class HalfTermDays:
    """One half-term, both days included; ``is_default`` says that nobody has written it yet."""

    number: int
    starts_on: date
    ends_on: date
    is_default: bool = False

    @property
    def name(self) -> str:
        """Autumn, first half."""
        return NAMES[self.number]


def usual_half_terms(year: int) -> tuple[HalfTermDays, ...]:
    """What most schools in England keep, near enough to begin from: a week off in October, February and May, two at
    Christmas and about the first of April."""
    spring = year + 1
    october = _monday_on_or_before(date(year, 10, 31))
    february = _monday_on_or_before(date(spring, 2, 21))
    april = _monday_on_or_before(date(spring, 4, 4))
    may = _monday_on_or_before(date(spring, 5, 31))
    friday = timedelta(days=3)  # the Friday before a Monday
    days = (
        (_weekday_from(date(year, 9, 2)), october - friday),
        (october + WEEK, _monday_on_or_before(date(year, 12, 23)) - friday),
        (_weekday_from(date(spring, 1, 4)), february - friday),
        (february + WEEK, april - friday),
        (april + 2 * WEEK, may - friday),
        (may + WEEK, _weekday_until(date(spring, 7, 22))),
    )
    return tuple(HalfTermDays(number, *both, is_default=True) for number, both in enumerate(days, start=1))


def half_term_of(day: date, terms: Sequence[HalfTermDays]) -> int:
    """The number of the half-term a day belongs to; a day of a holiday belongs to the half-term before it."""
    return max((term.number for term in terms if term.starts_on <= day), default=1)


def same_place(day: date, old: Sequence[HalfTermDays], new: Sequence[HalfTermDays]) -> date:
    """The same weekday of the same week of the same half-term in another year, inside that half-term where it was inside."""
    number = half_term_of(day, old)
    was, now = old[number - 1], new[number - 1]
    first, there = _monday_on_or_before(was.starts_on), _monday_on_or_before(now.starts_on)
    moved = there + (day - first)
    if was.starts_on <= day <= was.ends_on:
        while moved > now.ends_on:
            moved -= WEEK
        while moved < now.starts_on:
            moved += WEEK
    return moved


def _monday_on_or_before(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday_from(day: date) -> date:
    while day.weekday() > 4:
        day += DAY
    return day


def _weekday_until(day: date) -> date:
    while day.weekday() > 4:
        day -= DAY
    return day
