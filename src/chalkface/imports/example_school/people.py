"""One student of the example school: who they are, and the two hidden traits that make the history hang together."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalkface.imports.example_school.identifiers import upn
from chalkface.imports.example_school.names import forename, surname
from chalkface.imports.example_school.streams import Row, yes_no

ETHNICITIES = {
    "WBRI": 62, "WOTH": 6, "WIRI": 1, "AIND": 5, "APKN": 6, "ABAN": 2, "AOTH": 3, "BAFR": 6, "BCRB": 2, "BOTH": 1,
    "CHNE": 1, "MWAS": 2, "MWBC": 2, "MOTH": 1, "OOTH": 1, "NOBT": 1, "REFU": 1,
}  # fmt: skip
NEEDS = {"SPLD": 24, "SEMH": 22, "SLCN": 18, "MLD": 16, "ASD": 14, "HI": 3, "PD": 3, "VI": 2}
PRIMARY_YEARS = 7


@dataclass(frozen=True)
class Ending:
    """Where a student goes after Year 11 or Year 13. ``level`` is 0-8 or empty, ``ukprn`` only for real universities."""

    route: str
    provider: str = ""
    level: str = ""
    ukprn: str = ""


@dataclass
class Student:
    """A student with their whole time at the school.

    ``absence`` is the chance of missing any one thing, so that the same students are missed again and again. ``drive`` is
    about 0 on average with a spread of 1 and leans what they choose and where they go. ``years`` maps academic year to
    year group; ``ends`` maps stage (16, 18) to what becomes of them, or what they are heading for.
    """

    key: str
    cohort: int
    upn: str
    forename: str
    surname: str
    preferred: str
    born: date
    sex: str
    ethnicity: str
    sen: str
    needs: str
    fsm: bool
    looked_after: bool
    pupil_premium: bool
    eal: bool | None
    absence: float
    drive: float
    form: str
    joined_on: date
    left_on: date | None = None
    considering_he: bool | None = None
    years: dict[int, int] = field(default_factory=dict)
    ends: dict[int, Ending] = field(default_factory=dict)

    @property
    def disadvantaged(self) -> bool:
        """Pupil premium, looked after or with an education, health and care plan."""
        return self.pupil_premium or self.sen == "E"

    def here(self, day: date) -> bool:
        """Whether the student was on roll on the day."""
        return self.joined_on <= day and (self.left_on is None or self.left_on >= day)

    def tutor_group(self, year: int) -> str:
        """The tutor group in an academic year, such as 9C; the sixth form has five."""
        group = self.years[year]
        letter = self.form if group < 12 else "ABCDE"["ABCDEFG".index(self.form) % 5]
        return f"{group}{letter}"

    def row(self) -> Row:
        """The row of ``students``."""
        return {
            "student_id": self.key, "upn": self.upn, "uln": "",
            "legal_forename": self.forename, "legal_surname": self.surname,
            "preferred_forename": self.preferred, "preferred_surname": "",
            "date_of_birth": self.born.isoformat(), "sex": self.sex, "ethnicity": self.ethnicity,
            "sen_provision": self.sen, "sen_needs": self.needs,
            "pupil_premium": yes_no(self.pupil_premium), "fsm_ever6": yes_no(self.fsm), "eal": yes_no(self.eal),
            "looked_after": yes_no(self.looked_after), "considering_he": yes_no(self.considering_he),
            "joined_on": self.joined_on.isoformat(), "left_on": self.left_on.isoformat() if self.left_on else "",
        }  # fmt: skip


def _eal(rng: random.Random, ethnicity: str) -> bool | None:
    if rng.random() < 0.01:
        return None
    chance = {"WBRI": 0.01, "WOTH": 0.6, "CHNE": 0.6, "BAFR": 0.4}.get(ethnicity, 0.45 if ethnicity[0] == "A" else 0.1)
    return rng.random() < chance


def new_student(rng: random.Random, cohort: int, serial: int, joined_on: date) -> Student:
    """A student of the cohort that starts Year 7 in academic year ``cohort``."""
    sex = "F" if rng.random() < 0.495 else "M"
    ethnicity = rng.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
    more = 1.3 if sex == "M" else 0.7
    draw = rng.random()
    sen = "E" if draw < 0.035 * more else "K" if draw < 0.175 * more else "N"
    needs = "" if sen == "N" else ";".join(dict.fromkeys(rng.choices(list(NEEDS), list(NEEDS.values()), k=1 + (sen == "E"))))
    fsm, looked_after = rng.random() < 0.24, rng.random() < 0.01
    pupil_premium = fsm or looked_after or rng.random() < 0.01
    eal = _eal(rng, ethnicity)
    absence = rng.betavariate(1.2, 20)
    if rng.random() < 0.05 + 0.11 * pupil_premium + 0.06 * (sen != "N") + 0.1 * looked_after - 0.03 * bool(eal):
        absence += rng.uniform(0.2, 0.5)
    drive = rng.gauss(0.15, 1) - 0.45 * pupil_premium - {"N": 0, "K": 0.5, "E": 1.0}[sen]
    drive += 0.12 * (sex == "F") + 0.2 * bool(eal) - 1.2 * absence
    first = forename(rng, sex)
    born = date(cohort - 12, 9, 1) + timedelta(days=rng.randrange(365))
    return Student(
        key=f"K{cohort}-{serial:03d}", cohort=cohort, upn=upn(cohort - PRIMARY_YEARS, serial),
        forename=first, surname=surname(rng), preferred=first[:3] if rng.random() < 0.05 and len(first) > 4 else "",
        born=born, sex=sex, ethnicity=ethnicity, sen=sen, needs=needs, fsm=fsm, looked_after=looked_after,
        pupil_premium=pupil_premium, eal=eal, absence=min(absence, 0.75),
        drive=drive, form="ABCDEFG"[serial % 7], joined_on=joined_on,
    )  # fmt: skip
