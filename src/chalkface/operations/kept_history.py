"""What an import did to objects of the plan: a new edition and a dated line for each, as for any other change of them.

So a form that somebody opened before the import meets the merge page, and the history says what stood there.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from django.db.models import F
from django.utils import timezone

from chalkface.operations.editing import written
from chalkface.operations.kept import Kept
from chalkface.records.models import Change
from chalkface.records.tenancy import open_access

CHUNK = 500
IMPORTS = ("commit_import", "undo_import")


def remember_rows(
    kept: Kept, school_id: int, changes: Mapping[int, tuple[Mapping[str, object], Mapping[str, object]]], deed: str
) -> None:
    """Note {number of the row: (values before, values after)}; both are empty for a row that is new."""
    access = open_access()
    account, now = access.account_id if access is not None else None, timezone.now()
    is_personal = kept.model.group_path is not None  # words about a student do not go into a history that others read
    numbers = iter(changes)
    while chunk := list(islice(numbers, CHUNK)):
        rows = kept.model.objects.filter(pk__in=chunk)
        changed = [pk for pk in chunk if changes[pk][1]]
        if changed:
            rows.filter(pk__in=changed).update(edition=F("edition") + 1)
        editions = dict(rows.values_list("pk", "edition"))
        Change.objects.bulk_create(
            Change(
                school_id=school_id,
                about=kept.model._meta.db_table,
                number=pk,
                at=now,
                account_number=account,
                deed=deed,
                edition=editions[pk],
                fields={} if is_personal else _fields(*changes[pk]),
            )
            for pk in chunk
        )


def changed_here(kept: Kept, numbers: Iterable[int]) -> set[int]:
    """Those records that somebody changed here since an import brought them, whatever it was that changed."""
    rows = Change.objects.filter(about=kept.model._meta.db_table).exclude(deed__in=IMPORTS)
    wanted = set(numbers)
    return wanted.intersection(rows.order_by().values_list("number", flat=True)) if wanted else set()


def _fields(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[str]]:
    return {name: [written(before.get(name)), written(value)] for name, value in after.items()}
