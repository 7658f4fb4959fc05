"""What a column is, how a heading finds its column, and how a table of text becomes typed rows.

Tables are read column by column: each parser is remembered (``lru_cache``) and mapped over the whole column, so that a
good file costs a few times what merely splitting it costs; only a column with a bad cell is gone through cell by cell.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Bad, Parsed, Row, shown
from chalkface.imports.reading import Sheet
from chalkface.imports.values import day, day_month_first, month_comes_first

LONGEST_CELL = 100_000
HEADER_WITHIN = 40
AS_PARSED = object()
Parse = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a format.

    ``name`` is the exchange name (or the format's own); ``aliases`` are headings met in the wild, best first; ``parse``
    turns a cell (stripped, perhaps empty) into a value or raises ``ValueError`` with a sentence. ``required``: the heading
    must be there and its cells filled (``may_be_empty``: only the heading). ``empty`` is what an empty cell means, where
    this format defines it. ``forgiving``: a cell that cannot be read is left not known and noted; the row is kept.
    """

    name: str
    aliases: tuple[str, ...] = ()
    parse: Parse = str
    required: bool = False
    may_be_empty: bool = False
    forgiving: bool = False
    empty: object = AS_PARSED
    example: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """Which heading is which column: ``mapping`` is column name to position; ``score`` is 0 to 1."""

    mapping: dict[str, int]
    score: float
    unknown: list[str]
    missing: list[str]


