"""Registers: who was there."""

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import FilteredRelation, Q

from chalkface.core.access import Access, Scope
from chalkface.core.errors import Refused
from chalkface.operations.bulk import insert_rows, update_rows
from chalkface.operations.counters import move_counters
from chalkface.operations.operation import note, operation
from chalkface.records.models import Participation, Student

COLUMNS = ("school_id", "activity_id", "student_id", "attended")


@operation(needs="record_attendance", changes_figures=True)
def take_register(access: Access, *, activity_id: int, attended: Mapping[int, bool | None]) -> int:
    """Mark students (by the number of their record) as there, not there, or not marked, at one activity.

    Students who were not on the register yet are added. The counters of their year are right in the same transaction.
    Returns how many marks changed. Raises ``Refused`` for an activity that is not here or was cancelled, and for a student who
    is not here or not in the person's groups.
    """
    kind, starts_on = _activity(access, activity_id)
    held = {student: (mark, was) for student, mark, was in _register(access, activity_id, list(attended))}
    if len(held) != len(attended):
        raise Refused("The register names a student who is not in your groups.")
    new, changed, steps = [], [], {}
    for student, now in attended.items():
        mark, was = held[student]
        if mark is None:
            new.append((access.school_id, activity_id, student, now))
        elif was is not now:
            changed.append((mark, (now,)))
        steps[student] = bool(now) - bool(was)
    insert_rows(Participation, COLUMNS, new)
    if changed:
        update_rows(Participation, access.school_id, ("attended",), changed)
    move_counters(access.school_id, kind=kind, starts_on=starts_on, steps=steps)
    note(marks=len(new) + len(changed))
    return len(new) + len(changed)


def _activity(access: Access, activity_id: int) -> tuple[str, date]:
    """Kind and first day. Plain SQL for speed, as in ``move_counters``; SQLite gives a day as text, PostgreSQL as a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, starts_on, cancelled_on FROM activity LEFT JOIN activity_plan ON activity_plan.school_id = "
            "activity.school_id AND activity_id = activity.id WHERE activity.school_id = %s AND activity.id = %s",
            [access.school_id, activity_id],
        )
        found = cursor.fetchone()
    if found is None:
        raise Refused("That activity is not in this school's programme.")
    if found[2] is not None:
        raise Refused("That activity was cancelled, so nobody can be marked. Let it take place after all, then mark who came.")
    return found[0], date.fromisoformat(str(found[1]))


def _register(access: Access, activity_id: int, students: list[int]) -> list[tuple[int, int | None, bool | None]]:
    """(student, number of the participation, its mark) of the students whom the person may mark, in one read."""
    here = Q(participations__school_id=access.school_id, participations__activity_id=activity_id)  # the index wants the school
    mark = FilteredRelation("participations", condition=here)
    may_be_marked = Student.objects.filter(pk__in=students)
    if access.scope("record_attendance") is Scope.GROUP:  # another of their roles may see more than this one may mark
        may_be_marked = Student.within_groups(may_be_marked, access, "record_attendance")
    found = may_be_marked.annotate(mark=mark).order_by()
    return list(found.values_list("pk", "mark__pk", "mark__attended"))
