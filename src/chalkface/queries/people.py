"""Who is who: the door's question, and the members of a school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chalkface.core.access import ROLES, Access
from chalkface.records.models import Account, Membership
from chalkface.records.tenancy import across_schools

# With several roles at one school a person is shown in the first of these; their rights are those of all of them.
_ORDER = ("careers_leader", "senco", "adviser", "school_admin", "tutor", "teacher", "senior_leader", "governor")


def current_on(on: date) -> Q:
    """Of memberships: those that hold on a day."""
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))


def _holds(on: date, starts_on: date | None, ends_on: date | None) -> bool:
    return (starts_on is None or starts_on <= on) and (ends_on is None or ends_on >= on)


def access_at_door(account_id: int, slug: str, on: date) -> Access | None:
    """The access of an account at a school on a day, or None for a stranger or one whose membership has ended."""
    with across_schools("the door"):
        held = Membership.objects.filter(account_id=account_id, school__slug=slug)
        asked = "school__second_factor_roles"
        columns = ("school_id", "role", "groups__tutor_group", "kept_from", asked, "starts_on", "ends_on")
        current = [row[:5] for row in held.values_list(*columns) if row[1] in _ORDER and _holds(on, *row[5:])]
    rows = [row[:3] for row in current]
    if not rows:
        return None
    school_id, role, _ = min(rows, key=lambda row: _ORDER.index(row[1]))
    given = frozenset((role, group) for _, role, group in rows if group is not None)
    groups, also = frozenset(group for _, group in given), frozenset(role for _, role, _ in rows) - {role}
    kept_from = frozenset(student for row in current for student in row[3])
    asks = any(row[1] in row[4] for row in current)
    return Access(school_id, role, on, account_id, groups, also, given, kept_from=kept_from, asks_factor=asks)


@dataclass(frozen=True)
class SchoolOfAccount:
    """A school that an account may open; ``role`` is the titles of all roles held there."""

    slug: str
    name: str
    role: str


def schools_of_account(account_id: int, on: date) -> list[SchoolOfAccount]:
    """The schools an account belongs to the staff of on a day, by name: each once, with all the roles held there."""
    with across_schools("choosing a school after sign-in"):
        staff = Membership.objects.filter(current_on(on), account_id=account_id, role__in=_ORDER)
        rows = staff.order_by("school__name", "school__slug")
        held: dict[tuple[str, str], list[str]] = {}
        for slug, name, role in rows.values_list("school__slug", "school__name", "role"):
            held.setdefault((slug, name), []).append(role)
    return [
        SchoolOfAccount(slug, name, ", ".join(ROLES[role].title for role in sorted(roles, key=_ORDER.index)))
        for (slug, name), roles in held.items()
    ]


@dataclass(frozen=True)
class Member:
    """One member of the school, for the people page."""

    id: int
    name: str
    email: str
    role: str
    groups: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    is_current: bool
    account_id: int


def members(on: date) -> list[Member]:
    """The staff of the open school, current ones first; accounts of students and parents stand with the student."""
    columns = ("pk", "account__name", "account__email", "role", "starts_on", "ends_on", "account_id", "groups__tutor_group")
    found: dict[tuple, list[str]] = {}
    for *member, group in Membership.objects.filter(role__in=_ORDER).order_by("account__name", "pk").values_list(*columns):
        found.setdefault(tuple(member), []).extend([] if group is None else [group])
    members = [
        Member(*who, tuple(sorted(groups)), starts_on, ends_on, _holds(on, starts_on, ends_on), account_id)
        for (*who, starts_on, ends_on, account_id), groups in found.items()
    ]
    return sorted(members, key=lambda member: not member.is_current)


def anybody_can_sign_in() -> bool:
    """Whether the server has any account: if not, the first visitor is asked to set it up."""
    return Account.objects.exists()


def name_of_account(number: int | None) -> str:
    """The name of an account by its number, "" when there is none: who changed something, for members of the same school."""
    return Account.objects.filter(pk=number).values_list("name", flat=True).first() or "" if number is not None else ""


def account_name(account: Account) -> str:
    """What to call a person on their own pages: their name, else the address they sign in with."""
    return account.name or account.email


def is_member(account: int, role: str, on: date) -> bool:
    """Whether an account has a role at the open school on a day."""
    return Membership.objects.filter(current_on(on), account_id=account, role=role, account__is_active=True).exists()


def members_to_name(access: Access, roles: Iterable[str]) -> list[tuple[int, str, str]]:
    """(account, role, name) of the current members in some roles, by name: for handing something to one of them, by somebody
    who need not see who has an account."""
    rows = QuerySet(Membership).filter(current_on(access.on), school_id=access.school_id, role__in=list(roles))
    found = rows.filter(account__is_active=True).exclude(account__name="").order_by("account__name", "pk")
    return list(found.values_list("account_id", "role", "account__name"))