@dataclass(slots=True)
class Table:
    """Typed rows of one sheet, the refused ones, notes, and the number of non-blank data rows."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Bad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    received: int = 0
    headings: dict[str, str] = field(default_factory=dict)

    def hand_to(self, parsed: Parsed, file: str) -> None:
        """Give an import what was refused here, and how the columns are headed in this file (or in its sheets)."""
        parsed.refused += self.refused
        held = parsed.headings.setdefault(file, {})
        for name, heading in self.headings.items():
            if held.get(name, heading) != heading:
                heading = f"{held[name]} or {heading}"
            held[name] = heading


@lru_cache(maxsize=8192)
def plain(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation: ``EAL?`` is ``eal``, ``Date of Birth`` ``dateofbirth``."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


@lru_cache(maxsize=256)
def _names(columns: tuple[Column, ...]) -> dict[str, tuple[str, int]]:
    """Every plain heading with its column and rank (0 is the column's own name or best alias)."""
    known: dict[str, tuple[str, int]] = {}
    for column in columns:
        for rank, alias in enumerate((column.name, *column.aliases)):
            known.setdefault(plain(alias), (column.name, rank))
    return known


def guess(columns: Sequence[Column], headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> Guess:
    """Match headings to columns. What a school has ``remembered`` (heading to column name) comes before any alias.

    Two headings for one column: the better alias wins, then the first; the other is unknown. The score is the share of
    required columns found, times what share of the headings is known.
    """
    known = _names(tuple(columns))
    chosen = {plain(heading): name for heading, name in (remembered or {}).items()}
    mapping: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for position, heading in enumerate(headings):
        key = plain(heading)
        name, rank = (chosen[key], -1) if key in chosen else known.get(key, ("", 0))
        if name and (name not in ranks or rank < ranks[name]):
            mapping[name], ranks[name] = position, rank
    taken = set(mapping.values())
    unknown = [heading.strip() for position, heading in enumerate(headings) if position not in taken and heading.strip()]
    required = [column.name for column in columns if column.required]
    missing = [name for name in required if name not in mapping]
    headings_there = len(mapping) + len(unknown)
    score = len(mapping) / headings_there if headings_there else 0.0
    if required:
        score = (1 + score) / 2 * (1 - len(missing) / len(required))
    return Guess(mapping, score, unknown, missing)


def find_header(sheet: Sheet, columns: Sequence[Column], remembered: Mapping[str, str] | None = None) -> tuple[int, Guess]:
    """The index of the header row (0 is row 1) and its guess; title and guidance rows above it are passed over.

    The first row wins that has all required headings and more known than unknown ones; else the row with most known ones.
    Raises ``Refused`` naming the headings looked for when no row among the first forty has two of them (or one, when the
    format has but one).
    """
    best_index, best = -1, Guess({}, 0.0, [], [])
    headings = _names(tuple(columns)).keys() | {plain(heading) for heading in remembered or ()}
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if len(headings.intersection(map(plain, row))) <= len(best.mapping):
            continue
        found = guess(columns, row, remembered)
        if len(found.mapping) > len(best.mapping):
            best_index, best = index, found
            if not best.missing and len(best.mapping) >= 3 and len(best.mapping) > len(best.unknown):
                break
    if len(best.mapping) < min(2, len(columns)):
        looked_for = ", ".join(f"“{(column.aliases or (column.name,))[0]}”" for column in columns[:6])
        raise Refused(f"“{sheet.file}” has no row of headings that is known here. Looked for {looked_for}.")
    return best_index, best


def read_rows(sheet: Sheet, header: int, mapping: Mapping[str, int], columns: Sequence[Column], *,
              exact_width: bool = False, strip: bool = True) -> Table:
    """The rows below ``header``, typed. ``mapping`` is column name to position; columns not in it are not held.

    A row with cells beyond the headings is refused; one with too few is refused when ``exact_width`` and filled up
    otherwise. ``strip=False`` hands cells to parsers as they came. Blank rows are passed over. Every bad cell is reported.
    """
    table = Table()
    headings = sheet.rows[header]
    numbers, rows, joined = _full_rows(sheet, header, headings, exact_width, table)
    table.received = len(numbers) + len(table.refused)
    used = [column for column in columns if column.name in mapping]
    table.headings = {column.name: headings[mapping[column.name]].strip() or column.name for column in used}
    if not rows or not used:
        return table
    cells = list(zip(*rows, strict=True))
    bad_rows: set[int] = set()
    if max(map(len, joined)) > LONGEST_CELL:
        _refuse_long_cells(sheet, headings, numbers, cells, table, bad_rows)
    values = []
    for column in used:
        position = mapping[column.name]
        texts = list(map(str.strip, cells[position])) if strip else cells[position]
        values.append(_read_column(sheet, column, table.headings[column.name], texts, numbers, table, bad_rows))
    names = [column.name for column in used]
    file = sheet.file
    if bad_rows:
        table.rows = [Row(file, number, dict(zip(names, row, strict=True)))
                      for index, (number, row) in enumerate(zip(numbers, zip(*values, strict=True), strict=True))
                      if index not in bad_rows]
        table.refused.sort(key=lambda bad: bad.row)
    else:
        table.rows = [Row(file, number, dict(zip(names, row, strict=True)))
                      for number, row in zip(numbers, zip(*values, strict=True), strict=True)]
    return table


def _full_rows(sheet: Sheet, header: int, headings: Sequence[str], exact_width: bool,
               table: Table) -> tuple[list[int], list[list[str]], list[str]]:
    """Row numbers, rows with a cell for each heading and each row's cells in one string; what cannot be made so is refused."""
    numbers, rows, all_joined, width = [], [], [], len(headings)
    for number, row in enumerate(sheet.rows[header + 1:], start=header + 2):
        joined = "".join(row)
        if not joined or joined.isspace():
            continue
        if len(row) != width:
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                at, extra = next((at, cell) for at, cell in enumerate(row) if at >= width and cell.strip())
                column = f"cell {at + 1}, beyond the headings"
                table.refused.append(Bad(sheet.file, number, column, extra, f"The row has {len(row)} cells where the header "
                                         f"has {width}. A value with a comma in it needs quotation marks."))
                continue
            if len(row) < width and exact_width:
                column = headings[len(row)].strip() or f"cell {len(row) + 1}"
                table.refused.append(Bad(sheet.file, number, column, "", f"The row has {len(row)} cells where the "
                                         f"header has {width}. Was the file cut short?"))
                continue
            row = (row + [""] * (width - len(row)))[:width]
        numbers.append(number)
        rows.append(row)
        all_joined.append(joined)
    return numbers, rows, all_joined


def _read_column(sheet: Sheet, column: Column, heading: str, texts: Sequence[str], numbers: list[int],
                 table: Table, bad_rows: set[int]) -> Sequence[object]:
    parse = column.parse
    needs_filling = column.required and not column.may_be_empty
    if not (needs_filling and "" in texts):
        try:
            values: Sequence[object] = list(map(parse, texts)) if parse is not str else texts
        except ValueError:
            pass
        else:
            if column.empty is not AS_PARSED and "" in texts:
                values = [column.empty if text == "" else value for text, value in zip(texts, values, strict=True)]
            return values
    if parse is day and month_comes_first(texts):
        parse = day_month_first
        table.notes.append(f"{sheet.file}: the dates in “{heading}” are read month first, because some have a middle "
                           f"number above 12.")
    return _cell_by_cell(sheet, column, parse, heading, texts, numbers, table, bad_rows)


def _cell_by_cell(sheet: Sheet, column: Column, parse: Parse, heading: str, texts: Sequence[str],
                  numbers: list[int], table: Table, bad_rows: set[int]) -> list[object]:
    values: list[object] = []
    left_out: list[tuple[int, str, str]] = []
    for index, text in enumerate(texts):
        value: object = None
        try:
            if text == "" and column.required and not column.may_be_empty:
                raise ValueError("This cell must be filled in.")
            value = column.empty if text == "" and column.empty is not AS_PARSED else parse(text)
        except ValueError as fault:
            if column.forgiving and text != "":
                value = parse("")
                left_out.append((numbers[index], text, str(fault)))
            else:
                table.refused.append(Bad(sheet.file, numbers[index], heading, text, str(fault)))
                bad_rows.add(index)
        values.append(value)
    if left_out:
        number, text, reason = left_out[0]
        table.notes.append(f"{sheet.file}: {len(left_out)} cells of “{heading}” are left as not known; the first is row "
                           f"{number}, “{shown(text)}”. {reason}")
    return values


def _refuse_long_cells(sheet: Sheet, headings: Sequence[str], numbers: list[int], cells: Sequence[Sequence[str]],
                       table: Table, bad_rows: set[int]) -> None:
    for heading, texts in zip(headings, cells, strict=True):
        for index, text in enumerate(texts):
            if len(text) > LONGEST_CELL:
                bad_rows.add(index)
                table.refused.append(Bad(sheet.file, numbers[index], heading.strip(), text[:LONGEST_CELL],
                                         f"The cell holds {len(text):,} characters; the most that is kept is "
                                         f"{LONGEST_CELL:,}."))
