"""When things happen and what they take: half-terms, sessions, the plan behind an activity, and what the year is given."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, reference, same_school


class HalfTerm(SchoolOwned):
    """One of the six half-terms of an academic year, both days included."""

    seen_with = "see_programme"

    academic_year = models.SmallIntegerField()
    number = models.SmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        db_table = "half_term"
        constraints = [
            models.UniqueConstraint(fields=["school", "academic_year", "number"], name="half_term_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=6), name="half_term_1_to_6"),
        ]


class Allowance(SchoolOwned):
    """The hours of staff and the money that the programme of an academic year is given."""

    seen_with = "see_programme"

    academic_year = models.SmallIntegerField()
    staff_minutes = models.IntegerField(null=True, default=None)
    budget_pence = models.IntegerField(null=True, default=None)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "allowance"
        constraints = [models.UniqueConstraint(fields=["school", "academic_year"], name="allowance_once")]


class ActivityPlan(SchoolOwned):
    """What stands behind an activity besides what students see: who runs it, what it takes, whether it was cancelled.

    Apart from the activity itself, which is what files bring and figures count.
    """

    seen_with = "see_programme"

    activity = reference("Activity", related_name="plans")
    post = reference("Post", null=True, on_delete=models.SET_NULL, related_name="activities")
    staff_minutes = models.IntegerField(null=True, default=None)
    cost_pence = models.IntegerField(null=True, default=None)
    places = small()
    note = models.TextField(blank=True, default="")
    cancelled_on = day()
    cancelled_because = text(300)
    stands_in_for = reference("Activity", null=True, on_delete=models.SET_NULL, related_name="stand_ins")
    copied_from = reference("Activity", null=True, on_delete=models.SET_NULL)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "activity_plan"
        constraints = [
            *same_school("activity_plan", activity="activity", post="post", stands_in_for="activity", copied_from="activity"),
            models.UniqueConstraint(fields=["school", "activity"], name="activity_plan_once"),
        ]
        indexes = [
            models.Index(fields=["school", "stands_in_for"], name="activity_plan_stands_in"),
            models.Index(fields=["school", "post"], name="activity_plan_post"),
        ]


class Session(SchoolOwned):
    """One sitting of an activity: a day, perhaps hours and a place, perhaps for some tutor groups only ("9A;9B")."""

    seen_with = "see_programme"

    activity = reference("Activity", related_name="sessions")
    on = models.DateField()
    starts_at = models.TimeField(null=True, default=None)
    ends_at = models.TimeField(null=True, default=None)
    place = text()
    tutor_groups = text(300)

    class Meta(SchoolOwned.Meta):
        db_table = "session"
        constraints = same_school("session", activity="activity")
        indexes = [
            models.Index(fields=["school", "activity"], name="session_activity"),
            models.Index(fields=["school", "on"], name="session_on"),
        ]


class CalendarFeed(SchoolOwned):
    """A member's secret address from which a calendar program reads the programme. Only its digest is kept."""

    seen_with = "subscribe"

    membership = reference("Membership", related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    cancelled_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "calendar_feed"
        constraints = same_school("calendar_feed", membership="membership")
        indexes = [models.Index(fields=["school", "membership"], name="calendar_feed_membership")]
