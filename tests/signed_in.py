"""Somebody signs in, as at the door: with the password given this moment, which protected pages ask for again later."""

import re
from datetime import timedelta
from time import time

import pyotp
from django.test import Client
from django.utils import timezone

from chalkface.operations.visits import begin_visit
from chalkface.web.confirming import SESSION
from chalkface.web.visiting import FACTOR, IDLE, TOKEN


def signed_in_as(client: Client, account, *, minutes_ago: int = 0, factor: bool = True) -> None:
    """Sign ``account`` in on ``client``; their password was given ``minutes_ago``, and so was a ``factor``."""
    client.force_login(account)
    session = client.session
    session[SESSION] = int(time()) - 60 * minutes_ago
    session[TOKEN] = begin_visit(
        account.pk, way="password", browser="A test", at=timezone.now(), lasts=timedelta(days=3650)
    )
    session[IDLE], session[FACTOR] = 10_000_000, factor
    session.save()


def set_up_app(client: Client) -> str:
    """Set up the authenticator app that the page asks for; its secret."""
    page = client.get("/sign-in/set-up/").content.decode()
    secret = re.search(r"type this key into the app: <code>(\w+)</code>", page).group(1)
    answer = client.post("/sign-in/set-up/", {"code": pyotp.TOTP(secret).now()})
    assert answer.status_code in (200, 302), answer.content.decode()
    return secret


def give_code(client: Client, secret: str, *, steps: int = 0):
    """Answer the question for the second factor with the code of ``steps`` later (each works once)."""
    return client.post("/sign-in/second/", {"code": pyotp.TOTP(secret).at(int(time()) + 30 * steps)})
