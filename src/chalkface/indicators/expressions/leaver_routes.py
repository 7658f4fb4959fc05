"""Where the leavers of a year went: how many by stage, latest destination record, group, and what they had done before.

Not an indicator but what the destination indicators are parts of; the same leavers and the same latest record. What they
did is what is dated by the day, in the years of school that lead up to the stage.
"""

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from chalkface.indicators.expressions.attendance import with_year_group
from chalkface.indicators.expressions.leavers import latest_destinations, leavers
from chalkface.indicators.expressions.source import DAY, SCHOOL, academic_year, one_if, source
from chalkface.indicators.expressions.university_groups import in_group
from chalkface.indicators.kinds import PEOPLE_GROUPS

# A level of study that is not recorded.
NO_LEVEL = -1
# The year groups before each stage, in which what was done counts; as the indicators "by 16" and "by 18" have it.
YEARS_BEFORE = {16: (7, 11), 18: (12, 13)}
ADVISER_LEVEL = 6
# The narrower first: both universities of the first are in the second.
UNIVERSITIES = ("oxbridge", "russell-group")
DID = ("encounters", "guidance", "workplace")


def tally() -> Table:
    """One row per cell that has anybody; without any record, route and status are empty and the level is ``NO_LEVEL``."""
    gone, latest = leavers(), latest_destinations()
    both = gone.left_join(latest, [latest.student_id == gone.student_id, latest.stage == gone.stage])
    went = both.select(
        student_id=gone.student_id,
        stage=gone.stage,
        route=latest.route.fill_null(""),
        status=latest.status.fill_null(""),
        level=latest.level.fill_null(NO_LEVEL),
        university=ibis.cases(*((in_group(latest.ukprn, name), name) for name in UNIVERSITIES), else_=""),
        **{group: gone[group] for group in PEOPLE_GROUPS},
    )
    done, met = _taken_part(gone), _guided(gone)
    told = went.left_join(done, [done.student_id == went.student_id, done.stage == went.stage]).select(
        *(went[name] for name in went.columns),
        encounters=_how_many(done.encounters.fill_null(0)),
        workplace=_yes_no(done.workplaces.fill_null(0) > 0),
    )
    found = told.left_join(met, [met.student_id == told.student_id, met.stage == told.stage]).select(
        *(told[name] for name in told.columns if name != "student_id"), guidance=_yes_no(met.meetings.fill_null(0) > 0)
    )
    return found.group_by(*found.columns).agg(leavers=found.count().cast("int64"))


def _taken_part(gone: Table) -> Table:
    """How many encounters with employers and experiences of workplaces each leaver attended in the years before."""
    taken, activity = source("participation"), source("activity")
    went = gone.left_join(taken, [taken.student_id == gone.student_id, taken.school_id == SCHOOL, taken.attended])
    held = went.left_join(
        activity, [activity.id == taken.activity_id, activity.school_id == SCHOOL, activity.starts_on <= DAY]
    )
    rows = held.select(
        student_id=gone.student_id,
        stage=gone.stage,
        kind=activity.kind.fill_null(""),
        year=academic_year(activity.starts_on).fill_null(0),
    )
    placed = with_year_group(rows.filter(rows.kind.isin(("employer_encounter", "workplace_experience"))))
    before = placed.filter(_before_leaving(placed))
    return before.group_by("student_id", "stage").agg(
        encounters=one_if(before.kind == "employer_encounter").sum(),
        workplaces=one_if(before.kind == "workplace_experience").sum(),
    )


def _guided(gone: Table) -> Table:
    """How many guidance meetings with a qualified adviser each leaver had in the years before."""
    meeting = source("guidance_meeting")
    held = gone.left_join(
        meeting,
        [
            meeting.student_id == gone.student_id,
            meeting.school_id == SCHOOL,
            meeting.met_on <= DAY,
            meeting.adviser_level >= ADVISER_LEVEL,
            meeting.attended.fill_null(True),
        ],
    )
    rows = held.select(student_id=gone.student_id, stage=gone.stage, year=academic_year(meeting.met_on).fill_null(0))
    placed = with_year_group(rows.filter(rows.year != 0))
    before = placed.filter(_before_leaving(placed))
    return before.group_by("student_id", "stage").agg(meetings=before.count())


def _before_leaving(placed: Table) -> BooleanValue:
    found = ibis.literal(False)
    for stage, (first, last) in YEARS_BEFORE.items():
        found = found | ((placed.stage == stage) & placed.then.between(first, last))
    return found


def _how_many(encounters: IntegerValue) -> StringValue:
    return ibis.cases((encounters >= 3, "3+"), (encounters >= 1, "1-2"), else_="0")


def _yes_no(condition: BooleanValue) -> StringValue:
    return ibis.ifelse(condition, "yes", "no")
