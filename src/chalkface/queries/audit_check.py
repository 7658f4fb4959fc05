"""Whether the audit trail is as it was written: every chain of the server, line by line."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection
from django.db.models import Count, Model, Q, QuerySet, Value

from chalkface.core.audit_chain import COUNTED, SERVER, Fault, Head, Line, digest_of_look, faults
from chalkface.records.audit_locks import missing
from chalkface.records.models import AuditEntry, AuditHead, NoteRead, ServerAuditEntry, Viewing

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
        found += _looks_otherwise(chain, lines)
        found += _looks_taken_out(chain, lines)
    found += _pruned_without_a_line(by_chain.values())
    return Report(len(chains), count, tuple(found), tuple(missing(connection)))


def _looks_otherwise(chain: int, lines: list[Line]) -> Iterator[Fault]:
    """Looks that are kept otherwise than their line says, or that no line knows. Those from before lines knew any are left
    out; how many are gone is counted below, since a look goes with its student."""
    told = {
        line.about[f"{kind}look"]: (line.number, line.about.get(f"{kind}seen"))
        for line in lines for kind in ("", "note_") if f"{kind}look" in line.about
    }  # fmt: skip
    if chain == SERVER or not told:
        return
    first = min(number for number, _ in told.values())
    since = next(line.at for line in lines if line.number == first)
    columns = ("look", "at", "account_number", "role", "reason")
    named = Q(look__isnull=False, at__gte=lines[0].at) if lines[0].number > 1 else Q(look__isnull=False)  # > 1: pruned
    to_check = named | Q(at__gte=since)
    looks = Viewing.objects.filter(to_check, school_id=chain).values_list(*columns, "what").distinct()
    reads = NoteRead.objects.filter(to_check, school_id=chain).values_list(*columns, Value("note")).distinct()
    for look, at, account, role, reason, what in (*looks, *reads):
        number, seen = told.get(look, (0, ""))
        if not number:
            yield Fault(chain, 0, f"a look at {at:%Y-%m-%d %H:%M} UTC is in no line: it was put in")
        elif digest_of_look(look, at, account, role, what, reason) != seen:
            yield Fault(chain, number, f"the look of line {number} is not as it was written: its day, person or reason")


def _counted(model: type[Model], school_id: int) -> QuerySet:
    """Looks whose lines say how many there were; past the manager, which shows of them what somebody may read."""
    return QuerySet(model).filter(school_id=school_id, look__startswith=COUNTED).order_by()


def counted_looks(school_id: int) -> dict[tuple[str, int], str]:
    """The looks of a school whose lines say how many there were: which row of which table, and of which month.

    Rows, not their number: while some go with a student, others come that somebody else keeps at the same time.
    """
    return {
        (model._meta.db_table, pk): look[1:7]
        for model in (Viewing, NoteRead) for pk, look in _counted(model, school_id).values_list("pk", "look")
    }  # fmt: skip


def _kept_of(school_id: int, names: Container[str]) -> Counter[str]:
    """The same, of the looks with these names alone."""
    found: Counter[str] = Counter()
    for model in (Viewing, NoteRead):
        for look, count in _counted(model, school_id).values_list("look").annotate(Count("pk")):
            found[look[1:7]] += count * (look in names)
    return found


def _looks_taken_out(chain: int, lines: list[Line]) -> Iterator[Fault]:
    """Months of which fewer looks are kept than their lines say were, less those that went with a student or a note. A month
    whose lines were pruned, or are partly, is left out."""
    kept: Counter[str] = Counter()
    names = {line.about[f"{kind}look"]: line.about[f"{kind}kept"] for line in lines for kind in ("", "note_")
             if f"{kind}kept" in line.about}  # fmt: skip
    for name, count in names.items():
        kept[name[1:7]] += count
    told: Counter[str] = Counter()
    beginning = f"looks_gone_{chain}_"
    on_server = ServerAuditEntry.objects.filter(operation__in=("erase_again", "remove_example")).values_list("about", flat=True)
    for about in (*(line.about for line in lines), *on_server) if names else ():
        for key, count in about.items():
            if key.startswith(beginning):
                told[key.removeprefix(beginning)] += count
    from_month = f"{lines[0].at.astimezone(UTC):%Y%m}" if names and lines[0].number > 1 else ""
    for month, count in sorted((kept - told - _kept_of(chain, names)).items() if names else ()):
        if month > from_month:
            which = f"{count} {'look' if count == 1 else 'looks'} of {month[:4]}-{month[4:]}"
            yield Fault(chain, 0, f"{which} taken out: no line says that anybody's record went, and with it so many")


def _pruned_without_a_line(ends: Iterable[Head]) -> list[Fault]:
    """A beginning may be away only where the server's own trail says that it was pruned, and up to where."""
    told = list(ServerAuditEntry.objects.filter(operation="prune_audit").values_list("about", flat=True))
    return [
        Fault(head.chain, head.pruned, f"the lines up to {head.pruned} are gone, and no line says that they were pruned")
        for head in ends
        if head.pruned and not any(about.get(f"chain_{head.chain}") == head.pruned for about in told)
    ]
