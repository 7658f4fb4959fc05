"""The beginning of the audit trail, taken out once it is older than the rule; what is left is still one chain."""

from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.audit_chain import SERVER
from chalkface.core.errors import Refused
from chalkface.operations.operation import note, operation
from chalkface.operations.trail import hold
from chalkface.records import audit_locks
from chalkface.records.models import AuditEntry, AuditHead, ServerAuditEntry
from chalkface.records.tenancy import across_schools

FEWEST_YEARS = 6


@operation(needs="add_school", about_server=True)
def prune_audit(access: Access, *, before: date) -> int:
    """Take out the lines of every chain up to the last that is older than ``before``; returns how many. The last line of a
    chain always stays. Raises ``Refused`` for a day less than six years ago.

    The locks are away for this one transaction; only the owner of the tables can lift them.
    """
    latest = date(access.on.year - FEWEST_YEARS, access.on.month, min(access.on.day, 28))
    if before > latest:
        raise Refused(f"The audit trail is kept for {FEWEST_YEARS} years: give a day not after {latest.isoformat()}.")
    moment = timezone.make_aware(datetime.combine(before, time()))
    total = 0
    with across_schools("pruning the audit trail"):
        heads = list(AuditHead.objects.order_by("chain"))
        for head in heads:
            hold(head.chain)
            head.refresh_from_db()
        audit_locks.lift(connection)
        for head in heads:
            rows = ServerAuditEntry.objects if head.chain == SERVER else AuditEntry.objects.filter(school_id=head.chain)
            first_kept = rows.filter(at__gte=moment).order_by("number").values_list("number", flat=True).first()
            last = (first_kept or head.length) - 1
            if last <= head.pruned:
                continue
            digest = rows.values_list("digest", flat=True).get(number=last)
            total += rows.filter(number__lte=last).delete()[0]
            AuditHead.objects.filter(pk=head.pk).update(pruned=last, before=digest)
            note(**{f"chain_{head.chain}": last})
        audit_locks.lay(connection)
    note(lines=total)
    return total
