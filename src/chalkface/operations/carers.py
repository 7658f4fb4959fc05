"""Parents and carers as the school records them, accounts of students and parents, and members kept from their own children."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from chalkface.core.access import OWN_ROLES, Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.family import RULES
from chalkface.operations.changing import change
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import note, operation
from chalkface.operations.people import account_called
from chalkface.records.models import Carer, Membership, OwnAccount, School, Student

LIMITS = {"name": 200, "relation": 60, "email": 254}


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    """The values trimmed. Raises ``FormRefused`` with a sentence beside each that will not do."""
    kept = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}
    wrong = [
        (name, f"This is {len(str(kept[name])):,} characters long; the most that is kept is {most}.")
        for name, most in LIMITS.items()
        if len(str(kept[name])) > most
    ]
    if not kept["name"]:
        wrong.append(("name", "Write who this is."))
    if kept["email"] and "@" not in str(kept["email"]):
        wrong.append(("email", "This is not an e-mail address."))
    starts, ends = kept["starts_on"], kept["ends_on"]
    if starts is not None and ends is not None and ends < starts:
        wrong.append(("ends_on", "The last day is before the first."))
    if wrong:
        raise FormRefused(wrong)
    return kept


@operation(needs="keep_carers")
def add_carer(
    access: Access,
    *,
    student_id: int,
    name: str,
    relation: str = "",
    email: str = "",
    no_contact: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Record a parent or carer of a student; returns their number. Raises ``FormRefused``."""
    if not Student.objects.filter(pk=student_id).exists():
        raise Refused("That student is not there any more.")
    values = _checked(
        {"name": name, "relation": relation, "email": email, "no_contact": no_contact}
        | {"starts_on": starts_on, "ends_on": ends_on}
    )
    row = Carer.objects.create(school_id=access.school_id, student_id=student_id, **values)
    remember(access, row, deed="add_carer", fields={})
    return row.pk


@operation(needs="keep_carers")
def change_carer(
    access: Access,
    *,
    carer_id: int,
    edition: int,
    name: str,
    relation: str = "",
    email: str = "",
    no_contact: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> bool:
    """Change what is recorded of a parent; "no contact" shuts their door with their next click."""
    row = held(Carer, carer_id, "parent or carer")
    values = _checked(
        {"name": name, "relation": relation, "email": email, "no_contact": no_contact}
        | {"starts_on": starts_on, "ends_on": ends_on}
    )
    return change(access, row, values, edition=edition, deed="change_carer")


@operation(needs="keep_carers")
def keep_from_own_child(access: Access, *, carer_id: int, account_number: int) -> None:
    """Say that a parent also works here: from now on their work shows them nothing of their own child."""
    row = held(Carer, carer_id, "parent or carer")
    staff = Membership.objects.filter(account_id=account_number).exclude(role__in=OWN_ROLES)
    if not staff.exists():
        raise Refused("Choose somebody who works here.", field="account")
    row.account_number = account_number
    row.edition += 1
    row.save(update_fields=["account_number", "edition"])
    _keep_from(staff, row.student_id)
    remember(access, row, deed="keep_from_own_child", fields={})


def _keep_from(staff, student_id: int) -> None:
    for membership in staff.select_for_update():
        membership.kept_from = sorted({*membership.kept_from, student_id})
        membership.save(update_fields=["kept_from"])


@operation(needs="keep_carers")
def lift_block(access: Access, *, carer_id: int) -> None:
    """Let a member's work show them their own child again; the careers leader decides, and never for themselves."""
    row = held(Carer, carer_id, "parent or carer")
    if "careers_leader" not in (access.role, *access.also) and access.role != "operator":
        raise Refused("Only the careers leader can lift this.")
    if row.account_number is None:
        raise Refused("Nobody who works here is named for this parent.")
    if row.account_number == access.account_id:
        raise Refused("Somebody else has to decide about your own child.")
    for membership in Membership.objects.select_for_update().filter(account_id=row.account_number):
        membership.kept_from = [one for one in membership.kept_from if one != row.student_id]
        membership.save(update_fields=["kept_from"])
    remember(access, row, deed="lift_block", fields={})


@operation(needs="manage_people")
def give_own_account(
    access: Access, *, student_id: int, email: str, carer_id: int | None = None, password: str | None = None
) -> int:
    """Give a student, or one of their parents (``carer_id``), an account of their own; returns the membership's number.

    A parent who works here keeps one account; their work is then kept from their child. An account that is there keeps its
    name and password. Raises ``Refused``.
    """
    student = Student.objects.filter(pk=student_id).first()
    carer = Carer.objects.filter(pk=carer_id, student_id=student_id).first() if carer_id is not None else None
    if student is None or (carer_id is not None and carer is None):
        raise Refused("That person is not there any more.")
    role = "student" if carer is None else "parent"
    account = account_called(email, carer.name if carer else student.name, password)
    here = Membership.objects.filter(account=account)
    staff = here.exclude(role__in=OWN_ROLES).filter(Q(ends_on=None) | Q(ends_on__gte=access.on))
    if role == "student" and staff.exists():
        raise Refused("This address belongs to somebody who works here.", field="email")
    membership = here.filter(role=role).first() or Membership(school_id=access.school_id, account=account, role=role)
    if membership.pk and role == "student":
        others = OwnAccount.objects.filter(membership=membership).exclude(student_id=student_id)
        if others.exists():
            raise Refused("This address belongs to another student.", field="email")
    if membership.pk is None or (membership.ends_on is not None and membership.ends_on < access.on):
        membership.starts_on, membership.ends_on = access.on, None
        membership.save()
    own = OwnAccount.objects.filter(membership=membership, student_id=student_id).first()
    own = own or OwnAccount(school_id=access.school_id, membership=membership, student_id=student_id)
    own.carer = carer
    own.save()
    if carer is not None and staff.exists():
        Carer.objects.filter(pk=carer.pk).update(account_number=account.pk)
        _keep_from(staff, student_id)
    note(membership=membership.pk)
    return membership.pk


@operation(needs="change_settings", codes=("rule",))
def set_parents_rule(access: Access, *, rule: str) -> None:
    """Say when parents see the plan of a child under 16. Raises ``Refused`` for a rule that is none."""
    if rule not in RULES:
        raise Refused("Choose one of the answers.", field="rule")
    School.objects.filter(pk=access.school_id).update(parents_see_plan=rule)
