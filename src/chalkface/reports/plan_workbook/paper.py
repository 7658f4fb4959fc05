"""What the workbook is made of: sheets of rows, every cell a text, a number or a day."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``widths`` are those of its columns in characters."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Workbook:
    """The whole workbook of a school on a day."""

    school: str
    on: date
    sheets: tuple[Sheet, ...]
