"""Judgements by many voices, evidence, and reviews kept for comparison."""

from django.db import models

from chalkface.records.fields import small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Judgement(SchoolOwned):
    """What one voice thought of one statement on one day. Statements are named by code; content stays in memory."""

    seen_with = "see_review"

    framework = models.CharField(max_length=60)
    statement = models.CharField(max_length=40)
    judged_on = models.DateField()
    judge = text(100)
    level = models.CharField(max_length=20)
    voice = text(20)
    evidence = models.TextField(blank=True, default="")
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "judgement"
        constraints = [
            *same_school("judgement", batch="import_batch"),
            models.UniqueConstraint(
                fields=["school", "framework", "statement", "judged_on", "voice", "judge"], name="judgement_once"
            ),
        ]


class Evidence(SchoolOwned):
    """A file that supports a statement. Kept in the database so that a backup and an erasure reach it."""

    seen_with = "see_review"

    framework = models.CharField(max_length=60)
    statement = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=300)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    added_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        db_table = "evidence"
        indexes = [models.Index(fields=["school", "framework", "statement"], name="evidence_statement")]


class Review(SchoolOwned):
    """A review as it stood on a day, kept so that a later one can be compared with it."""

    seen_with = "see_review"

    framework = models.CharField(max_length=60)
    on = models.DateField()
    title = text(200)
    benchmarks_met = models.SmallIntegerField()
    statements_met = models.SmallIntegerField()
    statements_total = models.SmallIntegerField()

    class Meta(SchoolOwned.Meta):
        db_table = "review"
        constraints = [
            pointed_at("review"),
            models.UniqueConstraint(fields=["school", "framework", "on"], name="review_once_a_day"),
        ]


class ReviewAnswer(SchoolOwned):
    """The answer to one statement in a kept review."""

    seen_with = "see_review"

    review = reference("Review", related_name="answers")
    statement = models.CharField(max_length=40)
    applies = models.BooleanField()
    level = text(20)
    judged = text(20)
    indicator = text(80)
    numerator = small()
    denominator = small()

    class Meta(SchoolOwned.Meta):
        db_table = "review_answer"
        constraints = [
            *same_school("review_answer", review="review"),
            models.UniqueConstraint(fields=["school", "review", "statement"], name="review_answer_once"),
        ]
