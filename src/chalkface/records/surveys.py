"""Short surveys: which questions, who is asked, what they sent back, and what a person says of words that were explained.

Students answer with their name (``SurveyReturn``); parents, staff and partners through a link, without one (``OpenReturn``).
"""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Survey(SchoolOwned):
    """A questionnaire (``content/surveys``) opened for an audience between two days: year groups of students, their parents,
    staff or partners. ``asked`` is how many were asked, where no list of the school says it."""

    seen_with = "see_surveys"

    questionnaire = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    academic_year = models.SmallIntegerField()
    year_groups = text(40)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_on = day()
    gives_back = models.TextField(blank=True, default="")
    audience = models.CharField(max_length=20, default="students")
    asked = small()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "survey"
        constraints = [pointed_at("survey")]
        indexes = [models.Index(fields=["school", "closes_on"], name="survey_closes")]


class SurveyReturn(SchoolOwned):
    """What one student sent: question → step or words. Sent once; a second sending of the same is the same."""

    seen_with = "see_answers"
    group_path = "student"
    shared_as = "answers"

    survey = reference("Survey", related_name="returns")
    student = reference("Student", related_name="survey_returns")
    sent_at = models.DateTimeField()
    key = models.UUIDField()
    answers = models.JSONField(default=dict)

    class Meta(SchoolOwned.Meta):
        db_table = "survey_return"
        constraints = [
            pointed_at("survey_return"),
            *same_school("survey_return", survey="survey", student="student"),
            models.UniqueConstraint(fields=["school", "survey", "student"], name="survey_return_once"),
        ]
        indexes = [models.Index(fields=["school", "student"], name="survey_return_student")]


class WordMark(SchoolOwned):
    """What a person says of a word that a student explained: 0, 1 or 2 points. Given without seeing who wrote it."""

    seen_with = "see_answers"
    group_path = "sent__student"

    sent = reference("SurveyReturn", related_name="marks")
    question = models.CharField(max_length=40)
    points = models.SmallIntegerField()
    marked_on = models.DateField()
    marked_by = models.BigIntegerField(null=True, default=None)

    class Meta(SchoolOwned.Meta):
        db_table = "word_mark"
        constraints = [
            *same_school("word_mark", sent="survey_return"),
            models.UniqueConstraint(fields=["school", "sent", "question"], name="word_mark_once"),
        ]


class SurveyLink(SchoolOwned):
    """A way in to a survey without an account: for everybody who is shown it, or (``is_once``) for one person, once.

    Only the digest of its secret is kept. That it was used is kept, never when, nor what was sent through it.
    """

    seen_with = "run_surveys"

    survey = reference("Survey", related_name="links")
    is_once = models.BooleanField(default=False)
    to_name = text()
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    cancelled_on = day()
    is_used = models.BooleanField(default=False)

    class Meta(SchoolOwned.Meta):
        db_table = "survey_link"
        constraints = same_school("survey_link", survey="survey")
        indexes = [models.Index(fields=["school", "survey"], name="survey_link_survey")]


class OpenReturn(SchoolOwned):
    """What somebody without an account sent: no name, no student, no link, no hour. ``key`` is the form's own, by which a
    second sending of the same is the same."""

    seen_with = "run_surveys"

    survey = reference("Survey", related_name="open_returns")
    sent_on = models.DateField()
    key = models.UUIDField()
    answers = models.JSONField(default=dict)

    class Meta(SchoolOwned.Meta):
        db_table = "open_return"
        constraints = [
            *same_school("open_return", survey="survey"),
            models.UniqueConstraint(fields=["school", "survey", "key"], name="open_return_once"),
        ]
