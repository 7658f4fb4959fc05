"""Where leavers went, as a school's own list has it.

The stage, the year and what sort of record it is (a plan, an offer, a start) come from the file's columns and titles, or
from the person; a destination whose route cannot be told is refused with a question, never filed as unknown.
"""

import re
from collections.abc import Sequence

from chalkface.core.authority import route_of
from chalkface.core.derived_keys import folded
from chalkface.core.destination_routes import INTENTION_ONLY, level_of, titles, understand
from chalkface.core.errors import Refused
from chalkface.core.identifiers import ukprn
from chalkface.core.years import year_label
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import day
from chalkface.imports.format import Format
from chalkface.imports.formats.destinations_list.columns import AS_TEXT, COLUMNS
from chalkface.imports.formats.destinations_list.titles import Said, said_by
from chalkface.imports.formats.destinations_list.universities import ukprn_of
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, key_of, student_in
from chalkface.imports.who_says import how_known

CODE = "destinations_list"
STATUSES = {
    "intended": "intended",
    "plan": "intended",
    "planned": "intended",
    "applied": "intended",
    "offer": "offered",
    "offered": "offered",
    "offer held": "offered",
    "conditional": "offered",
    "unconditional": "offered",
    "accepted": "offered",
    "started": "started",
    "enrolled": "started",
    "actual": "started",
    "confirmed": "started",
    "in learning": "started",
    "sustained": "sustained",
    "still there": "sustained",
    "not sustained": "not_sustained",
    "left": "not_sustained",
    "dropped out": "not_sustained",
    "withdrawn": "not_sustained",
}
ACTIVITY = re.compile(r"\s*([0-9]{3})(?:\.0)?(?:\s*[-–:(].*)?\s*\Z")
GAP_YEAR = re.compile(r"\bgap (?:year|yr)\b", re.IGNORECASE)


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    headings = sheet.rows[header]
    mapping = guess(COLUMNS, headings).mapping
    if "route" not in mapping or not any(name in mapping for name in NAMING):
        return 0.0
    if "destination" in folded(headings[mapping["route"]]) or "dest" in folded(headings[mapping["route"]]).split():
        return 0.94
    named = [
        understand(row[mapping["route"]]).named
        for row in sheet.rows[header + 1 :]
        if mapping["route"] < len(row) and row[mapping["route"]].strip()
    ]
    return 0.7 if named and sum(map(bool, named)) * 2 >= len(named) and "provider" in mapping else 0.0


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, tables={"destinations": []})
    read_each(documents, parsed, lambda sheet: _List(sheet, options, parsed).read())
    return parsed


