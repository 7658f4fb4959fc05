"""Who took part: one row for each student, and one activity on each row, in the title, or in each column.

Activities are told apart by day and title, as in an activity tracker, so a list finds the activity that a tracker brought.
"""

from collections.abc import Sequence

from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.errors import Refused
from chalkface.imports.columns import Column, find_header, guess, read_rows
from chalkface.imports.days import month_comes_first
from chalkface.imports.format import Format
from chalkface.imports.formats.activity_tracker.kinds import kind_of
from chalkface.imports.formats.participation_list.columns import AS_TEXT, COLUMNS
from chalkface.imports.formats.participation_list.layout import Layout, Named, layout_of, repeat_down
from chalkface.imports.formats.participation_list.marks import attended, cross_is_tick
from chalkface.imports.list_year import year_of_list
from chalkface.imports.loose_days import days_of
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, Unresolved, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, student_in
from chalkface.imports.values import amount_e4

CODE = "participation_list"
ATTENDANCE_WORDS = ("attendance", "attended", "attendees", "register", "took part", "participation", "participants")


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, found = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    mapping = found.mapping
    if not any(name in mapping for name in NAMING if name != "email"):
        return 0.0
    if "activity" in mapping or "activity_id" in mapping:
        return 0.93
    layout = layout_of(sheet, header, mapping)
    if layout.columns:
        return 0.92
    return 0.92 if layout.whole is not None and layout.whole.day and ("attended" in mapping or len(mapping) < 6) else 0.0


