import django.db.models.deletion
from django.db import migrations, models

KEPT = {"abstract": False, "base_manager_name": "objects", "default_manager_name": "objects"}
VIEWS = [("", ""), ("ready", "ready"), ("partly", "partly"), ("not_yet", "not_yet")]


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def school():
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.school"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0006_sealed_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardStep",
            fields=[
                ("id", key()),
                ("award", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("body", models.CharField(blank=True, default="", max_length=60)),
                ("note", models.CharField(blank=True, default="", max_length=1000)),
                ("runs_out_on", models.DateField(blank=True, default=None, null=True)),
                ("edition", models.IntegerField(default=0)),
                ("school", school()),
            ],
            options={
                "db_table": "award_step",
                "constraints": [models.UniqueConstraint(fields=("school", "award", "state", "on"), name="award_step_once")],
                "indexes": [models.Index(fields=["school", "award", "on"], name="award_step_on")],
                **KEPT,
            },
        ),
        migrations.CreateModel(
            name="AwardWords",
            fields=[
                ("id", key()),
                ("award", models.CharField(max_length=60)),
                ("criterion", models.CharField(max_length=20)),
                ("view", models.CharField(blank=True, choices=VIEWS, default="", max_length=10)),
                ("own_words", models.TextField(blank=True, default="")),
                ("edition", models.IntegerField(default=0)),
                ("school", school()),
            ],
            options={
                "db_table": "award_words",
                "constraints": [
                    models.UniqueConstraint(fields=("school", "award", "criterion"), name="award_words_once")
                ],
                **KEPT,
            },
        ),
    ]
