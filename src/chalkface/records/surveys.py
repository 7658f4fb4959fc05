"""Short surveys of students: which questions, who is asked, and what they sent back."""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Survey(SchoolOwned):
    """A questionnaire (``content/surveys``) opened for year groups between two days."""

    seen_with = "see_surveys"

    questionnaire = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    academic_year = models.SmallIntegerField()
    year_groups = text(40)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_on = day()
    gives_back = models.TextField(blank=True, default="")
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
            *same_school("survey_return", survey="survey", student="student"),
            models.UniqueConstraint(fields=["school", "survey", "student"], name="survey_return_once"),
        ]
        indexes = [models.Index(fields=["school", "student"], name="survey_return_student")]
