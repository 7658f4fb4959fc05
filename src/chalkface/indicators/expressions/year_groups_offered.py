"""The family of year groups 12 and 13: what provider access the school offered them, whoever came."""

import ibis
from ibis.expr.types import Table

from chalkface.indicators.expressions.on_roll import on_roll
from chalkface.indicators.expressions.partner_sets import partner_set_counts, sets_differ, with_partners
from chalkface.indicators.expressions.source import DAY, SCHOOL, YEAR, academic_year, in_window, of_school, one_if, source
from chalkface.indicators.facts import QUALIFYING
from chalkface.indicators.kinds import Share

FIRST, SECOND = 12, 13
NO_MONTH = 0


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
    offer, activity = of_school("offer"), source("activity")
    both = offer.left_join(
        activity,
        [
            activity.id == offer.activity_id,
            activity.school_id == SCHOOL,
            activity.kind == "provider_encounter",
            activity.starts_on <= DAY,
            academic_year(activity.starts_on) == offer.academic_year,
            *(activity[flag] for flag in QUALIFYING.flags),
        ],
    ).select("activity_id", "academic_year", "year_group", month=activity.starts_on.month().fill_null(NO_MONTH))
    both = both.filter(both.month != NO_MONTH)
    this_year = both.academic_year == YEAR
    to_first = both.filter((both.year_group == FIRST) & this_year).select("activity_id", member=ibis.literal(FIRST))
    to_second = both.filter(
        ((both.year_group == FIRST) & (both.academic_year == YEAR - 1))
        | ((both.year_group == SECOND) & this_year & in_window(both.month))
    ).select("activity_id", member=ibis.literal(SECOND))
    met = with_partners(to_first.union(to_second))
    approved = met.filter(met.approved)
    found = approved.group_by("member").agg(**partner_set_counts(approved))
    return found.filter(sets_differ(found))
