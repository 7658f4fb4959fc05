"""Files as one archive: the same files of the same day are the same bytes."""

import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO


def zip_of(files: Iterable[tuple[str, bytes]], *, made_on: date) -> bytes:
    """The ZIP of (path in the archive, content), in the order given."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 12, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, content)
    return archive.getvalue()
