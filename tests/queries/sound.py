"""A school in which every check is silent because everything is in order, not because nothing is there."""

from dataclasses import dataclass, field
from datetime import date

from chalkface.core.access import Access
from chalkface.core.activity_facts import FACTS
from chalkface.core.duties import duties_for
from chalkface.frameworks.outcome_sets import areas
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing

DAY = date(2026, 3, 20)
YEAR = 2025
BEFORE, AFTER = date(2026, 1, 14), date(2026, 6, 10)


@dataclass
class Sound:
    """The school, and its rows by what they are."""

    school: records.School
    rows: dict[str, object] = field(default_factory=dict)

    @property
    def access(self) -> Access:
        """Its careers leader, on the day."""
        return Access(self.school.pk, "careers_leader", DAY)

    def make(self, model, **values):
        """One more row."""
        with writing("a test"), across_schools("a test"):
            return model.objects.create(school=self.school, **values)

    def change(self, what: str, /, **values) -> None:
        """Other values in one of the rows, behind the back of every operation."""
        row = self.rows[what]
        with writing("a test"), across_schools("a test"):
            type(row).objects.filter(pk=row.pk).update(**values)

    def remove(self, model, **where) -> None:
        """Rows gone."""
        with writing("a test"), across_schools("a test"):
            model.objects.filter(school=self.school, **where).delete()


def sound_school() -> Sound:
    """The school, written by the test itself."""
    with writing("a test"):
        school = records.School.objects.create(
            urn="999500", name="Soundfield (example)", slug="soundfield", low_year=9, high_year=9
        )
    sound = Sound(school)
    rows, make = sound.rows, sound.make
    rows["student"] = make(records.Student, key="s1", legal_forename="Ann", legal_surname="Example")
    make(records.Enrolment, student=rows["student"], academic_year=YEAR, year_group=9, tutor_group="9A")
    rows["post"] = make(records.Post, title="Careers leader", holder="A. Marsh (example)")
    rows["other_post"] = make(records.Post, title="SENCO", holder="B. Field (example)")
    for number, duty in enumerate(duties_for(school.kind, DAY)):
        made = make(
            records.DutyCheck, duty=duty.code, status="done", evidence="Seen", post=rows["post"], checked_on=BEFORE,
            next_check_on=AFTER,
        )  # fmt: skip
        rows.setdefault("website" if duty.area == "website" and duty.strength == "must" else f"duty{number}", made)
        if duty.strength == "must" and duty.area != "website":
            rows.setdefault("must", made)
    _programme(sound)
    _direction(sound)
    _voices(sound)
    _loop(sound)
    return sound


def _programme(sound: Sound) -> None:
    rows, make = sound.rows, sound.make
    rows["partner"] = make(records.Partner, key="p1", name="A firm", kind="employer")
    facts = {column: True for kind in FACTS.values() for column, _ in kind}
    for name, code, kind, day in (
        ("held", "EXP", "workplace_experience", BEFORE),
        ("ahead", "GTL", "employer_encounter", AFTER),
    ):
        rows[name] = make(records.Activity, key=name, title=f"Activity {name}", kind=kind, starts_on=day, **facts)
        make(records.ActivityCode, activity=rows[name], list="outcome", code=f"{code}-9")
        rows[f"plan_{name}"] = make(
            records.ActivityPlan, activity=rows[name], post=rows["post"], staff_minutes=120, cost_pence=100
        )
    for position, code in enumerate(areas()):
        if code not in ("EXP", "GTL"):
            make(records.ActivityCode, activity=rows["ahead"], list="outcome", code=f"{code}-9", position=position + 1)
        rows[code] = make(records.Outcome, code=f"{code}-9", year_group=9, area=code, wording=f"Outcome {code}")
    make(records.Participation, activity=rows["held"], student=rows["student"], attended=True)
    rows["session"] = make(records.Session, activity=rows["held"], on=BEFORE)
    rows["allowance"] = make(records.Allowance, academic_year=YEAR, staff_minutes=6_000, budget_pence=10_000)
    cancelled = make(records.Activity, key="cancelled", title="Activity cancelled", kind="other", starts_on=BEFORE)
    rows["plan_cancelled"] = make(records.ActivityPlan, activity=cancelled, cancelled_on=BEFORE, cancelled_because="Snow")
    sound.change("plan_ahead", stands_in_for=cancelled)


def _direction(sound: Sound) -> None:
    rows, make = sound.rows, sound.make
    rows["direction"] = make(records.Direction, vision="Everybody finds a way", review_on=AFTER)
    rows["version"] = make(records.DirectionVersion, number=1, kept_on=BEFORE, status="approved", decided_on=BEFORE)
    for number in (1, 2, 3):
        objective = make(
            records.Objective, key=f"o{number}", title=f"Objective {number}", indicator="guidance-by-16", baseline_numerator=1,
            baseline_denominator=9, baseline_on=BEFORE, target_percent=90, target_on=AFTER, post=rows["post"], status="current",
        )  # fmt: skip
        make(records.ObjectiveFinding, objective=objective, framework="gatsby-2025", statement="8.1", sentence="Nobody yet")
        make(records.ObjectiveOutcome, objective=objective, outcome=rows["EXP"])
        action = make(
            records.PlanAction, key=f"a{number}", what=f"Step {number}", objective=objective, post=rows["post"], due_on=AFTER
        )
        rows.setdefault("objective", objective)
        rows.setdefault("action", action)
    make(records.Responsibility, post=rows["post"], letter="A", about="objective", code=str(rows["objective"].pk),
         objective=rows["objective"])  # fmt: skip
    rows["done"] = make(records.PlanAction, key="done", what="A step", status="done", evidence="Minutes", post=rows["post"])
    rows["review"] = make(records.TermReview, on=BEFORE, academic_year=YEAR, term=1, next_on=AFTER)


def _voices(sound: Sound) -> None:
    rows, make = sound.rows, sound.make
    rows["judgement"] = make(
        records.Judgement, framework="gatsby-2025", statement="1.1", judged_on=BEFORE, judge="A", voice="leader", level="fully",
        evidence="Governors' minutes",
    )  # fmt: skip
    rows["practice"] = make(records.GoodPractice, title="A practice", what="It works", noted_on=BEFORE)
    rows["ask"] = make(
        records.Ask, purpose="practice", to_name="C. Hill (example)", practice=rows["practice"], made_on=BEFORE,
        expires_on=BEFORE, answered_on=BEFORE,
    )  # fmt: skip
    make(records.TaughtSubject, academic_year=YEAR, year_group=9, subject="Science")
    rows["lesson"] = make(
        records.LessonLink,
        academic_year=YEAR,
        year_group=9,
        subject="Science",
        term=1,
        title="Work in labs",
        confirmed_on=BEFORE,
    )


def _loop(sound: Sound) -> None:
    rows, make, about = sound.rows, sound.make, {"student": sound.rows["student"]}
    rows["need"] = make(records.Need, kind="information", raised_on=BEFORE, owner_kind="adviser", **about)
    closed = {"status": "done", "need_met": True, "confirmed_on": BEFORE, "owner_kind": "tutor", "need": rows["need"]}
    rows["agreed"] = make(records.Action, key="l1", what="Ring the college", done_on=BEFORE, **closed, **about)
    rows["agreed_again"] = make(
        records.Action, key="l2", what="Ring again", done_on=DAY, student_said="not_yet", student_said_on=BEFORE,
        **(closed | {"need_met": None, "confirmed_on": None}), **about,
    )  # fmt: skip
    make(records.Need, kind="family", raised_on=DAY, owner_kind="tutor", **about)
