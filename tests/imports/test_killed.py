"""A server that dies in the middle of an import holds nothing of it, or all of it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.imports.schools import folder, small_school
from tests.proofs import some

REPOSITORY = Path(__file__).resolve().parents[2]
STUDENTS, ACTIVITIES = 300, 30
WHOLE = {"student": STUDENTS, "enrolment": STUDENTS, "activity": ACTIVITIES, "participation": STUDENTS * ACTIVITIES}
NOTHING = dict.fromkeys(WHOLE, 0)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("folder")
    activities = [f"A{n}" for n in range(ACTIVITIES)]
    tables = small_school(
        activities=[{"activity_id": one, "title": "T", "kind": "other", "starts_on": "2025-10-01"} for one in activities],
        participations=[
            {"activity_id": one, "student_id": f"S{n}", "attended": "true"}
            for one in activities
            for n in range(1, STUDENTS + 1)
        ],
    )
    tables["students"] = [
        {"student_id": f"S{n}", "legal_forename": "Ann", "legal_surname": f"Example{n}"} for n in range(1, STUDENTS + 1)
    ]
    tables["enrolments"] = [
        {"student_id": f"S{n}", "academic_year": "2025", "year_group": "11"} for n in range(1, STUDENTS + 1)
    ]
    for file in folder(tables):
        (place / file.name.rpartition("/")[2]).write_bytes(file.content)
    return place


def held(data: Path) -> dict[str, int]:
    """What a fresh reader finds in the database that was left behind."""
    with sqlite3.connect(data / "chalkface.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in WHOLE}


def killed_at(files: Path, data: Path, line: int | None) -> list[str]:
    """Import until the process has written ``line`` lines, then kill it at once; None lets it end. Returns its lines."""
    environment = {
        **os.environ, "CHALKFACE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "chalkface.config.settings",
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
    }  # fmt: skip
    environment.pop("CHALKFACE_DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.imports.killed", str(files)]
    said: list[str] = []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for text in process.stdout:
            said.append(text.strip())
            if len(said) == line:
                process.send_signal(signal.SIGKILL)
                break
    return said


@pytest.fixture
def empty(transactional_db, tmp_path) -> Path:
    """A folder for a server's data, with the tables in it already where the suite runs on SQLite: making them takes long."""
    made = tmp_path / "empty"
    made.mkdir()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(made / "chalkface.sqlite3")) as copy:
            connection.connection.backup(copy)
    return made


@pytest.mark.trust(16, once=True)
def test_nothing_or_all(files, empty, tmp_path):
    complete = tmp_path / "complete"
    killed_at(files, empty, 1)  # the school is there, the import has not begun
    shutil.copytree(empty, complete)
    whole = killed_at(files, complete, None)
    assert whole[-1] == "done" and held(complete) == WHOLE
    lines = len(whole) - 1  # the last says that it is done
    seen = []
    for line in some(sorted({1, 3, lines // 2, lines - 2, lines}), quick=(lines // 2,)):
        data = shutil.copytree(empty, tmp_path / f"killed-{line}")
        assert killed_at(files, data, line)[-1] != "done"
        seen.append(held(data))
        assert seen[-1] in (NOTHING, WHOLE)
        assert seen[-1] == NOTHING or line == lines  # at the last line it may be in already
