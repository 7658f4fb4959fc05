"""The family of leavers: students enrolled in Year 11 or 13 in the leaving year, and where they went.

A leaver is a row per stage. Their records are those of that stage and of the year after; what is dated after the day is
not seen, what has no date is. The latest record decides everything, also who is left out.
"""

import ibis
from ibis.expr.types import BooleanValue, Table

from chalkface.indicators.expressions.source import DAY, LEAVING_YEAR, enrolled_students, of_school, one_if, source
from chalkface.indicators.expressions.university_groups import in_group
from chalkface.indicators.facts import LatestDestination
from chalkface.indicators.kinds import PEOPLE_GROUPS, Share

ACTUAL = ("started", "sustained", "not_sustained")
LEFT_OUT = ("deceased", "moved_away")
STAGES = {16: 11, 18: 13}


def members(shares: list[Share]) -> Table:
    """One row per leaver and stage, with the answers for each of ``shares``."""
    gone = leavers()
    latest = latest_destinations()
    left_out = {
        stage: gone.student_id.isin(latest.filter(latest.stage == stage, latest.route.isin(LEFT_OUT)).student_id)
        for stage in STAGES
    }
    answers = {}
    for one in shares:
        among = (gone.stage == one.among.stage) & ~left_out[one.among.stage]
        meeting = latest.filter(latest.stage == one.among.stage, *_as_described(latest, one.having))
        answers[f"{one.column}__among"] = one_if(among)
        answers[f"{one.column}__having"] = one_if(among & gone.student_id.isin(meeting.student_id))
    return gone.select("student_id", "stage", *PEOPLE_GROUPS, **answers)


def leavers() -> Table:
    """A row per leaver of the leaving year, with stage and groups."""
    enrolment = source("enrolment")
    gone = enrolled_students(enrolment.academic_year == LEAVING_YEAR, enrolment.year_group.isin(tuple(STAGES.values())))
    stage = ibis.cases(*((gone.year_group == group, stage) for stage, group in STAGES.items()), else_=0)
    return gone.select("student_id", *PEOPLE_GROUPS, stage=stage)


def latest_destinations() -> Table:
    """The latest destination of each student and stage: actual before plan, then by date, then by place in the file."""
    record = of_school("destination")
    seen = record.filter(
        record.academic_year == LEAVING_YEAR + 1,
        record.stage.isin(tuple(STAGES)),
        record.recorded_on.isnull() | (record.recorded_on <= DAY),
    )
    newest_first = [
        ibis.desc(one_if(seen.status.isin(ACTUAL))),
        one_if(seen.recorded_on.isnull()),
        ibis.desc(seen.recorded_on),
        ibis.desc(seen.position),
        ibis.desc(seen.id),
    ]
    ranked = seen.mutate(rank=ibis.row_number().over(group_by=[seen.student_id, seen.stage], order_by=newest_first))
    return ranked.filter(ranked["rank"] == 0)


def _as_described(latest: Table, asked: LatestDestination) -> list[BooleanValue]:
    tests = []
    if asked.routes:
        tests.append(latest.route.isin(asked.routes))
    if asked.excluding:
        tests.append(latest.route.notin(asked.excluding))
    if asked.levels:
        tests.append(latest.level.isin(asked.levels))
    if asked.statuses:
        tests.append(latest.status.isin(asked.statuses))
    if asked.university_group:
        tests.append(in_group(latest.ukprn, asked.university_group))
    return tests
