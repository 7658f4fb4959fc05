"""Who looked at what of a student is protected: by name for the careers leader, by role for the student."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from chalkface.core.access import ROLES, Access
from chalkface.core.words import day_words
from chalkface.records.models import Account, NoteRead, Viewing

WHAT = {
    "identity": "date of birth and numbers",
    "needs": "kind of need",
    "answers": "answers to a survey",
    "risk": "risk indicator",
    "record": "the whole record, taken out",
    "pack": "everything held, for a request",
    "authority": "list for the local authority",
    "viewings": "who looked",
    "note": "a confidential note",
}
MOST = 500


@dataclass(frozen=True)
class Look:
    """One look: when (in words), at what, by whom in which role, and the reason given."""

    at: str
    what: str
    who: str
    role: str
    reason: str


@dataclass(frozen=True)
class Looked:
    """One look as the student reads of it: the day, the role and what was looked at."""

    on: date
    role: str
    what: str


def _moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"{day_words(there.date())}, {there:%H:%M}"


def _role(code: str) -> str:
    return ROLES[code].title if code in ROLES else code


def _what(code: str) -> str:
    return WHAT.get(code, code.replace("_", " "))


def viewings(access: Access, student_id: int) -> tuple[Look, ...]:
    """Every look at a student's protected details and confidential notes, the newest first (at most ``MOST`` of each)."""
    rows = list(
        Viewing.objects.filter(student_id=student_id).order_by("-at", "-pk")
        .values_list("at", "what", "account_number", "role", "reason")[:MOST]
    )  # fmt: skip
    if access.may("read_notes"):
        read = NoteRead.objects.filter(note__student_id=student_id).order_by("-at", "-pk")
        rows += [
            (at, "note", account, role, reason)
            for at, account, role, reason in read.values_list("at", "account_number", "role", "reason")[:MOST]
        ]
    names = dict(Account.objects.filter(pk__in={row[2] for row in rows if row[2]}).values_list("pk", "name"))
    rows.sort(key=lambda row: row[0], reverse=True)
    return tuple(
        Look(_moment(at), _what(what), names.get(who, "somebody who is gone"), _role(role), why)
        for at, what, who, role, why in rows
    )


def who_looked(access: Access, student_id: int) -> tuple[Looked, ...]:
    """For the student whose record it is, and nobody else: in which roles people looked, and when. Never a name, never why."""
    if access.role != "student" or student_id not in access.owned("see_own_pages"):
        return ()
    # Past the managers, which show these rows to the careers leader alone: of them the student reads the day and the role.
    seen = QuerySet(Viewing).filter(school_id=access.school_id, student_id=student_id).exclude(what="viewings")
    rows = list(seen.order_by("-at").values_list("at", "role", "what")[:MOST])
    read = QuerySet(NoteRead).filter(school_id=access.school_id, note__student_id=student_id)
    rows += [(at, role, "note") for at, role in read.order_by("-at").values_list("at", "role")[:MOST]]
    rows.sort(key=lambda row: row[0], reverse=True)
    return tuple(Looked(timezone.localtime(at).date(), _role(role), _what(what)) for at, role, what in rows)
