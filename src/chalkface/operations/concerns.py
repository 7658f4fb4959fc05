"""That something was raised with the safeguarding lead: when and by whom. There is no field for what, here or in the table."""

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.records.models import Concern, Student


@operation(needs="raise_concern")
def raise_concern(access: Access, *, student_id: int) -> int:
    """Keep that a concern about a student was raised with the safeguarding lead; returns its number."""
    held(Student, student_id, "student")
    row = Concern.objects.create(
        school_id=access.school_id, student_id=student_id, raised_at=timezone.now(), raised_by=access.account_id
    )
    note(concern=row.pk, student_id=None)  # the trail is read by people who may not know whom concerns are about
    return row.pk


@operation(needs="acknowledge_concern")
def acknowledge_concern(access: Access, *, concern_id: int) -> None:
    """Keep that a concern has been taken up, by whom and when; its raiser sees that it was. Raises ``Refused`` when it was
    acknowledged already."""
    row = held(Concern, concern_id, "concern")
    if row.acknowledged_at is not None:
        raise Refused("This concern was acknowledged already.")
    row.acknowledged_at, row.acknowledged_by = timezone.now(), access.account_id
    row.save()
    note(concern=row.pk)
