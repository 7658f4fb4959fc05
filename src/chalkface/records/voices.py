"""Asking people: statements for their voice, lesson links to confirm, good practice to take up; by account or dated link."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class GoodPractice(SchoolOwned):
    """Something done well: who does it, where, and what it is; to be passed on. Names no student."""

    seen_with = "answer_ask"

    title = models.CharField(max_length=200)
    who = text()
    place = text()
    what = models.TextField()
    framework = text(60)
    statement = text(40)
    noted_on = models.DateField()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "good_practice"
        constraints = [pointed_at("good_practice")]
        indexes = [models.Index(fields=["school", "framework", "statement"], name="good_practice_statement")]


class Ask(SchoolOwned):
    """A request to one person: judge these statements, confirm these lessons, take up this practice, do what was agreed.

    Answered by a member from their own page, or by anybody through a link that is dated, cancellable and for one purpose.
    Only the digest of the link's secret is kept; a member's ask has none.
    """

    seen_with = "answer_ask"

    PURPOSES = ("statements", "lessons", "practice", "agreed")

    purpose = models.CharField(max_length=20, choices=[(one, one) for one in PURPOSES])
    to_name = text()
    to_email = text(254)
    post = reference("Post", null=True, on_delete=models.SET_NULL, related_name="asks")
    voice = text(20)
    framework = text(60)
    subject = text()
    academic_year = small()
    practice = reference("GoodPractice", null=True, related_name="asks")
    action = reference("Action", null=True, related_name="asks")
    message = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, unique=True, null=True, default=None)
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    expires_on = models.DateField()
    cancelled_on = day()
    opened_on = day()
    answered_on = day()
    answer = text(20)
    said = models.TextField(blank=True, default="")

    class Meta(SchoolOwned.Meta):
        db_table = "ask"
        constraints = [
            pointed_at("ask"),
            *same_school("ask", post="post", practice="good_practice", action="action"),
        ]
        indexes = [
            models.Index(fields=["school", "post"], name="ask_post"),
            models.Index(fields=["school", "practice"], name="ask_practice"),
            models.Index(fields=["school", "action"], name="ask_action"),
        ]


class AskedStatement(SchoolOwned):
    """A statement that is part of an ask."""

    seen_with = "answer_ask"

    ask = reference("Ask", related_name="statements")
    statement = models.CharField(max_length=40)
    position = models.SmallIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "asked_statement"
        constraints = [
            *same_school("asked_statement", ask="ask"),
            models.UniqueConstraint(fields=["school", "ask", "statement"], name="asked_statement_once"),
        ]


class LessonLink(SchoolOwned):
    """A line of the curriculum map: a lesson of a subject in a year group and what it links to, to be confirmed as taught.

    Once confirmed it has an activity of the kind "lesson link", which is what figures count.
    """

    seen_with = "answer_ask"

    academic_year = models.SmallIntegerField()
    year_group = models.SmallIntegerField()
    subject = models.CharField(max_length=200)
    term = models.SmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    link = models.TextField(blank=True, default="")
    outcome = reference("Outcome", null=True, on_delete=models.SET_NULL, related_name="lessons")
    ask = reference("Ask", null=True, on_delete=models.SET_NULL, related_name="lessons")
    activity = reference("Activity", null=True, on_delete=models.SET_NULL, related_name="lessons")
    taught_on = day()
    confirmed_on = day()
    confirmed_by = text()
    said = models.TextField(blank=True, default="")
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "lesson_link"
        constraints = [
            pointed_at("lesson_link"),
            *same_school("lesson_link", outcome="outcome", ask="ask", activity="activity"),
            models.UniqueConstraint(
                fields=["school", "academic_year", "year_group", "subject", "title"], name="lesson_link_once"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "ask"], name="lesson_link_ask"),
            models.Index(fields=["school", "activity"], name="lesson_link_activity"),
            models.Index(fields=["school", "outcome"], name="lesson_link_outcome"),
        ]
