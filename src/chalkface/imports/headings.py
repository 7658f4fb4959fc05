"""The headings of a received file and the columns they are taken for: what a person looks at to put a guess right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.columns import HEADER_WITHIN, Column, Guess, find_header, guess
from chalkface.imports.formats import formats
from chalkface.imports.pipeline import read_again
from chalkface.imports.reading import Sheet
from chalkface.imports.student_columns import NAMING
from chalkface.queries.imports import remembered_columns
from chalkface.records.tenancy import open_scope

SAMPLES = 2
# The formats that are one table under headings of the school's own, and whose readers heed what was remembered.
CHOOSABLE = frozenset(
    (
        "student_list",
        "activity_tracker",
        "participation_list",
        "guidance_log",
        "intentions_form",
        "destinations_list",
        "risk_facts",
        "strategic_plan",
    )
)
# Columns of which one at least must be there, since a row must say whom it is about.
ONE_OF = {"student_list": ("student_id", "upn"), "strategic_plan": ("objective", "action")} | dict.fromkeys(
    ("participation_list", "guidance_log", "intentions_form", "destinations_list", "risk_facts"), NAMING
)


@dataclass(frozen=True)
class Choice:
    """A column that a heading can be taken for."""

    name: str
    meaning: str
    is_required: bool


@dataclass(frozen=True)
class Heading:
    """One heading as it stands, a few of its cells, and the column it is taken for ("" is none).

    ``guessed`` is the column it would be taken for had nobody chosen.
    """

    text: str
    samples: tuple[str, ...]
    column: str
    guessed: str = ""


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

    Sheets without headings known here are passed over, unless no sheet has any: then their fullest rows are shown. Empty
    for formats that need no choosing (XML, published files). Raises ``Refused`` when there is no such import.
    """
    stored, documents = read_again(access, batch_id)
    if stored.format not in CHOOSABLE:
        return []
    columns = formats()[stored.format].columns[""]
    with open_scope(access):
        remembered = remembered_columns(stored.format)
    sheets = [sheet for document in documents for sheet in document.sheets if any(map(any, sheet.rows))]
    known = [sheet for sheet in sheets if _is_known(sheet, columns, remembered)]
    return [_headings(sheet, stored.format, columns, remembered) for sheet in known or sheets]


def _is_known(sheet: Sheet, columns: Sequence[Column], remembered: Mapping[str, str]) -> bool:
    try:
        find_header(sheet, columns, remembered)
    except Refused:
        return False
    return True


def _headings(sheet: Sheet, format: str, columns: Sequence[Column], remembered: Mapping[str, str]) -> SheetHeadings:
    header, found = _header(sheet, columns, remembered)
    taken = {position: name for name, position in found.mapping.items()}
    alone = {position: name for name, position in guess(columns, sheet.rows[header]).mapping.items()}
    body = sheet.rows[header + 1 :]
    headings = tuple(
        Heading(text.strip(), _samples(body, position), taken.get(position, ""), alone.get(position, ""))
        for position, text in enumerate(sheet.rows[header])
        if text.strip()
    )
    return SheetHeadings(sheet.file, format, headings, _choices(columns), tuple(found.missing))


def _header(sheet: Sheet, columns: Sequence[Column], remembered: Mapping[str, str]) -> tuple[int, Guess]:
    """The row of headings; where none is known, the first of the fullest rows near the top."""
    try:
        return find_header(sheet, columns, remembered)
    except Refused:
        filled = [sum(map(bool, map(str.strip, row))) for row in sheet.rows[:HEADER_WITHIN]]
        header = filled.index(max(filled))
        return header, guess(columns, sheet.rows[header], remembered)


def _samples(rows: list[list[str]], position: int) -> tuple[str, ...]:
    cells = (row[position].strip() for row in rows if len(row) > position)
    return tuple(dict.fromkeys(cell[:40] for cell in cells if cell))[:SAMPLES]


def _choices(columns: Sequence[Column]) -> tuple[Choice, ...]:
    return tuple(Choice(column.name, column.meaning, column.required) for column in columns)
