"""From drawn tables and exchange rows to rows of the tables: what makes a worked example runnable on any engine."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from textwrap import dedent

from chalkface.indicators.facts import HOUR
from chalkface.indicators.tables import TABLES

Row = dict[str, object]

FILES = {
    "students": "student",
    "enrolments": "enrolment",
    "taught_subjects": "taught_subject",
    "partners": "partner",
    "activities": "activity",
    "activity_partners": "activity_partner",
    "participations": "participation",
    "offers": "offer",
    "guidance_meetings": "guidance_meeting",
    "actions": "action",
    "intentions": "intention",
    "destinations": "destination",
}
_KEYS = {"student_id": "students", "partner_id": "partners", "activity_id": "activities", "meeting_id": "guidance_meetings"}
_CODE_LISTS = {"outcomes": "outcome", "skills": "skill", "recruitment_method": "recruitment_method"}


def drawn(text: str) -> list[dict[str, str]]:
    """The rows of a drawn table: a line of column names, then a line of cells per row, parted by ``|``."""
    lines = [[cell.strip() for cell in line.split("|")] for line in dedent(text).strip().splitlines()]
    head, *rest = lines
    return [dict(zip(head, cells, strict=True)) for cells in rest]


def table_rows(files: Mapping[str, Sequence[Mapping[str, str]]], *, school_id: int, first_id: int = 1) -> dict[str, list[Row]]:
    """The rows of every table for exchange rows given as text, numbered upwards from ``first_id`` in each table.

    References are resolved among ``files``; an unknown one raises ``KeyError``. An empty cell is ``''`` in a text column
    and null in any other.
    """
    ids = {(name, row[key]): first_id + number for key, name in _KEYS.items() for number, row in enumerate(files.get(name, ()))}
    made: dict[str, list[Row]] = {table: [] for table in TABLES}
    for name, table in FILES.items():
        for number, row in enumerate(files.get(name, ())):
            made[table].append(_row(table, name, row, ids) | {"id": first_id + number, "school_id": school_id})
    for row in files.get("activities", ()):
        for column, code_list in _CODE_LISTS.items():
            for code in filter(None, row.get(column, "").split(";")):
                codes = made["activity_code"]
                codes.append(
                    {
                        "id": first_id + len(codes),
                        "school_id": school_id,
                        "activity_id": ids["activities", row["activity_id"]],
                        "list": code_list,
                        "code": code,
                    }
                )
    return made


def _row(table: str, file: str, row: Mapping[str, str], ids: Mapping[tuple[str, str], int]) -> Row:
    made: Row = {}
    every_quality = row.get("every_quality", "")
    for column, kind in TABLES[table].items():
        cell = row.get(column, every_quality if kind == "bool" else "")
        if column in _KEYS and file != _KEYS[column]:
            made[column] = ids[_KEYS[column], cell] if cell else None
        elif column == "hours_e4":
            hours = row.get("hours", "")
            made[column] = int(Decimal(hours) * HOUR) if hours else None
        elif column == "position":
            made[column] = None
        else:
            made[column] = _value(cell, kind)
    if "position" in made:
        made["position"] = len(made)
    return made


def _value(cell: str, kind: str) -> object:
    if kind == "text":
        return cell
    if not cell:
        return None
    if kind == "bool":
        return {"true": True, "false": False}[cell]
    return date.fromisoformat(cell) if kind == "date" else int(cell)
