"""Many rows in as few statements as the database allows: raw SQL, so that an import costs little more than its rows.

For operations only. Every statement on a school's table names the school.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain

from django.db import connection, models

CHUNK = 2_000
IDS = 500
# PostgreSQL's driver sends each row of executemany by itself: beyond a few, one long statement is faster there. (It takes no
# COPY into a table whose rows are locked.)
FEW = 20


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    stored: Callable[[int], None] = lambda count: None,
) -> None:
    """Insert ``rows`` (values in the order of ``columns``, days as ISO text); ``stored`` hears of each chunk."""
    quote = connection.ops.quote_name
    named = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            if connection.vendor == "postgresql" and len(chunk) > FEW:
                one = f"({marks})"
                values = list(chain.from_iterable(chunk))
                cursor.execute(f"INSERT INTO {named} VALUES {', '.join([one] * len(chunk))}", values)  # noqa: S608 - own names
            else:
                cursor.executemany(f"INSERT INTO {named} VALUES ({marks})", chunk)  # noqa: S608 - own names
            stored(len(chunk))


def update_rows(
    model: type[models.Model], school_id: int, columns: Sequence[str], rows: Sequence[tuple[int, Sequence[object]]]
) -> None:
    """Set ``columns`` of rows given as (id, values in the order of ``columns``, days as ISO text)."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) > FEW:
            kinds = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
            sets = ", ".join(f"{quote(column)} = given.{quote(column)}::{kinds[column]}" for column in columns)
            names = ", ".join(map(quote, ("id", *columns)))
            for start in range(0, len(rows), CHUNK):
                chunk = rows[start : start + CHUNK]
                one = "(" + ", ".join(["%s"] * (len(columns) + 1)) + ")"
                cursor.execute(
                    f"UPDATE {table} SET {sets} FROM (VALUES {', '.join([one] * len(chunk))}) AS given ({names}) "  # noqa: S608 - own names
                    f"WHERE {table}.school_id = %s AND {table}.id = given.id::bigint",
                    [*chain.from_iterable((pk, *values) for pk, values in chunk), school_id],
                )
            return
        sets = ", ".join(f"{quote(column)} = %s" for column in columns)
        cursor.executemany(
            f"UPDATE {table} SET {sets} WHERE school_id = %s AND id = %s",  # noqa: S608 - own names
            [(*values, school_id, pk) for pk, values in rows],
        )


def delete_rows(model: type[models.Model], school_id: int, ids: Sequence[int], column: str = "id") -> None:
    """Delete the rows whose ``column`` is one of ``ids``. Nothing cascades: what points here must be gone already."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for start in range(0, len(ids), IDS):
            chunk = ids[start : start + IDS]
            marks = ", ".join(["%s"] * len(chunk))
            where = f"school_id = %s AND {quote(column)} IN ({marks})"
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)} WHERE {where}", [school_id, *chunk])  # noqa: S608 - own names


def count_up(tables: Sequence[type[models.Model]]) -> None:
    """Tell PostgreSQL how large tables have become. In a new database it would check each row's keys by an index that
    fits badly, and a first import would take five times as long."""
    if tables and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables))


def ids_of_batch(model: type[models.Model], school_id: int, batch_id: int) -> list[int]:
    """The ids of the rows that carry an import's number, ascending: for rows just inserted, the order of insertion."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE school_id = %s AND batch_id = %s ORDER BY id", [school_id, batch_id])  # noqa: S608 - own names
        return [pk for (pk,) in cursor.fetchall()]


def plain(value: object) -> object:
    """A value as it goes into a statement and into JSON: a day becomes ISO text, the rest stays."""
    return value.isoformat() if isinstance(value, date) else value
