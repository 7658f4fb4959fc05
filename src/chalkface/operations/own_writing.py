"""What students and parents send is done once: sent again under the same key, it is answered again and nothing more happens."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note
from chalkface.records.models import OwnWrite


def once(access: Access, student_id: int, key: UUID, deed: str, write: Callable[[], dict]) -> dict:
    """Run ``write`` under the key that the form carried, and keep what it returns (numbers and codes); called inside an
    operation.

    The key is claimed first, so that of two that come at the same moment one waits for the other and gets its answer. What
    ``write`` raises undoes the claim with everything else. Raises ``Refused`` for a key that did something else already.
    """
    claim = _claim(access, student_id, key, deed)
    if claim is None:
        done = OwnWrite.objects.get(student_id=student_id, key=key)
        if done.deed != deed:
            raise Refused("This form was used for something else already. Open the page again.")
        note(again=True)
        return done.answer
    answer = write()
    if answer:
        OwnWrite.objects.filter(pk=claim.pk).update(answer=answer)
    return answer


def _claim(access: Access, student_id: int, key: UUID, deed: str) -> OwnWrite | None:
    """The row of a new key; None when somebody has it (on PostgreSQL after waiting until that one is written or undone)."""
    try:
        with transaction.atomic():
            return OwnWrite.objects.create(
                school_id=access.school_id, student_id=student_id, key=key, deed=deed, at=timezone.now(), answer={}
            )
    except IntegrityError:
        if not OwnWrite.objects.filter(student_id=student_id, key=key).exists():
            raise
        return None
