"""A round of interviews as the planner takes it: whoever is still to be seen, and the times that are still ahead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.interview_planning.model import Person, Place, Round
from chalkface.core.years import academic_year_of
from chalkface.records.models import Appointment, Enrolment, InterviewRound, Invitee, KeptLesson, Slot

TAKEN = ("booked", "came", "missed")


@dataclass(frozen=True)
class Ahead:
    """What is left to plan: the round for the planner, who sits where (student to slot), and the appointment of each."""

    round: Round
    bookings: dict[int, int]
    appointments: dict[int, int]


def kept_and_dear(year: int) -> dict[str, tuple[frozenset, frozenset]]:
    """For each tutor group the (weekday, period) pairs not to be missed, and those rather not."""
    found: dict[str, tuple[set, set]] = defaultdict(lambda: (set(), set()))
    for group, weekday, period, firm in KeptLesson.objects.filter(academic_year=year).values_list(
        "tutor_group", "weekday", "period", "is_firm"
    ):
        found[group][0 if firm else 1].add((weekday, period))
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
    people = []
    for person in _people(one, waiting):
        gone = frozenset(slot.pk for slot in slots if away == (person.key, slot.on))
        seat = booked.get(person.key)
        stays = seat.slot_id if seat is not None and seat.is_locked and locked else None
        people.append(replace(person, barred_places=gone, locked=stays))
    places = _places(slots)
    there = {place.key for place in places}
    known = {person.key for person in people}
    bookings = {who: row.slot_id for who, row in booked.items() if who in known and row.slot_id in there}
    made = Round(tuple(people), places, one.most_of_a_group)
    return Ahead(made, bookings, {who: row.pk for who, row in booked.items()})


def cost_now(one: InterviewRound) -> int | None:
    """What the round's schedule costs as it stands, counted as when it was planned: days are waited from that day on, and
    whoever has no time is left out. None when it was never planned."""
    if one.planned_on is None:
        return None
    since = Q(withdrawn_on=None) | Q(withdrawn_on__gte=one.planned_on)
    slots = Slot.objects.filter(since, on__gt=one.planned_on, on__range=(one.starts_on, one.ends_on))
    sitting = dict(
        Appointment.objects.filter(round=one, state__in=TAKEN).order_by("slot__on").values_list("student_id", "slot_id")
    )
    places = _places(slots)
    there = {place.key for place in places}
    # Whoever had their time before the round was planned was no part of the plan.
    rows = [row for row in Invitee.objects.filter(round=one) if sitting.get(row.student_id) in {None, *there}]
    bookings = {who: slot for who, slot in sitting.items() if slot in there}
    return Round(tuple(_people(one, rows)), places, one.most_of_a_group).cost_of(bookings)


def _people(one: InterviewRound, rows: list[Invitee]) -> list[Person]:
    """The invited as the planner takes them, with the tutor groups and lessons of the round's year."""
    year = academic_year_of(one.starts_on)
    enrolled = Enrolment.objects.filter(academic_year=year, student_id__in=[row.student_id for row in rows])
    groups, lessons = dict(enrolled.values_list("student_id", "tutor_group")), kept_and_dear(year)
    found = []
    for row in rows:
        group = groups.get(row.student_id, "")
        kept, dear = lessons.get(group, (frozenset(), frozenset()))
        found.append(Person(row.student_id, group, row.priority, row.adviser, row.needs_access, kept, dear))
    return found


def _places(slots: Iterable[Slot]) -> tuple[Place, ...]:
    return tuple(Place(slot.pk, slot.adviser, slot.on, slot.period, slot.is_accessible) for slot in slots)


def displaced_by(one: InterviewRound, *, on: date, adviser: str = "", room: str = "") -> Q:
    """The slots of a round that an absent adviser or a lost room takes away on one day."""
    return Q(on=on, withdrawn_on=None) & (Q(adviser=adviser) if adviser else Q(room=room))
