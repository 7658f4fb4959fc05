"""The three engines as the tests use them: the tables of the indicators, some rows, one statement at a time."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date

import duckdb
import psycopg

from chalkface.indicators.figure import Cells
from chalkface.indicators.statements import asked_for, parameters, statement
from chalkface.indicators.tables import TABLES, create_indexes, create_tables

Rows = Mapping[str, Iterable[Mapping[str, object]]]


class Engine(ABC):
    """A database with the indicators' tables and nothing else. Subclasses say how a statement is run."""

    name = ""
    mark = "?"

    def make_tables(self) -> None:
        for sql in create_tables() + create_indexes():
            self.execute(sql)

    @abstractmethod
    def execute(self, sql: str, bound: object = None) -> Cells:
        """Run one statement; its columns and rows."""

    def load(self, rows: Rows) -> None:
        for table, made in rows.items():
            columns = list(TABLES[table])
            values = [tuple(row.get(column) for column in columns) for row in made]
            if values:
                self.insert(table, columns, values)

    @abstractmethod
    def insert(self, table: str, columns: list[str], values: list[tuple]) -> None:
        """Put rows into a table."""

    def ask(self, family: str, form: str, *, school_id: int, day: date, leaving_year: int | None = None) -> Cells:
        sql = statement(family, form, self.name)
        return self.execute(sql, asked_for(sql, parameters(school_id=school_id, day=day, leaving_year=leaving_year)))


class Sqlite(Engine):
    """SQLite, bound the way Django binds: ``%(name)s`` becomes ``:name``, a doubled per cent sign one."""

    name = "sqlite"

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.make_tables()

    def execute(self, sql: str, bound: object = None) -> Cells:
        if bound:
            sql = sql % {name: f":{name}" for name in bound}
        cursor = self.connection.execute(sql, {name: _plain(value) for name, value in (bound or {}).items()})
        return Cells([column[0] for column in cursor.description or ()], cursor.fetchall())

    def insert(self, table: str, columns: list[str], values: list[tuple]) -> None:
        marks = ", ".join("?" for _ in columns)
        plain = [tuple(_plain(value) for value in row) for row in values]
        self.connection.executemany(f'insert into "{table}" ({", ".join(columns)}) values ({marks})', plain)


class Postgres(Engine):
    """PostgreSQL, in temporary tables of one connection."""

    name = "postgres"

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.make_tables()

    def execute(self, sql: str, bound: object = None) -> Cells:
        cursor = self.connection.execute(sql.replace("create table", "create temporary table"), bound)
        return Cells([column[0] for column in cursor.description or ()], cursor.fetchall() if cursor.description else [])

    def insert(self, table: str, columns: list[str], values: list[tuple]) -> None:
        with self.connection.cursor().copy(f'copy "{table}" ({", ".join(columns)}) from stdin') as copy:
            for row in values:
                copy.write_row(row)


class Duckdb(Engine):
    """DuckDB in memory."""

    name = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.make_tables()

    def execute(self, sql: str, bound: object = None) -> Cells:
        cursor = self.connection.execute(sql, bound)
        return Cells([column[0] for column in cursor.description or ()], cursor.fetchall())

    def insert(self, table: str, columns: list[str], values: list[tuple]) -> None:
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            marks = ", ".join("(" + ", ".join("?" for _ in columns) + ")" for _ in part)
            flat = [value for row in part for value in row]
            self.connection.execute(f'insert into "{table}" ({", ".join(columns)}) values {marks}', flat)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
