"""The pack as one archive: the same pack on the same day is the same file, byte for byte."""

import zipfile
from io import BytesIO

from chalkface.reports.hand_over.paper import HandOver


def build(paper: HandOver) -> bytes:
    """The ZIP of ``paper``."""
    made = paper.first.made_on
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for file in paper.files:
            entry = zipfile.ZipInfo(file.name, (made.year, made.month, made.day, 12, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, file.content)
    return archive.getvalue()
