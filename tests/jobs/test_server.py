"""Getting ready: an empty folder becomes a database of the present shape; what cannot be used is a sentence."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chalkface.config.cli import main
from chalkface.core.errors import Refused
from chalkface.jobs import server
from chalkface.jobs.server import ready_database, take_up_again
from tests.conftest import REPOSITORY

READY = "import django; django.setup(); from chalkface.jobs.server import ready_database; ready_database()"


def environment_of(folder) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHALKFACE_")}
    settings = {"CHALKFACE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "chalkface.config.settings"}
    return {**kept, **settings, "PYTHONPATH": str(REPOSITORY / "src")}


def ready_in(folder) -> subprocess.CompletedProcess:
    """In a process of its own, on SQLite in ``folder``: a process has one database."""
    command = [sys.executable, "-c", READY]
    return subprocess.run(command, env=environment_of(folder), capture_output=True, text=True, timeout=60)


def tables(folder) -> set[str]:
    with sqlite3.connect(folder / "chalkface.sqlite3") as database:
        found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    return found


@pytest.mark.once
def test_an_empty_folder_gets_every_table_and_a_second_time_changes_nothing(tmp_path):
    folder = tmp_path / "not" / "there" / "yet"
    first = ready_in(folder)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert {"school", "student", "audit_entry", "django_session", "import_batch"} <= tables(folder)
    assert (folder / "secret-key").stat().st_mode & 0o077 == 0
    key, before = (folder / "secret-key").read_text(), tables(folder)
    assert ready_in(folder).returncode == 0
    assert tables(folder) == before and (folder / "secret-key").read_text() == key


@pytest.mark.once
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


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_or_is_none_is_refused_before_anything_is_made(command, monkeypatch, capsys):
    monkeypatch.setattr(f"chalkface.jobs.commands.{command}.ready_database", lambda: pytest.fail("too early"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main([command, "--port", str(port)]) == 1
        assert f"Nothing can be served at 127.0.0.1, port {port}: Address already in use" in capsys.readouterr().err
    assert main([command, "--port", "99999"]) == 1
    assert "99999 is not a port" in capsys.readouterr().err


@pytest.mark.once
def test_it_serves_and_everything_it_started_ends_with_it(tmp_path):
    """The real thing once: web workers and task worker in a group of their own, stopped as Ctrl-C stops them."""
    with socket.create_server(("127.0.0.1", 0)) as any_port:
        port = any_port.getsockname()[1]
    command = [sys.executable, "-m", "chalkface.config.cli", "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command, env=environment_of(tmp_path / "data"), stdout=log, stderr=log, start_new_session=True
        )
    try:
        assert answer_of(port) == (302, "/set-up/")
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=30)
        with pytest.raises(ProcessLookupError):
            for _ in range(100):
                os.killpg(server.pid, 0)
                time.sleep(0.1)
    except BaseException:
        print((tmp_path / "log").read_text())
        raise
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    assert "Traceback" not in (tmp_path / "log").read_text()


def answer_of(port: int) -> tuple[int, str]:
    """The answer of the first page, as soon as there is one."""
    for _ in range(300):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            answer = connection.getresponse()
            return answer.status, answer.headers["Location"]
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("nothing answered within half a minute")


@pytest.mark.django_db
def test_what_a_killed_worker_was_doing_is_taken_up_again_and_what_is_done_is_not():
    def task(status: str) -> DBTaskResult:
        return DBTaskResult.objects.create(
            status=status,
            task_path="chalkface.imports.background.rehearse_in_background",
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            run_after=timezone.now(),
            started_at=timezone.now(),
            worker_ids=["gone"],
        )

    killed, done = task(TaskResultStatus.RUNNING), task(TaskResultStatus.SUCCESSFUL)
    assert take_up_again() == 1
    assert [row.pk for row in DBTaskResult.objects.ready()] == [killed.pk]
    done.refresh_from_db()
    assert done.status == TaskResultStatus.SUCCESSFUL
