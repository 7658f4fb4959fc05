"""What people may ask of their data, and how long it is kept: requests, redactions, holds, retention, what was erased."""

from datetime import date

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import Guarded, SchoolOwned, pointed_at, reference, same_school


class RightsRequest(SchoolOwned):
    """A request about somebody's data, or a complaint, with the day by which the law wants an answer."""

    seen_with = "handle_rights"
    group_path = "student"

    KINDS = ("access", "educational_record", "rectification", "erasure", "objection", "complaint")
    STATES = ("open", "paused", "answered", "refused", "withdrawn")

    student = reference("Student", related_name="rights_requests")
    kind = models.CharField(max_length=20, choices=[(one, one) for one in KINDS])
    asked_by = models.CharField(max_length=10)  # student, parent or other
    entitled = text(20)  # why they may ask: a code of core/who_may_ask.py
    asked_on = models.DateField()
    due_on = models.DateField()
    paused_on = day()
    extended_on = day()
    state = models.CharField(max_length=10, choices=[(one, one) for one in STATES], default="open")
    answered_on = day()
    because = text(300)
    said = models.TextField(blank=True, default="")  # what a student wrote who asked on their own pages
    made_by = models.BigIntegerField(null=True, default=None)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "rights_request"
        constraints = [pointed_at("rights_request"), *same_school("rights_request", student="student")]
        indexes = [
            models.Index(fields=["school", "state", "due_on"], name="rights_request_due"),
            models.Index(fields=["school", "student"], name="rights_request_student"),
        ]


class Redaction(SchoolOwned):
    """What was decided of one field of one row of a pack: left out because it would tell about somebody else (``all``), given
    without the names of others (``names``), or given as it is (``keep``)."""

    seen_with = "handle_rights"

    request = reference("RightsRequest", related_name="redactions")
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    field = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=[(one, one) for one in ("all", "names", "keep")], default="all")
    because = text(200)

    class Meta(SchoolOwned.Meta):
        db_table = "redaction"
        constraints = [
            *same_school("redaction", request="rights_request"),
            models.UniqueConstraint(fields=["school", "request", "table", "row", "field"], name="redaction_once"),
        ]


class LegalHold(SchoolOwned):
    """Nothing of this student may go while the hold lasts, whatever else is due."""

    seen_with = "keep_retention"
    group_path = "student"

    student = reference("Student", related_name="holds")
    because = models.CharField(max_length=300)
    starts_on = models.DateField()
    until = day()
    lifted_on = day()
    made_by = models.BigIntegerField(null=True, default=None)

    @classmethod
    def in_force(cls, on: date) -> models.QuerySet:
        """Those that last on a day."""
        lasts = models.Q(until=None) | models.Q(until__gte=on)
        return cls.objects.filter(lasts, starts_on__lte=on, lifted_on=None)

    class Meta(SchoolOwned.Meta):
        db_table = "legal_hold"
        constraints = same_school("legal_hold", student="student")
        indexes = [models.Index(fields=["school", "student"], name="legal_hold_student")]


class RetentionRule(SchoolOwned):
    """How long a school keeps one kind of record where it differs from the default; longer needs a reason."""

    seen_with = "keep_retention"

    rule = models.CharField(max_length=40)
    months = models.SmallIntegerField()
    because = text(300)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "retention_rule"
        constraints = [models.UniqueConstraint(fields=["school", "rule"], name="retention_rule_once")]


class RetentionRun(SchoolOwned):
    """One list of what is due to go: looked at, approved, and only then gone. ``brake`` says why it stopped and asks."""

    seen_with = "keep_retention"

    STATES = ("planned", "approved", "done", "cancelled")

    planned_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(one, one) for one in STATES], default="planned")
    counts = models.JSONField(default=dict)
    brake = text(300)
    approved_by = models.BigIntegerField(null=True, default=None)
    approved_at = models.DateTimeField(null=True, default=None)
    done_at = models.DateTimeField(null=True, default=None)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "retention_run"
        constraints = [pointed_at("retention_run")]
        indexes = [models.Index(fields=["school", "planned_on"], name="retention_run_planned")]


class RetentionItem(SchoolOwned):
    """One row on such a list: which, by which rule, about which student; ``keep`` takes it off the list."""

    seen_with = "keep_retention"

    run = reference("RetentionRun", related_name="items")
    rule = models.CharField(max_length=40)
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    student_number = models.BigIntegerField(null=True, default=None)
    keep = models.BooleanField(default=False)
    because = text(200)

    class Meta(SchoolOwned.Meta):
        db_table = "retention_item"
        constraints = [
            *same_school("retention_item", run="retention_run"),
            models.UniqueConstraint(fields=["school", "run", "rule", "table", "row"], name="retention_item_once"),
        ]


class Erasure(Guarded):
    """That a student was erased, by numbers alone: a restored backup erases them again before it opens."""

    school_number = models.BigIntegerField()
    student_number = models.BigIntegerField()
    erased_at = models.DateTimeField()
    because = text(20)
    mark = text(20)  # the school's URN and a short digest: another server's student of the same number is not erased
    replayed_at = models.DateTimeField(null=True, default=None)

    class Meta:
        db_table = "erasure"
        constraints = [models.UniqueConstraint(fields=["school_number", "student_number"], name="erasure_once")]
