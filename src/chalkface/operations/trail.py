"""The audit trail's one writer: a line goes to the end of its chain, in the transaction of the deed that it tells of.

The head of the chain is locked while the line is added, so that lines of one school come one after another; it is the last
thing that a deed does. Nothing here asks who is asking: ``operation`` does.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from chalkface.core.audit_chain import SERVER, Line, digest_of
from chalkface.records.models import AuditEntry, AuditHead, ServerAuditEntry

LOCKS_OF_TRAIL = 45


def hold(chain: int) -> None:
    """Keep others from the end of a chain until the transaction ends. SQLite has one writer; on PostgreSQL it is a lock by
    number, since many that wait for one row that is changed again and again may be told of a deadlock that is none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Keys are checked now and not at the end: they wait for rows, whose holders may wait for this chain.
            # One message, since everybody of a school waits for whoever is here.
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; "
                f"SELECT pg_advisory_xact_lock({LOCKS_OF_TRAIL:d}, {chain:d})"
            )


@transaction.atomic(savepoint=False)
def leave_line(
    school_id: int | None, *, at: datetime, account_number: int | None, role: str, operation: str, about: Mapping[str, object]
) -> None:
    """Add a line to the chain of a school, or to the server's own (None)."""
    chain = SERVER if school_id is None else school_id
    hold(chain)
    head, _ = AuditHead.objects.get_or_create(chain=chain)
    line = Line(head.length + 1, at, account_number, role, operation, dict(about), "")
    digest = digest_of(chain, line, head.digest)
    values = {
        "number": line.number,
        "at": at,
        "account_number": account_number,
        "role": role,
        "operation": operation,
        "about": line.about,
        "digest": digest,
    }
    if school_id is None:
        ServerAuditEntry.objects.create(**values)
    else:
        AuditEntry.objects.create(school_id=school_id, **values)
    AuditHead.objects.filter(pk=head.pk).update(length=line.number, digest=digest)
