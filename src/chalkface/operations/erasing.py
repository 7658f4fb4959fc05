"""Erasing students: every row that hangs on them, what imports kept of them, their way in, and what others kept by number.

What stays are numbers: the audit line, and the line in the list of erasures by which a restored backup erases them again.
The bytes on the disk are overwritten by ``operations/reclaiming.py``, the same night.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.sessions.models import Session
from django.utils import timezone

from chalkface.core.access import OWN_ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.bulk import IDS
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.erasures import list_erasure, mark_of
from chalkface.operations.files_of_imports import clear_imports
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import telling_looks_that_go
from chalkface.queries.keeping import forget
from chalkface.records.models import (
    Account,
    Change,
    Erasure,
    LegalHold,
    Membership,
    OwnAccount,
    Pass,
    RetentionItem,
    School,
    Student,
)
from chalkface.records.student_tables import rows_of_students
from chalkface.records.tenancy import across_schools, open_scope

REASONS = ("request", "mistake", "court", "retention")
NAMES = ("key", "upn", "uln", "legal_surname", "preferred_surname", "legal_forename", "preferred_forename")


@operation(needs="erase_student", changes_figures=True, codes=("because",))
def erase_student(access: Access, *, student_id: int, typed: str, because: str) -> int:
    """Erase one student from everywhere; returns how many rows went.

    Raises ``Refused`` when the name is not typed as it stands, or a legal hold lasts.
    """
    student = Student.objects.select_for_update(of=("self",)).filter(pk=student_id).first()
    if student is None:
        raise Refused("That student is not there any more.")
    if because not in REASONS:
        raise Refused("Say why.", field="because")
    if " ".join(typed.split()).casefold() != full_name(student).casefold():
        raise Refused("Type the name exactly as it stands above: what is erased cannot be brought back.", field="typed")
    if LegalHold.in_force(access.on).filter(student_id=student_id).exists():
        raise Refused("A legal hold lasts for this student: lift it first, if that is right.")
    rows = erase(access.school_id, [student_id], because=because, on=access.on)
    rebuild_counters(access.school_id)
    note(rows=rows)
    return rows


def full_name(student: Student) -> str:
    """The name that is typed to confirm."""
    forename = student.preferred_forename or student.legal_forename
    return " ".join(f"{forename} {student.preferred_surname or student.legal_surname}".split())


def erase(school_id: int, students: Iterable[int], *, because: str, on: date, listed: bool = True) -> int:
    """Erase students of one school, inside an operation that has asked; returns how many rows went."""
    students = sorted(students)
    with open_scope(Access(school_id, "operator", on)), telling_looks_that_go(school_id):
        whom = list(Student.objects.filter(school_id=school_id, pk__in=students))
        words = {str(getattr(one, name)) for one in whom for name in NAMES if len(str(getattr(one, name) or "")) > 3}
        rows = rows_of_students(school_id, [one.pk for one in whom])
        _by_number(school_id, rows)
        owned = OwnAccount.objects.filter(school_id=school_id, pk__in=rows.get(OwnAccount, ()))
        members = set(owned.values_list("membership_id", flat=True))
        clear_imports(school_id, rows, words)
        for start in range(0, len(whom), IDS):
            some = [one.pk for one in whom[start : start + IDS]]
            Student.objects.filter(school_id=school_id, pk__in=some).delete()
        _end_visits(_close_accounts(school_id, members), rows.get(Pass, set()), words)
        if listed:
            urn, now = School.objects.values_list("urn", flat=True).get(pk=school_id), timezone.now()
            for one in whom:
                line = {"school_number": school_id, "student_number": one.pk, "mark": mark_of(urn, one.pk, one.key)}
                kept, _ = Erasure.objects.update_or_create(
                    school_number=school_id,
                    student_number=one.pk,
                    defaults={"mark": line["mark"], "erased_at": now, "because": because},
                )
                list_erasure(kept)
    forget()
    return sum(map(len, rows.values()))


def _by_number(school_id: int, rows: Mapping[type, set[int]]) -> None:
    """What points at these rows by number alone: histories, lists of what is due, whom a member is kept from."""
    for model, numbers in rows.items():
        about = Change.objects.filter(school_id=school_id, about=model._meta.db_table)
        for number in _pieces(numbers):
            about.filter(number__in=number).delete()
        for number in _pieces(numbers):
            RetentionItem.objects.filter(school_id=school_id, table=model._meta.db_table, row__in=number).update(because="")
    gone = rows[Student]
    for member in Membership.objects.filter(school_id=school_id).exclude(kept_from=[]):
        if gone.intersection(member.kept_from):
            member.kept_from = [one for one in member.kept_from if one not in gone]
            member.save(update_fields=["kept_from"])


def _pieces(numbers: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[start : start + IDS] for start in range(0, len(ordered), IDS))


def _close_accounts(school_id: int, members: set[int]) -> set[int]:
    """Memberships of students and parents who own nothing here any more, and accounts that belong to nobody then."""
    still = OwnAccount.objects.filter(school_id=school_id, membership_id__in=members)
    owning = set(still.values_list("membership_id", flat=True))
    ended = Membership.objects.filter(school_id=school_id, pk__in=members - owning, role__in=OWN_ROLES)
    accounts = set(ended.values_list("account_id", flat=True))
    ended.delete()
    with across_schools("whether the account belongs to another school too"):
        accounts -= set(Membership.objects.filter(account_id__in=accounts).values_list("account_id", flat=True))
    Account.objects.filter(pk__in=accounts).delete()
    return accounts


def _end_visits(accounts: set[int], passes: set[int], words: Iterable[str]) -> None:
    """Sessions of those accounts and passes end; what another's session was about to say of the student is left unsaid."""
    signed_in, lowered = {str(one) for one in accounts}, [word.casefold() for word in words]
    for session in Session.objects.all().iterator():
        held = session.get_decoded()
        if held.get("_auth_user_id") in signed_in or held.get("pass") in passes:
            session.delete()
            continue
        text = json.dumps(held, ensure_ascii=False, default=str).casefold()
        if any(word in text for word in lowered):
            held.pop("_messages", None)
            store = session.get_session_store_class()(session_key=session.session_key)
            session.session_data = store.encode(held)
            session.save(update_fields=["session_data"])
