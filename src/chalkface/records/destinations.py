"""Where students want to go and where they went."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, reference, same_school


class Intention(SchoolOwned):
    """An intended destination on a day. ``position`` keeps the order of the file, which has meaning."""

    seen_with = "see_aspirations"
    group_path = "student"

    student = reference("Student", related_name="intentions")
    recorded_on = models.DateField()
    route = text(30)
    provider = text(300)
    course = text(300)
    level = small()
    position = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "intention"
        constraints = same_school("intention", student="student", batch="import_batch")
        indexes = [models.Index(fields=["school", "student", "recorded_on"], name="intention_student")]


class Destination(SchoolOwned):
    """What became of a leaver in the academic year after leaving, as planned, started or sustained."""

    seen_with = "see_destinations"
    group_path = "student"

    student = reference("Student", related_name="destinations")
    stage = models.SmallIntegerField()
    academic_year = models.SmallIntegerField()
    route = models.CharField(max_length=30)
    status = text(20)
    provider = text(300)
    ukprn = text(20)
    level = small()
    recorded_on = day()
    source = text()
    position = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "destination"
        constraints = [
            *same_school("destination", student="student", batch="import_batch"),
            models.CheckConstraint(condition=models.Q(stage__in=[16, 18]), name="destination_stage_16_or_18"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="destination_student"),
            models.Index(fields=["school", "academic_year", "stage", "student"], name="destination_year"),
        ]
