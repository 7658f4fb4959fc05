"""Where the student said they want to go, each time that they were asked."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.queries.timeline import Event, listed, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import Intention


def route_words(code: str) -> str:
    """A route of destinations as it stands in a sentence; one that is not known is said as it came."""
    return titles().get(code, code.replace("_", " ")).lower()


def level_words(level: int | None) -> str:
    """A level of a qualification, or nothing."""
    return f"level {level}" if level is not None else ""


def _rows(access: Access, student_id: int) -> QuerySet:
    words = ("route", "provider", "course", "source", "confidence")
    rows = Intention.objects.filter(student_id=student_id)
    return shaped(rows, "intention", days=("recorded_on",), words=words, numbers=("level",), after="position")


@told("intention", "Hopes", order=50, needs="see_aspirations", rows=_rows)
def intentions(line: Line) -> Iterator[Event]:
    route, provider, course, source, confidence, _ = line.words
    level, said_by = level_words(line.numbers[0]), f"said by {source}" if source else ""
    text = listed(provider, course, level, confidence.replace("_", " "), said_by)
    yield Event(line.days[0], f"Hopes for: {route_words(route) or 'not said'}", text, after=line.after)
