"""One student's portable record as a zip: ``record.json`` for the next school, ``record.html`` for people."""

import json

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.formats.exchange.write import zipped
from chalkface.imports.formats.student_record.page import as_page
from chalkface.operations.portable import note_portable_record
from chalkface.queries.portable import portable
from chalkface.records.tenancy import open_scope


def portable_record(access: Access, student_id: int) -> bytes:
    """The zip, and a line in the audit that it was written. Raises ``Refused`` when there is no such student for this access
    and ``NotAllowed`` without the right."""
    if not access.may("export_record"):
        raise NotAllowed(f"{access.role} may not write a portable record")
    with open_scope(access):
        record = portable(access, student_id)
    if record is None:
        raise Refused("That student is not there any more.")
    note_portable_record(access, student_id=student_id)
    data = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return zipped({"record.json": data.encode("utf-8"), "record.html": as_page(record).encode("utf-8")})
