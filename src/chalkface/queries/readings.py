"""Who read what at a school: every look at what is protected, every confidential note opened, every export."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone

from chalkface.core.access import ROLES, Access
from chalkface.core.words import day_words
from chalkface.queries.who_looked import WHAT
from chalkface.records.models import AuditEntry, Membership, NoteRead, Student, Viewing

LINES = 50
MOST_PAGES = 40  # further back one narrows down
EXPORTS = {"record_export": "the whole school"}
KINDS = {
    "details": ("Protected details", ("identity", "needs", "answers", "risk")),
    "notes": ("Confidential notes", ("note",)),
    "packs": ("Packs and lists taken out", ("record", "pack", "authority")),
    "exports": ("Exports of the whole school", tuple(EXPORTS)),
    "looks": ("Who looked", ("viewings",)),
}
_COLUMNS = ("at", "account_number", "role", "reason")


@dataclass(frozen=True)
class ReadingFilters:
    """What is asked for; empty is everything. ``until`` is the last day, and is in."""

    account: int | None = None
    student: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Reading:
    """One look: of one student, by name, or of so many at once."""

    at: str
    what: str
    who: str
    role: str
    reason: str
    students: int
    student: int | None
    name: str


@dataclass(frozen=True)
class Readings:
    """A page of looks, the newest first, and who may be asked for."""

    lines: tuple[Reading, ...]
    total: int
    page: int
    pages: int
    people: tuple[tuple[int, str], ...]
    student_name: str


def readings(access: Access, filters: ReadingFilters, page: int) -> Readings:
    """The looks that ``filters`` ask for. Notes are among them for whoever may read notes, exports for who reads the trail."""
    sources = _sources(access, filters)
    total = sum(rows.count() for rows, _ in sources)
    pages = max(1, min(MOST_PAGES, -(-total // LINES)))
    page = min(page, pages)
    newest = [row | more for rows, more in sources for row in rows[: page * LINES]]
    newest.sort(key=itemgetter("at"), reverse=True)
    shown = newest[(page - 1) * LINES : page * LINES]
    asked = {filters.student} if filters.student is not None else set()
    asked |= {row["one"] for row in shown if row["many"] == 1}
    names = {one.pk: one.name for one in Student.objects.filter(pk__in=asked)}
    people = _people()
    lines = tuple(_reading(row, dict(people), names) for row in shown)
    return Readings(lines, total, page, pages, people, names.get(filters.student, ""))


def _reading(row: dict, people: dict[int, str], names: dict[int, str]) -> Reading:
    there, what, role = timezone.localtime(row["at"]), row["what"], row["role"]
    return Reading(
        at=f"{day_words(there.date())}, {there:%H:%M}",
        what=EXPORTS.get(what) or WHAT.get(what, what),
        who=people.get(row["account_number"], "somebody who is gone"),
        role=ROLES[role].title if role in ROLES else role,
        reason=row["reason"],
        students=row["many"],
        student=row["one"] if row["many"] == 1 and row["one"] in names else None,
        name=names.get(row["one"], "") if row["many"] == 1 else "",
    )


def _sources(access: Access, filters: ReadingFilters) -> list[tuple[QuerySet, dict]]:
    """Rows of each table that are asked for, one for each look (a list of thirty students is one), and what each row lacks."""
    kinds = [filters.kind] if filters.kind in KINDS else list(KINDS)
    wanted = {what for kind in kinds for what in KINDS[kind][1]}
    looks = _narrowed(Viewing.objects.filter(what__in=wanted), filters, "student_id").values(*_COLUMNS, "what")
    found = [(looks.annotate(many=Count("pk"), one=Min("student_id")), {})]
    if "note" in wanted and access.may("read_notes"):
        reads = _narrowed(NoteRead.objects.all(), filters, "note__student_id").values(*_COLUMNS)
        counted = reads.annotate(many=Count("note__student_id", distinct=True), one=Min("note__student_id"))
        found.append((counted, {"what": "note"}))
    if wanted & EXPORTS.keys() and access.may("see_audit") and filters.student is None:
        deeds = _narrowed(AuditEntry.objects.filter(operation__in=EXPORTS), filters, "")
        rows = deeds.values("at", "account_number", "role", what=F("operation"))
        found.append((rows, {"reason": "", "many": 0, "one": None}))
    return [(rows.order_by("-at", "account_number"), more) for rows, more in found]


def _narrowed(rows: QuerySet, filters: ReadingFilters, student: str) -> QuerySet:
    if filters.account is not None:
        rows = rows.filter(account_number=filters.account)
    if filters.student is not None:
        rows = rows.filter(**{student: filters.student})
    if filters.since is not None:
        rows = rows.filter(at__gte=_begins(filters.since))
    if filters.until is not None:
        rows = rows.filter(at__lt=_begins(filters.until + timedelta(days=1)))
    return rows


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _people() -> tuple[tuple[int, str], ...]:
    """Everybody who has, or had, a membership here, by name: (number, name)."""
    columns = ("account_id", "account__name", "account__email")
    held = Membership.objects.order_by("account__name", "account__email").values_list(*columns)
    return tuple({number: (number, name or email) for number, name, email in held}.values())
