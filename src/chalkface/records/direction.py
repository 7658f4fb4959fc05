"""Where the school wants to go: vision, objectives with what they are measured by, and the versions governors approved."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Direction(SchoolOwned):
    """The school's vision for careers as it is being written; what was approved is kept in its versions."""

    seen_with = "see_plan"

    vision = models.TextField(blank=True, default="")
    summary = models.TextField(blank=True, default="")
    priorities = models.TextField(blank=True, default="")
    from_year = small()
    to_year = small()
    review_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "direction"
        constraints = [models.UniqueConstraint(fields=["school"], name="direction_once")]


class DirectionVersion(SchoolOwned):
    """The direction and its objectives as they stood on a day: kept, put to governors, or approved by them."""

    seen_with = "see_plan"

    number = models.SmallIntegerField()
    kept_on = models.DateField()
    account_number = models.BigIntegerField(null=True, default=None)
    reason = models.TextField(blank=True, default="")
    content = models.JSONField(default=dict)
    status = text(20)
    decided_on = day()
    decided_by = text()
    minute = text(300)

    class Meta(SchoolOwned.Meta):
        db_table = "direction_version"
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="direction_version_once")]


class Objective(SchoolOwned):
    """One of three to five things to change, for whom, and the indicator by which anyone can see whether it did.

    The baseline is the count on a day, as it was; the target is a share of 100. Progress is read, never typed.
    """

    seen_with = "see_plan"

    key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    problem = models.TextField(blank=True, default="")
    student_group = text(200)
    group = text(60)
    outcome = models.TextField(blank=True, default="")
    indicator = text(80)
    baseline_numerator = small()
    baseline_denominator = small()
    baseline_on = day()
    target_percent = small()
    target_on = day()
    post = reference("Post", null=True, on_delete=models.SET_NULL, related_name="objectives")
    development_plan = text(300)
    status = text(20)
    closed_on = day()
    closed_because = models.TextField(blank=True, default="")
    other_explanations = models.TextField(blank=True, default="")
    position = models.SmallIntegerField(default=0)
    edition = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "objective"
        constraints = [
            pointed_at("objective"),
            *same_school("objective", post="post", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="objective_key_once"),
        ]

    def __str__(self) -> str:
        return f"objective {self.pk}"


class ObjectiveFinding(SchoolOwned):
    """A finding that an objective answers: a statement of a framework, and the sentence as it was found."""

    seen_with = "see_plan"

    objective = reference("Objective", related_name="findings")
    framework = models.CharField(max_length=60)
    statement = models.CharField(max_length=40)
    sentence = text(1000)
    found_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "objective_finding"
        constraints = [
            *same_school("objective_finding", objective="objective"),
            models.UniqueConstraint(fields=["school", "objective", "framework", "statement"], name="objective_finding_once"),
        ]
        indexes = [models.Index(fields=["school", "framework", "statement"], name="objective_finding_statement")]


class ObjectiveOutcome(SchoolOwned):
    """An outcome that an objective is reached by."""

    seen_with = "see_plan"

    objective = reference("Objective", related_name="outcomes")
    outcome = reference("Outcome", related_name="objectives")

    class Meta(SchoolOwned.Meta):
        db_table = "objective_outcome"
        constraints = [
            *same_school("objective_outcome", objective="objective", outcome="outcome"),
            models.UniqueConstraint(fields=["school", "objective", "outcome"], name="objective_outcome_once"),
        ]
        indexes = [models.Index(fields=["school", "outcome"], name="objective_outcome_outcome")]
