"""What is recorded of a student's hopes: undecided, changed, at odds with what is predicted, or no plan before leaving."""

from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.words import day_words
from chalkface.core.years import first_day
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.queries.who_next.brought import PREDICTED
from chalkface.records.models import Intention

UNSURE = ("", "undecided", "unknown")
RECENT = timedelta(days=100)
FROM_YEAR = 10


def _hopes(access: Access) -> QuerySet[Intention]:
    """A student's hopes on the day, the latest first; of one day the last in order counts."""
    held = Intention.objects.filter(student=OuterRef("student"), recorded_on__lte=access.on)
    return held.order_by("-recorded_on", "-position", "-pk")


def _latest(access: Access) -> dict:
    return {f"hope_{name}": Subquery(_hopes(access).values(name)[:1]) for name in ("route", "level", "recorded_on")}


def _before(access: Access) -> dict:
    earlier = _hopes(access).filter(recorded_on__lt=OuterRef("hope_recorded_on"))
    return {"hope_before": Subquery(earlier.values("route")[:1])}


def _predicted(row: Row, today: Today) -> int | None:
    """The level that teachers predict, in tenths. Whoever may see who is next reads it here."""
    values = [value for day, value in today.brought.get((row["student_id"], PREDICTED), ()) if day <= today.on]
    return values[-1] if values else None


@reason("undecided", columns=_latest)
def undecided(row: Row, _: Today) -> str:
    day = row["hope_recorded_on"]
    if not isinstance(day, date):
        return "No hopes are recorded" if row["year_group"] >= FROM_YEAR else ""
    return f"Undecided on {day_words(day)}" if row["hope_route"] in UNSURE else ""


@reason("changed", columns=_before)
def changed(row: Row, today: Today) -> str:
    day, now, before = row["hope_recorded_on"], row["hope_route"], row["hope_before"]
    if not isinstance(day, date) or day < today.on - RECENT or now in UNSURE or before in (None, *UNSURE) or now == before:
        return ""
    return f"Changed from {_title(before)} to {_title(now)} on {day_words(day)}"


@reason("mismatch")
def mismatch(row: Row, today: Today) -> str:
    hoped, predicted = row["hope_level"], _predicted(row, today)
    if hoped is None or predicted is None:
        return ""
    predicted = predicted // 10
    if hoped > predicted + 1 or hoped < predicted:
        return f"Hopes for level {hoped}; teachers predict level {predicted}"
    return ""


@reason("no_plan")
def no_plan(row: Row, today: Today) -> str:
    leaves_soon = row["year_group"] in (11, 13) and today.on >= date(today.access.year + 1, 1, 1)
    decided = row["hope_route"] not in (None, *UNSURE) and row["hope_recorded_on"] >= first_day(today.access.year - 1)
    if not leaves_soon or row["has_applied"] or decided:
        return ""
    return "Leaves this summer, with no application and no decided route recorded"


def _title(route: str) -> str:
    return titles().get(route, route).lower()
