"""The plan that a student made with the adviser, and who may read it, for the pages of students and parents."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.family import SIXTEEN, age_on
from chalkface.queries.own_pages import theirs
from chalkface.records.models import GuidanceMeeting, Intention, SharingChoice


@dataclass(frozen=True)
class PlanText:
    """What was written down with the student at one meeting."""

    on: date
    adviser: str
    text: str


def plan_texts(access: Access, student_id: int) -> tuple[PlanText, ...]:
    """The plan as it was written down, the latest meeting first."""
    if not theirs(access, "see_guidance", student_id):
        return ()
    rows = GuidanceMeeting.objects.filter(student_id=student_id).exclude(shared="").order_by("-met_on", "-pk")
    return tuple(PlanText(row.met_on, row.adviser, row.shared) for row in rows)


@dataclass(frozen=True)
class Hope:
    """A hope as it was said on a day: the route's code, and the course or job in words."""

    on: date
    route: str
    provider: str
    course: str
    own: bool


def hopes(access: Access, student_id: int) -> tuple[Hope, ...]:
    """What the student hoped for over time, the latest first."""
    if not theirs(access, "see_aspirations", student_id):
        return ()
    rows = Intention.objects.filter(student_id=student_id).order_by("-recorded_on", "-position", "-pk")
    return tuple(Hope(row.recorded_on, row.route, row.provider, row.course, row.source == "student") for row in rows)


@dataclass(frozen=True)
class Choice:
    """Something that may be passed on or not: whose choice it is today and what holds."""

    what: str
    is_theirs: bool
    is_allowed: bool | None
    said_on: date | None


def choices(access: Access, student_id: int, born: date | None) -> tuple[Choice, ...]:
    """What a student may choose. From 16 the hopes and what goes to the local authority are theirs; the plan is at any age."""
    age = age_on(born, access.on)
    is_of_age = age is None or age >= SIXTEEN
    said: dict[str, SharingChoice] = {}
    for row in SharingChoice.objects.filter(student_id=student_id, said_by="student").order_by("said_on", "pk"):
        said[row.what] = row
    return tuple(
        Choice(what, what == "plan_with_parents" or is_of_age, row and row.is_allowed, row and row.said_on)
        for what in ("plan_with_parents", "hopes_with_parents", "local_authority")
        for row in (said.get(what),)
    )
