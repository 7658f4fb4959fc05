"""Reading an official statistics file: by heading, row by row, every cell kept as it came.

The formats ``published_performance``, ``published_ees``, ``published_neet`` and ``gias`` each say which headings make which
data set (``Kind``) and how a row names its place (``Place``); everything else about reading them is here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from chalkface.core.errors import Refused
from chalkface.core.published_measures import Dataset, datasets
from chalkface.imports.editions import day_in_name, edition_of, span, year_labels, year_notes
from chalkface.imports.identities import IdentityCheck
from chalkface.imports.parsed import Bad, Options, Parsed, PublishedRow, PublishedTable
from chalkface.imports.reading import Document, Sheet

TITLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Which school or area a published row is about.

    ``level`` is ``school``, ``local_authority``, ``region``, ``national`` or another geography of the publisher's.
    ``area_code`` is the three-digit local authority number of a school or authority, else the area's own code.
    """

    level: str
    urn: str = ""
    laestab: str = ""
    area_code: str = ""
    name: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True)
class Kind:
    """One data set's layout. Headings are lower case here, whatever the file does.

    ``needed`` must all be there and one of ``any_of`` if it is given. ``identity`` headings name the place and are not
    cells; ``keep`` limits the cells to some headings; ``drop`` are never kept. ``aliases`` maps older headings to today's.
    """

    dataset: str
    needed: frozenset[str]
    place: Callable[[Mapping[str, str]], Place]
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()
    identity: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    keep: frozenset[str] | None = None
    drop: Callable[[str], bool] = lambda heading: False
    aliases: Mapping[str, str] = field(default_factory=dict)
    edition: Callable[[Sequence[str]], str] = lambda headings: ""
    needs_edition: bool = False
    dated_by_name: bool = False

    def fits(self, headings: frozenset[str]) -> bool:
        """Whether these headings (lower case) are this data set's."""
        return self.needed <= headings and (not self.any_of or bool(self.any_of & headings)) and not self.none_of & headings


def find(sheet: Sheet, kinds: Sequence[Kind]) -> tuple[Kind, int] | None:
    """The first kind whose headings stand in one of the first rows of the sheet, and the index of that row."""
    for index, row in enumerate(sheet.rows[:TITLE_ROWS]):
        lowered = [heading.strip().lower() for heading in row]
        for kind in kinds:
            if kind.fits(frozenset(kind.aliases.get(heading, heading) for heading in lowered)):
                return kind, index
    return None


def recognise(document: Document, kinds: Sequence[Kind]) -> float:
    """1 when a sheet of the document carries the headings of one of the kinds, else 0."""
    return 1.0 if any(find(sheet, kinds) for sheet in document.sheets) else 0.0


def read(code: str, documents: Sequence[Document], options: Options, kinds: Sequence[Kind]) -> Parsed:
    """Every published table of the documents. Raises ``Refused`` when no sheet is one of the kinds."""
    parsed = Parsed(code)
    for document in documents:
        for sheet in document.sheets:
            found = find(sheet, kinds)
            if found is not None:
                table = _table(sheet, *found, options, parsed)
                parsed.published.append(table)
                parsed.notes += table.notes
            elif any(any(row) for row in sheet.rows):
                parsed.notes.append(
                    f"{sheet.file}: the sheet “{sheet.name or '1'}” is not a published table that is known here; not read."
                )
    if not parsed.published:
        names = ", ".join(f"“{document.name}”" for document in documents)
        raise Refused(f"{names}: the headings are not those of a published table that is known here.")
    return parsed


