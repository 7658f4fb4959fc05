"""The door of students and parents: whose record somebody may see who came with a pass or with an account of their own."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Q

from chalkface.core.access import OWN_ROLES, Access, Scope, grants
from chalkface.core.family import Child, parent_sees
from chalkface.records.models import Carer, Membership, OwnAccount, Pass, School, SharingChoice, Student
from chalkface.records.tenancy import across_schools

LONGEST = timedelta(minutes=75)  # of one visit with a pass: a lesson and a little more, on a computer that others use next
_OF_PASS = ("school", "student", "carer", "school__slug", "school__parents_see_plan", "student__left_on")
CHOICES = {"plan_with_parents": "shares_plan", "hopes_with_parents": "shares_hopes"}


def access_of_pass(pass_id: int, now: datetime, *, on: date) -> tuple[str, Access] | None:
    """The school (its slug) and the access of who came in with a pass; None once it is cancelled or the visit has lasted
    ``LONGEST``."""
    with across_schools("the door of students and parents"):
        rows = Pass.objects.filter(pk=pass_id, cancelled_on=None, used_at__gt=now - LONGEST)
        rows = rows.select_related("school", "student").only(*_OF_PASS)
        found = next(iter(rows), None)
        if found is None:
            return None
    access = access_at_slip(found, on)
    return None if access is None else (found.school.slug, access)


def access_at_slip(found: Pass, on: date) -> Access | None:
    """The access that a pass stands for; None when the student has left or the parent's door is shut."""
    if found.student.left_on is not None and found.student.left_on < on:
        return None
    with across_schools("the door of students and parents"):
        if found.carer_id is not None:
            return _parent_access(found.school, {found.student_id: found.carer_id}, on)
        return student_access(found.school_id, found.student_id, on)


def own_schools(account_id: int, on: date) -> list[tuple[str, str]]:
    """(slug, name) of the schools where an account is a student's or a parent's today."""
    with across_schools("the door of students and parents"):
        current = (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))
        held = Membership.objects.filter(current, account_id=account_id, role__in=OWN_ROLES).order_by("school__name")
        return list(dict.fromkeys(held.values_list("school__slug", "school__name")))


def access_of_account(account_id: int, slug: str, on: date) -> Access | None:
    """The access of an account that is a student's or a parent's at a school on a day; None for anybody else."""
    with across_schools("the door of students and parents"):
        starts, ends = Q(membership__starts_on=None) | Q(membership__starts_on__lte=on), Q(membership__ends_on=None)
        current = starts & (ends | Q(membership__ends_on__gte=on))
        held = OwnAccount.objects.filter(current, membership__account_id=account_id, membership__school__slug=slug)
        rows = list(held.filter(membership__role__in=OWN_ROLES).select_related("membership__school"))
        students = [row.student_id for row in rows if row.membership.role == "student"]
        if students:
            return student_access(rows[0].school_id, min(students), on, account_id)
        theirs = {row.student_id: row.carer_id for row in rows}
        return _parent_access(rows[0].membership.school, theirs, on, account_id) if rows else None


@cache
def _owned(role: str) -> tuple[str, ...]:
    return tuple(code for code, grant in grants().items() if grant.who.get(role) is Scope.OWN)


def student_access(school_id: int, student_id: int, on: date, account_id: int | None = None) -> Access:
    """The access of a student to what is theirs."""
    owns = frozenset((code, student_id) for code in _owned("student"))
    return Access(school_id, "student", on, account_id, owns=owns)


def _parent_access(school: School, theirs: dict[int, int | None], on: date, account_id: int | None = None) -> Access | None:
    """``theirs`` maps each child to the carer's row; a shut or ended one gives nothing, nor does a child without one."""
    mine = school.pk
    open_now = (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))
    carers = Carer.objects.filter(open_now, school_id=mine, pk__in=[one for one in theirs.values() if one], no_contact=False)
    children = set(carers.values_list("student_id", flat=True)) & set(theirs)
    said = choices_of(mine, children)
    granted = set(_owned("parent"))
    owns = set()
    for student, born, left_on in Student.objects.filter(school_id=mine, pk__in=children).values_list(
        "pk", "date_of_birth", "left_on"
    ):
        sees = parent_sees(Child(born, left_on, **said.get(student, {})), school.parents_see_plan, on)
        owns |= {(code, student) for code in sees & granted}
    return Access(mine, "parent", on, account_id, owns=frozenset(owns)) if owns else None


def choices_of(school_id: int, students: Iterable[int]) -> dict[int, dict[str, bool]]:
    """Student → what they last chose about their parents, as ``Child`` takes it; read across the wall by its callers."""
    said: dict[int, dict[str, bool]] = {}
    rows = SharingChoice.objects.filter(
        school_id=school_id, student_id__in=list(students), what__in=CHOICES, said_by="student"
    ).order_by("said_on", "pk")
    for student, what, is_allowed in rows.values_list("student_id", "what", "is_allowed"):
        said.setdefault(student, {})[CHOICES[what]] = is_allowed
    return said
