"""Published files in a test's database: real ones from the shared folder, or small ones written on the spot."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from chalkface.core.access import Access
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from chalkface.records.models import School


def import_published(school: School, received: list[Received], on: date, academic_year: int | None = None) -> None:
    """Import through the product's own door; every file must go in."""
    access = Access(school.pk, "operator", on)
    for outcome in import_files(access, received, academic_year=academic_year):
        assert outcome.is_committed, (outcome.refused, outcome.stops)


def real(folder: Path, *names: str) -> list[Received]:
    """Files of the shared folder."""
    return from_paths([folder / "data" / "published" / name for name in names])


def written(name: str, headings: str, *rows: str) -> Received:
    """A file with these rows; cells are parted by spaces, ``_`` is a blank cell and ``·`` a space."""
    text = io.StringIO()
    csv.writer(text).writerows([headings.split(), *(cells(row) for row in rows)])
    return Received(name, text.getvalue().encode("utf-8-sig"))


def cells(row: str) -> Sequence[str]:
    return ["" if cell == "_" else cell.replace("·", " ") for cell in row.split()]


def raw(received: Received) -> Iterable[dict[str, str]]:
    """The rows as the standard library reads them, to compare with."""
    return csv.DictReader(io.StringIO(received.content.decode("utf-8-sig"), newline=""))
