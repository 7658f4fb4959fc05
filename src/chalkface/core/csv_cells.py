"""CSV that people open in a spreadsheet: no text that somebody typed is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole file, with the mark by which spreadsheets know that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()
