"""Reading a published file in a test: from disk or from rows written on the spot."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Parsed, Received
from chalkface.imports.reading import Document, from_paths, open_document, open_documents

TODAY = date(2026, 1, 15)


def written(name: str, rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> Document:
    """A CSV file made of ``rows``, opened."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return open_document(Received(name, text.getvalue().encode(encoding)))


def read(document: Document, academic_year: int | None = None) -> Parsed:
    """Read by the one published format that claims it."""
    claims = [format for format in formats().values() if format.recognise(document) >= 0.5]
    assert len(claims) == 1, [format.code for format in claims]
    return claims[0].read([document], Options(TODAY, academic_year))


def read_file(path: Path, academic_year: int | None = None) -> Parsed:
    """Read a file from disk."""
    (document,) = open_documents(from_paths([path]))
    return read(document, academic_year)


def raw(path: Path) -> list[dict[str, str]]:
    """The file as the standard library reads it, to compare with."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
