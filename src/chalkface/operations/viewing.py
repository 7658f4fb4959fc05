"""Looks that are kept: who read which protected details of a student, when and in which role.

Their reasons are words and stand in no audit line; a digest of each look does, so that none is altered unnoticed, and so does
how many were kept and how many went with a student or a note, so that none is taken out unnoticed.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.audit_chain import COUNTED, digest_of_look
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.queries.audit_check import counted_looks
from chalkface.records.models import Student, Viewing


def name_look(access: Access, *, at: datetime, what: str, reason: str, role: str, rows: int, prefix: str = "") -> str:
    """A name for a look that is being kept in so many ``rows``, noted in the audit line beside the look's digest."""
    look = f"{COUNTED}{at.astimezone(UTC):%Y%m}{secrets.token_hex(13)[:25]}"
    seen = digest_of_look(look, at, access.account_id, role, what, reason)
    note(**{f"{prefix}look": look, f"{prefix}seen": seen, f"{prefix}kept": rows})
    return look


@contextmanager
def telling_looks_that_go(school_id: int) -> Iterator[None]:
    """Note how many looks of which month went with what is deleted inside: whatever else is missing was taken out."""
    before = counted_looks(school_id)
    yield
    still = counted_looks(school_id).keys()
    gone = Counter(month for row, month in before.items() if row not in still)
    note(**{f"looks_gone_{school_id}_{month}": count for month, count in gone.items()})


def viewed(access: Access, student_ids: Iterable[int], what: str, reason: str = "") -> None:
    """Keep one look at ``what`` of each student; called inside the operation that shows it. Students' and parents' looks at
    what is theirs are nobody's business and not kept."""
    students = list(student_ids)
    note(looked_at=what, students=len(students))
    if access.is_own:
        return
    at, reason = timezone.now(), reason.strip()[:200]
    look = name_look(access, at=at, what=what, reason=reason, role=access.role, rows=len(students))
    Viewing.objects.bulk_create(
        Viewing(
            school_id=access.school_id,
            student_id=student,
            what=what,
            at=at,
            account_number=access.account_id,
            role=access.role,
            reason=reason,
            look=look,
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


@operation(needs="see_viewings")
def look_at_readings(access: Access, *, lines: int) -> None:
    """Somebody read who read what at the whole school; of one student it is ``look_at_viewings``."""
    note(looked_at="readings")
