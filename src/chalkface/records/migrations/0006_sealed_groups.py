"""What is special about students, and what imports keep of them, is sealed; the plain columns go.

In plain SQL and row by row: it must do the same whatever the models have become since, and hold one file at a time. On
PostgreSQL each table is written anew, of which only what is in it now is copied; on SQLite the file is, once the step is taken
(``jobs/server.py``).
"""

import json

from django.db import migrations, models

import chalkface.records.sealed
from chalkface.records.sealing import lock, lock_text

BLOCK = 64
PARTS = ("sex", "ethnicity", "sen_provision", "sen_needs", "pupil_premium", "fsm_ever6", "eal", "looked_after")
SOME = 500
FILES = ("received_file", "content", "bytea")


def sealed(values: list, nothing: list, about: str) -> str:
    if values == nothing:
        return ""
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return lock_text(written + " " * (-len(written.encode()) % BLOCK), about=about)


def read(held: object) -> object:
    return json.loads(held) if isinstance(held, str | bytes) else held


def seal_students(cursor) -> None:
    last = 0
    while True:
        cursor.execute(
            f"SELECT id, school_id, key, {', '.join(PARTS)} FROM student WHERE id > %s ORDER BY id LIMIT {SOME}",  # noqa: S608 - own names
            [last],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        made = []
        for pk, school, key, *texts_and_flags in rows:
            values = [*texts_and_flags[:4], *(None if one is None else bool(one) for one in texts_and_flags[4:])]
            made.append((sealed(values, [""] * 4 + [None] * 4, f"student:{school}:{key}"), pk))
        cursor.executemany("UPDATE student SET sealed = %s WHERE id = %s", made)
        last = rows[-1][0]


def seal_imports(cursor) -> None:
    cursor.execute("SELECT id, school_id FROM import_batch ORDER BY id")
    for pk, school in cursor.fetchall():
        cursor.execute("SELECT options, result, before FROM import_batch WHERE id = %s", [pk])
        options, result, before = cursor.fetchone()
        about = f"import_batch:{school}:{pk}"
        taken = lock(bytes(before), about=f"{about}:before") if before else b""
        cursor.execute(
            "UPDATE import_batch SET sealed = %s, before = %s WHERE id = %s",
            [sealed([read(options), read(result)], [{}, {}], about), taken, pk],
        )
    cursor.execute("SELECT id, school_id, batch_id, digest FROM received_file ORDER BY id")
    for pk, school, batch, digest in cursor.fetchall():
        cursor.execute("SELECT content FROM received_file WHERE id = %s", [pk])
        content = lock(bytes(cursor.fetchone()[0]), about=f"received_file:{school}:{batch}:{digest}")
        cursor.execute("UPDATE received_file SET content = %s WHERE id = %s", [content, pk])


def seal(apps, schema_editor) -> None:
    connection = schema_editor.connection
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in ("student", "import_batch"):
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN sealed text NOT NULL DEFAULT ''")
        seal_students(cursor)
        seal_imports(cursor)
        if is_postgres:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, columns in (("student", PARTS), ("import_batch", ("options", "result"))):
            for column in columns:
                cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            if is_postgres:
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN sealed DROP DEFAULT")
        if is_postgres:
            for table, column, kind in (("student", "sealed", "text"), ("import_batch", "sealed", "text"), FILES):
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} USING {column} || ''::{kind}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def column() -> models.Field:
    return chalkface.records.sealed.SealedColumn(blank=True, default="")


class Migration(migrations.Migration):
    dependencies = [("records", "0005_audit_chain")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(seal)],
            state_operations=[
                *(migrations.RemoveField("student", name) for name in PARTS),
                *(migrations.RemoveField("importbatch", name) for name in ("options", "result")),
                migrations.AddField("student", "sealed", column()),
                migrations.AddField("importbatch", "sealed", column()),
            ],
        ),
    ]
