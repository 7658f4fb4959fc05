"""The restore drill, as the server does it each night: another process, an empty folder, an environment of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from chalkface.config.settings import number
from tests.conftest import REPOSITORY
from tests.jobs.test_server import environment_of
from tests.proofs import scale


def chalkface(data: Path, *words: str, seconds: int = 300) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "chalkface.config.cli", *words]
    return subprocess.run(command, env=environment_of(data), capture_output=True, text=True, timeout=seconds)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> tuple[Path, Path]:
    """A server with a school, and its backup."""
    data = tmp_path_factory.mktemp("server") / "data"
    assert chalkface(data, "school", "add", "--urn", "100001", "--name", "Example").returncode == 0
    assert chalkface(data, "backup").returncode == 0
    (backup,) = (data / "backups").glob("*.zip")
    return data, backup


@pytest.mark.trust(43, gate="full")
def test_the_newest_backup_is_restored_elsewhere_and_somebody_signs_in(server):
    done = chalkface(server[0], "drill")
    assert done.returncode == 0, done.stderr
    assert "1 schools" in done.stdout and "signing in works" in done.stdout


@pytest.mark.trust(43, gate="full", control=True)
def test_control_a_damaged_backup_fails_the_drill_and_turns_its_light_red(server):
    data, backup = server
    spoilt = backup.with_name("chalkface-9999-01-01-000000.zip")
    spoilt.write_bytes(backup.read_bytes()[:-300])
    try:
        done = chalkface(data, "drill")
        assert done.returncode == 1 and "The drill failed at 'restore'" in done.stderr
        assert "PROBLEM  drill" in chalkface(data, "doctor").stdout
    finally:
        spoilt.unlink()


def seconds_of_the_drill(data: Path) -> float:
    with sqlite3.connect(data / "chalkface.sqlite3") as connection:
        ((about,),) = connection.execute("SELECT about FROM server_event WHERE kind = 'drill'")
    return json.loads(about)["seconds"]


@pytest.mark.trust(43, gate="full", alone=True)
@pytest.mark.skipif("CHALKFACE_DATABASE_URL" in os.environ, reason="what is brought back elsewhere lies in a folder: SQLite")
def test_many_schools_are_back_within_a_quarter_of_an_hour(tmp_path, proof):
    many, data = scale(quick=1, full=5, night=100), tmp_path / "data"
    command = [sys.executable, "-m", "tests.trust.many_schools", str(many)]
    environment = environment_of(data) | {"PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}"}
    subprocess.run(command, env=environment, check=True, timeout=3_000)
    assert chalkface(data, "backup", seconds=3_000).returncode == 0
    done = chalkface(data, "drill", seconds=3_000)
    assert done.returncode == 0 and f"{many} schools" in done.stdout, done.stderr
    proof("schools of 1,000 students brought back", many, at_least=scale(quick=1, full=5, night=100))
    proof("seconds until they were", seconds_of_the_drill(data), at_most=15 * 60, timed=True)


@pytest.mark.trust(43)
def test_a_copy_is_made_at_least_once_a_minute_unless_somebody_says_otherwise(proof):
    proof("seconds between two copies", number("COPY_SECONDS", 30), at_most=60)
