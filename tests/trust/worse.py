"""The product without one of its guards, as a web application: what the negative controls are served by.

Which one is in ``CHALKFACE_WORSE``. Never part of the product.
"""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import django
from django.db import connection, transaction
from django.template import engines

from chalkface.config import settings

WORSE = os.environ["CHALKFACE_WORSE"]
if WORSE == "impatient":  # nobody waits while another writes; settings have to be there before anything is opened
    settings.DATABASES["default"]["OPTIONS"] = {"timeout": 0}

django.setup()

from chalkface.config.wsgi import application  # noqa: E402 - after the settings are read
from chalkface.core.tries import FREE_TRIES  # noqa: E402 - after Django is set up
from chalkface.operations import operation, trail  # noqa: E402 - after Django is set up
from chalkface.web.pages.account import sign_in  # noqa: E402 - after Django is set up
from chalkface.web.pages.enter import code  # noqa: E402 - after Django is set up

__all__ = ["application"]
later = ThreadPoolExecutor(2)


def alone(deed):
    """Each deed commits for itself."""
    with transaction.atomic():
        return deed()


def soon(deed):
    """Says that it is done, and does it afterwards."""
    later.submit(copy_context().run, alone, deed)


if WORSE == "impatient":
    operation.together = alone
elif WORSE == "early":
    operation.together = soon
elif WORSE == "unchained":  # nobody waits for the end of the chain of audit lines
    trail.hold = lambda chain: None
elif WORSE == "unescaped":  # a text of somebody's is put into a page as it is
    engines["jinja2"].env.autoescape = False
elif WORSE == "by-address":  # wrong tries of everybody who comes from one address count together: a school is one address
    code.tries_of_code = lambda typed: "code:one-address"
elif WORSE == "counts-apart":  # wrong tries are counted by each web process for itself, and told to nobody
    tries_here: Counter[str] = Counter()
    sign_in.must_wait = lambda tries: tries_here[tries] >= FREE_TRIES
    sign_in.failed = lambda tries, email: tries_here.update([tries])
else:
    raise SystemExit(f"no such guard: {WORSE} on {connection.vendor}")
