"""Writing the exchange format: canonical bytes, so that the same school always gives the same file.

It is data for programs, so every cell is written exactly as it is held, even one that a spreadsheet would take for a
formula; what people open in Excel is exported elsewhere, with that taken care of.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from chalkface.imports.formats.exchange.tables import FILES, File

NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_files(tables: Mapping[str, Iterable[Mapping[str, object]]]) -> dict[str, bytes]:
    """Every file of the format by name, one with a header alone where ``tables`` (file stem to rows) has no rows.

    Rows carry the names and types that reading gives (``hours_e4`` in ten-thousandths). Files with a key are sorted by it;
    ``intentions`` and ``destinations`` keep the order given. A value that a row does not carry is written empty.
    """
    return {f"{stem}.csv": write_file(file, tables.get(stem, ())) for stem, file in FILES.items()}


def write_file(file: File, rows: Iterable[Mapping[str, object]]) -> bytes:
    """One file: UTF-8, ``\\n``, a header, cells quoted only where they must be."""
    if file.key:
        rows = sorted(rows, key=lambda row: tuple(row[column] if column in row else "" for column in file.key))
    lines = [",".join(file.headings)]
    writers: Sequence[tuple[str, Callable[[object], str]]] = [
        (column.name, hours if column.name == "hours_e4" else cell) for column in file.columns]
    for row in rows:
        lines.append(",".join([quoted(write(row.get(name))) for name, write in writers]))
    return ("\n".join(lines) + "\n").encode("utf-8")


def cell(value: object) -> str:
    """A value as the format writes it: ``true``, ``2025-10-03``, ``a;b``; ``None`` is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return str(value)


def hours(value: object) -> str:
    """Ten-thousandths of an hour as a plain number without trailing zeros: 15000 is ``1.5``."""
    if value is None:
        return ""
    units, rest = divmod(int(str(value)), 10_000)
    return f"{units}.{rest:04d}".rstrip("0").rstrip(".")


def quoted(text: str) -> str:
    """A cell with quotation marks where RFC 4180 asks for them, or where spaces at its ends could be lost."""
    if NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in their order, with a fixed time on each, so that equal files give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
