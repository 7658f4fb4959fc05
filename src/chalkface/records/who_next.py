"""Who should be seen next: how much each reason weighs at this school, and where a person decided otherwise."""

from django.db import models

from chalkface.records.fields import day
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, reference, same_school


class ReasonWeight(SchoolOwned):
    """The weight of one reason of the ranking (0 leaves it out), where the school has changed it."""

    seen_with = "see_who_next"

    reason = models.CharField(max_length=40)
    weight = models.SmallIntegerField()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "reason_weight"
        constraints = [
            models.UniqueConstraint(fields=["school", "reason"], name="reason_weight_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=0, weight__lte=100), name="reason_weight_0_to_100"),
        ]


class Overruling(SchoolOwned, Sealed):
    """A person put a student first, later or aside, with a note that says why, until a day; both are kept sealed."""

    seen_with = "see_who_next"
    group_path = "student"

    VERDICTS = ("first", "later", "aside")

    student = reference("Student", related_name="overrulings")
    verdict = Part(models.CharField(max_length=10, choices=[(one, one) for one in VERDICTS]))
    because = Part(models.CharField(max_length=300))
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    until = models.DateField()
    lifted_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "overruling"
        constraints = same_school("overruling", student="student")
        indexes = [models.Index(fields=["school", "student"], name="overruling_student")]
