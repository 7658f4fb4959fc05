"""Import history: the files as they came, what they would change, what they changed. All of it may hold what is special about
students, so it is kept sealed."""

from hashlib import sha256
from zlib import compress, decompress

from django.db import models

from chalkface.records.fields import small, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.sealing import lock, unlock
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class ImportBatch(SchoolOwned, Sealed):
    """One import, from receipt to commit (and perhaps undo). ``before`` is what would take it back, sealed."""

    seen_with = "see_imports"

    STATES = ("received", "matching", "rehearsed", "stopped", "committed", "undone", "failed")

    state = models.CharField(max_length=20, default="received", choices=[(s, s) for s in STATES])
    format = text(60)
    academic_year = small()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, default=None)
    by = models.ForeignKey("records.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    options = Part(models.JSONField(default=dict))
    result = Part(models.JSONField(default=dict))
    before = models.BinaryField(default=b"")
    manifest_exported_at = text(40)

    class Meta(SchoolOwned.Meta):
        db_table = "import_batch"
        constraints = [pointed_at("import_batch")]
        indexes = [models.Index(fields=["school", "received_at"], name="import_batch_received")]

    def keep_before(self, plain: bytes) -> None:
        """Seal what would take the import back; nothing stays nothing. Not saved yet."""
        self.before = lock(plain, about=self.seal_name_of_before) if plain else b""

    def opened_before(self) -> bytes:
        """What ``keep_before`` was given. Raises ``Refused`` when no key opens it."""
        return unlock(self.before, about=self.seal_name_of_before) if self.before else b""

    @property
    def seal_name_of_before(self) -> str:
        """What binds ``before`` to this import."""
        return f"{self.own_seal_name}:before"


class ReceivedFile(SchoolOwned):
    """A file as it came, compressed and sealed, never edited."""

    seen_with = "see_imports"

    batch = reference("ImportBatch", related_name="files")
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        db_table = "received_file"
        constraints = same_school("received_file", batch="import_batch")
        indexes = [models.Index(fields=["school", "batch"], name="received_file_batch")]

    @classmethod
    def of(cls, batch: ImportBatch, name: str, content: bytes) -> "ReceivedFile":
        """The row of a file that came with an import. Not saved yet."""
        row = cls(school_id=batch.school_id, batch=batch, name=name[:300], digest=sha256(content).hexdigest())
        row.content = lock(compress(content, 1), about=row.own_seal_name)
        return row

    @property
    def own_seal_name(self) -> str:
        """What binds the content to this import and this file."""
        return f"received_file:{self.school_id}:{self.batch_id}:{self.digest}"

    def opened(self) -> bytes:
        """The file as it came. Raises ``Refused`` when no key opens it."""
        return decompress(unlock(self.content, about=self.own_seal_name))


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
