"""The one place with raw SQL: the committed statements of the indicators, run on the database at hand for one school.

Every statement binds ``school_id``. Nothing here asks who is asking; the callers in ``figures``, ``gaps`` and
``provenance`` do. The cells of a school are kept in the cache, under one key that changes with the school's data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache as once
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db import connection

from chalkface.indicators.figure import Cells
from chalkface.indicators.statements import FAMILIES, FORMS, parameters, statement
from chalkface.indicators.tables import TABLES
from chalkface.records.models import School

T = TypeVar("T")
_ENGINES = {"sqlite": "sqlite", "postgresql": "postgres"}
_KEPT_FOR_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Behind:
    """One import, or entry by hand (``batch`` None), whose rows are held in ``table``."""

    table: str
    batch: int | None
    format: str
    committed_on: date | None


def key_of(school: School, what: str, *, on: date, year: int) -> str:
    """The cache key of something counted: never the same for two schools, two states of their data, or two definitions."""
    return f"figures:{school.pk}:{school.urn}:{school.data_version}:{what}:{on}:{year}:{school.threshold}:{_definitions()}"


def kept(school: School, what: str, compute: Callable[[], T], *, on: date, year: int) -> T:
    """The value computed for this state of the school's data, from the cache when it is there."""
    key = key_of(school, what, on=on, year=year)
    found = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, _KEPT_FOR_SECONDS)
    return found


def cells(school: School, families: Iterable[str], *, on: date, year: int) -> dict[str, Cells]:
    """The counts of a school by family of indicators; ``year`` is the leaving year of the leavers."""
    return {
        family: kept(school, family, lambda family=family: _run(school, family, "cells", on, year), on=on, year=year)
        for family in families
    }


def members(school: School, family: str, *, on: date, year: int) -> list[dict[str, object]]:
    """A row per member of the family, with what it is and whether each indicator counts it. Names no one."""
    answer = _run(school, family, "members", on, year)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def batches_behind(school: School, tables: Iterable[str]) -> list[Behind]:
    """The imports whose rows are held in each of ``tables`` (names of ``indicators.tables``); none for an empty table."""
    names = [name for name in tables if name in TABLES and name != "activity_code"]
    parts = [
        f"""select '{name}' as held_in, rows.batch_id, batch.format, batch.committed_at
            from (select distinct batch_id from "{name}" where school_id = %(school_id)s) as rows
            left join import_batch as batch on batch.id = rows.batch_id and batch.school_id = %(school_id)s"""  # noqa: S608
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), {"school_id": school.pk})
        rows = cursor.fetchall()
    return [Behind(table, batch, format or "", _day(at)) for table, batch, format, at in rows]


def _day(at: object) -> date | None:
    return date.fromisoformat(str(at)[:10]) if at else None


def _run(school: School, family: str, form: str, on: date, year: int) -> Cells:
    sql = statement(family, form, _ENGINES[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters(school_id=school.pk, day=on, leaving_year=year))
        return Cells(tuple(column[0] for column in cursor.description), cursor.fetchall())


@once
def _definitions() -> str:
    """Changes whenever a statement does, and so with every definition and every dated list in it."""
    texts = "".join(statement(family, form, engine) for family in FAMILIES for form in FORMS for engine in _ENGINES.values())
    return sha256(texts.encode()).hexdigest()[:12]
