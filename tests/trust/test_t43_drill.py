"""The restore drill, as the server does it each night: another process, an empty folder, an environment of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalkface.config.settings import number
from tests.jobs.test_server import environment_of


def chalkface(data: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "chalkface.config.cli", *words]
    return subprocess.run(command, env=environment_of(data), capture_output=True, text=True, timeout=300)


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


@pytest.mark.trust(43)
def test_a_copy_is_made_at_least_once_a_minute_unless_somebody_says_otherwise(proof):
    proof("seconds between two copies", number("COPY_SECONDS", 30), at_most=60)
