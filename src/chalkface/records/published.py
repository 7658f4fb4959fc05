"""Published statistics: the Department's files as they came. Public data, shared by every school on the server."""

from django.db import models

from chalkface.records.fields import small, text
from chalkface.records.tenancy import Guarded


class PublishedFile(Guarded):
    """One published file; the same file twice is the same record.

    ``edition`` is the year or years of its label, ``columns`` the headings of its figures in the order of the file, which
    a row's cells do not keep on every database.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    edition = text(60)
    digest = models.CharField(max_length=64, unique=True)
    rows = models.IntegerField(default=0)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    received_at = models.DateTimeField()
    # The school and import through which it came; no foreign key, since the data outlive both.
    school_number = models.BigIntegerField(null=True, default=None)
    batch_number = models.BigIntegerField(null=True, default=None)

    class Meta:
        db_table = "published_file"


class PublishedRow(Guarded):
    """One row of a published file, its cells exactly as received (suppression marks included)."""

    file = models.ForeignKey(PublishedFile, on_delete=models.CASCADE, related_name="lines", db_index=False)
    line = models.IntegerField()
    level = models.CharField(max_length=30)
    urn = text(20)
    laestab = text(20)
    area_code = text(20)
    name = text(300)
    time_period = text(20)
    cohort_year = small()
    filters = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)

    class Meta:
        db_table = "published_row"
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="published_row_once")]
        indexes = [
            models.Index(fields=["urn"], name="published_row_urn"),
            models.Index(fields=["laestab"], name="published_row_laestab"),
            models.Index(fields=["file", "level", "area_code"], name="published_row_level"),
        ]
