"""A round of interviews as the planner takes it: whoever is still to be seen, and the times that are still ahead."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.interview_planning.model import Person, Place, Round
from chalkface.core.years import academic_year_of
from chalkface.records.models import Appointment, Enrolment, InterviewRound, Invitee, KeptLesson, Slot

TAKEN = ("booked", "came", "missed")
RATHER_NOT_MARK = "?"


@dataclass(frozen=True)
class Ahead:
    """What is left to plan: the round for the planner, who sits where (student to slot), and the appointment of each."""

    round: Round
    bookings: dict[int, int]
    appointments: dict[int, int]


def kept_and_dear(year: int) -> dict[str, tuple[frozenset, frozenset]]:
    """For each tutor group the (weekday, period) pairs not to be missed, and those rather not: a subject that ends in "?"."""
    found: dict[str, tuple[set, set]] = defaultdict(lambda: (set(), set()))
    for group, weekday, period, subject in KeptLesson.objects.filter(academic_year=year).values_list(
        "tutor_group", "weekday", "period", "subject"
    ):
        found[group][subject.endswith(RATHER_NOT_MARK)].add((weekday, period))
    return {group: (frozenset(kept), frozenset(dear)) for group, (kept, dear) in found.items()}


def ahead(access: Access, one: InterviewRound, *, locked: bool = True, away: tuple[int, date] | None = None) -> Ahead:
    """The round from the day after the access's day on. With ``locked`` false nobody keeps a place for its own sake.

    ``away`` is a student and a day on which they are not there.
    """
    slots = list(
        Slot.objects.filter(on__gt=access.on, on__range=(one.starts_on, one.ends_on), withdrawn_on=None)
        .exclude(pk__in=Appointment.objects.filter(state__in=TAKEN).exclude(round=one).values("slot_id"))
        .order_by("on", "period", "adviser", "pk")
    )
    sitting = Appointment.objects.filter(round=one, state__in=TAKEN).select_related("slot").order_by("pk")
    booked = {row.student_id: row for row in sitting if row.state == "booked"}
    done = {row.student_id for row in sitting if row.state == "came"}
    waiting = [row for row in Invitee.objects.filter(round=one).order_by("pk") if row.student_id not in done]
    # Whoever has a time today or before it keeps it: the register says what came of it.
    waiting = [row for row in waiting if row.student_id not in booked or booked[row.student_id].slot.on > access.on]
    year = academic_year_of(one.starts_on)
    enrolled = Enrolment.objects.filter(academic_year=year, student_id__in=[row.student_id for row in waiting])
    groups = dict(enrolled.values_list("student_id", "tutor_group"))
    lessons = kept_and_dear(year)
    people = []
    for row in waiting:
        group = groups.get(row.student_id, "")
        kept, dear = lessons.get(group, (frozenset(), frozenset()))
        gone = frozenset(slot.pk for slot in slots if away == (row.student_id, slot.on))
        seat = booked.get(row.student_id)
        stays = seat.slot_id if seat is not None and seat.is_locked and locked else None
        people.append(
            Person(row.student_id, group, row.priority, row.adviser, row.needs_access, kept, dear, gone, stays)
        )
    places = tuple(Place(slot.pk, slot.adviser, slot.on, slot.period, slot.is_accessible) for slot in slots)
    there = {place.key for place in places}
    known = {person.key for person in people}
    bookings = {who: row.slot_id for who, row in booked.items() if who in known and row.slot_id in there}
    made = Round(tuple(people), places, one.most_of_a_group)
    return Ahead(made, bookings, {who: row.pk for who, row in booked.items()})


def displaced_by(one: InterviewRound, *, on: date, adviser: str = "", room: str = "") -> Q:
    """The slots of a round that an absent adviser or a lost room takes away on one day."""
    return Q(on=on, withdrawn_on=None) & (Q(adviser=adviser) if adviser else Q(room=room))
