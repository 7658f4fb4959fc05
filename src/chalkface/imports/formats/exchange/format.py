"""Reading the exchange format: every rule of the contract that the files alone can answer."""

from collections.abc import Mapping, Sequence

from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.imports.columns import Table, read_rows
from chalkface.imports.format import Format
from chalkface.imports.formats.exchange.tables import FILES, VERSION, File, heading
from chalkface.imports.identity import check_notes
from chalkface.imports.parsed import Bad, Options, Parsed, Unresolved, shown
from chalkface.imports.reading import Document, Sheet

CERTAIN, LIKELY = 0.98, 0.9


def recognise(document: Document) -> float:
    """By file name and exact headings; a renamed file only when all its headings fit one file of the format."""
    file = _file_of(document)
    if file is None:
        return 0.0
    return CERTAIN if document.stem == file.stem else LIKELY


def _file_of(document: Document) -> File | None:
    if len(document.sheets) != 1 or not document.sheets[0].rows:
        return None
    headings = {cell.strip() for cell in document.sheets[0].rows[0] if cell.strip()}
    named = FILES.get(document.stem)
    if named is not None and (2 * len(headings & set(named.headings)) > len(headings) or _needed(named) <= headings):
        return named
    fitting = [file for file in FILES.values() if headings <= set(file.headings) and _needed(file) <= headings]
    return fitting[0] if len(fitting) == 1 else None


def _needed(file: File) -> set[str]:
    return {heading(column) for column in file.columns if column.required}


def read(documents: Sequence[Document], options: Options) -> Parsed:
    """All files of a folder; a reference that they do not answer is left in ``Parsed.unresolved``."""
    parsed = Parsed("exchange")
    sheets = _sheets(documents, parsed)
    for stem, file in FILES.items():
        if stem in sheets:
            _read_file(file, sheets[stem], parsed)
        elif file.required:
            parsed.refused.append(Bad(f"{stem}.csv", 0, "", "", f"The file {stem}.csv is missing; the exchange format "
                                      f"needs it."))
    absent = [f"{stem}.csv" for stem, file in FILES.items() if stem not in sheets and not file.required]
    if absent:
        parsed.notes.append(f"Not held, because there is no such file: {', '.join(absent)}.")
    _check_references(sheets, parsed)
    _check_manifest(sheets, parsed)
    _check_school(sheets, parsed)
    parsed.notes += check_notes(parsed.tables.get("students", []))
    _note_unknown_statements(parsed)
    return parsed


def _note_unknown_statements(parsed: Parsed) -> None:
    """Judgements may be about frameworks that this program has not met: they are kept and come out again, and it is said."""
    about = {(row.values["framework"], row.values["statement"]) for row in parsed.tables.get("judgements", ())}
    known = {(code, statement) for code, one in frameworks().items() for statement in one.statements}
    unknown = sorted(f"{framework}:{statement}" for framework, statement in about - known)
    if unknown:
        parsed.notes.append(f"judgements.csv: about statements that are not known here, kept but shown in no review: "
                            f"{shown(', '.join(unknown))}.")


def _sheets(documents: Sequence[Document], parsed: Parsed) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for document in documents:
        file = _file_of(document) or (FILES.get(document.stem) if document.sheets and document.sheets[0].rows else None)
        if file is None:
            parsed.notes.append(f"{document.name}: not a file of the exchange format, so it was passed over.")
        elif file.stem in sheets:
            raise Refused(f"There are two files for {file.stem}.csv; the second is “{document.name}”. "
                          f"Send one folder at a time.")
        else:
            sheets[file.stem] = document.sheets[0]
    if not sheets:
        raise Refused("None of these files is part of the exchange format. Looked for: "
                      + ", ".join(f"{stem}.csv" for stem in FILES) + ".")
    return sheets