class _Sheet:
    """One sheet being read."""

    def __init__(self, sheet: Sheet, options: Options, parsed: Parsed) -> None:
        self.sheet, self.parsed, self.remarks = sheet, parsed, Remarks(sheet.file)
        header, found = find_header(sheet, COLUMNS, options.remembered)
        self.header, self.mapping = header, guess(COLUMNS, sheet.rows[header], options.remembered).mapping
        if not any(name in self.mapping for name in NAMING):
            raise Refused(
                f"“{sheet.file}” has no column that says which student a row is about. Its headings are: "
                f"{shown(', '.join(sheet.rows[header]))}."
            )
        self.layout: Layout = layout_of(sheet, header, self.mapping)
        unused = [
            heading
            for heading in found.unknown
            if heading not in {sheet.rows[header][position].strip() for position in self.layout.columns}
        ]
        if unused:
            parsed.notes.append(f"{sheet.file}: columns not used: {', '.join(map(shown, unused))}.")
        if not self.layout.columns and self.layout.whole is None and not {"activity", "activity_id"} & set(self.mapping):
            raise Refused(
                f"“{sheet.file}” does not say which activity it is about. Write its name and day above the headings, or in "
                f"a column."
            )

    def read(self, options: Options) -> None:
        """Add this sheet's activities and participations to the import."""
        positions = {**self.mapping, **{f"mark {position}": position for position in self.layout.columns}}
        columns = (*AS_TEXT, *(Column(name) for name in positions if name.startswith("mark ")))
        table = read_rows(self.sheet, self.header, positions, columns)
        rows = [row for row in table.rows if row.number not in self.layout.skip]
        table.hand_to(self.parsed, self.sheet.file)
        self.parsed.rows_received += table.received - (len(table.rows) - len(rows))
        cells = [{name: str(value) for name, value in row.values.items()} for row in rows]
        repeat_down(cells, [name for name in self.mapping if name != "attended"])
        named = [*self.layout.columns.values(), *([self.layout.whole] if self.layout.whole is not None else [])]
        dates = [row.get("date", "") for row in cells] + [one.day for one in named]
        self.year = year_of_list(self.sheet, self.header, dates, options)
        self.month_first = month_comes_first(dates)
        self.parsed.notes += self.year.notes
        self.crosses = {
            name: cross_is_tick(row.get(name, "") for row in cells)
            for name in positions
            if name == "attended" or name.startswith("mark ")
        }
        for name, is_tick in self.crosses.items():
            if is_tick:
                heading = self.sheet.rows[self.header][positions[name]].strip()
                self.parsed.notes.append(
                    f"{self.sheet.file}: an x under “{shown(heading)}” was read as a tick, as no other tick is used there."
                )
        headings = self.sheet.rows[self.header]
        across = {}
        for position, named in self.layout.columns.items():
            heading = headings[position].strip() or f"cell {position + 1}"
            across[f"mark {position}"] = self._activity(named, self.header + 1, heading, heading)
        whole = self._activity(self.layout.whole, self.header, "cell 1", "cell 1") if self.layout.whole is not None else None
        self.unmarked = self._unmarked_means()
        for row, values in zip(rows, cells, strict=True):
            self._row(row, values, across, whole)
        self.parsed.notes += self.remarks.notes()

    def _unmarked_means(self) -> bool | None:
        """What being on the list means where no column says who came: there, if the list calls itself attendance."""
        if "attended" in self.mapping:
            return None
        words = " ".join(
            [self.sheet.file, self.sheet.name, *(cell for row in self.sheet.rows[: self.header] for cell in row)]
        ).lower()
        if self.layout.columns:
            return None
        if any(word in words for word in ATTENDANCE_WORDS):
            self.parsed.notes.append(
                f"{self.sheet.file}: no column says who came; everyone on this list of attendance was taken to have been there."
            )
            return True
        self.parsed.notes.append(f"{self.sheet.file}: no column says who came, so nobody is marked as having been there.")
        return None

    def _activity(self, named: Named, number: int, title_in: str = "activity", day_in: str = "date") -> str | None:
        """The key of an activity, which is added to the import; ``None`` and a refusal if its name or day cannot be known,
        with the row and the columns in which they stand."""
        if not named.title:
            self.parsed.refused.append(
                Bad(self.sheet.file, number, title_in, "", "The activity has no name. Write what it was.")
            )
            return None
        try:
            days = days_of(named.day, self.year.year, month_first=self.month_first)
        except ValueError as fault:
            self.parsed.refused.append(
                Bad(self.sheet.file, number, day_in, named.day or named.title, f"“{shown(named.title)}”: {fault}")
            )
            return None
        key = derived_key("activity", days.starts.isoformat(), folded(named.title))
        table = self.parsed.tables.setdefault("activities", [])
        if all(row.values["activity_id"] != key for row in table):
            kind = kind_of(named.title, (), ("whoever came",))  # a list of students does not say who came; the title does
            values: dict[str, object] = {"activity_id": key, "title": named.title, "kind": kind.code, "starts_on": days.starts}
            if days.ends is not None:
                values["ends_on"] = days.ends
            table.append(Row(self.sheet.file, number, values))
            self.parsed.notes.append(
                f"{self.sheet.file}: “{shown(named.title)}” on {days.starts:%d/%m/%Y}: {kind.remark}, used only if the "
                f"activity is new."
            )
        return key

    def _row(self, row: Row, cells: dict[str, str], across: dict[str, str | None], whole: str | None) -> None:
        student = student_in(row, cells, self.remarks, self.parsed)
        if student is None:
            return
        hours = self._hours(row, cells)
        if across:
            for name, activity in across.items():
                if activity is not None and cells.get(name, ""):
                    self._add(row, name, activity, student, cells, hours)
            return
        activity = cells.get("activity_id") or whole or self._named_here(row, cells)
        if activity is None:
            return
        if cells.get("activity_id"):
            self.parsed.unresolved.append(Unresolved(row.file, row.number, "activity_id", activity, "activities"))
        self._add(row, "attended", activity, student, cells, hours)

    def _named_here(self, row: Row, cells: dict[str, str]) -> str | None:
        if self.layout.whole is not None:
            return None
        return self._activity(Named(*self._title_and_day(cells)), row.number)

    def _title_and_day(self, cells: dict[str, str]) -> tuple[str, str]:
        return " ".join(cells.get("activity", "").split()), cells.get("date", "")

    def _hours(self, row: Row, cells: dict[str, str]) -> int | None:
        try:
            return amount_e4(cells.get("hours", ""))
        except ValueError as fault:
            self.remarks.add(row.number, f"the hours were left out. {str(fault).rstrip('.')}")
            return None

    def _add(
        self, row: Row, mark: str, activity: str, student: str | NameReference, cells: dict[str, str], hours: int | None
    ) -> None:
        try:
            was_there = attended(cells.get(mark, ""), cross_is_tick=self.crosses.get(mark, True))
        except ValueError as fault:
            heading = "attended" if mark == "attended" else self.sheet.rows[self.header][int(mark.split()[1])].strip()
            self.parsed.refused.append(Bad(row.file, row.number, heading, cells.get(mark, ""), str(fault)))
            return
        values: dict[str, object] = {
            "activity_id": activity,
            "student_id": student,
            "attended": self.unmarked if was_there is None else was_there,
        }
        if "hours" in self.mapping:
            values["hours_e4"] = hours
        self.parsed.tables.setdefault("participations", []).append(Row(row.file, row.number, values))


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, only_if_new=frozenset({"kind", "title"}))
    read_each(documents, parsed, lambda sheet: _Sheet(sheet, options, parsed).read(options))
    _once_each(parsed)
    if not parsed.tables.get("participations") and not parsed.refused:
        raise Refused(f"“{documents[0].name}” says of no student that they took part in an activity.")
    return parsed


def _once_each(parsed: Parsed) -> None:
    """The same student at the same activity twice is one participation; a mark outranks none, and two that differ are
    refused.
    """
    kept: dict[tuple[object, object], Row] = {}
    for row in parsed.tables.get("participations", []):
        key = (row.values["activity_id"], row.values["student_id"])
        earlier = kept.setdefault(key, row)
        if earlier is row:
            continue
        before, now = earlier.values["attended"], row.values["attended"]
        if before is None:
            kept[key] = row
        elif now is not None and now != before:
            parsed.refused.append(
                Bad(
                    row.file,
                    row.number,
                    "attended",
                    str(now).lower(),
                    f"Row {earlier.number} says the opposite of the same student at the same activity. Keep one of the two.",
                )
            )
    repeated = len(parsed.tables.get("participations", [])) - len(kept)
    if repeated:
        parsed.notes.append(f"{repeated} rows repeat a student at the same activity and were read once.")
    if kept:
        parsed.tables["participations"] = list(kept.values())


FORMAT = Format(CODE, "List of who took part in an activity", {"": COLUMNS}, _recognise, _read)
