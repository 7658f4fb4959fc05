"""What students hoped to do next, year after year: the rows of ``intentions``."""

import random
from datetime import date

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.people import Student
from chalkface.imports.example_school.streams import Row, stream
from chalkface.imports.example_school.terms import school_day

# Year group: month and day of the survey, share of students reached, share undecided, share who name what they will do.
SURVEYS = {
    8: ((1, 15), 0.6, 0.38, 0.35),
    9: ((10, 11), 0.84, 0.28, 0.45),
    10: ((9, 27), 0.88, 0.2, 0.6),
    11: ((9, 19), 0.95, 0.1, 0.82),
    12: ((3, 6), 0.3, 0.25, 0.6),
    13: ((9, 25), 0.84, 0.07, 0.85),
}
REACH_BY_AGE = (1, 0.95, 0.75, 0.45, 0.3, 0)
HOPES_AT_16 = {
    "school_sixth_form": 50, "further_education": 22, "apprenticeship": 16, "sixth_form_college": 8, "employment": 4,
}  # fmt: skip
HOPES_AT_18 = {"higher_education": 60, "apprenticeship": 22, "employment": 10, "further_education": 4, "voluntary": 4}
COURSES = {
    "school_sixth_form": ("A levels", "Biology, chemistry and psychology", "English, history and politics", "Applied science"),
    "sixth_form_college": ("A levels", "Mathematics, physics and computing", "Art, media and sociology"),
    "further_education": ("T Level in health", "Construction", "Hair and beauty", "Motor vehicle", "Digital production"),
    "apprenticeship": ("Electrical installation", "Business administration", "Engineering", "Early years", "Carpentry"),
    "higher_education": ("Nursing", "Law", "Computer science", "Psychology", "Mechanical engineering", "History", "Medicine"),
}
NOT_PLANNED = {"unknown", "neet", "custody", "moved_away", "deceased"}


def intention_rows(seed: int, students: list[Student], day: date) -> list[Row]:
    """One row for each time a student said what they hope to do; second thoughts come later in the same year."""
    this_year = academic_year_of(day)
    rows = []
    for student in students:
        rng = stream(seed, "intention", student.key)
        for year, group in student.years.items():
            if group in SURVEYS:
                rows += _asked(student, year, group, REACH_BY_AGE[this_year - year], day, rng)
    return rows


def _asked(student: Student, year: int, group: int, reach: float, day: date, rng: random.Random) -> list[Row]:
    (month, start), share, undecided, sure = SURVEYS[group]
    first = school_day(year, month, start, rng.randint(0, 9))
    second = school_day(year, 5, 10, rng.randint(0, 15))
    answered = rng.random() < share * reach * (1 - student.absence)
    thinks_again = group in (10, 11, 13) and rng.random() < 0.25
    hopes = [_hope(student, group, undecided, sure, rng), _hope(student, group, 0.05, 0.9, rng)]
    said = [first] * answered + [second] * (answered and thinks_again)
    return [_row(student, when, hope) for when, hope in zip(said, hopes, strict=False) if when <= day and student.here(when)]


def _hope(student: Student, group: int, undecided: float, sure: float, rng: random.Random) -> tuple[str, str, str, str]:
    """Route, provider, course and level of one answer."""
    end = student.ends[16 if group < 12 else 18]
    if rng.random() < undecided:
        return "undecided", "", "", ""
    if rng.random() < sure and end.route not in NOT_PLANNED:
        course = rng.choice(COURSES[end.route]) if end.route in COURSES else ""
        return end.route, end.provider if rng.random() < 0.7 else "", course, end.level
    hopes = HOPES_AT_16 if group < 12 else HOPES_AT_18
    route = rng.choices(list(hopes), list(hopes.values()))[0]
    return route, "", rng.choice(COURSES[route]) if route in COURSES else "", "6" if route == "higher_education" else ""


def _row(student: Student, when: date, hope: tuple[str, str, str, str]) -> Row:
    route, provider, course, level = hope
    return {
        "student_id": student.key, "recorded_on": when.isoformat(), "route": route,
        "provider": provider, "course": course, "level": level,
    }  # fmt: skip
