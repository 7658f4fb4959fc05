"""An adviser's log: who was seen when, for how long, and what was agreed.

What the log says of special needs, free meals or risk is not kept. The level of an adviser's qualification is never guessed.
"""

import re
from collections.abc import Sequence
from datetime import date

from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.destination_routes import level_of, understand
from chalkface.core.errors import Refused
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import month_comes_first
from chalkface.imports.ditto import fill_dittos
from chalkface.imports.durations import minutes_of
from chalkface.imports.format import Format
from chalkface.imports.formats.guidance_log.columns import AS_TEXT, COLUMNS
from chalkface.imports.list_year import year_of_list
from chalkface.imports.loose_days import days_of
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, key_of, student_in

CODE = "guidance_log"
NOT_ATTENDED = re.compile(
    r"\b(?:dna|d\.n\.a\.?|did not attend|did not turn up|no show|absent|failed to attend)\b", re.IGNORECASE
)
NOT_SEEN = re.compile(
    r"\b(?:not seen|not yet seen|to be seen|not booked|refused|declined|cancelled|left|n/?a|tbc|tba)\b|^[-?]+$", re.IGNORECASE
)


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    mapping = guess(COLUMNS, sheet.rows[header]).mapping
    if "met_on" not in mapping or not any(name in mapping for name in NAMING):
        return 0.0
    telling = {"adviser", "minutes", "actions"} & set(mapping)
    return 0.95 if len(telling) >= 2 else 0.9 if telling == {"adviser"} else 0.0


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE)
    read_each(documents, parsed, lambda sheet: _read_sheet(sheet, options, parsed))
    for stem, key in (("guidance_meetings", "meeting_id"), ("actions", "action_id")):
        parsed.tables[stem] = _once_each(parsed, stem, key)
    if not parsed.tables.get("intentions"):
        parsed.tables.pop("intentions", None)
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed) -> None:
    header, _ = find_header(sheet, COLUMNS, options.remembered)
    found = guess(COLUMNS, sheet.rows[header], options.remembered)
    if "met_on" not in found.mapping or not any(name in found.mapping for name in NAMING):
        raise Refused(
            f"“{sheet.file}” needs a column for the student and one for the date seen. Its headings are: "
            f"{shown(', '.join(sheet.rows[header]))}."
        )
    if found.unknown:
        parsed.notes.append(f"{sheet.file}: columns not kept: {', '.join(map(shown, found.unknown))}.")
    table = read_rows(sheet, header, found.mapping, AS_TEXT)
    parsed.refused += table.refused
    parsed.rows_received += table.received
    rows = [(row, {name: str(value) for name, value in row.values.items()}) for row in table.rows]
    fill_dittos((cells for _, cells in rows), ("met_on", "adviser", "form", "actions", "minutes"))
    dates = [cells["met_on"] for _, cells in rows if any(letter.isdigit() for letter in cells["met_on"])]
    year = year_of_list(sheet, header, dates, options)
    parsed.notes += year.notes
    remarks = Remarks(sheet.file)
    for row, cells in rows:
        _read_row(row, cells, remarks, parsed, year.year, month_first=month_comes_first(dates))
    parsed.notes += remarks.notes()


