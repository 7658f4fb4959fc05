"""What families did with the school: reached, replied, came, acted; ticked for a tutor group at a time."""

from collections.abc import Collection
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import first_day
from chalkface.operations.operation import note, operation
from chalkface.queries.families import may_be_noted
from chalkface.records.models import Activity, FamilyStep


@operation(needs="keep_families", codes=("step",))
def note_families(
    access: Access, *, step: str, on: date, tutor_group: str, students: Collection[int], activity_id: int | None = None
) -> tuple[int, int]:
    """Keep of a tutor group whose families took a step on a day: of ``students``, and of nobody else of the group.

    Sent again, it is the same; a tick taken away takes the note back. Returns (new, taken back). Raises ``Refused`` for a day
    to come or before this academic year, for an event that is not there, and for students of another group.
    """
    if step not in FamilyStep.STEPS:
        raise Refused("Choose what the families did.", field="step")
    if not first_day(access.year) <= on <= access.on:
        raise Refused("Choose a day of this academic year, not one to come.", field="on")
    if activity_id is not None and not Activity.objects.filter(pk=activity_id, kind="parent_event").exists():
        raise Refused("That event is not there any more.", field="activity")
    group = set(may_be_noted(access).filter(tutor_group=tutor_group).values_list("student_id", flat=True))
    if not set(students) <= group:
        raise Refused("Somebody is not in this group any more: open the page again.", field="students")
    noted = FamilyStep.objects.filter(step=step, on=on, student_id__in=group)
    there = set(noted.values_list("student_id", flat=True))
    gone, new = there - set(students), set(students) - there
    noted.filter(student_id__in=gone).delete()
    FamilyStep.objects.bulk_create(
        FamilyStep(
            school_id=access.school_id, student_id=student, step=step, on=on, activity_id=activity_id,
            noted_by=access.account_id,
        )  # fmt: skip
        for student in sorted(new)
    )
    note(new=len(new), taken_back=len(gone))
    return len(new), len(gone)