def _table(sheet: Sheet, kind: Kind, start: int, options: Options, parsed: Parsed) -> PublishedTable:
    dataset = datasets()[kind.dataset]
    headings = _headings(sheet.rows[start], kind, dataset)
    edition, notes = "", []
    if kind.dated_by_name:
        edition = day_in_name(sheet.file)
    elif kind.needs_edition:
        edition, notes = edition_of(sheet.file, kind.edition(headings), options.academic_year)
    columns = _Columns(headings, kind)
    table = PublishedTable(kind.dataset, dataset.title, edition, [], notes, sheet.file, columns.cell_names)
    if columns.dropped:
        notes.append(
            f"{sheet.file}: not kept, as nothing here uses it: {', '.join(columns.dropped[:12])}"
            + (f" and {len(columns.dropped) - 12} more columns." if len(columns.dropped) > 12 else ".")
        )
    check = IdentityCheck(dataset.identities, columns.cell_names)
    remarks: Counter[str] = Counter()
    labels: dict[str, dict[str, str]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for number, cells in _data(sheet, start, len(headings), parsed):
        record = dict(zip(columns.lowered, cells, strict=True))
        place = kind.place(record)
        if place.remark:
            remarks[place.remark] += 1
        time_period = record.get("time_period", edition).strip()
        if time_period not in labels:
            labels[time_period] = year_labels(dataset.years(time_period))
        filters = {**columns.filters_of(record), **place.filters, **labels[time_period]}
        row = PublishedRow(
            number,
            place.urn,
            place.laestab,
            place.level,
            place.area_code,
            place.name,
            time_period,
            filters,
            columns.cells_of(cells),
        )
        table.rows.append(row)
        if is_percentage(filters):
            continue
        check.look(row.cells, number)
        key = (place.level, place.urn, place.laestab, place.area_code, place.name, time_period, *filters.values())
        if dataset.shape != "long" and seen.setdefault(key, number) != number:
            remarks["a second row for the same place, year and group; both are kept"] += 1
    notes += [f"{sheet.file}: {_rows(count)}: {remark}." for remark, count in remarks.items()]
    notes += check.notes(sheet.file)
    if not edition:
        table.edition = span([row.time_period for row in table.rows])
    notes += year_notes(sheet.file, table.edition, dataset)
    return table


def is_percentage(filters: Mapping[str, str]) -> bool:
    """Whether the row is the percentage twin of a row of counts."""
    return filters.get("data_type", "").strip().lower() == "percentage"


class _Columns:
    """Which columns are cells and which are filters, worked out once for a file."""

    def __init__(self, headings: Sequence[str], kind: Kind) -> None:
        self.lowered = [heading.lower() for heading in headings]
        self.filters = [(heading, heading.lower()) for heading in headings if heading.lower() in kind.filters]
        known = kind.identity | kind.filters
        kept, self.dropped = [], []
        for index, (heading, lowered) in enumerate(zip(headings, self.lowered, strict=True)):
            if lowered in known:
                continue
            if kind.drop(lowered) or (kind.keep is not None and lowered not in kind.keep):
                self.dropped.append(heading)
            else:
                kept.append((index, heading))
        self.cell_names = [heading for _, heading in kept]
        positions = [index for index, _ in kept]
        self._pick: Callable[[Sequence[str]], Sequence[str]] = (
            itemgetter(*positions) if len(positions) > 1 else lambda cells: [cells[index] for index in positions]
        )

    def filters_of(self, record: Mapping[str, str]) -> dict[str, str]:
        return {heading: record[lowered].strip() for heading, lowered in self.filters if record[lowered].strip()}

    def cells_of(self, cells: Sequence[str]) -> dict[str, str]:
        return dict(zip(self.cell_names, self._pick(cells), strict=True))


def _headings(row: Sequence[str], kind: Kind, dataset: Dataset) -> list[str]:
    """The headings in the spelling of the catalogue; a repeated one is numbered, an empty one is ``column 7``."""
    spelling = {column.lower(): column for rule in dataset.identities for column in (rule.total, *rule.parts)}
    headings: list[str] = []
    width = max((index + 1 for index, cell in enumerate(row) if cell.strip()), default=0)
    for index, cell in enumerate(row[:width], start=1):
        heading = cell.strip() or f"column {index}"
        heading = kind.aliases.get(heading.lower(), heading)
        heading = spelling.get(heading.lower(), heading)
        headings.append(heading)
    used: Counter[str] = Counter()
    for index, heading in enumerate(headings):
        used[heading.lower()] += 1
        if used[heading.lower()] > 1:
            headings[index] = f"{heading} ({used[heading.lower()]})"
    return headings


def _data(sheet: Sheet, start: int, width: int, parsed: Parsed) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings that have one cell for each; others are refused, blank ones are passed over."""
    for number, row in enumerate(sheet.rows[start + 1 :], start=start + 2):
        if not any(row):
            continue
        parsed.rows_received += 1
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if len(row) != width:
            why = "often a comma that was not put in quotation marks" if len(row) > width else "often a row cut short"
            parsed.refused.append(
                Bad(
                    sheet.file,
                    number,
                    "",
                    row[0] if row else "",
                    f"The row has {len(row)} cells under {width} headings ({why}), so no cell can be matched to its heading.",
                )
            )
            continue
        yield number, row


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
