"""The audit trail, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils import timezone

from chalkface.core.access import ROLES
from chalkface.records.models import Account, AuditEntry

LINES = 50


@dataclass(frozen=True)
class AuditLine:
    """One deed, in words: when, who, what, about which ids."""

    at: str
    who: str
    what: str
    about: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class AuditPage:
    """A page of the trail."""

    lines: tuple[AuditLine, ...]
    page: int
    pages: int
    total: int


def audit_lines(number: int) -> AuditPage:
    """Page ``number`` (from 1; the last when there are fewer) of the open school's trail, newest first."""
    pages = Paginator(AuditEntry.objects.order_by("-at", "-pk"), LINES)
    shown = pages.get_page(number)
    rows = list(shown.object_list)
    names = dict(Account.objects.filter(pk__in={row.account_number for row in rows}).values_list("pk", "name"))
    lines = tuple(
        AuditLine(
            f"{timezone.localtime(row.at):%d %b %Y, %H:%M}",
            names.get(row.account_number) or ROLES[row.role].title,
            row.operation.replace("_", " "),
            tuple((key.replace("_", " "), value) for key, value in row.about.items()),
        )
        for row in rows
    )
    return AuditPage(lines, shown.number, pages.num_pages, pages.count)
