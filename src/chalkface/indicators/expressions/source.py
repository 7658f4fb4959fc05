"""The tables as Ibis sees them, the parameters of every statement, and the few rules that all families share."""

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, StringValue, Table

from chalkface.indicators.tables import TABLES

_IBIS_TYPES = {"int": "int64", "text": "string", "bool": "boolean", "date": "date"}


def source(name: str) -> Table:
    """The table ``name`` with its columns, bound to nothing."""
    return ibis.table({column: _IBIS_TYPES[kind] for column, kind in TABLES[name].items()}, name=name)


def parameter(name: str, kind: str) -> ibis.Value:
    """A value bound when the statement runs: a literal that ``compile`` turns into a placeholder."""
    return ibis.literal(f"@@{name}@@").cast(_IBIS_TYPES[kind])


SCHOOL = parameter("school_id", "int")
DAY = parameter("day", "date")
YEAR = parameter("year", "int")
FIRST_DAY = parameter("first_day", "date")
LEAVING_YEAR = parameter("leaving_year", "int")


def of_school(name: str) -> Table:
    """The rows of one school in the table ``name``."""
    table = source(name)
    return table.filter(table.school_id == SCHOOL)


def enrolled_students(*year_tests: BooleanValue) -> Table:
    """One row per enrolment of the school that passes the tests, with the student's columns and groups.

    Left joins are used, here and wherever a real table is looked up by its index, so that the order of the joins is the
    order they are written in, whatever a planner believes that has no statistics or stale ones. The test on what was
    found is then wrapped in ``fill_null``, or a planner would turn the join back into an inner one.
    """
    enrolment, student = of_school("enrolment").filter(*year_tests), source("student")
    both = enrolment.left_join(student, [student.id == enrolment.student_id, student.school_id == SCHOOL])
    return both.select(
        "student_id",
        "year_group",
        considering_he=student.considering_he,
        joined_on=student.joined_on,
        left_on=student.left_on,
        **group_columns(student),
    )


def academic_year(day: DateValue) -> IntegerValue:
    """The academic year that contains ``day``: years and months only, since no engine agrees on more."""
    return day.year() - ibis.ifelse(day.month() < 9, 1, 0)


def in_window(month: IntegerValue) -> BooleanValue:
    """From September to the end of February: the provider-access window, of whatever academic year the month is in."""
    return (month >= 9) | (month <= 2)


def all_true(table: Table, flags: tuple[str, ...]) -> BooleanValue:
    """Every flag is true; one that is not known is not. With no flags, true."""
    held = ibis.literal(True)
    for flag in flags:
        held = held & table[flag].fill_null(False)
    return held


def one_if(condition: BooleanValue) -> IntegerValue:
    """1 where true, 0 where false or not known: the only form that sums alike on every engine."""
    return ibis.ifelse(condition, 1, 0)


def yes_no(flag: BooleanValue) -> StringValue:
    """A group of a true-or-false column."""
    return ibis.cases((flag, "yes"), (~flag, "no"), else_="unknown")


def group_columns(student: Table) -> dict[str, StringValue]:
    """The six groups of people, from the columns of ``student``; what is empty or strange is ``unknown``."""
    first = student.ethnicity.substr(0, 1)
    ethnic = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "chinese", "O": "other"}
    sen = {"N": "no", "K": "yes", "E": "yes"}
    return {
        "sex": _named(student.sex, {"F": "F", "M": "M"}),
        "pupil_premium": yes_no(student.pupil_premium),
        "sen": _named(student.sen_provision, sen),
        "looked_after": yes_no(student.looked_after),
        "eal": yes_no(student.eal),
        "ethnicity_group": _named(first, ethnic),
    }


def _named(code: StringValue, names: dict[str, str]) -> StringValue:
    return ibis.cases(*((code == value, name) for value, name in names.items()), else_="unknown")
