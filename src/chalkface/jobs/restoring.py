"""A server brought back: from a backup into any empty database, or from a copied SQLite file into an empty data folder."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from chalkface.core.errors import Refused
from chalkface.jobs.backups import operator
from chalkface.jobs.server import ready_database
from chalkface.operations.backups import copy_was_restored, holds_something, restore
from chalkface.operations.purging import erase_again
from chalkface.records.tenancy import across_schools

HEADER = b"SQLite format 3\x00"


def bring_back(source: Path) -> None:
    """Fill the empty database from a backup or a copy. Raises ``Refused``, and then nothing has changed."""
    ready_database()
    if _is_copy(source):
        _restore_copy(source)
    else:
        restore(operator(), source=source)


def _is_copy(source: Path) -> bool:
    try:
        with source.open("rb") as opened:
            return opened.read(len(HEADER)) == HEADER
    except OSError:
        return False  # said in better words by whoever reads it as a backup


def _restore_copy(source: Path) -> None:
    if connection.vendor != "sqlite":
        raise Refused(f"{source} is a copy of a SQLite database; PostgreSQL takes a backup that 'chalkface backup' wrote.")
    with across_schools("restore of the whole server"):
        if holds_something():
            raise Refused("A copy is restored into an empty data folder only; this one holds something.")
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro&immutable=1", uri=True)) as copy:
            _must_be_whole(copy, source)
            connection.close()
            with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as target:
                copy.backup(target)
    except sqlite3.Error as error:
        raise Refused(f"{source} is not a whole copy: it is damaged or something else.") from error
    try:
        ready_database()  # a copy of an older version gets the present shape
        copy_was_restored(operator())
        erase_again(operator(), source=source)  # whoever was erased since the copy was made
    except BaseException:
        _empty_again()  # or the next start would open what should have been erased
        raise


def _empty_again() -> None:
    connection.close()
    name = Path(settings.DATABASES["default"]["NAME"])
    for file in name.parent.glob(f"{name.name}*"):
        file.unlink()


def _must_be_whole(copy: sqlite3.Connection, source: Path) -> None:
    if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise Refused(f"{source} is damaged. Take the backup of the night before.")
    names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"school", "student", "audit_entry"} <= names:
        raise Refused(f"{source} is not a copy of a Chalkface database.")
