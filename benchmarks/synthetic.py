"""A plain, large school for timing: seven year groups over eight academic years, about 100,000 participations.

Twenty-eight activities per year group and year, a quarter of them for the whole year group, as in the scale model
(``docs/decisions/0003-ibis-compiles-django-runs.md``). Plainly invented; the same rows for the same seed.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta

from chalkface.indicators.tables import TABLES

KINDS = (
    ["employer_encounter"] * 5
    + ["curriculum_link"] * 8
    + ["provider_encounter"] * 3
    + ["labour_market_information"] * 3
    + ["skills_practice"] * 3
    + ["workplace_experience"] * 2
    + ["recruitment_practice"] * 2
    + ["higher_education_visit", "other"]
)
SUBJECTS = ["Art", "Biology", "Chemistry", "English", "French", "Geography", "History", "Maths", "Music", "Physics"]
PARTNER_KINDS = ["employer"] * 4 + [
    "sixth_form",
    "further_education",
    "sixth_form_college",
    "university",
    "training_provider",
]
ROUTES = ["school_sixth_form", "further_education", "apprenticeship", "employment", "neet", "higher_education"]


def synthetic_school(
    *, school_id: int = 1, on_roll: int = 1200, years: int = 8, last_year: int = 2025
) -> dict[str, list[dict]]:
    """The rows of every table for one school of ``on_roll`` students with ``years`` years of history."""
    chance = random.Random(school_id)
    base = school_id * 10_000_000
    rows: dict[str, list[dict]] = {table: [] for table in TABLES}

    def add(table: str, **values: object) -> int:
        row = dict.fromkeys(TABLES[table]) | values | {"school_id": school_id}
        row["id"] = base + len(rows[table]) + 1
        rows[table].append(row)
        return row["id"]

    flags = [name for name, kind in TABLES["activity"].items() if kind == "bool"]
    partners = [add("partner", kind=chance.choice(PARTNER_KINDS), approved_technical=chance.random() < 0.4) for _ in range(60)]
    cohorts = {
        entered: [_student(add, chance) for _ in range(on_roll // 7)] for entered in range(last_year - years - 5, last_year + 1)
    }
    for year in range(last_year - years + 1, last_year + 1):
        for year_group in range(7, 14):
            members = cohorts[year - year_group + 7]
            for subject in SUBJECTS:
                add("taught_subject", academic_year=year, year_group=year_group, subject=subject)
            for student in members:
                add("enrolment", student_id=student, academic_year=year, year_group=year_group)
                add("intention", student_id=student, recorded_on=_day(chance, year))
                if chance.random() < 0.3:
                    meeting = add(
                        "guidance_meeting",
                        student_id=student,
                        met_on=_day(chance, year),
                        attended=True,
                        adviser_level=chance.choice([4, 6, 7]),
                    )
                    add(
                        "action",
                        meeting_id=meeting,
                        due_on=_day(chance, year),
                        status=chance.choice(["to_do", "done"]),
                        need_met=True,
                        confirmed_on=_day(chance, year),
                    )
                if year_group in (11, 13):
                    for _ in range(2):
                        add(
                            "destination",
                            student_id=student,
                            stage=year_group + 5 if year_group == 11 else 18,
                            academic_year=year + 1,
                            route=chance.choice(ROUTES),
                            status=chance.choice(["intended", "started", "sustained"]),
                            ukprn="10007788",
                            level=chance.randint(1, 6),
                            recorded_on=_day(chance, year + 1),
                            position=1,
                        )
            for number in range(28):
                kind = chance.choice(KINDS)
                activity = add(
                    "activity",
                    kind=kind,
                    starts_on=_day(chance, year),
                    subject=chance.choice(SUBJECTS) if kind == "curriculum_link" else "",
                    hours_e4=chance.choice([10000, 50000, 250000]),
                    **{flag: chance.random() < 0.9 for flag in flags},
                )
                for partner in chance.sample(partners, chance.randint(1, 3)):
                    add("activity_partner", activity_id=activity, partner_id=partner)
                if kind == "recruitment_practice":
                    add("activity_code", activity_id=activity, list="recruitment_method", code=chance.choice("abc"))
                if kind == "provider_encounter":
                    add("offer", activity_id=activity, academic_year=year, year_group=year_group)
                for student in members if number % 4 == 0 else chance.sample(members, len(members) // 7):
                    add("participation", activity_id=activity, student_id=student, attended=chance.random() < 0.92)
    return rows


def _student(add: Callable[..., int], chance: random.Random) -> int:
    return add(
        "student",
        sex=chance.choice(["F", "M", ""]),
        ethnicity=chance.choice(["WBRI", "APKN", "BCRB", "MWBC", "OOTH", "NOBT"]),
        sen_provision=chance.choice(["N", "N", "N", "N", "K", "E"]),
        pupil_premium=chance.random() < 0.25,
        eal=chance.random() < 0.15,
        looked_after=chance.random() < 0.02,
        considering_he=chance.random() < 0.6,
        joined_on=None,
        left_on=None,
    )


def _day(chance: random.Random, year: int) -> date:
    return date(year, 9, 1) + timedelta(days=chance.randrange(320))
