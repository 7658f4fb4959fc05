"""Where students want to go, where they apply, where they went, and who was asked when."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


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
    source = text(40)
    confidence = text(20)
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
    confidence = text(20)
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


class Application(SchoolOwned):
    """One place that a student applies for, and how far it is: the latest of its steps, kept here to be listed."""

    seen_with = "see_aspirations"
    group_path = "student"

    STATUSES = (
        "applied", "interview", "conditional_offer", "offer", "accepted", "enrolled", "declined", "refused", "withdrawn",
    )  # fmt: skip

    student = reference("Student", related_name="applications")
    academic_year = models.SmallIntegerField()
    stage = models.SmallIntegerField()
    choice = models.SmallIntegerField(default=1)
    route = models.CharField(max_length=30)
    provider = text(300)
    ukprn = text(20)
    course = text(300)
    level = small()
    status = models.CharField(max_length=20, choices=[(one, one) for one in STATUSES])
    status_on = models.DateField()
    edition = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "application"
        constraints = [
            pointed_at("application"),
            *same_school("application", student="student", batch="import_batch"),
            models.CheckConstraint(condition=models.Q(stage__in=[16, 18]), name="application_stage_16_or_18"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="application_student"),
            models.Index(fields=["school", "academic_year", "stage"], name="application_year"),
        ]


class ApplicationStep(SchoolOwned):
    """One dated step of an application, who says so, and how sure that is."""

    seen_with = "see_aspirations"
    group_path = "application__student"

    application = reference("Application", related_name="steps")
    step = models.CharField(max_length=20)
    on = models.DateField()
    source = text(40)
    confidence = text(20)
    recorded_by = models.BigIntegerField(null=True, default=None)

    class Meta(SchoolOwned.Meta):
        db_table = "application_step"
        constraints = same_school("application_step", application="application")
        indexes = [models.Index(fields=["school", "application", "on"], name="application_step_on")]


class Chase(SchoolOwned):
    """One try to find out where a leaver is, and when to try again."""

    seen_with = "see_destinations"
    group_path = "student"

    student = reference("Student", related_name="chases")
    stage = models.SmallIntegerField()
    academic_year = models.SmallIntegerField()
    tried_on = models.DateField()
    how = text(40)
    outcome = text(300)
    tried_by = models.BigIntegerField(null=True, default=None)
    next_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "chase"
        constraints = same_school("chase", student="student")
        indexes = [models.Index(fields=["school", "academic_year", "stage", "student"], name="chase_year")]


class SharingChoice(SchoolOwned):
    """A choice about what is passed on, by the student or the parent, from a day: to the local authority, to a parent."""

    seen_with = "see_sharing"
    group_path = "student"

    WHAT = ("local_authority", "plan_with_parents", "hopes_with_parents")

    student = reference("Student", related_name="sharing_choices")
    what = models.CharField(max_length=30, choices=[(one, one) for one in WHAT])
    is_allowed = models.BooleanField()
    said_by = models.CharField(max_length=10, choices=[("student", "student"), ("parent", "parent")])
    said_on = models.DateField()
    recorded_by = models.BigIntegerField(null=True, default=None)

    class Meta(SchoolOwned.Meta):
        db_table = "sharing_choice"
        constraints = same_school("sharing_choice", student="student")
        indexes = [models.Index(fields=["school", "student", "what"], name="sharing_choice_student")]


class WorkDay(SchoolOwned):
    """When a piece of the destinations year is due: local authorities differ, so the school sets its own days."""

    seen_with = "see_destinations"

    academic_year = models.SmallIntegerField()
    work = models.CharField(max_length=40)
    due_on = models.DateField()
    done_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "work_day"
        constraints = [models.UniqueConstraint(fields=["school", "academic_year", "work"], name="work_day_once")]


class DestinationTotal(SchoolOwned):
    """How many leavers of a group took a route: what lives on, without names, when their records have gone."""

    seen_with = "see_impact"

    stage = models.SmallIntegerField()
    academic_year = models.SmallIntegerField()
    group = text(30)
    value = text(30)
    measure = models.CharField(max_length=60)
    numerator = models.IntegerField()
    denominator = models.IntegerField()
    kept_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        db_table = "destination_total"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "stage", "group", "value", "measure"], name="destination_total_once"
            )
        ]
