"""The audit trail, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.utils import timezone

from chalkface.core.access import ROLES
from chalkface.records.models import Account, AuditEntry

LINES = 50

# What was done, as a person would say it; an operation that is not here is said by its own name.
DEEDS = {
    "add_member": "added a member",
    "add_school": "added the school",
    "attach_evidence": "attached evidence",
    "change_settings": "changed the settings",
    "choose_matches": "matched names",
    "commit_import": "imported",
    "end_membership": "ended a membership",
    "fail_import": "could not read an import",
    "keep_review": "kept a review",
    "receive_import": "received files",
    "record_export": "took everything out",
    "record_judgement": "recorded a judgement",
    "rehearse_import": "looked at an import",
    "remember_columns": "chose columns",
    "remove_evidence": "removed evidence",
    "reset_password": "gave a new password",
    "set_groups": "set the tutor groups of a member",
    "set_own_password": "changed their own password",
    "set_up_server": "set Chalkface up",
    "take_register": "took a register",
    "undo_import": "took an import back",
}
ABOUT = {"batch_id": "import", "batch": "import", "membership_id": "member", "membership": "member", "activity_id": "activity"}

OF_LOOKS = ("look", "seen")  # by which the check knows a look and its digest: of no use to a reader


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


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M}"


def _about(about: dict[str, object]) -> tuple[tuple[str, object], ...]:
    """Each thing once, in words: the number of an import is said both as argument and as outcome."""
    told = {key: value for key, value in about.items() if value is not None and not key.endswith(OF_LOOKS)}
    said = {ABOUT.get(key, key.replace("_", " ")): value for key, value in told.items()}
    if said.get("role") in ROLES:
        said["role"] = ROLES[said["role"]].title
    return tuple(said.items())


def audit_lines(number: int) -> AuditPage:
    """Page ``number`` (from 1; the last when there are fewer) of the open school's trail, the last written first: by the number
    in the chain, since a clock may be put back."""
    pages = Paginator(AuditEntry.objects.order_by("-number"), LINES)
    shown = pages.get_page(number)
    rows = list(shown.object_list)
    names = dict(Account.objects.filter(pk__in={row.account_number for row in rows}).values_list("pk", "name"))
    lines = tuple(
        AuditLine(
            _moment(timezone.localtime(row.at)),
            names.get(row.account_number) or ROLES[row.role].title,
            DEEDS.get(row.operation, row.operation.replace("_", " ")),
            _about(row.about),
        )
        for row in rows
    )
    return AuditPage(lines, shown.number, pages.num_pages, pages.count)
