"""Who has left and who came back, as a full list of students shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalkface.core.years import last_day
from chalkface.imports.parsed import Parsed
from chalkface.queries.roll import Known

# The years after which leaving is the rule, so that a roll-over does not look like a list cut short.
FINISHING = (11, 13)
MANY = 0.3


@dataclass(slots=True)
class Movements:
    """``left_on`` is what to set: {student record: day left, or None for one who is back}."""

    left_on: dict[int, date | None] = field(default_factory=dict)
    leavers: int = 0
    returned: int = 0
    missing: int = 0
    expected: int = 0

    @property
    def are_many(self) -> bool:
        """More than 30 % of those who should be in the list are not; those who finish Year 11 or 13 are not counted."""
        return self.missing > MANY * self.expected


def movements(parsed: Parsed, present: Sequence[int | None], students: Sequence[Known], day: date) -> Movements:
    """Compare a full list with the roll.

    Only year groups that the list has are looked at. Who was on roll in one of them this academic year and is not in the
    list left on the day before ``day``; who would have moved up into one of them left on 31 August of their last year.
    """
    found = Movements()
    year = parsed.academic_year
    if year is None or any((student.latest or 0) > year for student in students):
        return found
    here = {pk for pk in present if pk is not None}
    listed = [row.values for row in parsed.tables.get("enrolments", ())]
    groups = {values["year_group"] for values in listed if values.get("academic_year") == year}
    for student in students:
        if student.pk in here:
            if student.left_on is not None and student.left_on < day:
                found.left_on[student.pk] = None
                found.returned += 1
            else:
                found.expected += 1
            continue
        if student.latest is None or (student.left_on is not None and student.left_on < day):
            continue
        _absent(found, student, year, groups, day)
    return found


def _absent(found: Movements, student: Known, year: int, groups: set[object], day: date) -> None:
    last_year = student.latest
    group = student.enrolments[last_year][0]
    due = group + year - last_year
    finished = last_year < year and any(last in groups for last in FINISHING if group <= last < due)
    if due not in groups and not finished:
        return
    moved_on = last_year < year and any(group <= last < due for last in FINISHING)
    if not moved_on:
        found.expected += 1
        found.missing += 1
    found.leavers += 1
    left = last_day(last_year) if last_year < year else min(day - timedelta(days=1), last_day(year))
    found.left_on[student.pk] = left
