"""Papers that were sent by mail: what exactly, to how many, by whom; and the door of a dated link to one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.links import digest_of
from chalkface.core.words import day_words
from chalkface.queries.people import current_on, name_of_account
from chalkface.records.models import Account, Membership, Post, Sending
from chalkface.records.tenancy import across_schools

PDF = "application/pdf"
OPENS = ("waiting", "sending", "sent")


@dataclass(frozen=True)
class Mail:
    """One mail as it goes or went. ``to``: who is left, address and what is shown of it; ``body`` is the whole text;
    ``reply_to`` the address of whoever sends it, to whom answers go; ``words`` is what was typed."""

    id: int
    paper: str
    subject: str
    body: str
    file_name: str
    content: bytes
    attached: bool
    to: tuple[tuple[str, str], ...]
    recipients: int
    reached: int
    state: str
    asked_on: date
    by: str
    account_number: int | None
    open_until: date | None
    cancelled_on: date | None
    reply_to: str = ""
    content_type: str = PDF
    words: str = ""


@dataclass(frozen=True)
class SendingLine:
    """One mail in the list of what was sent."""

    id: int
    paper: str
    subject: str
    asked_on: date
    state: str
    recipients: int
    reached: int


def mail_of(sending_id: int) -> Mail | None:
    """One mail of the open school, or None."""
    row = Sending.objects.filter(pk=sending_id).first()
    if row is None:
        return None
    body = row.words
    if row.digest:
        body += f"\n\n{row.link or '(here stood the link)'}\n\nThe link works until {day_words(row.open_until)}."
    return Mail(
        row.pk, row.paper, row.subject, body, row.file_name, bytes(row.content), not row.digest,
        tuple((address, shown) for address, shown in row.addresses), row.recipients, row.reached, row.state, row.asked_on,
        name_of_account(row.account_number), row.account_number, row.open_until, row.cancelled_on,
        Account.objects.filter(pk=row.account_number).values_list("email", flat=True).first() or "",
        words=row.words,
    )  # fmt: skip


def sendings() -> tuple[SendingLine, ...]:
    """What was sent or is to be, the latest first."""
    columns = ("pk", "paper", "subject", "asked_on", "state", "recipients", "reached")
    return tuple(SendingLine(*row) for row in Sending.objects.order_by("-asked_at", "-pk").values_list(*columns)[:50])


def post_addresses(access: Access, chosen: Iterable[int] | None = None) -> dict[int, tuple[str, str]]:
    """Post → (address of its account, "Link governor, P. Anand") for posts with an account, all or those chosen. The address
    is for the mail alone: who may send need not see who has an account, and is shown the post."""
    current = QuerySet(Membership).filter(current_on(access.on), school_id=access.school_id, account__is_active=True)
    emails = dict(current.exclude(account__email="").values_list("pk", "account__email"))
    rows = Post.objects.filter(ended_on=None, membership_id__in=list(emails)).order_by("title")
    found = {
        pk: (emails[membership], f"{title}, {holder}" if holder else title)
        for pk, title, holder, membership in rows.values_list("pk", "title", "holder", "membership_id")
    }
    return found if chosen is None else {pk: found[pk] for pk in chosen if pk in found}


def paper_at_door(token: str, on: date) -> tuple[str, bytes] | None:
    """The name and content of the file that a secret opens on a day; None for one that is unknown, cancelled or over, whose
    mail never went, or whose sender is no member of the school any more: the door cannot tell which."""
    with across_schools("the door of a dated link"):
        rows = Sending.objects.filter(digest=digest_of(token), state__in=OPENS, cancelled_on=None, open_until__gte=on)
        found = rows.values_list("file_name", "content", "school_id", "account_number").first()
        if found is None:
            return None
        name, content, school, maker = found
        if maker is not None and not Membership.objects.filter(current_on(on), account_id=maker, school_id=school).exists():
            return None
    return name, bytes(content)
