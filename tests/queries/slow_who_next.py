"""Who next again, slowly: plain Python over all rows of a school, from what each reason means."""

from datetime import date, timedelta

from django.db.models import QuerySet

from chalkface.core.half_terms import usual_half_terms
from chalkface.records import models as records

SHIPPED = {
    "asked": 40, "not_yet": 40, "survey": 35, "no_meeting": 30, "no_plan": 30, "deadline": 25, "priority": 25, "overdue": 20,
    "undecided": 20,
    "review_due": 20, "mismatch": 15, "changed": 15, "absent": 15,
}  # fmt: skip
UNSURE = ("", "undecided", "unknown")
DEADLINES = {9: ("options", 4, 42), 11: ("applications", 3, 60), 13: ("applications", 3, 60)}


class Slow:
    """One school on one day."""

    def __init__(self, school, on: date) -> None:
        self.school, self.on = school, on
        self.year = on.year if on.month >= 9 else on.year - 1
        self.weights = SHIPPED | {row.reason: row.weight for row in self.rows(records.ReasonWeight)}

    def rows(self, model, student=None) -> list:
        found = [row for row in QuerySet(model).all() if row.school_id == self.school.pk]
        return [row for row in found if row.student_id == student] if student else found

    def order(self) -> list[tuple[int, frozenset[str]]]:
        """(student, codes of the reasons) in the order in which to see them."""
        lines = []
        for row in self.rows(records.Enrolment):
            student = QuerySet(records.Student).get(pk=row.student_id)
            begun = student.joined_on is None or student.joined_on <= self.on
            if row.academic_year != self.year or not begun or (student.left_on and student.left_on < self.on):
                continue
            codes = {code for code in self.reasons(row, student.pk) if self.weights[code]}
            verdict = self.verdict(student.pk)
            if verdict == "aside" or not (codes or verdict):
                continue
            place = {"first": 0, "": 1, "later": 2}[verdict]
            score = sum(self.weights[code] for code in codes)
            waiting = self.met(student.pk) or date.min
            name = f"{student.legal_forename} {student.legal_surname}".casefold()  # nobody here is called otherwise
            lines.append(((place, -score, waiting, name, student.pk), student.pk, frozenset(codes)))
        return [(student, codes) for _, student, codes in sorted(lines)]

    def verdict(self, student: int) -> str:
        held = [
            one for one in self.rows(records.Overruling, student)
            if one.made_on <= self.on <= one.until and one.lifted_on is None
        ]  # fmt: skip
        return max(held, key=lambda one: (one.made_on, one.pk)).verdict if held else ""

    def met(self, student: int) -> date | None:
        days = [
            one.met_on for one in self.rows(records.GuidanceMeeting, student)
            if one.attended is not False and one.met_on <= self.on
        ]  # fmt: skip
        return max(days, default=None)

    def reasons(self, enrolment, student: int) -> set[str]:
        on, year, met = self.on, enrolment.year_group, self.met(student)
        found = set()
        if any(
            one.asked_on <= on and one.answered_on is None and one.withdrawn_on is None
            for one in self.rows(records.MeetingRequest, student)
        ):
            found.add("asked")
        recent = [
            one for one in self.rows(records.SurveyReturn, student) if on - timedelta(days=60) <= one.sent_at.date() <= on
        ]
        last = max(recent, key=lambda one: (one.sent_at, one.pk), default=None)
        if last and last.answers.get("V-TALK") == 2 and not (met and met >= last.sent_at.date()):
            found.add("survey")
        actions = self.rows(records.Action, student)
        if any(
            one.student_said == "not_yet" and one.student_said_on <= on and one.confirmed_on is None
            and (one.status != "done" or one.done_on is None or one.done_on < one.student_said_on)
            for one in actions
        ):  # fmt: skip
            found.add("not_yet")
        if any(one.due_on and one.due_on < on and one.status != "done" for one in actions):
            found.add("overdue")
        began_12 = date(self.year - (year - 12), 9, 1)
        if (year in (10, 11) and met is None) or (year in (12, 13) and (met is None or met < began_12)):
            found.add("no_meeting")
        found |= self.of_hopes(year, student, met)
        if any(
            one.kind == "ehcp_review" and on - timedelta(days=30) <= one.as_of <= on + timedelta(days=60)
            for one in self.rows(records.RiskFact, student)
        ):
            found.add("review_due")
        if self.band(student) == "red":
            found.add("priority")
        if enrolment.encounters == 0 and any(
            one.academic_year == self.year and one.year_group == year
            and date(self.year, 9, 1) <= QuerySet(records.Activity).get(pk=one.activity_id).starts_on <= on
            for one in self.rows(records.Offer)
        ):  # fmt: skip
            found.add("absent")
        return found

    def of_hopes(self, year: int, student: int, met: date | None) -> set[str]:
        on, found = self.on, set()
        hopes = [one for one in self.rows(records.Intention, student) if one.recorded_on <= on]
        hopes.sort(key=lambda one: (-one.recorded_on.toordinal(), -one.position, -one.pk))
        latest = hopes[0] if hopes else None
        earlier = next((one for one in hopes if one.recorded_on < latest.recorded_on), None) if latest else None
        if latest is None:
            found |= {"undecided"} if year >= 10 else set()
        elif latest.route in UNSURE:
            found.add("undecided")
        elif earlier and earlier.route not in UNSURE and earlier.route != latest.route:
            if latest.recorded_on >= on - timedelta(days=100):
                found.add("changed")
        predicted = [one for one in self.rows(records.RiskFact, student) if one.kind == "predicted_level" and one.as_of <= on]
        if predicted and latest and latest.level is not None:
            level = max(predicted, key=lambda one: one.as_of).value_e1 // 10
            if latest.level > level + 1 or latest.level < level:
                found.add("mismatch")
        applied = any(
            one.status not in ("declined", "refused", "withdrawn") and one.status_on >= date(self.year, 9, 1)
            for one in self.rows(records.Application, student)
        )
        decided = latest and latest.route not in UNSURE and latest.recorded_on >= date(self.year - 1, 9, 1)
        if year in (11, 13) and on >= date(self.year + 1, 1, 1) and not applied and not decided:
            found.add("no_plan")
        if year in DEADLINES:
            work, term, days = DEADLINES[year]
            written = [one.due_on for one in self.rows(records.WorkDay) if (one.work, one.academic_year) == (work, self.year)]
            due = written[0] if written else usual_half_terms(self.year)[term - 1].ends_on
            seen = met is not None and met >= date(self.year, 9, 1)
            if due - timedelta(days=days) <= on <= due and (not seen if year == 9 else not applied):
                found.add("deadline")
        return found

    def band(self, student: int) -> str:
        said = [
            one for one in self.rows(records.RiskOverride, student)
            if one.made_on <= self.on <= one.until and one.lifted_on is None
        ]  # fmt: skip
        if said:
            return max(said, key=lambda one: (one.made_on, one.pk)).band
        scored = [one for one in self.rows(records.RiskScore, student) if one.academic_year == self.year]
        scored = [one for one in scored if one.scored_on <= self.on]
        return max(scored, key=lambda one: (one.scored_on, one.pk)).band if scored else ""
