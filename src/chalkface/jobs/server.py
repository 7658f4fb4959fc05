"""Getting the database ready, and serving: the web server and the worker that drains the task queue."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from granian import Granian
from granian.constants import Interfaces

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.jobs.worker import say_parked
from chalkface.operations.queue import take_up_all
from chalkface.operations.reclaiming import is_wanted, reclaim
from chalkface.operations.server_events import remember_event

PATIENCE = 10  # seconds in which a worker may finish what it is doing


def ready_database() -> None:
    """Bring the database to the present shape. Raises ``Refused`` when it or the data folder cannot be used."""
    try:
        Path(settings.DATA).mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
            overwrite_what_was_dropped()
    except OSError as error:
        raise Refused(f"The data folder {settings.DATA} cannot be made: {error.strerror}.") from error
    except DatabaseError as error:
        raise Refused(f"The database cannot be used: {str(error).splitlines()[0]}. Ask 'doctor' what is wrong.") from error


def overwrite_what_was_dropped() -> None:
    """Write the file of SQLite anew where a step dropped what was readable: before it is served nobody has to wait for it. What
    cannot be done now is left to the night (``jobs/forgetting.py``). On PostgreSQL the steps do it themselves."""
    if connection.vendor != "sqlite" or not is_wanted():
        return
    with suppress(DatabaseError):
        done = reclaim()
        remember_event(Access(None, "operator", timezone.localdate()), kind="reclaim", fine=not done["refused"], about=done)


def take_up_again() -> int:
    """Put back into the queue what a worker was doing when it was killed, or its import would say "waiting" for ever.

    Returns how many. Before the worker starts nothing else can be running, and a task done twice does no harm: an import
    that is committed stays as it is. What ended its worker again and again is parked, and whoever waits for it is told.
    """
    running = DBTaskResult.objects.running().count()
    parked = take_up_all(timezone.now())
    for row in parked:
        say_parked(row)
    return running - len(parked)


def must_be_free(host: str, port: int) -> None:
    """Raise ``Refused`` when nobody can listen there.

    The web server would share the port with whoever has it, and each would answer half of the questions.
    """
    if not 1 <= port <= 65535:
        raise Refused(f"{port} is not a port: give a number from 1 to 65535 with --port.")
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise Refused(f"Nothing can be served at {host}, port {port}: {error.strerror}. Give another with --port.") from error


def _stop_once() -> None:
    """Make Ctrl-C an order to this process alone, which then stops its workers.

    A terminal sends it to every process of the group. A web worker that is told twice, by the terminal and by us, may never
    end, and a task worker that is still starting ends with a traceback. The block is inherited by whatever we start.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def pass_on() -> None:
        while True:
            signal.sigwait({signal.SIGINT})
            signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)  # the thread that waits, or it sleeps on

    threading.Thread(target=pass_on, daemon=True).start()


class Beside:
    """A process that runs beside the web server, and is started again when it ends by itself."""

    def __init__(self, command: str, environment: dict[str, str]) -> None:
        self.words = [sys.executable, "-m", "chalkface.config.cli", command]
        self.environment = environment
        self.ending = threading.Event()
        self.process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> subprocess.Popen:
        return subprocess.Popen(self.words, env=self.environment)  # noqa: S603 - our own program, in words of our own

    def _watch(self) -> None:
        pause = 1.0
        while not self.ending.is_set():
            begun = time.monotonic()
            self.process.wait()
            pause = 1.0 if time.monotonic() - begun > 60 else min(2 * pause, 60.0)
            if self.ending.wait(pause):
                return
            self.process = self._start()

    def end(self) -> None:
        """Tell it to end, and end it when it does not."""
        self.ending.set()
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


def serve(host: str, port: int) -> None:
    """Serve until interrupted; beside the web workers one process for long tasks, and one for what is due at its time."""
    take_up_again()
    connection.close()
    _stop_once()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "chalkface.config.settings", "CHALKFACE_DATA": str(settings.DATA)}
    beside = [Beside(command, environment) for command in ("work", "keep")]
    os.environ.update(environment)
    try:
        Granian(
            "chalkface.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=2,
            blocking_threads=8,  # as many sendings share one commit (operations/together.py)
            log_enabled=False,
            workers_kill_timeout=PATIENCE,
            respawn_failed_workers=True,  # a web worker that is killed is replaced, and the other serves meanwhile
        ).serve()
    finally:
        for one in beside:
            one.end()
