"""Guidance meetings as they are logged and mended: what was agreed, the student's own plan, the request that it answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.derived_keys import derived_key
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.agreeing import new_agreed, new_need
from chalkface.operations.changing import change
from chalkface.operations.counters import move_meetings
from chalkface.operations.editing import check_lengths, free_key, held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.people import name_of_account
from chalkface.records.models import Appointment, GuidanceMeeting, MeetingRequest, Student

LEVELS = range(1, 9)
LONGEST_MEETING = 600
MOST_AGREED = 10


@dataclass(frozen=True)
class Agreed:
    """One action as it is agreed in a meeting. ``need`` is the kind of need it answers, or nothing."""

    what: str
    owner_kind: str
    owner_account: int | None = None
    owner: str = ""
    due_on: date | None = None
    need: str = ""


@operation(needs="keep_guidance", changes_figures=True)
def log_meeting(
    access: Access,
    *,
    student_id: int,
    met_on: date,
    attended: bool | None = True,
    minutes: int | None = None,
    adviser_level: int | None = None,
    shared: str = "",
    agreed: Sequence[Agreed] = (),
    appointment_id: int | None = None,
) -> int:
    """Keep a meeting of the person with a student, with what was agreed; returns its number.

    The student's open request for a meeting is answered by it, and an appointment marked, unless the student did not come.
    Raises ``Refused`` (nothing is kept then) for a second meeting of the same two on one day, for a day to come, and for
    what is wrong with an action, beside its question (``what-2``).
    """
    student = held(Student, student_id, "student")
    _check(access, met_on, minutes, adviser_level)
    if len(agreed) > MOST_AGREED:
        raise Refused(f"At most {MOST_AGREED} actions are kept with one meeting. Agree on fewer, or add needs afterwards.")
    if GuidanceMeeting.objects.filter(
        student_id=student_id, met_on=met_on, adviser_account=access.account_id, attended=attended
    ).exists():
        raise Refused("You have logged a meeting with this student on that day already: open it and change it.", field="met_on")
    row = GuidanceMeeting(
        school_id=access.school_id,
        key=free_key(GuidanceMeeting, derived_key("meeting", student.key, met_on.isoformat())),
        student_id=student_id,
        met_on=met_on,
        attended=attended,
        minutes=minutes,
        adviser=name_of_account(access.account_id),
        adviser_account=access.account_id,
        adviser_level=adviser_level,
        shared=_plain(shared),
    )
    check_lengths(row, {"shared": row.shared})
    row.save()
    remember(access, row, deed="log_meeting", fields={})
    _agree(access, row, agreed)
    if attended is not False:
        waiting = MeetingRequest.objects.filter(student_id=student_id, answered_on=None, withdrawn_on=None)
        waiting.filter(asked_on__lte=access.on).update(answered_on=access.on, meeting=row)
        move_meetings(student_id, {met_on: 1})
    if appointment_id is not None:
        _mark(access, appointment_id, row)
    note(meeting=row.pk, actions=len(agreed))
    return row.pk


@operation(needs="keep_guidance", changes_figures=True)
def edit_meeting(
    access: Access,
    *,
    meeting_id: int,
    edition: int,
    met_on: date,
    attended: bool | None,
    minutes: int | None,
    adviser_level: int | None,
    shared: str,
) -> bool:
    """Mend what was written down of a meeting; returns whether anything changed. Raises ``ChangedMeanwhile`` when somebody
    else saved it since ``edition``, and ``Refused`` for a day to come."""
    row = held(GuidanceMeeting, meeting_id, "meeting")
    _check(access, met_on, minutes, adviser_level)
    before = {} if row.attended is False else {row.met_on: -1}
    new = {
        "met_on": met_on,
        "attended": attended,
        "minutes": minutes,
        "adviser_level": adviser_level,
        "shared": _plain(shared),
    }
    changed = change(access, row, new, edition=edition, deed="edit_meeting")
    if changed:
        steps = Counter(before)
        steps.update({} if attended is False else {met_on: 1})
        move_meetings(row.student_id, {day: step for day, step in steps.items() if step})
    return changed


@operation(needs="keep_guidance")
def answer_request(access: Access, *, request_id: int, answer: str) -> None:
    """Answer a student's wish for a meeting by a word that they read on their own page."""
    row = held(MeetingRequest, request_id, "request")
    if row.answered_on or row.withdrawn_on:
        raise Refused("That request is answered or withdrawn already.")
    answer = _plain(answer)
    if not answer:
        raise Refused("Write a word that the student reads.", field="answer")
    check_lengths(row, {"answer": answer})
    row.answered_on, row.answer = access.on, answer
    row.save()
    remember(access, row, deed="answer_request", fields={})


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def _check(access: Access, met_on: date, minutes: int | None, level: int | None) -> None:
    wrong = []
    if met_on > access.on:
        wrong.append(("met_on", "A meeting is logged once it has taken place: this day is still to come."))
    if minutes is not None and not 1 <= minutes <= LONGEST_MEETING:
        wrong.append(("minutes", f"A meeting lasts from 1 to {LONGEST_MEETING} minutes."))
    if level is not None and level not in LEVELS:
        wrong.append(("adviser_level", "A qualification is at level 1 to 8."))
    if wrong:
        raise FormRefused(wrong)


def _agree(access: Access, meeting: GuidanceMeeting, agreed: Sequence[Agreed]) -> None:
    """The needs, each once, and the actions with them. Raises ``FormRefused`` with the number of the line in each field."""
    needs: dict[str, int] = {}
    for number, one in enumerate(agreed, 1):
        try:
            if one.need and one.need not in needs:
                need = new_need(access, student_id=meeting.student_id, kind=one.need, meeting_id=meeting.pk)
                needs[one.need] = need.pk
            new_agreed(
                access,
                student_id=meeting.student_id,
                what=one.what,
                meeting_id=meeting.pk,
                need_id=needs.get(one.need),
                owner_kind=one.owner_kind,
                owner_account=one.owner_account,
                owner=one.owner,
                due_on=one.due_on,
            )
        except Refused as refused:
            raise FormRefused([(_of_form(field, number), sentence) for field, sentence in refused.errors]) from refused


def _of_form(field: str, number: int) -> str:
    return f"{'need' if field == 'kind' else field}-{number}" if field else ""


def _mark(access: Access, appointment_id: int, meeting: GuidanceMeeting) -> None:
    row = held(Appointment, appointment_id, "appointment")
    if row.student_id != meeting.student_id or row.state not in ("booked", "came", "missed"):
        raise Refused("That appointment is another student's, or is cancelled.")
    row.state, row.meeting = "missed" if meeting.attended is False else "came", meeting
    row.edition += 1
    row.save()
    remember(access, row, deed="mark_interview", fields={})
