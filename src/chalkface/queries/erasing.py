"""What goes when a student is erased, before anybody does it."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.records.models import LegalHold, Student
from chalkface.records.student_tables import rows_of_students
from chalkface.records.tenancy import across_schools


@dataclass(frozen=True)
class ToErase:
    """One student, how many rows of which tables, and whether a hold lasts."""

    id: int
    name: str
    rows: int
    tables: tuple[tuple[str, int], ...]
    is_held: bool


def to_erase(access: Access, student_id: int) -> ToErase | None:
    """What hangs on a student whom this person may see; counts of tables only, also of those they may not read."""
    student = Student.objects.filter(pk=student_id).first()
    if student is None:
        return None
    with across_schools("how much hangs on one student"):  # of this school alone; only counts are let out
        rows = rows_of_students(access.school_id, [student_id])
    forename = student.preferred_forename or student.legal_forename
    return ToErase(
        student_id,
        " ".join(f"{forename} {student.preferred_surname or student.legal_surname}".split()),
        sum(map(len, rows.values())),
        tuple(sorted((model._meta.db_table.replace("_", " "), len(numbers)) for model, numbers in rows.items())),
        LegalHold.in_force(access.on).filter(student_id=student_id).exists(),
    )
