"""The restore drill: the newest backup brought back in an empty folder by a process of its own, with an environment of its own.

What is asked of it is what somebody would ask on the day: does it restore, is every row there, does the content open with
the keys, can somebody sign in. The folder is thrown away afterwards.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings

import chalkface
from chalkface.core.errors import Refused
from chalkface.jobs.backups import COPY, backups, operator
from chalkface.operations.server_events import remember_event

PATIENCE = 60 * 60
STAGES = ("restore", "rows", "whole", "keys", "sign_in")


def newest() -> Path:
    """What would be brought back: the newest backup, or the running copy where there is none. Raises ``Refused``."""
    found = backups()
    if found:
        return found[0]
    if (settings.COPIES / COPY).exists():
        return settings.COPIES / COPY
    raise Refused("There is no backup to drill with: make one with 'chalkface backup'.")


def drill(source: Path | None = None) -> dict:
    """Bring back ``source`` (the newest unless given) elsewhere and look at it; returns what was seen, and remembers it.

    Raises ``Refused`` when it could not be brought back, naming the stage at which it failed.
    """
    started, said = time.monotonic(), {"stage": "restore"}
    try:
        source = source or newest()
        with tempfile.TemporaryDirectory(prefix="chalkface-drill-") as folder:
            said = _elsewhere(source, Path(folder))
    finally:
        fine = said["stage"] == "done"
        about = {"seconds": round(time.monotonic() - started, 1)} | {k: v for k, v in said.items() if k != "sentence"}
        remember_event(operator(), kind="drill", fine=fine, about=about)
    if not fine:
        raise Refused(f"The drill failed at '{said['stage']}': {said.get('sentence', 'see the log of the server')}")
    return about


def _elsewhere(source: Path, folder: Path) -> dict:
    """What a process says that has nothing of this one but the program and the keys, as a new machine would."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(Path(chalkface.__file__).resolve().parent.parent),
        "DJANGO_SETTINGS_MODULE": "chalkface.config.settings",
        "CHALKFACE_DATA": str(folder / "data"),
        "CHALKFACE_NOTE_KEYS": ",".join(settings.NOTE_KEYS),
        "CHALKFACE_TASKS_NOW": "yes",
    }
    command = [sys.executable, "-m", "chalkface.config.cli", "drill", "--here", str(source.resolve())]
    done = subprocess.run(  # noqa: S603 - our own program, with a path of our own
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )
    lines = done.stdout.splitlines()
    try:
        return json.loads(lines[-1])
    except (IndexError, ValueError):
        return {"stage": "restore", "sentence": (done.stderr.strip().splitlines() or ["nothing was said"])[-1][:200]}
