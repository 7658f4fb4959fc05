"""By whose word a school's people sign in: its doors opened and shut, and a subject of a provider linked to its account."""

import re
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.vouched import OPEN_TO_ALL, PERSONAL_TENANT, Identity
from chalkface.operations.operation import note, operation
from chalkface.records.models import Account, ProviderLink, School, SchoolDoor
from chalkface.records.tenancy import across_schools

_DOMAIN = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_TENANT = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
TAKEN = "This account belongs to another subject."


@operation(needs="set_sign_in", codes=("provider",))
def open_door(access: Access, *, provider: str, domain: str, tenant: str = "") -> int:
    """Let the school's people sign in by the word of ``provider`` for addresses of ``domain``. Raises ``Refused``."""
    domain, tenant = domain.strip().lower().removeprefix("@"), tenant.strip().lower()
    if provider not in settings.SIGN_IN_WITH:
        raise Refused("This server does not know that provider.", field="provider")
    if not _DOMAIN.fullmatch(domain):
        raise Refused("Give the part of your addresses behind the @, such as school.example.", field="domain")
    if domain in OPEN_TO_ALL:
        raise Refused("Anybody may have an address there, so it says nothing about your school.", field="domain")
    if provider == "microsoft" and not _TENANT.fullmatch(tenant):
        raise Refused(
            "Give your tenant ID: 32 letters and digits with four hyphens, on the overview page of Microsoft Entra.",
            field="tenant",
        )
    if provider == "microsoft" and tenant == PERSONAL_TENANT:
        raise Refused("That is the tenant of private accounts, not a school's.", field="tenant")
    tenant = tenant if provider == "microsoft" else ""
    if SchoolDoor.objects.filter(provider=provider, domain=domain).exists():
        raise Refused("That is set already.", field="domain")
    try:
        with transaction.atomic():
            made = SchoolDoor.objects.create(school_id=access.school_id, provider=provider, domain=domain, tenant=tenant)
    except IntegrityError as error:
        raise Refused("That is set already.", field="domain") from error
    note(door=made.pk)
    return made.pk


@operation(needs="set_sign_in")
def close_door(access: Access, *, door_id: int) -> None:
    """Shut a door: nobody signs in by it from now on. The last one stays while passwords are shut. Raises ``Refused``."""
    school = School.objects.select_for_update().get(pk=access.school_id)
    found = SchoolDoor.objects.filter(pk=door_id).first()
    if found is None:
        raise Refused("That is not set any more.")
    if not school.passwords_open and SchoolDoor.objects.count() == 1:
        raise Refused("This is the only way in while passwords are shut: open passwords first.")
    found.delete()


@operation(needs="set_sign_in")
def set_passwords(access: Access, *, stay_open: bool) -> None:
    """Say whether staff may sign in with a password, or by the school's provider only. Raises ``Refused``."""
    school = School.objects.select_for_update().get(pk=access.school_id)
    if not stay_open and not SchoolDoor.objects.filter(provider__in=settings.SIGN_IN_WITH).exists():
        raise Refused("Set a provider first: without a password there would be no way in.")
    school.passwords_open = stay_open
    school.save(update_fields=["passwords_open"])


@operation(needs="set_sign_in")
def link_subject(access: Access, *, identity: Identity, account: Account, at: datetime) -> None:
    """Keep that this subject is this account. Raises ``Refused`` when another one is it already.

    The access is the server's own at one of the person's schools: by itself nobody may say who they are.
    """
    with across_schools("the door"):
        kept, made = ProviderLink.objects.get_or_create(
            issuer=identity.issuer,
            subject=identity.subject,
            defaults={"account": account, "provider": identity.provider, "linked_at": at, "used_at": at},
        )
    if kept.account_id != account.pk or kept.provider != identity.provider:
        raise Refused(TAKEN)
    if not made:
        kept.used_at = at
        kept.save(update_fields=["used_at"])
    note(account=account.pk, first=made)
