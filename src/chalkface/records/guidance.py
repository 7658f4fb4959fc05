"""Guidance meetings and the actions agreed."""

from django.db import models

from chalkface.records.fields import day, known, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class GuidanceMeeting(SchoolOwned):
    """A personal guidance meeting; what was said in confidence is not here."""

    seen_with = "see_guidance"
    group_path = "student"

    key = models.CharField(max_length=100)
    student = reference("Student", related_name="meetings")
    met_on = models.DateField()
    attended = known()
    adviser = text()
    adviser_level = small()
    minutes = small()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "guidance_meeting"
        constraints = [
            pointed_at("guidance_meeting"),
            *same_school("guidance_meeting", student="student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="guidance_meeting_key_once"),
        ]
        indexes = [models.Index(fields=["school", "student", "met_on"], name="guidance_meeting_student")]


class Action(SchoolOwned):
    """Something agreed, with an owner and a day; the need is met when its owner confirms it."""

    seen_with = "see_guidance"
    group_path = "student"

    key = models.CharField(max_length=100)
    meeting = reference("GuidanceMeeting", related_name="actions", null=True)
    student = reference("Student", related_name="actions", null=True)
    what = models.TextField()
    owner = text()
    due_on = day()
    status = text(20)
    need_met = known()
    confirmed_on = day()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "action"
        constraints = [
            *same_school("action", meeting="guidance_meeting", student="student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="action_key_once"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="action_student"),
            models.Index(fields=["school", "meeting"], name="action_meeting"),
        ]
