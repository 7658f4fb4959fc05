"""What was agreed with the student: when, when it was done, what the student said of it, when it was confirmed."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from chalkface.core.access import Access
from chalkface.core.needs import OWNER_TITLES
from chalkface.queries.places import Place
from chalkface.queries.timeline import Event, listed, read
from chalkface.records.models import Action

_ANSWERS = {"met": "The student says it is settled", "not_yet": "The student says: not yet"}
_COLUMNS = (
    "pk", "what", "owner", "owner_kind", "due_on", "status", "meeting__met_on", "done_on", "done_words",
    "student_said", "student_said_on", "student_words", "confirmed_on",
)  # fmt: skip


def actions_of(student_id: int) -> QuerySet[Action]:
    """The agreed actions of a student; an imported one may name only the meeting."""
    return Action.objects.filter(Q(student_id=student_id) | Q(student_id=None, meeting__student_id=student_id))


def owner_words(owner: str, owner_kind: str) -> str:
    """Whose an action is: as it was written, or by the role."""
    return owner or OWNER_TITLES.get(owner_kind, "")


@read("agreed", "Agreed actions", order=40, needs="see_guidance")
def agreed(access: Access, student_id: int) -> Iterator[Event]:
    for pk, what, owner, owner_kind, due_on, status, met_on, *later in actions_of(student_id).values_list(*_COLUMNS):
        done_on, done_words, said, said_on, words, confirmed_on = later
        owner = owner_words(owner, owner_kind)
        place = Place("guidance.agreed", {"agreed": pk})
        due = f"by {due_on.day} {due_on:%B %Y}" if due_on is not None else ""
        undated_done = status == "done" and done_on is None
        yield Event(met_on, f"Agreed: {what}", listed(owner, due, "done" if undated_done else ""), place, pk, step=2)
        if done_on is not None:
            again = said == "not_yet" and said_on is not None and said_on <= done_on  # a "not yet" takes the day before away
            title, text = f"Done{' again' if again else ''}: {what}", f"“{done_words.strip()}”" if done_words.strip() else owner
            yield Event(done_on, title, text, place, pk, step=5 if again else 3)
        if said in _ANSWERS and said_on is not None:
            text = f"{what}. “{words.strip()}”" if words.strip() else what
            yield Event(said_on, _ANSWERS[said], text, place, pk, step=4)
        if confirmed_on is not None:
            yield Event(confirmed_on, f"Confirmed: {what}", "", place, pk, step=6)
