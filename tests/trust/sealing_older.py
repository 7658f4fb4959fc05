"""Run by ``test_t44_older`` as a process of its own, on an empty database of its own: the shape before sealing is made and
filled by plain SQL, the step that seals is taken, and what is there then is told as JSON."""

import json
import os
from base64 import b64decode
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from zlib import compress

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.db import connection  # noqa: E402 - after Django is set up
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402 - after Django is set up
from django.db.models import JSONField  # noqa: E402 - after Django is set up
from django.utils import timezone  # noqa: E402 - after Django is set up

from chalkface.jobs.server import overwrite_what_was_dropped  # noqa: E402 - after Django is set up
from chalkface.operations.reclaiming import is_wanted  # noqa: E402 - after Django is set up
from chalkface.records.models import ImportBatch, ReceivedFile, School, Student  # noqa: E402 - after Django is set up
from chalkface.records.sealed import parts_of  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import across_schools  # noqa: E402 - after Django is set up

TABLES, WORDS = ("student", "import_batch", "received_file"), (b"zqneeds", b"zqcell")
MANY = 1_200  # more than is sealed at a time
KNOWN = (True, False, None)
_shapes: dict[str, dict] = {}  # rows are put in before any step changes a table


def plain(n: int) -> tuple:
    """What the nth student is; every fortieth is not known at all."""
    if n % 40 == 0:
        return ("", "", "", "", None, None, None, None)
    flags = (KNOWN[n % 3], KNOWN[n // 3 % 3], KNOWN[n // 9 % 3], n % 7 == 0)
    return ("FM"[n % 2], "WBRI", "NKE"[n % 3], f"zqneeds {n} “é”", *flags)


def insert(cursor, table: str, row: dict) -> None:
    """A row with what the table asks for besides."""
    if table not in _shapes:
        _shapes[table] = {one.name: one for one in connection.introspection.get_table_description(cursor, table)}
    columns = _shapes[table]
    kinds = {name: connection.introspection.get_field_type(one.type_code, one) for name, one in columns.items()}
    empty = {"JSONField": "{}", "BooleanField": False, "DateTimeField": timezone.now(), "DateField": "2025-09-01"}
    empty["BinaryField"] = b""
    row = {name: empty.get(kind, "" if "Char" in kind or "Text" in kind else 0)
           for name, kind in kinds.items() if name != "id" and not columns[name].null_ok} | row  # fmt: skip
    marks = ", ".join(["%s"] * len(row))
    names = ", ".join(f'"{name}"' for name in row)
    cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))


def on_disk(cursor, tables: Iterable[str], words: Iterable[bytes]) -> int:
    """How often words stand in the files in which tables lie, whichever database keeps them."""
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        files = [Path(connection.settings_dict["NAME"])]
    else:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute(
            "SELECT pg_relation_filepath(oid), pg_relation_filepath(nullif(reltoastrelid, 0)) FROM pg_class "
            "WHERE relname = ANY(%s) AND relnamespace = 'public'::regnamespace",
            [list(tables)],
        )
        files = [folder / path for row in cursor.fetchall() for path in row if path]
    held = [file.read_bytes() for file in files]
    return sum(one.count(word) for one in held for word in words)


def main() -> dict:
    call_command("migrate", "records", "0005", verbosity=0, interactive=False)
    names = list(parts_of(Student))
    steps = MigrationRecorder.Migration.objects.filter(app="records")
    steps.update(applied=timezone.now() - timedelta(days=90))
    with across_schools("a test"), connection.cursor() as cursor:
        school = School(pk=7, urn="7", name="Seven", slug="seven")  # its table is what it was
        insert(cursor, "school", {
            field.column: value for field in School._meta.concrete_fields
            if (value := getattr(school, field.attname)) is not None and not isinstance(field, JSONField)
        })  # fmt: skip
        for n in range(MANY):
            insert(cursor, "student", {"school_id": 7, "key": f"S{n}", **dict(zip(names, plain(n), strict=True))})
        insert(cursor, "import_batch", {
            "id": 3, "school_id": 7, "state": "committed", "result": json.dumps({"refused": [{"value": "zqcell"}]}),
            "options": json.dumps({"matches": {"zq": 1}}), "before": compress(b"zqbefore"),
        })  # fmt: skip
        insert(cursor, "received_file", {"school_id": 7, "batch_id": 3, "digest": "d", "content": compress(b"zqfile")})
        before = on_disk(cursor, TABLES, WORDS)
    call_command("migrate", verbosity=0, interactive=False)
    night = is_wanted()
    overwrite_what_was_dropped()
    with across_schools("a test"), connection.cursor() as cursor:
        held = {one.key: tuple(one.opened().values()) for one in Student.objects.all()}
        batch = ImportBatch.objects.get(pk=3)
        cursor.execute("SELECT sealed FROM student")
        sealed = [text for (text,) in cursor.fetchall()]
        columns = {one.name for one in connection.introspection.get_table_description(cursor, "student")}
        return {
            "students": len(held), "wrong": sum(held[f"S{n}"] != plain(n) for n in range(MANY)),
            "nothing": sealed.count(""), "left": sorted(columns & set(names)), "night": night,
            "batch": [batch.result["refused"][0]["value"], batch.options["matches"]["zq"], len(batch.opened_before())],
            "file": ReceivedFile.objects.get().opened().decode(),
            "is open": sum(b"zqneeds" in b64decode(text, b"-_") for text in sealed),
            "on disk": [before, on_disk(cursor, TABLES, WORDS)],
        }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main()))
