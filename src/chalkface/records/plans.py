"""The plan put into practice: actions with an owner and a day, term reviews, and who wants a digest by mail."""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class PlanAction(SchoolOwned):
    """One step of the plan, answering an objective, a finding or a duty. About no student: those are ``Action``."""

    seen_with = "see_plan"

    STATUSES = ("to_do", "doing", "done")

    key = models.CharField(max_length=100)
    what = models.TextField()
    objective = reference("Objective", null=True, on_delete=models.SET_NULL, related_name="actions")
    framework = text(60)
    statement = text(40)
    activity = reference("Activity", null=True, on_delete=models.SET_NULL, related_name="plan_actions")
    duty = text(20)
    post = reference("Post", null=True, on_delete=models.SET_NULL, related_name="actions")
    owner = text()
    starts_on = day()
    due_on = day()
    status = models.CharField(max_length=20, default="to_do", choices=[(one, one) for one in STATUSES])
    resource = text(300)
    evidence = models.TextField(blank=True, default="")
    done_on = day()
    edition = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "plan_action"
        constraints = [
            pointed_at("plan_action"),
            *same_school("plan_action", objective="objective", activity="activity", post="post", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="plan_action_key_once"),
            models.CheckConstraint(condition=models.Q(status__in=["to_do", "doing", "done"]), name="plan_action_status"),
        ]
        indexes = [
            models.Index(fields=["school", "objective"], name="plan_action_objective"),
            models.Index(fields=["school", "activity"], name="plan_action_activity"),
            models.Index(fields=["school", "post"], name="plan_action_post"),
            models.Index(fields=["school", "framework", "statement"], name="plan_action_statement"),
        ]

    def __str__(self) -> str:
        return f"plan action {self.pk}"


class TermReview(SchoolOwned):
    """A meeting that looked at the plan: its agenda as it was written from what had changed, and what was decided."""

    seen_with = "see_plan"

    on = models.DateField()
    academic_year = models.SmallIntegerField()
    term = models.SmallIntegerField()
    since = day()
    present = text(500)
    agenda = models.JSONField(default=dict)
    notes = models.TextField(blank=True, default="")
    decisions = models.TextField(blank=True, default="")
    next_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "term_review"
        constraints = [models.UniqueConstraint(fields=["school", "on"], name="term_review_once_a_day")]


class DigestChoice(SchoolOwned):
    """A member who asked for a digest by mail, and how often. Nobody gets one who did not ask."""

    seen_with = "subscribe"

    membership = reference("Membership", related_name="digests")
    every = models.CharField(max_length=10, choices=[("week", "week"), ("month", "month")])
    chosen_on = models.DateField()
    last_sent_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "digest_choice"
        constraints = [
            *same_school("digest_choice", membership="membership"),
            models.UniqueConstraint(fields=["school", "membership"], name="digest_choice_once"),
        ]
