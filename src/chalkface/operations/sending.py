"""The deeds about papers that are sent by mail: a draft to look at, sent as it was looked at, and what became of it.

No address is in an argument of a task, in a log or in the audit trail: they stand sealed in the row until their mail has gone.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.links import digest_of
from chalkface.core.words import day_words
from chalkface.operations.operation import note, operation
from chalkface.queries.last_gate import last_gate
from chalkface.records.models import School, Sending

MOST = 60
DRAFTS_KEPT = timedelta(days=14)
LONGEST_OPEN = timedelta(days=366)
_ADDRESS = re.compile(r"[^@\s<>,;\"()]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def _held(sending_id: int) -> Sending:
    row = Sending.objects.select_for_update().filter(pk=sending_id).first()
    if row is None:
        raise Refused("That mail is not there any more.")
    return row


@operation(needs="publish", codes=("paper",))
def draft_sending(
    access: Access,
    *,
    paper: str,
    subject: str,
    words: str,
    file_name: str,
    content: bytes,
    to: Sequence[tuple[str, str]],
    open_until: date | None = None,
    link: str = "",
    secret: str = "",
    replaces: int | None = None,
) -> int:
    """Keep what would be sent, to be looked at; its number. ``to``: (address, what is shown of it); ``link`` with its
    ``secret`` and ``open_until`` where the mail holds a dated link in place of the file; ``replaces``
    is a draft of one's own that goes.

    Raises ``Refused`` beside what is missing or too much, naming a wrong address by its place in the list.
    """
    wrong = []
    found = dict(to)
    if not found:
        wrong.append(("to", "Say whom it goes to: tick somebody, or type an address."))
    if len(found) > MOST:
        wrong.append(("to", f"That is {len(found)} addresses; at most {MOST} at once. For more, use the school’s own mailing."))
    if bad := [str(place) for place, one in enumerate(found, 1) if not _ADDRESS.fullmatch(one)]:
        wrong.append(("to", f"Not an address for e-mail: number {', '.join(bad[:5])} in the list."))
    if not subject.strip() or "\n" in subject or len(subject) > 150:
        wrong.append(("subject", "A subject is one line, of at most 150 letters."))
    if not words.strip() or len(words) > 5_000:
        wrong.append(("words", "Write what the mail says, in at most 5,000 letters."))
    if link and (open_until is None or not access.on < open_until <= access.on + LONGEST_OPEN):
        wrong.append(("open_until", "Say until which day the link opens it: after today, within a year."))
    typed = {"the subject": subject.encode(), "the text": words.encode()}
    kept = last_gate(access, School.objects.get(pk=access.school_id), typed)
    if kept.names:
        where = " and ".join(kept.files)
        wrong.append(("words", f"A student’s name stands in {where}. Take it out: a mail like this names none."))
    if kept.few:
        wrong.append(("words", f"It counts very few students: {'; '.join(kept.few[:3])}. Say it without the number."))
    if wrong:
        raise FormRefused(wrong)
    now = timezone.now()
    Sending.objects.filter(state="draft", asked_at__lt=now - DRAFTS_KEPT).delete()
    if replaces is not None:
        Sending.objects.filter(pk=replaces, state="draft", account_number=access.account_id).delete()
    row = Sending(
        school_id=access.school_id, paper=paper, subject=subject.strip(), words=words.replace("\r\n", "\n").strip(),
        file_name=file_name, content=content, account_number=access.account_id, asked_on=access.on, asked_at=now,
        recipients=len(found), digest=digest_of(secret) if link else "", open_until=open_until if link else None,
    )  # fmt: skip
    row.addresses, row.link = [list(pair) for pair in found.items()], link
    row.save()
    note(sending=row.pk, recipients=row.recipients, by_link=bool(link))
    return row.pk


@operation(needs="publish")
def send_draft(access: Access, *, sending_id: int) -> None:
    """Let a draft go, as it stands. Raises ``Refused`` when it has gone already, is another person's, or its link would open
    nothing."""
    row = _held(sending_id)
    if row.state != "draft" or row.account_number != access.account_id or access.account_id is None:
        raise Refused("It has gone already, or somebody else wrote it.")
    if row.digest and row.open_until < access.on:
        raise Refused(f"Its link was to work until {day_words(row.open_until)}. Change it, and set a later day.")
    row.state = "waiting"
    row.save(update_fields=["state"])
    note(recipients=row.recipients)


@operation(needs="publish")
def drop_draft(access: Access, *, sending_id: int) -> None:
    """Throw a draft of one's own away."""
    row = _held(sending_id)
    if row.state != "draft" or row.account_number != access.account_id:
        raise Refused("It has gone already, or somebody else wrote it.")
    row.delete()


@operation(needs="publish")
def cancel_paper_link(access: Access, *, sending_id: int) -> None:
    """End the dated link of a mail before its day: from now on it opens nothing."""
    row = _held(sending_id)
    if not row.digest or row.cancelled_on is not None:
        raise Refused("There is no link of that mail that still opens anything.")
    row.cancelled_on = access.on
    row.save(update_fields=["cancelled_on"])


@operation(needs="publish")
def begin_sending(access: Access, *, sending_id: int) -> bool:
    """Say that a worker is at it. False when it is over already: a task may come twice."""
    row = _held(sending_id)
    if row.state not in ("waiting", "sending"):
        return False
    row.state = "sending"
    row.save(update_fields=["state"])
    return True


@operation(needs="publish")
def mail_went(access: Access, *, sending_id: int, place: int, fine: bool) -> None:
    """The mail at a place of the list has gone, or cannot go: its address is taken out."""
    row = _held(sending_id)
    left = list(row.addresses)
    if 0 <= place < len(left):
        del left[place]
        row.addresses, row.reached = left, row.reached + fine
        row.save()


@operation(needs="publish")
def end_sending(access: Access, *, sending_id: int) -> None:
    """It is over: no address is left, nor the link."""
    row = _held(sending_id)
    if row.state in ("waiting", "sending"):
        row.addresses, row.link, row.ended_at = [], "", timezone.now()
        row.state = "sent" if row.reached else "failed"
        row.save()
        note(reached=row.reached, recipients=row.recipients)
