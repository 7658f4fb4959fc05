"""Sends the digests that are due: one mail a person a week or a month, to those who asked for it and are still members."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from chalkface.core.access import Access
from chalkface.operations.digests import digests_were_sent
from chalkface.operations.sending_tasks import mail_is_set_up
from chalkface.queries.digests import DigestDue, digest_text, digests_due
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope


@dataclass
class Sent:
    """What became of the digests of a school: sent, not sent because the mail server would not, nothing to say."""

    sent: int = 0
    failed: int = 0
    empty: int = 0


def send_digests(access: Access) -> Sent:
    """Send what is due at the school of ``access`` on its day, and remember to whom; what fails is tried again next time.

    Written on the console only, nothing is remembered as sent. Sending twice on a day sends once.
    """
    school, outcome, reached = school_at_door(access.school_id), Sent(), []
    with open_scope(access):
        due = digests_due(access.on)
    connection = get_connection()
    try:
        answers = _open(connection) if due else False
        for one in due:
            text = _text(access, school, one)
            if not text:
                outcome.empty += 1
            elif answers and _send(connection, school, one, text):
                outcome.sent += 1
                reached.append(one.choice)
            else:
                outcome.failed += 1
    finally:
        _close(connection)
        if reached and mail_is_set_up():
            digests_were_sent(access, choices=reached)
    return outcome


def _text(access: Access, school: School, one: DigestDue) -> str:
    """What the person may read about their own posts; "" for who is no member on the day."""
    theirs = access_at_door(one.account_id, school.slug, access.on)
    if theirs is None or not theirs.may("subscribe"):
        return ""
    address = f"{settings.ADDRESS.rstrip('/')}/s/{school.slug}/plan/mine/" if settings.ADDRESS else ""
    with open_scope(theirs):
        return digest_text(theirs, school.name, address)


def _open(connection: BaseEmailBackend) -> bool:
    """Whether the mail server answers: asked once, so that nobody waits for one that is down as often as there are people."""
    try:
        connection.open()
    except OSError:
        return False
    return True


def _send(connection: BaseEmailBackend, school: School, one: DigestDue, text: str) -> bool:
    """Whether the mail server took it; what one person's address does wrong does not keep the next from theirs."""
    subject = " ".join(f"{school.name}: what is on your plate".split())
    try:
        return bool(EmailMessage(subject, text, to=[one.address], connection=connection).send())
    except (OSError, ValueError):  # the mail server or the way to it (SMTPException is one), or an address that cannot be
        _close(connection)
        return False


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        connection.connection = None
