"""The family of year groups 12 and 13: what provider access the school offered them, whoever came."""

import ibis
from ibis.expr.types import Table

from chalkface.indicators.expressions.attendance import partner_set_counts, sets_differ, with_partners
from chalkface.indicators.expressions.on_roll import on_roll
from chalkface.indicators.expressions.source import (
    DAY,
    SCHOOL,
    YEAR,
    academic_year,
    all_true,
    one_if,
    source,
    until_february,
)
from chalkface.indicators.facts import PROVIDER_EXPLAINED
from chalkface.indicators.kinds import Share

FIRST, SECOND = 12, 13


def members(shares: list[Share]) -> Table:
    """One row for each of Years 12 and 13 with anyone on roll on the day.

    Year 13 counts what it was offered last year, as Year 12, and this year; Year 12 what it was offered this year.
    """
    roll = on_roll()
    present = roll.filter(roll.year_group.isin((FIRST, SECOND))).select("year_group").distinct()
    answers = {}
    for one in shares:
        answers[f"{one.column}__among"] = one_if(present.year_group.notnull())
        answers[f"{one.column}__having"] = one_if(present.year_group.isin(_offered_enough().member))
    return present.select("year_group", **answers)


def _offered_enough() -> Table:
    offer, activity = source("offer"), source("activity")
    both = offer.join(activity, activity.id == offer.activity_id).filter(
        offer.school_id == SCHOOL,
        activity.school_id == SCHOOL,
        activity.kind == "provider_encounter",
        activity.starts_on <= DAY,
        all_true(activity, ("in_school_day", *PROVIDER_EXPLAINED)),
        academic_year(activity.starts_on) == offer.academic_year,
    )
    this_year = both.academic_year == YEAR
    to_first = both.filter((both.year_group == FIRST) & this_year).select("activity_id", member=ibis.literal(FIRST))
    to_second = both.filter(
        ((both.year_group == FIRST) & (both.academic_year == YEAR - 1))
        | ((both.year_group == SECOND) & this_year & until_february(both.starts_on))
    ).select("activity_id", member=ibis.literal(SECOND))
    met = with_partners(to_first.union(to_second))
    approved = met.filter(met.approved_technical)
    found = approved.group_by("member").agg(**partner_set_counts(approved))
    return found.filter(sets_differ(found))
