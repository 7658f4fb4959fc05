"""Subjects taught this year, and the lessons that linked them to careers: about half of them, hardly any in the sixth form."""

import random
from datetime import date

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.activities import Diary, activity_row
from chalkface.imports.example_school.cohorts import year_group_in
from chalkface.imports.example_school.people import Student
from chalkface.imports.example_school.routes import HISTORY
from chalkface.imports.example_school.streams import Row, stream
from chalkface.imports.example_school.terms import school_days

KEY_STAGE_3 = (
    "English", "Mathematics", "Science", "History", "Geography", "French", "Art and design", "Music", "Drama",
    "Design and technology", "Computing", "Physical education", "Religious studies", "PSHE",
)  # fmt: skip
CORE = ("English", "Mathematics", "Science", "Physical education", "PSHE")
OPTIONS_AT_GCSE = (
    "History", "Geography", "French", "Art and design", "Business", "Computing", "Design and technology", "Drama",
    "Health and social care",
)  # fmt: skip
SIXTH_FORM = (
    "Tutor programme", "Biology", "Chemistry", "Physics", "Mathematics", "English literature", "History",
    "Psychology", "Business", "Applied science",
)  # fmt: skip
TAUGHT = {group: KEY_STAGE_3 for group in (7, 8, 9)} | {group: CORE + OPTIONS_AT_GCSE for group in (10, 11)}
TAUGHT |= {12: SIXTH_FORM, 13: SIXTH_FORM}
LINKED_BY_AGE = (1.0, 0.6, 0.3, 0.15, 0.08, 0.04)
TITLES = (
    "Who uses {} at work?",
    "{} in three careers",
    "A day's work with {}",
    "Where {} can lead",
    "{}: a visitor's question",
)


def taught_subject_rows(day: date) -> list[Row]:
    """The rows of ``taught_subjects`` for the year of the day."""
    year = str(academic_year_of(day))
    return [
        {"academic_year": year, "year_group": str(group), "subject": subject}
        for group, subjects in TAUGHT.items()
        for subject in subjects
    ]


def hold_lesson_links(seed: int, students: list[Student], diary: Diary) -> None:
    """Add the lessons that linked a subject to careers, six academic years of them, to the diary.

    An optional subject reaches its own class only, so its link is real and yet reaches less than half of the year group.
    """
    this_year = academic_year_of(diary.day)
    for year in range(this_year - HISTORY, this_year + 1):
        for group, subjects in TAUGHT.items():
            members = year_group_in(students, year, group)
            for number, subject in enumerate(subjects, start=1):
                rng = stream(seed, "link", year, group, subject)
                whole_year = group < 10 or subject in CORE or subject == "Tutor programme"
                chance = (0.86 if group < 10 else 0.8 if whole_year else 0.3) * LINKED_BY_AGE[this_year - year]
                if rng.random() >= chance:
                    continue
                key, start = f"L{year}-{group:02d}-{number:02d}", _lesson_day(year, rng)
                row = activity_row(key, "curriculum_link", rng.choice(TITLES).format(subject), start)
                noted = rng.random() < 0.6
                row |= {"subject": subject, "mode": "in_person", "in_school_day": "true", "hours": "1"}
                row |= {"learning_outcomes": "true" if noted else "", "outcomes": f"EXP-{group}" if noted else ""}
                diary.activities.append(row)
                taught = members if whole_year else [student for student in members if rng.random() < 0.25]
                diary.attend(key, start, start, taught, rng)


def _lesson_day(year: int, rng: random.Random) -> date:
    """A school day of the year, sooner rather than later: heads of department like to have it done."""
    days = school_days(year)
    return days[8 + int((len(days) - 16) * rng.random() ** 1.4)]
