"""What changed in the plan: the history of one thing, and of everything since a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chalkface.records.models import Account, Change
from chalkface.records.tenancy import SchoolOwned


@dataclass(frozen=True)
class HistoryLine:
    """One edit: what was done, by whom (a name, or "" for an import or the command line), which fields, and why."""

    about: str
    number: int
    at: datetime
    who: str
    deed: str
    fields: dict[str, list[str]]
    reason: str


def history_of(row: SchoolOwned) -> tuple[HistoryLine, ...]:
    """Everything that happened to one thing of the open school, the latest first."""
    return _lines(Change.objects.filter(about=row._meta.db_table, number=row.pk).order_by("-at", "-pk"))


def changes_since(day: date, *, about: Iterable[str] = ()) -> tuple[HistoryLine, ...]:
    """Everything that changed in the plan of the open school on or after a day, in order; ``about`` names tables."""
    rows = Change.objects.filter(at__date__gte=day)
    tables = list(about)
    if tables:
        rows = rows.filter(about__in=tables)
    return _lines(rows.order_by("at", "pk"))


def _lines(rows: Iterable[Change]) -> tuple[HistoryLine, ...]:
    found = list(rows)
    numbers = {row.account_number for row in found if row.account_number is not None}
    names = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
    return tuple(
        HistoryLine(row.about, row.number, row.at, names.get(row.account_number, ""), row.deed, row.fields, row.reason)
        for row in found
    )
