"""The adviser's caseload, one meeting with what came of it, and what a form of a meeting is filled in with."""

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.core.needs import title_of
from chalkface.core.tutor_groups import reading_order
from chalkface.core.who_next import Why
from chalkface.queries.needs import AgreedLine, agreed_lines, agreed_rows
from chalkface.queries.students import called_part, on_roll
from chalkface.queries.who_next import why_now
from chalkface.records.models import Action, Appointment, Enrolment, GuidanceMeeting, MeetingRequest, Need, Student
from chalkface.records.sealed import opened_values

PAGE = 50
SEEN = {"not_yet": "Not seen yet", "asked": "Asked for a meeting", "missed": "Did not come last time"}
_ORDER = {
    "name": ("surname", "forename"),
    "seen": (F("met_on").asc(nulls_first=True), "-year_group", "surname", "forename"),
    "meetings": ("often", "surname", "forename"),
    "year": ("year_group", "tutor_group", "surname", "forename"),
}


@dataclass(frozen=True)
class CaseFilters:
    """What a caseload is narrowed by and ordered by; empty is not narrowed."""

    words: str = ""
    year_group: int | None = None
    tutor_group: str = ""
    seen: str = ""
    sort: str = "seen"


@dataclass(frozen=True)
class Case:
    """One student of the caseload."""

    id: int
    name: str
    year_group: int
    tutor_group: str
    met_on: date | None
    adviser: str
    meetings: int
    asked_on: date | None
    asked_id: int | None
    why: tuple[Why, ...] = ()
    open_actions: int = 0


@dataclass(frozen=True)
class Caseload:
    """A page of it. ``unseen`` of ``on_roll`` have had no meeting that they came to, ``asked`` wait for an answer."""

    lines: tuple[Case, ...]
    page: int
    pages: int
    total: int
    on_roll: int
    unseen: int
    asked: int
    year_groups: tuple[int, ...]
    tutor_groups: tuple[str, ...]


def _rows(access: Access) -> QuerySet[Enrolment]:
    met = GuidanceMeeting.objects.filter(student=OuterRef("student"), met_on__lte=access.on)
    came = met.exclude(attended=False).order_by("-met_on", "-pk")
    waiting = MeetingRequest.objects.filter(student=OuterRef("student"), answered_on=None, withdrawn_on=None)
    often = came.order_by().values("student").annotate(many=Count("pk")).values("many")
    return on_roll(access).annotate(
        forename=called_part("forename"),
        surname=called_part("surname"),
        met_on=Subquery(came.values("met_on")[:1]),
        adviser=Subquery(came.values("adviser")[:1]),
        often=Subquery(often[:1]),
        came_last=Subquery(met.order_by("-met_on", "-pk").values("attended")[:1]),
        asked_on=Subquery(waiting.order_by("asked_on", "pk").values("asked_on")[:1]),
        asked_id=Subquery(waiting.order_by("asked_on", "pk").values("pk")[:1]),
    )


def _narrowed(rows: QuerySet[Enrolment], filters: CaseFilters) -> QuerySet[Enrolment]:
    for word in filters.words.split()[:5]:
        rows = rows.filter(Q(forename__icontains=word) | Q(surname__icontains=word))
    if filters.year_group is not None:
        rows = rows.filter(year_group=filters.year_group)
    if filters.tutor_group:
        rows = rows.filter(tutor_group=filters.tutor_group)
    by_seen = {"not_yet": Q(met_on=None), "asked": Q(asked_on__isnull=False), "missed": Q(came_last=False)}
    return rows.filter(by_seen[filters.seen]) if filters.seen in by_seen else rows


def _open_actions(student_ids: list[int]) -> dict[int, int]:
    """How many agreed actions of each student are not done."""
    about = Q(student_id__in=student_ids) | Q(student_id=None, meeting__student_id__in=student_ids)
    found: dict[int, int] = {}
    rows = Action.objects.filter(about).exclude(status="done").values_list("student_id", "meeting__student_id")
    for own, through_meeting in rows:
        found[own or through_meeting] = found.get(own or through_meeting, 0) + 1
    return found


