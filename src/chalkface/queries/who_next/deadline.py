"""For whom a day by which to choose or apply is near."""

from django.db.models import Exists, OuterRef

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.core.years import first_day
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import Application


def _columns(access: Access) -> dict:
    """Applications made in this academic year; those refused or withdrawn are over."""
    made = Application.objects.filter(student=OuterRef("student")).exclude(status__in=("declined", "refused", "withdrawn"))
    return {"has_applied": Exists(made.filter(status_on__gte=first_day(access.year)))}


@reason("deadline", columns=_columns)
def deadline(row: Row, today: Today) -> str:
    year = row["year_group"]
    seen = row["met_on"] and row["met_on"] >= first_day(today.access.year)
    for near_from, due_on, what in today.due.get(year, ()):
        if not near_from <= today.on <= due_on:
            continue
        if year == 9 and not seen:
            return f"{what} on {day_words(due_on)}, and no meeting this year"
        if year > 9 and not row["has_applied"]:
            return f"{what} by {day_words(due_on)}, and none is recorded"
    return ""
