"""Passkeys of an account: made, used, taken away. Using one is part of coming in and leaves no line; the rest are deeds."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.passkeys import NOT_TAKEN, Made, Site, digest_of_credential, new_handle, used
from chalkface.operations.factors import first_codes, locked, room_for_another, take_away
from chalkface.operations.operation import note, operation
from chalkface.records.models import Passkey
from chalkface.records.tenancy import writing

COPIED = "This passkey counts backwards, as a copy would: it was not taken. Take it away and make another."


def handle_of(account_id: int) -> str:
    """The name by which this account's passkeys know it: one for all of them."""
    return Passkey.objects.filter(account_id=account_id).values_list("handle", flat=True).first() or new_handle()


@operation(needs="see_home", about_server=True)
def add_passkey(access: Access, *, made: Made, handle: str, called: str = "") -> list[str]:
    """Keep a passkey that was just made; returns the recovery codes when it is the account's first factor: shown once."""
    account = locked(access.account_id)
    room_for_another(account.pk)
    digest, now = digest_of_credential(made.credential), timezone.now()
    if Passkey.objects.filter(digest=digest).exists():
        raise Refused("This passkey is kept here already.")
    Passkey.objects.create(
        account=account, handle=handle, digest=digest, credential=made.credential, public_key=made.public_key,
        counter=made.counter, name=" ".join(called.split())[:60], made_at=now, used_at=now,
    )  # fmt: skip
    note(account=account.pk)
    return first_codes(account.pk)


@operation(needs="see_home", about_server=True)
def remove_passkey(access: Access, *, passkey_id: int, needed: bool) -> None:
    """Take one's own passkey away. Raises ``Refused`` when it is the last factor and a school asks for one (``needed``)."""
    take_away(access, Passkey.objects, passkey_id, needed=needed)


def take_passkey(site: Site, state: dict, answer: dict, *, at: datetime, account_id: int | None = None) -> int:
    """Use a passkey that answered the question ``state`` (of ``account_id``, or of anybody): returns whose it is.

    Raises ``Refused`` when it is not in order, is another's, counts backwards, or answered this very question before.
    """
    with writing("take_passkey"), transaction.atomic():
        row = Passkey.objects.select_for_update().filter(digest=digest_of_credential(answer["id"])).first()
        if row is None or account_id not in (None, row.account_id):
            raise Refused(NOT_TAKEN)
        given = used(site, state, answer, credential=row.credential, public_key=row.public_key, handle=row.handle)
        if given.challenge == row.challenge:
            raise Refused(NOT_TAKEN)
        if given.counter <= row.counter and (given.counter or row.counter):  # those that are synchronised never count
            raise Refused(COPIED)
        row.counter, row.challenge, row.used_at = given.counter, given.challenge, at
        row.save()
    return row.account_id
