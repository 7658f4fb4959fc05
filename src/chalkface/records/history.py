"""What changed in the plan, when and why: one dated line for every edit, in the transaction of the edit."""

from django.db import models

from chalkface.records.fields import text
from chalkface.records.tenancy import SchoolOwned


class Change(SchoolOwned):
    """One edit of one object of the plan. ``fields`` maps each field that changed to its texts [before, after].

    ``about`` is the table, ``number`` the row. Plan texts name no student; this keeps what they said before.
    """

    seen_with = "see_plan"

    about = models.CharField(max_length=30)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    deed = text(80)
    edition = models.IntegerField(default=0)
    fields = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")

    class Meta(SchoolOwned.Meta):
        db_table = "change"
        indexes = [
            models.Index(fields=["school", "about", "number", "at"], name="change_about"),
            models.Index(fields=["school", "at"], name="change_at"),
        ]
