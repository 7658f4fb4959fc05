"""An adviser's log: who was seen when, for how long, and what was agreed.

What the log says of special needs, free meals or risk is not kept. The level of an adviser's qualification is never guessed.
A meeting or an action that was changed here since stays as it is, whatever the log says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.destination_routes import level_of, understand
from chalkface.core.errors import Refused
from chalkface.imports.choices import further_choice
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import month_comes_first
from chalkface.imports.ditto import fill_dittos
from chalkface.imports.durations import minutes_of
from chalkface.imports.format import Format
from chalkface.imports.formats.guidance_log.columns import AS_TEXT, COLUMNS
from chalkface.imports.list_year import other_year, year_of_list
from chalkface.imports.loose_days import days_of
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, is_group_line, key_of, student_in
from chalkface.imports.who_says import owner_kind_of

CODE = "guidance_log"
NOT_ATTENDED = re.compile(
    r"\b(?:dna|d\.n\.a\.?|did not attend|did not turn up|no show|absent|abs|failed to attend)\b", re.IGNORECASE
)
NOT_SEEN = re.compile(
    r"\b(?:not seen|not yet seen|to be seen|not booked|refused|declined|cancelled|left|n/?a|tbc|tba)\b|^[-?]+$", re.IGNORECASE
)
YES = {"y", "yes", "true", "1", "present", "p", "attended", "seen", "here"}
NO = {"n", "no", "false", "0", "a", "missed", "not attended", "not present"}
TICKS, CROSSES = {"✓", "✔", "☑"}, {"✗", "✘", "☒"}
STATUSES = {
    "to_do": {"to do", "not done", "not started", "outstanding", "open", "n", "no", "false"},
    "doing": {"in progress", "doing", "started", "ongoing"},
    "done": {"done", "complete", "completed", "finished", "y", "yes", "true"},
}
NEED = re.compile(r"\b(?:needs?|barriers?)\b", re.IGNORECASE)


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
    stays = frozenset({"guidance_meetings", "actions"})
    parsed = Parsed(CODE, leave_changed=stays, only_if_new=frozenset({"intentions.source"}))
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
        for heading in filter(NEED.search, found.unknown):
            parsed.notes.append(
                f"{sheet.file}: “{shown(heading)}” is not kept, because a need has a kind and an owner here. Write the needs "
                f"down on the students' own pages."
            )
    table = read_rows(sheet, header, found.mapping, AS_TEXT)
    table.hand_to(parsed, sheet.file)
    parsed.rows_received += table.received
    rows = [(row, {name: str(value) for name, value in row.values.items()}) for row in table.rows]
    fill_dittos((cells for _, cells in rows if not is_group_line(cells)), ("met_on", "adviser", "form", "actions", "minutes"))
    dates = [cells["met_on"] for _, cells in rows if any(letter.isdigit() for letter in cells["met_on"])]
    year = year_of_list(sheet, header, dates, options)
    parsed.notes += year.notes
    remarks, before = Remarks(sheet.file), len(parsed.tables.get("guidance_meetings", ()))
    how = _How(year.year, month_comes_first(dates), options.day)
    for row, cells in rows:
        _read_row(row, cells, remarks, parsed, how)
    met = [day for row in parsed.tables.get("guidance_meetings", ())[before:] if isinstance(day := row.values["met_on"], date)]
    parsed.notes += [*remarks.notes(), *other_year(sheet.file, met, options)]


@dataclass(frozen=True)
class _How:
    """How the days of a sheet are read: the year of those without one, month first, and which day is today."""

    year: int
    month_first: bool
    today: date


def _read_row(row: Row, cells: dict[str, str], remarks: Remarks, parsed: Parsed, how: _How) -> None:
    student = student_in(row, cells, remarks, parsed)
    if student is None:
        return
    text = cells["met_on"]
    absent = any(NOT_ATTENDED.search(cells.get(name, "")) for name in ("met_on", "minutes", "attended", "adviser"))
    if not any(letter.isdigit() for letter in text) and (not text or NOT_SEEN.search(text) or absent):
        remarks.add(row.number, f"no meeting was recorded (“{shown(text)}”)" if text else "no date, so no meeting was recorded")
        _add_actions(row, cells, "", student, remarks, parsed, how)
        return
    try:
        days = days_of(NOT_ATTENDED.sub("", text).strip(" -,()"), how.year, month_first=how.month_first)
    except ValueError as fault:
        parsed.refused.append(Bad(row.file, row.number, "met_on", text, str(fault)))
        return
    met_on = days.starts
    if met_on > how.today:
        remarks.add(row.number, f"{met_on:%d/%m/%Y} is still to come, so the row was passed over until then")
        return
    remarks.add(row.number, days.remark or (f"“{shown(text)}” names several days; the first was kept" if days.ends else ""))
    meeting = derived_key("meeting", key_of(student), met_on.isoformat())
    values: dict[str, object] = {"meeting_id": meeting, "student_id": student, "met_on": met_on, "attended": not absent}
    if not absent:
        values["attended"] = _attended(row, cells.get("attended", ""), remarks)
    if "adviser" in cells:
        values["adviser"] = " ".join(cells["adviser"].split())
    if "adviser_level" in cells:
        values["adviser_level"] = level_of(cells["adviser_level"])
    if "minutes" in cells:
        values["minutes"] = _minutes(row, cells["minutes"], remarks) if values["attended"] is not False else None
    parsed.tables.setdefault("guidance_meetings", []).append(Row(row.file, row.number, values))
    _add_actions(row, cells, meeting, student, remarks, parsed, how)
    if values["attended"] is not False:
        _add_intention(row, cells, student, met_on, remarks, parsed)


def _attended(row: Row, text: str, remarks: Remarks) -> bool | None:
    """A date stands there, so somebody was seen, unless the mark says otherwise or cannot be told."""
    said, mark = folded(text), text.strip()
    if said in NO or mark in CROSSES:
        return False
    if said in {"x", "tbc"} or (mark and not said and mark not in TICKS):
        remarks.add(row.number, f"“{shown(mark)}” does not say whether the student was there; left as not known")
        return None
    if said and said not in YES:
        remarks.add(row.number, f"“{shown(mark)}” was taken as seen, because a date stands there")
    return True


def _minutes(row: Row, text: str, remarks: Remarks) -> int | None:
    try:
        return minutes_of(text)
    except ValueError as fault:
        remarks.add(row.number, f"the length was left as not known. {str(fault).rstrip('.')}")
        return None


def _add_actions(
    row: Row, cells: dict[str, str], meeting: str, student: str | NameReference, remarks: Remarks, parsed: Parsed, how: _How
) -> None:
    """One action for each part between semicolons; without a meeting it is the student's.

    As many owners between semicolons as actions are theirs in order; otherwise the whole cell is the owner of each.
    """
    parts = [part for part in re.split(r"[;\n]", cells.get("actions", "")) if folded(part)]
    owners = [" ".join(part.split()) for part in re.split(r"[;\n]", cells.get("owner", ""))]
    whole = " ".join(cells.get("owner", "").split())
    more = _action_more(row, cells, remarks, how) if parts else {}
    for place, part in enumerate(parts):
        what = " ".join(part.split())
        if folded(what) in {"none", "n a", "na", "nil"}:
            continue
        values: dict[str, object] = {
            "action_id": derived_key("action", meeting or key_of(student), folded(what)),
            "student_id": student,
            "what": what,
            **more,
        }
        if meeting:
            values["meeting_id"] = meeting
        if owner := owners[place] if len(owners) == len(parts) else whole:
            values |= {"owner": owner, "owner_kind": owner_kind_of(owner, cells.get("adviser", ""))}
        parsed.tables.setdefault("actions", []).append(Row(row.file, row.number, values))


def _action_more(row: Row, cells: dict[str, str], remarks: Remarks, how: _How) -> dict[str, object]:
    """When it is due and how far it is, where the log says so. That the need is met is for its owner to say."""
    values: dict[str, object] = {}
    if folded(cells.get("due_on", "")):
        try:
            due = days_of(cells["due_on"], how.year, month_first=how.month_first)
        except ValueError as fault:
            remarks.add(row.number, f"when the action is due was left as not known. {str(fault).rstrip('.')}")
        else:
            values["due_on"] = due.ends or due.starts
            remarks.add(row.number, "several days were given for the action; it is due on the last" if due.ends else "")
    if said := folded(cells.get("done", "")) or cells.get("done", "").strip():
        status = "done" if said in TICKS else next((code for code, known in STATUSES.items() if said in known), "")
        if status:
            values["status"] = status
        else:
            remarks.add(row.number, f"“{shown(cells['done'])}” does not say whether the action is done; left as not known")
    return values


def _add_intention(
    row: Row, cells: dict[str, str], student: str | NameReference, met_on: date, remarks: Remarks, parsed: Parsed
) -> None:
    text = " ".join(cells.get("intended", "").split())
    plans = parsed.tables.setdefault("intentions", [])
    base = {"student_id": student, "recorded_on": met_on, "source": "meeting"}
    if folded(text) and (further := further_choice(row.number, cells.get("further", ""), remarks)) is not None:
        plans.append(Row(row.file, row.number, {**base, **further}))
    if not folded(text):
        if folded(cells.get("further", "")):
            remarks.add(row.number, "a second choice without a first was not kept")
        return
    understood = understand(text)
    level = level_of(cells.get("level", ""))
    values: dict[str, object] = {
        **base,
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
    plans.append(Row(row.file, row.number, values))


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
