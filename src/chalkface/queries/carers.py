"""The parents and carers of one student, who of them has a way in, and what they see today."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.family import Child, parent_sees
from chalkface.queries.own_door import choices_of
from chalkface.records.models import Account, Carer, OwnAccount, Pass, School, Student
from chalkface.records.tenancy import across_schools


@dataclass(frozen=True)
class CarerLine:
    """One parent or carer, and how they may come in today."""

    id: int
    name: str
    relation: str
    email: str
    no_contact: bool
    starts_on: date | None
    ends_on: date | None
    edition: int
    works_here: str
    account: str
    membership: int | None
    pass_until: date | None
    is_shut: bool


@dataclass(frozen=True)
class Family:
    """A student with their parents and carers, and what these see of the plan and the hopes today."""

    id: int
    name: str
    carers: tuple[CarerLine, ...]
    account: str
    membership: int | None
    sees: frozenset[str]


def family(access: Access, student_id: int) -> Family | None:
    """The student and their carers; None when the access does not see them."""
    student = Student.objects.filter(pk=student_id).first()
    if student is None:
        return None
    rows = list(Carer.objects.filter(student_id=student_id).order_by("ends_on", "name", "pk"))
    until = {}
    if access.may("see_passes"):
        good = Pass.objects.filter(student_id=student_id, used_at=None, cancelled_on=None, expires_on__gte=access.on)
        until = dict(good.exclude(carer=None).values_list("carer_id", "expires_on"))
    named = dict(Account.objects.filter(pk__in=[row.account_number for row in rows]).values_list("pk", "name"))
    accounts = {}
    with across_schools("the door of students and parents"):  # whether there is an account, for who may not list accounts
        own = OwnAccount.objects.filter(school_id=access.school_id, student_id=student_id)
        for carer, membership, email, ends in own.values_list(
            "carer_id", "membership_id", "membership__account__email", "membership__ends_on"
        ):
            if ends is None or ends >= access.on:
                accounts[carer] = (email, membership)
        said = choices_of(access.school_id, [student_id]).get(student_id, {})
    nobody = ("", None)
    lines = tuple(
        CarerLine(
            row.pk, row.name, row.relation, row.email, row.no_contact, row.starts_on, row.ends_on, row.edition,
            named.get(row.account_number, ""), *accounts.get(row.pk, nobody), until.get(row.pk),
            row.no_contact or (row.ends_on is not None and row.ends_on < access.on)
            or (row.starts_on is not None and row.starts_on > access.on),
        )
        for row in rows
    )  # fmt: skip
    rule = School.objects.values_list("parents_see_plan", flat=True).get(pk=access.school_id)
    sees = parent_sees(Child(student.date_of_birth, student.left_on, **said), rule, access.on)
    return Family(student.pk, student.name, lines, *accounts.get(None, nobody), sees)
