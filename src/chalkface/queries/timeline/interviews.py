"""Interviews that the student is or was booked for. A round that is still being planned shows only to those who plan."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.timeline import Event, listed, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import Appointment

SHOWN = ("booked", "came", "missed")
_STATES = {"booked": "", "came": "came", "missed": "did not come"}


def _rows(access: Access, student_id: int) -> QuerySet:
    rows = Appointment.objects.filter(student_id=student_id, state__in=SHOWN)
    if not access.may("plan_interviews"):
        rows = rows.exclude(round__state="draft")
    words = ("slot__adviser", "slot__room", "state", "round__title", "slot__starts_at")
    return shaped(rows, "interview", days=("slot__on",), words=words, numbers=("slot__period",))


@told("interview", "Interviews", order=80, needs="see_interviews", rows=_rows)
def interviews(line: Line) -> Iterator[Event]:
    adviser, room, state, title, starts_at, _ = line.words
    text = listed(
        title,
        f"period {line.numbers[0]}",
        (starts_at or "")[:5],
        f"room {room}" if room else "",
        f"with {adviser}" if adviser else "",
        _STATES[state],
    )
    yield Event(line.days[0], "Interview", text, after=line.after)
