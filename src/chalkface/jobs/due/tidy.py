"""Every night: visits that have ended and tasks that are done are forgotten."""

from datetime import datetime, time, timedelta

from django.core.management import call_command

from chalkface.operations.queue import forget_finished

NAME, EVERY, AT = "tidy", timedelta(days=1), time(4, 30)
KEPT = timedelta(days=30)


def run(now: datetime) -> None:
    call_command("clearsessions", verbosity=0)
    forget_finished(now - KEPT)
