"""Small schools made by chance, on the days when calendars break: every number of the plan is the one that a slow count over
all rows gives. Both databases."""

import random
from datetime import date, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.activity_facts import FACTS
from chalkface.core.duties import duties_for
from chalkface.core.half_terms import usual_half_terms
from chalkface.queries.calendar import calendar, half_terms, span
from chalkface.queries.checks import run_checks
from chalkface.queries.duties import duties
from chalkface.queries.effort import effort
from chalkface.queries.keeping import forget
from chalkface.queries.lessons import curriculum_map
from chalkface.queries.outcome_grid import outcome_grid
from chalkface.queries.outcome_reach import left_out, reach_of
from chalkface.queries.outcomes import outcomes
from chalkface.queries.partners import partners
from chalkface.queries.plan_timeline import plan_year
from chalkface.queries.plans import plan_actions, plan_sentence
from chalkface.queries.progress import expected_share, progress_of
from chalkface.queries.role_gaps import gaps
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.queries.spine_oracle import AREAS, Slow, straight_line

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 3, 20), date(2026, 9, 1), date(2027, 8, 31), date(2028, 2, 29), date(2026, 12, 31))
KINDS = (
    "employer_encounter", "workplace_experience", "provider_encounter", "curriculum_link", "staff_training", "other",
    "skills_practice",
)  # fmt: skip
SUBJECTS = ("Art", "Maths", "Music")


