"""A student's record leaves the school: that it did is kept."""

from chalkface.core.access import Access
from chalkface.operations.operation import operation
from chalkface.operations.viewing import viewed


@operation(needs="export_record")
def note_portable_record(access: Access, *, student_id: int) -> None:
    """Keep that the portable record of a student was written, and by whom."""
    viewed(access, [student_id], "record")
