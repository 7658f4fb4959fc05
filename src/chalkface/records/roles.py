"""Who does what: posts (jobs at the school), what each is responsible for, and how the duties stand."""

from django.db import models

from chalkface.records.fields import day, small, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Post(SchoolOwned):
    """A job at the school that has a part in careers: careers leader, head of science, link governor. It outlives whoever
    holds it; ``holder`` is that person's name, ``membership`` their account where they have one, and a post with neither is
    vacant."""

    seen_with = "see_plan"

    title = models.CharField(max_length=200)
    holder = text()
    membership = reference("Membership", null=True, on_delete=models.SET_NULL, related_name="posts")
    minutes_a_week = small()
    purpose = models.TextField(blank=True, default="")
    training = models.TextField(blank=True, default="")
    ended_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "post"
        constraints = [
            pointed_at("post"),
            *same_school("post", membership="membership"),
            models.UniqueConstraint(fields=["school", "title"], name="post_title_once"),
        ]
        indexes = [models.Index(fields=["school", "membership"], name="post_membership")]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Responsibility(SchoolOwned):
    """One letter of the matrix: a post is responsible (R), accountable (A), consulted (C) or informed (I) about one thing.

    ``about`` says what kind of thing ``code`` names: a duty ("SG-04"), a statement ("gatsby-2025:3.5"), an objective or an
    activity; the last two are also pointed at, so that they go with it.
    """

    seen_with = "see_plan"

    ABOUT = ("duty", "statement", "objective", "activity")
    LETTERS = ("R", "A", "C", "I")

    post = reference("Post", related_name="responsibilities")
    letter = models.CharField(max_length=1, choices=[(one, one) for one in LETTERS])
    about = models.CharField(max_length=20, choices=[(one, one) for one in ABOUT])
    code = models.CharField(max_length=100)
    objective = reference("Objective", null=True, related_name="responsibilities")
    activity = reference("Activity", null=True, related_name="responsibilities")

    class Meta(SchoolOwned.Meta):
        db_table = "responsibility"
        constraints = [
            *same_school("responsibility", post="post", objective="objective", activity="activity"),
            models.UniqueConstraint(fields=["school", "about", "code", "post"], name="responsibility_once"),
            models.CheckConstraint(condition=models.Q(letter__in=["R", "A", "C", "I"]), name="responsibility_letter"),
        ]
        indexes = [
            models.Index(fields=["school", "post"], name="responsibility_post"),
            models.Index(fields=["school", "objective"], name="responsibility_objective"),
            models.Index(fields=["school", "activity"], name="responsibility_activity"),
        ]


class DutyCheck(SchoolOwned):
    """How the school stands with one duty of the register (content/duties), and when that is looked at again."""

    seen_with = "see_plan"

    duty = models.CharField(max_length=20)
    status = text(20)
    evidence = models.TextField(blank=True, default="")
    address = text(500)
    checked_on = day()
    next_check_on = day()
    post = reference("Post", null=True, on_delete=models.SET_NULL)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "duty_check"
        constraints = [
            *same_school("duty_check", post="post"),
            models.UniqueConstraint(fields=["school", "duty"], name="duty_check_once"),
        ]
