"""Getting ready: an empty folder becomes a database of the present shape; what cannot be used is a sentence."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db.utils import OperationalError

from chalkface.core.errors import Refused
from chalkface.jobs import server
from chalkface.jobs.server import ready_database
from tests.conftest import REPOSITORY

READY = "import django; django.setup(); from chalkface.jobs.server import ready_database; ready_database()"


def ready_in(folder) -> subprocess.CompletedProcess:
    """In a process of its own, on SQLite in ``folder``: a process has one database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHALKFACE_")}
    settings = {"CHALKFACE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "chalkface.config.settings"}
    environment = {**kept, **settings, "PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.run([sys.executable, "-c", READY], env=environment, capture_output=True, text=True, timeout=60)


def tables(folder) -> set[str]:
    with sqlite3.connect(folder / "chalkface.sqlite3") as database:
        found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    return found


def test_an_empty_folder_gets_every_table_and_a_second_time_changes_nothing(tmp_path):
    folder = tmp_path / "not" / "there" / "yet"
    first = ready_in(folder)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert {"school", "student", "audit_entry", "django_session", "import_batch"} <= tables(folder)
    assert (folder / "secret-key").stat().st_mode & 0o077 == 0
    key, before = (folder / "secret-key").read_text(), tables(folder)
    assert ready_in(folder).returncode == 0
    assert tables(folder) == before and (folder / "secret-key").read_text() == key


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "chalkface.sqlite3").write_text("a letter, not a database " * 50)
    answer = ready_in(tmp_path)
    assert answer.returncode == 1 and "The database cannot be used: file is not a database" in answer.stderr
    assert (tmp_path / "chalkface.sqlite3").read_text().startswith("a letter")


@pytest.mark.django_db
def test_an_unreachable_database_and_a_folder_in_the_way_are_sentences(monkeypatch, settings, tmp_path):
    def away(connection):
        raise OperationalError("connection refused\nIs the server running?")

    with monkeypatch.context() as patched:
        patched.setattr(server, "MigrationExecutor", away)
        with pytest.raises(Refused, match="^The database cannot be used: connection refused. Ask 'doctor'"):
            ready_database()
    (tmp_path / "file").write_text("in the way")
    settings.DATA = tmp_path / "file" / "data"
    with pytest.raises(Refused, match="cannot be made: Not a directory"):
        ready_database()
