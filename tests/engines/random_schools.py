"""Small random schools full of the cases that break figures: repeats, gaps, last days of February, empty cells.

Everything is dense on purpose: few days, few partners, few subjects, so that thresholds are met, missed and met exactly.
"""

import random
from datetime import date, timedelta

Files = dict[str, list[dict[str, str]]]

DAYS = [
    date(2025, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2025, 8, 31),
    date(2025, 9, 1),
    date(2025, 7, 10),
    date(2026, 2, 28),
    date(2026, 5, 1),
]
KINDS = [
    "employer_encounter",
    "workplace_experience",
    "workplace_experience",
    "provider_encounter",
    "provider_encounter",
    "provider_encounter",
    "higher_education_visit",
    "labour_market_information",
    "curriculum_link",
    "curriculum_link",
    "recruitment_practice",
    "skills_practice",
]
PARTNER_KINDS = ["sixth_form", "sixth_form_college", "further_education", "university", "training_provider", "employer"]
SUBJECTS = ["Art", "art", "Física"]
QUALITIES = [
    "purpose_shared",
    "learning_outcomes",
    "two_way",
    "reflection",
    "met_range_of_people",
    "employer_set_task",
    "employer_feedback",
    "explained_qualifications",
    "explained_careers",
    "explained_learning",
    "answered_questions",
    "in_school_day",
]
ROUTES = [
    "school_sixth_form",
    "sixth_form_college",
    "further_education",
    "higher_education",
    "higher_education",
    "apprenticeship",
    "apprenticeship",
    "supported_internship",
    "other_education",
    "employment_with_training",
    "employment",
    "voluntary",
    "neet",
    "neet",
    "custody",
    "moved_away",
    "deceased",
    "unknown",
]
NUMBERS = ["10007788", "10007774", "10007163", "10007143", "10007788", "10004930", "1000778", ""]
OFTEN = ["higher_education", "higher_education", "apprenticeship", "further_education", "employment", "neet", "unknown"]
ETHNICITIES = ["WBRI", "MWBC", "AIND", "BAFR", "CHNE", "OOTH", "NOBT", "REFU", "", "wbri"]
FIRST_YEAR = 2019


