"""How a participation list is laid out: an activity on each row, one for the whole list, or one for each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chalkface.imports.columns import plain
from chalkface.imports.ditto import is_ditto
from chalkface.imports.formats.participation_list.marks import is_mark, title_and_day
from chalkface.imports.loose_days import academic_year_in
from chalkface.imports.reading import Sheet
from chalkface.imports.student_columns import NAMING

MOSTLY = 0.8
REPEATED = ("activity", "date", "activity_id")


@dataclass(frozen=True, slots=True)
class Named:
    """An activity as a title or heading names it: what, and the day as written (perhaps empty)."""

    title: str
    day: str


@dataclass(slots=True)
class Layout:
    """``columns`` are the positions of activities across the sheet; ``whole`` is the one activity of a list without them."""

    columns: dict[int, Named] = field(default_factory=dict)
    whole: Named | None = None
    skip: set[int] = field(default_factory=set)


def layout_of(sheet: Sheet, header: int, mapping: Mapping[str, int]) -> Layout:
    """Work out the layout from the headings, the lines above them and the marks below them."""
    if "activity" in mapping or "activity_id" in mapping:
        return Layout()
    columns, skip = _across(sheet, header, mapping)
    if columns:
        return Layout(columns, None, skip)
    return Layout(whole=_above(sheet.rows[:header]))


def _across(sheet: Sheet, header: int, mapping: Mapping[str, int]) -> tuple[dict[int, Named], set[int]]:
    """Columns that hold marks under a heading with a day; the day may stand in a row of days below or above instead.

    Marks without a day are no activity: a list of students has many columns of yes and no.
    """
    headings = sheet.rows[header]
    below = sheet.rows[header + 1] if header + 1 < len(sheet.rows) else []
    naming = [mapping[name] for name in NAMING if name in mapping]
    below_is_days = bool(below) and not any(_cell(below, position) for position in naming)
    columns = {}
    for position, heading in enumerate(headings):
        if position in mapping.values() or not heading.strip():
            continue
        start = header + 2 if below_is_days else header + 1
        marks = [cell for row in sheet.rows[start:] if (cell := _cell(row, position))]
        if not marks or sum(map(is_mark, marks)) < MOSTLY * len(marks):
            continue
        title, day = title_and_day(heading)
        above = _cell(sheet.rows[header - 1], position) if header else ""
        day = day or (_cell(below, position) if below_is_days else "") or above
        columns[position] = Named(title, day)
    dated = {position: named for position, named in columns.items() if named.day}
    return dated, {header + 2} if dated and below_is_days else set()


def _cell(row: Sequence[str], position: int) -> str:
    return row[position].strip() if position < len(row) else ""


def _above(rows: Sequence[Sequence[str]]) -> Named | None:
    """The activity that the lines above the headings name, and its day."""
    title = day = ""
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 2 and plain(cells[0]) in {
            "activity",
            "event",
            "title",
            "activityname",
            "eventname",
            "date",
            "day",
            "when",
        }:
            if plain(cells[0]) in {"date", "day", "when"}:
                day = day or cells[1]
            else:
                title = title or cells[1]
            continue
        for cell in cells:
            named, written = title_and_day(cell)
            day = day or written
            if named and not title and academic_year_in(named) is None:
                title = named
    return Named(title, day) if title else None


def repeat_down(rows: Sequence[dict[str, str]], names: Sequence[str]) -> None:
    """Fill ditto marks from the row above, and empty cells of activity and day where they stand for "the same again".

    Rows that name a student but no activity belong to the activity above. Where every row names its activity, it is the
    student's name that is left out when it repeats.
    """
    by_activity = any(_names_student(row) and not any(row.get(name) for name in REPEATED) for row in rows)
    above: dict[str, str] = {}
    for row in rows:
        for name in names:
            if is_ditto(row.get(name, "")):
                row[name] = above.get(name, "")
        if by_activity:
            if not any(row.get(name) for name in REPEATED):
                row.update({name: above[name] for name in REPEATED if above.get(name)})
            elif row.get("activity") and not row.get("date"):
                pass
            elif row.get("date") and not row.get("activity") and "activity" in above:
                row["activity"] = above["activity"]
        elif not _names_student(row) and any(row.get(name) for name in REPEATED):
            row.update(
                {
                    name: above[name]
                    for name in (*NAMING, "forename", "form", "year_group")
                    if above.get(name) and not row.get(name)
                }
            )
        above.update({name: value for name, value in row.items() if value})


def _names_student(row: Mapping[str, str]) -> bool:
    return any(row.get(name) for name in NAMING)
