"""Reading a careers leader's list in a test."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Parsed, Received
from chalkface.imports.reading import open_document

TODAY = date(2025, 11, 3)


def read(code: str, *rows: Sequence[str], name: str = "list.csv", year: int | None = None) -> Parsed:
    """Rows as a CSV file, read by the format that claims it, which must be ``code``."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return _read(Received(name, text.getvalue().encode()), code, year)


def read_file(path: Path, code: str) -> Parsed:
    """A file from disk, read likewise."""
    return _read(Received(path.name, path.read_bytes()), code, None)


def _read(received: Received, code: str, year: int | None) -> Parsed:
    document = open_document(received)
    best = max(formats().values(), key=lambda format: format.recognise(document))
    assert (best.code, best.recognise(document) >= 0.5) == (code, True)
    return best.read([document], Options(TODAY, year))


def values(parsed: Parsed, table: str) -> list[dict[str, object]]:
    """The values of a table's rows."""
    return [row.values for row in parsed.tables.get(table, [])]


def refused(parsed: Parsed) -> list[tuple[int, str]]:
    """Row and column of each refusal."""
    return [(bad.row, bad.column) for bad in parsed.refused]


def noted(parsed: Parsed, *words: str) -> bool:
    """Whether one note holds all the words."""
    return any(all(word in note for word in words) for note in parsed.notes)
