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

from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.nodes import BrokenContent
from chalkface.indicators.catalogue import indicators

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


CHECKS: tuple[Callable[[], Check], ...] = (_folder, _disk, _database, _integrity, _content)


def examine() -> list[Check]:
    """Run every check."""
    return [check() for check in CHECKS]
