"""Who did what: one line for every operation, written in the operation's own transaction, each chained to the one before.

The lines outlive their school: its row may go, theirs stay. The database refuses to change them (``audit_locks``).
"""

from django.db import models

from chalkface.core.audit_chain import START
from chalkface.records.fields import text
from chalkface.records.tenancy import Guarded, SchoolOwned


class AuditEntry(SchoolOwned):
    """One deed. ``about`` holds ids, codes and counts: never a name, a date of birth or free text."""

    seen_with = "see_audit"

    school = models.ForeignKey(
        "records.School", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    number = models.BigIntegerField()
    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    operation = models.CharField(max_length=80)
    about = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta(SchoolOwned.Meta):
        db_table = "audit_entry"
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="audit_entry_once")]
        indexes = [models.Index(fields=["school", "at"], name="audit_entry_at")]


class ServerAuditEntry(Guarded):
    """A deed about the whole server: a school added, an example school removed."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    operation = models.CharField(max_length=80)
    about = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "server_audit_entry"


class AuditHead(Guarded):
    """Where a chain ends (``chain`` is the school's number, 0 the server's own), and what was pruned at its beginning."""

    chain = models.BigIntegerField(unique=True)
    length = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=START)
    pruned = models.BigIntegerField(default=0)
    before = models.CharField(max_length=64, default=START)

    class Meta:
        db_table = "audit_head"
