"""A round of interviews from its plan to its register: kept, locked, moved by hand, told, mended after an absence, marked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.interview_planning.mending import mend
from chalkface.core.interview_planning.model import Person, Schedule
from chalkface.core.interview_planning.reasons import why_left_out, why_not
from chalkface.operations.editing import held, remember
from chalkface.operations.interviews import open_round
from chalkface.operations.operation import note, operation
from chalkface.queries.interview_inputs import Ahead, ahead, cost_now, displaced_by
from chalkface.records.models import Appointment, InterviewRound, Invitee, Slot

MARKS = ("booked", "came", "missed")
TAKEN = "Somebody else has that time."


@dataclass(frozen=True)
class Repaired:
    """What an absence did: how many lost their time, got another, moved for them, and who (by number) found none."""

    displaced: int
    placed: int
    others: int
    unplaced: tuple[int, ...]


@operation(needs="plan_interviews")
def keep_plan(access: Access, *, round_id: int, edition: int, made: Schedule) -> None:
    """Keep a schedule that was made from the round as it stood at ``edition``. Raises ``Refused`` when it has changed since,
    or when people have been told their times already: then single ones are moved, and absences mended."""
    row = _draft(round_id)
    if row.edition != edition:
        raise Refused("The round was changed while it was planned. Plan it again.")
    old = Appointment.objects.filter(round=row, state="booked", slot__on__gt=access.on)
    kept = set(old.filter(is_locked=True).values_list("student_id", flat=True))
    old.filter(is_locked=False).delete()
    fresh = {who: slot for who, slot in made.bookings.items() if who not in kept}
    _book(access, row, fresh)
    _say_why(Invitee.objects.filter(round=row), made.left_out)
    row.method, row.cost, row.bound, row.planned_on = made.method, made.cost, made.bound, access.on
    row.cost_now = None
    row.edition += 1
    row.save()
    remember(access, row, deed="keep_plan")
    note(booked=len(fresh), left_out=len(made.left_out))


@operation(needs="plan_interviews")
def lock(access: Access, *, appointment_id: int, locked: bool) -> None:
    """Keep an appointment where it is when the round is planned again or mended; or free it."""
    row = _booked(access, appointment_id)
    row.is_locked = locked
    row.edition += 1
    row.save()
    _changed(access, open_round(row.round_id), "lock" if locked else "unlock")


@operation(needs="plan_interviews")
def give_time(access: Access, *, round_id: int, student_id: int, slot_id: int) -> None:
    """Give one invited student a time by hand, moving them from the one they have. Raises ``Refused`` with every reason
    against it: taken, a lesson that is kept, the room, two of the tutor group on that day."""
    one = open_round(round_id)
    held(Slot, slot_id, "time")
    now = ahead(access, one)
    person = now.round.by_key.get(student_id)
    place = now.round.place_by_key.get(slot_id)
    if person is None:
        raise Refused("That person is not waiting for a time in this round.", field="student")
    if place is None:
        raise Refused("That time is not one that can still be given.", field="slot")
    against = why_not(now.round, now.bookings, person, place)
    if against:
        raise Refused(" ".join(against), field="slot")
    _replace(access, one, now, {student_id: slot_id})
    _changed(access, one, "give_time", cost_now(one))


@operation(needs="plan_interviews")
def tell(access: Access, *, round_id: int) -> None:
    """Show students and tutors their times from now on."""
    row = _draft(round_id)
    if not Appointment.objects.filter(round=row, state="booked").exists():
        raise Refused("Nobody has a time yet: plan the round first.")
    row.state = "told"
    _changed(access, row, "tell")


@operation(needs="plan_interviews")
def report_absence(
    access: Access, *, round_id: int, on: date, adviser: str = "", room: str = "", student_id: int | None = None
) -> Repaired:
    """An adviser, a room or a student is not there on a day: find new times, moving at most five others.

    Raises ``Refused`` when nothing of the round is on that day for them.
    """
    one = open_round(round_id)
    if on < access.on:
        raise Refused("That day is over: the register says who came.", field="on")
    if student_id is not None:
        lost = Appointment.objects.filter(round=one, student_id=student_id, state="booked", slot__on=on)
        displaced = list(lost.values_list("student_id", flat=True))
    else:
        if not adviser and not room:
            raise Refused("Say who or which room is not there.", field="who")
        slots = list(Slot.objects.filter(displaced_by(one, on=on, adviser=adviser, room=room)).values_list("pk", flat=True))
        if not slots:
            raise Refused("There is nothing on that day that could be lost.", field="on")
        lost = Appointment.objects.filter(round=one, slot_id__in=slots, state="booked")
        displaced = list(lost.values_list("student_id", flat=True))
        Slot.objects.filter(pk__in=slots).update(withdrawn_on=access.on)
    if student_id is not None and not displaced:
        raise Refused("They have no time on that day.", field="on")
    lost.update(state="cancelled" if student_id is None else "moved", is_locked=False)
    return _mended(access, one, displaced, away=(student_id, on) if student_id is not None else None)


@operation(needs="plan_interviews")
def rebook(access: Access, *, round_id: int) -> Repaired:
    """Find a new time for everybody of the round who has none: who did not come, was left out, or lost theirs."""
    one = open_round(round_id)
    return _mended(access, one, ())


@operation(needs="mark_interviews")
def mark_register(access: Access, *, round_id: int, marks: Mapping[int, str]) -> int:
    """Say of appointments (by number) whether the student came. Returns how many changed.

    A day ahead cannot be marked, and what a logged meeting says stays.
    """
    one = open_round(round_id)
    changed = 0
    for row in Appointment.objects.select_for_update(of=("self",)).filter(round=one, pk__in=list(marks), state__in=MARKS):
        state = marks[row.pk]
        if state not in MARKS:
            raise Refused("Choose one of the answers given.", field=f"mark-{row.pk}")
        if state == row.state:
            continue
        if row.meeting_id is not None:
            raise Refused("A meeting is logged for one of these: change the meeting instead.", field=f"mark-{row.pk}")
        if Slot.objects.get(pk=row.slot_id).on > access.on:
            raise Refused("That day has not come yet.", field=f"mark-{row.pk}")
        row.state = state
        row.edition += 1
        row.save()
        remember(access, row, deed="mark_interview")
        changed += 1
    note(changed=changed)
    return changed


def _mended(access: Access, one: InterviewRound, lost: Collection[int], away: tuple[int, date] | None = None) -> Repaired:
    now = ahead(access, one, away=away)
    waiting = [person.key for person in now.round.people if person.key not in now.bookings]
    if lost:
        waiting = [key for key in waiting if key in lost]
    found = mend(now.round, now.bookings, displaced=waiting)
    moves = {who: slot for who, slot in found.bookings.items() if now.bookings.get(who) != slot}
    _replace(access, one, now, moves)
    why = {who: why_left_out(now.round, found.bookings, _person(now, who)) for who in found.unplaced}
    _say_why(Invitee.objects.filter(round=one, student_id__in=list(why)), why)
    _changed(access, one, "mend_round", cost_now(one))
    note(displaced=len(waiting), moved=len(found.others), unplaced=len(found.unplaced))
    return Repaired(len(waiting), len(waiting) - len(found.unplaced), len(found.others), found.unplaced)


def _person(now: Ahead, key: int) -> Person:
    return now.round.by_key[key]


def _replace(access: Access, one: InterviewRound, now: Ahead, moves: Mapping[int, int]) -> None:
    """New times for some: what they had stays as "moved" once people were told, and goes while the round is a draft."""
    old = Appointment.objects.filter(pk__in=[now.appointments[who] for who in moves if who in now.appointments])
    if one.state == "draft":
        old.delete()
    else:
        old.update(state="moved", is_locked=False)
    _book(access, one, moves)
    _say_why(Invitee.objects.filter(round=one, student_id__in=list(moves)), {})


def _say_why(invited: QuerySet[Invitee], why: Mapping[int, str]) -> None:
    """Why each of those invited has no time; nothing of those who have one. It is sealed with the rest of the row."""
    for row in invited.select_for_update(of=("self",)):
        said = why.get(row.student_id, "")[:200]
        if row.left_out != said:
            row.left_out = said
            row.save(update_fields=["sealed"])


def _book(access: Access, one: InterviewRound, bookings: Mapping[int, int]) -> None:
    try:
        with transaction.atomic():
            Appointment.objects.bulk_create(
                Appointment(school_id=access.school_id, round=one, student_id=who, slot_id=slot)
                for who, slot in bookings.items()
            )
    except IntegrityError as taken:  # two people at once: the database lets one of them have it
        raise Refused(TAKEN, field="slot") from taken


def _booked(access: Access, number: int) -> Appointment:
    row = held(Appointment, number, "appointment")
    if row.state != "booked":
        raise Refused("That appointment is over.")
    return row


def _draft(number: int) -> InterviewRound:
    row = open_round(number)
    if row.state != "draft":
        raise Refused("People have been told their times. Move single ones, or report an absence.")
    return row


def _changed(access: Access, row: InterviewRound, deed: str, cost: int | None = None) -> None:
    if cost is not None:
        row.cost_now = cost
    row.edition += 1
    row.save()
    remember(access, row, deed=deed)
