"""The students of twelve cohorts: everyone who was in Years 7-13 in the six academic years that end with the day's.

Nothing later than the day is told: a student who leaves next month has no leaving date yet. Those who join next month are
kept out of every file, but drawn all the same, so that the past does not change as the days pass.
"""

import random
from datetime import date

from chalkface.core.years import academic_year_of, first_day, last_day
from chalkface.imports.example_school.identifiers import NAME
from chalkface.imports.example_school.people import Student, new_student
from chalkface.imports.example_school.routes import HISTORY, ending_at_16, ending_at_18
from chalkface.imports.example_school.streams import Row, stream
from chalkface.imports.example_school.terms import school_days

COHORT_SIZE = 189
MOVES_AWAY = 0.012
NEW_SIXTH_FORMERS = 13


def students_of(seed: int, day: date) -> list[Student]:
    """Everyone the school remembers on the day or meets later in its academic year, oldest cohort first."""
    this_year = academic_year_of(day)
    students = []
    for cohort in range(this_year - HISTORY - 6, this_year + 1):
        for student, starts_in in _starters(seed, cohort):
            _live(student, starts_in, this_year, stream(seed, "life", student.key))
            if _known(student, this_year, day):
                students.append(student)
    return students


def _starters(seed: int, cohort: int) -> list[tuple[Student, int]]:
    """The students of a cohort, each with the year group they join in."""
    rng = stream(seed, "cohort", cohort)
    found = [(7, first_day(cohort)) for _ in range(COHORT_SIZE + rng.randint(-6, 6))]
    for group in (8, 9, 10):
        year = cohort + group - 7
        found += [(group, rng.choice(school_days(year))) for _ in range(rng.choice((1, 2, 2, 3)))]
    found += [(12, first_day(cohort + 5)) for _ in range(NEW_SIXTH_FORMERS)]
    return [(new_student(rng, cohort, serial, joined), group) for serial, (group, joined) in enumerate(found, start=1)]


def _live(student: Student, starts_in: int, this_year: int, rng: random.Random) -> None:
    """Fill ``years``, ``ends``, ``left_on`` and ``considering_he``; the last leaving date may still lie ahead."""
    ends_school, ends_sixth_form = student.cohort + 4, student.cohort + 6
    student.ends = {
        16: ending_at_16(student, this_year - ends_school, rng),
        18: ending_at_18(student, this_year - ends_sixth_form, rng),
    }
    stays_on = starts_in == 12 or (student.ends[16].route, student.ends[16].provider) == ("school_sixth_form", NAME)
    year_twelve_only = rng.random() < 0.07
    for group in range(starts_in, 14):
        year = student.cohort + group - 7
        student.years[year] = group
        moves = rng.random() < MOVES_AWAY and group > starts_in
        if moves and group not in (11, 13):
            student.left_on = rng.choice(school_days(year)[30:])
            break
        if group == 13 or (group == 11 and not stays_on) or (group == 12 and year_twelve_only):
            student.left_on = last_day(year)
            break
    if student.cohort + 5 <= this_year and max(student.years.values()) >= 12:
        wants = rng.random() < (0.96 if student.ends[18].route == "higher_education" else 0.3)
        student.considering_he = wants if rng.random() < 0.93 else None


def _known(student: Student, this_year: int, day: date) -> bool:
    """Cut the student's time to what is known on the day; false when nothing is left."""
    student.years = {year: group for year, group in student.years.items() if this_year - HISTORY <= year <= this_year}
    if student.left_on and student.left_on >= day:
        student.left_on = None
    return bool(student.years)


def enrolment_rows(students: list[Student]) -> list[Row]:
    """The rows of ``enrolments``."""
    return [
        {
            "student_id": student.key,
            "academic_year": str(year),
            "year_group": str(group),
            "tutor_group": student.tutor_group(year),
        }
        for student in students
        for year, group in student.years.items()
    ]


def year_group_in(students: list[Student], year: int, group: int) -> list[Student]:
    """Those enrolled in a year group in an academic year."""
    return [student for student in students if student.years.get(year) == group]
