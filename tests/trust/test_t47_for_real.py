"""Faults of the server's own ground, made for real: each turns exactly its light red, and green again when it is mended."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from chalkface.queries import health
from chalkface.web.pages.health import ready
from tests.cast import company
from tests.least_privilege import as_owner, owner_address
from tests.operations.test_surveys_at_once import in_a_file

__all__ = ["in_a_file"]
pytestmark = pytest.mark.trust(47, gate="suite")
NOBODY = 65534


@dataclass
class Ground:
    """What a server stands on: its settings, and a folder to make another in."""

    settings: object
    folder: Path

    @property
    def is_sqlite(self) -> bool:
        return connection.vendor == "sqlite"


@contextmanager
def database_away(ground: Ground) -> Iterator[None]:
    """The file is gone; PostgreSQL lets nobody in, and ends whoever is in."""
    connection.close()
    name = connection.settings_dict["NAME"]
    if ground.is_sqlite:
        files = [Path(f"{name}{end}") for end in ("", "-wal", "-shm") if Path(f"{name}{end}").exists()]
        for file in files:
            file.rename(f"{file}.away")
        yield
        connection.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)
        for file in files:
            Path(f"{file}.away").rename(file)
        return
    elsewhere = psycopg.conninfo.make_conninfo(owner_address(), dbname="postgres")
    with psycopg.connect(elsewhere, autocommit=True) as owner:
        owner.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            owner.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
            connection.close()


@contextmanager
def tables_of_another_version(ground: Ground) -> Iterator[None]:
    """The last change to the tables was never made."""
    app, name = MigrationRecorder.Migration.objects.filter(app="records").order_by("-pk").values_list("app", "name")[0]
    _do(ground, f"DELETE FROM django_migrations WHERE app = '{app}' AND name = '{name}'")
    yield
    _do(ground, f"INSERT INTO django_migrations (app, name, applied) VALUES ('{app}', '{name}', CURRENT_TIMESTAMP)")


def _do(ground: Ground, statement: str) -> None:
    if not ground.is_sqlite:
        as_owner(statement)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def somebody_keeps_on_writing(ground: Ground) -> Iterator[None]:
    """Another process holds what a write needs, and does not let go."""
    if ground.is_sqlite:
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with psycopg.connect(owner_address()) as other:
        other.execute("LOCK TABLE due_job IN SHARE MODE")
        yield
        other.rollback()


@contextmanager
def full_disk(ground: Ground) -> Iterator[None]:
    """The data folder is on a disk of eight megabytes, and hardly any of them is free."""
    small, before = ground.folder / "small", ground.settings.DATA
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here, so none can be filled")
    try:
        ground.settings.DATA = small
        assert red() == []
        (small / "filling").write_bytes(b"x" * 8_000_000)
        yield
    finally:
        ground.settings.DATA = before
        subprocess.run(["umount", str(small)], check=True)


@contextmanager
def folder_of_somebody_else(ground: Ground) -> Iterator[None]:
    """The data folder is another's: for root, who may write anywhere, asked as somebody who may not."""
    ground.settings.DATA.chmod(0o500)
    if os.getuid() == 0:
        os.setresuid(NOBODY, 0, 0)  # who is asked for; what is done, is done as before
    try:
        yield
    finally:
        os.setresuid(0, 0, 0) if os.geteuid() == 0 else None
        ground.settings.DATA.chmod(0o700)


@contextmanager
def keys_of_another_server(ground: Ground) -> Iterator[None]:
    """The server was started with keys that sealed nothing here."""
    before = ground.settings.NOTE_KEYS
    ground.settings.NOTE_KEYS = (Fernet.generate_key().decode(),)
    yield
    ground.settings.NOTE_KEYS = before


FAULTS: dict[str, Callable] = {
    "database": database_away,
    "shape": tables_of_another_version,
    "writes": somebody_keeps_on_writing,
    "disk": full_disk,
    "folder": folder_of_somebody_else,
    "keys": keys_of_another_server,
}


@pytest.fixture
def ground(in_a_file, settings, tmp_path, monkeypatch) -> Ground:
    """A server that is well, with a school that keeps things sealed."""
    company("a")
    data = tmp_path / "data"
    data.mkdir()
    settings.DATA, settings.BACKUPS, settings.COPY_SECONDS = data, tmp_path, 0
    monkeypatch.setattr(health, "PATIENCE", 300)
    return Ground(settings, tmp_path)


def red() -> list[str]:
    return [name for name, light in health.lights(timezone.now()).items() if light is False]


@pytest.mark.parametrize("light", FAULTS)
def test_each_fault_that_is_made_for_real_turns_exactly_its_light_red(light, ground, client, monkeypatch, proof):
    assert red() == []
    with FAULTS[light](ground):
        assert red() == [light]
        monkeypatch.setattr(ready, "_seen", (float("-inf"), {}))
        answer = client.get("/readyz")
        assert answer.status_code == 503 and answer.json()["lights"][light] is False
        assert set(answer.json()) == {"ready", "lights"}
        assert set(map(type, answer.json()["lights"].values())) <= {bool, type(None)}
    left_red = red()
    proof(f"lights that stay red when the fault of “{light}”, made for real, is mended", len(left_red), exactly=0)


@pytest.mark.trust(47, control=True, gate="suite")
def test_control_a_light_that_does_not_try_a_write_stays_green(ground, monkeypatch):
    monkeypatch.setitem(health.OF_DATABASE, "writes", lambda now: True)
    with somebody_keeps_on_writing(ground):
        assert red() == []
