"""The family of taught subjects: pairs of a year group and a subject in the year of the day."""

from ibis.expr.types import Table

from chalkface.indicators.expressions.on_roll import on_roll
from chalkface.indicators.expressions.source import (
    DAY,
    FIRST_DAY,
    SCHOOL,
    YEAR,
    of_school,
    one_if,
    source,
)
from chalkface.indicators.kinds import Share


def members(shares: list[Share]) -> Table:
    """One row per year group and subject taught, with the answer: half of the year group attended one link."""
    taught = of_school("taught_subject")
    pairs = taught.filter(taught.academic_year == YEAR).select("year_group", "subject")
    linked = _linked()
    met = pairs.left_join(
        linked,
        [linked.linked_group == pairs.year_group, linked.linked_subject == pairs.subject],
    )
    answers = {}
    for one in shares:
        answers[f"{one.column}__among"] = one_if(met.year_group.notnull())
        answers[f"{one.column}__having"] = one_if(met.linked_group.notnull())
    return met.select("year_group", "subject", **answers)


def _linked() -> Table:
    """The pairs with at least one curriculum link that half of the year group's students on roll attended.

    Participations come first, so that at worst they are read through once.
    """
    roll = on_roll()
    enrolment, activity = source("enrolment"), source("activity")
    links = of_school("activity")
    this_year = links.filter(links.kind == "curriculum_link", links.starts_on.between(FIRST_DAY, DAY))
    taken = of_school("participation")
    went = taken.filter(taken.activity_id.isin(this_year.id), taken.attended)
    placed = (
        went.left_join(activity, [activity.id == went.activity_id, activity.school_id == SCHOOL])
        .left_join(
            enrolment,
            [
                enrolment.student_id == went.student_id,
                enrolment.academic_year == YEAR,
                enrolment.school_id == SCHOOL,
            ],
            rname="enrolment_{name}",
        )
        .select("student_id", "activity_id", subject=activity.subject, year_group=enrolment.year_group)
    )
    counted = placed.filter(placed.student_id.isin(roll.student_id))
    each = counted.group_by("activity_id", "subject", "year_group").agg(went=counted.count())
    sizes = roll.group_by(size_group=roll.year_group).agg(size=roll.count())
    both = each.join(sizes, sizes.size_group == each.year_group)
    enough = both.filter(2 * both.went >= both.size)
    return enough.select(linked_group=enough.year_group, linked_subject=enough.subject).distinct()
