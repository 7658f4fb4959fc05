"""Import history: the files as they came, what they would change, what they changed."""

from django.db import models

from chalkface.records.fields import small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class ImportBatch(SchoolOwned):
    """One import, from receipt to commit (and perhaps undo)."""

    seen_with = "see_imports"

    STATES = ("received", "matching", "rehearsed", "stopped", "committed", "undone", "failed")

    state = models.CharField(max_length=20, default="received", choices=[(s, s) for s in STATES])
    format = text(60)
    academic_year = small()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, default=None)
    by = models.ForeignKey("records.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    options = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    before = models.BinaryField(default=b"")
    manifest_exported_at = text(40)

    class Meta(SchoolOwned.Meta):
        db_table = "import_batch"
        constraints = [pointed_at("import_batch")]
        indexes = [models.Index(fields=["school", "received_at"], name="import_batch_received")]


class ReceivedFile(SchoolOwned):
    """A file as it came, compressed, never edited; kept until the school is removed."""

    seen_with = "see_imports"

    batch = reference("ImportBatch", related_name="files")
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        db_table = "received_file"
        constraints = same_school("received_file", batch="import_batch")
        indexes = [models.Index(fields=["school", "batch"], name="received_file_batch")]


class ColumnChoice(SchoolOwned):
    """How a person mapped a heading of their spreadsheet to one of our columns, remembered for next time."""

    seen_with = "see_imports"

    format = models.CharField(max_length=60)
    heading = models.CharField(max_length=200)
    column = text(80)

    class Meta(SchoolOwned.Meta):
        db_table = "column_choice"
        constraints = [
            models.UniqueConstraint(fields=["school", "format", "heading"], name="column_choice_once"),
        ]
