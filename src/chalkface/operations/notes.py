"""Confidential notes: written sealed, opened one by one with a line that says who, shared with one member until a day.

Their words are an argument and a result, and nothing else: no audit line, history, mail, search or file holds them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, Access, Scope, grants
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import name_look
from chalkface.records.models import ConfidentialNote, GuidanceMeeting, Membership, NoteRead, Share, Student
from chalkface.records.sealing import seal, unseal

LONGEST_NOTE = 20_000
LONGEST_REASON = 200
LONGEST_SHARE = timedelta(days=366)
# What can be shared, and the right by which somebody with whom it is shared reads it.
READ_WITH = {"note": "read_notes", "plan": "see_guidance", "answers": "see_answers", "needs": "see_needs_detail"}


@dataclass(frozen=True)
class OpenedNote:
    """A note as it is read: the words and, after them, each addendum with its moment."""

    words: str
    written_at: datetime
    addenda: tuple[tuple[datetime, str], ...]


def may_be_shared_with(what: str) -> tuple[str, ...]:
    """The roles that read something only when it is shared with them, from the table of grants."""
    who = grants()[READ_WITH[what]].who
    return tuple(role for role in MEMBER_ROLES if who.get(role) is Scope.OWN)


@operation(needs="write_notes")
def write_note(
    access: Access, *, student_id: int, words: str, meeting_id: int | None = None, corrects_id: int | None = None
) -> int:
    """Keep a note, sealed; returns its number. ``corrects_id`` makes it an addendum to a note of one's own, which stays as it
    is. Raises ``Refused`` for no words, somebody else's note, or a meeting of another student."""
    held(Student, student_id, "student")
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise Refused("Write the note, or leave this page: an empty note is not kept.", field="words")
    if len(words) > LONGEST_NOTE:
        raise Refused(f"The note is {len(words):,} characters long; the most that is kept is {LONGEST_NOTE:,}.", field="words")
    if corrects_id is not None:
        first = held(ConfidentialNote, corrects_id, "note")
        if first.student_id != student_id or first.author != access.account_id:
            raise Refused("Only the author adds to a note.")
        corrects_id, meeting_id = first.corrects_id or first.pk, first.meeting_id
    if meeting_id is not None and not GuidanceMeeting.objects.filter(pk=meeting_id, student_id=student_id).exists():
        raise Refused("That meeting is not this student's.")
    row = ConfidentialNote.objects.create(
        school_id=access.school_id,
        student_id=student_id,
        meeting_id=meeting_id,
        corrects_id=corrects_id,
        author=access.account_id,
        written_at=timezone.now(),
        sealed=seal(words, school_id=access.school_id, student_id=student_id),
    )
    note(note=row.pk)
    return row.pk


@operation(needs="read_notes")
def read_note(access: Access, *, note_id: int, reason: str = "") -> OpenedNote:
    """Open a note with its addenda, and keep that it was opened, in one transaction: nobody reads without a line.

    Whoever did not write it says why. Raises ``Refused`` when there is no such note for this person, when the reason is
    missing, and when no key opens it.
    """
    row = held(ConfidentialNote, note_id, "note")
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON:
        raise Refused(f"The reason is too long: at most {LONGEST_REASON} characters.", field="reason")
    if row.author != access.account_id and not reason:
        raise Refused("Say why you read it: the author, and the careers leader, will see the reason.", field="reason")
    # An addendum goes with its note, also for somebody with whom the note alone was shared: so it is read past the manager.
    of_note = QuerySet(ConfidentialNote).filter(school_id=row.school_id, corrects_id=row.pk, author=row.author)
    addenda = list(of_note.order_by("written_at", "pk"))
    opened = [
        (one.written_at, unseal(one.sealed, school_id=one.school_id, student_id=one.student_id)) for one in (row, *addenda)
    ]
    at, role = timezone.now(), _role_here(access)
    look = name_look(access, at=at, what="note", reason=reason, role=role, rows=1)
    NoteRead.objects.create(
        school_id=access.school_id, note=row, at=at, account_number=access.account_id, role=role, reason=reason, look=look
    )
    note(note=row.pk)
    return OpenedNote(opened[0][1], row.written_at, tuple(opened[1:]))


def _role_here(access: Access) -> str:
    """The role by which this person reads notes, for one who has several."""
    who = grants()["read_notes"].who
    return access.role if access.role in who else next((role for role in sorted(access.also) if role in who), access.role)


@operation(needs="share_with", codes=("what",))
def share(
    access: Access,
    *,
    student_id: int,
    what: str,
    account: int | None,
    reason: str,
    ends_on: date | None,
    note_id: int | None = None,
) -> int:
    """Share something of one student with one member until a day; returns the share's number.

    Raises ``FormRefused`` when it is not the person's to share, when the member may not have it even so, when the reason is
    missing, or when the end lies before today or more than a year ahead.
    """
    held(Student, student_id, "student")
    reason = " ".join(reason.split())
    wrong = []
    if what not in READ_WITH:
        raise Refused("That cannot be shared.")
    if what == "note":
        row = held(ConfidentialNote, note_id, "note") if note_id is not None else None
        if row is None or row.student_id != student_id or row.corrects_id is not None:
            raise Refused("That note is not there any more.")
        if row.author != access.account_id and access.scope("read_notes") is not Scope.SCHOOL:
            raise Refused("Only its author and the careers leader share a note.")
    elif access.scope("share_with") is not Scope.SCHOOL and access.scope(READ_WITH[what]) is not Scope.SCHOOL:
        raise Refused("You share only what you see of every student yourself. Ask the careers leader.")
    if account == access.account_id or account is None or not _is_offered(access, what, account):
        wrong.append(("account", "Choose somebody who may have this when it is shared with them."))
    if not reason or len(reason) > 300:
        wrong.append(("reason", "Say why, in a sentence of at most 300 characters: they and the careers leader read it."))
    if ends_on is None or not access.on <= ends_on <= access.on + LONGEST_SHARE:
        wrong.append(("ends_on", "Choose the last day, from today and within a year."))
    if wrong:
        raise FormRefused(wrong)
    row = Share.objects.create(
        school_id=access.school_id,
        what=what,
        student_id=student_id,
        note_id=note_id if what == "note" else None,
        account_number=account,
        reason=reason,
        made_on=access.on,
        made_by=access.account_id,
        ends_on=ends_on,
    )
    note(share=row.pk, student=student_id, account=account)
    return row.pk


def _is_offered(access: Access, what: str, account: int) -> bool:
    """Whether the account holds, today, a role that this may be shared with."""
    held_today = Membership.objects.filter(account_id=account, role__in=may_be_shared_with(what), account__is_active=True)
    spans = held_today.values_list("starts_on", "ends_on")
    return any((start is None or start <= access.on) and (end is None or end >= access.on) for start, end in spans)


@operation(needs="share_with")
def revoke_share(access: Access, *, share_id: int) -> None:
    """Take a share back from today on: its own maker, or the careers leader."""
    row = held(Share, share_id, "share")
    if row.revoked_on is None:
        row.revoked_on = access.on
        row.save()
    note(share=row.pk, student=row.student_id)
