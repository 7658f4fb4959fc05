"""Run by ``test_t44_older`` as a process of its own, on an empty database of its own: the shape before needs and the risk
indicator were sealed is filled by plain SQL, the step is taken, taken back and taken again, and what is there told as JSON."""

import json
import os
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"
django.setup()

from django.apps import apps  # noqa: E402 - Django is set up first
from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import connection  # noqa: E402 - after Django is set up
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402 - after Django is set up
from django.db.models import JSONField  # noqa: E402 - after Django is set up
from django.utils import timezone  # noqa: E402 - after Django is set up

from chalkface.jobs.server import overwrite_what_was_dropped  # noqa: E402 - after Django is set up
from chalkface.operations.reclaiming import is_wanted  # noqa: E402 - after Django is set up
from chalkface.records.models import School  # noqa: E402 - after Django is set up
from chalkface.records.sealed import opened_values, parts_of  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import across_schools  # noqa: E402 - after Django is set up
from tests.trust.sealing_older import insert, on_disk  # noqa: E402 - after Django is set up

MANY = 600  # of each table; more than is sealed at a time
WORDS = "zqneeds “é”"
TOLD = (b"zqneeds", b"zqkind", b"zqred", b"zqfirst", b"adjustment", b"senco")
FOUND = TOLD[:4]
DAYS = ("2025-09-01", "2026-11-30")


def rows_of(n: int) -> dict[str, dict]:
    """The nth row of each table; of every fortieth hardly anything is known."""
    bare = n % 40 == 0
    said = "" if bare else f"{WORDS} {n}"
    about = {"school_id": 7, "student_id": 1 + n % 50, "made_on": DAYS[0], "until": DAYS[1]}
    return {
        "need": {
            "school_id": 7, "student_id": 1 + n % 50, "kind": "" if bare else "adjustment", "detail": said,
            "owner_kind": "" if bare else "senco", "owner_account": None if n % 3 else n, "owner": said,
            "dropped_because": said, "raised_on": DAYS[n % 2],
        },
        "risk_fact": {
            "school_id": 7, "student_id": 1 + n % 50, "kind": f"zqkind{n}", "value_e1": None if bare else n, "source": said,
            "as_of": DAYS[n % 2],
        },
        "risk_score": {
            "school_id": 7, "student_id": 1 + n % 50, "model_id": 1 + n // 50, "academic_year": 2025, "scored_on": DAYS[n % 2],
            "points": n % 30, "band": "zqred", "reasons": json.dumps([] if bare else [{"words": said, "points": n}]),
        },
        "risk_override": about | {"band": "zqred", "because": said},
        "overruling": about | {"verdict": "zqfirst", "because": said},
        "share": {
            "school_id": 7, "student_id": 1 + n % 50, "what": "plan", "reason": said, "made_on": DAYS[0], "ends_on": DAYS[1],
        },
        "invitee": {
            "school_id": 7, "student_id": 1 + n % 50, "round_id": 1 + n // 50, "priority": n % 10, "needs_access": n % 7 == 0,
            "left_out": said, "adviser": "",
        },
    }  # fmt: skip


def columns(cursor, table: str) -> list[str]:
    return sorted(one.name for one in connection.introspection.get_table_description(cursor, table))


def digests(cursor) -> dict[str, str]:
    """A digest of every value of every row of each table, whatever the order of its columns, and of how many rows."""
    found = {}
    for table in rows_of(1):
        names = columns(cursor, table)
        cursor.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")
        at = names.index("reasons") if "reasons" in names else None
        rows = [
            [json.loads(value) if place == at and isinstance(value, str) else value for place, value in enumerate(row)]
            for row in cursor.fetchall()
        ]
        found[table] = f"{len(rows)} {sha256(json.dumps([names, rows], default=str).encode()).hexdigest()}"
    return found


def fill(cursor) -> None:
    school = School(pk=7, urn="7", name="Seven", slug="seven")
    insert(cursor, "school", {
        field.column: value for field in School._meta.concrete_fields
        if (value := getattr(school, field.attname)) is not None and not isinstance(field, JSONField)
    })  # fmt: skip
    for n in range(1, 51):
        insert(cursor, "student", {"id": n, "school_id": 7, "key": f"S{n}", "sealed": ""})
    for n in range(1, MANY // 50 + 2):
        insert(cursor, "risk_model", {"id": n, "school_id": 7, "code": f"m{n}", "rules": "[]", "bands": "[]"})
        insert(cursor, "interview_round", {"id": n, "school_id": 7})
    for n in range(MANY):
        for table, row in rows_of(n).items():
            insert(cursor, table, row)


def main() -> dict:
    call_command("migrate", "records", "0010", verbosity=0, interactive=False)
    MigrationRecorder.Migration.objects.filter(app="records").update(applied=timezone.now() - timedelta(days=90))
    with across_schools("a test"), connection.cursor() as cursor:
        fill(cursor)
        before, plain = digests(cursor), on_disk(cursor, rows_of(1), FOUND)
    call_command("migrate", verbosity=0, interactive=False)
    models = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}
    with across_schools("a test"), connection.cursor() as cursor:
        wrong = open_ = left = 0
        for table in rows_of(1):
            names = list(parts_of(models[table]))
            left += len(set(names) & set(columns(cursor, table)))
            for n, held in enumerate(opened_values(models[table].objects.order_by("pk"), *names)):
                given = rows_of(n)[table]
                wanted = [json.loads(given[name]) if name == "reasons" else given[name] for name in names]
                wrong += [str(one) for one in held] != [str(one) for one in wanted]
            cursor.execute(f"SELECT sealed FROM {table}")
            open_ += sum(word in b64decode(text, b"-_") for (text,) in cursor.fetchall() for word in TOLD)
        night, sealed = is_wanted(), digests(cursor)
    overwrite_what_was_dropped()
    with across_schools("a test"), connection.cursor() as cursor:
        disk = on_disk(cursor, rows_of(1), FOUND)
    call_command("migrate", "records", "0010", verbosity=0, interactive=False)
    with across_schools("a test"), connection.cursor() as cursor:
        back = digests(cursor)
    call_command("migrate", verbosity=0, interactive=False)
    with across_schools("a test"), connection.cursor() as cursor:
        now = digests(cursor)
    again = [table for table in sealed if now[table].split()[0] != sealed[table].split()[0]]
    rows = sum(int(one.split()[0]) for one in before.values())
    return {
        "rows": rows, "wrong": wrong, "is open": open_, "left": left, "night": night, "on disk": [plain, disk],
        "lost on the way": len(again),
        "otherwise on the way back": sorted(table for table in before if before[table] != back[table]),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main()))
