"""The answers of a form on what students plan next, as Google or Microsoft Forms exports them.

Every answer is kept with its day: when a student answers twice the later one counts and the earlier stays to be seen.
"""

import re
from collections.abc import Sequence
from datetime import date

from chalkface.core.derived_keys import folded
from chalkface.core.destination_routes import Understood, level_of, understand
from chalkface.core.errors import Refused
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import day, day_month_first, month_comes_first
from chalkface.imports.format import Format
from chalkface.imports.formats.intentions_form.columns import AS_TEXT, COLUMNS
from chalkface.imports.parsed import Bad, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, key_of, student_in

CODE = "intentions_form"
QUESTION = re.compile(
    r"\b(?:plan|intend|want|hope|hoping|planning|intention)\w*\b.*\b(?:after|next|year 1[13]|y1[13]|post|leave|do)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AaPp])?")


def _mapping(headings: Sequence[str], options: Options | None = None) -> tuple[dict[str, int], list[str]]:
    """Columns by position, and the headings not used. A question of one's own about plans is found by its words."""
    found = guess(COLUMNS, headings, options.remembered if options is not None else None)
    mapping, unknown = dict(found.mapping), list(found.unknown)
    if "route" not in mapping:
        for position, heading in enumerate(headings):
            if position not in mapping.values() and QUESTION.search(heading):
                mapping["route"] = position
                unknown.remove(heading.strip())
                break
    return mapping, unknown


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    mapping, _ = _mapping(sheet.rows[header])
    if not {"route", "recorded_on"} <= set(mapping) or not any(name in mapping for name in NAMING):
        return 0.0
    is_form = folded(sheet.rows[header][mapping["recorded_on"]]) in {"timestamp", "completion time", "start time"}
    is_question = QUESTION.search(sheet.rows[header][mapping["route"]]) is not None
    return 0.96 if is_form or is_question else 0.6


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, tables={"intentions": []})
    read_each(documents, parsed, lambda sheet: _read_sheet(sheet, options, parsed))
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed) -> None:
    header, _ = find_header(sheet, COLUMNS, options.remembered)
    mapping, unknown = _mapping(sheet.rows[header], options)
    if not {"route", "recorded_on"} <= set(mapping) or not any(name in mapping for name in NAMING):
        raise Refused(
            f"“{sheet.file}” needs columns for the student, the day of the answer and the plan. Its headings are: "
            f"{shown(', '.join(sheet.rows[header]))}."
        )
    if unknown:
        parsed.notes.append(f"{sheet.file}: columns not kept: {', '.join(map(shown, unknown))}.")
    table = read_rows(sheet, header, mapping, AS_TEXT)
    parsed.refused += table.refused
    parsed.rows_received += table.received
    remarks = Remarks(sheet.file)
    read_day = day_month_first if month_comes_first(str(row.values["recorded_on"]) for row in table.rows) else day
    answers: list[tuple[tuple[date, tuple[int, ...], int], Row]] = []
    by_student: dict[str, list[int]] = {}
    for row in table.rows:
        cells = {name: str(value) for name, value in row.values.items()}
        student = student_in(row, cells, remarks, parsed)
        if student is None:
            continue
        try:
            recorded_on = read_day(cells["recorded_on"])
            if recorded_on is None:
                raise ValueError("The day of the answer is missing.")
        except ValueError as fault:
            parsed.refused.append(Bad(row.file, row.number, "recorded_on", cells["recorded_on"], str(fault)))
            continue
        values = {"student_id": student, "recorded_on": recorded_on, **_plan(row, cells, remarks)}
        answers.append(((recorded_on, _time(cells["recorded_on"]), row.number), Row(row.file, row.number, values)))
        by_student.setdefault(key_of(student), []).append(row.number)
    for numbers in by_student.values():
        if len(numbers) > 1:
            parsed.notes.append(
                f"{sheet.file}, rows {', '.join(map(str, numbers))}: answers of one student; all are kept and the latest "
                f"counts."
            )
    parsed.tables["intentions"] += [row for _, row in sorted(answers, key=lambda answer: answer[0])]
    parsed.notes += remarks.notes()


def _plan(row: Row, cells: dict[str, str], remarks: Remarks) -> dict[str, object]:
    """Route, provider, course and level of one answer."""
    said, provider, course = (" ".join(cells.get(name, "").split()) for name in ("route", "provider", "course"))
    understood = understand(said)
    place = understand(provider)
    route = understood.route
    if route == "further_education" and place.route == "sixth_form_college":
        route = place.route
        remarks.add(row.number, f"“{shown(said)}” at “{shown(provider)}” was taken as a sixth-form college")
    if not route and folded(said):
        remarks.add(row.number, f"“{shown(said)}” names no one route, so the route was left open")
        course = course or said
    return {"route": route, "provider": provider, "course": course, "level": _level(cells.get("level", ""), understood, course)}


def _level(text: str, understood: Understood, course: str) -> int | None:
    for stated in (level_of(text), understood.level, level_of(course)):
        if stated is not None:
            return stated
    return None


def _time(text: str) -> tuple[int, ...]:
    """The time of day in a timestamp, so that two answers of one day keep their order."""
    found = TIME.search(text)
    if found is None:
        return (0, 0, 0)
    hour = int(found[1]) % 12 + 12 if (found[4] or "").lower() == "p" else int(found[1]) % 12 if found[4] else int(found[1])
    return (hour, int(found[2]), int(found[3] or 0))


FORMAT = Format(CODE, "Form on what students plan next", {"": COLUMNS}, _recognise, _read)
