"""Who did what: one line for every operation, written in the operation's own transaction."""

from django.db import models

from chalkface.records.fields import text
from chalkface.records.tenancy import Guarded, SchoolOwned


class AuditEntry(SchoolOwned):
    """One deed. ``about`` holds ids, codes and counts: never a name, a date of birth or free text."""

    seen_with = "see_audit"

    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    operation = models.CharField(max_length=80)
    about = models.JSONField(default=dict)

    class Meta(SchoolOwned.Meta):
        db_table = "audit_entry"
        indexes = [models.Index(fields=["school", "at"], name="audit_entry_at")]


class ServerAuditEntry(Guarded):
    """A deed about the whole server: a school added, an example school removed."""

    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    operation = models.CharField(max_length=80)
    about = models.JSONField(default=dict)

    class Meta:
        db_table = "server_audit_entry"
