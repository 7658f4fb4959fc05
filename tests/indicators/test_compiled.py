"""The committed statements: current, portable, and never without the school."""

import re

import pytest
import sqlglot
from sqlglot import exp

from chalkface.indicators import compile
from chalkface.indicators.statements import ENGINES, FAMILIES, FORMS, TALLIES, statement
from chalkface.indicators.tables import TABLES

STATEMENTS = [(family, form) for family in FAMILIES for form in FORMS] + [(name, "tally") for name in TALLIES]
EVERY = [(*named, engine) for named in STATEMENTS for engine in ENGINES]


def tables_without_school(sql: str, engine: str) -> list[str]:
    """The tables read where nothing in the same select binds their school."""
    tree = sqlglot.parse_one(re.sub(r"%\((\w+)\)s", r":\1", sql).replace("%%", "%"), dialect=engine)
    unbound = []
    for table in tree.find_all(exp.Table):
        if table.name not in TABLES:
            continue
        select = table.find_ancestor(exp.Select)
        tests = [part for part in (select.args.get("where"), *(j.args.get("on") for j in select.args.get("joins", ()))) if part]
        pairs = [pair for test in tests for pair in test.find_all(exp.EQ) if pair.find_ancestor(exp.Select) is select]
        if not any(_binds(pair, table.alias_or_name) for pair in pairs):
            unbound.append(table.name)
    return unbound


def _binds(pair: exp.EQ, alias: str) -> bool:
    column = pair.this
    is_school = isinstance(column, exp.Column) and column.name == "school_id" and column.table == alias
    return is_school and bool(re.search(r"school_id", pair.expression.sql())) and pair.expression.find(exp.Column) is None


def test_the_committed_statements_are_those_that_the_definitions_give() -> None:
    """``python -m chalkface.indicators.compile`` writes them again."""
    held = {path.relative_to(compile.FOLDER).as_posix(): path.read_text() for path in compile.FOLDER.rglob("*.sql")}
    assert held == compile.compiled()


@pytest.mark.parametrize(("family", "form", "engine"), EVERY)
def test_every_table_that_is_read_is_bound_to_the_school(family: str, form: str, engine: str) -> None:
    sql = statement(family, form, engine)
    assert re.search(r'FROM "\w+"', sql)
    assert tables_without_school(sql, engine) == []


def test_a_table_without_its_school_is_found_out() -> None:
    sql = statement("on_roll", "members", "sqlite")
    bound = '"school_id" = CAST(%(school_id)s AS INTEGER)'
    for place in [match.start() for match in re.finditer(re.escape(bound), sql)]:
        broken = sql[:place] + '"school_id" = 1 + 0 * "t0"."id"' + sql[place + len(bound) :]
        assert tables_without_school(broken, "sqlite") != []


@pytest.mark.parametrize(("family", "form", "engine"), EVERY)
def test_no_statement_calls_a_function_of_ibis(family: str, form: str, engine: str) -> None:
    assert "_ibis_" not in statement(family, form, engine).lower()


@pytest.mark.parametrize(("family", "form", "engine"), EVERY)
def test_no_name_is_longer_than_postgresql_keeps(family: str, form: str, engine: str) -> None:
    """It cuts names at 63 characters without a word, and two that differ later become one."""
    assert max(map(len, re.findall(r'"(\w+)"', statement(family, form, engine)))) <= 63


@pytest.mark.parametrize(("family", "form", "engine"), EVERY)
def test_every_parameter_is_a_placeholder_of_the_engine(family: str, form: str, engine: str) -> None:
    sql = statement(family, form, engine)
    assert "@@" not in sql
    if engine == "duckdb":
        assert "%(" not in sql
    else:
        assert "%" not in re.sub(r"%\(\w+\)s|%%", "", sql)
