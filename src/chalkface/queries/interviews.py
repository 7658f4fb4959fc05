"""Interview days as they are read: the times, the rounds, who comes when, the slips."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Concat

from chalkface.core.access import Access, Scope
from chalkface.core.tutor_groups import reading_order
from chalkface.core.years import academic_year_of
from chalkface.queries.interview_inputs import TAKEN
from chalkface.queries.students import called_part, on_roll
from chalkface.records.models import Appointment, Enrolment, InterviewRound, Invitee, KeptLesson, Slot
from chalkface.records.sealed import opened_values

TOLD = ("told", "over")


@dataclass(frozen=True)
class RoundLine:
    """One round in the list."""

    id: int
    title: str
    starts_on: date
    ends_on: date
    state: str
    invited: int
    booked: int
    came: int
    missed: int


@dataclass(frozen=True)
class Coming:
    """One student at one time. ``year_group`` and ``tutor_group`` are those of the round's year."""

    id: int
    student_id: int
    name: str
    tutor_group: str
    slot_id: int
    on: date
    period: int
    starts_at: time | None
    ends_at: time | None
    adviser: str
    room: str
    is_locked: bool
    state: str
    meeting_id: int | None


@dataclass(frozen=True)
class Waiting:
    """An invited student without a time, and why."""

    student_id: int
    name: str
    tutor_group: str
    why: str


@dataclass(frozen=True)
class FreeTime:
    """A time that nobody has."""

    id: int
    on: date
    period: int
    adviser: str
    room: str


@dataclass(frozen=True)
class RoundCard:
    """A round in full, as far as its reader may see it."""

    id: int
    title: str
    starts_on: date
    ends_on: date
    state: str
    most_of_a_group: int
    method: str
    cost: int | None
    bound: int | None
    cost_now: int | None
    planned_on: date | None
    coming: tuple[Coming, ...]
    waiting: tuple[Waiting, ...]
    free: tuple[FreeTime, ...]
    invited: int

    @property
    def gap(self) -> float | None:
        """By which share of its cost the schedule could be improved at the most; None before it is planned."""
        if self.cost is None or self.bound is None:
            return None
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0

    @property
    def days(self) -> list[tuple[date, list[Coming]]]:
        """Who comes on each day, in the order of the day."""
        found: dict[date, list[Coming]] = {}
        for one in self.coming:
            found.setdefault(one.on, []).append(one)
        return list(found.items())

    @property
    def advisers(self) -> list[str]:
        """The advisers of the round's times."""
        return sorted({one.adviser for one in (*self.coming, *self.free)}, key=str.casefold)

    @property
    def rooms(self) -> list[str]:
        """The rooms of the round's times."""
        return sorted({one.room for one in (*self.coming, *self.free) if one.room}, key=str.casefold)


def plan_key(school_id: int, round_id: int) -> str:
    """Where the cache says how far a round's planning is."""
    return f"interview-plan:{school_id}:{round_id}"


def planning(access: Access, round_id: int) -> str:
    """"waiting" or "planning" while a round is planned, a sentence when it went wrong, else ""."""
    return cache.get(plan_key(access.school_id, round_id)) or ""


def round_row(round_id: int) -> InterviewRound | None:
    """A round's row."""
    return InterviewRound.objects.filter(pk=round_id).first()


def _shown(access: Access) -> QuerySet[InterviewRound]:
    """The rounds a reader may know of: plans that nobody was told are for those who plan."""
    rows = InterviewRound.objects.all()
    return rows if access.may("plan_interviews") else rows.filter(state__in=TOLD)


def rounds(access: Access) -> list[RoundLine]:
    """All rounds, the latest first, with their counts; three queries."""
    invited = dict(Invitee.objects.values_list("round").annotate(Count("pk")))
    states = Count("pk", filter=Q(state="booked")), Count("pk", filter=Q(state="came")), Count("pk", filter=Q(state="missed"))
    counts = {number: rest for number, *rest in Appointment.objects.order_by().values_list("round").annotate(
        booked=states[0], came=states[1], missed=states[2]).values_list("round", "booked", "came", "missed")}  # fmt: skip
    return [
        RoundLine(
            row.pk, row.title, row.starts_on, row.ends_on, row.state, invited.get(row.pk, 0), *counts.get(row.pk, (0, 0, 0))
        )
        for row in _shown(access).order_by("-starts_on", "-pk")
    ]


