"""What students need, what the risk indicator tests and says of them, who decided otherwise, what their room must have and why
something was shared is sealed; the plain columns go.

In plain SQL and row by row, as in ``0006_sealed_groups``, and back again. On PostgreSQL each table is written anew, of
which only what is in it now is copied; on SQLite the file is, once the step is taken (``jobs/server.py``).
"""

import json
from collections.abc import Callable
from datetime import date

from django.db import migrations, models

import chalkface.records.sealed
from chalkface.records.sealing import lock_text, unlock_text

BLOCK = 64
SOME = 500
JSON, DAY = "json", "date"
# Of each table: what binds its rows, and the columns that are sealed, in their order: type, and what stands for nothing.
TABLES = {
    "need": (("id",), {
        "kind": ("varchar(40)", ""), "detail": ("varchar(500)", ""), "owner_kind": ("varchar(20)", ""),
        "owner_account": ("bigint", None), "owner": ("varchar(200)", ""), "dropped_because": ("varchar(300)", ""),
    }),
    "risk_fact": (("student_id",), {
        "kind": ("varchar(40)", ""), "value_e1": ("integer", None), "as_of": (DAY, None), "source": ("varchar(200)", ""),
    }),
    "risk_score": (("student_id", "model_id", "scored_on"), {
        "points": ("smallint", None), "band": ("varchar(20)", ""), "reasons": (JSON, []),
    }),
    "risk_override": (("id",), {"band": ("varchar(20)", ""), "because": ("varchar(500)", "")}),
    "overruling": (("id",), {"verdict": ("varchar(10)", ""), "because": ("varchar(300)", "")}),
    "share": (("id",), {"reason": ("varchar(300)", "")}),
    "invitee": (("round_id", "student_id"), {
        "priority": ("smallint", 0), "needs_access": ("bool", False), "left_out": ("varchar(200)", ""),
    }),
}  # fmt: skip
# Sealed also where nothing is known, lest an empty column tell that.
ALWAYS = ("invitee",)
# These were never empty: for the moment in which the column is there again and its rows are not opened yet.
NEVER_EMPTY = {"as_of": "'2000-01-01'", "points": "0", "reasons": "'[]'", "priority": "0", "needs_access": "false"}


def in_parts(cursor, table: str, columns: list[str], make: Callable[[tuple], tuple], update: str) -> None:
    """Walk over a table, some rows at a time, each known by its number."""
    last = 0
    while True:
        cursor.execute(
            f"SELECT id, {', '.join(columns)} FROM {table} WHERE id > %s ORDER BY id LIMIT {SOME}",  # noqa: S608 - own names
            [last],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        cursor.executemany(update, [(*make(row), row[0]) for row in rows])
        last = rows[-1][0]


def about(table: str, school: int, known_by: tuple) -> str:
    return ":".join(map(str, (table, school, *known_by)))


def plain(value: object, kind: str) -> object:
    """A value as it is sealed, whichever database gave it."""
    if kind == JSON:
        return json.loads(value) if isinstance(value, str | bytes) else value
    return bool(value) if kind == "bool" else value


def seal_table(cursor, table: str, bound: tuple[str, ...], parts: dict[str, tuple[str, object]]) -> None:
    nothing = [empty for _, empty in parts.values()]

    def sealed(row: tuple) -> tuple:
        _, school, *rest = row
        known_by, values = rest[: len(bound)], rest[len(bound) :]
        held = [plain(value, kind) for value, (kind, _) in zip(values, parts.values(), strict=True)]
        if held == nothing and table not in ALWAYS:
            return ("",)
        written = json.dumps(held, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
        padded = written + " " * (-len(written.encode()) % BLOCK)
        return (lock_text(padded, about=about(table, school, tuple(known_by))),)

    in_parts(cursor, table, ["school_id", *bound, *parts], sealed, f"UPDATE {table} SET sealed = %s WHERE id = %s")  # noqa: S608 - own names


def unseal_table(cursor, table: str, bound: tuple[str, ...], parts: dict[str, tuple[str, object]]) -> None:
    def opened(row: tuple) -> tuple:
        _, school, sealed, *known_by = row
        held = json.loads(unlock_text(sealed, about=about(table, school, tuple(known_by)))) if sealed else [
            empty for _, empty in parts.values()
        ]  # fmt: skip
        return tuple(json.dumps(value) if kind == JSON else value for value, (kind, _) in zip(held, parts.values(), strict=True))

    sets = ", ".join(f"{name} = %s" for name in parts)
    in_parts(cursor, table, ["school_id", "sealed", *bound], opened, f"UPDATE {table} SET {sets} WHERE id = %s")  # noqa: S608 - own names


def settled(schema_editor, cursor, when: str) -> None:
    """PostgreSQL alters no table of which a check still waits."""
    if schema_editor.connection.vendor == "postgresql":
        cursor.execute(f"SET CONSTRAINTS ALL {when}")


def seal(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN sealed text NOT NULL DEFAULT ''")
        for table, (bound, parts) in TABLES.items():
            seal_table(cursor, table, bound, parts)
        settled(schema_editor, cursor, "IMMEDIATE")
        for table, (_, parts) in TABLES.items():
            for column in parts:
                cursor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            if schema_editor.connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN sealed DROP DEFAULT")
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN sealed TYPE text USING sealed || ''")
        settled(schema_editor, cursor, "DEFERRED")


def unseal(apps, schema_editor) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for table, (_, parts) in TABLES.items():
            for column, (kind, empty) in parts.items():
                filler = NEVER_EMPTY.get(column, "''" if empty == "" else None)
                must = f"NOT NULL DEFAULT {filler}" if filler else "NULL"
                checked = f' CHECK ((JSON_VALID("{column}") OR "{column}" IS NULL))'
                named = kind if kind != JSON else "jsonb" if is_postgres else "text"
                more = checked if kind == JSON and not is_postgres else ""
                cursor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {named} {must}{more}")
        for table, (bound, parts) in TABLES.items():
            unseal_table(cursor, table, bound, parts)
        settled(schema_editor, cursor, "IMMEDIATE")
        for table, (_, parts) in TABLES.items():
            cursor.execute(f"ALTER TABLE {table} DROP COLUMN sealed")
            for column in parts if is_postgres else ():
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")
        settled(schema_editor, cursor, "DEFERRED")


def column() -> models.Field:
    return chalkface.records.sealed.SealedColumn(blank=True, default="")


class Seal(migrations.RunPython):
    """The step with its change of what Django knows of the tables: in one, for each field by itself would take seconds."""

    def __init__(self) -> None:
        super().__init__(seal, unseal)

    def deconstruct(self) -> tuple:
        return type(self).__name__, [], {}

    def state_forwards(self, app_label, state) -> None:
        changed = [(app_label, table.replace("_", "")) for table in TABLES]
        for model, (_, parts) in zip(changed, TABLES.values(), strict=True):
            for name in parts:
                del state.models[model].fields[name]
            state.models[model].fields["sealed"] = column()
        if "apps" in state.__dict__:
            state.reload_models(changed, delay=True)


class Migration(migrations.Migration):
    dependencies = [("records", "0010_contribution")]
    operations = [
        migrations.RemoveConstraint("riskfact", "risk_fact_once"),
        Seal(),
        migrations.AddIndex("riskfact", models.Index(fields=["school", "student"], name="risk_fact_student")),
    ]
