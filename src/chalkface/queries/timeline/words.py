"""Words of the student about themselves. Teachers read what was said to them; the rest is the student's own."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.timeline import Event, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import OwnWords

_TITLES = {"for_teachers": "For my teachers", "strength": "A strength", "wish": "A wish"}


def _rows(access: Access, student_id: int) -> QuerySet:
    rows = OwnWords.objects.filter(student_id=student_id, withdrawn_on=None)
    if not access.is_own:
        rows = rows.filter(kind="for_teachers")
    return shaped(rows, "words", days=("said_on",), words=("kind", "said"))


@told("words", "Own words", order=100, needs="see_own_words", rows=_rows)
def own_words(line: Line) -> Iterator[Event]:
    kind, said, *_ = line.words
    yield Event(line.days[0], _TITLES.get(kind, kind), f"“{said.strip()}”", after=line.after)
