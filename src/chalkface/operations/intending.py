"""An intended destination, written down: for the deeds of staff and of students alike. Called inside an operation."""

from datetime import date

from django.db.models import Max

from chalkface.core.access import Access
from chalkface.core.chain import confidences, sources
from chalkface.core.destination_routes import titles
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.operation import note
from chalkface.records.models import Intention, Student

LONGEST = 300


def check_words(
    *, route: str, provider: str, course: str, level: int | None, source: str, confidence: str, open_route: bool = False
) -> None:
    """Raises ``FormRefused`` with all that is wrong with the parts that intentions, applications and destinations share."""
    wrong = []
    if route not in titles() and not (open_route and not route):
        wrong.append(("route", "Choose one of the routes given."))
    wrong += [
        (name, f"This is {len(text):,} characters long; the most that is kept is {LONGEST}.")
        for name, text in (("provider", provider), ("course", course))
        if len(text) > LONGEST
    ]
    if level is not None and not 0 <= level <= 8:
        wrong.append(("level", "A level is a number from 0 (entry level) to 8."))
    if source and source not in sources():
        wrong.append(("source", "Choose one of the sources given."))
    if confidence and confidence not in confidences():
        wrong.append(("confidence", "Choose how sure this is from the answers given."))
    if wrong:
        raise FormRefused(wrong)


def check_student(student_id: int) -> None:
    """Raises ``Refused`` for a student who is not here, or whom this person may not see."""
    if not Student.objects.filter(pk=student_id).exists():
        raise Refused("That student is not there any more.")


def check_day(access: Access, on: date | None, field: str) -> date:
    """The day, today when none is given. Raises ``Refused`` for a day to come."""
    if on is not None and on > access.on:
        raise Refused("This day is still to come: write what is known by today.", field=field)
    return on or access.on


def new_intention(
    access: Access,
    *,
    student_id: int,
    route: str,
    provider: str = "",
    course: str = "",
    level: int | None = None,
    source: str = "",
    confidence: str = "",
    recorded_on: date | None = None,
) -> int:
    """Write an intention down; the number of its row. ``route`` "" leaves it open, when there are words of a course.

    The same words on the same day are one intention: sent again, nothing is written. Raises ``Refused`` beside what is wrong.
    """
    provider, course = provider.strip(), course.strip()
    on = check_day(access, recorded_on, "recorded_on")
    words = {"route": route, "provider": provider, "course": course, "level": level, "source": source}
    check_words(**words, confidence=confidence, open_route=bool(course))
    check_student(student_id)
    said = {"student_id": student_id, "recorded_on": on, "route": route, "provider": provider, "course": course, "level": level}
    newest = Intention.objects.filter(student_id=student_id).order_by("-recorded_on", "-position", "-pk").first()
    if newest is not None and all(getattr(newest, name) == value for name, value in said.items()):
        return newest.pk
    last = Intention.objects.filter(student_id=student_id).aggregate(last=Max("position"))["last"]
    row = Intention.objects.create(
        school_id=access.school_id,
        **said,
        source=source,
        confidence=confidence,
        position=0 if last is None else last + 1,
    )
    note(intention=row.pk)
    return row.pk
