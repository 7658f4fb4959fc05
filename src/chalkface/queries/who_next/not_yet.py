"""Who says that something reported as done does not yet help."""

from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import Action


def _columns(access: Access) -> dict:
    said = Action.objects.filter(
        ~Q(status="done") | Q(done_on=None) | Q(done_on__lt=F("student_said_on")),
        student=OuterRef("student"), student_said="not_yet", student_said_on__lte=access.on, confirmed_on=None,
    )  # fmt: skip
    return {"not_yet_on": Subquery(said.order_by("student_said_on", "pk").values("student_said_on")[:1])}


@reason("not_yet", columns=_columns)
def not_yet(row: Row, _: Today) -> str:
    day = row["not_yet_on"]
    return f"Said “not yet” on {day_words(day)} about something agreed" if isinstance(day, date) else ""
