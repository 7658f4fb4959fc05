"""Accounts and memberships: added, changed, ended."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.operations.visits import end_visits
from chalkface.records.models import (
    Account,
    Ask,
    CalendarFeed,
    Carer,
    GroupOfMember,
    Membership,
    School,
    Sending,
    SurveyLink,
)
from chalkface.records.tenancy import across_schools

LONGEST_ADDRESS, LONGEST_NAME, LONGEST_GROUP = 254, 200, 50


def _address(email: str) -> str:
    email = email.strip().lower()
    if len(email) > LONGEST_ADDRESS:
        raise Refused(f"That e-mail address is longer than {LONGEST_ADDRESS} characters.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"'{email}' is not an e-mail address.") from error
    return email


def _password(password: str | None) -> str:
    """The stored form of a password; none given means that none works until one is set."""
    if password is None:
        return make_password(None)
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused("That password will not do: " + " ".join(error.messages)) from error
    return make_password(password)


def account_called(email: str, name: str, password: str | None) -> Account:
    """The account with this address, made when there is none; one that is there keeps its name and password."""
    email, name = _address(email), " ".join(name.split())
    found = Account.objects.filter(email=email).first()
    return found or Account.objects.create(email=email, name=name[:LONGEST_NAME], password=_password(password))


@operation(needs="manage_people", codes=("role",))
def add_member(
    access: Access, *, email: str, role: str, name: str = "", password: str | None = None, groups: tuple[str, ...] = ()
) -> int:
    """Give a person a role at the school; their account is made when there is none. Returns the membership's id.

    An account that exists keeps its name and password: another school's administrator cannot change them. A membership
    that has ended begins again today. Raises ``Refused`` for an unknown role, a bad address, name or password, or a
    membership that is open.
    """
    if role not in MEMBER_ROLES:
        raise Refused(f"'{role}' is not a role. Roles: {', '.join(MEMBER_ROLES)}.")
    email, name = _address(email), " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} characters.")
    account = account_called(email, name, password)
    held = Membership.objects.filter(account=account)
    membership = held.filter(role=role).first()
    if membership is None:
        membership = Membership(school_id=access.school_id, account=account, role=role)
    elif membership.ends_on is None or membership.ends_on >= access.on:
        raise Refused("That person already has this role here.")
    membership.starts_on, membership.ends_on = access.on, None
    # Who was kept from their own child in one role is kept from them in the next; a parent who begins to work here, too.
    kept_from = {student for row in held for student in row.kept_from}
    membership.kept_from = sorted(kept_from | _children_of(account))
    membership.save()
    _set_groups(access, membership, groups)
    note(membership=membership.pk, account=account.pk)
    return membership.pk


def _children_of(account: Account) -> set[int]:
    """The children of a parent who did not work here before; from now on each carer's row says that they do."""
    carers = Carer.objects.filter(own_accounts__membership__account=account, account_number=None)
    found = dict(carers.values_list("pk", "student_id"))
    Carer.objects.filter(pk__in=found).update(account_number=account.pk)
    return set(found.values())


def _set_groups(access: Access, membership: Membership, groups: tuple[str, ...]) -> None:
    wanted = sorted({group.strip() for group in groups if group.strip()})
    if any(len(group) > LONGEST_GROUP for group in wanted):
        raise Refused(f"A tutor group has at most {LONGEST_GROUP} characters; put commas between the groups.")
    GroupOfMember.objects.filter(membership=membership).delete()
    rows = [GroupOfMember(school_id=access.school_id, membership=membership, tutor_group=group) for group in wanted]
    GroupOfMember.objects.bulk_create(rows)


def _membership(membership_id: int) -> Membership:
    found = Membership.objects.filter(pk=membership_id).first()
    if found is None:
        raise Refused("There is no such member here.")
    return found


@operation(needs="manage_people")
def set_groups(access: Access, *, membership_id: int, groups: tuple[str, ...]) -> None:
    """Say which tutor groups a member may see; replaces what they had."""
    _set_groups(access, _membership(membership_id), groups)


@operation(needs="manage_people")
def end_membership(access: Access, *, membership_id: int, ends_on: date) -> None:
    """End a membership: the last day is ``ends_on``. Raises ``Refused`` when nobody could then manage people."""
    membership = _membership(membership_id)
    School.objects.select_for_update().get(pk=access.school_id)  # two who end each other at once: one after the other
    others = Membership.objects.filter(role=membership.role, ends_on=None).exclude(pk=membership.pk)
    if membership.role == "school_admin" and not others.exists():
        raise Refused("This is the last school administrator: add another before ending this membership.")
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    if ends_on < access.on:
        _end_what_hangs_on(access, membership)


def _end_what_hangs_on(access: Access, membership: Membership) -> None:
    """Whoever has no role here any more is signed out everywhere; their calendar address and the links they made are dead."""
    still = Membership.objects.filter(account_id=membership.account_id).filter(Q(ends_on=None) | Q(ends_on__gte=access.on))
    if still.exists():
        return
    with across_schools("whether the account belongs to another school too"):
        CalendarFeed.objects.filter(
            school_id=access.school_id, membership__account_id=membership.account_id, cancelled_on=None
        ).update(cancelled_on=access.on)
        # They have seen the secrets of the links that they made; whoever comes after them makes new ones.
        links = Ask.objects.filter(school_id=access.school_id, made_by=membership.account_id, cancelled_on=None)
        ended = links.exclude(digest=None).update(cancelled_on=access.on)
        made = SurveyLink.objects.filter(school_id=access.school_id, made_by=membership.account_id, cancelled_on=None)
        ended += made.update(cancelled_on=access.on)
        sent = Sending.objects.filter(school_id=access.school_id, account_number=membership.account_id, cancelled_on=None)
        ended += sent.exclude(digest="").update(cancelled_on=access.on)
        note(links=ended)
    end_visits(membership.account_id, because="left", at=timezone.now())


@operation(needs="see_home")
def set_own_password(access: Access, *, password: str) -> None:
    """Set the password of the person who asks. Raises ``Refused`` when it is too weak."""
    Account.objects.filter(pk=access.account_id).update(password=_password(password))


@operation(needs="manage_people")
def reset_password(access: Access, *, email: str, password: str) -> None:
    """Give a member of this school a new password. Raises ``Refused`` when they are not a member or it is too weak.

    An account that also belongs to another school is refused: one school's administrator may not open another's door.
    """
    account = Account.objects.filter(email=_address(email)).first()
    if account is None or not Membership.objects.filter(account=account).exists():
        raise Refused("That address has no membership here.")
    with across_schools("whether the account belongs to another school too"):
        elsewhere = Membership.objects.filter(account=account).exclude(school_id=access.school_id).exists()
    if elsewhere and access.role != "operator":
        raise Refused("This account also belongs to another school: it is reset on the server itself.")
    account.password = _password(password)
    account.save(update_fields=["password"])
    end_visits(account.pk, because="password", at=timezone.now())
    note(account=account.pk)
