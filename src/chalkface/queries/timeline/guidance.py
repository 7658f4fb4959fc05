"""Guidance meetings, with the first words of the plan that was written down with the student. Never a confidential note."""

from collections.abc import Iterator

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.places import Place
from chalkface.queries.timeline import Event, listed, told
from chalkface.queries.timeline.lines import Line, shaped
from chalkface.records.models import GuidanceMeeting

_CAME = {1: "", 0: "did not attend", None: "attendance not marked"}
FIRST_WORDS = 240


def first_words(text: str) -> str:
    """The beginning of a text, cut between words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= FIRST_WORDS else plain[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def _rows(access: Access, student_id: int) -> QuerySet:
    rows = GuidanceMeeting.objects.filter(student_id=student_id)
    return shaped(rows, "guidance", days=("met_on",), words=("adviser", "shared"), numbers=("minutes", "attended"))


@told("guidance", "Guidance", order=20, needs="see_guidance", rows=_rows)
def guidance(line: Line) -> Iterator[Event]:
    (adviser, shared, *_), (minutes, attended) = line.words, line.numbers
    facts = listed(adviser, f"{minutes} minutes" if minutes else "", _CAME[attended])
    plan = f"Plan: “{first_words(shared)}”." if shared.strip() else ""
    text = ". ".join(part for part in (facts, plan) if part)
    yield Event(line.days[0], "Guidance meeting", text, Place("guidance.meeting", {"meeting": line.number}), line.after)
