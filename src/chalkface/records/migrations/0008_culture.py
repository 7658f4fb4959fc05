"""Surveys of parents, staff and partners through a link, words marked by a person, and what families did with the school."""

import django.db.models.deletion
from django.db import migrations, models

from chalkface.records.tenancy import SameSchool


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _school():
    cascade = django.db.models.deletion.CASCADE
    return ("school", models.ForeignKey(db_index=False, on_delete=cascade, related_name="+", to="records.school"))


def _to(name: str, to: str, related: str):
    cascade = django.db.models.deletion.CASCADE
    key = models.ForeignKey(db_constraint=False, db_index=False, on_delete=cascade, related_name=related, to=f"records.{to}")
    return (name, key)


def _options(table: str, **more) -> dict:
    managers = {"base_manager_name": "objects", "default_manager_name": "objects"}
    return {"db_table": table, "abstract": False, **managers, **more}


class Migration(migrations.Migration):
    dependencies = [("records", "0007_award")]

    operations = [
        migrations.AddField("survey", "audience", models.CharField(default="students", max_length=20)),
        migrations.AddField("survey", "asked", models.SmallIntegerField(blank=True, default=None, null=True)),
        migrations.AddConstraint(
            "surveyreturn", models.UniqueConstraint(fields=("school", "id"), name="survey_return_of_school")
        ),
        migrations.CreateModel(
            name="WordMark",
            fields=[
                _id(),
                _school(),
                _to("sent", "surveyreturn", "marks"),
                ("question", models.CharField(max_length=40)),
                ("points", models.SmallIntegerField()),
                ("marked_on", models.DateField()),
                ("marked_by", models.BigIntegerField(default=None, null=True)),
            ],
            options=_options(
                "word_mark",
                constraints=[
                    SameSchool(field="sent", name="word_mark_sent_same_school", to="survey_return"),
                    models.UniqueConstraint(fields=("school", "sent", "question"), name="word_mark_once"),
                ],
            ),
        ),
        migrations.CreateModel(
            name="SurveyLink",
            fields=[
                _id(),
                _school(),
                _to("survey", "survey", "links"),
                ("is_once", models.BooleanField(default=False)),
                ("to_name", models.CharField(blank=True, default="", max_length=200)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_on", models.DateField()),
                ("made_by", models.BigIntegerField(default=None, null=True)),
                ("cancelled_on", models.DateField(blank=True, default=None, null=True)),
                ("is_used", models.BooleanField(default=False)),
            ],
            options=_options(
                "survey_link",
                constraints=[SameSchool(field="survey", name="survey_link_survey_same_school", to="survey")],
                indexes=[models.Index(fields=["school", "survey"], name="survey_link_survey")],
            ),
        ),
        migrations.CreateModel(
            name="OpenReturn",
            fields=[
                _id(),
                _school(),
                _to("survey", "survey", "open_returns"),
                ("sent_on", models.DateField()),
                ("key", models.UUIDField()),
                ("answers", models.JSONField(default=dict)),
            ],
            options=_options(
                "open_return",
                constraints=[
                    SameSchool(field="survey", name="open_return_survey_same_school", to="survey"),
                    models.UniqueConstraint(fields=("school", "survey", "key"), name="open_return_once"),
                ],
            ),
        ),
        migrations.CreateModel(
            name="FamilyStep",
            fields=[
                _id(),
                _school(),
                _to("student", "student", "family_steps"),
                (
                    "step",
                    models.CharField(
                        choices=[(one, one) for one in ("reached", "replied", "attended", "acted")], max_length=20
                    ),
                ),
                ("on", models.DateField()),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True, db_constraint=False, db_index=False, null=True,
                        on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="records.activity",
                    ),
                ),
                ("noted_by", models.BigIntegerField(default=None, null=True)),
            ],
            options=_options(
                "family_step",
                constraints=[
                    SameSchool(field="student", name="family_step_student_same_school", to="student"),
                    SameSchool(field="activity", name="family_step_activity_same_school", to="activity"),
                    models.UniqueConstraint(fields=("school", "student", "step", "on"), name="family_step_once"),
                ],
                indexes=[models.Index(fields=["school", "on"], name="family_step_on")],
            ),
        ),
    ]
