"""Whether the audit trail is as it was written: every chain of the server, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from chalkface.core.audit_chain import SERVER, Fault, Head, Line, faults
from chalkface.records.audit_locks import missing
from chalkface.records.models import AuditEntry, AuditHead, ServerAuditEntry

_COLUMNS = ("number", "at", "account_number", "role", "operation", "about", "digest")


@dataclass(frozen=True)
class Report:
    """What a check found: how many chains and lines there are, where they do not hold, and which locks are away."""

    chains: int
    lines: int
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]


def heads() -> tuple[Head, ...]:
    """Where every chain ends; written down elsewhere, they find what is rewritten here."""
    rows = AuditHead.objects.order_by("chain").values_list("chain", "length", "digest", "pruned", "before")
    return tuple(Head(*row) for row in rows)


def lines_of(chain: int) -> Iterator[Line]:
    """The lines of a chain by number, those with the same number in the order in which they came."""
    rows = ServerAuditEntry.objects if chain == SERVER else AuditEntry.objects.filter(school_id=chain)
    for row in rows.order_by("number", "pk").values_list(*_COLUMNS).iterator(2000):
        yield Line(*row)


def check_trail(noted: Iterable[Head]) -> Report:
    """Read every line of the server; asked across schools. ``noted`` are heads that lay elsewhere."""
    by_chain = {one.chain: one for one in heads()}
    noted = tuple(noted)
    chains = {*by_chain, *(one.chain for one in noted)}
    chains |= set(AuditEntry.objects.order_by().values_list("school_id", flat=True).distinct())
    if ServerAuditEntry.objects.exists():
        chains.add(SERVER)
    found, count = [], 0
    for chain in sorted(chains):
        lines = list(lines_of(chain))
        count += len(lines)
        found += faults(chain, lines, by_chain.get(chain), noted)
    found += _pruned_without_a_line(by_chain.values())
    return Report(len(chains), count, tuple(found), tuple(missing(connection)))


def _pruned_without_a_line(ends: Iterable[Head]) -> list[Fault]:
    """A beginning may be away only where the server's own trail says that it was pruned, and up to where."""
    told = list(ServerAuditEntry.objects.filter(operation="prune_audit").values_list("about", flat=True))
    return [
        Fault(head.chain, head.pruned, f"the lines up to {head.pruned} are gone, and no line says that they were pruned")
        for head in ends
        if head.pruned and not any(about.get(f"chain_{head.chain}") == head.pruned for about in told)
    ]
