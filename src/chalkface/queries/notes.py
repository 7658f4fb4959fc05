"""Which confidential notes there are of a student, who read them, and what is shared: never a word of a note."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.timezone import localtime

from chalkface.core.access import Access, Scope
from chalkface.queries.people import members_to_name
from chalkface.records.models import Account, Concern, ConfidentialNote, NoteRead, Share, Student
from chalkface.records.sealed import opened_values

GONE = "somebody who has left"


@dataclass(frozen=True)
class NoteLine:
    """One note: when, by whom, how often it was opened (None for somebody who may not know that), how many addenda."""

    id: int
    student_id: int
    written_at: datetime
    author: str
    is_own: bool
    meeting_id: int | None
    addenda: int
    reads: int | None


@dataclass(frozen=True)
class ReadLine:
    """One reading of a note."""

    at: datetime
    who: str
    role: str
    reason: str


@dataclass(frozen=True)
class ShareLine:
    """One share of something of a student."""

    id: int
    what: str
    note_id: int | None
    who: str
    by: str
    reason: str
    made_on: date
    ends_on: date
    is_current: bool
    is_revoked: bool


@dataclass(frozen=True)
class ConcernLine:
    """That a concern was raised: when and by whom, and whether it was taken up."""

    id: int
    student_id: int
    student: str
    raised_at: datetime
    by: str
    acknowledged_at: datetime | None


def _names(numbers: set[int | None]) -> dict[int, str]:
    rows = Account.objects.filter(pk__in={one for one in numbers if one is not None})
    return dict(rows.values_list("pk", "name"))


def _lines(access: Access, rows) -> tuple[NoteLine, ...]:
    found = list(
        rows.annotate(many=Count("addenda", distinct=True)).values_list(
            "pk", "student_id", "written_at", "author", "meeting_id", "many"
        )
    )
    reads = dict(
        NoteRead.objects.filter(note_id__in=[one[0] for one in found]).order_by().values_list("note_id").annotate(Count("pk"))
    )
    names = _names({one[3] for one in found})
    sees_all = access.scope("read_notes") is Scope.SCHOOL
    return tuple(
        NoteLine(
            pk, student, localtime(at), names.get(author) or GONE, author == access.account_id, meeting, many,
            reads.get(pk, 0) if sees_all or author == access.account_id else None,
        )
        for pk, student, at, author, meeting, many in found
    )  # fmt: skip


def notes_of(access: Access, student_id: int, *, meeting_id: int | None = None) -> tuple[NoteLine, ...]:
    """The notes of a student that this person may open, the newest first; addenda go with their note."""
    if not access.may("read_notes"):
        return ()
    rows = ConfidentialNote.objects.filter(student_id=student_id, corrects=None)
    if meeting_id is not None:
        rows = rows.filter(meeting_id=meeting_id)
    return _lines(access, rows.order_by("-written_at", "-pk"))


def note_line(access: Access, note_id: int) -> NoteLine | None:
    """One note without its words, or None when this person may not open it."""
    return next(iter(_lines(access, ConfidentialNote.objects.filter(pk=note_id))), None)


def reads_of(access: Access, note_id: int) -> tuple[ReadLine, ...]:
    """Who opened a note before, the newest first: for its author and the careers leader, nobody else."""
    rows = list(
        NoteRead.objects.filter(note_id=note_id).order_by("-at", "-pk").values_list("at", "account_number", "role", "reason")
    )
    names = _names({row[1] for row in rows})
    return tuple(ReadLine(localtime(at), names.get(who) or GONE, role, reason) for at, who, role, reason in rows)


def shares_of(access: Access, student_id: int) -> tuple[ShareLine, ...]:
    """What is shared of a student, as far as this person may know: the careers leader all, an adviser what they shared."""
    rows = list(Share.objects.filter(student_id=student_id).order_by("-made_on", "-pk"))
    names = _names({row.account_number for row in rows} | {row.made_by for row in rows})
    return tuple(
        ShareLine(
            row.pk, row.what, row.note_id, names.get(row.account_number) or GONE,
            names.get(row.made_by) or GONE, row.reason, row.made_on, row.ends_on,
            row.revoked_on is None and row.ends_on >= access.on, row.revoked_on is not None,
        )
        for row in rows
    )  # fmt: skip


def people_to_share_with(access: Access, roles: tuple[str, ...]) -> dict[int, str]:
    """The members of some roles by account, each once, without the person who asks."""
    found = members_to_name(access, roles)
    return {number: name for number, _, name in found if number != access.account_id}


def shared_with_me(access: Access) -> tuple[tuple[int, int, str, date, str], ...]:
    """(note, student, name of the student, last day, reason) of the notes shared with this person today."""
    if not access.may("read_notes"):
        return ()
    shared = Share.current(access, "note").order_by("ends_on")
    rows = list(opened_values(shared, "note_id", "student_id", "ends_on", "reason"))
    names = {one.pk: one.name for one in Student.objects.filter(pk__in={row[1] for row in rows})}
    return tuple((note, who, names[who], until, why) for note, who, until, why in rows if who in names)


def concerns(access: Access, student_id: int | None = None) -> tuple[ConcernLine, ...]:
    """What was raised, as far as this person may know it: their own, or all for who takes concerns up; waiting ones first."""
    about = Q() if student_id is None else Q(student_id=student_id)
    rows = list(Concern.objects.filter(about).order_by("-raised_at", "-pk")[:500])
    students = {one.pk: one.name for one in Student.objects.filter(pk__in={row.student_id for row in rows})}
    names = _names({row.raised_by for row in rows})
    lines = [
        ConcernLine(
            row.pk, row.student_id, students.get(row.student_id, ""), localtime(row.raised_at),
            names.get(row.raised_by) or GONE, row.acknowledged_at,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.acknowledged_at is not None))
