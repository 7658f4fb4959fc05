"""Agreed actions that are past their date and not done, of everybody the person may see."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.records.models import Action, Student

LINES = 50


@dataclass(frozen=True)
class OverdueAction:
    """One action: what, for whom, who owns it, and the day it was due. Without a student it is about nobody in particular."""

    what: str
    student_id: int | None
    student: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class OverduePage:
    """A page of them, the longest overdue first."""

    lines: tuple[OverdueAction, ...]
    page: int
    pages: int
    total: int


def overdue(access: Access) -> QuerySet[Action]:
    """The open actions due before the access's day. Raises ``NotAllowed`` for who may not see guidance."""
    return Action.objects.filter(due_on__lt=access.on).exclude(status="done")


def overdue_actions(access: Access, number: int) -> OverduePage:
    """Page ``number`` (from 1; the last when there are fewer)."""
    pages = Paginator(overdue(access).select_related("meeting").order_by("due_on", "pk"), LINES)
    shown = pages.get_page(number)
    rows = [(row, row.student_id or (row.meeting.student_id if row.meeting else None)) for row in shown.object_list]
    names = {one.pk: one.name for one in Student.objects.filter(pk__in={student for _, student in rows if student})}
    lines = tuple(OverdueAction(row.what, who, names.get(who, ""), row.owner, row.due_on) for row, who in rows)
    return OverduePage(lines, shown.number, pages.num_pages, pages.count)
