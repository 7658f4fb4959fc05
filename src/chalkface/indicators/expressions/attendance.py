"""What students on roll attended: every form of it that a condition can ask for, as tables of student ids."""

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from chalkface.indicators.expressions.source import DAY, SCHOOL, YEAR, academic_year, all_true, in_window, one_if, source
from chalkface.indicators.facts import (
    MEANINGFUL_WORKPLACE,
    PROVIDER_EXPLAINED,
    THIS_KEY_STAGE,
    THIS_YEAR,
    Attended,
    AttendedWithPartners,
    HadProviderAccess,
    MetProviders,
)

NO_YEAR_GROUP = 0
NOTHING = ""


def attended(roll: Table, kinds: tuple[str, ...], that: tuple[str, ...] = ()) -> Table:
    """One row per attended activity of these kinds, by the day, and student of ``roll``; ``now`` is their year group."""
    taken, activity = source("participation"), source("activity")
    went = roll.left_join(taken, [taken.student_id == roll.student_id, taken.school_id == SCHOOL, taken.attended])
    held = went.left_join(
        activity,
        [
            activity.id == taken.activity_id,
            activity.school_id == SCHOOL,
            activity.starts_on <= DAY,
            activity.kind.isin(kinds),
            *(activity[flag] for flag in that),
        ],
    )
    rows = held.select(
        student_id=roll.student_id,
        now=roll.year_group,
        activity_id=taken.activity_id,
        starts_on=activity.starts_on,
        kind=activity.kind.fill_null(NOTHING),
        year=academic_year(activity.starts_on),
        spent_e4=ibis.coalesce(taken.hours_e4, activity.hours_e4, 0),
        **{flag: activity[flag] for flag in MEANINGFUL_WORKPLACE},
    )
    return rows.filter(rows.kind != NOTHING)


def with_year_group(rows: Table) -> Table:
    """``rows`` with ``then``: the year group of the student's enrolment in ``year``, 0 where there is none."""
    enrolment = source("enrolment")
    met = rows.left_join(
        enrolment,
        [
            enrolment.student_id == rows.student_id,
            enrolment.academic_year == rows.year,
            enrolment.school_id == SCHOOL,
        ],
    )
    return met.select(*rows.columns, then=enrolment.year_group.fill_null(NO_YEAR_GROUP))


def count_name(asked: Attended) -> str:
    """The column of ``counts`` that answers ``asked``."""
    when = asked.when if isinstance(asked.when, str) else f"years {asked.when[0]} to {asked.when[1]}"
    return f"{_fact_name(asked)} {when}".replace(" ", "_")


def counts(roll: Table, asked: list[Attended]) -> Table:
    """One row per student of ``roll`` who attended anything asked about, with a column per count asked for.

    The first grouping gives the student-year facts; the second adds up the years that each count is about.
    """
    facts = {_fact_name(one): one for one in asked}
    rows = attended(roll, tuple(sorted({kind for one in asked for kind in one.kinds})))
    measured = rows.select("student_id", "now", "year", **{name: _measure(rows, one) for name, one in facts.items()})
    yearly = measured.group_by("student_id", "now", "year").agg(**{name: measured[name].sum() for name in facts})
    placed = with_year_group(yearly)
    return placed.group_by("student_id").agg(
        **{count_name(one): ibis.ifelse(_is_when(placed, one.when), placed[_fact_name(one)], 0).sum() for one in asked}
    )


def different_days(roll: Table, asked: Attended) -> Table:
    """Students whose attended activities started on at least so many different days."""
    rows = _in_years(attended(roll, asked.kinds, asked.that), asked.when)
    found = rows.group_by("student_id").agg(days=rows.starts_on.nunique())
    return found.filter(found.days >= asked.at_least)


def different_methods(roll: Table, asked: Attended) -> Table:
    """Students whose attended activities used at least so many different recruitment methods."""
    rows = _in_years(attended(roll, asked.kinds, asked.that), asked.when).select("student_id", "activity_id")
    code = source("activity_code")
    used = rows.left_join(
        code,
        [
            code.activity_id == rows.activity_id,
            code.school_id == SCHOOL,
            code["list"] == "recruitment_method",
        ],
    )
    found = used.group_by("student_id").agg(methods=code.code.nunique())
    return found.filter(found.methods >= asked.at_least)


