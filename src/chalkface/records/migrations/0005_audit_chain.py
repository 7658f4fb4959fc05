"""The audit trail becomes a chain: lines get their number and digest, in the order in which they were written."""

import django.db.models.deletion
from django.db import migrations, models

from chalkface.core.audit_chain import SERVER, START, Line, digest_of
from chalkface.records import audit_locks


def chain_up(apps, schema_editor) -> None:
    """Number the lines that there are, chain by chain, and keep where each chain ends."""
    Head = apps.get_model("records", "AuditHead")
    heads: dict[int, tuple[int, str]] = {}
    for name in ("AuditEntry", "ServerAuditEntry"):
        Entry = apps.get_model("records", name)
        changed = []
        for row in models.QuerySet(Entry).order_by("pk").iterator(2000):
            chain = row.school_id if name == "AuditEntry" else SERVER
            length, before = heads.get(chain, (0, START))
            line = Line(length + 1, row.at, row.account_number, row.role, row.operation, row.about, "")
            row.number, row.digest = line.number, digest_of(chain, line, before)
            heads[chain] = row.number, row.digest
            changed.append(row)
            if len(changed) == 500:
                models.QuerySet(Entry).bulk_update(changed, ["number", "digest"])
                changed = []
        models.QuerySet(Entry).bulk_update(changed, ["number", "digest"])
    models.QuerySet(Head).bulk_create(
        Head(chain=chain, length=length, digest=digest) for chain, (length, digest) in heads.items()
    )


def lock(apps, schema_editor) -> None:
    audit_locks.lay(schema_editor.connection)


def unlock(apps, schema_editor) -> None:
    audit_locks.lift(schema_editor.connection)


def _line(model: str) -> list:
    return [
        migrations.AddField(model, "number", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField(model, "digest", models.CharField(max_length=64, default=""), preserve_default=False),
    ]


class Migration(migrations.Migration):
    dependencies = [("records", "0004_trust")]
    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.BigIntegerField(unique=True)),
                ("length", models.BigIntegerField(default=0)),
                ("digest", models.CharField(default=START, max_length=64)),
                ("pruned", models.BigIntegerField(default=0)),
                ("before", models.CharField(default=START, max_length=64)),
            ],
            options={"db_table": "audit_head"},
        ),
        migrations.AlterField(
            "auditentry",
            "school",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="records.school",
            ),
        ),
        *_line("auditentry"),
        *_line("serverauditentry"),
        migrations.RunPython(chain_up, migrations.RunPython.noop),
        migrations.AlterField("serverauditentry", "number", models.BigIntegerField(unique=True)),
        migrations.AddConstraint(
            "auditentry", models.UniqueConstraint(fields=("school", "number"), name="audit_entry_once")
        ),
        migrations.RunPython(lock, unlock),
    ]