class RandomSchool:
    """The exchange files of one school, the day to look at it and the year of its leavers, all from ``seed``."""

    def __init__(self, seed: int, *, day: date | None = None) -> None:
        self.chance = random.Random(seed)
        self.day = day or self.chance.choice(DAYS)
        self.year = self.day.year if self.day.month >= 9 else self.day.year - 1
        self.leaving_year = self.chance.choice([None, self.year - 1, self.year])
        self.size = self.chance.choice([1, 8, 20, 30])
        self.files: Files = {}
        self._people()
        self._programme()
        self._guidance()
        self._afterwards()
        for name in self.chance.sample(sorted(self.files), self.chance.choice([0, 0, 0, 1])):
            if name not in ("students", "enrolments", "partners", "activities", "guidance_meetings"):
                del self.files[name]

    def maybe(self, likely: float, value: str, otherwise: str = "") -> str:
        return value if self.chance.random() < likely else otherwise

    def flag(self, likely: float) -> str:
        return self.maybe(likely, "true", self.chance.choice(["false", ""]))

    def any_day(self, year: int) -> date:
        """A day of the academic year, often one at an edge."""
        start = date(year, 9, 1)
        february = date(year + 1, 3, 1) - timedelta(days=1)
        edges = [start, date(year + 1, 8, 31), february, february + timedelta(days=1), date(year, 12, 31), date(year + 1, 1, 1)]
        inside = start + timedelta(days=self.chance.randrange(365))
        near = self.day + timedelta(days=self.chance.choice([-1, 0, 0, 1]))
        return self.chance.choice([inside, inside, *edges, near])

    def _people(self) -> None:
        students, enrolments = [], []
        for number in range(self.size):
            name = f"s{number}"
            students.append(
                {
                    "student_id": name,
                    "sex": self.chance.choice(["F", "M", ""]),
                    "ethnicity": self.chance.choice(
                        ["WBRI", "MWBC", "AIND", "BAFR", "CHNE", "OOTH", "NOBT", "REFU", "", "wbri"]
                    ),
                    "sen_provision": self.chance.choice(["N", "N", "K", "E", ""]),
                    "pupil_premium": self.flag(0.4),
                    "eal": self.flag(0.3),
                    "looked_after": self.flag(0.2),
                    "considering_he": self.flag(0.7),
                    "joined_on": self.maybe(0.3, self.any_day(self.chance.randint(FIRST_YEAR, self.year)).isoformat()),
                    "left_on": self.maybe(0.2, self.any_day(self.chance.randint(self.year - 1, self.year)).isoformat()),
                }
            )
            enrolments += self._history(name)
        self.files |= {"students": students, "enrolments": enrolments}

    def _history(self, student: str) -> list[dict[str, str]]:
        """Enrolments backwards from this year or next: mostly a year group a year, with repeats and gaps."""
        year_group = self.chance.choice([7, 8, 9, 9, 10, 11, 11, 11, 12, 13, 13, 13])
        found = []
        year = self.year + self.chance.choice([0, 0, 0, 0, 0, 0, 1, -1])
        while year >= FIRST_YEAR and year_group >= 7:
            if self.chance.random() < 0.93:
                found.append({"student_id": student, "academic_year": str(year), "year_group": str(year_group)})
            year -= 1
            year_group -= self.chance.choices([1, 0, 2], weights=[10, 2, 0.3])[0]
        self.chance.shuffle(found)
        return found

    def _programme(self) -> None:
        partners = [
            {"partner_id": f"p{n}", "kind": kind, "approved_technical": self.flag(0.6)}
            for n, kind in enumerate(PARTNER_KINDS + self.chance.sample(PARTNER_KINDS, 2))
        ]
        good = self.chance.choice([0.99, 0.97, 0.9])
        few = self.chance.choice([2, 5, 8])
        activities, links, taken, offers = [], [], [], []
        for number in range(self.chance.choice([5, 40, 90])):
            name = f"a{number}"
            kind = self.chance.choice(KINDS)
            year = self.chance.choice([self.year, self.year, self.year - 1, self.chance.randint(FIRST_YEAR, self.year)])
            starts_on = self.any_day(year)
            if activities and self.chance.random() < 0.15:  # two of a kind on one day
                kind, starts_on = activities[-1]["kind"], date.fromisoformat(activities[-1]["starts_on"])
            activities.append(
                {
                    "activity_id": name,
                    "kind": kind,
                    "starts_on": starts_on.isoformat(),
                    "subject": self.chance.choice(SUBJECTS) if kind == "curriculum_link" else self.maybe(0.1, "Art"),
                    "hours": self.chance.choice(["", "0", "8.1", "8.2", "8.7", "12.5", "25", "24.9999"]),
                    "recruitment_method": self.chance.choice(["", "cv", "interview", "cv;interview", "CV"]),
                    **{quality: self.flag(good) for quality in QUALITIES},
                }
            )
            for partner in self.chance.sample(partners[:few], self.chance.randint(0, min(3, few))):
                links.append({"activity_id": name, "partner_id": partner["partner_id"]})
            share = self.chance.choice([0.3, 0.5] if kind == "curriculum_link" else [0.1, 0.5, 0.9])
            for student in self.files["students"]:
                if self.chance.random() < share:
                    taken.append(
                        {
                            "activity_id": name,
                            "student_id": student["student_id"],
                            "attended": self.flag(0.9),
                            "hours": self.maybe(0.2, self.chance.choice(["0", "8.1", "16.9", "25", "12.5"])),
                        }
                    )
            offered = int(academic_year_of(starts_on)) + self.chance.choice([0, 0, 0, 1, -1])
            for year_group in self.chance.sample([11, 12, 13], self.chance.choice([0, 1, 2])):
                offers.append({"activity_id": name, "academic_year": str(offered), "year_group": str(year_group)})
        subjects = [
            {"academic_year": str(year), "year_group": str(year_group), "subject": subject}
            for year in (self.year - 1, self.year)
            for year_group in range(7, 14)
            for subject in SUBJECTS
            if self.chance.random() < 0.4
        ]
        self.files |= {
            "partners": partners,
            "activities": activities,
            "activity_partners": links,
            "participations": taken,
            "offers": offers,
            "taught_subjects": subjects,
        }

    def _guidance(self) -> None:
        meetings, actions, intentions = [], [], []
        names = [student["student_id"] for student in self.files["students"]]
        for number in range(2 * self.size):
            meetings.append(
                {
                    "meeting_id": f"m{number}",
                    "student_id": self.chance.choice(names),
                    "met_on": self.any_day(self.chance.randint(self.year - 3, self.year)).isoformat(),
                    "attended": self.flag(0.6),
                    "adviser_level": self.chance.choice(["", "4", "6", "6", "7"]),
                }
            )
        for number in range(2 * self.size):
            actions.append(
                {
                    "action_id": f"x{number}",
                    "meeting_id": self.maybe(0.6, f"m{self.chance.randrange(len(meetings))}"),
                    "student_id": self.maybe(0.5, self.chance.choice(names)),
                    "due_on": self.maybe(0.9, self.any_day(self.chance.randint(self.year - 1, self.year)).isoformat()),
                    "status": self.chance.choice(["to_do", "doing", "done", "done", ""]),
                    "need_met": self.flag(0.8),
                    "confirmed_on": self.maybe(0.8, self.any_day(self.year).isoformat()),
                }
            )
        for name in names:
            for _ in range(self.chance.choice([0, 1, 2])):
                recorded = self.any_day(self.chance.randint(self.year - 1, self.year)).isoformat()
                intentions.append({"student_id": name, "recorded_on": recorded, "route": "undecided"})
        self.files |= {"guidance_meetings": meetings, "actions": actions, "intentions": intentions}

    def _afterwards(self) -> None:
        records = []
        left = self.year if self.leaving_year is None else self.leaving_year
        last = {e["student_id"]: e["year_group"] for e in self.files["enrolments"] if e["academic_year"] == str(left)}
        for student in self.files["students"]:
            own_stage = "18" if last.get(student["student_id"]) == "13" else "16"
            for _ in range(self.chance.choice([0, 1, 2, 3, 5])):
                records.append(
                    {
                        "student_id": student["student_id"],
                        "stage": self.maybe(0.8, own_stage, self.chance.choice(["16", "18"])),
                        "academic_year": str(left + self.chance.choices([1, 0, 2], weights=[12, 1, 1])[0]),
                        "route": self.chance.choice(self.chance.choice([OFTEN, OFTEN, ROUTES])),
                        "status": self.chance.choice(["", "intended", "offered", "started", "sustained", "not_sustained"]),
                        "ukprn": self.chance.choice(NUMBERS),
                        "level": self.chance.choice(["", "0", "2", "3", "3", "4", "5", "6"]),
                        "recorded_on": self.maybe(0.7, (self.day + timedelta(days=self.chance.randint(-3, 1))).isoformat()),
                    }
                )
        self.chance.shuffle(records)
        self.files["destinations"] = records


def academic_year_of(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1
