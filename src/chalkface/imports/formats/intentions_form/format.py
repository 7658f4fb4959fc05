"""The answers of a form on what students plan next, as Google or Microsoft Forms exports them.

Every answer is kept with its day: when a student answers twice the later one counts and the earlier stays to be seen.
Second and third choices stand before the first of their day (``imports/choices.py``).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from chalkface.core.derived_keys import folded
from chalkface.core.destination_routes import Understood, level_of, understand
from chalkface.core.errors import Refused
from chalkface.imports.choices import further_choice, rank_of
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import day, day_month_first, month_comes_first
from chalkface.imports.format import Format
from chalkface.imports.formats.intentions_form.columns import AS_TEXT, COLUMNS
from chalkface.imports.list_year import other_year, year_of_list
from chalkface.imports.loose_days import days_of
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, key_of, student_in
from chalkface.imports.who_says import how_known

CODE = "intentions_form"
QUESTION = re.compile(
    r"\b(?:plan|intend|want|hope|hoping|planning|intention)\w*\b.*\b(?:after|next|year 1[13]|y1[13]|post|leave|do)\b",
    re.IGNORECASE,
)
CHOICE = re.compile(r"\b(?:choice|option|plan|preference)\b", re.IGNORECASE)
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
    for rank, name in ((2, "second"), (3, "third")):
        if name not in mapping and (heading := next((one for one in unknown if _is_choice(one, rank)), "")):
            mapping[name] = next(place for place, one in enumerate(headings) if one.strip() == heading)
            unknown.remove(heading)
    return mapping, unknown


def _is_choice(heading: str, rank: int) -> bool:
    """Whether a heading is that of a further choice in a school's own words: ``Y11 - 2nd choice``."""
    try:
        return CHOICE.search(heading) is not None and rank_of(heading) == rank
    except ValueError:
        return False


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
    parsed = Parsed(CODE, tables={"intentions": []}, only_if_new=frozenset({"intentions.source"}))
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
    table.hand_to(parsed, sheet.file)
    parsed.rows_received += table.received
    remarks = Remarks(sheet.file)
    written = [str(row.values["recorded_on"]) for row in table.rows]
    year = year_of_list(sheet, header, written, options)
    is_loose = False
    read_day = day_month_first if month_comes_first(written) else day
    answers: list[tuple[tuple[date, int, tuple[int, ...], int], Row]] = []
    by_student: dict[str, list[int]] = {}
    for row in table.rows:
        cells = {name: str(value) for name, value in row.values.items()}
        student = student_in(row, cells, remarks, parsed)
        if student is None:
            continue
        try:
            recorded_on, remark = _day_of(cells["recorded_on"], read_day, year.year)
            if recorded_on > options.day:
                raise ValueError(f"{recorded_on:%d/%m/%Y} is still to come. Write the day of the answer.")
            rank = rank_of(cells.get("choice", ""))
        except ValueError as fault:
            column = "choice" if str(fault).endswith("1, 2 or 3.") else "recorded_on"
            parsed.refused.append(Bad(row.file, row.number, column, cells[column], str(fault)))
            continue
        is_loose = is_loose or bool(remark)
        remarks.add(row.number, remark)
        said: dict[str, object] = {"student_id": student, "recorded_on": recorded_on, "source": "form"}
        said |= {name: value for name, value in how_known(row.number, cells, remarks, keeps_words=False).items() if value}
        if rank > 1:
            remarks.add(row.number, "a further choice was kept as an intention of the same day; the first choice counts")
        else:
            by_student.setdefault(key_of(student), []).append(row.number)
        place = (recorded_on, -rank if "choice" in cells else 0, _time(cells["recorded_on"]), row.number)
        for plan in (*_further(row, cells, remarks), _plan(row, cells, remarks)):
            answers.append((place, Row(row.file, row.number, {**said, **plan})))
    for numbers in by_student.values():
        if len(numbers) > 1:
            parsed.notes.append(
                f"{sheet.file}, rows {', '.join(map(str, numbers))}: answers of one student; all are kept and the latest "
                f"counts."
            )
    parsed.tables["intentions"] += _once([row for _, row in sorted(answers, key=lambda answer: answer[0])])
    parsed.notes += [*(year.notes if is_loose else ()), *remarks.notes()]
    parsed.notes += other_year(sheet.file, (place[0] for place, _ in answers), options)


def _day_of(text: str, read_day: Callable[[str], date | None], year: int) -> tuple[date, str]:
    """The day of an answer, and a remark where it was not written out."""
    try:
        found = read_day(text)
    except ValueError:
        days = days_of(text, year)
        return days.starts, days.remark or f"“{shown(text)}” was read as {days.starts:%d/%m/%Y}"
    if found is None:
        raise ValueError("The day of the answer is missing.")
    return found, ""


def _further(row: Row, cells: dict[str, str], remarks: Remarks) -> list[dict[str, object]]:
    """The third and the second choice: the last in order counts, so the first comes after them."""
    found = (further_choice(row.number, cells.get(name, ""), remarks) for name in ("third", "second"))
    return [plan for plan in found if plan is not None]


def _once(rows: list[Row]) -> list[Row]:
    """Rows that say the same of one student on one day are one: the last of them, with its place, source and confidence."""
    kept: dict[tuple, Row] = {}
    for row in rows:
        values = row.values
        student = values["student_id"]
        assert isinstance(student, str | NameReference)
        key = (key_of(student), *(values[name] for name in ("recorded_on", "route", "provider", "course", "level")))
        kept.pop(key, None)
        kept[key] = row
    return list(kept.values())


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
    elif route and "?" in said:
        remarks.add(row.number, f"“{shown(said)}” has a question mark; kept as {route.replace('_', ' ')}")
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
