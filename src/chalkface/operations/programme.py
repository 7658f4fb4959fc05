"""Registers: who was there."""

from collections.abc import Mapping

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.counters import move_counters
from chalkface.operations.operation import note, operation
from chalkface.records.models import Activity, Participation, Student


@operation(needs="record_attendance", changes_figures=True)
def take_register(access: Access, *, activity_id: int, attended: Mapping[int, bool | None]) -> int:
    """Mark students (by the number of their record) as there, not there, or not marked, at one activity.

    Students who were not on the register yet are added. The counters of their year are right in the same transaction.
    Returns how many marks changed. Raises ``Refused`` for an activity that is not here, and for a student who is not here
    or not in the person's groups.
    """
    activity = Activity.objects.filter(pk=activity_id).values_list("kind", "starts_on").first()
    if activity is None:
        raise Refused("That activity is not in this school's programme.")
    students = list(attended)
    if Student.objects.filter(pk__in=students).count() != len(students):
        raise Refused("The register names a student who is not in your groups.")
    marked = Participation.objects.filter(activity_id=activity_id, student_id__in=students)
    held = dict(marked.values_list("student_id", "attended"))
    new = [student for student in students if student not in held]
    changed = [student for student in students if student in held and held[student] is not attended[student]]
    Participation.objects.bulk_create(
        Participation(school_id=access.school_id, activity_id=activity_id, student_id=student, attended=attended[student])
        for student in new
    )
    for mark in (True, False, None):
        if now := [student for student in changed if attended[student] is mark]:
            marked.filter(student_id__in=now).update(attended=mark)
    kind, starts_on = activity
    move_counters(
        kind=kind,
        starts_on=starts_on,
        now_attended=[student for student in (*new, *changed) if attended[student]],
        no_longer=[student for student in changed if held[student]],
    )
    note(marks=len(new) + len(changed))
    return len(new) + len(changed)
