"""Whose yearly review of support is due, so that guidance can be part of it."""

from datetime import timedelta

from chalkface.core.words import day_words
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.queries.who_next.brought import REVIEW

SOON, PASSED = timedelta(days=60), timedelta(days=30)


@reason("review_due")
def review_due(row: Row, today: Today) -> str:
    """The day of the review and no more; that a student may need an adjustment is known to all who see this list."""
    if not today.access.may("see_needs_flag"):
        return ""
    days = today.brought.get((row["student_id"], REVIEW), ())
    day = next((day for day, _ in days if today.on - PASSED <= day <= today.on + SOON), None)
    if day is None:
        return ""
    return f"A yearly review of support {'was' if day < today.on else 'is'} due on {day_words(day)}"