class _List:
    """One sheet being read."""

    def __init__(self, sheet: Sheet, options: Options, parsed: Parsed) -> None:
        self.sheet, self.options, self.parsed, self.remarks = sheet, options, parsed, Remarks(sheet.file)
        header, _ = find_header(sheet, COLUMNS, options.remembered)
        found = guess(COLUMNS, sheet.rows[header], options.remembered)
        self.header, self.mapping = header, found.mapping
        self.lines: dict[str, list[int]] = {}
        if "route" not in self.mapping or not any(name in self.mapping for name in NAMING):
            raise Refused(
                f"“{sheet.file}” needs a column for the student and one for the destination. "
                f"Its headings are: {shown(', '.join(sheet.rows[header]))}."
            )
        if found.unknown:
            parsed.notes.append(f"{sheet.file}: columns not kept: {', '.join(map(shown, found.unknown))}.")
        above = [cell for row in sheet.rows[:header] for cell in row if cell.strip()]
        self.said: Said = said_by(
            [*above, sheet.name, sheet.file.rsplit("/", 1)[-1], sheet.rows[header][self.mapping["route"]]]
        )

    def read(self) -> None:
        """Add this sheet's destinations to the import."""
        table = read_rows(self.sheet, self.header, self.mapping, AS_TEXT)
        table.hand_to(self.parsed, self.sheet.file)
        self.parsed.rows_received += table.received
        self.year = self._year()
        if self.said.status:
            self.parsed.notes.append(
                f"{self.sheet.file}: where a row does not say, the destination was recorded as {self.said.status}, from "
                f"the titles."
            )
        for row in table.rows:
            self._row(row, {name: str(value) for name, value in row.values.items()})
        for numbers in self.lines.values():
            if len(numbers) > 1:
                self.parsed.notes.append(
                    f"{self.sheet.file}, rows {', '.join(map(str, numbers))}: lines of one leaver; all are kept. A start "
                    f"counts before a plan, then the later day, then the later line."
                )
        self.parsed.notes += self.remarks.notes()

    def _year(self) -> int:
        """The year after leaving of rows that do not say: what the person said, the titles, else the current year."""
        if self.options.academic_year is not None:
            year, how = self.options.academic_year, "as you said"
        elif self.said.year is not None:
            year, how = self.said.year, "from the titles"
        else:
            year, how = self.options.year, "the current year, because none was named"
        if not {"academic_year", "left_in"} & set(self.mapping):
            self.parsed.notes.append(f"{self.sheet.file}: taken as destinations in {year_label(year)}, {how}.")
        return year

    def _row(self, row: Row, cells: dict[str, str]) -> None:
        student = student_in(row, cells, self.remarks, self.parsed)
        if student is None:
            return
        text = " ".join(cells["route"].split())
        provider = " ".join(cells.get("provider", "").split())
        if not folded(text) and not folded(provider):
            self.remarks.add(row.number, "no destination is given, so none was recorded")
            return
        try:
            stage, year = self._stage(cells, student), self._year_of(cells)
            values: dict[str, object] = {"student_id": student, "stage": stage, "academic_year": year}
            values |= self._destination(row, text, provider, cells)
            values |= self._more(row, cells)
        except _Cell as cell:
            self.parsed.refused.append(Bad(row.file, row.number, cell.column, cell.value, str(cell)))
            return
        self.lines.setdefault(key_of(student), []).append(row.number)
        self.parsed.tables["destinations"].append(Row(row.file, row.number, values))

    def _stage(self, cells: dict[str, str], student: str | NameReference) -> str:
        written = folded(cells.get("stage", ""))
        for words, stage in (
            ({"16", "ks4", "4", "key stage 4", "post 16", "year 11", "y11"}, "16"),
            ({"18", "ks5", "5", "key stage 5", "post 18", "year 13", "y13"}, "18"),
        ):
            if written in words:
                return stage
        group = student.year_group if isinstance(student, NameReference) else None
        if group is not None and group >= 11:
            return "16" if group == 11 else "18"
        if self.said.stage:
            return self.said.stage
        raise _Cell(
            "stage",
            cells.get("stage", ""),
            "It cannot be told whether this is after Year 11 or after Year 13. Add a column “Stage” with 16 or 18.",
        )

    def _year_of(self, cells: dict[str, str]) -> int:
        for name, later in (("academic_year", 0), ("left_in", 0)):
            text = cells.get(name, "").strip()
            if not text:
                continue
            found = re.fullmatch(r"(20\d\d)(?:\s*[/-]\s*(?:20)?(\d\d))?", text)
            if found is None or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
                raise _Cell(name, text, f"“{text[:40]}” is not a year. Write it like 2025 or 2025/26.")
            # Leaving in the summer of 2025, or in 2024/25, is a destination in 2025/26.
            return int(found[1]) + later + (1 if name == "left_in" and found[2] else 0)
        return self.year

    def _destination(self, row: Row, text: str, provider: str, cells: dict[str, str]) -> dict[str, object]:
        if code := ACTIVITY.match(text):
            text = self._activity(row, code[1], text)
        understood = understand(text or provider)
        route, level = understood.route, understood.level
        number = self._ukprn(cells)
        if not number:
            number, name = ukprn_of(provider) if ukprn_of(provider)[0] else ukprn_of(text)
            if number:
                provider = provider or text
                route = "higher_education" if route in {"", "further_education"} else route  # "King's College London"
                self.remarks.add(row.number, f"“{shown(provider)}” was recognised as {name}")
        if not route and provider and text and not understood.named and not GAP_YEAR.search(text):
            route = understand(provider).route
            if route:
                self.remarks.add(
                    row.number, f"“{shown(text)}” at “{shown(provider)}” was taken as {titles()[route].lower()}, from the place"
                )
        if (
            not provider
            and route == "higher_education"
            and folded(text) not in {"university", "uni", "he", "higher education", "degree"}
        ):
            provider = text
        if route in {"", INTENTION_ONLY}:
            raise _Cell("route", text or provider, _question(text or provider, understood.named))
        stated = level_of(cells.get("level", ""))
        return {"route": route, "provider": provider, "ukprn": number, "level": stated if stated is not None else level}

    def _activity(self, row: Row, code: str, text: str) -> str:
        """The route behind a code of the local authority's, in words that are understood."""
        route, is_sure = route_of("nccis-activity", code, self.options.day)
        if not route:
            raise _Cell(
                "route", text, f"“{code}” is not an activity code that is known here. Write the destination in words instead."
            )
        doubt = "" if is_sure else ", a code that nobody has confirmed: compare it with your local authority's list"
        self.remarks.add(row.number, f"the activity code {code} was taken as {titles()[route].lower()}{doubt}")
        return route.replace("_", " ")

    def _ukprn(self, cells: dict[str, str]) -> str:
        try:
            return ukprn(cells.get("ukprn", "").strip())
        except ValueError as fault:
            raise _Cell("ukprn", cells["ukprn"], str(fault)) from fault

    def _more(self, row: Row, cells: dict[str, str]) -> dict[str, object]:
        values: dict[str, object] = {}
        written = folded(cells.get("status", ""))
        status = STATUSES.get(written, "" if written not in {"y", "yes"} else "started")
        if written and not status:
            raise _Cell(
                "status",
                cells["status"],
                f"“{cells['status'][:40]}” is not a status. Write intended, offered, started, sustained or not sustained.",
            )
        values["status"] = status or self.said.status
        if "recorded_on" in cells:
            try:
                values["recorded_on"] = day(cells["recorded_on"])
            except ValueError as fault:
                raise _Cell("recorded_on", cells["recorded_on"], str(fault)) from fault
        return values | how_known(row.number, cells, self.remarks, keeps_words=True)


class _Cell(Exception):
    """A cell for which a row is refused."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value = column, value


def _question(text: str, named: Sequence[str]) -> str:
    if GAP_YEAR.search(text):
        return (
            f"“{shown(text)}”: a gap year is not a destination by itself. Write what the student does in it (work, "
            f"voluntary work …), or higher education if they hold a place."
        )
    if named == (INTENTION_ONLY,):
        return (
            f"“{shown(text)}” may mean that the leaver has not decided or that nobody knows where the leaver is. Write “not "
            f"known” when nobody knows, or leave the destination empty."
        )
    if len(named) > 1:
        routes = ", ".join(titles()[code].lower() for code in named)
        return f"“{shown(text)}” names more than one route ({routes}). Write the one the student took."
    options = ", ".join(title.lower() for code, title in titles().items() if code != INTENTION_ONLY)
    return f"“{shown(text)}” is not a destination that is known here. Write one of: {options}."


FORMAT = Format(CODE, "List of where leavers went", {"": COLUMNS}, _recognise, _read)
