"""The doctor finds what is broken, says so, and is silent about what is not."""

import json
from collections import namedtuple
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError, IntegrityError, OperationalError

from chalkface.config.cli import main
from chalkface.frameworks.nodes import BrokenContent
from chalkface.jobs import doctor

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def unreachable(*_):
    raise OperationalError("the server is away\nand more lines")


def unreadable(*_):
    raise BrokenContent(Path("a.yaml"), 3, "code is empty")


def spoil_folder_missing(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path / "absent"


def spoil_folder_locked(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)


def spoil_disk(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: Usage(100, 91, 9))


def spoil_database_away(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor, "MigrationExecutor", unreachable)


def spoil_database_old(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})  # who serves cannot take any out


def spoil_content(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor, "frameworks", unreadable)


def spoil_integrity(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(connection, "check_constraints", lambda: (_ for _ in ()).throw(IntegrityError("it points nowhere")))


def spoil_reading(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(connection, "check_constraints", lambda: (_ for _ in ()).throw(DatabaseError("disk I/O error")))


class OfPostgres:
    """The connection as the doctor would see it on PostgreSQL; all others see what it is."""

    vendor = "postgresql"

    def __getattr__(self, name: str) -> object:
        return getattr(connection, name)


def spoil_role(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor, "connection", OfPostgres())
    monkeypatch.setattr(doctor.row_locks, "held_by_no_lock", lambda connection: True)
    monkeypatch.setattr(doctor.audit_locks, "missing", lambda connection: [])


def spoil_lock(monkeypatch, settings, tmp_path):
    spoil_role(monkeypatch, settings, tmp_path)
    monkeypatch.setattr(doctor.row_locks, "held_by_no_lock", lambda connection: False)
    monkeypatch.setattr(doctor.row_locks, "unlocked", lambda connection: ["student"])


def spoil_trail(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(doctor.audit_locks, "missing", lambda connection: ["audit_entry_kept"])


SPOILT = {
    spoil_role: ("second lock", "this role passes every lock"),
    spoil_lock: ("second lock", "not locked: student"),
    spoil_trail: ("audit locks", "1 triggers are missing"),
    spoil_folder_missing: ("data folder", "does not exist yet"),
    spoil_folder_locked: ("data folder", "cannot be written to"),
    spoil_disk: ("disk", "9% of the disk is free: make room"),
    spoil_database_away: ("database", "the server is away"),
    spoil_database_old: ("database", "changes of shape are waiting"),
    spoil_content: ("content", "a.yaml:3: code is empty"),
    spoil_integrity: ("integrity", "a key is broken: it points nowhere"),
    spoil_reading: ("integrity", "it could not be looked at: disk I/O error"),
}


def report(capsys) -> tuple[int, dict[str, dict]]:
    capsys.readouterr()
    code = main(["doctor", "--json"])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, {line["check"]: line for line in json.loads(printed.out)}


@pytest.fixture(autouse=True)
def enough_disk(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: Usage(100, 50, 50))


def test_a_sound_server_is_fine_in_every_check(capsys):
    code, found = report(capsys)
    assert code == 0 and list(found)[:7] == [
        "data folder", "disk", "database", "integrity", "content", "second lock", "audit locks"
    ]  # fmt: skip
    assert all(line["fine"] is True and set(line) == {"check", "fine", "sentence"} for line in found.values())


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_each_broken_state_turns_its_own_check_to_a_problem(spoil, monkeypatch, settings, tmp_path, capsys):
    spoil(monkeypatch, settings, tmp_path)
    code, found = report(capsys)
    name, sentence = SPOILT[spoil]
    assert code == 1
    assert [line["check"] for line in found.values() if not line["fine"]] == [name]
    assert sentence in found[name]["sentence"]


def test_in_words_a_problem_stands_out(monkeypatch, capsys):
    spoil_disk(monkeypatch, None, None)
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("PROBLEM  disk: ") for line in lines) == 1
    assert sum(line.startswith("fine     ") for line in lines) == len(lines) - 1


@pytest.mark.trust(45)
def test_a_trigger_that_was_really_taken_away_is_seen(capsys):
    if connection.vendor != "sqlite":
        pytest.skip("who serves cannot take one away on PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_entry_fixed")
    code, found = report(capsys)
    assert code == 1 and not found["audit locks"]["fine"]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_points_nowhere_is_found_in_a_real_sqlite_database(capsys, school_a):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does not let such a row be written")
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("UPDATE enrolment SET student_id = student_id + 900000")
    code, found = report(capsys)
    assert code == 1 and not found["integrity"]["fine"]
