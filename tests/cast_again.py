"""The schools of the play are written once in a process, and after that put in again row by row: most tests begin with them.

Their numbers are the same each time. Where a test has rows of its own under such a number, or other keys, they are written
anew as they were the first time.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

from chalkface.records.tenancy import across_schools, writing

LETTERS = "abc"


@dataclass(frozen=True)
class Kept:
    """What one school is: its rows by statement, and itself with its people as the test holds them."""

    statements: tuple[tuple[str, tuple], ...]
    counters: str
    made: bytes


KEPT: dict[tuple, dict[str, Kept]] = {}


class _TakenBack(Exception):
    """The first school is only written to be looked at."""


def _models() -> list[type[models.Model]]:
    return [one for one in apps.get_app_config("records").get_models() if one._meta.managed]


def _numbers() -> dict[str, set]:
    with connection.cursor() as cursor:
        found = {}
        for model in _models():
            cursor.execute(f"SELECT {_quoted(model._meta.pk.column)} FROM {_quoted(model._meta.db_table)}")
            found[model._meta.db_table] = {number for (number,) in cursor.fetchall()}
    return found


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _bound(value: object) -> object:
    """A value as it may be bound again: SQLite keeps days and times as text, and reads them as more than that."""
    return str(value) if connection.vendor == "sqlite" and isinstance(value, date | time) else value


def _rows_since(before: dict[str, set]) -> tuple[list[tuple[str, tuple]], str]:
    statements, counters = [], []
    with connection.cursor() as cursor:
        for model in _models():
            table, pk = model._meta.db_table, model._meta.pk
            columns = [field.column for field in model._meta.concrete_fields]
            at = columns.index(pk.column)
            cursor.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")
            rows = [row for row in cursor.fetchall() if row[at] not in before[table]]
            if not rows:
                continue
            places = f"({', '.join(['%s'] * len(columns))})"
            named = f"{_quoted(table)} ({', '.join(map(_quoted, columns))})"
            values = tuple(_bound(value) for row in rows for value in row)
            statements.append((f"INSERT INTO {named} VALUES {', '.join([places] * len(rows))}", values))
            if connection.vendor == "postgresql" and isinstance(pk, models.AutoField):
                counter, most = f"{table}_{pk.column}_seq", max(row[at] for row in rows)
                counters.append(f"SELECT setval('{counter}', GREATEST({most}, (SELECT last_value FROM {_quoted(counter)})))")
    return statements, "; ".join(counters)


def _keep(write: Callable[[str], object]) -> dict[str, Kept]:
    kept = {}
    try:
        with transaction.atomic():
            for letter in LETTERS:
                before = _numbers()
                made = write(letter)
                statements, counters = _rows_since(before)
                kept[letter] = Kept(tuple(statements), counters, pickle.dumps(made))
            raise _TakenBack
    except _TakenBack:
        return kept


def again(letter: str, write: Callable[[str], object]) -> object:
    """The school that ``write(letter)`` writes, with the same rows in every test of this process."""
    if letter not in LETTERS:
        return write(letter)
    with writing("the cast"), across_schools("the cast"):
        key = (connection.vendor, settings.NOTE_KEYS)
        if key not in KEPT:
            KEPT[key] = _keep(write)
        kept = KEPT[key][letter]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if connection.vendor == "postgresql":  # one way there and back for all of them
                    bound = [value for _, values in kept.statements for value in values]
                    cursor.execute("; ".join(sql for sql, _ in kept.statements), bound)
                    cursor.execute(kept.counters)
                else:
                    for sql, values in kept.statements:
                        cursor.execute(sql, values)
        except IntegrityError:
            return write(letter)
    return pickle.loads(kept.made)
