"""Printed passes: which one opens a door today, and who has a way in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.queries.own_door import access_at_slip
from chalkface.records.models import Enrolment, OwnAccount, Pass, Student
from chalkface.records.tenancy import across_schools


@dataclass(frozen=True)
class Slip:
    """A pass that opens a door: whose page is behind it, and at which school."""

    id: int
    slug: str
    school: str
    forename: str
    is_carer: bool
    access: Access


def slip_at_door(on: date, *, digest: str = "", code: str = "", used_since: datetime | None = None) -> Slip | None:
    """The pass of a QR code's secret or of a typed code (both as digests), while it is good: not used, cancelled or past its
    day, and with somebody's door open behind it. With ``used_since`` one that was used, but not before then."""
    with across_schools("the door of students and parents"):
        asked = Q(digest=digest) if digest else Q(code_digest=code)
        used = Q(used_at=None) if used_since is None else Q(used_at__gte=used_since)
        good = Pass.objects.filter(asked, used, cancelled_on=None, expires_on__gte=on)
        found = good.select_related("school", "student").first()
    if found is None:
        return None
    access = access_at_slip(found, on)
    if access is None:
        return None
    forename = found.student.preferred_forename or found.student.legal_forename
    return Slip(found.pk, found.school.slug, found.school.name, forename, found.carer_id is not None, access)


@dataclass(frozen=True)
class WayIn:
    """A student of a tutor group, and how they can come in."""

    id: int
    name: str
    account: bool
    until: date | None
    last_used: date | None

    @property
    def is_open(self) -> bool:
        """Whether they can come in today."""
        return self.account or self.until is not None


def ways_in(access: Access, tutor_group: str) -> tuple[WayIn, ...]:
    """The students of a tutor group this year, by name, with the pass that is still good and the day one was last used."""
    enrolled = Enrolment.objects.filter(academic_year=access.year, tutor_group=tutor_group, student__left_on=None)
    students = {row.pk: row for row in Student.objects.filter(pk__in=enrolled.values("student_id"))}
    good: dict[int, date] = {}
    used: dict[int, date] = {}
    for student, expires, at, cancelled in Pass.objects.filter(student_id__in=students, carer=None).values_list(
        "student_id", "expires_on", "used_at", "cancelled_on"
    ):
        if at is not None:
            used[student] = max(at.date(), used.get(student, at.date()))
        elif cancelled is None and expires >= access.on:
            good[student] = max(expires, good.get(student, expires))
    with_account = accounts_of(access, students)
    return tuple(
        WayIn(number, row.name, number in with_account, good.get(number), used.get(number))
        for number, row in sorted(students.items(), key=lambda pair: pair[1].name)
    )


def accounts_of(access: Access, students) -> frozenset[int]:
    """Which of these students have an account of their own today."""
    current = Q(membership__ends_on=None) | Q(membership__ends_on__gte=access.on)
    with across_schools("the door of students and parents"):
        rows = OwnAccount.objects.filter(current, school_id=access.school_id, student_id__in=list(students), carer=None)
        return frozenset(rows.values_list("student_id", flat=True))


def tutor_groups(access: Access) -> tuple[str, ...]:
    """The tutor groups of this year whose students the access sees."""
    rows = Enrolment.objects.filter(academic_year=access.year).exclude(tutor_group="")
    return tuple(rows.values_list("tutor_group", flat=True).distinct())
