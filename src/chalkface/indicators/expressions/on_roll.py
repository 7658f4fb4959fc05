"""The family of students on roll: who they are, and who of them meets each condition.

Participations are nine rows in ten of a school, so they are read once for all that merely counts (``attendance.counts``).
Each condition becomes a table of the students who meet it, and the member's answer is whether they are in it: every
engine does that with one lookup, and no planner can get it badly wrong.
"""

from ibis.expr.types import BooleanValue, Table

from chalkface.indicators.expressions.attendance import AsksActivities, attended, count_name, counts, with_year_group
from chalkface.indicators.expressions.encounters import meeting
from chalkface.indicators.expressions.source import (
    DAY,
    FIRST_DAY,
    SCHOOL,
    YEAR,
    academic_year,
    enrolled_students,
    of_school,
    one_if,
    source,
)
from chalkface.indicators.facts import (
    Attended,
    HadGuidance,
    OnRoll,
    RecordedAspiration,
)
from chalkface.indicators.kinds import PEOPLE_GROUPS, Share

NO_YEAR = 0


def on_roll() -> Table:
    """One row per student on roll on the day, with their year group of that year and their groups."""
    enrolment = source("enrolment")
    enrolled = enrolled_students(enrolment.academic_year == YEAR, enrolment.year_group.between(7, 13))
    here = enrolled.filter(
        enrolled.joined_on.fill_null(DAY) <= DAY,
        enrolled.left_on.fill_null(DAY) >= DAY,
    )
    return here.select("student_id", "year_group", "considering_he", *PEOPLE_GROUPS)


def members(shares: list[Share]) -> Table:
    """One row per student on roll, with ``<id>__among`` and ``<id>__having`` (1 or 0) for each of ``shares``."""
    roll = on_roll()
    of_activities = [(one.among.year_groups, one.having) for one in shares if isinstance(one.having, AsksActivities)]
    rows = attended(roll, of_activities)
    counted = counts(rows, [having for _, having in of_activities if _is_count(having)])
    answers = {}
    for one in shares:
        among = _is_among(roll, one.among)
        if _is_count(one.having):
            passing = counted.filter(counted[count_name(one.having)] >= one.having.at_least)
        elif isinstance(one.having, HadGuidance):
            passing = _guided(roll.filter(among), one.having)
        elif isinstance(one.having, RecordedAspiration):
            passing = _aspiring()
        else:
            passing = meeting(rows, one.among.year_groups, one.having)
        answers[f"{one.column}__among"] = one_if(among)
        answers[f"{one.column}__having"] = one_if(among & roll.student_id.isin(passing.student_id))
    return roll.select("student_id", "year_group", *PEOPLE_GROUPS, **answers)


def _is_count(condition: object) -> bool:
    return isinstance(condition, Attended) and condition.counting in ("activities", "hours_e4")


def _is_among(roll: Table, population: OnRoll) -> BooleanValue:
    in_years = roll.year_group.isin(population.year_groups)
    return in_years & roll.considering_he.fill_null(False) if population.considering_he else in_years


def _guided(roll: Table, asked: HadGuidance) -> Table:
    held_on = source("guidance_meeting")
    held = roll.left_join(
        held_on,
        [
            held_on.student_id == roll.student_id,
            held_on.school_id == SCHOOL,
            held_on.met_on <= DAY,
            held_on.adviser_level >= asked.adviser_level,
            held_on.attended.fill_null(True),
        ],
    )
    dated = held.select("student_id", year=academic_year(held_on.met_on).fill_null(NO_YEAR))
    placed = with_year_group(dated.filter(dated.year != NO_YEAR))
    return placed.filter(placed.then.between(*asked.when))


def _aspiring() -> Table:
    intention = of_school("intention")
    return intention.filter(intention.recorded_on.between(FIRST_DAY, DAY))
