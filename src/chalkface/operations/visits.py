"""Visits: one sign-in on one browser, begun, seen, ended. That somebody comes and clicks is no deed and leaves no line, or
the trail would be full of it; that one person ends another's visits is one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.links import digest_of, new_token
from chalkface.operations.operation import note, operation
from chalkface.records.models import Membership, Visit
from chalkface.records.tenancy import writing

KEPT = timedelta(days=90)


def begin_visit(account_id: int, *, way: str, browser: str, at: datetime, lasts: timedelta) -> str:
    """Begin a visit and return its secret, which only the session holds."""
    token = new_token()
    with writing("begin_visit"), transaction.atomic():
        Visit.objects.filter(ends_at__lt=at - KEPT).delete()
        Visit.objects.create(
            account_id=account_id, session_digest=digest_of(token), way=way[:20], browser=browser[:60], started_at=at,
            seen_at=at, ends_at=at + lasts,
        )  # fmt: skip
    return token


def visit_seen(visit_id: int, at: datetime) -> None:
    """Somebody clicked: the quiet time begins again."""
    with writing("visit_seen"):
        Visit.objects.filter(pk=visit_id, ended_at=None).update(seen_at=at)


def end_visits(
    account_id: int, *, because: str, at: datetime, only: int | None = None, but: int | None = None, token: str = ""
) -> int:
    """End a person's visits: all, one, all but one, or that of a session; returns how many ended."""
    rows = Visit.objects.filter(account_id=account_id, ended_at=None)
    if only is not None:
        rows = rows.filter(pk=only)
    if but is not None:
        rows = rows.exclude(pk=but)
    if token:
        rows = rows.filter(session_digest=digest_of(token))
    with writing("end_visits"):
        return rows.update(ended_at=at, ended_because=because)


def member_here(account_id: int) -> None:
    """Raises ``Refused`` unless the account has, or had, a membership at the open school."""
    if not Membership.objects.filter(account_id=account_id).exists():
        raise Refused("That person is not a member here.")


@operation(needs="see_sign_ins")
def end_visits_of(access: Access, *, account_number: int) -> int:
    """End every visit of a member of this school, wherever they are signed in. Raises ``Refused`` for anybody else."""
    member_here(account_number)
    ended = end_visits(account_number, because="school", at=timezone.now())
    note(visits=ended)
    return ended
