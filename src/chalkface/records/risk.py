"""The risk-of-NEET indicator as data: the school's model, the facts it tests, what it said when, and who said otherwise.

Seen by few, never by students, never a ground to refuse anybody anything. What is said of a student is kept sealed, bound to
them: a kind of fact (in care, a young parent), a reason or a band tells as much as the record it was worked out from.
"""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class RiskModel(SchoolOwned):
    """A school's risk-of-NEET indicator: points, tests and bands as data, after its local authority's own version."""

    seen_with = "see_risk_model"

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    source = text(300)
    rules = models.JSONField(default=list)
    bands = models.JSONField(default=list)
    in_use_from = day()
    in_use_until = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "risk_model"
        constraints = [
            pointed_at("risk_model"),
            models.UniqueConstraint(fields=["school", "code"], name="risk_model_code_once"),
        ]


class RiskFact(SchoolOwned, Sealed):
    """A fact that a risk indicator tests and no other record holds, such as attendance: a kind, a number, a day, a source.

    The day is sealed too: one that lies ahead is that of a review of an EHC plan. That no fact is kept twice is seen to by the
    imports, of which a school stores one at a time.
    """

    seen_with = "see_risk"
    group_path = "student"
    sealed_by = ("student_id",)

    student = reference("Student", related_name="risk_facts")
    kind = Part(models.CharField(max_length=40))
    value_e1 = Part(models.IntegerField(null=True, default=None))
    as_of = Part(models.DateField())
    source = Part(text())
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "risk_fact"
        constraints = same_school("risk_fact", student="student", batch="import_batch")
        indexes = [models.Index(fields=["school", "student"], name="risk_fact_student")]


class RiskScore(SchoolOwned, Sealed):
    """What a model said of a student on a day, with its reasons: kept, so that it can be held against what became of them."""

    seen_with = "see_risk"
    group_path = "student"
    sealed_by = ("student_id", "model_id", "scored_on")

    student = reference("Student", related_name="risk_scores")
    model = reference("RiskModel", related_name="scores")
    academic_year = models.SmallIntegerField()
    scored_on = models.DateField()
    points = Part(models.SmallIntegerField())
    band = Part(models.CharField(max_length=20))
    reasons = Part(models.JSONField(default=list))

    class Meta(SchoolOwned.Meta):
        db_table = "risk_score"
        constraints = [
            *same_school("risk_score", student="student", model="risk_model"),
            models.UniqueConstraint(fields=["school", "model", "student", "scored_on"], name="risk_score_once"),
        ]
        indexes = [models.Index(fields=["school", "student"], name="risk_score_student")]


class RiskOverride(SchoolOwned, Sealed):
    """A person who knows the student says otherwise, and why, until a day."""

    seen_with = "see_risk"
    group_path = "student"

    student = reference("Student", related_name="risk_overrides")
    band = Part(models.CharField(max_length=20))
    because = Part(models.CharField(max_length=500))
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    until = models.DateField()
    lifted_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "risk_override"
        constraints = same_school("risk_override", student="student")
        indexes = [models.Index(fields=["school", "student"], name="risk_override_student")]
