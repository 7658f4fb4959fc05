"""Interview days: when advisers are there, which lessons are not to be missed, and who comes when."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Slot(SchoolOwned):
    """One period of one day in which an adviser can see one student, in a room."""

    seen_with = "see_interviews"

    adviser_account = models.BigIntegerField(null=True, default=None)
    adviser = text()
    on = models.DateField()
    period = models.SmallIntegerField()
    starts_at = models.TimeField(null=True, default=None)
    ends_at = models.TimeField(null=True, default=None)
    room = text(60)
    is_accessible = models.BooleanField(default=True)
    withdrawn_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "slot"
        constraints = [
            pointed_at("slot"),
            models.UniqueConstraint(fields=["school", "adviser", "on", "period"], name="slot_once"),
        ]
        indexes = [models.Index(fields=["school", "on"], name="slot_on")]


class KeptLesson(SchoolOwned):
    """A period of the week that a tutor group is not to be taken out of, such as a practical or a test.

    One that is not firm is rather not missed: it can be, at a price.
    """

    seen_with = "see_interviews"

    tutor_group = models.CharField(max_length=50)
    weekday = models.SmallIntegerField()
    period = models.SmallIntegerField()
    subject = text()
    is_firm = models.BooleanField(default=True)
    academic_year = models.SmallIntegerField()

    class Meta(SchoolOwned.Meta):
        db_table = "kept_lesson"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "tutor_group", "weekday", "period"], name="kept_lesson_once"
            ),
            models.CheckConstraint(condition=models.Q(weekday__gte=0, weekday__lte=6), name="kept_lesson_weekday"),
        ]


class InterviewRound(SchoolOwned):
    """A round of interviews: who is to be seen between which days, by which rules, and how good the schedule is.

    ``cost`` is the schedule's when it was planned, ``bound`` what no schedule could be below then; the difference is the
    proven gap. ``cost_now`` is what it costs since people were moved by hand or after an absence.
    """

    seen_with = "see_interviews"

    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    year_groups = text(40)
    most_of_a_group = models.SmallIntegerField(default=2)
    state = models.CharField(max_length=12, default="draft", choices=[("draft", "draft"), ("told", "told"), ("over", "over")])
    method = text(20)
    cost = models.IntegerField(null=True, default=None)
    bound = models.IntegerField(null=True, default=None)
    cost_now = models.IntegerField(null=True, default=None)
    planned_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "interview_round"
        constraints = [pointed_at("interview_round")]


class Invitee(SchoolOwned, Sealed):
    """A student to be seen in a round: how urgent, by whom they would rather be seen, what the room must have.

    That somebody needs a room without steps is sealed, and what follows from it or from the reasons to see them.
    """

    seen_with = "see_interviews"
    group_path = "student"

    sealed_by = ("round_id", "student_id")
    is_always_sealed = True

    round = reference("InterviewRound", related_name="invitees")
    student = reference("Student", related_name="invitations")
    priority = Part(models.SmallIntegerField(default=0))
    adviser_account = models.BigIntegerField(null=True, default=None)
    adviser = text()
    needs_access = Part(models.BooleanField(default=False))
    left_out = Part(text(200))

    class Meta(SchoolOwned.Meta):
        db_table = "invitee"
        constraints = [
            *same_school("invitee", round="interview_round", student="student"),
            models.UniqueConstraint(fields=["school", "round", "student"], name="invitee_once"),
        ]
        indexes = [models.Index(fields=["school", "student"], name="invitee_student")]


class Appointment(SchoolOwned):
    """A student at a slot. ``is_locked`` keeps it where it is when the round is planned again."""

    seen_with = "see_interviews"
    group_path = "student"

    STATES = ("booked", "came", "missed", "moved", "cancelled")

    round = reference("InterviewRound", related_name="appointments")
    slot = reference("Slot", related_name="appointments")
    student = reference("Student", related_name="appointments")
    is_locked = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="booked", choices=[(one, one) for one in STATES])
    meeting = reference("GuidanceMeeting", null=True, on_delete=models.SET_NULL, related_name="appointments")
    cost = small()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "appointment"
        constraints = [
            *same_school("appointment", round="interview_round", slot="slot", student="student", meeting="guidance_meeting"),
            models.UniqueConstraint(
                fields=["school", "slot"], condition=models.Q(state__in=["booked", "came", "missed"]), name="slot_taken_once"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "round"], name="appointment_round"),
            models.Index(fields=["school", "student"], name="appointment_student"),
            models.Index(fields=["school", "meeting"], name="appointment_meeting"),
        ]
