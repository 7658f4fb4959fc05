"""Backups by the calendar and the running copy: where they lie, how they are made, how long they stay.

A backup is a zip of rows that any database reads. The running copy is there on SQLite alone: a whole file, made in one step
from one moment and put in the place of the one before only when it is on the disk. PostgreSQL has archives of its own.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.version import our_version
from chalkface.operations.backups import back_up
from chalkface.operations.erasures import NAME as LIST
from chalkface.operations.erasures import list_file
from chalkface.operations.server_events import remember_event

COPY = "chalkface.sqlite3"
# What the data folder holds beside the database and is copied with it. Keys are not: who finds a copy must not open it.
BESIDE = (LIST,)


def operator() -> Access:
    """The server's own access, about no school."""
    return Access(school_id=None, role="operator", on=timezone.localdate())


def backups() -> list[Path]:
    """The backups that were made by the calendar, the newest first."""
    return sorted(settings.BACKUPS.glob("chalkface-*.zip"), reverse=True)


def make_backup(now: datetime) -> Path:
    """Make one and throw away those that are too old; remembers how it went. Raises ``Refused`` when it cannot be made."""
    to = settings.BACKUPS / f"chalkface-{timezone.localtime(now):%Y-%m-%d-%H%M%S}.zip"
    try:
        settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
        back_up(operator(), to=to, version=our_version())
    except (Refused, OSError):
        remember_event(operator(), kind="backup", fine=False, about={})
        raise
    with suppress(FileNotFoundError):  # nobody was erased yet
        part = settings.BACKUPS / f"{LIST}.unfinished"
        part.write_bytes(list_file().read_bytes())
        part.replace(settings.BACKUPS / LIST)
    gone = throw_away(now)
    remember_event(operator(), kind="backup", fine=True, about={"bytes": to.stat().st_size, "thrown_away": gone})
    return to


def throw_away(now: datetime) -> int:
    """Delete backups that are kept no longer; never the newest, however old. Returns how many."""
    before = (now - timedelta(days=settings.BACKUPS_KEPT_DAYS)).timestamp()
    old = [path for path in backups()[1:] if path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


class RunningCopy:
    """Copies the database file again whenever it has changed. One for a process: it holds a connection of its own."""

    def __init__(self, source: Path, to: Path) -> None:
        self.source, self.to = source, to
        self.watching: sqlite3.Connection | None = None
        self.seen: int | None = None

    def again(self) -> bool:
        """Make the copy be of now. Whether anything had to be copied. Raises ``OSError`` or ``sqlite3.Error``."""
        if self.watching is None:
            self.watching = sqlite3.connect(self.source, timeout=20)
            self.watching.execute("PRAGMA query_only=ON")
        version = self.watching.execute("PRAGMA data_version").fetchone()[0]
        place = self.to / COPY
        if version == self.seen and place.exists():
            os.utime(place)  # nothing has changed: what lies there is of now
            return False
        self.to.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self.to / f"{COPY}.unfinished"
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                copy.execute("PRAGMA synchronous=FULL")
                self.watching.backup(copy)  # in one step: step by step it would never end while others write
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)
        for name in BESIDE:
            with suppress(FileNotFoundError):
                part = self.to / f"{name}.unfinished"
                part.write_bytes((self.source.parent / name).read_bytes())
                part.replace(self.to / name)
        self.seen = version
        return True

    def close(self) -> None:
        """Let go of the file, so that the next time it is opened anew."""
        if self.watching is not None:
            self.watching.close()
        self.watching = self.seen = None


def running_copy() -> RunningCopy | None:
    """The running copy of this server; None on PostgreSQL, and when it is switched off (``CHALKFACE_COPY_SECONDS=0``)."""
    if connection.vendor != "sqlite" or not settings.COPY_SECONDS:
        return None
    return RunningCopy(Path(settings.DATABASES["default"]["NAME"]), settings.COPIES)
