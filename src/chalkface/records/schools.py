"""Schools: the one record that is not inside a school."""

from django.db import models

from chalkface.records.fields import small, text
from chalkface.records.tenancy import Guarded


class School(Guarded):
    """A school on this server, its settings, and the mark of its present state.

    ``data_version`` grows with every operation that changes what figures are counted from; a figure kept for speed is
    kept under it. ``exported_at`` repeats what the last exchange manifest said, imported or exported, until
    something changes.
    """

    urn = models.CharField(max_length=20, unique=True)
    laestab = text(20)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, default="school")
    low_year = small()
    high_year = small()
    local_authority_code = text(10)
    trust = text()
    is_example = models.BooleanField(default=False)
    says_pupil = models.BooleanField(default=False)
    threshold = models.SmallIntegerField(default=6)
    framework = models.CharField(max_length=40, default="gatsby-2025")
    parents_see_plan = models.CharField(max_length=20, default="when_shared")
    confidentiality = models.TextField(blank=True, default="")
    years_after_leaving = models.SmallIntegerField(default=3)
    second_factor_roles = models.JSONField(default=list)  # whose sign-in asks for a second factor
    idle_minutes = models.SmallIntegerField(default=60)  # how long a quiet screen of staff stays open
    passwords_open = models.BooleanField(default=True)  # False: only the school's own provider lets staff in
    data_version = models.BigIntegerField(default=0)
    exported_at = text(40)

    class Meta:
        db_table = "school"
        constraints = [
            models.CheckConstraint(condition=models.Q(threshold__gte=5, threshold__lte=10), name="school_threshold_5_to_10"),
            models.CheckConstraint(
                condition=models.Q(parents_see_plan__in=["when_shared", "under_16"]), name="school_parents_see_plan"
            ),
            models.CheckConstraint(condition=models.Q(years_after_leaving__gte=3), name="school_keeps_leavers_3_years"),
            models.CheckConstraint(condition=models.Q(kind__in=["school", "special", "college"]), name="school_kind"),
        ]

    def __str__(self) -> str:
        return self.slug
