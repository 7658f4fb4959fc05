"""A careers leader's own tracker of activities: title rows, messy dates, several year groups in a cell, totals below.

The same day and title make the same activity, so importing a corrected tracker again changes only what was corrected.
Numbers of students are estimates without names: they are never recorded as attendance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from chalkface.core.derived_keys import derived_key, folded, folded_organisation
from chalkface.core.errors import Refused
from chalkface.core.years import academic_year_of
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import month_comes_first
from chalkface.imports.ditto import fill_dittos
from chalkface.imports.format import Format
from chalkface.imports.formats.activity_tracker.columns import COLUMNS
from chalkface.imports.formats.activity_tracker.kinds import (
    PARTNER_NAMES,
    benchmarks_of,
    kind_of,
    mode_of,
    partner_kind,
    partners_of,
)
from chalkface.imports.list_year import ListYear, year_of_list
from chalkface.imports.loose_days import Days, days_of, outside
from chalkface.imports.parsed import Bad, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, filled_sheets
from chalkface.imports.year_groups import year_groups_of

CODE = "activity_tracker"
NEARLY_THE_SAME = 85
NAMES_SHOWN = 12
# A guess fills in a new record; it never overrules what a person has corrected since.
GUESSED = frozenset({"kind"})


@dataclass(slots=True)
class _Reading:
    """What one sheet has given so far."""

    sheet: Sheet
    year: ListYear
    remarks: Remarks
    month_first: bool = False
    activities: dict[str, Row] = field(default_factory=dict)
    offers: dict[tuple[str, int], Row] = field(default_factory=dict)
    partners: dict[str, Row] = field(default_factory=dict)
    links: dict[tuple[str, str], Row] = field(default_factory=dict)


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    found = guess(COLUMNS, sheet.rows[header])
    telling = {"benchmarks", "partners", "mode", "number"} & set(found.mapping)
    if found.missing or not telling:
        return 0.0
    return 0.95 if "year_groups" in found.mapping and len(telling) > 1 else 0.7


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, only_if_new=GUESSED)
    sheets = filled_sheets(documents)
    readings = [one for sheet in sheets if (one := _read_sheet(sheet, options, parsed, alone=len(sheets) == 1)) is not None]
    if not readings:
        raise Refused(f"“{documents[0].name}” has no row of headings with a date and an activity.")
    merged: dict[str, dict[object, Row]] = {stem: {} for stem in ("activities", "offers", "partners", "activity_partners")}
    for reading in readings:
        for stem, rows in (
            ("activities", reading.activities),
            ("offers", reading.offers),
            ("partners", reading.partners),
            ("activity_partners", reading.links),
        ):
            for key, row in rows.items():
                merged[stem].setdefault(key, row)
    parsed.tables = {stem: list(rows.values()) for stem, rows in merged.items() if rows or stem == "activities"}
    for file in dict.fromkeys(reading.sheet.file for reading in readings):
        rows = [row for row in parsed.tables["activities"] if row.file == file]
        parsed.notes += _look_alikes(file, rows)
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed, *, alone: bool) -> _Reading | None:
    try:
        header, found = find_header(sheet, COLUMNS, options.remembered)
        if found.missing:
            raise Refused(
                f"“{sheet.file}” has no column for: {', '.join(found.missing)}. Its headings are: "
                f"{shown(', '.join(sheet.rows[header]))}."
            )
    except Refused as refused:
        if alone:
            raise
        parsed.notes.append(f"{sheet.file}: the sheet “{sheet.name}” was passed over. {refused.sentence}")
        return None
    if found.unknown:
        parsed.notes.append(f"{sheet.file}: columns not used: {', '.join(map(shown, found.unknown))}.")
    table = read_rows(sheet, header, found.mapping, COLUMNS)
    rows = [(row, {name: str(value) for name, value in row.values.items()}) for row in table.rows]
    fill_dittos((cells for _, cells in rows), ("date", "year_groups", "partners", "benchmarks", "mode", "subject"))
    dates = [cells.get("date", "") for _, cells in rows]
    year = year_of_list(sheet, header, dates, options)
    parsed.notes += year.notes
    table.hand_to(parsed, sheet.file)
    parsed.rows_received += table.received
    reading = _Reading(sheet, year, Remarks(sheet.file), month_comes_first(dates))
    if reading.month_first:
        parsed.notes.append(f"{sheet.file}: dates are read month first, because some have a middle number above 12.")
    for row, cells in rows:
        _read_row(row, cells, reading, parsed)
    parsed.notes += reading.remarks.notes()
    parsed.notes += _guessed_partners(sheet.file, reading.partners.values())
    return reading


def _is_total(row: Row) -> bool:
    first = next((str(value).strip() for value in row.values.values() if str(value).strip()), "")
    return folded(first).split()[:1] in (["total"], ["totals"]) or folded(first).startswith("grand total")


def _read_row(row: Row, cells: dict[str, str], reading: _Reading, parsed: Parsed) -> None:
    if _is_total(row):
        reading.remarks.add(row.number, "a line of totals, passed over")
        return
    if [name for name, text in cells.items() if text] == ["date"]:
        reading.remarks.add(row.number, f"“{shown(cells['date'])}” stands alone like a heading, passed over")
        return
    title = " ".join(cells["title"].split())
    days = _days(row, cells["date"], title, reading, parsed)
    groups = _groups(row, cells.get("year_groups", ""), reading, parsed)
    if days is None or groups is None:
        return
    reading.remarks.add(row.number, days.remark)
    reading.remarks.add(row.number, outside(cells["date"], days.starts, reading.year.year))
    partners, remark = partners_of(cells.get("partners", ""))
    reading.remarks.add(row.number, remark)
    kind = kind_of(title, benchmarks_of(cells.get("benchmarks", "")), partners)
    if cells.get("number", "").strip():
        reading.remarks.add(row.number, "the number of students is an estimate without names, so no attendance is recorded")
    key = derived_key("activity", days.starts.isoformat(), folded(title))
    values: dict[str, object] = {
        "activity_id": key,
        "title": title,
        "kind": kind.code,
        "starts_on": days.starts,
        "ends_on": days.ends,
    }
    for name, value in (("mode", mode_of(cells.get("mode", ""))), ("subject", cells.get("subject"))):
        if name in cells:
            if value is None:
                reading.remarks.add(
                    row.number, f"“{cells[name][:40]}” does not say whether it was in person or virtual; left as not known"
                )
            values[name] = value or ""
    earlier = reading.activities.get(key)
    if earlier is None:
        reading.activities[key] = Row(row.file, row.number, values)
        reading.remarks.add(row.number, kind.remark)
    else:
        reading.remarks.add(
            row.number,
            f"the same day and title as row {earlier.number}, so it is the same activity; what row {earlier.number} says "
            f"was kept",
        )
    year = academic_year_of(days.starts)
    for group in groups:
        offer = {"activity_id": key, "academic_year": year, "year_group": group}
        reading.offers.setdefault((key, group), Row(row.file, row.number, offer))
    for name in partners:
        _add_partner(row, key, name, reading)


def _days(row: Row, text: str, title: str, reading: _Reading, parsed: Parsed) -> Days | None:
    if not title:
        parsed.refused.append(Bad(row.file, row.number, "title", "", "The activity has no name. Write what it was."))
        return None
    try:
        return days_of(text, reading.year.year, month_first=reading.month_first)
    except ValueError as fault:
        parsed.refused.append(Bad(row.file, row.number, "date", text, str(fault)))
        return None


def _groups(row: Row, text: str, reading: _Reading, parsed: Parsed) -> tuple[int, ...] | None:
    try:
        found = year_groups_of(text)
    except ValueError as fault:
        parsed.refused.append(Bad(row.file, row.number, "year_groups", text, str(fault)))
        return None
    reading.remarks.add(row.number, found.remark)
    return found.groups


def _add_partner(row: Row, activity: str, name: str, reading: _Reading) -> None:
    organisation = folded_organisation(name)
    key = derived_key("partner", organisation)
    if key not in reading.partners:
        kind = partner_kind(name)
        reading.partners[key] = Row(row.file, row.number, {"partner_id": key, "name": name, "kind": kind})
    reading.links.setdefault((activity, key), Row(row.file, row.number, {"activity_id": activity, "partner_id": key}))


def _guessed_partners(file: str, partners: Iterable[Row]) -> list[str]:
    """A note for each kind of partner that was guessed, with the first few names."""
    by_kind: dict[str, list[str]] = {}
    for row in partners:
        by_kind.setdefault(str(row.values["kind"]), []).append(f"“{shown(row.values['name'])}”")
    return [
        f"{file}: taken as {PARTNER_NAMES[kind]}, a guess from the name: {', '.join(names[:NAMES_SHOWN])}"
        + (f" and {len(names) - NAMES_SHOWN} more." if len(names) > NAMES_SHOWN else ".")
        for kind, names in by_kind.items()
    ]


def _look_alikes(file: str, rows: Sequence[Row]) -> list[str]:
    """A note for each two activities of one day whose titles are nearly the same."""
    notes = []
    by_day: dict[object, list[Row]] = {}
    for row in rows:
        for other in by_day.setdefault(row.values["starts_on"], []):
            if fuzz.ratio(folded(str(row.values["title"])), folded(str(other.values["title"]))) >= NEARLY_THE_SAME:
                notes.append(
                    f"{file}, rows {other.number} and {row.number}: may be the same activity twice: "
                    f"“{shown(other.values['title'])}” and "
                    f"“{shown(row.values['title'])}” on one day. Both were kept."
                )
        by_day[row.values["starts_on"]].append(row)
    return notes


FORMAT = Format(CODE, "Activity tracker (a careers leader's own list)", {"": COLUMNS}, _recognise, _read)
