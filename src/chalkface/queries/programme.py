"""The programme: activities of a year, one activity with its facts, and the register of a group."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from chalkface.core.access import Access, Scope
from chalkface.core.activity_facts import MODES, facts_asked
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day, year_label
from chalkface.indicators.facts import HOUR
from chalkface.queries.students import on_roll
from chalkface.records.models import Activity, ActivityPartner, ActivityPlan, Enrolment, Offer, Participation

PAGE = 50


@dataclass(frozen=True)
class ActivityLine:
    """One line of the list; ``attended`` is how many came, None for those who may not see what students took part in."""

    id: int
    title: str
    kind: str
    starts_on: date
    partners: tuple[str, ...]
    attended: int | None
    unmarked: int | None
    is_cancelled: bool


@dataclass(frozen=True)
class ActivityList:
    """A page of a year's activities."""

    lines: tuple[ActivityLine, ...]
    page: int
    pages: int
    total: int


def _partners(ids: list[int]) -> dict[int, tuple[str, ...]]:
    found = defaultdict(list)
    rows = ActivityPartner.objects.filter(activity_id__in=ids).order_by("partner__name")
    for activity_id, name in rows.values_list("activity_id", "partner__name"):
        found[activity_id].append(name)
    return {activity_id: tuple(names) for activity_id, names in found.items()}


def activities(access: Access, *, year: int, kind: str, words: str, page: int, when: str = "") -> ActivityList:
    """The activities of an academic year, latest first, narrowed by kind and words of the title.

    ``when`` leaves only those still to come ("ahead", the soonest first) or those whose day is over ("held").
    """
    rows = Activity.objects.filter(starts_on__gte=first_day(year), starts_on__lte=last_day(year))
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split()[:5]:
        rows = rows.filter(title__icontains=word)
    if when == "ahead":
        rows = rows.filter(starts_on__gte=access.on)
    elif when == "held":
        rows = rows.filter(starts_on__lt=access.on)
    by_day = "starts_on" if when == "ahead" else "-starts_on"
    pages = Paginator(rows.order_by(by_day, "title", "pk").values_list("pk", "title", "kind", "starts_on"), PAGE)
    shown = pages.get_page(page)
    found = list(shown.object_list)
    ids = [pk for pk, *_ in found]
    partners, counts = _partners(ids), {}
    if access.may("see_encounters"):
        marks = Participation.objects.filter(activity_id__in=ids).order_by().values_list("activity_id", "attended")
        counts = {(activity, attended): many for activity, attended, many in marks.annotate(Count("pk"))}
    nobody = 0 if access.may("see_encounters") else None
    cancelled = set(
        ActivityPlan.objects.filter(activity_id__in=ids).exclude(cancelled_on=None).values_list("activity_id", flat=True)
    )
    lines = tuple(
        ActivityLine(
            pk,
            title,
            ACTIVITY_KINDS.get(kind, kind),
            starts_on,
            partners.get(pk, ()),
            counts.get((pk, True), nobody),
            counts.get((pk, None), nobody),
            pk in cancelled,
        )
        for pk, title, kind, starts_on in found
    )
    return ActivityList(lines, shown.number, pages.num_pages, pages.count)


@dataclass(frozen=True)
class ActivityCard:
    """One activity, what it was, for whom it was open, who may be marked."""

    id: int
    title: str
    kind: str
    starts_on: date
    ends_on: date | None
    subject: str
    mode: str
    hours: float | None
    partners: tuple[str, ...]
    open_to: str
    offered: tuple[int, ...]
    partner_numbers: tuple[tuple[int, str], ...]
    facts: tuple[tuple[str, bool | None], ...]


def activity_card(activity_id: int) -> ActivityCard | None:
    """One activity of the open school, or None."""
    row = Activity.objects.filter(pk=activity_id).first()
    if row is None:
        return None
    rows = Offer.objects.filter(activity_id=activity_id).order_by("academic_year", "year_group")
    offers = list(rows.values_list("academic_year", "year_group"))
    partners = ActivityPartner.objects.filter(activity_id=activity_id).order_by("partner__name")
    numbers = tuple(partners.values_list("partner_id", "partner__name"))
    return ActivityCard(
        row.pk,
        row.title,
        ACTIVITY_KINDS.get(row.kind, row.kind),
        row.starts_on,
        row.ends_on,
        row.subject,
        MODES.get(row.mode, row.mode.replace("_", " ")),
        row.hours_e4 / HOUR if row.hours_e4 is not None else None,
        tuple(name for _, name in numbers),
        ", ".join(f"Year {group} in {year_label(year)}" for year, group in offers),
        tuple(group for _, group in offers),
        numbers,
        tuple((label, getattr(row, column)) for column, label in facts_asked(row.kind)),
    )


@dataclass(frozen=True)
class Mark:
    """A student on a register, and whether they came (None: not marked). ``is_listed``: somebody put them on the list."""

    student_id: int
    name: str
    tutor_group: str
    attended: bool | None
    is_listed: bool


def register_of_group(access: Access, activity_id: int, tutor_group: str) -> tuple[Mark, ...]:
    """The students of a tutor group on roll, with their marks for an activity; by surname."""
    marks = dict(Participation.objects.filter(activity_id=activity_id).values_list("student_id", "attended"))
    rows = list(on_roll(access).filter(tutor_group=tutor_group).select_related("student"))
    rows.sort(key=lambda row: (row.student.preferred_surname or row.student.legal_surname, row.student.name, row.pk))
    return tuple(
        Mark(row.student_id, row.student.name, row.tutor_group, marks.get(row.student_id), row.student_id in marks)
        for row in rows
    )


def groups_on_roll(access: Access) -> tuple[str, ...]:
    """The tutor groups whose register the access may take, in order."""
    return _in_order(_may_be_marked(access))


def groups_listed(access: Access, activity_id: int) -> tuple[str, ...]:
    """Those of the same groups that have somebody on the list of an activity, in order."""
    listed = Participation.objects.filter(activity_id=activity_id).values("student_id")
    return _in_order(_may_be_marked(access).filter(student_id__in=listed))


def _may_be_marked(access: Access) -> QuerySet[Enrolment]:
    rows = on_roll(access)
    inside = access.scope("record_attendance") is Scope.GROUP
    return Enrolment.within_groups(rows, access, "record_attendance") if inside else rows


def _in_order(rows: QuerySet[Enrolment]) -> tuple[str, ...]:
    found = set(rows.exclude(tutor_group="").values_list("tutor_group", flat=True))
    return tuple(sorted(found, key=lambda group: (len(group.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), group)))


@dataclass(frozen=True)
class Attendance:
    """How a whole register stands."""

    came: int
    did_not: int
    not_marked: int


def attendance(activity_id: int) -> Attendance:
    """The marks of an activity's register, as far as the access may see its students."""
    rows = Participation.objects.filter(activity_id=activity_id).values("attended").order_by().annotate(count=Count("pk"))
    counts = {row["attended"]: row["count"] for row in rows}
    return Attendance(counts.get(True, 0), counts.get(False, 0), counts.get(None, 0))
