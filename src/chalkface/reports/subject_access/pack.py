"""The pack as one archive: ``record.html`` to read, ``record.json`` for programs, ``originals`` as they came."""

import json

from chalkface.queries.rights import SubjectPack
from chalkface.reports.letters import writable
from chalkface.reports.subject_access.telling import tell
from chalkface.reports.told_page import html_of
from chalkface.reports.zipped import zip_of


def build(paper: SubjectPack) -> bytes:
    """The ZIP of ``paper``; the same pack on the same day is the same file."""
    files = {"record.html": html_of(writable(tell(paper))), "record.json": data(paper)}
    files |= {f"originals/{name}": content for name, content in paper.originals}
    return zip_of(files.items(), made_on=paper.on)


def data(paper: SubjectPack) -> bytes:
    """The pack as JSON: table → rows → field → value."""
    tables = {
        one.table.name: [{piece.field.name: piece.plain for piece in row} for row in one.rows if row] for one in paper.held
    }
    whole = {"chalkface-subject-access": 1, "written_on": paper.on.isoformat(), "school": paper.school, "holds": tables}
    return (json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n").encode("utf-8")
