"""How people come in: the school's own provider, second factors, visits that can be ended, and wrong tries counted."""

from django.db import models

from chalkface.records.fields import text
from chalkface.records.people import Account
from chalkface.records.tenancy import Guarded, SchoolOwned


class SchoolDoor(SchoolOwned):
    """A provider by which a school's people may sign in, bound to its domain and, where the provider has one, its tenant."""

    seen_with = "set_sign_in"

    PROVIDERS = ("microsoft", "google", "openid")

    provider = models.CharField(max_length=20, choices=[(one, one) for one in PROVIDERS])
    domain = models.CharField(max_length=200)
    tenant = text(100)
    edition = models.IntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        db_table = "school_door"
        constraints = [
            models.UniqueConstraint(fields=["school", "provider", "domain"], name="school_door_once"),
        ]


class ProviderLink(Guarded):
    """That an account signs in as one subject of one provider; an address alone never links anybody."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="provider_links")
    provider = models.CharField(max_length=20)
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, default=None)

    class Meta:
        db_table = "provider_link"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="provider_link_once")]


class SecondFactor(Guarded):
    """An authenticator app of an account. Its secret is kept sealed; ``counter`` is the last step that was used, and nothing
    at or below it is taken again."""

    KINDS = ("app",)

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="second_factors")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in KINDS])
    name = text(60)
    sealed = models.TextField()
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, default=None)  # until then it is being set up and counts for nothing
    used_at = models.DateTimeField(null=True, default=None)

    class Meta:
        db_table = "second_factor"


class Passkey(Guarded):
    """A passkey of an account: its public half, which signs nobody in. ``handle`` is by what the passkey knows the account;
    ``counter`` how often it was used, for those that count; ``challenge`` the digest of the last question it answered."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    handle = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    credential = models.TextField()
    public_key = models.TextField()
    counter = models.BigIntegerField(default=0)
    challenge = text(64)
    name = text(60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, default=None)

    class Meta:
        db_table = "passkey"


class RecoveryCode(Guarded):
    """A code for whoever lost their second factor, for one use; kept as a digest."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, default=None)

    class Meta:
        db_table = "recovery_code"


class Visit(Guarded):
    """One sign-in on one browser, so that its owner sees it and can end it. The session is known by its digest alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="visits", null=True)
    session_digest = models.CharField(max_length=64, unique=True)
    way = text(20)
    browser = text(60)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)
    ended_because = text(20)

    class Meta:
        db_table = "visit"
        indexes = [models.Index(fields=["ends_at"], name="visit_ends")]


class TryCount(Guarded):
    """Wrong tries at one thing (an account, a school, a code), by its digest: kept where every web process sees them."""

    what = models.CharField(max_length=20)
    of = models.CharField(max_length=64)
    tries = models.IntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, default=None)  # when the school was told of it

    class Meta:
        db_table = "try_count"
        constraints = [models.UniqueConstraint(fields=["what", "of"], name="try_count_once")]
        indexes = [models.Index(fields=["last_at"], name="try_count_last")]
