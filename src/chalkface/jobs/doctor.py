"""The checks of ``chalkface doctor``: one function each."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.nodes import BrokenContent
from chalkface.indicators.catalogue import indicators
from chalkface.queries.health import lights
from chalkface.queries.seals import closed
from chalkface.records import audit_locks, row_locks

FREE = 0.10


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is fine, and a sentence that says so or what to do."""

    name: str
    fine: bool
    sentence: str


def _folder() -> Check:
    folder = Path(settings.DATA)
    if not folder.is_dir():
        return Check("data folder", False, f"{folder} does not exist yet; any other command makes it.")
    if not os.access(folder, os.W_OK):
        return Check("data folder", False, f"{folder} cannot be written to: give it to the user that runs Chalkface.")
    return Check("data folder", True, f"{folder} can be written to.")


def _disk() -> Check:
    folder = next(path for path in (Path(settings.DATA), *Path(settings.DATA).parents) if path.exists())
    usage = shutil.disk_usage(folder)
    share = usage.free / usage.total
    return Check(
        "disk", share > FREE, f"{share:.0%} of the disk is free{'' if share > FREE else ': make room, 10% is the least'}."
    )


def _database() -> Check:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Check("database", False, f"it cannot be reached: {str(error).splitlines()[0]}")
    if waiting:
        return Check("database", False, f"{len(waiting)} changes of shape are waiting; start the server once to make them.")
    return Check("database", True, f"{connection.display_name} answers and has the present shape.")


def _integrity() -> Check:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA integrity_check")
                said = cursor.fetchone()[0]
                if said != "ok":
                    return Check("integrity", False, f"SQLite says: {said}. Restore the newest backup.")
            connection.check_constraints()
    except IntegrityError as error:
        return Check("integrity", False, f"a key is broken: {str(error).splitlines()[0]}")
    except DatabaseError as error:
        return Check("integrity", False, f"it could not be looked at: {str(error).splitlines()[0]}")
    return Check("integrity", True, "every row is whole and points where it should.")


def _content() -> Check:
    try:
        return Check("content", True, f"{len(frameworks())} frameworks and {len(indicators())} indicators load.")
    except (BrokenContent, Refused) as broken:
        return Check("content", False, f"{broken}. Install this version of Chalkface again.")


def _locks() -> Check:
    name = "second lock"
    try:
        if connection.vendor != "postgresql" or not _has_tables():
            return Check(name, True, "SQLite, and a database without tables, have none.")
        if row_locks.held_by_no_lock(connection):
            said = "this role passes every lock: serve as one of little privilege (docs/how-to/run-on-postgresql.md)."
            return Check(name, False, said)
        if unlocked := row_locks.unlocked(connection):
            return Check(name, False, f"not locked: {', '.join(unlocked)}. Start the server once as the owner to lock them.")
    except DatabaseError as error:
        return Check(name, False, f"it could not be looked at: {str(error).splitlines()[0]}")
    return Check(name, True, "every table of a school is locked to it by the database itself.")


def _trail() -> Check:
    name = "audit locks"
    try:
        if _has_tables() and (away := audit_locks.missing(connection)):
            said = "so the audit trail can be changed: start the server once, then run 'chalkface audit check'."
            return Check(name, False, f"{len(away)} triggers are missing or switched off, {said}")
    except DatabaseError as error:
        return Check(name, False, f"it could not be looked at: {str(error).splitlines()[0]}")
    return Check(name, True, "the database refuses to change what is in the audit trail.")


def _has_tables() -> bool:
    return audit_locks.HEAD in connection.introspection.table_names()


def _seals() -> Check:
    name = "sealed rows"
    try:
        if not _has_tables():
            return Check(name, True, "a database without tables holds none.")
        shut = closed()
    except DatabaseError as error:
        return Check(name, False, f"they could not be looked at: {str(error).splitlines()[0]}")
    if shut:
        said = "; ".join(f"{some} of {many} in {place}" for place, (some, many) in sorted(shut.items()))
        return Check(name, False, f"{said} open with no key of this server: put the missing key beside the new (docs/keys.md).")
    return Check(name, True, "everything that is sealed opens with the keys of this server.")


# What each light of the server means when it is red, and what to do (docs/never-lose-anything.md).
SAID = {
    "writes": "nothing can be written: another program holds the database, or it may only be read.",
    "queue": "long tasks wait: see that 'chalkface serve' (or 'chalkface work') runs.",
    "parked": "a task failed again and again today and was parked; the log of the server says at which place.",
    "schedule": "what is due was not done: see that 'chalkface serve' (or 'chalkface keep') runs, and its log.",
    "backup": "the last backup is older than 26 hours, or failed: run 'chalkface backup' and read what it says.",
    "drill": "the last restore drill is older than 8 days, or failed: run 'chalkface drill' and read what it says.",
    "copy": "the running copy is older than two minutes: see that 'chalkface serve' runs, and that its folder has room.",
    "clock": "the clock is earlier than what has happened already: set it.",
    "keys": "something that is sealed does not open with the keys of this server (docs/keys.md).",
}


def _lights() -> list[Check]:
    """The lights that ``/readyz`` shows, with what to do; those that are not known are left to the checks above."""
    seen = lights(timezone.now())
    return [
        Check(name, seen[name], "as it should be." if seen[name] else sentence)
        for name, sentence in SAID.items()
        if seen[name] is not None
    ]


CHECKS: tuple[Callable[[], Check], ...] = (_folder, _disk, _database, _integrity, _content, _locks, _trail, _seals)


def examine() -> list[Check]:
    """Run every check."""
    return [*(check() for check in CHECKS), *_lights()]
