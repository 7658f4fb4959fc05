"""How large a workbook's sheets really are, before a reader makes room for every cell between the corners."""

import re
import zipfile
from collections.abc import Iterator

from chalkface.core.errors import Refused
from chalkface.imports.archives import MOST_BYTES, read_part

MOST_ROWS = 200_000
MOST_LINES = 1_000_000  # of delimited text: a large school's participations over seven years must come back in
MOST_COLUMNS = 1_000
MOST_CELLS = 10_000_000
CHUNK, OVERLAP = 1 << 20, 64

CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
ODS_TAG = re.compile(rb"<(/?)table:(table|table-row|(?:covered-)?table-cell)\b([^>]*)>")
ROWS_REPEATED = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)["']""")
COLUMNS_REPEATED = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["']""")


def check_workbook(name: str, archive: zipfile.ZipFile) -> None:
    """Raises ``Refused`` when a sheet of an XLSX or ODS reaches beyond what is read."""
    for part in archive.infolist():
        if part.filename == "content.xml":
            _check_ods(name, read_part(name, archive, part))
        elif part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            _check_xlsx(name, archive, part)


def check_size(name: str, rows: int, columns: int, cells: int = 0, most_rows: int = MOST_ROWS) -> None:
    """Raises ``Refused`` for more rows, columns or cells (or rows times columns) than are read."""
    if rows > most_rows:
        raise Refused(f"“{name}” has more than {most_rows:,} rows, which is the most that is read. Split it, or delete the "
                      f"empty rows below the table.")
    if columns > MOST_COLUMNS:
        raise Refused(f"“{name}” is {columns:,} columns wide; the most that is read is {MOST_COLUMNS:,}. Delete the "
                      f"empty columns beside the table.")
    if max(cells, rows * columns if not cells else 0) > MOST_CELLS:
        raise Refused(f"“{name}” has more than {MOST_CELLS:,} cells, which is the most that is read. Split it.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_xlsx(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    widest = last = 0
    numbers: dict[bytes, int] = {}
    for chunk in chunks(name, archive, part):
        for letters, digits in CELL.findall(chunk):
            if letters not in numbers:
                numbers[letters] = _column_number(letters)
                widest = max(widest, numbers[letters])
            last = max(last, int(digits))
    check_size(name, last, widest)


def chunks(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the one before: a whole sheet need not fit in memory to be measured."""
    before = b""
    left = MOST_BYTES
    try:
        with archive.open(part) as stream:
            while piece := stream.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    break
                yield before + piece
                before = piece[-OVERLAP:]
    except Exception as fault:  # zipfile raises a dozen kinds of error on damaged files
        raise Refused(f"“{name}” is damaged: its part “{part.filename[:80]}” cannot be unpacked. Save it again.") from fault
    if left < 0:
        raise Refused(f"“{name}” unpacks to more than 100 MB, so it is not opened.")


def _check_ods(name: str, content: bytes) -> None:
    """Rows and columns as they would be laid out: the empty tail of a row and of a sheet take no room."""
    rows = widest = row = filled_until = column = repeat = 0
    for closing, tag, attributes in ODS_TAG.findall(content):
        if tag == b"table":
            row = 0
        elif tag == b"table-row":
            if closing or attributes.endswith(b"/"):
                row += repeat if closing else _count(ROWS_REPEATED, attributes)
                if closing and filled_until:
                    rows, widest = max(rows, row), max(widest, filled_until)
            else:
                repeat, filled_until, column = _count(ROWS_REPEATED, attributes), 0, 0
        elif not closing:
            column += _count(COLUMNS_REPEATED, attributes)
            if not attributes.endswith(b"/") or b"value" in attributes:
                filled_until = column
    check_size(name, rows, widest)


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)[:9]) if found else 1
