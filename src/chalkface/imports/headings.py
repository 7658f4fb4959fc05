"""The headings of a received file and the columns they are taken for: what a person looks at to put a guess right."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.columns import Column, find_header
from chalkface.imports.formats import formats
from chalkface.imports.pipeline import read_again
from chalkface.queries.imports import remembered_columns
from chalkface.records.tenancy import open_scope

SAMPLES = 3


@dataclass(frozen=True)
class Choice:
    """A column that a heading can be taken for."""

    name: str
    meaning: str
    is_required: bool


@dataclass(frozen=True)
class Heading:
    """One heading as it stands, a few of its cells, and the column it is taken for ("" is none)."""

    text: str
    samples: tuple[str, ...]
    column: str


@dataclass(frozen=True)
class SheetHeadings:
    """One sheet of a received file; ``missing`` are required columns that no heading is taken for."""

    file: str
    format: str
    headings: tuple[Heading, ...]
    choices: tuple[Choice, ...]
    missing: tuple[str, ...]


def headings_of(access: Access, batch_id: int) -> list[SheetHeadings]:
    """The headings of every sheet of an import, as they are taken today with what was remembered.

    Empty for formats that need no choosing (XML, published files). Raises ``Refused`` when there is no such import.
    """
    stored, documents = read_again(access, batch_id)
    format = formats()[stored.format]
    with open_scope(access):
        remembered = remembered_columns(stored.format)
    found = []
    for document in documents:
        columns = format.columns.get("") or format.columns.get(document.stem)
        for sheet in document.sheets if columns else ():
            try:
                header, guess = find_header(sheet, columns, remembered)
            except Refused:
                continue
            taken = {position: name for name, position in guess.mapping.items()}
            body = sheet.rows[header + 1 :]
            headings = tuple(
                Heading(text.strip(), _samples(body, position), taken.get(position, ""))
                for position, text in enumerate(sheet.rows[header])
                if text.strip()
            )
            found.append(SheetHeadings(sheet.file, stored.format, headings, _choices(columns), tuple(guess.missing)))
    return found


def _samples(rows: list[list[str]], position: int) -> tuple[str, ...]:
    cells = (row[position].strip() for row in rows if len(row) > position)
    return tuple(dict.fromkeys(cell[:40] for cell in cells if cell))[:SAMPLES]


def _choices(columns: tuple[Column, ...] | list[Column]) -> tuple[Choice, ...]:
    return tuple(Choice(column.name, column.meaning, column.required) for column in columns)
