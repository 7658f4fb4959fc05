"""What a student or a parent chose to be passed on, and which choice stands."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.authority import Choice, Person, has_refused, waits_for_student
from chalkface.core.family import SIXTEEN, age_on
from chalkface.records.models import SharingChoice, Student

WHAT = {
    "local_authority": "More than who they are to the local authority",
    "plan_with_parents": "The plan with parents",
    "hopes_with_parents": "Hopes with parents",
}


@dataclass(frozen=True)
class ChoiceLine:
    """One choice as it was recorded."""

    what: str
    is_allowed: bool
    said_by: str
    said_on: date


@dataclass(frozen=True)
class Choices:
    """All choices of a student, the newest first, and how the one about the local authority stands today."""

    lines: tuple[ChoiceLine, ...]
    is_sixteen: bool | None
    refused: bool
    waits: bool


def choices_of(access: Access, student_id: int) -> Choices:
    """The choices of one student whom the access may see."""
    born = Student.objects.values_list("date_of_birth", flat=True).get(pk=student_id)
    rows = list(SharingChoice.objects.filter(student_id=student_id).order_by("said_on", "pk"))
    person = Person(
        born, tuple(Choice(one.is_allowed, one.said_by, one.said_on) for one in rows if one.what == "local_authority")
    )
    age = age_on(born, access.on)
    lines = tuple(ChoiceLine(WHAT.get(one.what, one.what), one.is_allowed, one.said_by, one.said_on) for one in reversed(rows))
    return Choices(
        lines, None if age is None else age >= SIXTEEN, has_refused(person, access.on), waits_for_student(person, access.on)
    )
