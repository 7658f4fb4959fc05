"""Slows down guessing: per account or code, never per address of the network, since a whole school shares one at nine o'clock.

A browser where the person has signed in before is counted apart: whoever guesses elsewhere, as a prank or in earnest, does
not keep the person out of their own.
"""

import secrets
from hashlib import sha256
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

FREE_TRIES = 8
WAIT = 30
REMEMBERED = 60 * 60
COOKIE = "signed-in-before"
COOKIE_AGE = 180 * 24 * 60 * 60


def tries_of(request: HttpRequest, email: str) -> str:
    """Under which name tries for this address from this browser are counted."""
    known = request.get_signed_cookie(COOKIE, default="", salt=email, max_age=COOKIE_AGE)
    return "sign-in:" + sha256(f"{email} {known}".encode()).hexdigest()


def tries_of_code(code: str) -> str:
    """Under which name tries of a printed code are counted: by its first letters, so that somebody who types wrong codes keeps
    out nobody but the one in twenty thousand whose code begins like theirs. What a guess is up against is the code's length."""
    return "code:" + sha256(code[:3].encode()).hexdigest()


def must_wait(tries: str) -> bool:
    """Whether another try comes too soon: after ``FREE_TRIES`` wrong ones, one in ``WAIT`` seconds is looked at."""
    count, last = cache.get(tries, (0, 0.0))
    return count >= FREE_TRIES and time() - last < WAIT


def failed(tries: str) -> None:
    """Count a wrong try; the count is forgotten ``REMEMBERED`` seconds after the last one."""
    cache.set(tries, (cache.get(tries, (0, 0.0))[0] + 1, time()), REMEMBERED)


def came_in(tries: str, email: str, response: HttpResponse) -> None:
    """The right person came: forget the wrong tries, and know this browser again (for this account alone)."""
    cache.delete(tries)
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
