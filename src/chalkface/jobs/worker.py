"""Drains the task queue: one task at a time, under a lease that a second thread moves forward while it runs.

A task that its database, disk or mail server failed is tried again, after growing pauses; what is a mistake in the code would
be one the next time too, and is parked. So is whatever ended the worker five times. The others go on meanwhile.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.scrubbed import places
from chalkface.imports.background import commit_in_background, give_up, rehearse_in_background
from chalkface.operations.interview_tasks import give_up_plan, plan_in_background
from chalkface.operations.queue import LEASE, claim_task, hold_on, take_back, task_failed, task_is_done
from chalkface.operations.sending_tasks import give_up_sending, send_in_background
from chalkface.reports.making import give_up_paper, make_in_background

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
PASSING = (OperationalError, InterfaceError, OSError)
# What tells those who wait for a task that it was parked.
GIVE_UP = {
    rehearse_in_background.module_path: give_up,
    commit_in_background.module_path: give_up,
    plan_in_background.module_path: give_up_plan,
    make_in_background.module_path: give_up_paper,
    send_in_background.module_path: give_up_sending,
}
PAUSE = 1.0  # seconds between two looks at an empty queue


class Worker:
    """One process that does tasks. ``clock`` is when it is."""

    def __init__(self, clock: Clock = timezone.now) -> None:
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid4().hex[:12]}"
        self.clock = clock
        self.stopping = threading.Event()

    def stop(self, *_: object) -> None:
        """End after the task that is running."""
        self.stopping.set()

    def run(self, *, until_empty: bool = False) -> None:
        """Do what is in the queue, until told to stop (or until nothing is due). A database that is away is waited for."""
        while not self.stopping.is_set():
            close_old_connections()
            try:
                if self.one():
                    continue
            except (DatabaseError, InterfaceError) as error:
                code = type(error).__name__
                log.error("the queue cannot be read: %s", code)
                connections.close_all()
            if until_empty:
                return
            self.stopping.wait(PAUSE)

    def one(self) -> bool:
        """Take back what was lost and do the next task. Whether there was one."""
        for parked in take_back(self.clock()) if DBTaskResult.objects.running().exists() else ():
            say_parked(parked)
        row = claim_task(self.name, self.clock())
        if row is None:
            return False
        self.do(row)
        return True

    def do(self, row: DBTaskResult) -> None:
        """Do a task that is ours, and say how it went."""
        done = threading.Event()
        holding = threading.Thread(target=self._hold, args=(row.pk, done), daemon=True)
        holding.start()
        try:
            row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        except Exception as error:
            self._failed(row, error)
        else:
            task_is_done(row.pk, self.name, self.clock())
        finally:
            done.set()
            holding.join()

    def _hold(self, task, done: threading.Event) -> None:
        while not done.wait(LEASE.total_seconds() / 10):
            try:
                if not hold_on(task, self.name, self.clock()):
                    return
            except (DatabaseError, InterfaceError):
                connections.close_all()  # it is away, or somebody writes for long: the next time
        connections.close_all()

    def _failed(self, row: DBTaskResult, error: Exception) -> None:
        code = f"{type(error).__module__}.{type(error).__qualname__}"
        again = isinstance(error, PASSING) and not isinstance(error, NotAllowed | Refused)
        log.error("task %s failed: %s", row.pk, code)
        if task_failed(row.pk, self.name, self.clock(), error=code, frames=places(error), again=again):
            say_parked(row)


def say_parked(row: DBTaskResult) -> None:
    """Whoever waits for a parked task is told that it did not come to anything."""
    log.error("task %s is parked", row.pk)
    if row.task_path in GIVE_UP:
        GIVE_UP[row.task_path](**row.args_kwargs["kwargs"])


def work() -> None:
    """Work until the process is told to end."""
    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    worker.run()
