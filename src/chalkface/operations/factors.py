"""Second factors: set up, used, taken away. Using one is part of coming in and leaves no line; the rest are deeds."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Manager, QuerySet
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.errors import Refused
from chalkface.core.factors import new_recovery_codes, recovery_digest, step_of
from chalkface.operations.operation import note, operation
from chalkface.operations.visits import end_visits, member_here
from chalkface.records.models import Account, Membership, Passkey, RecoveryCode, School, SecondFactor
from chalkface.records.sealing import seal, unseal
from chalkface.records.tenancy import across_schools, writing

MOST = 10
IDLE = (5, 240)


def locked(account_id: int) -> Account:
    """The account, and nobody else at its factors until the transaction ends."""
    return Account.objects.select_for_update().get(pk=account_id)


def sealed_for(account_id: int, words: str) -> str:
    """Words about an account's factor, sealed: they belong to no school (0) and to this account."""
    return seal(words, school_id=0, student_id=account_id)


def opened_for(account_id: int, sealed: str) -> str:
    """The words again. Raises ``Refused`` when they are another account's or no key opens them."""
    return unseal(sealed, school_id=0, student_id=account_id)


def take_code(account_id: int, code: str, at: datetime) -> str:
    """Use a code of the account's app, or a recovery code: ``app``, ``recovery``, or "" when it is neither or was used."""
    with writing("take_code"), transaction.atomic():
        locked(account_id)
        for factor in SecondFactor.objects.filter(account_id=account_id, kind="app").exclude(proved_at=None):
            step = step_of(opened_for(account_id, factor.sealed), code, at)
            fresh = SecondFactor.objects.filter(pk=factor.pk, counter__lt=step if step is not None else 0)
            if step is not None and fresh.update(counter=step, used_at=at):
                return "app"
        left = RecoveryCode.objects.filter(account_id=account_id, digest=recovery_digest(code), used_at=None)
        return "recovery" if left.update(used_at=at) else ""


@operation(needs="see_home", about_server=True, codes=("kind",))
def add_factor(access: Access, *, kind: str, words: str, called: str = "", counter: int = 0) -> list[str]:
    """Add a factor that was just proved, and return the recovery codes when it is the first: shown once, kept nowhere."""
    account, now = locked(access.account_id), timezone.now()
    room_for_another(account.pk)
    SecondFactor.objects.create(
        account=account, kind=kind, name=" ".join(called.split())[:60], sealed=sealed_for(account.pk, words), counter=counter,
        made_at=now, proved_at=now, used_at=now,
    )  # fmt: skip
    note(account=account.pk)
    return first_codes(account.pk)


def _held(account_id: int) -> int:
    apps = SecondFactor.objects.filter(account_id=account_id).exclude(proved_at=None)
    return apps.count() + Passkey.objects.filter(account_id=account_id).count()


def room_for_another(account_id: int) -> None:
    """Raises ``Refused`` when the account has as many second factors as one may have."""
    if _held(account_id) >= MOST:
        raise Refused(f"An account has at most {MOST} second factors: take one away first.")


def first_codes(account_id: int) -> list[str]:
    """Recovery codes for whoever has just got their first factor; none for others, who have theirs."""
    return _fresh_codes(account_id) if _held(account_id) == 1 else []


def _fresh_codes(account_id: int) -> list[str]:
    codes, now = new_recovery_codes(), timezone.now()
    RecoveryCode.objects.filter(account_id=account_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account_id=account_id, digest=recovery_digest(code), made_at=now) for code in codes
    )
    return codes


@operation(needs="see_home", about_server=True)
def renew_recovery_codes(access: Access) -> list[str]:
    """Ten new recovery codes; the ones before stop working."""
    account = locked(access.account_id)
    if not _held(account.pk):
        raise Refused("Set up a second factor first.")
    note(account=account.pk)
    return _fresh_codes(account.pk)


@operation(needs="see_home", about_server=True)
def remove_factor(access: Access, *, factor_id: int, needed: bool) -> None:
    """Take one's own factor away. Raises ``Refused`` when it is the last and a school asks for one (``needed``)."""
    take_away(access, SecondFactor.objects.exclude(proved_at=None), factor_id, needed=needed)


def take_away(access: Access, held: Manager | QuerySet, number: int, *, needed: bool) -> None:
    """Take one of ``held`` away when it is this account's own; with the last go the recovery codes."""
    account = locked(access.account_id)
    one = held.filter(account=account, pk=number).first()
    if one is None:
        raise Refused("There is no such second factor of yours.")
    if _held(account.pk) == 1:
        if needed:
            raise Refused("Your school asks for a second factor and this is your last: set up another before.")
        RecoveryCode.objects.filter(account=account).delete()
    one.delete()
    note(account=account.pk)


@operation(needs="manage_people")
def reset_factors(access: Access, *, account_number: int) -> None:
    """Take the second factors of a member who lost theirs away: their visits end, and at the next sign-in they set up another.

    An account that also belongs to another school is refused: one school's administrator may not open another's door.
    """
    member_here(account_number)
    if account_number == access.account_id:
        raise Refused("Not your own: another administrator, or whoever runs the server, does this for you.")
    with across_schools("whether the account belongs to another school too"):
        elsewhere = Membership.objects.filter(account_id=account_number).exclude(school_id=access.school_id).exists()
    if elsewhere and access.role != "operator":
        raise Refused("This account also belongs to another school: it is reset on the server itself.")
    locked(account_number)
    gone = _held(account_number)
    SecondFactor.objects.filter(account_id=account_number).delete()
    Passkey.objects.filter(account_id=account_number).delete()
    RecoveryCode.objects.filter(account_id=account_number).delete()
    note(factors=gone, visits=end_visits(account_number, because="reset", at=timezone.now()))


def reset_factors_at(access: Access, *, email: str) -> None:
    """The same by address, for the command line."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise Refused("That address has no membership here.")
    reset_factors(access, account_number=account.pk)


@operation(needs="set_sign_in")
def set_visit_rules(access: Access, *, roles: Iterable[str], idle_minutes: int) -> None:
    """Say whose sign-in asks for a second factor, and how long a quiet screen of staff stays open. Raises ``Refused``."""
    chosen = [role for role in MEMBER_ROLES if role in set(roles)]
    if not IDLE[0] <= idle_minutes <= IDLE[1]:
        raise Refused(f"A quiet screen stays open for {IDLE[0]} to {IDLE[1]} minutes.", field="idle_minutes")
    School.objects.filter(pk=access.school_id).update(second_factor_roles=chosen, idle_minutes=idle_minutes)
    note(roles=len(chosen))
