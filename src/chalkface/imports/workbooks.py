"""Excel and OpenDocument workbooks to rows of text. Hidden sheets are passed over: they hold lists for drop-downs."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from chalkface.core.errors import Refused
from chalkface.imports.archives import is_zip, open_archive
from chalkface.imports.sheet_sizes import check_size, check_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS_OF_AN_OFFICE_FILE = {"[Content_Types].xml", "content.xml"}


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are XLS, XLSX or ODS (or a Word file, which is refused later with a sentence)."""
    if content.startswith(OLE):
        return True
    if not is_zip(content):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except Exception:  # damaged: opening it as a zip of files says so in words
        return False
    return not PARTS_OF_AN_OFFICE_FILE.isdisjoint(names)


def read_workbook(name: str, content: bytes) -> list[tuple[str, list[list[str]]]]:
    """The visible sheets that hold something, as (title, rows); the first row is row 1 even when it is empty."""
    if is_zip(content):
        check_workbook(name, open_archive(name, content))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheets = [(title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in titles]
    except BaseException as fault:  # a panic in the reader's Rust is not an Exception
        if isinstance(fault, KeyboardInterrupt | SystemExit):
            raise
        raise Refused(f"“{name}” cannot be opened as a workbook: it is damaged, protected by a password, or not a "
                      f"spreadsheet. Open it in Excel, save it as XLSX without a password, and send it again.") from fault
    found = []
    for title, rows in sheets:
        check_size(name, len(rows), len(rows[0]) if rows else 0)
        texts = [[as_text(cell) for cell in row] for row in rows]
        while texts and not any(texts[-1]):
            texts.pop()
        if texts:
            found.append((title, texts))
    if not found:
        raise Refused(f"“{name}” has no sheet with anything on it.")
    return [("" if len(found) == 1 else title, rows) for title, rows in found]


def as_text(cell: object) -> str:
    """A cell as a CSV would show it: 11.0 is ``11``, a day is ``2024-11-13``, a duration of 45 minutes is ``0:45``."""
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if cell is None else str(cell)
