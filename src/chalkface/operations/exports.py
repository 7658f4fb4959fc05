"""Exports leave a line in the audit: a whole school has left the house."""

from chalkface.core.access import Access
from chalkface.operations.operation import note, operation


@operation(needs="export_school")
def record_export(access: Access, *, rows: int) -> None:
    """Note that the whole school was exported. ``rows`` is how many rows of all tables."""
    note(rows=rows)
