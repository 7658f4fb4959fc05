"""What the server knows of itself: backups, copies and drills that were made, jobs that are due, tasks that failed."""

from django.db import models

from chalkface.records.fields import text
from chalkface.records.tenancy import Guarded


class ServerEvent(Guarded):
    """Something that happened to the server as a whole, and whether it went well. ``about`` holds counts and codes."""

    KINDS = ("backup", "copy", "drill", "advisories", "reclaim")

    kind = models.CharField(max_length=20, choices=[(one, one) for one in KINDS])
    at = models.DateTimeField()
    fine = models.BooleanField()
    about = models.JSONField(default=dict)

    class Meta:
        db_table = "server_event"
        indexes = [models.Index(fields=["kind", "at"], name="server_event_at")]


class DueJob(Guarded):
    """A job that is done again and again: when it is due, who is doing it until when, how often it failed in a row."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, default=None)
    lease = text(36)
    done_at = models.DateTimeField(null=True, default=None)
    failures = models.IntegerField(default=0)
    failed_with = text(80)

    class Meta:
        db_table = "due_job"


class TaskTry(Guarded):
    """How often a task in the queue was tried, and when again; one that fails again and again is parked and said so."""

    task = models.UUIDField(unique=True)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True, default=None)
    parked_at = models.DateTimeField(null=True, default=None)
    failed_with = text(80)

    class Meta:
        db_table = "task_try"
