"""That the student sent a survey back. What they answered is never on a timeline."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from chalkface.core.access import Access
from chalkface.queries.timeline import Event, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import SurveyReturn


def _rows(access: Access, student_id: int) -> QuerySet:
    rows = SurveyReturn.objects.filter(student_id=student_id)
    return shaped(rows, "survey", days=(TruncDate("sent_at"),), words=("survey__title",))


@told("survey", "Surveys", order=90, needs="see_answers", rows=_rows)
def surveys(line: Line) -> Iterator[Event]:
    yield Event(line.days[0], "Sent a survey", line.words[0], after=line.after)
