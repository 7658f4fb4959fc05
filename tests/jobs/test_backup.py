"""A backup holds every row of every table, and only a whole one is taken back, into an empty database."""

import json
import zipfile
from datetime import time
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from chalkface.config.cli import main
from chalkface.operations import backups
from chalkface.operations.people import set_groups
from chalkface.records.models import Evidence, ImportBatch, PublishedFile, PublishedRow, ReceivedFile, Session, Student
from chalkface.records.tenancy import across_schools, writing
from tests.cast import Company, company

pytestmark = pytest.mark.django_db(transaction=True)
BINARY = bytes(range(256)) * 40
NESTED = {"base64": "not binary", "nested": [1, None, True, 2.5, {"é": "“ﬁ”\n\u2028"}], "empty": {}}


def add_the_rest(cast: Company) -> None:
    """What the cast leaves out: bytes, hours, nested values, odd letters, public statistics, the server's own trail."""
    with writing("a test's own setting"), across_schools("a test's own setting"):
        Evidence.objects.update(content=BINARY)
        Student.objects.filter(pk=cast.rows["student"].pk).update(preferred_forename="Zoë “Zo”\t|\n,", legal_forename="")
        Session.objects.update(starts_at=time(9, 5), ends_at=time(10, 0, 0, 1))
        batch = cast.rows["batch"]
        batch.result, batch.before = NESTED, b"\x00\xff\x00"
        batch.save()
        ReceivedFile.objects.create(school=cast.school, batch=batch, name="l.csv", digest="d" * 64, content=b"")
        file = PublishedFile.objects.create(
            kind="gias", title="A", name="a.csv", digest="e" * 64, notes=["n"], received_at=batch.received_at
        )
        PublishedRow.objects.create(file=file, line=1, level="school", filters=NESTED, cells={"URN": "100200"})
    set_groups(cast.access("school_admin"), membership_id=cast.rows["membership"].pk, groups=("9A",))


def everything() -> dict[str, list[tuple]]:
    """Every row of every table but the server's trail and the ends of trails: the backup and the restore move them."""
    with across_schools("a test"):
        return {
            model._meta.db_table: [
                tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
                for row in model.objects.order_by("pk").values_list(*[f.attname for f in model._meta.concrete_fields])
            ]
            for model in apps.get_app_config("records").get_models()
            if model._meta.db_table not in ("server_audit_entry", "audit_head")
        }


@pytest.fixture
def kept(tmp_path) -> tuple[Path, dict]:
    """A backup of two schools, and what it should hold; the database is empty again."""
    cast = company("a")
    company("b")
    add_the_rest(cast)
    before = everything()
    assert main(["backup", str(tmp_path / "all.zip")]) == 0
    call_command("flush", verbosity=0, interactive=False)
    return tmp_path / "all.zip", before


def refused(capsys, *words: str) -> str:
    """The one sentence on standard error."""
    capsys.readouterr()
    assert main(list(words)) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and "Traceback" not in printed.err
    return printed.err


def nothing_is_here() -> bool:
    return not any(everything().values())


def test_every_row_comes_back_as_it_was_and_new_rows_get_new_numbers(kept):
    file, before = kept
    assert nothing_is_here() and all(before[table] for table in ("evidence", "published_row", "received_file", "audit_entry"))
    assert main(["restore", str(file)]) == 0
    assert everything() == before
    connection.check_constraints()
    third = company("c")  # the counters of the database go on after the highest number that was restored
    assert third.rows["student"].pk > max(row[0] for row in before["student"])


def test_negative_control_one_changed_row_is_seen(kept):
    file, before = kept
    assert main(["restore", str(file)]) == 0
    with writing("a test"), across_schools("a test"):
        ImportBatch.objects.filter(pk=before["import_batch"][0][0]).update(before=b"\x00\xff\x01")
    assert everything() != before


def test_every_table_is_in_the_file_and_only_its_owner_may_read_it(kept):
    file, before = kept
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert {f"{table}.jsonl" for table in before} < set(archive.namelist())
    assert {table: count for table, count in manifest["rows"].items() if table in before} == {
        table: len(rows) for table, rows in before.items()
    }
    assert file.stat().st_mode & 0o077 == 0 and [path.name for path in file.parent.iterdir()] == ["all.zip"]


