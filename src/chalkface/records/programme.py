"""The programme as it was and will be: activities, partners, who was there, to whom it was open."""

from django.db import models

from chalkface.records.fields import day, hours, known, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class TaughtSubject(SchoolOwned):
    """A subject taught to a year group in an academic year."""

    seen_with = "see_programme"

    academic_year = models.SmallIntegerField()
    year_group = models.SmallIntegerField()
    subject = models.CharField(max_length=200)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "taught_subject"
        constraints = [
            *same_school("taught_subject", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "academic_year", "year_group", "subject"], name="taught_subject_once"),
        ]


class Partner(SchoolOwned):
    """An employer, provider, university or other organisation that gives students something."""

    seen_with = "see_programme"

    key = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=30)
    approved_technical = known()
    sector = text(10)
    size = text(20)
    postcode = text(20)
    ukprn = text(20)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "partner"
        constraints = [
            pointed_at("partner"),
            *same_school("partner", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="partner_key_once"),
        ]


class Activity(SchoolOwned):
    """Something students take part in, with the facts that decide whether it was meaningful."""

    seen_with = "see_programme"

    key = models.CharField(max_length=100)
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = day()
    subject = text()
    mode = text(20)
    in_school_day = known()
    hours_e4 = hours()
    purpose_shared = known()
    learning_outcomes = known()
    two_way = known()
    reflection = known()
    met_range_of_people = known()
    employer_set_task = known()
    employer_feedback = known()
    explained_qualifications = known()
    explained_careers = known()
    explained_learning = known()
    answered_questions = known()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "activity"
        constraints = [
            pointed_at("activity"),
            *same_school("activity", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="activity_key_once"),
        ]
        indexes = [
            models.Index(fields=["school", "starts_on"], name="activity_starts"),
            models.Index(fields=["school", "kind", "starts_on"], name="activity_kind"),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class ActivityCode(SchoolOwned):
    """One code in one of an activity's lists: outcome, skill or recruitment_method, in the order received."""

    seen_with = "see_programme"

    activity = reference("Activity", related_name="codes")
    list = models.CharField(max_length=30)
    code = models.CharField(max_length=100)
    position = models.SmallIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "activity_code"
        constraints = [
            *same_school("activity_code", activity="activity"),
            models.UniqueConstraint(fields=["school", "activity", "list", "position"], name="activity_code_once"),
        ]


class ActivityPartner(SchoolOwned):
    """A partner who took part in an activity; counts for everybody who attended."""

    seen_with = "see_programme"

    activity = reference("Activity", related_name="partners")
    partner = reference("Partner", related_name="activities")
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "activity_partner"
        constraints = [
            *same_school("activity_partner", activity="activity", partner="partner", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "activity", "partner"], name="activity_partner_once"),
        ]
        indexes = [models.Index(fields=["school", "partner"], name="activity_partner_partner")]


class Participation(SchoolOwned):
    """A student and an activity; ``attended`` None is not marked."""

    seen_with = "see_encounters"
    group_path = "student"

    activity = reference("Activity", related_name="participations")
    student = reference("Student", related_name="participations")
    attended = known()
    hours_e4 = hours()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "participation"
        constraints = [
            *same_school("participation", activity="activity", student="student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "activity", "student"], name="participation_once"),
        ]
        # Covering: figures read this index alone, never the table.
        indexes = [models.Index(fields=["school", "student", "attended", "activity", "hours_e4"], name="participation_student")]


class Offer(SchoolOwned):
    """A year group to whom an activity was open, whoever came."""

    seen_with = "see_programme"

    activity = reference("Activity", related_name="offers")
    academic_year = models.SmallIntegerField()
    year_group = models.SmallIntegerField()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "offer"
        constraints = [
            *same_school("offer", activity="activity", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "activity", "academic_year", "year_group"], name="offer_once"),
        ]
