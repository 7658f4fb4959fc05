"""The family of agreed actions: every action due by the day, with the groups of the student it is about."""

import ibis
from ibis.expr.types import Table

from chalkface.indicators.expressions.source import DAY, SCHOOL, YEAR, group_columns, one_if, source
from chalkface.indicators.facts import ClosedWithNeedMet
from chalkface.indicators.kinds import PEOPLE_GROUPS, Share


def members(shares: list[Share]) -> Table:
    """One row per action due. The student is the action's, else its meeting's, else nobody, whose groups are unknown.

    The year group is that of the student's enrolment in the year of the day, null where there is none.
    """
    due = _with_student()
    closed = (due.status == "done") & due.need_met.fill_null(False) & (due.confirmed_on <= DAY)
    answers = {}
    for one in shares:
        if one.having != ClosedWithNeedMet():
            raise TypeError(f"actions cannot be asked for {one.having!r}")
        answers[f"{one.column}__among"] = one_if(due.action_id.notnull())
        answers[f"{one.column}__having"] = one_if(closed)
    return due.select("action_id", "student_id", "year_group", *PEOPLE_GROUPS, **answers)


def _with_student() -> Table:
    action, meeting = source("action"), source("guidance_meeting")
    due = action.filter(action.school_id == SCHOOL, action.due_on <= DAY)
    agreed = due.left_join(meeting, [meeting.id == due.meeting_id, meeting.school_id == SCHOOL])
    found = agreed.select("status", "need_met", "confirmed_on", action_id=due.id, named=due.student_id, met=meeting.student_id)
    about = found.mutate(student_id=ibis.coalesce(found.named, found.met))
    student, enrolment = source("student"), source("enrolment")
    known = about.left_join(student, [student.id == about.student_id, student.school_id == SCHOOL])
    whose = known.select(*about.columns, **group_columns(student))
    placed = whose.left_join(
        enrolment,
        [
            enrolment.student_id == whose.student_id,
            enrolment.academic_year == YEAR,
            enrolment.school_id == SCHOOL,
        ],
    )
    return placed.select(*whose.columns, year_group=enrolment.year_group)
