"""Student lists from SIMS, Arbor, Bromcom, iSAMS or any spreadsheet: students, and their year and tutor group.

The local number (Arbor: its own id) becomes the ``student_id``; without one the UPN does. The list is taken as complete.
"""

from collections.abc import Sequence

from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS, year_label
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.format import Format
from chalkface.imports.formats.student_list.products import COLUMNS, columns_of, product_of
from chalkface.imports.identity import check_notes
from chalkface.imports.parsed import Bad, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.sheets import best_score

IDENTITIES = ("student_id", "upn")
CERTAIN, LIKELY = 0.95, 0.55
NAMES = ("legal_surname", "legal_forename", "preferred_surname", "preferred_forename")


def recognise(document: Document) -> float:
    """At most 0.95: names, an id or a UPN, and a year or form must be there, and most headings be known."""
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, found = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    mapping = found.mapping
    if found.missing or not any(one in mapping for one in IDENTITIES):
        return 0.0
    if "year_group" not in mapping and "tutor_group" not in mapping:
        return 0.0
    share = len(mapping) / (len(mapping) + len(found.unknown))
    return max(CERTAIN * share, LIKELY if "date_of_birth" in mapping and "year_group" in mapping else 0.0)


def read(documents: Sequence[Document], options: Options) -> Parsed:
    """Students and their enrolments in ``options.year``. A workbook may have a sheet for each year group."""
    parsed = Parsed("student_list", full_list=True, academic_year=options.year)
    rows: list[Row] = []
    for document in documents:
        for sheet in document.sheets:
            rows += _read_sheet(sheet, options, parsed, alone=len(document.sheets) == 1)
    if not rows and not parsed.refused:
        raise Refused(f"“{documents[0].name}” has no students: it needs a row of headings with a surname, a forename, a year "
                      f"group, and an admission number or a UPN, and rows below it.")
    said = "as you said" if options.academic_year is not None else "the current one, because none was named"
    parsed.notes.append(f"Year groups and tutor groups are taken for the academic year {year_label(options.year)} ({said}).")
    _share_out(_once_each(rows, parsed), parsed, options.year)
    parsed.notes += check_notes(parsed.tables["students"])
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed, *, alone: bool) -> list[Row]:
    try:
        header, found = find_header(sheet, COLUMNS, options.remembered)
        lacking = [*found.missing, *([] if any(one in found.mapping for one in IDENTITIES) else ["admission number or UPN"])]
        if lacking:
            raise Refused(f"“{sheet.file}” has no column for: {', '.join(lacking)}. Its headings are: "
                          f"{shown(', '.join(sheet.rows[header]))}.")
    except Refused as refused:
        if alone:
            raise
        parsed.notes.append(f"Sheet “{sheet.name}” was passed over. {refused.sentence}")
        return []
    product = product_of(sheet.rows[header])
    parsed.product = product.code
    found = guess(columns_of(product), sheet.rows[header], options.remembered)
    parsed.notes.append(f"{sheet.file}: recognised as a list of students from {product.title}.")
    if found.unknown:
        parsed.notes.append(f"{sheet.file}: columns not used: {', '.join(map(shown, found.unknown))}.")
    if "fsm_now" in found.mapping:
        heading = sheet.rows[header][found.mapping["fsm_now"]].strip()
        parsed.notes.append(f"{sheet.file}: “{heading}” is about today. Yes counts as free school meals in the "
                            f"last six years; no says nothing about them.")
    trimmed = _without_footer(sheet, header, parsed)
    table = read_rows(trimmed, header, found.mapping, columns_of(product))
    parsed.rows_received += table.received
    table.hand_to(parsed, trimmed.file)
    parsed.notes += table.notes
    return table.rows


def _without_footer(sheet: Sheet, header: int, parsed: Parsed) -> Sheet:
    """Lines below the list with one or two cells (a total, a date of printing) are no students."""
    rows = list(sheet.rows)
    while len(rows) > header + 1 and sum(1 for cell in rows[-1] if cell.strip()) <= 2:
        line = " ".join(cell.strip() for cell in rows[-1] if cell.strip())
        if line:
            parsed.notes.append(f"{sheet.file}: row {len(rows)}, “{shown(line)}”, is below the list and was passed over.")
        rows.pop()
    return Sheet(sheet.file, sheet.name, rows)


def _once_each(rows: Sequence[Row], parsed: Parsed) -> list[Row]:
    """Rows with an id, each id and UPN once: a repeated row is dropped with a note, a contradicting one refused."""
    kept: list[Row] = []
    by_id: dict[object, Row] = {}
    by_upn: dict[object, Row] = {}
    repeated = 0
    for row in rows:
        values = row.values
        upn = values.get("upn")
        student_id = values.get("student_id") or upn
        if not student_id:
            parsed.refused.append(Bad(row.file, row.number, "student_id", "", "The row has neither an admission number nor a "
                                      "UPN, so it cannot be told whose it is."))
            continue
        values["student_id"] = student_id
        earlier = by_id.setdefault(student_id, row)
        if earlier is not row:
            if earlier.values == values:
                repeated += 1
            else:
                parsed.refused.append(Bad(row.file, row.number, "student_id", str(student_id), f"Row {earlier.number} has "
                                          f"the same number with other details."))
            continue
        if upn and by_upn.setdefault(upn, row) is not row:
            parsed.refused.append(Bad(row.file, row.number, "upn", str(upn), f"Row {by_upn[upn].number} has the same UPN "
                                      f"with another number."))
            continue
        kept.append(row)
    if repeated:
        parsed.notes.append(f"{repeated} rows repeat another row exactly and were read once.")
    return kept


def _share_out(rows: Sequence[Row], parsed: Parsed, year: int) -> None:
    """Each row becomes a student and, when it names a year group from 7 to 13, an enrolment."""
    students, enrolments = [], []
    outside = without = lost = 0
    for row in rows:
        values = row.values
        group = values.pop("year_group", None)
        tutor = values.pop("tutor_group", None)
        if values.pop("fsm_now", None):
            values["fsm_ever6"] = True
        if group is not None and group not in YEAR_GROUPS:
            outside += 1
            continue
        lost += "?" in "".join([str(values.get(name, "")) for name in NAMES])
        students.append(row)
        if group is None:
            without += 1
            continue
        enrolment = {"student_id": values["student_id"], "academic_year": year, "year_group": group}
        if tutor is not None:
            enrolment["tutor_group"] = tutor
        enrolments.append(Row(row.file, row.number, enrolment))
    if outside:
        parsed.notes.append(f"{outside} rows are of year groups outside 7 to 13 and were left out.")
    if without:
        parsed.notes.append(f"{without} students have no year group, so they are not enrolled in {year_label(year)}.")
    if lost:
        parsed.notes.append(f"Names with a “?” in them: {lost}. Letters were lost before the file came here; export it as "
                            f"UTF-8 or as an Excel file to keep them.")
    parsed.tables = {"students": students, "enrolments": enrolments}


def _product(document: Document) -> str:
    """The product that a list comes from: two products number the same students differently, so their lists stay apart."""
    for sheet in document.sheets:
        try:
            return product_of(sheet.rows[find_header(sheet, COLUMNS)[0]]).code
        except Refused:
            continue
    return ""


FORMAT = Format("student_list", "Student list (SIMS, Arbor, Bromcom, iSAMS or a spreadsheet)", {"": COLUMNS}, recognise, read,
                apart=_product)
