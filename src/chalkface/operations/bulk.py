"""Many rows in as few statements as the database allows: raw SQL, so that an import costs little more than its rows.

For operations only. Every statement on a school's table names the school.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain

from django.db import connection, models

CHUNK = 2_000
IDS = 500
# PostgreSQL's driver sends each row of executemany by itself; one statement of many rows is several times faster there.
VALUES = 10_000


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    stored: Callable[[int], None] = lambda count: None,
) -> None:
    """Insert ``rows`` (values in the order of ``columns``, days as ISO text); ``stored`` hears of each chunk."""
    quote = connection.ops.quote_name
    marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
    head = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608 - own names
    one_each = connection.vendor == "sqlite"
    size = CHUNK if one_each else max(1, VALUES // len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            chunk = rows[start : start + size]
            if one_each:
                cursor.executemany(head + marks, chunk)
            else:
                cursor.execute(head + ", ".join([marks] * len(chunk)), list(chain.from_iterable(chunk)))
            stored(len(chunk))


def update_rows(
    model: type[models.Model], school_id: int, columns: Sequence[str], rows: Iterable[tuple[int, Sequence[object]]]
) -> None:
    """Set ``columns`` of rows given as (id, values in the order of ``columns``, days as ISO text)."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(column)} = %s" for column in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE school_id = %s AND id = %s"  # noqa: S608 - own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*values, school_id, pk) for pk, values in rows])


def delete_rows(model: type[models.Model], school_id: int, ids: Sequence[int], column: str = "id") -> None:
    """Delete the rows whose ``column`` is one of ``ids``. Nothing cascades: what points here must be gone already."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for start in range(0, len(ids), IDS):
            chunk = ids[start : start + IDS]
            marks = ", ".join(["%s"] * len(chunk))
            where = f"school_id = %s AND {quote(column)} IN ({marks})"
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)} WHERE {where}", [school_id, *chunk])  # noqa: S608


def ids_of_batch(model: type[models.Model], school_id: int, batch_id: int) -> list[int]:
    """The ids of the rows that carry an import's number, ascending: for rows just inserted, the order of insertion."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE school_id = %s AND batch_id = %s ORDER BY id", [school_id, batch_id])  # noqa: S608
        return [pk for (pk,) in cursor.fetchall()]


def plain(value: object) -> object:
    """A value as it goes into a statement and into JSON: a day becomes ISO text, the rest stays."""
    return value.isoformat() if isinstance(value, date) else value