def coming_to(access: Access, one: InterviewRound, states: Iterable[str] = TAKEN) -> tuple[Coming, ...]:
    """Who comes when; two queries."""
    rows = Appointment.objects.filter(round=one, state__in=list(states)).annotate(called=_name())
    rows = rows.order_by("slot__on", "slot__period", "slot__adviser", "pk").values_list(
        "pk", "student_id", "called", "slot_id", "slot__on", "slot__period", "slot__starts_at", "slot__ends_at",
        "slot__adviser", "slot__room", "is_locked", "state", "meeting_id",
    )  # fmt: skip
    groups = _groups(one)
    return tuple(Coming(pk, who, called, groups.get(who, ""), *rest) for pk, who, called, *rest in rows)


def _name() -> Concat:
    return Concat(called_part("forename"), Value(" "), called_part("surname"))


def _groups(one: InterviewRound) -> dict[int, str]:
    rows = Enrolment.objects.filter(academic_year=academic_year_of(one.starts_on))
    rows = rows.filter(student_id__in=Invitee.objects.filter(round=one).values("student_id"))
    return dict(rows.values_list("student_id", "tutor_group"))


def round_card(access: Access, round_id: int) -> RoundCard | None:
    """A round with everybody of it; six queries whatever its size."""
    row = _shown(access).filter(pk=round_id).first()
    if row is None:
        return None
    coming = coming_to(access, row)
    seated = {one.student_id for one in coming if one.state != "missed"}
    invitees = Invitee.objects.filter(round=row).annotate(called=_name()).order_by("called")
    invited = list(opened_values(invitees, "student_id", "called", "left_out"))
    groups = _groups(row)
    missed = {one.student_id for one in coming if one.state == "missed"}
    waiting = tuple(
        Waiting(who, called, groups.get(who, ""), _why(access, why, who in missed))
        for who, called, why in invited
        if who not in seated
    )
    free: tuple[FreeTime, ...] = ()
    if access.may("plan_interviews"):
        slots = Slot.objects.filter(on__range=(row.starts_on, row.ends_on), on__gt=access.on, withdrawn_on=None)
        slots = slots.exclude(pk__in=Appointment.objects.filter(state__in=TAKEN).values("slot_id"))
        columns = ("pk", "on", "period", "adviser", "room")
        free = tuple(FreeTime(*one) for one in slots.order_by("on", "period", "adviser").values_list(*columns))
    about = (row.pk, row.title, row.starts_on, row.ends_on, row.state, row.most_of_a_group, row.method, row.cost, row.bound)
    return RoundCard(*about, row.cost_now, row.planned_on, coming, waiting, free, len(invited))


def _why(access: Access, why: str, has_missed: bool) -> str:
    """Why somebody has no time; that a student needs a room without steps is not for everybody who reads who comes when."""
    if not why:
        return "Did not come." if has_missed else "Not planned yet."
    return why if access.scope("see_needs_flag") is Scope.SCHOOL else "No time was found."


def slips(access: Access, card: RoundCard | None) -> list[tuple[str, list[Coming]]]:
    """The booked appointments of a round from today on by tutor group; none of a round that the reader may not know of."""
    groups: dict[str, list[Coming]] = {}
    for one in card.coming if card is not None else ():
        if one.state == "booked" and one.on >= access.on:
            groups.setdefault(one.tutor_group, []).append(one)
    return sorted(groups.items(), key=lambda item: reading_order(item[0]))


@dataclass(frozen=True)
class Times:
    """An adviser's times ahead on one day."""

    adviser: str
    on: date
    slots: tuple[tuple[int, int, str, bool, bool], ...]  # (number, period, room, without steps, taken)


def times_ahead(access: Access) -> list[Times]:
    """All times from today on that were not taken back, by day and adviser; two queries."""
    taken = set(Appointment.objects.filter(state__in=TAKEN, slot__on__gte=access.on).values_list("slot_id", flat=True))
    rows = Slot.objects.filter(on__gte=access.on, withdrawn_on=None).order_by("on", "adviser", "period")
    found: dict[tuple[str, date], list] = {}
    for row in rows:
        line = (row.pk, row.period, row.room, row.is_accessible, row.pk in taken)
        found.setdefault((row.adviser, row.on), []).append(line)
    return [Times(adviser, on, tuple(slots)) for (adviser, on), slots in found.items()]


def kept_lessons(access: Access) -> list[tuple[int, str, int, int, str, bool]]:
    """(number, tutor group, weekday, period, subject, never missed) of every kept lesson of the year."""
    columns = ("pk", "tutor_group", "weekday", "period", "subject", "is_firm")
    rows = KeptLesson.objects.filter(academic_year=access.year).order_by("weekday", "period").values_list(*columns)
    return sorted(rows, key=lambda row: reading_order(row[1]))


def year_groups_on_roll(access: Access) -> list[tuple[int, int]]:
    """(year group, students on roll) of every year group."""
    return list(on_roll(access).order_by("year_group").values_list("year_group").annotate(Count("pk")))
