"""Exports leave a line in the audit: a whole school has left the house."""

from chalkface.core.access import Access
from chalkface.operations.operation import note, operation
from chalkface.records.models import School


@operation(needs="export_school")
def record_export(access: Access, *, rows: int, exported_at: str) -> None:
    """Note that the whole school was exported. ``rows`` is how many rows of all tables; ``exported_at`` is what the
    manifest said, which exports repeat until something changes, so that equal states give equal bytes."""
    School.objects.filter(pk=access.school_id, exported_at="").update(exported_at=exported_at)
    note(rows=rows)
