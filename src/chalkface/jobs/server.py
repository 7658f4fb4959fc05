"""Getting the database ready, and serving: the web server and the worker that drains the task queue."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from granian import Granian
from granian.constants import Interfaces

from chalkface.core.errors import Refused


def ready_database() -> None:
    """Bring the database to the present shape. Raises ``Refused`` when it or the data folder cannot be used."""
    try:
        Path(settings.DATA).mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except OSError as error:
        raise Refused(f"The data folder {settings.DATA} cannot be made: {error.strerror}.") from error
    except DatabaseError as error:
        raise Refused(f"The database cannot be used: {str(error).splitlines()[0]}. Ask 'doctor' what is wrong.") from error


def serve(host: str, port: int) -> None:
    """Serve until interrupted, with one worker process for long tasks beside the web workers.

    Raises ``Refused`` when the port is taken.
    """
    connection.close()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "chalkface.config.settings", "CHALKFACE_DATA": str(settings.DATA)}
    worker = subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--interval", "1"], env=environment)
    os.environ.update(environment)
    try:
        Granian(
            "chalkface.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=2,
            blocking_threads=4,
            log_enabled=False,
        ).serve()
    finally:
        worker.terminate()
        worker.wait(timeout=10)