def _read_file(file: File, sheet: Sheet, parsed: Parsed) -> None:
    headings = [cell.strip() for cell in sheet.rows[0]]
    by_heading = {heading(column): column.name for column in file.columns}
    mapping: dict[str, int] = {}
    whole = True
    for position, cell in enumerate(headings):
        if cell in by_heading:
            if by_heading[cell] in mapping:
                parsed.refused.append(Bad(sheet.file, 1, cell, cell, f"The heading “{cell}” stands twice."))
                whole = False
            mapping.setdefault(by_heading[cell], position)
    for column in file.columns:
        if column.required and column.name not in mapping:
            parsed.refused.append(Bad(sheet.file, 1, heading(column), "", f"The column “{heading(column)}” is missing."))
            whole = False
    unknown = [shown(cell) for cell in headings if cell and cell not in by_heading]
    if unknown:
        parsed.notes.append(f"{sheet.file}: unknown columns are kept as received and not used: {', '.join(unknown)}.")
    absent = [heading(column) for column in file.columns if column.name not in mapping and not column.required]
    if absent:
        parsed.notes.append(f"{sheet.file}: not held, because there is no such column: {', '.join(absent)}.")
    table = read_rows(sheet, 0, mapping, file.columns, exact_width=True, strip=False)
    parsed.rows_received += table.received
    table.hand_to(parsed, sheet.file)
    parsed.notes += table.notes
    if whole:
        _check_keys(file, table, parsed)
        parsed.tables[file.stem] = table.rows


def _check_keys(file: File, table: Table, parsed: Parsed) -> None:
    """A key may stand once; the second row with it is refused. Without a key, a row equal in every column is the same one,
    and stands where it stands last: a later row outranks an earlier one."""
    if not file.key:
        distinct = {tuple(row.values.values()): row for row in table.rows}
        if len(distinct) < len(table.rows):
            parsed.notes.append(f"{table.rows[0].file}: {len(table.rows) - len(distinct)} rows repeat another row in every "
                                f"column and were read once.")
            table.rows = sorted(distinct.values(), key=lambda row: row.number)
        return
    first: dict[tuple[object, ...], int] = {}
    kept = []
    for row in table.rows:
        values = tuple([row.values.get(column, "") for column in file.key])
        seen = first.setdefault(values, row.number)
        if seen == row.number:
            kept.append(row)
        else:
            shown_key = ", ".join(str(value) for value in values)
            parsed.refused.append(Bad(row.file, row.number, ", ".join(file.key), shown_key,
                                      f"Row {seen} has the same {' and '.join(file.key)} already."))
    table.rows = kept


def _check_references(sheets: Mapping[str, Sheet], parsed: Parsed) -> None:
    """What a column refers to must stand in its file, be it on a refused row, or be looked up in the school later."""
    ids = {stem: _ids(file, sheets.get(stem)) for stem, file in FILES.items() if len(file.key) == 1}
    for stem, rows in parsed.tables.items():
        for column, target in FILES[stem].references.items():
            known = ids[target]
            for row in rows:
                value = row.values.get(column, "")
                if value and value not in known:
                    parsed.unresolved.append(Unresolved(row.file, row.number, column, str(value), target))


def _ids(file: File, sheet: Sheet | None) -> set[str]:
    if sheet is None:
        return set()
    headings = [cell.strip() for cell in sheet.rows[0]]
    if file.key[0] not in headings:
        return set()
    position = headings.index(file.key[0])
    return {row[position] for row in sheet.rows[1:] if len(row) > position}


def _check_manifest(sheets: Mapping[str, Sheet], parsed: Parsed) -> None:
    if "manifest" not in parsed.tables:
        return
    properties = {row.values["property"]: row for row in parsed.tables["manifest"]}
    version = properties.get("chalkface-exchange")
    file = sheets["manifest"].file
    if version is None:
        parsed.refused.append(Bad(file, 0, "property", "", "The manifest has no row “chalkface-exchange”, which says which "
                                  "version of the format this is."))
    elif version.values["value"] != VERSION:
        parsed.refused.append(Bad(file, version.number, "value", str(version.values["value"]),
                                  f"This folder is of another version of the exchange format; version {VERSION} is read."))
    others = sorted(str(name) for name in properties if name not in ("chalkface-exchange", "exported_at", "produced_by"))
    if others:
        parsed.notes.append(f"{file}: unknown properties are not used: {', '.join(map(shown, others))}.")


def _check_school(sheets: Mapping[str, Sheet], parsed: Parsed) -> None:
    if "school" not in parsed.tables:
        return
    rows = parsed.tables["school"]
    for row in rows[1:]:
        parsed.refused.append(Bad(row.file, row.number, "urn", str(row.values["urn"]), "A folder is of one school; this is a "
                                  "second one."))
    if rows:
        parsed.school_urn = str(rows[0].values["urn"])
        parsed.school_laestab = str(rows[0].values.get("laestab") or "") or None
    elif not any(bad.file == sheets["school"].file for bad in parsed.refused):
        parsed.refused.append(Bad(sheets["school"].file, 0, "", "", "The file holds no school."))


FORMAT = Format("exchange", "Chalkface exchange folder", {stem: file.columns for stem, file in FILES.items()},
                recognise, read)
