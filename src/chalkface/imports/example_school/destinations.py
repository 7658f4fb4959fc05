"""Plans, offers and what became of the leavers: the rows of ``destinations``."""

import random
from datetime import date

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.identifiers import NAME
from chalkface.imports.example_school.people import Ending, Student
from chalkface.imports.example_school.routes import COLLEGES, HISTORY
from chalkface.imports.example_school.streams import Row, stream
from chalkface.imports.example_school.terms import school_day

LEAVING_GROUPS = {16: 11, 18: 13}
SETTLED = {
    "school_sixth_form", "sixth_form_college", "further_education", "higher_education", "supported_internship",
    "other_education", "apprenticeship", "employment", "employment_with_training",
}  # fmt: skip
Dated = tuple[date, str, Ending, str]


def destination_rows(seed: int, students: list[Student], day: date) -> list[Row]:
    """The destinations of the leavers of six academic years, as far as they are known on the day."""
    this_year = academic_year_of(day)
    rows = []
    for stage, group in LEAVING_GROUPS.items():
        for student in students:
            year = next((year for year, in_group in student.years.items() if in_group == group), None)
            if year is None:
                continue
            records = _records(student, stage, year, this_year - year, stream(seed, "destination", stage, student.key))
            rows += [_row(student, stage, year, record) for record in records if record[0] <= day]
    return rows


def _records(student: Student, stage: int, year: int, age: int, rng: random.Random) -> list[Dated]:
    """Everything recorded about one leaver, in order; ``age`` is how many years ago they left."""
    end = student.ends[stage]
    kept = 1 - age / (HISTORY * 6)  # how well records were kept that year
    lost = end.route == "unknown"
    if lost and rng.random() < 0.5:
        return []
    records = []
    if age < HISTORY and rng.random() < (0.9 - student.absence / 2) * kept:
        records.append((school_day(year, 1, 20, rng.randint(0, 20)), "intended", _plan(end, stage, rng), "Student survey"))
    if end.route in SETTLED and rng.random() < 0.6 * kept:
        records.append((school_day(year, 4, 24, rng.randint(0, 25)), "offered", end, "Tutor"))
    if lost:
        return [*records, (school_day(year + 1, 10, 10, rng.randint(0, 15)), "", end, "Three calls, no answer")]
    source = rng.choice(("Enrolment list", "Phone call", "Provider", "Local authority"))
    records.append((school_day(year + 1, 9, 8, rng.randint(0, 28)), "started", end, source))
    if end.route in SETTLED and rng.random() < 0.98 * kept:
        stayed, checked = rng.random() < 0.945 - 0.1 * (student.absence > 0.25), school_day(year + 1, 3, 20, rng.randint(0, 15))
        if end.provider == NAME:
            stayed = student.here(checked)
        records.append((checked, "sustained" if stayed else "not_sustained", end, "Six-month check"))
    return records


def _plan(end: Ending, stage: int, rng: random.Random) -> Ending:
    """What was planned in the winter before: usually what happened, sometimes the nearest college or a job."""
    if end.route in SETTLED and rng.random() < 0.85:
        return end
    if stage == 18 and rng.random() < 0.5:
        return Ending("employment")
    return Ending("further_education", rng.choice(COLLEGES), "3" if stage == 18 else "2")


def _row(student: Student, stage: int, year: int, record: Dated) -> Row:
    recorded, status, end, source = record
    return {
        "student_id": student.key, "stage": str(stage), "academic_year": str(year + 1), "route": end.route,
        "status": status, "provider": end.provider, "ukprn": end.ukprn, "level": end.level,
        "recorded_on": recorded.isoformat(), "source": source,
    }  # fmt: skip
