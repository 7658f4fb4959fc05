"""Whose yearly review of support is due, so that guidance can be part of it."""

from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import RiskFact

SOON, PASSED = timedelta(days=60), timedelta(days=30)


def _columns(access: Access) -> dict:
    """The day of the review and no more; that a student may need an adjustment is known to all who see this list."""
    held = QuerySet(RiskFact).filter(
        school_id=access.school_id, student=OuterRef("student"), kind="ehcp_review",
        as_of__gte=access.on - PASSED, as_of__lte=access.on + SOON,
    )  # fmt: skip
    return {"review_on": Subquery(held.order_by("as_of").values("as_of")[:1])}


@reason("review_due", columns=_columns)
def review_due(row: Row, today: Today) -> str:
    day = row["review_on"]
    if not isinstance(day, date) or not today.access.may("see_needs_flag"):
        return ""
    return f"A yearly review of support {'was' if day < today.on else 'is'} due on {day_words(day)}"
