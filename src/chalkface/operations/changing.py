"""Changing a row about a young person: the lock of ``editing.edit`` without its history of values, which others may read."""

from collections.abc import Mapping

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Difference
from chalkface.operations.editing import check_lengths, remember, written
from chalkface.records.models import Change
from chalkface.records.tenancy import SchoolOwned


def change(
    access: Access, row: SchoolOwned, new: Mapping[str, object], *, edition: int | None, deed: str, reason: str = ""
) -> bool:
    """Give ``row`` (from ``held``) the values ``new`` by field name; returns whether anything changed.

    The history keeps the deed, its day and a reason (never a student's words), and no value. When the row was saved since
    ``edition``, nobody can say who changed what, so whatever differs raises ``ChangedMeanwhile`` and nothing is written.
    ``edition`` None asks for no lock: for a deed whose rules look at how the row stands. Raises ``Refused`` for a text that
    is too long.
    """
    check_lengths(row, new)
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    if not changed:
        return False
    if edition is not None and edition != row.edition:
        raise _clash(row, changed)
    for name, value in changed.items():
        setattr(row, name, value)
    row.edition += 1
    row.save()
    remember(access, row, deed=deed, fields={}, reason=reason)
    return True


def _clash(row: SchoolOwned, changed: Mapping[str, object]) -> ChangedMeanwhile:
    """What is kept now beside what the person sent; what they had seen is in no history, so each field counts as both's."""
    last = Change.objects.filter(about=row._meta.db_table, number=row.pk).order_by("-edition", "-pk").first()
    differences = [
        Difference(name, "\0", written(getattr(row, name)), written(value)) for name, value in changed.items()
    ]
    return ChangedMeanwhile(differences, edition=row.edition, account_number=last.account_number if last else None)
