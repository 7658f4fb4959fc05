"""Who asked to be seen and has had no answer."""

from datetime import date

from django.db.models import OuterRef, Subquery

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import MeetingRequest


def _columns(access: Access) -> dict:
    waiting = MeetingRequest.objects.filter(
        student=OuterRef("student"), asked_on__lte=access.on, answered_on=None, withdrawn_on=None
    )
    return {"asked_on": Subquery(waiting.order_by("asked_on", "pk").values("asked_on")[:1])}


@reason("asked", columns=_columns)
def asked(row: Row, _: Today) -> str:
    day = row["asked_on"]
    return f"Asked to be seen on {day_words(day)}" if isinstance(day, date) else ""
