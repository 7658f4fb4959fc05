"""The deeds about papers that a worker makes: asked for, begun, made or not, fetched while they are kept.

What is made, and whether this person may make it, the report knows (``reports/making.py``); here is only how far it is.
"""

from datetime import timedelta

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.records.models import Making

KEPT = timedelta(days=14)
MOST_WAITING = 3
OPEN = ("waiting", "making")


def _own(access: Access, making_id: int) -> Making:
    row = Making.objects.select_for_update().filter(pk=making_id, account_number=access.account_id).first()
    if row is None or access.account_id is None:
        raise Refused("There is no such paper of yours.")
    return row


@operation(needs="see_plan", codes=("report", "ending"))
def ask_for_paper(access: Access, *, report: str, ending: str, options: dict[str, str | int]) -> tuple[int, bool]:
    """Note that the person wants a paper made; its number, and whether a task is needed for it.

    The same paper asked for again while it is being made is that one. What was made more than ``KEPT`` ago goes. Raises
    ``Refused`` for whoever has no account, and when too many of theirs are waiting.
    """
    if access.account_id is None:
        raise Refused("A paper is made for somebody with an account at the school.")
    now = timezone.now()
    Making.objects.filter(asked_at__lt=now - KEPT).delete()
    mine = Making.objects.filter(account_number=access.account_id, state__in=OPEN)
    for row in mine.filter(report=report, ending=ending, asked_on=access.on).order_by("pk"):
        if row.options == options:
            note(making=row.pk)
            return row.pk, False
    if mine.count() >= MOST_WAITING:
        raise Refused(f"{MOST_WAITING} papers of yours are being made. Wait until one is ready.")
    row = Making.objects.create(
        school_id=access.school_id, report=report, ending=ending, options=options, account_number=access.account_id,
        asked_on=access.on, asked_at=now,
    )  # fmt: skip
    note(making=row.pk)
    return row.pk, True


@operation(needs="see_plan")
def begin_paper(access: Access, *, making_id: int) -> bool:
    """Say that a worker is at it, again or for the first time. False when it has ended already: a task may come twice."""
    row = _own(access, making_id)
    if row.state not in OPEN:
        return False
    row.state = "making"
    row.save(update_fields=["state"])
    return True


@operation(needs="see_plan")
def keep_paper(access: Access, *, making_id: int, content: bytes) -> None:
    """Keep what was made."""
    row = _own(access, making_id)
    row.state, row.content, row.sentence, row.ended_at = "ready", content, "", timezone.now()
    row.save()
    note(bytes=len(content))


@operation(needs="see_plan")
def fail_paper(access: Access, *, making_id: int, sentence: str) -> None:
    """Say why it could not be made; one that is ready stays so."""
    row = _own(access, making_id)
    if row.state in OPEN:
        row.state, row.sentence, row.ended_at = "failed", sentence[:300], timezone.now()
        row.save(update_fields=["state", "sentence", "ended_at"])


@operation(needs="see_plan")
def forget_paper(access: Access, *, making_id: int) -> None:
    """Throw away one's own paper before its time."""
    _own(access, making_id).delete()
