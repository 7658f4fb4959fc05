"""What the student was found to need, and when that was met."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.needs import title_of
from chalkface.queries.places import Place
from chalkface.queries.timeline import Event, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import Need


def _rows(access: Access, student_id: int) -> QuerySet:
    rows = Need.objects.filter(student_id=student_id)
    return shaped(rows, "need", days=("raised_on", "met_on", "dropped_on"), words=("sealed",), numbers=("school_id",))


@told("need", "Needs", order=30, needs="see_guidance", rows=_rows)
def needs(line: Line) -> Iterator[Event]:
    held, (raised_on, met_on, dropped_on) = Need.parts_in(line.words[0], line.numbers[0], line.number), line.days
    title, place = title_of(held["kind"]), Place("guidance.need", {"need": line.number})
    yield Event(raised_on, f"Need: {title}", held["detail"], place, line.after, step=1)
    if met_on is not None:
        yield Event(met_on, f"Need met: {title}", held["detail"], place, line.after, step=7)
    if dropped_on is not None:
        yield Event(dropped_on, f"Need set aside: {title}", held["dropped_because"], place, line.after, step=7)
