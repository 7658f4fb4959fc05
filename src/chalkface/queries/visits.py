"""Who is signed in, by which visit, and what second factor they have."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from chalkface.core.access import OWN_ROLES, Access
from chalkface.core.factors import TITLES
from chalkface.core.links import digest_of
from chalkface.records.models import Account, Membership, Passkey, RecoveryCode, School, SecondFactor, Visit
from chalkface.records.tenancy import across_schools

STAFF, OWN = timedelta(hours=12), timedelta(minutes=75)
OWN_IDLE = 20
WAYS = {"password": "password", "provider": "the school’s own account", "passkey": "passkey"}


@dataclass(frozen=True)
class Terms:
    """What holds for a sign-in of an account: how long it lasts, how long it may be quiet, whether a factor is asked."""

    lasts: timedelta
    idle_minutes: int
    asks_factor: bool
    has_factor: bool


def terms_of(account_id: int, on: date) -> Terms:
    """The strictest of all the schools where the account is a member today."""
    with across_schools("the door"):
        current = (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))
        columns = ("role", "school__second_factor_roles", "school__idle_minutes")
        rows = list(Membership.objects.filter(current, account_id=account_id).values_list(*columns))
    own = bool(rows) and all(role in OWN_ROLES for role, *_ in rows)
    return Terms(
        OWN if own else STAFF,
        OWN_IDLE if own else min((idle for *_, idle in rows), default=60),
        any(role in asked for role, asked, _ in rows),
        has_factor(account_id),
    )


def has_factor(account_id: int) -> bool:
    """Whether the account has a second factor that works."""
    return has_app(account_id) or Passkey.objects.filter(account_id=account_id).exists()


def has_app(account_id: int) -> bool:
    """Whether one of them is an app that shows codes."""
    return SecondFactor.objects.filter(account_id=account_id).exclude(proved_at=None).exists()


def passkeys_of(account_id: int) -> list[str]:
    """The ids of the account's passkeys, for the question which of them is at hand."""
    return list(Passkey.objects.filter(account_id=account_id).order_by("pk").values_list("credential", flat=True))


def visit_at_door(token: str, now: datetime, idle_minutes: int) -> Visit | None:
    """The visit of a session with its account, unless it was ended, has lasted its time, or was quiet too long."""
    rows = Visit.objects.filter(
        session_digest=digest_of(token), ended_at=None, ends_at__gt=now, account__is_active=True,
        seen_at__gt=now - timedelta(minutes=idle_minutes),
    )  # fmt: skip
    return rows.select_related("account").first()


@dataclass(frozen=True)
class VisitLine:
    """One visit, as its owner or their school sees it."""

    id: int
    browser: str
    way: str
    started_at: datetime
    seen_at: datetime


def visits_of(account_ids: list[int], now: datetime) -> dict[int, list[VisitLine]]:
    """Account → its open visits, the last used first."""
    found: dict[int, list[VisitLine]] = defaultdict(list)
    for row in Visit.objects.filter(account_id__in=account_ids, ended_at=None, ends_at__gt=now).order_by("-seen_at", "-pk"):
        found[row.account_id].append(VisitLine(row.pk, row.browser, WAYS.get(row.way, row.way), row.started_at, row.seen_at))
    return dict(found)


@dataclass(frozen=True)
class FactorLine:
    """A second factor, as its owner sees it."""

    id: int
    kind: str
    title: str
    made_at: datetime
    used_at: datetime | None


def factors_of(account_id: int) -> list[FactorLine]:
    """The second factors of an account, oldest first."""
    columns = ("pk", "name", "made_at", "used_at")
    apps = SecondFactor.objects.filter(account_id=account_id).exclude(proved_at=None)
    rows = [(row[2], "app", row) for row in apps.values_list(*columns)]
    rows += [(row[2], "passkey", row) for row in Passkey.objects.filter(account_id=account_id).values_list(*columns)]
    return [
        FactorLine(number, kind, TITLES[kind] + (f" “{name}”" if name else ""), made_at, used_at)
        for _, kind, (number, name, made_at, used_at) in sorted(rows)
    ]


def recovery_codes_left(account_id: int) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def account_at_door(account_id: int) -> Account | None:
    """The account of somebody halfway in, when it may still sign in."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


@dataclass(frozen=True)
class SignIns:
    """One member of the school: where they are signed in, and how many second factors they have."""

    account_id: int
    name: str
    visits: list[VisitLine]
    factors: int


def sign_ins(access: Access, now: datetime) -> list[SignIns]:
    """The current members of the open school and the students and parents with an account, those signed in first."""
    current = (Q(starts_on=None) | Q(starts_on__lte=access.on)) & (Q(ends_on=None) | Q(ends_on__gte=access.on))
    with across_schools("the door"):
        held = Membership.objects.filter(current, school_id=access.school_id)
        rows = dict(held.order_by("account__name").values_list("account_id", "account__name"))
        mails = dict(held.values_list("account_id", "account__email"))
    visits = visits_of(list(rows), now)
    factors: dict[int, int] = defaultdict(int)
    for table in (SecondFactor, Passkey):
        for account in table.objects.filter(account_id__in=list(rows)).values_list("account_id", flat=True):
            factors[account] += 1
    found = [SignIns(number, name or mails[number], visits.get(number, []), factors[number]) for number, name in rows.items()]
    return sorted(found, key=lambda one: not one.visits)


def visit_rules(access: Access) -> tuple[list[str], int]:
    """(roles that need a second factor, minutes that a quiet screen stays open) of the open school."""
    school = School.objects.get(pk=access.school_id)
    return list(school.second_factor_roles), school.idle_minutes
