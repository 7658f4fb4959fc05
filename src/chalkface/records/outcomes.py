"""What students of a year group should know, be able to do or have done."""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import SchoolOwned, pointed_at


class Outcome(SchoolOwned):
    """One outcome of one year group in one area. Activities name it by ``code`` (their list "outcome"), as files do.

    ``source`` is the outcome of a ready set that it was adopted from; ``retired_on`` takes it out of the grid and keeps
    what was done for it.
    """

    seen_with = "see_plan"

    code = models.CharField(max_length=40)
    year_group = models.SmallIntegerField()
    area = models.CharField(max_length=20)
    term = models.SmallIntegerField(default=0)  # 1 autumn, 2 spring, 3 summer; 0 any
    wording = models.TextField()
    source = text(80)
    position = models.SmallIntegerField(default=0)
    retired_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "outcome"
        constraints = [
            pointed_at("outcome"),
            models.UniqueConstraint(fields=["school", "code"], name="outcome_code_once"),
            models.CheckConstraint(condition=models.Q(year_group__gte=7, year_group__lte=13), name="outcome_years_7_to_13"),
            models.CheckConstraint(condition=models.Q(term__gte=0, term__lte=3), name="outcome_term"),
        ]
        indexes = [models.Index(fields=["school", "year_group", "area"], name="outcome_place")]

    def __str__(self) -> str:
        return f"outcome {self.pk}"
