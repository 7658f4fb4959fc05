"""The steps of each application: applied, interviewed, offered, accepted."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.timeline import Event, listed, told
from chalkface.queries.timeline.intentions import level_words, route_words
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import ApplicationStep

STEPS = {
    "applied": "Applied", "interview": "Interview for a place", "conditional_offer": "Conditional offer", "offer": "Offer",
    "accepted": "Accepted a place", "enrolled": "Enrolled", "declined": "Declined a place", "refused": "Was refused",
    "withdrawn": "Withdrew an application",
}  # fmt: skip


def _rows(access: Access, student_id: int) -> QuerySet:
    words = ("step", "application__route", "application__provider", "application__course", "source", "confidence")
    rows = ApplicationStep.objects.filter(application__student_id=student_id)
    return shaped(rows, "application", days=("on",), words=words, numbers=("application__level",))


@told("application", "Applications", order=60, needs="see_aspirations", rows=_rows)
def applications(line: Line) -> Iterator[Event]:
    step, route, provider, course, source, confidence = line.words
    text = listed(
        provider, course, level_words(line.numbers[0]), f"said by {source}" if source else "", confidence.replace("_", " ")
    )
    title = STEPS.get(step, step.replace("_", " ").capitalize())
    yield Event(line.days[0], f"{title}: {route_words(route)}", text, after=line.after)
