"""By whose word people may sign in: the doors of a school, and whom a provider's word lets in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.tries import SCHOOL_WINDOWS, digest_of_school
from chalkface.core.vouched import Identity
from chalkface.records.models import Account, Membership, ProviderLink, School, SchoolDoor, TryCount
from chalkface.records.tenancy import across_schools


@dataclass(frozen=True)
class Door:
    """One provider by which a school's people may come in."""

    id: int
    provider: str
    title: str
    domain: str
    tenant: str
    works: bool


def ways_to_sign_in() -> tuple[tuple[str, str], ...]:
    """(code, title) of the providers this server knows; none, unless whoever runs it has named one."""
    return tuple((code, one["title"]) for code, one in settings.SIGN_IN_WITH.items())


def doors(access: Access) -> tuple[Door, ...]:
    """The doors of the open school, by domain; one whose provider the server no longer knows does not work."""
    known = dict(ways_to_sign_in())
    rows = SchoolDoor.objects.order_by("domain", "provider")
    return tuple(
        Door(one.pk, one.provider, known.get(one.provider, one.provider), one.domain, one.tenant, one.provider in known)
        for one in rows
    )


def passwords_closed(access: Access) -> bool:
    """Whether staff of the open school sign in by its provider only."""
    return not School.objects.get(pk=access.school_id).passwords_open


def _current(on: date) -> Q:
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))


def linked(identity: Identity) -> ProviderLink | None:
    """The link of this subject to an account, made when it first came."""
    found = ProviderLink.objects.filter(issuer=identity.issuer, subject=identity.subject, provider=identity.provider)
    return found.select_related("account").first()


def account_vouched_for(identity: Identity, on: date) -> tuple[Account, int] | None:
    """The account that ``identity`` may open today, and a school of it; None when there is none.

    A known subject opens its own account; an unknown one the account with the very address that its provider vouches for.
    Either way each school where the account belongs today must have bound the identity's domain and tenant: what one
    school's provider says opens no other school. An account is never made here.
    """
    if not identity.email:
        return None
    link = linked(identity)
    account = link.account if link else Account.objects.filter(email=identity.email).first()
    if account is None or not account.is_active:
        return None
    with across_schools("the door"):
        schools = set(Membership.objects.filter(_current(on), account=account).values_list("school_id", flat=True))
        bound = SchoolDoor.objects.filter(provider=identity.provider, domain=identity.domain, school_id__in=schools)
        if identity.provider == "microsoft":
            bound = bound.filter(tenant=identity.tenant)
        bound = set(bound.values_list("school_id", flat=True))
    if not schools or schools != bound:
        return None
    if link is None and ProviderLink.objects.filter(account=account, issuer=identity.issuer).exists():
        return None  # another subject is this person there already: an address that was given to somebody new
    return account, min(schools)


def password_is_shut(account_id: int, on: date) -> bool:
    """Whether a school of the account has its staff sign in by its provider only. Its administrators keep their password:
    somebody has to come in on the day when the provider does not answer."""
    with across_schools("the door"):
        held = Membership.objects.filter(_current(on), account_id=account_id, school__passwords_open=False)
        held = held.exclude(role__in=("student", "parent"))
        roles = set(held.values_list("role", flat=True))
    return bool(roles) and "school_admin" not in roles


def schools_of_address(email: str, on: date) -> frozenset[int]:
    """The schools where somebody with this address belongs today: whom wrong tries are an attack on."""
    with across_schools("the door"):
        held = Membership.objects.filter(_current(on), account__email=email)
        return frozenset(held.values_list("school_id", flat=True))


@dataclass(frozen=True)
class Guessing:
    """Wrong tries at many accounts of a school at once."""

    accounts: int
    since: datetime
    last: datetime


def guessing(access: Access, now: datetime) -> Guessing | None:
    """The latest alarm of the open school in the last week, if there was one."""
    told = TryCount.objects.filter(what__in=SCHOOL_WINDOWS, of=digest_of_school(access.school_id), told_at__isnull=False)
    row = told.filter(last_at__gt=now - timedelta(days=7)).order_by("-tries").first()
    return None if row is None else Guessing(row.tries, row.first_at, row.last_at)


def tries_at(what: str, of: str) -> tuple[int, datetime | None]:
    """How many wrong tries there were at one thing, and when the last was."""
    return TryCount.objects.filter(what=what, of=of).values_list("tries", "last_at").first() or (0, None)
