"""Somebody signs in, as at the door: with the password given this moment, which protected pages ask for again later."""

from time import time

from django.test import Client

from chalkface.web.confirming import SESSION


def signed_in_as(client: Client, account, *, minutes_ago: int = 0) -> None:
    """Sign ``account`` in on ``client``; their password was given ``minutes_ago``."""
    client.force_login(account)
    session = client.session
    session[SESSION] = int(time()) - 60 * minutes_ago
    session.save()
