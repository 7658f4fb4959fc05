"""Printed passes for students and parents: made, shown once, used once, cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from chalkface.core.access import Access, Scope
from chalkface.core.errors import Refused
from chalkface.core.links import digest_of, new_token
from chalkface.core.passes import code_digest, new_code
from chalkface.operations.operation import note, operation
from chalkface.records.models import Carer, Enrolment, Pass, Student
from chalkface.records.tenancy import across_schools

DAYS, LONGEST_DAYS = 14, 90
NOT_GOOD = "That code does not open a page: it was typed differently, used already, cancelled, or its last day is over."


@dataclass(frozen=True)
class MadePass:
    """A new pass with its two secrets: for the one page that prints them, kept nowhere."""

    name: str
    tutor_group: str
    about: str
    token: str
    code: str
    until: date


@operation(needs="keep_passes")
def make_passes(
    access: Access, *, student_ids: Iterable[int] = (), tutor_group: str = "", carer_id: int | None = None, days: int = DAYS
) -> tuple[MadePass, ...]:
    """Make a pass for each student (given one by one, or a tutor group of this year), or for one parent (``carer_id``).

    An earlier one that was never used is cancelled: it may lie about. Raises ``Refused`` when nobody is left to make one for.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A pass is good for 1 to {LONGEST_DAYS} days.", field="days")
    carer = _carer(access, carer_id) if carer_id is not None else None
    students = _students(access, [carer.student_id] if carer else list(student_ids), tutor_group)
    if not students:
        raise Refused("There is nobody here to print a pass for.", field="tutor_group")
    numbers = [student.pk for student, _ in students]
    Pass.objects.filter(student_id__in=numbers, carer=carer, used_at=None, cancelled_on=None).update(cancelled_on=access.on)
    until, made, rows = access.on + timedelta(days=days), [], []
    for student, group in students:
        token, code = new_token(), new_code()
        name = carer.name if carer else student.name
        made.append(MadePass(name, group, student.name if carer else "", token, code, until))
        rows.append(
            Pass(
                school_id=access.school_id,
                student=student,
                carer=carer,
                digest=digest_of(token),
                code_digest=code_digest(code, settings.SECRET_KEY),
                made_on=access.on,
                made_by=access.account_id,
                expires_on=until,
            )
        )
    Pass.objects.bulk_create(rows)
    note(passes=len(rows))
    return tuple(made)


def _students(access: Access, numbers: list[int], tutor_group: str) -> list[tuple[Student, str]]:
    """The students asked for who are still here and whom the person may give a pass, with their group, by group and name."""
    here = Student.objects.filter(Q(left_on=None) | Q(left_on__gte=access.on))
    if access.scope("keep_passes") is Scope.GROUP:
        here = Student.within_groups(here, access, "keep_passes")
    enrolled = Enrolment.objects.filter(academic_year=access.year)
    if tutor_group:
        enrolled = enrolled.filter(tutor_group=tutor_group)
        here = here.filter(pk__in=enrolled.values("student_id"))
    else:
        here = here.filter(pk__in=numbers)
    rows = list(here)
    groups = dict(enrolled.filter(student_id__in=[row.pk for row in rows]).values_list("student_id", "tutor_group"))
    return sorted(((row, groups.get(row.pk, "")) for row in rows), key=lambda pair: (pair[1], pair[0].name, pair[0].pk))


def _carer(access: Access, carer_id: int) -> Carer:
    """The parent, when their door may be opened today. Raises ``Refused`` otherwise."""
    if not access.may("keep_carers"):
        raise Refused("Passes for parents are printed by the careers leader or the school's office.")
    carer = Carer.objects.filter(pk=carer_id).first()
    if carer is None:
        raise Refused("That parent or carer is not there any more.")
    if carer.no_contact or (carer.ends_on is not None and carer.ends_on < access.on):
        raise Refused("This parent's door is shut, so no pass is printed.")
    return carer


@operation(needs="keep_passes")
def cancel_passes(access: Access, *, student_id: int) -> int:
    """Cancel every pass of a student and of their parents, used or not: a visit that goes on ends with its next click."""
    students = Student.objects.filter(pk=student_id)
    if access.scope("keep_passes") is Scope.GROUP:
        students = Student.within_groups(students, access, "keep_passes")
    if not students.exists():
        raise Refused("That student is not there any more.")
    cancelled = Pass.objects.filter(student_id=student_id, cancelled_on=None).update(cancelled_on=access.on)
    note(passes=cancelled)
    return cancelled


@operation(needs="see_own_pages")
def use_pass(access: Access, *, pass_id: int, at: datetime) -> None:
    """Use a pass up. Of two who come with the same one, the second is refused. Raises ``Refused``."""
    with across_schools("the door of students and parents"):
        good = Pass.objects.filter(
            pk=pass_id, school_id=access.school_id, used_at=None, cancelled_on=None, expires_on__gte=access.on
        )
        if not good.update(used_at=at):
            raise Refused(NOT_GOOD)
