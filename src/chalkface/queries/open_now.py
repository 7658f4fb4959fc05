"""What is open of one student's plan now, and what the student wants their teachers to know."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.needs import title_of
from chalkface.queries.timeline.agreed import actions_of, owner_words
from chalkface.records.models import MeetingRequest, Need, OwnWords


@dataclass(frozen=True)
class OpenNeed:
    """A need that is neither met nor set aside."""

    id: int
    title: str
    detail: str
    raised_on: date


@dataclass(frozen=True)
class OpenAction:
    """Something agreed that nobody has confirmed yet. ``state`` is to_do, doing, done or not_yet (the student's last word)."""

    id: int
    what: str
    owner: str
    due_on: date | None
    state: str
    is_overdue: bool


@dataclass(frozen=True)
class OpenRequest:
    """A wish for a meeting that waits for an answer."""

    id: int
    asked_on: date
    about: str
    said: str


@dataclass(frozen=True)
class OpenNow:
    """What is still open."""

    needs: tuple[OpenNeed, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    request: OpenRequest | None = None


def _state(status: str, said: str, said_on: date | None, done_on: date | None) -> str:
    if said == "not_yet" and (status != "done" or done_on is None or said_on is None or said_on > done_on):
        return "not_yet"
    return status or "to_do"


def open_now(access: Access, student_id: int) -> OpenNow:
    """Needs, agreed actions and the wish for a meeting that are open, the most pressing first; empty for those who may not see
    guidance."""
    if not access.may("see_guidance"):
        return OpenNow()
    needs = Need.objects.filter(student_id=student_id, met_on=None, dropped_on=None).order_by("raised_on", "pk")
    columns = ("pk", "what", "owner", "owner_kind", "due_on", "status", "student_said", "student_said_on", "done_on", "need_id")
    waiting = actions_of(student_id).filter(confirmed_on=None)
    actions = []
    for pk, what, owner, kind, due_on, status, said, said_on, done_on, need in waiting.values_list(*columns):
        state = _state(status, said, said_on, done_on)
        if state == "done" and need is None:
            continue  # nobody has a need to confirm
        late = state != "done" and due_on is not None and due_on < access.on
        actions.append(OpenAction(pk, what, owner_words(owner, kind), due_on, state, late))
    asked = MeetingRequest.objects.filter(student_id=student_id, answered_on=None, withdrawn_on=None)
    wish = asked.order_by("asked_on", "pk").values_list("pk", "asked_on", "about", "said").first()
    return OpenNow(
        tuple(OpenNeed(row.pk, title_of(row.kind), row.detail, row.raised_on) for row in needs),
        tuple(sorted(actions, key=lambda row: (row.state == "done", row.due_on or date.max, row.id))),
        OpenRequest(*wish) if wish else None,
    )


def for_teachers(access: Access, student_id: int) -> tuple[str, date] | None:
    """The newest words of the student to their teachers that they have not taken back, with their day."""
    if not access.may("see_own_words"):
        return None
    rows = OwnWords.objects.filter(student_id=student_id, kind="for_teachers", withdrawn_on=None)
    return rows.order_by("-said_on", "-pk").values_list("said", "said_on").first()
