"""Slows down guessing: per account, never per address alone, since a whole school shares one address at nine o'clock."""

from hashlib import sha256

from django.core.cache import cache

FREE_TRIES = 8
WAIT = 30


def _key(email: str) -> str:
    return "sign-in:" + sha256(email.encode()).hexdigest()


def must_wait(email: str) -> int:
    """Seconds before another try for this address is looked at; 0 is none."""
    return WAIT if cache.get(_key(email), 0) >= FREE_TRIES else 0


def failed(email: str) -> None:
    """Count a wrong try; the count is forgotten ``WAIT`` seconds after the last one."""
    cache.set(_key(email), cache.get(_key(email), 0) + 1, WAIT)


def forget(email: str) -> None:
    """The right person came."""
    cache.delete(_key(email))
