"""Overwrites what was deleted: a database that deletes a row leaves its bytes in the file until something else needs the room.

Raw SQL, because the database itself is the subject. Nobody can write for the seconds it takes, so it is done by night.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from time import sleep

import psycopg
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django_tasks_db.models import DBTaskResult

from chalkface.records.models import Erasure, ServerEvent

# The steps of the database's shape that drop what was readable, in a database that was there before them.
DROPPING = ("0006_sealed_groups", "0011_sealed_needs")
NEW_FOR = timedelta(minutes=10)
# How often it is tried, and the seconds between, while a transaction that is older than a deletion keeps its rows.
TRIES, PAUSE = 6, 5.0
_COUNT = re.compile(r"\d+")


def is_wanted() -> bool:
    """Whether anything was erased or carried out, or columns were dropped, since the last time."""
    last = ServerEvent.objects.filter(kind="reclaim", fine=True, about__has_key="tables").order_by("-pk").first()
    steps = MigrationRecorder.Migration.objects.filter(app="records")
    first = steps.order_by("applied").values_list("applied", flat=True).first()
    dropped = steps.filter(name__in=DROPPING, applied__gt=first + NEW_FOR) if first else steps.none()
    if last is None:
        return Erasure.objects.exists() or dropped.exists()
    erased = Erasure.objects.filter(erased_at__gt=last.at).exists() or Erasure.objects.filter(replayed_at__gt=last.at).exists()
    return erased or dropped.filter(applied__gt=last.at).exists()


def reclaim(*, wait: Callable[[float], None] = sleep) -> dict[str, int]:
    """Rewrite every table that may hold what was deleted; returns how many were, and how many the database refused to.

    On SQLite the whole file is written anew and the write-ahead log emptied. On PostgreSQL each table is, by the owner of the
    tables where one is set, and the log is moved on; old segments of it go at the next checkpoints (docs/retention.md). There
    a table counts as refused where a transaction that began before a deletion still keeps deleted rows (one that reads in this
    database, or writes in any on the same server), after ``wait`` was called (with seconds) for it some times: the next night
    tries again.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
        return {"tables": 1, "refused": busy}
    tables = [model._meta.db_table for model in (*apps.get_app_config("records").get_models(), Session, DBTaskResult)]
    given = settings.OWNER_DATABASE or connection.settings_dict
    with psycopg.connect(
        host=given["HOST"] or None, port=given["PORT"] or None, user=given["USER"] or None, password=given["PASSWORD"] or None,
        dbname=connection.settings_dict["NAME"], autocommit=True, **given.get("OPTIONS", {}),
    ) as owner:  # fmt: skip
        own = {name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE pg_has_role(tableowner, 'USAGE')")}
        left = [table for table in tables if table in own]
        for tried in range(TRIES):
            if tried:
                wait(PAUSE)
            left = [table for table in left if not _is_rewritten(owner, table)]
            if not left:
                break
    return {"tables": len(own & set(tables)), "refused": len(set(tables) - own) + len(left)}


def _is_rewritten(owner: psycopg.Connection, table: str) -> bool:
    """Write a table anew; whether no deleted row is in it any more."""
    kept: list[int] = []

    def hear(said: psycopg.errors.Diagnostic) -> None:
        # "0 dead row versions cannot be removed yet", in the language of the server: the number is all that is read.
        if found := _COUNT.search(said.message_detail or ""):
            kept.append(int(found.group()))

    owner.add_notice_handler(hear)
    owner.execute(f'VACUUM (FULL, ANALYZE, VERBOSE) "{table}"')
    owner.remove_notice_handler(hear)
    return not any(kept)
