"""Looks that are kept: who read which protected details of a student, when and in which role."""

from collections.abc import Iterable

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.records.models import Student, Viewing


def viewed(access: Access, student_ids: Iterable[int], what: str, reason: str = "") -> None:
    """Keep one look at ``what`` of each student; called inside the operation that shows it. Students' and parents' looks at
    what is theirs are nobody's business and not kept."""
    students = list(student_ids)
    note(looked_at=what, students=len(students))
    if access.is_own:
        return
    at = timezone.now()
    Viewing.objects.bulk_create(
        Viewing(
            school_id=access.school_id,
            student_id=student,
            what=what,
            at=at,
            account_number=access.account_id,
            role=access.role,
            reason=reason.strip()[:200],
        )
        for student in students
    )


def _there(student_id: int) -> int:
    if not Student.objects.filter(pk=student_id).exists():
        raise Refused("That student is not there any more.")
    return student_id


@operation(needs="see_identity")
def look_at_identity(access: Access, *, student_id: int) -> None:
    """Somebody opened a student's identity page."""
    viewed(access, [_there(student_id)], "identity")


@operation(needs="see_needs_detail")
def look_at_needs(access: Access, *, student_id: int) -> None:
    """Somebody with whom it was shared read a student's kind of need."""
    viewed(access, [_there(student_id)], "needs")


@operation(needs="see_viewings")
def look_at_viewings(access: Access, *, student_id: int) -> None:
    """Somebody looked at who looked."""
    viewed(access, [_there(student_id)], "viewings")
