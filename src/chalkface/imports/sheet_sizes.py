"""How large a workbook's sheets really are, before a reader makes room for every cell between the corners."""

import re
import zipfile

from chalkface.core.errors import Refused
from chalkface.imports.archives import read_part

MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 20_000_000

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
            _check_xlsx(name, read_part(name, archive, part))


def check_size(name: str, rows: int, columns: int) -> None:
    """Raises ``Refused`` for more rows, columns or cells than are read."""
    if rows > MOST_ROWS:
        raise Refused(f"“{name}” has {rows:,} rows; the most that is read is {MOST_ROWS:,}. Split it, or delete the "
                      f"empty rows below the table.")
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Refused(f"“{name}” is {columns:,} columns wide; the most that is read is {MOST_COLUMNS:,}. Delete the "
                      f"empty columns beside the table.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_xlsx(name: str, sheet: bytes) -> None:
    widest = last = 0
    numbers: dict[bytes, int] = {}
    for match in CELL.finditer(sheet):
        letters, digits = match.groups()
        if letters not in numbers:
            numbers[letters] = _column_number(letters)
            widest = max(widest, numbers[letters])
        last = max(last, int(digits))
    check_size(name, last, widest)


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
