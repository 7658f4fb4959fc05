"""Everybody the school holds, by what tells one student from another: for matching the rows of an import."""

from dataclasses import dataclass, field
from datetime import date

from chalkface.records.models import Enrolment, School, Student


@dataclass(slots=True)
class Known:
    """A student the school holds. ``enrolments`` is {academic year: (year group, tutor group)}."""

    pk: int
    key: str
    upn: str
    uln: str
    legal_forename: str
    legal_surname: str
    preferred_forename: str
    preferred_surname: str
    date_of_birth: date | None
    left_on: date | None
    enrolments: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def latest(self) -> int | None:
        """The latest academic year of an enrolment."""
        return max(self.enrolments, default=None)


@dataclass(frozen=True, slots=True)
class SchoolIdentity:
    """What tells the open school from another."""

    urn: str
    laestab: str
    name: str


def known_students() -> list[Known]:
    """All students of the open school, on roll and left, in two reads."""
    students = {
        row[0]: Known(*row)
        for row in Student.objects.order_by("pk").values_list(
            "pk", "key", "upn", "uln", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname",
            "date_of_birth", "left_on",
        )
    }  # fmt: skip
    if students:
        rows = Enrolment.objects.values_list("student_id", "academic_year", "year_group", "tutor_group")
        for student, year, group, tutor in rows:
            if student in students:
                students[student].enrolments[year] = (group, tutor)
    return list(students.values())


def school_identity(school_id: int) -> SchoolIdentity:
    """URN, LAESTAB and name of a school."""
    return SchoolIdentity(*School.objects.values_list("urn", "laestab", "name").get(pk=school_id))
