"""Every morning: the digests that are due, where mail is set up."""

from datetime import datetime, time, timedelta

from chalkface.core.errors import Refused
from chalkface.jobs.at_school import operator_at
from chalkface.jobs.digests import mail_is_set_up, send_digests
from chalkface.queries.digests import schools_with_mail

NAME, EVERY, AT = "digests", timedelta(days=1), time(6, 30)


def run(now: datetime) -> None:
    if not mail_is_set_up():
        return
    if sum(send_digests(operator_at(slug)).failed for slug in schools_with_mail()):
        raise Refused("The mail server did not take all of the digests.")
