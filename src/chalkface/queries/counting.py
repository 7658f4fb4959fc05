"""The one place with raw SQL: the committed statements of the indicators, run on the database at hand for one school.

What is special about students is kept sealed: a statement that asks for it reads, by the name of the table, that table with
the opened groups beside it, which go in as one bound value. Every statement binds ``school_id``. Nothing here asks who is
asking; the callers in ``figures``, ``gaps`` and ``provenance`` do. What was counted is kept (``keeping``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from chalkface.core.years import academic_year_of
from chalkface.indicators.figure import Cells
from chalkface.indicators.statements import parameters, statement
from chalkface.indicators.tables import TABLES
from chalkface.queries.keeping import ENGINES, kept, kept_of_years
from chalkface.queries.opened_groups import groups_text
from chalkface.records.models import School
from chalkface.records.tenancy import counting_in

# The table of students as the statements know it. A letter for each group, then the ethnicity (``groups_text``). The opened
# groups are a table of their own first, or SQLite would read all of them again for each student.
_STUDENTS = """with opened as materialized (
  select {number} as id, substr(value, 1, 1) as sex, {second} as pupil_premium, substr(value, 3, 1) as sen_provision,
    {fourth} as looked_after, {fifth} as eal, substr(value, 6) as ethnicity
  from {given}
), "student" as (
  select one.id, one.school_id, one.considering_he, one.joined_on, one.left_on, coalesce(opened.sex, '') as sex,
    opened.pupil_premium, coalesce(opened.sen_provision, '') as sen_provision, opened.looked_after, opened.eal,
    coalesce(opened.ethnicity, '') as ethnicity
  from {table} as one left join opened on opened.id = one.id
  where one.school_id = %(school_id)s
) select * from ("""
_YES_OR_NO = "case substr(value, {place}, 1) when '1' then {yes} when '0' then {no} end"


def _students() -> str:
    """The same in the words of the database at hand. Inside it, the table's own name must not be the one that is being made."""
    is_sqlite = connection.vendor == "sqlite"
    yes, no = ("1", "0") if is_sqlite else ("true", "false")
    places = {name: _YES_OR_NO.format(place=at, yes=yes, no=no) for at, name in ((2, "second"), (4, "fourth"), (5, "fifth"))}
    if is_sqlite:
        table, given, number = 'main."student"', "json_each(%(groups)s)", "cast(key as integer)"
    else:
        table, given, number = '"student"', "json_each_text(%(groups)s::json)", "key::bigint"
    return _STUDENTS.format(table=table, given=given, number=number, **places)


@dataclass(frozen=True)
class Behind:
    """One import, or entry by hand (``batch`` None), whose rows are held in ``table``, and how many."""

    table: str
    batch: int | None
    format: str
    committed_on: date | None
    rows: int = 0


def cells(school: School, families: Iterable[str], *, on: date, year: int) -> dict[str, Cells]:
    """The counts of a school by family of indicators; ``year`` is the leaving year of the leavers."""
    found = {}
    for family in families:
        # Only leavers are counted by their leaving year: the others are the same whatever year is asked.
        asked = year if family == "leavers" else academic_year_of(on)
        found[family] = kept(
            school, family, lambda family=family, asked=asked: _run(school, family, "cells", on, asked), on=on, year=asked
        )
    return found


def over_years(school: School, name: str, form: str, *, on: date, years: Iterable[int]) -> dict[int, Cells]:
    """The answers of one statement for several leaving years; those not in the cache are asked for in one query."""
    what = name if form == "cells" else f"{name}_{form}"
    return kept_of_years(school, what, lambda asked: _run_over_years(school, name, form, on, asked), on=on, years=years)


def members(school: School, family: str, *, on: date, year: int) -> list[dict[str, object]]:
    """A row per member of the family, with what it is and whether each indicator counts it. Names no one."""
    answer = _run(school, family, "members", on, year)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def batches_behind(school: School, tables: Iterable[str]) -> list[Behind]:
    """The imports whose rows are held in each of ``tables`` (names of ``indicators.tables``); none for an empty table."""
    names = [name for name in tables if name in TABLES and name != "activity_code"]
    parts = [
        f"""select '{name}' as held_in, rows.batch_id, batch.format, batch.committed_at, rows.held
            from (select batch_id, count(*) as held from "{name}" where school_id = %(school_id)s group by batch_id) as rows
            left join import_batch as batch on batch.id = rows.batch_id and batch.school_id = %(school_id)s"""  # noqa: S608 - own names
        for name in names
    ]
    with counting_in(school.pk), connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), {"school_id": school.pk})
        rows = cursor.fetchall()
    return [Behind(table, batch, format or "", _day(at), held) for table, batch, format, at, held in rows]


def _day(at: object) -> date | None:
    return date.fromisoformat(str(at)[:10]) if at else None


def _run(school: School, family: str, form: str, on: date, year: int) -> Cells:
    sql = statement(family, form, ENGINES[connection.vendor])
    return ask(school, sql, parameters(school_id=school.pk, day=on, leaving_year=year))


def ask(school: School, sql: str, bound: dict[str, object]) -> Cells:
    """What a committed statement answers for a school, with the opened groups of its students where it reads them."""
    if '"student"' in sql:
        sql = f"{_students()}{sql}) as counted"
        bound = bound | {"groups": groups_text(school)}
    with counting_in(school.pk), connection.cursor() as cursor:
        cursor.execute(sql, bound)
        return Cells(tuple(column[0] for column in cursor.description), cursor.fetchall())


def _run_over_years(school: School, name: str, form: str, on: date, years: list[int]) -> dict[int, Cells]:
    """One query for all years; its first column tells them apart."""
    sql = statement(name, form, ENGINES[connection.vendor])
    parts = []
    for at, year in enumerate(years):
        of_year = sql.replace("%(leaving_year)s", f"%(leaving_year_{at})s")
        parts.append(f"select {int(year)} as of_year, part_{at}.* from ({of_year}) as part_{at}")  # noqa: S608 - own names
    bound = parameters(school_id=school.pk, day=on) | {f"leaving_year_{at}": year for at, year in enumerate(years)}
    answer = ask(school, " union all ".join(parts), bound)
    rows: dict[int, list[tuple]] = {year: [] for year in years}
    for row in answer.rows:
        rows[row[0]].append(tuple(row[1:]))
    return {year: Cells(answer.columns[1:], rows[year]) for year in years}
