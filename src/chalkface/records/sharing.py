"""What is given to others: papers being made, the public page, what of it was published, and what was sent by mail."""

from django.db import models

from chalkface.records.fields import day, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned


class Making(SchoolOwned):
    """A paper that takes longer than a page may: asked for by one person, made by a worker, kept until it is fetched.

    How far it is stands here and not in the queue, so that it is true after a restart too. ``report``, ``ending`` and
    ``options`` are codes; ``sentence`` is why it could not be made. It holds what such a paper may hold: no student's name.
    """

    seen_with = "see_plan"

    STATES = ("waiting", "making", "ready", "failed")

    report = models.CharField(max_length=60)
    ending = models.CharField(max_length=10)
    options = models.JSONField(default=dict)
    account_number = models.BigIntegerField(null=True, default=None)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)
    state = models.CharField(max_length=10, choices=[(one, one) for one in STATES], default="waiting")
    sentence = text(300)
    content = models.BinaryField(default=b"")

    class Meta(SchoolOwned.Meta):
        db_table = "making"
        indexes = [models.Index(fields=["school", "account_number", "asked_at"], name="making_of_person")]


class PublicPage(SchoolOwned):
    """What the school's website says of careers, as somebody typed it: each thing once. What records know is read there.

    ``core/public_page.py`` says what each field is for and which law or guidance asks it.
    """

    seen_with = "see_plan"

    leader_name = text()
    leader_email = text()
    leader_phone = text(60)
    summary = models.TextField(blank=True, default="")
    for_students = models.TextField(blank=True, default="")
    for_parents = models.TextField(blank=True, default="")
    for_staff = models.TextField(blank=True, default="")
    for_employers = models.TextField(blank=True, default="")
    how_measured = models.TextField(blank=True, default="")
    review_on = day()
    requests = models.TextField(blank=True, default="")
    grounds = models.TextField(blank=True, default="")
    premises = models.TextField(blank=True, default="")
    times = models.TextField(blank=True, default="")
    rules_met = models.TextField(blank=True, default="")
    entitlement = models.TextField(blank=True, default="")
    past_providers = models.TextField(blank=True, default="")
    complaints = models.TextField(blank=True, default="")
    approved_by = text()
    approved_on = day()
    statement_review_on = day()
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "public_page"
        constraints = [models.UniqueConstraint(fields=["school"], name="public_page_once")]


class PublishedSite(SchoolOwned):
    """The public page as it was published on a day: the files themselves, so that what stood there can be shown again.

    ``gaps`` counts what the checker still missed on that day.
    """

    seen_with = "see_plan"

    number = models.SmallIntegerField()
    published_on = models.DateField()
    account_number = models.BigIntegerField(null=True, default=None)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    gaps = models.SmallIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "published_site"
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="published_site_once")]


class Sending(SchoolOwned, Sealed):
    """A paper that was sent by mail: the words and the file exactly as they went, and to how many.

    First it is a draft, to be looked at. The addresses are sealed, each (with what is shown of it) is taken out once its mail
    has gone, and none is left when it is over. With a ``digest`` the mail holds a dated link in place of the file, which opens
    what is kept here and nothing else; the link itself is sealed too, until it has gone.
    """

    seen_with = "publish"

    STATES = ("draft", "waiting", "sending", "sent", "failed")

    paper = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    account_number = models.BigIntegerField(null=True, default=None)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)
    state = models.CharField(max_length=10, choices=[(one, one) for one in STATES], default="draft")
    recipients = models.SmallIntegerField()
    reached = models.SmallIntegerField(default=0)
    digest = text(64)
    open_until = day()
    cancelled_on = day()

    addresses = Part(models.JSONField(default=list))
    link = Part(text(500))

    class Meta(SchoolOwned.Meta):
        db_table = "sending"
        indexes = [
            models.Index(fields=["school", "asked_on"], name="sending_asked"),
            models.Index(fields=["digest"], name="sending_digest"),
        ]
