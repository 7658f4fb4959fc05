"""The spine counted again, slowly: plain Python over all rows of one school, written from what the words mean and not from
how the queries find it."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import QuerySet

from chalkface.core.activity_facts import FACTS
from chalkface.core.duties import duties_for
from chalkface.frameworks.load import framework
from chalkface.records import models as records

AREAS = ("GTL", "EXP", "MAN", "CRE", "BAL", "BIG")
WITH_REGISTER = {
    "employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit", "recruitment_practice",
    "skills_practice",
}  # fmt: skip


class Slow:
    """Everything of a school on a day, as lists of rows."""

    def __init__(self, school: records.School, on: date) -> None:
        self.school, self.on = school, on
        self.year = on.year if on >= date(on.year, 9, 1) else on.year - 1
        self.activities = {row.pk: row for row in self.rows(records.Activity)}
        self.plans = {row.activity_id: row for row in self.rows(records.ActivityPlan)}
        self.cancelled = {pk for pk, row in self.plans.items() if row.cancelled_on}
        self.codes = defaultdict(set)
        for row in self.rows(records.ActivityCode):
            self.codes[row.activity_id, row.list].add(row.code)
        self.came = defaultdict(set)
        self.marked = set()
        for row in self.rows(records.Participation):
            if row.attended:
                self.came[row.activity_id].add(row.student_id)
            if row.attended is not None:
                self.marked.add(row.activity_id)
        students = {row.pk: row for row in self.rows(records.Student)}
        self.year_group = {
            row.student_id: row.year_group
            for row in self.rows(records.Enrolment)
            if row.academic_year == self.year and self._is_here(students[row.student_id])
        }
        self.outcomes = self.rows(records.Outcome)
        self.lessons = self.rows(records.LessonLink)
        self.objectives = self.rows(records.Objective)
        self.actions = self.rows(records.PlanAction)
        self.duty_checks = {row.duty: row for row in self.rows(records.DutyCheck)}
        self.posts = {row.pk: row for row in self.rows(records.Post) if row.ended_on is None}

    def rows(self, model) -> list:
        """All rows of the school in a table, past every wall."""
        return list(QuerySet(model).filter(school_id=self.school.pk).order_by("pk"))

    def _is_here(self, student) -> bool:
        begun = student.joined_on is None or student.joined_on <= self.on
        return begun and (student.left_on is None or student.left_on >= self.on)

    def in_year(self, day: date, year: int | None = None) -> bool:
        """Whether a day lies in an academic year (this one)."""
        year = self.year if year is None else year
        return date(year, 9, 1) <= day <= date(year + 1, 8, 31)

    # -- outcomes --

    def reached(self, outcome) -> tuple[int, int]:
        """(who came to something that serves it this year so far, of the year group on roll, how many those are)."""
        of = {student for student, year_group in self.year_group.items() if year_group == outcome.year_group}
        return len(of) - len(self.left_out(outcome)), len(of)

    def left_out(self, outcome) -> set[int]:
        """Students on roll in its year group who came to nothing that serves it."""
        found = set()
        for student, year_group in self.year_group.items():
            if year_group == outcome.year_group and not any(
                student in self.came[pk]
                for pk, row in self.activities.items()
                if outcome.code in self.codes[pk, "outcome"] and self.in_year(row.starts_on) and row.starts_on <= self.on
            ):
                found.add(student)
        return found

    def serving(self, outcome, year: int) -> tuple[set[int], int]:
        """The activities that serve it in a year, and how many lessons besides."""
        activities = {
            pk
            for pk, row in self.activities.items()
            if outcome.code in self.codes[pk, "outcome"] and self.in_year(row.starts_on, year) and pk not in self.cancelled
        }
        lessons = [row for row in self.lessons if row.outcome_id == outcome.pk and row.academic_year == year]
        return activities, sum(row.activity_id is None or row.activity_id not in activities for row in lessons)

    def grid(self, year: int) -> dict[str, tuple[int, str]]:
        """Code → how often it is served, and whether that is a hole, thin, often or neither."""
        found = {}
        for outcome in self.outcomes:
            if outcome.retired_on is None:
                activities, lessons = self.serving(outcome, year)
                times, mark = len(activities) + lessons, ""
                came, of = self.reached(outcome)
                if times == 0:
                    mark = "hole"
                elif times == 1 or (year == self.year and activities and not lessons and 0 < came and 2 * came < of):
                    mark = "thin"
                elif times >= 4:
                    mark = "often"
                found[outcome.code] = times, mark
        return found

    # -- programme --

    def going_on(self, year: int) -> set[int]:
        """The activities of a year that were not cancelled."""
        return {pk for pk, row in self.activities.items() if self.in_year(row.starts_on, year)} - self.cancelled

    def takes(self, pks) -> tuple[int, int, int, int]:
        """How many, their minutes and pence, and how many of them say no minutes."""
        plans = [self.plans.get(pk) for pk in pks]
        minutes = [row.staff_minutes if row else None for row in plans]
        pence = [row.cost_pence if row else None for row in plans]
        return len(plans), sum(one or 0 for one in minutes), sum(one or 0 for one in pence), minutes.count(None)

    def half_term(self, day: date, terms: list[tuple[date, date]]) -> int:
        """In which of six half-terms a day lies; a holiday belongs to the one before."""
        return max([number for number, (first, _) in enumerate(terms, start=1) if first <= day], default=1)

    def on_calendar(self, first: date, last: date) -> set[tuple[int, int | None, date]]:
        """(activity, session, day) between two days; an activity that has sessions is there by them alone."""
        found, sitting = set(), set()
        for row in self.rows(records.Session):
            sitting.add(row.activity_id)
            if first <= row.on <= last:
                found.add((row.activity_id, row.pk, row.on))
        here = {(pk, None, row.starts_on) for pk, row in self.activities.items() if pk not in sitting}
        return found | {one for one in here if first <= one[2] <= last}

    def partner(self, pk: int) -> tuple[int, int, date | None, int]:
        """Activities this year and last, the last day it was here, and how many different students it reached this year."""
        mine = {row.activity_id for row in self.rows(records.ActivityPartner) if row.partner_id == pk} - self.cancelled
        days = [self.activities[one].starts_on for one in mine]
        students = set().union(*(self.came[one] for one in mine if self.in_year(self.activities[one].starts_on)))
        return (
            sum(self.in_year(day) for day in days),
            sum(self.in_year(day, self.year - 1) for day in days),
            max((day for day in days if day < self.on), default=None),
            len(students),
        )

    def lessons_map(self) -> tuple[int, int, int]:
        """Subjects of year groups; those with a confirmed lesson; those with planned ones only."""
        taught = {(row.subject, row.year_group) for row in self.rows(records.TaughtSubject) if row.academic_year == self.year}
        of_year = [row for row in self.lessons if row.academic_year == self.year]
        confirmed = {(row.subject, row.year_group) for row in of_year if row.confirmed_on} & taught
        planned = {(row.subject, row.year_group) for row in of_year} & taught
        return len(taught), len(confirmed), len(planned - confirmed)

    # -- plan --

    def in_plan_of(self, year: int) -> set[int]:
        """The actions that have a day in a year or go on through it."""
        return {
            row.pk
            for row in self.actions
            if (row.starts_on or row.due_on)
            and (row.starts_on or row.due_on) <= date(year + 1, 8, 31)
            and (row.due_on or row.starts_on) >= date(year, 9, 1)
        }

    def late(self) -> list[int]:
        """How many days each action that is not done is past its day."""
        due = [row.due_on for row in self.actions if row.status != "done" and row.due_on]
        return [(self.on - day).days for day in due if day < self.on]

    # -- roles --

    def letters(self) -> dict[tuple[str, str], dict[int, str]]:
        """(kind, code) → the letters of its living posts, those it has because a thing is theirs among them."""
        found = defaultdict(dict)
        own = [("duty", code, row.post_id, "A") for code, row in self.duty_checks.items()]
        own += [("objective", str(row.pk), row.post_id, "A") for row in self.objectives]
        own += [("activity", str(pk), row.post_id, "R") for pk, row in self.plans.items()]
        for about, code, post, letter in own:
            if post in self.posts:
                found[about, code][post] = letter
        for row in self.rows(records.Responsibility):
            if row.post_id in self.posts:
                found[row.about, row.code][row.post_id] = row.letter
        return found

    def things(self) -> dict[str, list[str]]:
        """The codes of what somebody should have a part in, by kind."""
        low, high = self.school.low_year, self.school.high_year
        statements = [one for area in framework(self.school.framework).areas for one in area.statements]
        return {
            "duty": [one.code for one in duties_for(self.school.kind, self.on)],
            "statement": [f"{self.school.framework}:{one.code}" for one in statements if one.applies_to(low, high)],
            "objective": [str(row.pk) for row in self.objectives if row.status != "closed"],
            "activity": [str(pk) for pk in self.going_on(self.year)],
        }

    def role_gaps(self) -> dict[tuple[str, str], int]:
        """(kind of gap, kind of thing) → how many."""
        found, carries, minutes, letters = defaultdict(int), defaultdict(int), defaultdict(float), self.letters()
        for about, codes in self.things().items():
            for code in codes:
                has = letters.get((about, code), {})
                for post, letter in has.items():
                    carries[post] += letter in "AR"
                    if about == "activity" and letter == "R":
                        plan = self.plans.get(int(code))
                        minutes[post] += ((plan.staff_minutes or 0) if plan else 0) / list(has.values()).count("R")
                if about == "activity" and self.activities[int(code)].starts_on < self.on:
                    continue
                found["no_accountable", about] += about != "activity" and "A" not in has.values()
                found["two_accountable", about] += list(has.values()).count("A") > 1
                found["nobody_does", about] += "R" not in has.values()
        for pk, post in self.posts.items():
            found["vacant", ""] += bool(carries[pk]) and not post.holder and post.membership_id is None
            found["overload", ""] += carries[pk] > 12
            found["hours", ""] += post.minutes_a_week is not None and round(minutes[pk]) > post.minutes_a_week * 39
        return {gap: count for gap, count in found.items() if count}

    # -- checks --

    def checks(self) -> dict[str, int]:
        """The code of each check that has something to say, but for the voice that is far from its figure → how often."""
        counted = self._of_review() | self._of_direction() | self._of_outcomes() | self._of_programme() | self._of_rest()
        return {code: int(count) for code, count in counted.items() if count}

    def _of_review(self) -> dict[str, int]:
        said = [row for row in self.rows(records.Judgement) if row.framework == self.school.framework]
        leaders = {}
        for row in sorted(said, key=lambda row: (row.judged_on, row.pk)):
            if row.voice == "leader" and row.judged_on <= self.on:
                leaders[row.statement] = row
        shown = {row.statement for row in self.rows(records.Evidence) if row.framework == self.school.framework}
        return {
            "claimed-without-evidence": sum(
                row.level == "fully" and not row.evidence.strip() and code not in shown for code, row in leaders.items()
            ),
            "judgement-old": sum((self.on - row.judged_on).days > 365 for row in leaders.values()),
        }

    def _of_direction(self) -> dict[str, int]:
        current = [row for row in self.objectives if row.status == "current"]
        findings = {row.objective_id for row in self.rows(records.ObjectiveFinding)}
        outcomes = {row.objective_id for row in self.rows(records.ObjectiveOutcome)}
        acted = {row.objective_id for row in self.actions}
        return {
            "objective-without-indicator": sum(not row.indicator for row in current),
            "objective-without-target": sum(row.target_percent is None or row.target_on is None for row in current),
            "objective-without-baseline": sum(row.baseline_on is None for row in current),
            "objective-without-owner": sum(row.post_id not in self.posts for row in current),
            "objective-without-finding": sum(row.pk not in findings for row in current),
            "objective-without-outcome": sum(row.pk not in outcomes for row in current),
            "objective-without-action": sum(row.pk not in acted for row in current),
            "objective-past-its-day": sum(row.target_on is not None and row.target_on < self.on for row in current),
            "number-of-objectives": not 3 <= len(current) <= 5,
            "vision-not-approved": not any(row.status == "approved" for row in self.rows(records.DirectionVersion)),
            "direction-review-passed": sum(
                row.review_on is not None and row.review_on < self.on for row in self.rows(records.Direction)
            ),
        }

    def _of_outcomes(self) -> dict[str, int]:
        living = [row for row in self.outcomes if row.retired_on is None]
        places = {(row.area, row.year_group) for row in living}
        here = range(self.school.low_year, self.school.high_year + 1)
        holes = sum((area, year_group) not in places for area in AREAS for year_group in here)
        return {
            "outcome-without-activity": sum(self.serving(row, self.year) == (set(), 0) for row in living),
            "hole-in-the-grid": holes if living else 0,
        }

    def _of_programme(self) -> dict[str, int]:
        going, activities = self.going_on(self.year), self.activities
        over = {pk for pk in going if (activities[pk].ends_on or activities[pk].starts_on) < self.on}
        stood = {row.stands_in_for_id for row in self.plans.values() if row.cancelled_on is None}
        gone = {pk for pk in self.cancelled if self.in_year(activities[pk].starts_on)}
        sessions = [row for row in self.rows(records.Session) if self.in_year(activities[row.activity_id].starts_on)]
        stray = 0
        for row in sessions:
            first = activities[row.activity_id].starts_on
            stray += not first <= row.on <= (activities[row.activity_id].ends_on or first)
        _, minutes, pence, _ = self.takes(going)
        allowance = next((row for row in self.rows(records.Allowance) if row.academic_year == self.year), None)
        given = (allowance.staff_minutes, allowance.budget_pence) if allowance else (None, None)
        return {
            "register-not-taken": sum(activities[pk].kind in WITH_REGISTER and pk not in self.marked for pk in over),
            "activity-without-outcome": sum(
                activities[pk].kind != "staff_training" and not self.codes[pk, "outcome"] for pk in going
            ),
            "facts-not-known": sum(
                any(getattr(activities[pk], fact) is None for fact, _ in FACTS.get(activities[pk].kind, ())) for pk in over
            ),
            "activity-without-post": sum(
                activities[pk].starts_on >= self.on and (pk not in self.plans or self.plans[pk].post_id is None) for pk in going
            ),
            "session-on-another-day": stray,
            "cancelled-without-stand-in": len(gone - stood),
            "cancelled-and-attended": sum(bool(self.came[pk]) for pk in gone),
            "activity-twice": len(going) - len({self._named(activities[pk]) for pk in going}),
            "over-the-allowance": sum(
                most is not None and needed > most for needed, most in zip((minutes, pence), given, strict=True)
            ),
        }

    def _named(self, row) -> tuple[date, str, str]:
        return row.starts_on, row.kind, " ".join(row.title.lower().split())

    def lesson_checks(self, term_ends: dict[int, date]) -> dict[str, int]:
        """The two checks over lessons, given the last day of each term."""
        of_year = [row for row in self.lessons if row.academic_year == self.year]
        linked = {(row.subject.lower(), row.year_group) for row in of_year}
        kinds = [self.activities[pk] for pk in self.going_on(self.year)]
        everywhere = {row.subject.lower() for row in kinds if row.kind == "curriculum_link"}
        taught = [row for row in self.rows(records.TaughtSubject) if row.academic_year == self.year]
        late = [row for row in of_year if row.term and row.confirmed_on is None and term_ends[row.term] < self.on]
        lacking = [row for row in taught if (row.subject.lower(), row.year_group) not in linked]
        found = {
            "lesson-not-confirmed": len(late),
            "subject-without-lesson": sum(row.subject.lower() not in everywhere for row in lacking),
        }
        return {code: count for code, count in found.items() if count}

    def _of_rest(self) -> dict[str, int]:
        letters, things = self.letters(), self.things()
        current = {str(row.pk) for row in self.objectives if row.status == "current"}
        things["objective"] = [code for code in things["objective"] if code in current]
        answers = {
            (about, code): [post for post, letter in letters.get((about, code), {}).items() if letter == "A"]
            for about, codes in things.items()
            for code in codes
        }
        vacant = {pk for pk, row in self.posts.items() if not row.holder.strip() and row.membership_id is None}
        duties = duties_for(self.school.kind, self.on)
        must = {("duty", one.code) for one in duties if one.strength == "must"} | {("objective", code) for code in current}
        checked = self.duty_checks
        late = {code for code, row in checked.items() if row.next_check_on and row.next_check_on < self.on}
        never = {one.code for one in duties if one.code not in checked or checked[one.code].checked_on is None}
        reviews = sorted(self.rows(records.TermReview), key=lambda row: row.on)
        open_ones = [row for row in self.actions if row.status != "done"]
        asks = [row for row in self.rows(records.Ask) if row.cancelled_on is None]
        return {
            "vacant-and-accountable": len(vacant & {post for posts in answers.values() for post in posts}),
            "nobody-answers": sum(not answers[thing] for thing in must),
            "two-answer": sum(len(posts) > 1 for posts in answers.values()),
            "duty-past-its-check": sum(one.area != "website" and one.code in late for one in duties),
            "website-not-checked": sum(
                one.area == "website" and one.strength != "recommended" and one.code in late | never for one in duties
            ),
            "action-overdue": len(self.late()),
            "action-without-owner": sum(row.post_id is None and not row.owner.strip() for row in open_ones),
            "action-without-day": sum(row.due_on is None for row in open_ones),
            "done-without-evidence": sum(row.status == "done" and not row.evidence.strip() for row in self.actions),
            "review-not-held": bool(reviews and reviews[-1].next_on and reviews[-1].next_on < self.on),
            "ask-unanswered": sum(row.answered_on is None and row.expires_on < self.on for row in asks),
            "practice-not-passed-on": len(
                {row.pk for row in self.rows(records.GoodPractice)} - {row.practice_id for row in asks}
            ),
        }


def straight_line(start: tuple[int, int], target: int, first: date, last: date, on: date) -> float:
    """Where a share would be on a day, day by day from its start to its target."""
    share, steps = start[0] / start[1], (last - first).days
    step, day = (target / 100 - share) / steps, first
    while day < min(on, last):
        share, day = share + step, day + timedelta(days=1)
    return share
