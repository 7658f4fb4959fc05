"""Where the student went after Year 11 or Year 13."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.timeline import Event, listed, told
from chalkface.queries.timeline.intentions import level_words, route_words
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import Destination


def _rows(access: Access, student_id: int) -> QuerySet:
    words = ("route", "status", "provider", "source", "confidence")
    rows = Destination.objects.filter(student_id=student_id)
    return shaped(rows, "destination", days=("recorded_on",), words=words, numbers=("stage", "level"), after="position")


@told("destination", "Destinations", order=70, needs="see_destinations", rows=_rows)
def destinations(line: Line) -> Iterator[Event]:
    route, status, provider, source, confidence, _ = line.words
    stage, level = line.numbers
    text = listed(status.replace("_", " ") or "planned", provider, level_words(level), source, confidence.replace("_", " "))
    yield Event(
        line.days[0], f"Destination after Year {11 if stage == 16 else 13}: {route_words(route)}", text, after=line.after
    )
