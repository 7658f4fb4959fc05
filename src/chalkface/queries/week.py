"""What matters this week: what is coming, what is not marked, what is late, what is one's own, how old the data are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from chalkface.core.access import Access, Scope
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.queries.imports import latest_import
from chalkface.queries.keeping import kept
from chalkface.queries.needs import still_to_do
from chalkface.queries.overdue import overdue
from chalkface.queries.posts import own_posts
from chalkface.records.models import Activity, ActivityPlan, Ask, Participation, PlanAction, School

T = TypeVar("T")
AHEAD = timedelta(days=14)
BACK = timedelta(days=60)


@dataclass(frozen=True)
class Coming:
    """An activity that is coming, or one whose register is not finished."""

    id: int
    title: str
    kind: str
    starts_on: date


@dataclass(frozen=True)
class Plate:
    """What waits for one person by the posts they hold: actions not done, those of them past their date, and asks."""

    actions: int
    late: int
    asks: int


@dataclass(frozen=True)
class Week:
    """The week as far as the access may see it; None where it may not see at all, and no plate for who holds no post."""

    coming: tuple[Coming, ...]
    unmarked: tuple[Coming, ...] | None
    overdue: int | None
    latest_import: date | None
    plate: Plate | None = None
    agreed: tuple[int, int] = (0, 0)  # agreed actions that are this person's to do, and those of them past their date


def _near(access: Access) -> list[Coming]:
    """The activities of the last two months and the next fortnight that were not cancelled, by day."""
    near = Activity.objects.filter(starts_on__gte=access.on - BACK, starts_on__lte=access.on + AHEAD)
    rows = near.exclude(pk__in=ActivityPlan.objects.exclude(cancelled_on=None).values("activity_id"))
    found = rows.order_by("starts_on", "pk").values_list("pk", "title", "kind", "starts_on")
    return [Coming(pk, title, ACTIVITY_KINDS.get(kind, kind), starts_on) for pk, title, kind, starts_on in found]


def week(access: Access, school: School) -> Week:
    """What is coming in the next fortnight, registers of the last two months that are not finished, actions past their date.

    ``school`` is the access's own. Which registers are open, and how many actions overdue, is kept where the person sees all.
    """
    coming, unmarked, past_date, latest = (), None, None, None
    if access.may("see_programme"):
        near = _near(access)
        coming = tuple(one for one in near if one.starts_on >= access.on)
        if access.may("see_encounters"):
            past = sorted((one for one in near if one.starts_on < access.on), key=lambda one: one.starts_on, reverse=True)
            open_marks = _kept(access, school, "see_encounters", "open-registers", lambda: _open_marks(past))
            unmarked = tuple(one for one in past if one.id in open_marks)
    if access.may("see_guidance"):
        past_date = _kept(access, school, "see_guidance", "overdue-actions", lambda: overdue(access).count())
    if access.may("see_imports"):
        latest = latest_import()
    agreed = still_to_do(access) if access.may("act_on_agreed") and access.may("see_guidance") else (0, 0)
    return Week(coming, unmarked, past_date, latest, _plate(access) if access.may("see_plan") else None, agreed)


def _plate(access: Access) -> Plate | None:
    posts = own_posts(access)
    if not posts:
        return None
    due = list(PlanAction.objects.filter(post_id__in=posts).exclude(status="done").values_list("due_on", flat=True))
    asks = Ask.objects.filter(post_id__in=posts, answered_on=None, cancelled_on=None, expires_on__gte=access.on)
    return Plate(len(due), sum(day is not None and day < access.on for day in due), asks.count())


def _open_marks(past: list[Coming]) -> frozenset[int]:
    """Those of the activities on whose register somebody is not marked."""
    # The activities are named: to look through the open marks of all years would take longer.
    marks = Participation.objects.filter(activity_id__in=[one.id for one in past], attended=None)
    return frozenset(marks.order_by().values_list("activity_id", flat=True).distinct())


def _kept(access: Access, school: School, permission: str, what: str, count: Callable[[], T]) -> T:
    """Counted once for all who see the whole school; for everybody else counted for themselves."""
    if access.scope(permission) is not Scope.SCHOOL or access.kept_from:
        return count()
    return kept(school, what, count, on=access.on, year=access.year, shared=False)