def _read_row(row: Row, cells: dict[str, str], remarks: Remarks, parsed: Parsed, year: int, *, month_first: bool) -> None:
    student = student_in(row, cells, remarks, parsed)
    if student is None:
        return
    text = cells["met_on"]
    absent = any(NOT_ATTENDED.search(cells.get(name, "")) for name in ("met_on", "minutes", "attended", "adviser"))
    if not any(letter.isdigit() for letter in text) and (not text or NOT_SEEN.search(text) or absent):
        remarks.add(row.number, f"no meeting was recorded (“{shown(text)}”)" if text else "no date, so no meeting was recorded")
        _add_actions(row, cells, "", student, parsed)
        return
    try:
        days = days_of(NOT_ATTENDED.sub("", text).strip(" -,()"), year, month_first=month_first)
    except ValueError as fault:
        parsed.refused.append(Bad(row.file, row.number, "met_on", text, str(fault)))
        return
    met_on = days.starts
    remarks.add(row.number, days.remark or (f"“{shown(text)}” names several days; the first was kept" if days.ends else ""))
    meeting = derived_key("meeting", key_of(student), met_on.isoformat())
    values: dict[str, object] = {"meeting_id": meeting, "student_id": student, "met_on": met_on, "attended": not absent}
    said = cells.get("attended", "").strip().casefold()
    if said in {"n", "no", "false", "0"}:
        values["attended"] = False
    if "adviser" in cells:
        values["adviser"] = " ".join(cells["adviser"].split())
    if "adviser_level" in cells:
        values["adviser_level"] = level_of(cells["adviser_level"])
    if "minutes" in cells:
        values["minutes"] = _minutes(row, cells["minutes"], remarks) if values["attended"] else None
    parsed.tables.setdefault("guidance_meetings", []).append(Row(row.file, row.number, values))
    _add_actions(row, cells, meeting, student, parsed)
    if values["attended"]:
        _add_intention(row, cells, student, met_on, remarks, parsed)


def _minutes(row: Row, text: str, remarks: Remarks) -> int | None:
    try:
        return minutes_of(text)
    except ValueError as fault:
        remarks.add(row.number, f"the length was left as not known. {str(fault).rstrip('.')}")
        return None


def _add_actions(row: Row, cells: dict[str, str], meeting: str, student: str | NameReference, parsed: Parsed) -> None:
    """One action for each part between semicolons; without a meeting it is the student's."""
    for part in re.split(r"[;\n]", cells.get("actions", "")):
        what = " ".join(part.split())
        if not folded(what) or folded(what) in {"none", "n a", "na", "nil"}:
            continue
        values: dict[str, object] = {
            "action_id": derived_key("action", meeting or key_of(student), folded(what)),
            "student_id": student,
            "what": what,
        }
        if meeting:
            values["meeting_id"] = meeting
        if cells.get("owner", "").strip():
            values["owner"] = " ".join(cells["owner"].split())
        parsed.tables.setdefault("actions", []).append(Row(row.file, row.number, values))


def _add_intention(
    row: Row, cells: dict[str, str], student: str | NameReference, met_on: date, remarks: Remarks, parsed: Parsed
) -> None:
    text = " ".join(cells.get("intended", "").split())
    if not folded(text):
        return
    understood = understand(text)
    level = level_of(cells.get("level", ""))
    values: dict[str, object] = {
        "student_id": student,
        "recorded_on": met_on,
        "route": understood.route,
        "provider": "",
        "course": "" if understood.route == "undecided" else text,
        "level": level if level is not None else understood.level,
    }
    if not understood.route:
        remarks.add(
            row.number, f"“{shown(text)}” names no one route, so the route was left open and the words kept as the course"
        )
    elif "?" in text:
        remarks.add(row.number, f"“{shown(text)}” has a question mark; kept as {understood.route.replace('_', ' ')}")
    parsed.tables.setdefault("intentions", []).append(Row(row.file, row.number, values))


def _once_each(parsed: Parsed, stem: str, key: str) -> list[Row]:
    """The same student on the same day twice is one meeting: the second row is kept only in a note."""
    kept: dict[object, Row] = {}
    for row in parsed.tables.get(stem, []):
        earlier = kept.setdefault(row.values[key], row)
        if earlier is not row and stem == "guidance_meetings":
            parsed.notes.append(
                f"{row.file}, row {row.number}: the same student on the same day as row {earlier.number}; read once, as "
                f"row {earlier.number} has it."
            )
    return list(kept.values())


FORMAT = Format(CODE, "Log of guidance meetings", {"": COLUMNS}, _recognise, _read)
