"""Whether the server is well, as a row of lights: each says one thing, and no light tells anything of a school.

A light that cannot be known while the database is away is None. What to do about a red one is said by ``chalkface doctor``
and by docs/never-lose-anything.md, not by a page that anybody may read.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkface.queries.seals import newest_open
from chalkface.records.models import DueJob, ServerAuditEntry, ServerEvent, TaskTry

AWAY = (DatabaseError, InterfaceError)
LEAST_FREE = 0.10
OLDEST_TASK = timedelta(minutes=10)
OLDEST_BACKUP = timedelta(hours=26)
OLDEST_DRILL = timedelta(days=8)
LATE = timedelta(minutes=15)
OLDEST_COPY = 60
PATIENCE = 2_000  # milliseconds in which a write must come through


def _answers(now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM school")
    return True


def _has_the_shape(now: datetime) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _takes_writes(now: datetime) -> bool:
    """Whether a row can be written; it is taken back at once."""
    with _Impatiently(), transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
            cursor.execute("UPDATE due_job SET failures = failures WHERE name = ''")
        transaction.set_rollback(True)
    return True


class _Impatiently:
    """Waits for the writer of SQLite no longer than a health check may."""

    def __enter__(self) -> None:
        if connection.vendor == "sqlite":
            self._say(PATIENCE)

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "sqlite":
            with suppress(*AWAY):
                self._say(20_000)

    def _say(self, milliseconds: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout={milliseconds}")


def _has_room(now: datetime) -> bool:
    folders = [Path(settings.DATA), settings.BACKUPS]
    usages = [shutil.disk_usage(next(path for path in (one, *one.parents) if path.exists())) for one in folders]
    return all(usage.free / usage.total > LEAST_FREE for usage in usages)


def _folder_is_ours(now: datetime) -> bool:
    return os.access(settings.DATA, os.W_OK)


def _queue_moves(now: datetime) -> bool:
    """Whether no task has waited, or been held beyond its lease, for too long."""
    ready = DBTaskResult.objects.filter(status="READY")
    waiting = ready.filter(run_after=get_date_max(), enqueued_at__lt=now - OLDEST_TASK)
    late = ready.filter(run_after__lt=now - OLDEST_TASK)
    held = TaskTry.objects.filter(next_at__lt=now - OLDEST_TASK, task__in=DBTaskResult.objects.running().values("pk"))
    return not (waiting.exists() or late.exists() or held.exists())


def _none_parked(now: datetime) -> bool:
    return not TaskTry.objects.filter(parked_at__gte=now - timedelta(days=1)).exists()


def _schedule_is_kept(now: datetime) -> bool:
    """Whether every job that is due was begun, and none fails again and again."""
    idle = DueJob.objects.filter(lease_until__isnull=True) | DueJob.objects.filter(lease_until__lt=now)
    return not (idle.filter(due_at__lt=now - LATE).exists() or DueJob.objects.filter(failures__gte=3).exists())


def _done_lately(kind: str, within: timedelta) -> Callable[[datetime], bool]:
    def look(now: datetime) -> bool:
        last = ServerEvent.objects.filter(kind=kind).order_by("-at").first()
        if last is None:  # a new server has until then
            first = ServerAuditEntry.objects.order_by("at").values_list("at", flat=True).first()
            return first is None or now - first <= within
        return last.fine and now - last.at <= within

    return look


def _copy_is_of_now(now: datetime) -> bool:
    if connection.vendor != "sqlite" or not settings.COPY_SECONDS:
        return True
    copy = settings.COPIES / "chalkface.sqlite3"
    try:
        age = now.timestamp() - copy.stat().st_mtime
    except FileNotFoundError:
        age = now.timestamp() - _database_file().stat().st_ctime if _database_file().exists() else 0
    return age <= 2 * OLDEST_COPY


def _database_file() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _clock_goes_on(now: datetime) -> bool:
    """Whether it is not earlier than what has happened already."""
    newest = ServerAuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    return newest is None or newest <= now + timedelta(minutes=5)


def _keys_open(now: datetime) -> bool:
    return newest_open()


OF_MACHINE: dict[str, Callable[[datetime], bool]] = {"folder": _folder_is_ours, "disk": _has_room, "copy": _copy_is_of_now}
OF_DATABASE: dict[str, Callable[[datetime], bool]] = {
    "writes": _takes_writes,
    "queue": _queue_moves,
    "parked": _none_parked,
    "schedule": _schedule_is_kept,
    "backup": _done_lately("backup", OLDEST_BACKUP),
    "drill": _done_lately("drill", OLDEST_DRILL),
    "clock": _clock_goes_on,
    "keys": _keys_open,
}


def lights(now: datetime) -> dict[str, bool | None]:
    """Each light: True well, False not, None not known."""
    seen: dict[str, bool | None] = {name: look(now) for name, look in OF_MACHINE.items()}
    seen["database"] = _try(_answers, now)
    seen["shape"] = _try(_has_the_shape, now) if seen["database"] else None
    known = seen["database"] and seen["shape"]
    return seen | {name: _try(look, now) if known else None for name, look in OF_DATABASE.items()}


def _try(look: Callable[[datetime], bool], now: datetime) -> bool:
    try:
        return look(now)
    except AWAY:
        return False
