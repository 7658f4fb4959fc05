"""Slows down guessing: per account or code, never per address of the network, since a whole school shares one at nine o'clock.

A browser where the person has signed in before is counted apart: whoever guesses elsewhere, as a prank or in earnest, does
not keep the person out of their own. Counts lie in the database, where every web process sees them; who signs in rightly at
the first try writes none.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.core.tries import FREE_TRIES, REMEMBERED, WAIT
from chalkface.operations.trying import count_try, forget_tries
from chalkface.queries.signing_in import schools_of_address, tries_at

COOKIE = "signed-in-before"
COOKIE_AGE = 180 * 24 * 60 * 60
_turns = tuple(Lock() for _ in range(1024))


def tries_of(request: HttpRequest, email: str) -> str:
    """Under which name tries for this address from this browser are counted."""
    known = request.get_signed_cookie(COOKIE, default="", salt=email, max_age=COOKIE_AGE)
    return "sign-in:" + sha256(f"{email} {known}".encode()).hexdigest()


def tries_of_visit(request: HttpRequest) -> str:
    """Under which name tries of somebody who is signed in are counted (the password or second factor once more): each visit
    apart, so that nobody spoils another's."""
    return "visit:" + sha256(f"{request.user.pk} {request.session.session_key}".encode()).hexdigest()


def tries_of_code(code: str) -> str:
    """Under which name tries of a printed code are counted: by its first letters, so that somebody who types wrong codes keeps
    out nobody but the one in twenty thousand whose code begins like theirs. What a guess is up against is the code's length."""
    return "code:" + sha256(code[:3].encode()).hexdigest()


def one_at_a_time(tries: str) -> Lock:
    """A lock for ``with``: of many tries at one account at the same moment each waits until the one before is counted."""
    return _turns[int(sha256(tries.encode()).hexdigest()[:8], 16) % len(_turns)]


def _now() -> datetime:
    return datetime.fromtimestamp(time(), UTC)


def must_wait(tries: str) -> bool:
    """Whether another try comes too soon: after ``FREE_TRIES`` wrong ones, one in ``WAIT`` seconds is looked at."""
    count, last = tries_at(*tries.split(":"))
    since = time() - last.timestamp() if last else REMEMBERED
    return count >= FREE_TRIES and since < WAIT


def failed(tries: str, email: str = "") -> None:
    """Count a wrong try (at the account with this address); it is forgotten ``REMEMBERED`` seconds after the last one."""
    on = timezone.localdate()
    schools: Iterable[int] = schools_of_address(email, on) if email else ()
    what, of = tries.split(":")
    count_try(what, of, schools=schools, at=_now(), on=on)


def came_in(tries: str, email: str, response: HttpResponse) -> None:
    """The right person came: forget the wrong tries, and know this browser again (for this account alone)."""
    what, of = tries.split(":")
    if tries_at(what, of)[0]:
        forget_tries(what, of, schools=schools_of_address(email, timezone.localdate()))
    response.set_signed_cookie(
        COOKIE,
        secrets.token_urlsafe(16),
        salt=email,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/sign-in/",
    )
