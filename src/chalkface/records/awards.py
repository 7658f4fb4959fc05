"""Awards and reviews (content/awards): how far the school is on the way to one, and what it says of each criterion itself.

Files that belong to a criterion are ``Evidence``, with the award in the place of the framework.
"""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import SchoolOwned


class AwardStep(SchoolOwned):
    """One stage reached on the way to an award or in a review, on a day; the latest is where the school is now."""

    seen_with = "see_review"

    award = models.CharField(max_length=60)
    state = models.CharField(max_length=40)
    on = models.DateField()
    body = text(60)
    note = text(1000)
    runs_out_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "award_step"
        constraints = [models.UniqueConstraint(fields=["school", "award", "state", "on"], name="award_step_once")]
        indexes = [models.Index(fields=["school", "award", "on"], name="award_step_on")]


class AwardWords(SchoolOwned):
    """What the school says of one criterion in its own words, and how it sees it itself beside what the records say."""

    seen_with = "see_review"

    VIEWS = ("", "ready", "partly", "not_yet")

    award = models.CharField(max_length=60)
    criterion = models.CharField(max_length=20)
    view = models.CharField(max_length=10, blank=True, default="", choices=[(one, one) for one in VIEWS])
    own_words = models.TextField(blank=True, default="")
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "award_words"
        constraints = [models.UniqueConstraint(fields=["school", "award", "criterion"], name="award_words_once")]
