"""Does what is due at its time: every module of ``jobs/due`` is a job. A job that failed is tried again after growing pauses.

Two servers on one database do each job once: whoever has its lease does it, and a lease ends by itself.
"""

import logging
import signal
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from pkgutil import iter_modules
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from chalkface.jobs import due
from chalkface.jobs.backups import running_copy
from chalkface.operations.queue import claim_job, failures_of, job_ended

log = logging.getLogger(__name__)
LEASE = timedelta(hours=2)
PAUSE = 2.0


@dataclass(frozen=True)
class Due:
    """A job: how often, at which hour of the day (None: counted from its last end), and what it does."""

    name: str
    every: timedelta
    at: time | None
    run: Callable[[datetime], None]

    def next_at(self, now: datetime) -> datetime:
        """When it is due after ``now``. By the calendar, so that a day with a change of clocks is a day too."""
        if self.at is None:
            return now + self.every
        local = timezone.localtime(now)
        day = local.date() + max(self.every, timedelta(days=1)) - timedelta(days=local.time() < self.at)
        due = timezone.make_aware(datetime.combine(day, self.at))
        if due > now:
            return due
        # In the night when clocks go back the hour comes twice, and the job had its turn in the first.
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), self.at))


def jobs() -> list[Due]:
    """Every job there is."""
    modules = [import_module(f"{due.__name__}.{found.name}") for found in iter_modules(due.__path__)]
    return [Due(module.NAME, module.EVERY, module.AT, module.run) for module in modules]


def do_due(job: Due, clock: Callable[[], datetime] = timezone.now) -> bool | None:
    """Do a job if it is due: whether it went well; None when it is not due, or another does it."""
    lease, now = str(uuid4()), clock()
    first = job.next_at(now) if job.at is not None else now
    if not claim_job(job.name, first, lease, now, now + LEASE):
        return None
    try:
        job.run(now)
    except Exception as error:
        code = type(error).__name__
        log.error("a job that was due failed: %s", code)
        again = clock() + min(timedelta(minutes=2) * 2 ** failures_of(job.name), timedelta(hours=1))
        job_ended(job.name, lease, clock(), next_at=again, error=code)
        return False
    job_ended(job.name, lease, clock(), next_at=job.next_at(clock()))
    return True


def copy_on(stopping: threading.Event) -> None:
    """Keep the running copy of now, until told to stop; what goes wrong is logged and tried again, and turns a light red."""
    copy = running_copy()
    if copy is None:
        return
    while not stopping.wait(settings.COPY_SECONDS):
        try:
            copy.again()
        except (OSError, sqlite3.Error) as error:
            code = type(error).__name__
            log.error("the running copy could not be made: %s", code)
            copy.close()
    copy.close()


def keep() -> None:
    """Do what is due until the process is told to end. A database that is away is waited for."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    every = jobs()
    copying = threading.Thread(target=copy_on, args=(stopping,))
    copying.start()
    while not stopping.wait(PAUSE):
        close_old_connections()
        for job in every:
            try:
                do_due(job)
            except (DatabaseError, InterfaceError) as error:
                code = type(error).__name__
                log.error("what is due cannot be read: %s", code)
                connections.close_all()
            if stopping.is_set():
                break
