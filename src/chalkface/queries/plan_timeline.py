"""The plan over one academic year: each action from its first day to the day it is due, objectives' days, term reviews."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.core.years import academic_year_of, first_day, last_day
from chalkface.queries.plans import ActionLine, plan_actions
from chalkface.records.models import Direction, Objective, TermReview

MONTHS = ("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug")
NARROWEST = 1.0  # per cent of the year: a line of one day is still seen


@dataclass(frozen=True)
class Bar:
    """An action as a line across the year: from ``start`` over ``width``, both in per cent of the year, and its days in words.

    ``begins`` and ``ends`` say whether those ends lie within the year.
    """

    line: ActionLine
    start: float
    width: float
    days: str


@dataclass(frozen=True)
class Mark:
    """A day that matters: where it lies in the year, in per cent, and what it is. ``of``: the number of the review, if it is
    one that was held."""

    day: date
    at: float
    text: str
    of: int | None = None


@dataclass(frozen=True)
class Lane:
    """An objective with its day and its actions in the year; ``id`` is None for actions that serve none."""

    id: int | None
    title: str
    mark: Mark | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class PlanYear:
    """The plan in one academic year. ``today``: where the day lies in it, if it does. ``undated``: actions without a day."""

    year: int
    years: tuple[int, ...]
    lanes: tuple[Lane, ...]
    reviews: tuple[Mark, ...]
    undated: tuple[ActionLine, ...]
    today: float | None

    @property
    def actions(self) -> int:
        """How many actions fall into the year."""
        return sum(len(lane.bars) for lane in self.lanes)


def place_in_year(day: date, year: int) -> float:
    """Where a day lies in its academic year in per cent, every month as wide as the next; days outside lie at the ends."""
    if day < first_day(year):
        return 0.0
    if day > last_day(year):
        return 100.0
    month = (day.month - 9) % 12
    return round((month + (day.day - 1) / monthrange(day.year, day.month)[1]) / 12 * 100, 2)


def plan_year(access: Access, year: int | None = None) -> PlanYear:
    """The timeline of an academic year (the access's unless given) with the years that hold anything."""
    actions = plan_actions(access)
    columns = ("pk", "title", "target_on", "target_percent", "status")
    objectives = list(Objective.objects.order_by("position", "pk").values_list(*columns))
    reviews = list(TermReview.objects.order_by("on").values_list("pk", "on", "next_on"))
    direction = Direction.objects.values_list("review_on", flat=True).first()
    days = [day for one in actions for day in (one.starts_on, one.due_on) if day]
    days += [day for *_, day, _, status in objectives if day and status != "closed"]
    years = tuple(sorted({academic_year_of(day) for day in days} | {access.year}))
    asked = access.year if year is None else year
    lanes = [
        Lane(pk, title, _target(day, percent, asked), _bars(actions, pk, asked))
        for pk, title, day, percent, status in objectives
    ]
    lanes.append(Lane(None, "Without an objective", None, _bars(actions, None, asked)))
    return PlanYear(
        asked,
        years,
        tuple(lane for lane in lanes if lane.bars or lane.mark),
        _reviews(reviews, direction, asked),
        tuple(one for one in actions if one.starts_on is None and one.due_on is None),
        place_in_year(access.on, asked) if academic_year_of(access.on) == asked else None,
    )


def _bars(actions: Iterable[ActionLine], objective: int | None, year: int) -> tuple[Bar, ...]:
    found = []
    for one in actions:
        first, last = one.starts_on or one.due_on, one.due_on or one.starts_on
        if one.objective_id != objective or first is None or first > last_day(year) or last < first_day(year):
            continue
        start, end = place_in_year(first, year), place_in_year(last, year)
        width = max(NARROWEST, round(end - start, 2))
        found.append(Bar(one, min(start, 100 - NARROWEST), width, _days(one)))
    return tuple(sorted(found, key=lambda bar: (bar.start, bar.line.id)))


def _days(one: ActionLine) -> str:
    if one.starts_on and one.due_on:
        return f"{day_words(one.starts_on)} to {day_words(one.due_on)}"
    return f"due on {day_words(one.due_on)}" if one.due_on else f"from {day_words(one.starts_on)}"


def _target(day: date | None, percent: int | None, year: int) -> Mark | None:
    if day is None or academic_year_of(day) != year:
        return None
    return Mark(day, place_in_year(day, year), f"Target: {percent}%" if percent is not None else "Target")


def _reviews(reviews: list[tuple], direction: date | None, year: int) -> tuple[Mark, ...]:
    held = {on for _, on, _ in reviews}
    marks = [Mark(on, place_in_year(on, year), "Term review", pk) for pk, on, _ in reviews]
    to_come = {day for *_, day in reviews if day and day not in held and day > max(held)}
    marks += [Mark(day, place_in_year(day, year), "Next term review") for day in to_come]
    if direction:
        marks.append(Mark(direction, place_in_year(direction, year), "The direction is to be reviewed"))
    return tuple(sorted((one for one in marks if academic_year_of(one.day) == year), key=lambda one: one.day))
