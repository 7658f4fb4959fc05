"""What matters this week: what is coming, what is not marked, what is past its date, how old the data are."""

from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.queries.imports import ImportLine, import_history
from chalkface.records.models import Action, Activity, Participation

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
class Week:
    """The week as far as the access may see it; None where it may not see at all."""

    coming: tuple[Coming, ...]
    unmarked: tuple[Coming, ...] | None
    overdue: int | None
    latest_import: ImportLine | None


def _all(rows) -> tuple[Coming, ...]:
    found = rows.values_list("pk", "title", "kind", "starts_on")
    return tuple(Coming(pk, title, ACTIVITY_KINDS.get(kind, kind), starts_on) for pk, title, kind, starts_on in found)


def week(access: Access) -> Week:
    """What is coming in the next fortnight, registers of the last two months that are not finished, actions past their date."""
    coming, unmarked = (), None
    if access.may("see_programme"):
        rows = Activity.objects.filter(starts_on__gte=access.on, starts_on__lte=access.on + AHEAD)
        coming = _all(rows.order_by("starts_on", "pk"))
    if access.may("see_encounters"):
        open_marks = Participation.objects.filter(attended=None).values("activity_id")
        rows = Activity.objects.filter(pk__in=open_marks, starts_on__gte=access.on - BACK, starts_on__lt=access.on)
        unmarked = _all(rows.order_by("-starts_on", "pk"))
    overdue = None
    if access.may("see_guidance"):
        overdue = Action.objects.filter(due_on__lt=access.on).exclude(status="done").count()
    latest = None
    if access.may("see_imports"):
        latest = next((line for line in import_history(10) if line.state == "committed"), None)
    return Week(coming, unmarked, overdue, latest)
