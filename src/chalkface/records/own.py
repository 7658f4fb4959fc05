"""What students and parents do themselves: how they come in, what they say, and what they sent once."""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Carer(SchoolOwned):
    """A parent or carer of one student, as the school recorded it. ``no_contact`` shuts the door whatever else is set.

    ``account_number`` says that they also work here: then their work does not show them their own child
    (``Membership.kept_from``) until the careers leader says so.
    """

    seen_with = "see_carers"
    group_path = "student"

    student = reference("Student", related_name="carers")
    name = models.CharField(max_length=200)
    relation = text(60)
    email = text(254)
    account_number = models.BigIntegerField(null=True, default=None)
    no_contact = models.BooleanField(default=False)
    starts_on = day()
    ends_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "carer"
        constraints = [pointed_at("carer"), *same_school("carer", student="student")]
        indexes = [models.Index(fields=["school", "student"], name="carer_student")]


class OwnAccount(SchoolOwned):
    """The account of a student, or of a parent of that student: which record is theirs."""

    seen_with = "see_people"

    membership = reference("Membership", related_name="own_accounts")
    student = reference("Student", related_name="own_accounts")
    carer = reference("Carer", null=True, related_name="own_accounts")

    class Meta(SchoolOwned.Meta):
        db_table = "own_account"
        constraints = [
            *same_school("own_account", membership="membership", student="student", carer="carer"),
            models.UniqueConstraint(fields=["school", "membership", "student"], name="own_account_once"),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="own_account_student"),
            models.Index(fields=["school", "carer"], name="own_account_carer"),
        ]


class Pass(SchoolOwned):
    """A printed way in, for one sign-in: the secret of a QR code and a code to type, kept only as digests."""

    seen_with = "see_passes"
    group_path = "student"

    student = reference("Student", related_name="passes")
    carer = reference("Carer", null=True, related_name="passes")
    digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True, default=None)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True, default=None)
    cancelled_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "pass"
        constraints = same_school("pass", student="student", carer="carer")
        indexes = [
            models.Index(fields=["school", "student"], name="pass_student"),
            models.Index(fields=["school", "carer"], name="pass_carer"),
        ]


class OwnWords(SchoolOwned):
    """Words of the student about themselves, the newest on top: what teachers should know, what they want, who helps."""

    seen_with = "see_own_words"
    group_path = "student"

    KINDS = ("for_teachers", "strength", "wish")

    student = reference("Student", related_name="own_words")
    kind = models.CharField(max_length=20, choices=[(one, one) for one in KINDS])
    said = models.TextField()
    said_on = models.DateField()
    withdrawn_on = day()

    class Meta(SchoolOwned.Meta):
        db_table = "own_words"
        constraints = same_school("own_words", student="student")
        indexes = [models.Index(fields=["school", "student", "kind"], name="own_words_student")]


class Reflection(SchoolOwned):
    """A student's two answers about something they took part in: what it showed them, and what they will do next."""

    seen_with = "see_encounters"
    group_path = "student"

    student = reference("Student", related_name="reflections")
    activity = reference("Activity", related_name="reflections")
    showed = models.TextField(blank=True, default="")
    next_step = models.TextField(blank=True, default="")
    rating = models.SmallIntegerField(null=True, default=None)
    said_on = models.DateField()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "reflection"
        constraints = [
            *same_school("reflection", student="student", activity="activity"),
            models.UniqueConstraint(fields=["school", "student", "activity"], name="reflection_once"),
        ]
        indexes = [models.Index(fields=["school", "activity"], name="reflection_activity")]


class OwnWrite(SchoolOwned):
    """Something a student sent, under the key that their form carried: sent again, it is answered again and not done again."""

    seen_with = "see_own_pages"
    group_path = "student"

    student = reference("Student", related_name="own_writes")
    key = models.UUIDField()
    deed = models.CharField(max_length=40)
    at = models.DateTimeField()
    answer = models.JSONField(default=dict)

    class Meta(SchoolOwned.Meta):
        db_table = "own_write"
        constraints = [
            *same_school("own_write", student="student"),
            models.UniqueConstraint(fields=["school", "student", "key"], name="own_write_once"),
        ]


class FamilyStep(SchoolOwned):
    """That a student's family was reached, replied, came to an event or did something, on a day. It says what the family did
    with the school, never what it is like."""

    seen_with = "keep_families"
    group_path = "student"

    STEPS = ("reached", "replied", "attended", "acted")

    student = reference("Student", related_name="family_steps")
    step = models.CharField(max_length=20, choices=[(one, one) for one in STEPS])
    on = models.DateField()
    activity = reference("Activity", null=True, on_delete=models.SET_NULL)
    noted_by = models.BigIntegerField(null=True, default=None)

    class Meta(SchoolOwned.Meta):
        db_table = "family_step"
        constraints = [
            *same_school("family_step", student="student", activity="activity"),
            models.UniqueConstraint(fields=["school", "student", "step", "on"], name="family_step_once"),
        ]
        indexes = [models.Index(fields=["school", "on"], name="family_step_on")]
