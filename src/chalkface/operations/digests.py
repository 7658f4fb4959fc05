"""The deeds about digests: a person chooses their own, and what was sent is remembered."""

from collections.abc import Iterable

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.operation import note, operation
from chalkface.records.models import DigestChoice, Membership

EVERY = ("", "week", "month")


@operation(needs="subscribe", codes=("every",))
def choose_digest(access: Access, *, every: str) -> None:
    """Choose one's own digest: none (""), weekly or monthly. Raises ``Refused`` for anything else, and for who has no account
    at the school."""
    if every not in EVERY:
        raise Refused("Choose how often.", field="every")
    mine = Membership.objects.filter(account_id=access.account_id, role=access.role) if access.account_id else None
    membership = mine.first() if mine is not None else None
    if membership is None:
        raise Refused("A digest goes to somebody with an account at the school.")
    before = DigestChoice.objects.filter(membership__account_id=access.account_id)
    kept = before.order_by("pk").first()
    last = kept.last_sent_on if kept else None
    DigestChoice.objects.filter(pk__in=list(before.values_list("pk", flat=True))).delete()
    if every:
        DigestChoice.objects.create(
            school_id=access.school_id, membership=membership, every=every, chosen_on=access.on, last_sent_on=last
        )


@operation(needs="subscribe")
def digests_were_sent(access: Access, *, choices: Iterable[int]) -> int:
    """Remember that these choices were sent on the access's day; returns how many. For the command line alone."""
    if access.role != "operator":
        raise NotAllowed(f"{access.role} may not say what was sent")
    count = DigestChoice.objects.filter(pk__in=list(choices)).update(last_sent_on=access.on)
    note(digests=count)
    return count
