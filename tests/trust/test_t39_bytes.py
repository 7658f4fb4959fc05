"""The bytes on the disk after an erasure, and a backup from before it brought back."""

import json
import os
import shutil
import subprocess
import sys

import psycopg
import pytest

from tests.conftest import REPOSITORY

# Alone, since PostgreSQL keeps deleted rows while a transaction of any test beside it, on the same server, began before.
pytestmark = pytest.mark.trust(39, gate="full", alone=True)


@pytest.fixture
def server(tmp_path):
    """Runs the script on a server of its own: ``server(folder, "make" | "copy" | "restore", backup)``."""
    made = []

    def run(folder: str, deed: str, backup) -> dict:
        data = tmp_path / folder
        data.mkdir(exist_ok=True)
        env = {**os.environ, "CHALKFACE_DATA": str(data), "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"}
        if url := os.environ.get("CHALKFACE_DATABASE_URL"):
            name = f"erased_{os.getpid()}_{folder}"
            with psycopg.connect(url, autocommit=True) as owner:
                owner.execute(f"DROP DATABASE IF EXISTS {name}")
                owner.execute(f"CREATE DATABASE {name}")
            made.append(name)
            parts = url.partition("?")
            env["CHALKFACE_DATABASE_URL"] = f"{parts[0].rsplit('/', 1)[0]}/{name}{parts[1]}{parts[2]}"
            env.pop("CHALKFACE_OWNER_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.trust.erasing_on_disk", deed, str(backup)], cwd=REPOSITORY, env=env,
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    yield run
    for name in made:
        with psycopg.connect(os.environ["CHALKFACE_DATABASE_URL"], autocommit=True) as owner:
            owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_no_byte_of_an_erased_student_is_left_and_a_restored_backup_erases_again(server, tmp_path, proof):
    backup = tmp_path / "backup.zip"
    seen = server("first", "make", backup)
    assert seen["marked"] > 60 and seen["before"] > 60
    proof("canaries in the database's files after the night", seen["after night"], exactly=0)
    proof("canaries in rows", seen["rows"], exactly=0)
    proof("canaries in other files of the data folder", seen["files"], exactly=0)
    assert seen["reclaimed"]["refused"] == 0
    (tmp_path / "second").mkdir()
    shutil.copy(tmp_path / "first" / "erasures.jsonl", tmp_path / "second" / "erasures.jsonl")
    shutil.copy(tmp_path / "first" / "note-keys", tmp_path / "second" / "note-keys")
    again = server("second", "restore", backup)
    proof("canaries in a restored server", again["rows"], exactly=0)
    assert again["students"] == 1 and again["listed"] == 1


@pytest.mark.trust(39, gate="full", control=True)
def test_negative_control_without_the_night_or_the_list_the_bytes_and_the_student_are_there(server, tmp_path):
    backup = tmp_path / "backup.zip"
    seen = server("third", "make", backup)
    assert seen["after delete"] > 0, "bytes of deleted rows stay until the night"
    (tmp_path / "fourth").mkdir()
    shutil.copy(tmp_path / "third" / "note-keys", tmp_path / "fourth" / "note-keys")
    again = server("fourth", "restore", backup)
    assert again["rows"] > 60 and again["students"] == 2


@pytest.mark.skipif("CHALKFACE_DATABASE_URL" in os.environ, reason="PostgreSQL has no running copy of ours")
@pytest.mark.parametrize("beside", [True, False], ids=["the list beside the copy", "the list in the data folder"])
def test_a_running_copy_from_before_an_erasure_erases_again(beside, server, tmp_path, proof):
    copy = tmp_path / "copies" / "chalkface.sqlite3"
    assert server("first", "copy", copy)["marked"] > 60
    (tmp_path / "second").mkdir()
    listed = tmp_path / "copies" if beside else tmp_path / "second"
    shutil.copy(tmp_path / "first" / "erasures.jsonl", listed / "erasures.jsonl")
    shutil.copy(tmp_path / "first" / "note-keys", tmp_path / "second" / "note-keys")
    again = server("second", "restore", copy)
    proof("canaries in a server brought back from the running copy", again["rows"], exactly=0)
    assert again["students"] == 1 and again["listed"] == 1


@pytest.mark.trust(39, gate="full", control=True)
@pytest.mark.skipif("CHALKFACE_DATABASE_URL" in os.environ, reason="PostgreSQL has no running copy of ours")
def test_negative_control_a_running_copy_without_any_list_has_the_student_again(server, tmp_path):
    copy = tmp_path / "copies" / "chalkface.sqlite3"
    server("third", "copy", copy)
    (tmp_path / "fourth").mkdir()
    shutil.copy(tmp_path / "third" / "note-keys", tmp_path / "fourth" / "note-keys")
    again = server("fourth", "restore", copy)
    assert again["rows"] > 60 and again["students"] == 2
