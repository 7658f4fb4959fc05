"""What of a past year's programme could be held again, on which day, and which copies could be taken away."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.half_terms import half_term_of, same_place
from chalkface.core.years import academic_year_of, first_day, last_day
from chalkface.queries.calendar import half_terms
from chalkface.records.models import Activity, ActivityCode, ActivityPlan, Participation


@dataclass(frozen=True)
class CopyLine:
    """An activity of the past year and where its copy would be. ``state``: "" (free), "copied", or "same" (one of that title
    is there). ``is_chosen``: it serves an outcome, is free, and its day is still to come."""

    id: int
    title: str
    on: date
    new_day: date
    state: str
    is_chosen: bool


def copyable(access: Access, *, from_year: int, to_year: int, half_term: int = 0) -> tuple[CopyLine, ...]:
    """The activities of a year that took place, by day; ``half_term`` 0 is the whole year."""
    old, new = half_terms(access, from_year), half_terms(access, to_year)
    rows = Activity.objects.filter(starts_on__gte=first_day(from_year), starts_on__lte=last_day(from_year))
    cancelled = ActivityPlan.objects.exclude(cancelled_on=None).values("activity_id")
    there = Activity.objects.filter(starts_on__gte=first_day(to_year), starts_on__lte=last_day(to_year))
    titles = {title.casefold() for title in there.values_list("title", flat=True)}
    originals = ActivityPlan.objects.exclude(copied_from=None).values_list("copied_from_id", "activity__starts_on")
    copied = {original for original, day in originals if academic_year_of(day) == to_year}
    serving = set(ActivityCode.objects.filter(list="outcome", activity__in=rows).values_list("activity_id", flat=True))
    found = []
    for pk, title, on in (
        rows.exclude(pk__in=cancelled).order_by("starts_on", "title", "pk").values_list("pk", "title", "starts_on")
    ):
        if half_term and half_term_of(on, old) != half_term:
            continue
        day = same_place(on, old, new)
        state = "copied" if pk in copied else "same" if title.casefold() in titles else ""
        found.append(CopyLine(pk, title, on, day, state, pk in serving and not state and day >= access.on))
    return tuple(found)


def removable_copies(access: Access, year: int) -> tuple[tuple[int, str, date], ...]:
    """(number, title, day) of the copies in a year on whose register nobody is."""
    plans = ActivityPlan.objects.exclude(copied_from=None).values("activity_id")
    rows = Activity.objects.filter(pk__in=plans, starts_on__gte=first_day(year), starts_on__lte=last_day(year), batch=None)
    listed = Participation.objects.filter(activity__in=rows).values("activity_id")
    return tuple(rows.exclude(pk__in=listed).order_by("starts_on", "pk").values_list("pk", "title", "starts_on"))
