"""Personal guidance: meetings, the needs they bring to light, and the actions agreed, each with an owner.

What was said in confidence is in ``records/notes.py``, apart from all of this.
"""

from collections.abc import Iterable

from django.db import models

from chalkface.core.access import Access
from chalkface.records.fields import day, known, small, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school

# Whose task an action is, or who says that a need is met.
OWNERS = ("adviser", "careers_leader", "tutor", "teacher", "senco", "parent", "student", "other")


class GuidanceMeeting(SchoolOwned):
    """A personal guidance meeting. ``shared`` is the student's own plan as it was written down with them."""

    seen_with = "see_guidance"
    group_path = "student"
    shared_as = "plan"

    key = models.CharField(max_length=100)
    student = reference("Student", related_name="meetings")
    met_on = models.DateField()
    attended = known()
    adviser = text()
    adviser_level = small()
    minutes = small()
    adviser_account = models.BigIntegerField(null=True, default=None)
    shared = models.TextField(blank=True, default="")
    edition = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "guidance_meeting"
        constraints = [
            pointed_at("guidance_meeting"),
            *same_school("guidance_meeting", student="student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="guidance_meeting_key_once"),
        ]
        indexes = [models.Index(fields=["school", "student", "met_on"], name="guidance_meeting_student")]


class Need(SchoolOwned, Sealed):
    """What a student needs, from the maintained list (``content/needs.yaml``); met when its owner says so.

    The owner is a person (``owner_account``), or whoever holds the role ``owner_kind`` for this student. What is needed is kept
    sealed, and whose it is: a need of the SENCo's tells of a special educational need.
    """

    seen_with = "see_guidance"
    group_path = "student"
    shared_as = "plan"

    student = reference("Student", related_name="needs")
    meeting = reference("GuidanceMeeting", related_name="needs", null=True, on_delete=models.SET_NULL)
    kind = Part(models.CharField(max_length=40))
    detail = Part(text(500))
    raised_on = models.DateField()
    raised_by = models.BigIntegerField(null=True, default=None)
    owner_kind = Part(models.CharField(max_length=20, choices=[(one, one) for one in OWNERS]))
    owner_account = Part(models.BigIntegerField(null=True, default=None))
    owner = Part(text())
    met_on = day()
    met_by = models.BigIntegerField(null=True, default=None)
    dropped_on = day()
    dropped_because = Part(text(300))
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "need"
        constraints = [
            pointed_at("need"),
            *same_school("need", student="student", meeting="guidance_meeting"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="need_student"),
            models.Index(fields=["school", "meeting"], name="need_meeting"),
        ]


class Action(SchoolOwned):
    """Something agreed, with an owner and a day; the need is met when the need's owner confirms it.

    ``student_said`` is the student's latest word on it ("" none yet, "met", "not_yet").
    """

    seen_with = "see_guidance"
    group_path = "student"
    shared_as = "plan"

    key = models.CharField(max_length=100)
    meeting = reference("GuidanceMeeting", related_name="actions", null=True)
    student = reference("Student", related_name="actions", null=True)
    what = models.TextField()
    owner = text()
    due_on = day()
    status = text(20)
    need_met = known()
    confirmed_on = day()
    need = reference("Need", related_name="actions", null=True, on_delete=models.SET_NULL)
    owner_kind = text(20)
    owner_account = models.BigIntegerField(null=True, default=None)
    done_on = day()
    done_words = models.TextField(blank=True, default="")
    student_said = text(10)
    student_said_on = day()
    student_words = models.TextField(blank=True, default="")
    reminded_on = day()
    edition = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "action"
        constraints = [
            pointed_at("action"),
            *same_school("action", meeting="guidance_meeting", student="student", need="need", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="action_key_once"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="action_student"),
            models.Index(fields=["school", "meeting"], name="action_meeting"),
            models.Index(fields=["school", "need"], name="action_need"),
            models.Index(fields=["school", "owner_account"], name="action_owner"),
        ]

    @classmethod
    def without(cls, rows: models.QuerySet, students: Iterable[int]) -> models.QuerySet:
        """An action that a file brought in may know its student only through its meeting."""
        students = list(students)
        return super().without(rows, students).exclude(student=None, meeting__student_id__in=students)

    @classmethod
    def own_rows(cls, rows: models.QuerySet, access: Access) -> models.QuerySet:
        """Those of a member who sees only what is theirs: what was shared with them, and what was handed to them by name."""
        return super().own_rows(rows, access) | cls._handed_to(rows, access)

    @classmethod
    def within_groups(cls, rows: models.QuerySet, access: Access, permission: str = "") -> models.QuerySet:
        """Those of the person's groups, and what was handed to them by name."""
        return super().within_groups(rows, access, permission) | cls._handed_to(rows, access)

    @staticmethod
    def _handed_to(rows: models.QuerySet, access: Access) -> models.QuerySet:
        if access.is_own or access.account_id is None:
            return rows.none()
        return rows.filter(owner_account=access.account_id)


class MeetingRequest(SchoolOwned):
    """A student who asks to be seen; answered by a meeting, or by a word."""

    seen_with = "see_guidance"
    group_path = "student"

    student = reference("Student", related_name="meeting_requests")
    asked_on = models.DateField()
    about = text(40)
    said = text(500)
    answered_on = day()
    answer = text(300)
    meeting = reference("GuidanceMeeting", null=True, on_delete=models.SET_NULL, related_name="requests")
    withdrawn_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "meeting_request"
        constraints = same_school("meeting_request", student="student", meeting="guidance_meeting")
        indexes = [
            models.Index(fields=["school", "student"], name="meeting_request_student"),
            models.Index(fields=["school", "meeting"], name="meeting_request_meeting"),
        ]
