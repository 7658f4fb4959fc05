"""Mail goes by a worker, one to each address: nobody sees who else was written to, and a server that is away is tried again.

Between two mails the row says which are left, so that a worker who is killed writes to nobody twice, but perhaps to the one
whose mail had just gone.
"""

import logging
from dataclasses import replace
from datetime import date
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django_tasks import task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.sending import begin_sending, end_sending, mail_went, send_draft
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door
from chalkface.queries.sendings import Mail, mail_of
from chalkface.records.tenancy import open_scope

log = logging.getLogger(__name__)
NO_SERVER = (
    "This server sends no mail: nobody has said which mail server to use. Download the paper and send it from your own mail. "
    "Whoever runs the server finds in docs/mail.md how to set mail up."
)


def mail_is_set_up() -> bool:
    """Whether mail leaves this server; on the console nobody gets any."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def enqueue_sending(access: Access, *, sending_id: int) -> None:
    """Let a draft go. Raises ``Refused`` where no mail leaves this server, and as ``send_draft``."""
    if not mail_is_set_up():
        raise Refused(NO_SERVER)
    send_draft(access, sending_id=sending_id)
    slug = school_at_door(access.school_id).slug
    send_in_background.enqueue(
        school_id=access.school_id, account_id=access.account_id, slug=slug, on=access.on.isoformat(), sending_id=sending_id
    )


def _access(school_id: int, account_id: int, slug: str, on: str) -> Access:
    access = access_at_door(account_id, slug, timezone.localdate())
    if access is None or access.school_id != school_id:
        raise NotAllowed("The person who sent this is no longer a member of the school.")
    return replace(access, on=date.fromisoformat(on))


@task()
def send_in_background(school_id: int, account_id: int, slug: str, on: str, sending_id: int) -> None:
    """Send one mail to all who are left on its list. Raises what the mail server raises when it is away."""
    access = _access(school_id, account_id, slug, on)
    if not begin_sending(access, sending_id=sending_id):
        return
    connection = get_connection()
    connection.open()
    try:
        while True:
            with open_scope(access):
                mail = mail_of(sending_id)
            if mail is None or not mail.to:
                break
            mail_went(access, sending_id=sending_id, place=0, fine=_sent(mail, connection))
    finally:
        connection.close()
    end_sending(access, sending_id=sending_id)


def _sent(mail: Mail, connection) -> bool:
    """Whether the server took the mail to the first who is left; what one address does wrong keeps nobody else from theirs."""
    answers = [mail.reply_to] if mail.reply_to else None
    message = EmailMessage(mail.subject, mail.body, to=[mail.to[0][0]], reply_to=answers, connection=connection)
    if mail.attached:
        message.attach(mail.file_name, mail.content, mail.content_type)
    try:
        return bool(message.send())
    except (SMTPRecipientsRefused, ValueError) as error:
        code = type(error).__name__
        log.warning("one mail was not taken: %s", code)
        return False


def give_up_sending(school_id: int, account_id: int, slug: str, on: str, sending_id: int) -> None:
    """Say of mail whose task was parked how far it came; the addresses that are left go."""
    try:
        # In the school's own name: whoever asked for it may be the one who has left.
        end_sending(Access(school_id, "operator", date.fromisoformat(on)), sending_id=sending_id)
    except (Refused, NotAllowed):
        log.warning("mail %s was not there when its task was parked", sending_id)
