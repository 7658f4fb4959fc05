"""What few may see: the adviser's confidential notes, who read them, what was shared with whom, concerns raised.

A note's words are in the table only sealed (``records/sealing.py``); a row that is listed, backed up or exported by mistake
tells nothing.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from chalkface.core.access import Access
from chalkface.records.fields import day, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class ConfidentialNote(SchoolOwned):
    """An adviser's note of what was said in confidence. Never changed: an addendum corrects it (``corrects``)."""

    seen_with = "read_notes"
    group_path = "student"

    student = reference("Student", related_name="notes")
    meeting = reference("GuidanceMeeting", null=True, on_delete=models.SET_NULL, related_name="notes")
    corrects = reference("ConfidentialNote", null=True, related_name="addenda")
    author = models.BigIntegerField()
    written_at = models.DateTimeField()
    sealed = models.TextField()

    class Meta(SchoolOwned.Meta):
        db_table = "confidential_note"
        constraints = [
            pointed_at("confidential_note"),
            *same_school("confidential_note", student="student", meeting="guidance_meeting", corrects="confidential_note"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="confidential_note_student"),
            models.Index(fields=["school", "meeting"], name="confidential_note_meeting"),
            models.Index(fields=["school", "corrects"], name="confidential_note_corrects"),
        ]

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """The notes that a person wrote, and those shared with them today."""
        shared = Share.current(access, "note").filter(note=OuterRef("pk"))
        return rows.filter(Q(author=access.account_id) | Exists(shared))


class NoteRead(SchoolOwned):
    """One reading of a confidential note: when, by whom, in which role, why. Visible to its author and the careers leader."""

    seen_with = "read_notes"

    note = reference("ConfidentialNote", related_name="reads")
    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    reason = text(200)
    look = models.CharField(max_length=32, null=True, default=None)  # by which the audit trail knows this look

    class Meta(SchoolOwned.Meta):
        db_table = "note_read"
        constraints = same_school("note_read", note="confidential_note")
        indexes = [models.Index(fields=["school", "note"], name="note_read_note")]

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """Who read the notes that this person wrote."""
        return rows.filter(note__author=access.account_id)


class Share(SchoolOwned, Sealed):
    """Something of one student shared with one member until a day: a note, the shared plan, answers. The reason is sealed."""

    seen_with = "share_with"
    group_path = "student"

    KINDS = ("note", "plan", "answers", "needs")

    what = models.CharField(max_length=10, choices=[(one, one) for one in KINDS])
    student = reference("Student", related_name="shares")
    note = reference("ConfidentialNote", null=True, related_name="shares")
    account_number = models.BigIntegerField()
    reason = Part(models.CharField(max_length=300))
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    ends_on = models.DateField()
    revoked_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "share"
        constraints = same_school("share", student="student", note="confidential_note")
        indexes = [
            models.Index(fields=["school", "account_number", "what"], name="share_account"),
            models.Index(fields=["school", "student"], name="share_student"),
            models.Index(fields=["school", "note"], name="share_note"),
        ]

    @classmethod
    def current(cls, access: Access, what: str) -> models.QuerySet:
        """What is shared with the access's person on its day; past the manager, since they may not list shares."""
        return models.QuerySet(cls).filter(
            school_id=access.school_id,
            what=what,
            account_number=access.account_id,
            made_on__lte=access.on,
            ends_on__gte=access.on,
            revoked_on=None,
        )

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """What this person shared."""
        return rows.filter(made_by=access.account_id)


class Concern(SchoolOwned):
    """That something was raised with the safeguarding lead, when and by whom; never what. The words belong elsewhere."""

    seen_with = "see_concerns"
    group_path = "student"

    student = reference("Student", related_name="concerns")
    raised_at = models.DateTimeField()
    raised_by = models.BigIntegerField(null=True, default=None)
    acknowledged_at = models.DateTimeField(null=True, default=None)
    acknowledged_by = models.BigIntegerField(null=True, default=None)

    class Meta(SchoolOwned.Meta):
        db_table = "concern"
        constraints = same_school("concern", student="student")
        indexes = [models.Index(fields=["school", "student"], name="concern_student")]

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """What this person raised."""
        return rows.filter(raised_by=access.account_id)


class Viewing(SchoolOwned):
    """One look at details of a student that are logged on every read: which details, when, by whom, why."""

    seen_with = "see_viewings"

    student = reference("Student", related_name="viewings")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    account_number = models.BigIntegerField(null=True, default=None)
    role = text(30)
    reason = text(200)
    look = models.CharField(max_length=32, null=True, default=None)  # by which the audit trail knows this look

    class Meta(SchoolOwned.Meta):
        db_table = "viewing"
        constraints = same_school("viewing", student="student")
        indexes = [
            models.Index(fields=["school", "student", "at"], name="viewing_student"),
            models.Index(fields=["school", "at"], name="viewing_at"),
        ]
