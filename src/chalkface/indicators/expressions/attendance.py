"""What students on roll attended, and how much of it in which years: all that merely counts."""

from collections.abc import Iterable

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from chalkface.indicators.expressions.source import DAY, SCHOOL, YEAR, academic_year, all_true, one_if, source
from chalkface.indicators.facts import THIS_KEY_STAGE, THIS_YEAR, Attended, Quality

NO_YEAR_GROUP = 0
NOTHING = ""


def attended(roll: Table, kinds: Iterable[str], qualities: Iterable[Quality]) -> Table:
    """One row per attended activity of these kinds, by the day, and student of ``roll``; ``now`` is their year group.

    Each of ``qualities`` is a column by its name, 1 where the activity has it.
    """
    taken, activity = source("participation"), source("activity")
    went = roll.left_join(taken, [taken.student_id == roll.student_id, taken.school_id == SCHOOL, taken.attended])
    held = went.left_join(
        activity,
        [
            activity.id == taken.activity_id,
            activity.school_id == SCHOOL,
            activity.starts_on <= DAY,
            activity.kind.isin(sorted(set(kinds))),
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
        **{one.name: one_if(all_true(activity, one.flags)) for one in qualities},
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
    when = asked.when if isinstance(asked.when, str) else f"in {asked.when[0]} {asked.when[1]}"
    return f"{_fact_name(asked)} {when}".replace(" ", "_")


def counts(roll: Table, asked: list[Attended]) -> Table:
    """One row per student of ``roll`` who attended anything asked about, with a column per count asked for.

    The first grouping gives the student-year facts; the second adds up the years that each count is about.
    """
    facts = {_fact_name(one): one for one in asked}
    rows = attended(roll, (kind for one in asked for kind in one.kinds), (one.that for one in asked))
    measured = rows.select("student_id", "now", "year", **{name: _measure(rows, one) for name, one in facts.items()})
    yearly = measured.group_by("student_id", "now", "year").agg(**{name: measured[name].sum() for name in facts})
    placed = with_year_group(yearly)
    return placed.group_by("student_id").agg(
        **{count_name(one): ibis.ifelse(_is_when(placed, one.when), placed[_fact_name(one)], 0).sum() for one in asked}
    )


def _fact_name(asked: Attended) -> str:
    return "_".join((asked.counting, *asked.kinds, asked.that.name))


def _measure(rows: Table, asked: Attended) -> IntegerValue:
    counted = rows.kind.isin(asked.kinds) & (rows[asked.that.name] == 1)
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
