"""What students on roll attended, and how much of it in which years: all that merely counts."""

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from chalkface.indicators.expressions.source import DAY, FIRST_DAY, SCHOOL, YEAR, academic_year, all_true, one_if, source
from chalkface.indicators.facts import (
    QUALIFYING,
    THIS_KEY_STAGE,
    THIS_YEAR,
    Attended,
    AttendedWithPartners,
    HadProviderAccess,
    MetProviders,
    Quality,
)

NO_YEAR_GROUP = 0
NOTHING = ""

AsksActivities = Attended | AttendedWithPartners | MetProviders | HadProviderAccess


def kinds_of(asked: AsksActivities) -> tuple[str, ...]:
    """The kinds of activity that the condition is about."""
    return ("provider_encounter",) if isinstance(asked, HadProviderAccess) else asked.kinds


def quality_of(asked: AsksActivities) -> Quality:
    """What the condition asks of each activity."""
    return QUALIFYING if isinstance(asked, HadProviderAccess) else asked.that


def attended(roll: Table, wanted: list[tuple[tuple[int, ...], AsksActivities]]) -> Table:
    """One row per attended activity, by the day, and student of ``roll``: only those that can matter to one of ``wanted``.

    ``now`` is the student's year group on the day, ``then`` that of the year of the activity (0 where not enrolled).
    ``wanted`` are pairs of the year groups asked about and the condition. Each quality asked for is a column by its name,
    1 where the activity has it.
    """
    taken, activity = source("participation"), source("activity")
    went = roll.left_join(taken, [taken.student_id == roll.student_id, taken.school_id == SCHOOL, taken.attended])
    held = went.left_join(
        activity,
        [
            activity.id == taken.activity_id,
            activity.school_id == SCHOOL,
            activity.starts_on <= DAY,
            _matters(roll, activity, wanted),
        ],
    )
    qualities = sorted({quality_of(asked) for _, asked in wanted}, key=lambda quality: quality.name)
    rows = held.select(
        student_id=roll.student_id,
        now=roll.year_group,
        activity_id=taken.activity_id,
        starts_on=activity.starts_on,
        kind=activity.kind.fill_null(NOTHING),
        year=academic_year(activity.starts_on),
        spent_e4=ibis.coalesce(taken.hours_e4, activity.hours_e4, 0),
        **{quality.name: one_if(all_true(activity, quality.flags)) for quality in qualities},
    )
    return with_year_group(rows.filter(rows.kind != NOTHING)).alias("attended")


def _matters(roll: Table, activity: Table, wanted: list[tuple[tuple[int, ...], AsksActivities]]) -> BooleanValue:
    kinds: dict[tuple[tuple[int, ...], bool], set[str]] = {}
    for year_groups, asked in wanted:
        kinds.setdefault((year_groups, getattr(asked, "when", None) == THIS_YEAR), set()).update(kinds_of(asked))
    found = ibis.literal(False)
    for (year_groups, lately), of_kinds in sorted(kinds.items()):
        one = activity.kind.isin(sorted(of_kinds)) & roll.year_group.isin(year_groups)
        found = found | (one & (activity.starts_on >= FIRST_DAY) if lately else one)
    return found


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
    when = asked.when if isinstance(asked.when, str) else f"in {asked.when[0]} {asked.when[1]}"
    return "_".join((asked.counting, *asked.kinds, asked.that.name, when)).replace(" ", "_")


def counts(rows: Table, asked: list[Attended]) -> Table:
    """One row per student of ``rows`` (see ``attended``), with a column per count asked for."""
    return rows.group_by("student_id").agg(**{count_name(one): _measure(rows, one).sum() for one in asked})


def _measure(rows: Table, asked: Attended) -> IntegerValue:
    counted = rows.kind.isin(asked.kinds) & (rows[asked.that.name] == 1) & _is_when(rows, asked.when)
    return ibis.ifelse(counted, rows.spent_e4, 0) if asked.counting == "hours_e4" else one_if(counted)


def _is_when(rows: Table, when: str | tuple[int, int]) -> BooleanValue:
    if when == THIS_YEAR:
        return rows.year == YEAR
    if when == THIS_KEY_STAGE:
        return _key_stage(rows.then) == _key_stage(rows.now)
    first, last = when
    return rows.then.between(int(first), int(last))


def _key_stage(year_group: IntegerValue) -> IntegerValue:
    return ibis.cases((year_group.between(7, 9), 3), (year_group.between(10, 11), 4), (year_group.between(12, 13), 5), else_=0)
