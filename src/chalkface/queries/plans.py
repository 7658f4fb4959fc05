"""The plan: its actions with what each answers and who has it, in words that say how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.action_history import MonthOfHistory, history_by_month
from chalkface.queries.posts import own_posts
from chalkface.records.models import PlanAction

DONE = "done"
_COLUMNS = (
    "pk", "what", "objective_id", "objective__title", "framework", "statement", "activity_id", "activity__title", "duty",
    "post_id", "post__title", "post__holder", "owner", "starts_on", "due_on", "status", "resource", "evidence", "done_on",
    "edition",
)  # fmt: skip


@dataclass(frozen=True)
class ActionLine:
    """One action of the plan with the names of what it points at; ``edition`` is the one a form is opened with."""

    id: int
    what: str
    objective_id: int | None
    objective: str
    framework: str
    statement: str
    activity_id: int | None
    activity: str
    duty: str
    post_id: int | None
    post: str
    holder: str
    owner: str
    starts_on: date | None
    due_on: date | None
    status: str
    resource: str
    evidence: str
    done_on: date | None
    edition: int

    @property
    def who(self) -> str:
        """The post with who holds it, else the name that was written, else "" for nobody."""
        if not self.post:
            return self.owner
        held = self.owner or self.holder
        return f"{self.post}, {held}" if held else f"{self.post} (vacant)"

    def days_late(self, on: date) -> int:
        """How many days it is past its date on a day; 0 when it is done, not due yet, or has no date."""
        if self.status == DONE or self.due_on is None:
            return 0
        return max(0, (on - self.due_on).days)

    def is_overdue(self, on: date) -> bool:
        """Whether it is past its date and not done."""
        return self.days_late(on) > 0

    def when(self, on: date) -> str:
        """How it stands on a day: "41 days late", "due 3 March 2026", "done on 2 February 2026"."""
        if self.status == DONE:
            return f"done on {day_words(self.done_on)}" if self.done_on else "done"
        if self.due_on is None:
            return "no date"
        if late := self.days_late(on):
            return f"{_days(late)} late: it was due on {day_words(self.due_on)}"
        return "due today" if self.due_on == on else f"due on {day_words(self.due_on)}"


@dataclass(frozen=True)
class ActionCard:
    """One action with its history by month; ``is_mine``: the person holds the post that owns it."""

    line: ActionLine
    history: tuple[MonthOfHistory, ...]
    is_mine: bool


def plan_actions(
    access: Access,
    *,
    objective: int | None = None,
    activity: int | None = None,
    post: int | None = None,
    posts: Iterable[int] | None = None,
    framework: str = "",
    statement: str = "",
    duty: str = "",
    status: str = "",
    overdue: bool = False,
) -> tuple[ActionLine, ...]:
    """The actions of the open school that fit what is asked, by the day they are due; those without a day come last.

    ``posts`` are the posts of which any may own it. ``overdue`` leaves those past their date on the access's day.
    """
    wanted = {
        "objective_id": objective,
        "activity_id": activity,
        "post_id": post,
        "framework": framework or None,
        "statement": statement or None,
        "duty": duty or None,
        "status": status or None,
        "post_id__in": None if posts is None else list(posts),
    }
    rows = PlanAction.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    if overdue:
        rows = rows.filter(due_on__lt=access.on).exclude(status=DONE)
    return _lines(rows)


def action_card(access: Access, action_id: int) -> ActionCard | None:
    """One action with its history, or None when the school has none of that number."""
    row = PlanAction.objects.filter(pk=action_id)
    line = next(iter(_lines(row)), None)
    if line is None:
        return None
    is_mine = line.post_id is not None and line.post_id in own_posts(access)
    return ActionCard(line, history_by_month(PlanAction(pk=action_id)), is_mine)


def plan_sentence(lines: Iterable[ActionLine], on: date) -> str:
    """23 actions: 9 done, 8 under way, 6 not begun; 4 are past their date, the oldest by 41 days."""
    found = list(lines)
    if not found:
        return "There are no actions."
    done, doing, to_do = (sum(one.status == status for one in found) for status in (DONE, "doing", "to_do"))
    late = [one.days_late(on) for one in found if one.is_overdue(on)]
    sentence = f"{len(found)} action{'s' if len(found) != 1 else ''}: {done} done, {doing} under way, {to_do} not begun"
    if not late:
        return f"{sentence}; none is past its date."
    if len(late) == 1:
        return f"{sentence}; 1 is past its date, by {_days(late[0])}."
    return f"{sentence}; {len(late)} are past their date, the oldest by {_days(max(late))}."


def due_within(lines: Iterable[ActionLine], on: date, days: int) -> tuple[ActionLine, ...]:
    """Of these, what is not done and is past its date or due within so many days."""
    last = on + timedelta(days=days)
    return tuple(one for one in lines if one.status != DONE and one.due_on is not None and one.due_on <= last)


def _days(count: int) -> str:
    return f"{count} day{'s' if count != 1 else ''}"


def _lines(rows: QuerySet[PlanAction]) -> tuple[ActionLine, ...]:
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "pk").values_list(*_COLUMNS)
    named = ("objective__title", "activity__title", "post__title", "post__holder")
    gaps = {_COLUMNS.index(name) for name in named}
    return tuple(ActionLine(*("" if at in gaps and one is None else one for at, one in enumerate(row))) for row in ordered)
