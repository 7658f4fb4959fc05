"""What the pages of students and parents show: who they are about, what they took part in, what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.records.models import (
    Activity,
    ActivityPlan,
    Appointment,
    Enrolment,
    MeetingRequest,
    Offer,
    OwnWords,
    Participation,
    Reflection,
    Student,
)

ASKED_FOR = timedelta(days=42)  # how long after an activity a student is asked what it showed them


def theirs(access: Access, permission: str, student_id: int) -> bool:
    """Whether a student or a parent has this permission for this student."""
    return student_id in access.owned(permission)


@dataclass(frozen=True)
class Person:
    """The student that a page is about, as it calls them."""

    id: int
    forename: str
    name: str
    year_group: int | None
    tutor_group: str
    born: date | None


def person(access: Access, student_id: int) -> Person:
    """The student, with their year and group of this academic year."""
    of_year = Enrolment.objects.filter(student_id=student_id, academic_year=access.year)
    enrolled = of_year.select_related("student").first()
    row = enrolled.student if enrolled else Student.objects.get(pk=student_id)
    return Person(
        row.pk,
        row.preferred_forename or row.legal_forename,
        row.name,
        enrolled.year_group if enrolled else None,
        enrolled.tutor_group if enrolled else "",
        row.date_of_birth,
    )


def children(access: Access) -> tuple[tuple[int, str], ...]:
    """(number, forename) of everybody whose pages the person may open."""
    rows = Student.objects.filter(pk__in=access.owned("see_own_pages"))
    return tuple(sorted(((row.pk, row.preferred_forename or row.legal_forename) for row in rows), key=lambda one: one[1]))


@dataclass(frozen=True)
class DoneThing:
    """Something a student took part in, with what they said about it ("" when nothing yet)."""

    activity: int
    title: str
    kind: str
    on: date
    showed: str
    next_step: str
    said_on: date | None
    edition: int

    @property
    def is_said(self) -> bool:
        """Whether the student has said anything about it."""
        return self.said_on is not None


def done(access: Access, student_id: int) -> tuple[DoneThing, ...]:
    """What the student was at, newest first. A parent does not read what their child said about it."""
    columns = ("activity_id", "activity__title", "activity__kind", "activity__starts_on")
    rows = Participation.objects.filter(student_id=student_id, attended=True, activity__starts_on__lte=access.on)
    said = {}
    if access.role == "student":
        said = {row.activity_id: row for row in Reflection.objects.filter(student_id=student_id)}
    found = []
    for number, title, kind, on in rows.order_by("-activity__starts_on", "-activity_id").values_list(*columns):
        own = said.get(number)
        words = (own.showed, own.next_step, own.said_on, own.edition) if own else ("", "", None, 0)
        found.append(DoneThing(number, title, ACTIVITY_KINDS.get(kind, kind), on, *words))
    return tuple(found)


def to_reflect_on(access: Access, things: Iterable[DoneThing]) -> DoneThing | None:
    """The latest of what was done lately and not spoken of."""
    return next((one for one in things if not one.is_said and one.on >= access.on - ASKED_FOR), None)


@dataclass(frozen=True)
class ComingDay:
    """Something ahead that is open to the student's year group."""

    id: int
    title: str
    kind: str
    on: date


def coming(access: Access, who: Person, *, most: int = 6) -> tuple[ComingDay, ...]:
    """What is open to the student's year group from today on, the nearest first."""
    if who.year_group is None:
        return ()
    open_to = Offer.objects.filter(academic_year=access.year, year_group=who.year_group).values("activity_id")
    rows = Activity.objects.filter(pk__in=open_to, starts_on__gte=access.on).exclude(kind="staff_training")
    rows = rows.exclude(pk__in=ActivityPlan.objects.exclude(cancelled_on=None).values("activity_id"))
    return tuple(
        ComingDay(row.pk, row.title, ACTIVITY_KINDS.get(row.kind, row.kind), row.starts_on)
        for row in rows.order_by("starts_on", "pk")[:most]
    )


@dataclass(frozen=True)
class Meeting:
    """A guidance appointment ahead."""

    on: date
    at: time | None
    until: time | None
    room: str
    adviser: str


def next_meeting(access: Access, student_id: int) -> Meeting | None:
    """The student's next appointment of a round that was told."""
    if not theirs(access, "see_interviews", student_id):
        return None
    rows = Appointment.objects.filter(student_id=student_id, state="booked", round__state="told", slot__on__gte=access.on)
    columns = ("slot__on", "slot__starts_at", "slot__ends_at", "slot__room", "slot__adviser")
    found = rows.order_by("slot__on", "slot__period").values_list(*columns).first()
    return Meeting(*found) if found else None


@dataclass(frozen=True)
class Wish:
    """A student's wish to be seen, and what came of it."""

    id: int
    asked_on: date
    about: str
    said: str
    answered_on: date | None
    answer: str
    is_open: bool


def wishes(access: Access, student_id: int) -> tuple[Wish, ...]:
    """When the student asked to be seen, newest first; those taken back are left out."""
    if not theirs(access, "see_guidance", student_id):
        return ()
    return tuple(
        Wish(row.pk, row.asked_on, row.about, row.said, row.answered_on, row.answer, row.answered_on is None)
        for row in MeetingRequest.objects.filter(student_id=student_id, withdrawn_on=None).order_by("-asked_on", "-pk")
    )


def words_for_teachers(access: Access, student_id: int) -> dict[str, OwnWords]:
    """Kind → the words that hold today."""
    if not theirs(access, "see_own_words", student_id):
        return {}
    rows = OwnWords.objects.filter(student_id=student_id, withdrawn_on=None).order_by("said_on", "pk")
    return {row.kind: row for row in rows}
