"""Lists that come as workbooks of several sheets: known by their best sheet, read sheet by sheet."""

from collections.abc import Callable, Sequence

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Parsed
from chalkface.imports.reading import Document, Sheet


def best_score(document: Document, score: Callable[[Sheet], float]) -> float:
    """The highest score of its sheets; 0 for a document without any."""
    return max(map(score, document.sheets), default=0.0)


def filled_sheets(documents: Sequence[Document]) -> list[Sheet]:
    """The sheets that have something in them."""
    return [sheet for document in documents for sheet in document.sheets if any(any(row) for row in sheet.rows)]


def read_each(documents: Sequence[Document], parsed: Parsed, read: Callable[[Sheet], None]) -> None:
    """Read every filled sheet. One that is refused is noted and passed over; raises ``Refused`` where it is the only one."""
    sheets = filled_sheets(documents)
    for sheet in sheets:
        try:
            read(sheet)
        except Refused as refused:
            if len(sheets) == 1:
                raise
            parsed.notes.append(f"{sheet.file}: the sheet “{sheet.name or sheet.file}” was passed over. {refused.sentence}")