def test_what_holds_something_is_not_restored_into(kept, capsys):
    file, _ = kept
    company("c")
    before = everything()
    assert "empty data folder only" in refused(capsys, "restore", str(file))
    assert everything() == before


def rewritten(file: Path, member: str, text: bytes | None) -> Path:
    """The backup with one member replaced, or left out."""
    spoilt = file.with_name(f"{file.stem}-{member}.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
            elif text is not None:
                new.writestr(name, text)
    return spoilt


def flipped(file: Path) -> Path:
    """The backup with bytes changed inside its compressed rows, as a bad disk would."""
    spoilt = file.with_name("flipped.zip")
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        found = archive.getinfo("school.jsonl")
    start = found.header_offset + 30 + len(found.filename) + 20
    content[start : start + 24] = bytes(byte ^ 0xFF for byte in content[start : start + 24])
    spoilt.write_bytes(content)
    return spoilt


def cut_short(file: Path) -> Path:
    spoilt = file.with_name("cut.zip")
    spoilt.write_bytes(file.read_bytes()[:-200])
    return spoilt


def one_row_fewer(file: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("audit_entry.jsonl").splitlines(keepends=True)
    return rewritten(file, "audit_entry.jsonl", b"".join(lines[:-1]))


def pointing_nowhere(file: Path) -> Path:
    """A backup whose students belong to a school that is not in it."""
    with zipfile.ZipFile(file) as archive:
        school = archive.read("school.jsonl").splitlines(keepends=True)
        manifest = json.loads(archive.read("manifest.json"))
    manifest["rows"]["school"] = len(school) - 2
    return rewritten(rewritten(file, "school.jsonl", b"".join(school[:-1])), "manifest.json", json.dumps(manifest).encode())


@pytest.mark.parametrize(
    "spoil, sentence",
    [
        (cut_short, "not a whole backup"),
        (flipped, "not a whole backup"),
        (one_row_fewer, "is damaged: audit_entry"),
        (pointing_nowhere, "not a whole backup"),
        (lambda file: rewritten(file, "student.jsonl", None), "not a whole backup"),
        (lambda file: rewritten(file, "student.jsonl", b""), "not a whole backup"),
        (lambda file: rewritten(file, "student.jsonl", b'["id", "shoe_size"]\n'), "does not know: ['shoe_size']"),
        (lambda file: rewritten(file, "destination.jsonl", b'["recorded_on"]\n["31 February"]\n'), "not a whole backup"),
        (lambda file: rewritten(file, "manifest.json", b'{"format": "another"}'), "is not a backup"),
        (lambda file: rewritten(file, "manifest.json", b"[]"), "not a whole backup"),
        (lambda file: file.with_name("absent.zip"), "There is no file"),
        (lambda file: file.parent, "cannot be read"),
        (lambda file: Path(__file__), "not a whole backup"),
    ],
)
def test_what_is_not_a_whole_backup_is_refused_and_leaves_nothing(kept, capsys, spoil, sentence):
    file, _ = kept
    assert sentence in refused(capsys, "restore", str(spoil(file)))
    assert nothing_is_here()


def test_a_backup_never_overwrites_and_leaves_nothing_when_it_fails(tmp_path, school_a, capsys, monkeypatch):
    there = tmp_path / "there.zip"
    there.write_text("mine")
    assert "exists already" in refused(capsys, "backup", str(there)) and there.read_text() == "mine"
    assert "could not be written" in refused(capsys, "backup", str(tmp_path / "no" / "folder.zip"))
    monkeypatch.setattr(backups, "_write", lambda archive, version: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert "No space left" in refused(capsys, "backup", str(tmp_path / "full.zip"))
    assert [path.name for path in tmp_path.iterdir()] == ["there.zip"]


def test_the_rows_of_all_tables_are_of_one_moment(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("a transaction of SQLite always sees one moment")

    def level(archive: zipfile.ZipFile, version: str) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            found.append(cursor.fetchone()[0])
        return {}

    found: list[str] = []
    monkeypatch.setattr(backups, "_write", level)
    assert main(["backup", str(tmp_path / "all.zip")]) == 0
    assert found == ["repeatable read"]
