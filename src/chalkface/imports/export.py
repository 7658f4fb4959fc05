"""The whole school in the exchange format, as files in memory, a folder or a zip."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.formats.exchange.tables import VERSION
from chalkface.imports.formats.exchange.write import write_files, zipped
from chalkface.operations.exports import record_export
from chalkface.queries.exports import exported_at_of, school_tables
from chalkface.records.tenancy import open_scope

PRODUCED_BY = "Chalkface"


def export_school(access: Access, *, at: datetime) -> dict[str, bytes]:
    """Every file of the format by name. ``at`` is the moment the manifest names, unless the school still stands as it was
    imported or last exported: then it repeats that moment, so that the same state gives the same bytes."""
    if not access.may("export_school"):
        raise NotAllowed(f"{access.role} may not export the school")
    with open_scope(access):
        tables: dict[str, list] = dict(school_tables(access.school_id))
        exported_at = exported_at_of(access.school_id) or at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record_export(access, rows=sum(map(len, tables.values())), exported_at=exported_at)
    manifest = {"chalkface-exchange": VERSION, "exported_at": exported_at, "produced_by": PRODUCED_BY}
    tables["manifest"] = [{"property": name, "value": value} for name, value in manifest.items()]
    return write_files(tables)


def export_zip(access: Access, *, at: datetime) -> bytes:
    """The export as one zip; equal states give equal bytes."""
    return zipped(export_school(access, at=at))


def export_to(access: Access, path: Path, *, at: datetime) -> None:
    """Write the export to ``path``: a zip when it ends in ``.zip``, else a folder. Raises ``Refused`` when it cannot."""
    files = export_school(access, at=at)
    try:
        if path.suffix.lower() == ".zip":
            path.write_bytes(zipped(files))
        else:
            _write_folder(path, files)
    except OSError as fault:
        raise Refused(f"The export cannot be written to {path}: {fault.strerror}.") from fault


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    path.mkdir(parents=True, exist_ok=True)
    strangers = sorted(file.name for file in path.iterdir() if file.name not in files)
    if strangers:
        raise Refused(f"The folder {path} holds other files ({', '.join(strangers[:3])}). Name a new or an empty folder.")
    for name, content in files.items():
        (path / name).write_bytes(content)
