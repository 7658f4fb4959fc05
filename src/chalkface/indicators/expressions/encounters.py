"""Conditions that look at days, codes or partners: each a table of the students who meet it.

Each takes its part of the rows that ``attendance.attended`` gathered once for all.
"""

from ibis.expr.types import BooleanValue, Table

from chalkface.indicators.expressions.attendance import AsksActivities, kinds_of, quality_of
from chalkface.indicators.expressions.partner_sets import partner_set_counts, sets_differ, with_partners
from chalkface.indicators.expressions.source import SCHOOL, in_window, one_if, source
from chalkface.indicators.facts import Attended, AttendedWithPartners, HadProviderAccess, MetProviders


def meeting(rows: Table, year_groups: tuple[int, ...], asked: AsksActivities) -> Table:
    """The students of ``year_groups`` in ``rows`` (see ``attendance.attended``) who meet the condition."""
    mine = rows.now.isin(year_groups) & rows.kind.isin(kinds_of(asked)) & (rows[quality_of(asked).name] == 1)
    part = rows.filter(mine)
    match asked:
        case Attended(counting="days"):
            return _different_days(part, asked)
        case Attended(counting="recruitment_methods"):
            return _different_methods(part, asked)
        case AttendedWithPartners():
            return _different_partners(part, asked)
        case MetProviders():
            return _provider_range(part, asked)
        case HadProviderAccess():
            return _provider_access(part, asked)
    raise TypeError(f"students on roll cannot be asked for {asked!r}")


def _in_years(rows: Table, asked: Attended | AttendedWithPartners | MetProviders) -> BooleanValue:
    first, last = asked.when
    return rows.then.between(int(first), int(last))


def _different_days(rows: Table, asked: Attended) -> Table:
    then = rows.filter(_in_years(rows, asked))
    found = then.group_by("student_id").agg(days=then.starts_on.nunique())
    return found.filter(found.days >= asked.at_least)


def _different_methods(rows: Table, asked: Attended) -> Table:
    then = rows.filter(_in_years(rows, asked)).select("student_id", "activity_id")
    code = source("activity_code")
    used = then.left_join(
        code,
        [
            code.activity_id == then.activity_id,
            code.school_id == SCHOOL,
            code["list"] == "recruitment_method",
        ],
    )
    found = used.group_by("student_id").agg(methods=code.code.nunique())
    return found.filter(found.methods >= asked.at_least)


def _different_partners(rows: Table, asked: AttendedWithPartners) -> Table:
    then = rows.filter(_in_years(rows, asked)).select("student_id", "activity_id")
    met = with_partners(then)
    found = met.group_by("student_id").agg(activities=met.activity_id.nunique(), partners=met.partner_id.nunique())
    return found.filter(found.activities >= asked.activities, found.partners >= asked.partners)


def _provider_range(rows: Table, asked: MetProviders) -> Table:
    met = with_partners(rows.filter(_in_years(rows, asked)).select("student_id", "activity_id"))
    parts = {f"part_{n}": one_if(met.partner_kind.isin(kinds)).max() for n, kinds in enumerate(asked.each_of)}
    found = met.group_by("student_id").agg(**parts)
    return found.filter(*(found[part] == 1 for part in parts))


def _provider_access(rows: Table, asked: HadProviderAccess) -> Table:
    counts_then = (rows.then == asked.first) | ((rows.then == asked.second) & in_window(rows.starts_on.month()))
    met = with_partners(rows.filter(counts_then).select("student_id", "activity_id"))
    approved = met.filter(met.approved)
    found = approved.group_by("student_id").agg(**partner_set_counts(approved))
    return found.filter(sets_differ(found))