class Chance:
    """A school from a seed. Few days, codes and people on purpose: whatever can fall together does."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        self.on = DAYS[seed % len(DAYS)]
        kind, low, high = chance.choice([("school", 7, 13), ("school", 7, 11), ("special", 7, 13), ("college", 12, 13)])
        edition = "gatsby-2025" if kind == "school" else f"gatsby-2025-{kind}"
        self.school = records.School.objects.create(
            urn="999600", name="By chance", slug="by-chance", kind=kind, framework=edition, low_year=low, high_year=high
        )
        self.access = Access(self.school.pk, "careers_leader", self.on)
        self.year = self.access.year
        self.days = [
            date(self.year, 9, 1), date(self.year + 1, 8, 31), date(self.year, 8, 31), self.on, self.on - timedelta(days=1),
            self.on + timedelta(days=1), *(self.on + timedelta(days=chance.randint(-400, 200)) for _ in range(8)),
        ]  # fmt: skip
        self.posts = [
            self.make(
                records.Post, title=f"Post {n}", holder=chance.choice(["", "A. Marsh (example)"]),
                minutes_a_week=chance.choice([None, 0, 2, 300]), ended_on=chance.choice([None, None, None, self.day()]),
            )
            for n in range(4)
        ]  # fmt: skip
        self.outcomes = [
            self.make(
                records.Outcome, code=f"O-{n}", year_group=chance.randint(low, high), area=chance.choice(AREAS), wording="w",
                term=chance.randint(0, 3), retired_on=chance.choice([None, None, None, None, self.day()]),
            )
            for n in range(8)
        ]  # fmt: skip
        self._students(low, high)
        self._activities()
        self._lessons(low, high)
        self._plan()
        self._duties()

    def day(self) -> date:
        return self.chance.choice(self.days)

    def maybe(self, *values):
        return self.chance.choice([None, *values])

    def some(self, of, most: int) -> list:
        return self.chance.sample(list(of), self.chance.randint(0, min(most, len(of))))

    def make(self, model, **values):
        return model.objects.create(school=self.school, **values)

    def _students(self, low: int, high: int) -> None:
        self.students = []
        for n in range(24):
            row = self.make(
                records.Student, key=f"s{n}", legal_forename="A", legal_surname="Example", joined_on=self.maybe(self.day()),
                left_on=self.maybe(self.day()) if n % 3 == 0 else None, pupil_premium=self.maybe(True, False),
            )  # fmt: skip
            self.students.append(row)
            for year in {self.year, self.chance.choice([self.year, self.year - 1])}:
                year_group = self.chance.randint(low, high)
                self.make(records.Enrolment, student=row, academic_year=year, year_group=year_group, tutor_group="A")

    def _activities(self) -> None:
        chance, self.activities = self.chance, []
        firms = [self.make(records.Partner, key=f"p{n}", name=f"Firm {n}", kind="employer") for n in range(3)]
        for n in range(14):
            first, kind = self.day(), chance.choice(KINDS)
            row = self.make(
                records.Activity, key=f"a{n}", title=f"Talk {n // 2}", kind=kind, starts_on=first,
                ends_on=self.maybe(first, first + timedelta(days=2)), subject=chance.choice(["", "Art", "art"]),
                **{fact: self.maybe(True, False) for fact, _ in FACTS.get(kind, ())},
            )  # fmt: skip
            self.activities.append(row)
            for position, outcome in enumerate(self.some(self.outcomes, 3)):
                self.make(records.ActivityCode, activity=row, list="outcome", code=outcome.code, position=position)
            for firm in self.some(firms, 2):
                self.make(records.ActivityPartner, activity=row, partner=firm)
            for student in self.some(self.students, 12):
                self.make(records.Participation, activity=row, student=student, attended=self.maybe(True, True, False))
            for _ in range(chance.choice([0, 0, 1, 2])):
                self.make(records.Session, activity=row, on=chance.choice([first, first + timedelta(days=1), self.day()]))
            if n % 4:
                self.make(
                    records.ActivityPlan, activity=row, post=self.maybe(*self.posts), staff_minutes=self.maybe(0, 90, 600),
                    cost_pence=self.maybe(0, 1250), cancelled_on=chance.choice([None, None, None, first]),
                    stands_in_for=self.maybe(*self.activities),
                )  # fmt: skip
        if chance.random() < 0.7:
            minutes, pence = self.maybe(60, 2_000), self.maybe(0, 5_000)
            self.make(records.Allowance, academic_year=self.year, staff_minutes=minutes, budget_pence=pence)
        if chance.random() < 0.5:
            for term in usual_half_terms(self.year):
                later = timedelta(days=chance.randint(0, 3))
                days = {"starts_on": term.starts_on + later, "ends_on": term.ends_on}
                self.make(records.HalfTerm, academic_year=self.year, number=term.number, **days)

    def _lessons(self, low: int, high: int) -> None:
        for subject in SUBJECTS:
            for year_group in self.some(range(low, high + 1), 3):
                self.make(records.TaughtSubject, academic_year=self.year, year_group=year_group, subject=subject)
        for n in range(8):
            confirmed = self.maybe(self.on)
            self.make(
                records.LessonLink, academic_year=self.chance.choice([self.year, self.year, self.year - 1]), term=n % 4,
                year_group=self.chance.randint(low, high), subject=self.chance.choice(SUBJECTS), title=f"Lesson {n}",
                outcome=self.maybe(*self.outcomes), confirmed_on=confirmed,
                activity=self.chance.choice(self.activities) if confirmed else None,
            )  # fmt: skip

    def _plan(self) -> None:
        chance, self.objectives = self.chance, []
        for n in range(chance.randint(1, 6)):
            baseline = self.maybe((1, 8), (3, 4))
            row = self.make(
                records.Objective, key=f"o{n}", title=f"Objective {n}", indicator=chance.choice(["", "guidance-by-16"]),
                baseline_numerator=baseline and baseline[0], baseline_denominator=baseline and baseline[1],
                baseline_on=self.day() if baseline else None, target_percent=self.maybe(90, 50),
                target_on=self.maybe(self.day()), post=self.maybe(*self.posts),
                status=chance.choice(["draft", "current", "current", "closed"]),
            )  # fmt: skip
            self.objectives.append(row)
            for outcome in self.some(self.outcomes, 2):
                self.make(records.ObjectiveOutcome, objective=row, outcome=outcome)
            if chance.random() < 0.5:
                self.make(records.ObjectiveFinding, objective=row, framework=self.school.framework, statement="1.1")
        for n in range(8):
            first, last = sorted([self.day(), self.day()])
            self.make(
                records.PlanAction, key=f"t{n}", what="Do it", objective=self.maybe(*self.objectives),
                owner=chance.choice(["", "B"]),
                post=self.maybe(*self.posts), starts_on=self.maybe(first), due_on=self.maybe(last, last),
                status=chance.choice(records.PlanAction.STATUSES), evidence=chance.choice(["", " ", "Seen"]),
            )  # fmt: skip
        for day in set(self.some(self.days, 2)):
            self.make(records.TermReview, on=day, academic_year=self.year, term=1, next_on=self.maybe(self.day()))
        self.make(records.Direction, vision="v", review_on=self.maybe(self.day()))
        for n in range(4):
            self.make(
                records.Judgement, framework=self.school.framework, statement=f"{1 + n % 2}.1", judged_on=self.day(),
                judge=f"J{n}", voice=chance.choice(["leader", "teacher"]), level=chance.choice(["fully", "partly"]),
                evidence=chance.choice(["", "x"]),
            )  # fmt: skip
            row = self.make(records.GoodPractice, title=f"G{n}", what="w", noted_on=self.on)
            self.make(
                records.Ask, purpose="practice", made_on=self.on, expires_on=self.day(), practice=self.maybe(row),
                cancelled_on=self.maybe(self.on), answered_on=self.maybe(self.on),
            )  # fmt: skip

    def _duties(self) -> None:
        for duty in duties_for(self.school.kind, self.on):
            status = self.chance.choice(["", "to_do", "doing", "done", "done"])
            if status:
                self.make(
                    records.DutyCheck, duty=duty.code, status=status, post=self.maybe(*self.posts),
                    checked_on=self.maybe(self.day()),
                    next_check_on=self.maybe(self.day()), evidence=self.chance.choice(["", "Minutes"]),
                )  # fmt: skip
            for post in self.some(self.posts, 2):
                letter = self.chance.choice("RACI")
                self.make(records.Responsibility, post=post, letter=letter, about="duty", code=duty.code)
        for about, rows in (("objective", self.objectives), ("activity", self.activities)):
            for row in rows:
                for post in self.some(self.posts, 2):
                    letter = self.chance.choice("RACI")
                    self.make(records.Responsibility, post=post, letter=letter, about=about, code=str(row.pk), **{about: row})


@pytest.fixture(params=range(15))
def made(request, db):
    """A school by chance, with its scope open, and the slow count of it."""
    forget()
    with writing("a test"), across_schools("a test"):
        chance = Chance(request.param)
    with open_scope(chance.access):
        yield chance.access, Slow(chance.school, chance.on)


def test_every_number_of_the_plan_is_the_slow_one(made):
    """One school is looked at from all sides at once: to make it costs more than to count."""
    access, slow = made
    _outcomes(access, slow)
    _programme(access, slow)
    _plan(access, slow)
    found = {gap: 0 for gap in slow.role_gaps()}
    for gap in gaps(access):
        found[gap.kind, gap.about] = found.get((gap.kind, gap.about), 0) + 1
    assert found == slow.role_gaps()
    ends = {one.number: one.ends_on for one in half_terms(access, slow.year)}
    expected = slow.checks() | slow.lesson_checks({1: ends[2], 2: ends[4], 3: ends[6]})
    said = {one.code: one.count for one in run_checks(access) if one.code != "voice-far-from-figure"}
    assert said == expected


def _outcomes(access: Access, slow: Slow) -> None:
    everything = outcomes(access, include_retired=True)
    rows = {row.pk: row for row in slow.outcomes}
    assert {one.id for one in everything} == set(rows)
    for line in everything:
        total = reach_of(access, line, everything, slow.on).total
        assert (total.numerator, total.denominator) == slow.reached(rows[line.id]), line.code
        assert {one.id for one in left_out(access, line, slow.on)} == slow.left_out(rows[line.id]), line.code
    for year in (slow.year, slow.year - 1):
        grid = outcome_grid(access, year)
        assert {one.line.code: (one.served, one.mark) for one in grid.outcomes} == slow.grid(year)


def _programme(access: Access, slow: Slow) -> None:
    for year in (slow.year, slow.year - 1):
        added = effort(access, year)
        going = slow.going_on(year)
        terms = [(one.starts_on, one.ends_on) for one in half_terms(access, year)]
        assert _share(added.total) == slow.takes(going)
        for number, share in enumerate(added.by_half_term, start=1):
            mine = {pk for pk in going if slow.half_term(slow.activities[pk].starts_on, terms) == number}
            assert _share(share) == slow.takes(mine), number
        assert sum(share.activities for share in added.by_kind) == len(going)
        shown = set()
        for number in range(1, 7):
            agenda = calendar(access, year, half_term=number)
            entries = {(one.id, one.session, one.on) for one in agenda.entries}
            assert entries == slow.on_calendar(*span(year, number, half_terms(access, year))), number
            assert not shown & entries, "nothing stands in two half-terms"
            assert agenda.cancelled == len({pk for pk, *_ in entries} & slow.cancelled)
            shown |= entries
        assert shown == slow.on_calendar(date(year, 9, 1), date(year + 1, 8, 31)), "no day of the year is lost"
    for one in partners(access, kind="", words="", page=1).lines:
        assert (one.this_year, one.last_year, one.last_seen, one.reached) == slow.partner(one.id), one.name
    found = curriculum_map(access, slow.year)
    assert (found.taught, found.confirmed, found.planned) == slow.lessons_map()


def _share(share) -> tuple[int, int, int, int]:
    return share.activities, share.minutes, share.pence, share.unknown


def _plan(access: Access, slow: Slow) -> None:
    actions = plan_actions(access)
    assert {one.id for one in actions} == {row.pk for row in slow.actions}
    late = slow.late()
    assert {one.id for one in plan_actions(access, overdue=True)} == {one.id for one in actions if one.is_overdue(slow.on)}
    assert sorted(one.days_late(slow.on) for one in actions if one.is_overdue(slow.on)) == sorted(late)
    assert not late or f"by {max(late)} day" in plan_sentence(actions, slow.on)
    for year in plan_year(access).years:
        bars = [bar for lane in plan_year(access, year).lanes for bar in lane.bars]
        assert {bar.line.id for bar in bars} == slow.in_plan_of(year)
        assert all(0 <= bar.start and bar.start + bar.width <= 100.01 for bar in bars), "no line leaves the paper"
    told = progress_of(access, slow.objectives)
    for row in slow.objectives:
        begun = row.baseline_on and row.target_on and row.baseline_on < row.target_on
        if row.indicator and begun and row.target_percent is not None:
            start = (row.baseline_numerator, row.baseline_denominator)
            line = straight_line(start, row.target_percent, row.baseline_on, row.target_on, slow.on)
            assert told[row.pk].expected == pytest.approx(line)
        else:
            assert told[row.pk].expected is None
    for one in duties(access):
        row = slow.duty_checks.get(one.duty.code)
        assert one.status == (row.status if row else "to_do")
        assert one.overdue == bool(row and row.next_check_on and row.next_check_on < slow.on)
        assert one.without_evidence == bool(row and row.status == "done" and not row.evidence and not row.address)


def test_negative_control_what_changes_behind_the_slow_counts_back_is_seen(db):
    with writing("a test"), across_schools("a test"):
        chance = Chance(0)
        slow = Slow(chance.school, chance.on)
        held = next(row for row in slow.activities.values() if slow.in_year(row.starts_on) and row.starts_on <= slow.on)
        outcome = next(row for row in slow.outcomes if slow.left_out(row))
        student = records.Student.objects.get(pk=min(slow.left_out(outcome)))
        records.ActivityCode.objects.filter(activity=held).delete()
        chance.make(records.ActivityCode, activity=held, list="outcome", code=outcome.code)
        records.Participation.objects.filter(activity=held, student=student).delete()
        chance.make(records.Participation, activity=held, student=student, attended=True)
        records.PlanAction.objects.filter(pk=slow.actions[0].pk).delete()
    forget()
    with open_scope(chance.access):
        for counted in (_outcomes, _plan):
            with pytest.raises(AssertionError):
                counted(chance.access, slow)


def test_the_line_of_an_objective_that_has_no_way_is_no_line():
    row = records.Objective(baseline_on=date(2026, 1, 1), target_on=date(2026, 1, 1), target_percent=50)
    assert expected_share(None, row, date(2026, 1, 1)) is None