def different_partners(roll: Table, asked: AttendedWithPartners) -> Table:
    """Students with so many such activities, which between them had so many different partners of any kind."""
    rows = _in_years(attended(roll, asked.kinds, asked.that), asked.when).select("student_id", "activity_id")
    link = source("activity_partner")
    both = rows.left_join(link, [link.activity_id == rows.activity_id, link.school_id == SCHOOL])
    found = both.group_by("student_id").agg(activities=both.activity_id.nunique(), partners=both.partner_id.nunique())
    return found.filter(found.activities >= asked.activities, found.partners >= asked.partners)


def provider_range(roll: Table, asked: MetProviders) -> Table:
    """Students who between all such activities met a partner of each part of the range."""
    rows = _in_years(attended(roll, asked.kinds, asked.that), asked.when).select("student_id", "activity_id")
    met = with_partners(rows)
    parts = {f"part_{n}": one_if(met.partner_kind.isin(kinds)).max() for n, kinds in enumerate(asked.each_of)}
    found = met.group_by("student_id").agg(**parts)
    return found.filter(*(found[part] == 1 for part in parts))


def provider_access(roll: Table, asked: HadProviderAccess) -> Table:
    """Students with two qualifying occasions in the phase's windows whose approved partners differ."""
    held = attended(roll, ("provider_encounter",), ("in_school_day", *PROVIDER_EXPLAINED))
    rows = with_year_group(held.select("student_id", "activity_id", "starts_on", "year"))
    counts_then = (rows.then == asked.first) | ((rows.then == asked.second) & in_window(rows.starts_on.month()))
    met = with_partners(rows.filter(counts_then).select("student_id", "activity_id"))
    approved = met.filter(met.approved)
    found = approved.group_by("student_id").agg(**partner_set_counts(approved))
    return found.filter(sets_differ(found))


def with_partners(rows: Table) -> Table:
    """``rows`` once per partner of their ``activity_id`` (once with nulls if it has none): its id, kind, approval."""
    link, partner = source("activity_partner"), source("partner")
    linked = rows.left_join(link, [link.activity_id == rows.activity_id, link.school_id == SCHOOL])
    met = linked.left_join(partner, [partner.id == link.partner_id, partner.school_id == SCHOOL])
    return met.select(
        *rows.columns,
        partner_id=link.partner_id,
        partner_kind=partner.kind,
        approved=partner.approved_technical.fill_null(False),
    )


def partner_set_counts(rows: Table) -> dict[str, IntegerValue]:
    """What ``sets_differ`` needs, from rows of one activity and one partner each."""
    return {
        "pairs": rows.count(),
        "occasions": rows.activity_id.nunique(),
        "partners": rows.partner_id.nunique(),
    }


def sets_differ(found: Table) -> BooleanValue:
    """Two or more occasions, not all with the same set of partners.

    All sets are the same exactly when each is the whole of their union, that is when pairs = occasions x partners. One
    occasion alone is always so, and so never differs.
    """
    return found.pairs < found.occasions * found.partners


def _fact_name(asked: Attended) -> str:
    kinds = " or ".join(asked.kinds)
    return " ".join(filter(None, (asked.counting, kinds, "with " + " ".join(asked.that) if asked.that else "")))


def _measure(rows: Table, asked: Attended) -> IntegerValue:
    counted = rows.kind.isin(asked.kinds) & all_true(rows, asked.that)
    return ibis.ifelse(counted, rows.spent_e4, 0) if asked.counting == "hours_e4" else one_if(counted)


def _is_when(placed: Table, when: str | tuple[int, int]) -> BooleanValue:
    if when == THIS_YEAR:
        return placed.year == YEAR
    if when == THIS_KEY_STAGE:
        return _key_stage(placed.then) == _key_stage(placed.now)
    first, last = when
    return placed.then.between(int(first), int(last))


def _key_stage(year_group: IntegerValue) -> IntegerValue:
    return ibis.cases((year_group.between(7, 9), 3), (year_group.between(10, 11), 4), (year_group.between(12, 13), 5), else_=0)


def _in_years(rows: Table, when: tuple[int, int]) -> Table:
    placed = with_year_group(rows.select("student_id", "activity_id", "starts_on", "year"))
    return placed.filter(placed.then.between(*when))