def caseload(access: Access, filters: CaseFilters, page: int) -> Caseload:
    """The students on roll of one school as an adviser works through them, ``PAGE`` to a page."""
    everybody = _rows(access)
    totals = everybody.aggregate(
        on_roll=Count("pk"), unseen=Count("pk", filter=Q(met_on=None)), asked=Count("pk", filter=Q(asked_on__isnull=False))
    )
    places = set(on_roll(access).order_by().values_list("year_group", "tutor_group").distinct())
    rows = _narrowed(everybody, filters).order_by(*_ORDER.get(filters.sort, _ORDER["seen"]), "pk")
    columns = (
        "student_id", "forename", "surname", "year_group", "tutor_group", "met_on", "adviser", "often", "asked_on", "asked_id",
    )  # fmt: skip
    pages = Paginator(rows.values_list(*columns), PAGE)
    if filters == CaseFilters(sort=filters.sort):
        pages.count = totals["on_roll"]  # nobody is left out, so that they need not be counted again
    shown = pages.get_page(page)
    lines = list(shown.object_list)
    ids = [pk for pk, *_ in lines]
    why, actions = why_now(access, ids), _open_actions(ids)
    return Caseload(
        lines=tuple(
            Case(
                id=pk, name=f"{forename} {surname}", year_group=year, tutor_group=group, met_on=met_on, adviser=adviser or "",
                meetings=often or 0, asked_on=asked_on, asked_id=asked_id, why=tuple(why[pk]), open_actions=actions.get(pk, 0),
            )
            for pk, forename, surname, year, group, met_on, adviser, often, asked_on, asked_id in lines
        ),
        page=shown.number,
        pages=pages.num_pages,
        total=pages.count,
        year_groups=tuple(sorted({year for year, _ in places})),
        tutor_groups=tuple(sorted({group for _, group in places if group}, key=reading_order)),
        **totals,
    )  # fmt: skip


@dataclass(frozen=True)
class MeetingCard:
    """One meeting as its page shows it."""

    id: int
    student_id: int
    student: str
    met_on: date
    attended: bool | None
    adviser: str
    adviser_level: int | None
    minutes: int | None
    shared: str
    edition: int
    needs: tuple[tuple[int, str], ...] = ()
    agreed: tuple[AgreedLine, ...] = field(default=())
    appointment: tuple[date, int, str] | None = None


def meeting_card(access: Access, meeting_id: int, *, whole: bool = True) -> MeetingCard | None:
    """One meeting, or None when there is none that this person may read. ``whole`` reads what came of it too."""
    row = GuidanceMeeting.objects.filter(pk=meeting_id).first()
    if row is None:
        return None
    student = Student.objects.filter(pk=row.student_id).first()
    needs, agreed, slot = (), (), None
    if whole:
        found = opened_values(Need.objects.filter(meeting_id=meeting_id).order_by("pk"), "pk", "kind")
        needs = tuple((pk, title_of(kind)) for pk, kind in found)
        agreed = agreed_lines(access, agreed_rows(access).filter(meeting_id=meeting_id).order_by("pk"))
        if access.may("see_interviews"):
            booked = Appointment.objects.filter(meeting_id=meeting_id)
            slot = booked.values_list("slot__on", "slot__period", "slot__room").first()
    return MeetingCard(
        id=row.pk, student_id=row.student_id, student=student.name if student else "", met_on=row.met_on,
        attended=row.attended, adviser=row.adviser, adviser_level=row.adviser_level, minutes=row.minutes, shared=row.shared,
        edition=row.edition, needs=needs, agreed=tuple(agreed), appointment=slot,
    )  # fmt: skip


@dataclass(frozen=True)
class Before:
    """What the form of a new meeting begins with: the level remembered, who was last seen when, what the student asked."""

    level: int | None
    minutes: int | None
    met_on: date | None
    adviser: str
    asked_on: date | None
    asked: str


def before_meeting(access: Access, student_id: int) -> Before:
    """What is known when a meeting with a student is logged; the level is that of the person's latest meeting."""
    own = GuidanceMeeting.objects.filter(adviser_account=access.account_id).exclude(adviser_level=None)
    level, minutes = own.order_by("-met_on", "-pk").values_list("adviser_level", "minutes").first() or (None, None)
    met = GuidanceMeeting.objects.filter(student_id=student_id, met_on__lte=access.on).exclude(attended=False)
    met_on, adviser = met.order_by("-met_on", "-pk").values_list("met_on", "adviser").first() or (None, "")
    waiting = MeetingRequest.objects.filter(student_id=student_id, answered_on=None, withdrawn_on=None)
    asked_on, asked = waiting.order_by("asked_on", "pk").values_list("asked_on", "said").first() or (None, "")
    return Before(level, minutes, met_on, adviser, asked_on, asked)


def booked_for(access: Access, student_id: int, appointment_id: int) -> date | None:
    """The day of a student's appointment that a meeting may be logged for, None when there is no such one."""
    rows = Appointment.objects.filter(pk=appointment_id, student_id=student_id, meeting=None)
    return rows.filter(state__in=("booked", "came", "missed")).values_list("slot__on", flat=True).first()


@dataclass(frozen=True)
class RequestCard:
    """A student's wish for a meeting, and what came of it."""

    id: int
    student_id: int
    asked_on: date
    about: str
    said: str
    answered_on: date | None
    answer: str
    meeting_id: int | None
    withdrawn_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_on is None and self.withdrawn_on is None


def request_card(access: Access, request_id: int) -> RequestCard | None:
    """One wish for a meeting, or None when there is none that this person may read."""
    columns = (
        "pk", "student_id", "asked_on", "about", "said", "answered_on", "answer", "meeting_id", "withdrawn_on",
    )  # fmt: skip
    row = MeetingRequest.objects.filter(pk=request_id).values_list(*columns).first()
    return RequestCard(*row) if row else None
