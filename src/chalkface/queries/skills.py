"""Which skills a student practised, and in how many activities."""

from dataclasses import dataclass

from django.db.models import Count

from chalkface.core.access import Access
from chalkface.frameworks.outcome_sets import skills
from chalkface.records.models import Participation


@dataclass(frozen=True)
class Practised:
    """A skill and the number of activities, attended by the student, that practise it."""

    code: str
    name: str
    times: int


def skills_practised(access: Access, student_id: int) -> tuple[Practised, ...]:
    """The skills of the activities that the student attended, most often first; empty for those who may not see encounters."""
    if not access.may("see_encounters"):
        return ()
    known = skills()
    rows = Participation.objects.filter(student_id=student_id, attended=True, activity__codes__list="skill")
    counted = rows.values_list("activity__codes__code").annotate(times=Count("activity_id", distinct=True))
    found = [Practised(code, known.get(code, code), times) for code, times in counted.order_by()]
    return tuple(sorted(found, key=lambda one: (-one.times, one.name)))
