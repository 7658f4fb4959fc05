"""Wrong tries are counted in the database, where every web process sees them. A count is no deed of anybody: it leaves no
line, or who guesses would write the audit trail. That a school was told of guessing does (``tell_of_guessing``)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from chalkface.core.access import Access
from chalkface.core.tries import HARDER, REMEMBERED, SCHOOL_WINDOWS, digest_of_school
from chalkface.operations.operation import note, operation
from chalkface.records.models import TryCount
from chalkface.records.tenancy import writing

DEED = "count_tries"
_GONE_AFTER = timedelta(days=2)
_TOLD_GONE_AFTER = timedelta(days=31)


def count_try(what: str, of: str, *, schools: Iterable[int] = (), at: datetime, on: date) -> None:
    """One more wrong try at ``of``; ``schools`` are those whose account it was at, once each account."""
    schools = sorted(schools)
    with writing(DEED), transaction.atomic():
        _forget_old(at)
        under_attack = _counts(schools).filter(told_at__isnull=False, last_at__gt=at - timedelta(seconds=REMEMBERED)).exists()
        fresh = _add(what, of, HARDER if under_attack else 1, at, REMEMBERED, since_last=True)
        alarms = [school for school in schools if fresh and _one_more_account(school, at)]
    for school in alarms:
        tell_of_guessing(Access(school, "operator", on))


def count_sent(of: str, *, at: datetime, seconds: int) -> int:
    """One more form sent through one link; returns how many there were within so many seconds of the first of them."""
    with writing(DEED), transaction.atomic():
        _forget_old(at)
        _add("survey", of, 1, at, seconds, since_last=False)
        return TryCount.objects.values_list("tries", flat=True).get(what="survey", of=of)


def forget_tries(what: str, of: str, *, schools: Iterable[int] = ()) -> None:
    """The right person came after all: their wrong tries are forgotten, and are no part of an attack on their schools."""
    with writing(DEED), transaction.atomic():
        if TryCount.objects.filter(what=what, of=of).delete()[0]:
            _counts(schools).filter(tries__gt=0, told_at=None).update(tries=F("tries") - 1)


def _counts(schools: Iterable[int]):
    return TryCount.objects.filter(what__in=SCHOOL_WINDOWS, of__in=[digest_of_school(school) for school in schools])


def _add(what: str, of: str, much: int, at: datetime, seconds: int, *, since_last: bool) -> bool:
    """Count; whether it is the first of its time (an old count begins again)."""
    TryCount.objects.bulk_create(
        [TryCount(what=what, of=of, tries=0, first_at=at, last_at=at)], ignore_conflicts=True
    )
    row = TryCount.objects.select_for_update().get(what=what, of=of)
    begins = row.tries == 0 or (row.last_at if since_last else row.first_at) < at - timedelta(seconds=seconds)
    if begins:
        row.tries, row.first_at, row.told_at = 0, at, None
    row.tries, row.last_at = row.tries + much, at
    row.save()
    return begins


def _one_more_account(school: int, at: datetime) -> bool:
    """Whether this account is the one at which the school is told."""
    tells = False
    for what, (seconds, limit) in SCHOOL_WINDOWS.items():
        _add(what, digest_of_school(school), 1, at, seconds, since_last=False)
        told = TryCount.objects.filter(what=what, of=digest_of_school(school), tries__gte=limit, told_at=None)
        tells |= bool(told.update(told_at=at))
    return tells


def _forget_old(at: datetime) -> None:
    TryCount.objects.filter(last_at__lt=at - _GONE_AFTER, told_at=None).delete()
    TryCount.objects.filter(last_at__lt=at - _TOLD_GONE_AFTER).delete()


@operation(needs="set_sign_in")
def tell_of_guessing(access: Access) -> None:
    """Write in the school's trail that passwords of many of its accounts are being guessed."""
    counts = _counts([access.school_id]).filter(told_at__isnull=False).order_by("-tries")
    note(accounts=counts.values_list("tries", flat=True).first() or 0)
