"""Many schools at once, from their exchange folders or zips, without storing them: figures by DuckDB in memory.

The files are read and checked by the exchange format like any import; one refused row refuses the whole, with where it
is. Rows go to DuckDB through plain CSV files in a temporary folder, because that is the only fast way in that needs no
further library. The statements are the committed ones, run once per school.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from chalkface.core.errors import Refused
from chalkface.imports.formats.exchange.format import read
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.reading import from_paths, open_documents
from chalkface.indicators.catalogue import indicator, indicators
from chalkface.indicators.figure import Cells, Figure, checked_groups, families_of, figures
from chalkface.indicators.statements import asked_for, parameters, statement
from chalkface.indicators.tables import TABLES

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
# The files whose leading column others point at; tables of the same order of reading.
KEYS = {"student_id": "students", "partner_id": "partners", "activity_id": "activities", "meeting_id": "guidance_meetings"}
CODES = {"outcomes": "outcome", "skills": "skill", "recruitment_method": "recruitment_method"}
TYPES = {"int": "BIGINT", "text": "VARCHAR", "bool": "BOOLEAN", "date": "DATE"}
SHOWN = 3


@dataclass
class Gathered:
    """The schools read so far, by URN, and the connection that holds their rows once all are read."""

    schools: dict[str, int] = field(default_factory=dict)
    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)

    def cells(self, urn: str, families: Sequence[str], *, on: date, year: int | None) -> dict[str, Cells]:
        """The cells of some families for one school."""
        bound = parameters(school_id=self.schools[urn], day=on, leaving_year=year)
        found = {}
        for family in families:
            sql = statement(family, "cells", "duckdb")
            answer = self.connection.execute(sql, asked_for(sql, bound))
            found[family] = Cells([column[0] for column in answer.description], answer.fetchall())
        return found


def figures_of_schools(
    paths: Sequence[Path],
    *,
    on: date,
    year: int | None = None,
    ids: Sequence[str] = (),
    by: Sequence[str] = (),
) -> list[Figure]:
    """The figures of every school in ``paths``, one folder or zip each, in their order, with ``school`` (URN) in the group.

    ``ids`` are the indicators asked for, all without any; ``year`` is the leaving year. Raises ``Refused`` for an unknown
    indicator or group, for files with a fault, and for one school given twice.
    """
    asked = [indicator(one) for one in dict.fromkeys(ids)] or list(indicators())
    groups, made = checked_groups(by), []
    with gathered(paths, on) as many:
        for urn in many.schools:
            cells = many.cells(urn, families_of(asked), on=on, year=year)
            made += figures(asked, cells, on=on, by=groups, within={"school": urn})
    return made


@contextmanager
def gathered(paths: Sequence[Path], day: date) -> Iterator[Gathered]:
    """All schools of ``paths`` in one DuckDB in memory, in the tables that the statements read."""
    many = Gathered()
    with TemporaryDirectory(prefix="chalkface-") as name:
        _write_all(many, paths, day, Path(name))
        for table, columns in TABLES.items():
            drawn = "{" + ", ".join(f"'{column}': '{TYPES[kind]}'" for column, kind in columns.items()) + "}"
            many.connection.execute(
                f"create table \"{table}\" as select * from read_csv(?, header=true, delim=',', quote='\"', "  # noqa: S608 - own names
                f"escape='\"', nullstr='\\N', auto_detect=false, columns={drawn})",
                [str(Path(name) / f"{table}.csv")],
            )
    try:
        yield many
    finally:
        many.connection.close()


def _write_all(many: Gathered, paths: Sequence[Path], day: date, folder: Path) -> None:
    counts = dict.fromkeys(TABLES, 0)
    for table, columns in TABLES.items():
        (folder / f"{table}.csv").write_text(",".join(columns) + "\n", encoding="utf-8")
    for path in paths:
        parsed = read(open_documents(from_paths([path])), Options(day))
        _refuse_faults(path, parsed)
        urn = str(parsed.tables["school"][0].values["urn"])
        if urn in many.schools:
            raise Refused(f"“{path.name}” is of the school with URN {urn}, which was given already. Give each school once.")
        many.schools[urn] = len(many.schools) + 1
        for table, rows in _rows(parsed, many.schools[urn], counts).items():
            with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)


def _refuse_faults(path: Path, parsed: Parsed) -> None:
    faults = parsed.refused + [one.refusal() for one in parsed.unresolved]
    if faults:
        first = "; ".join(f"{one.file} row {one.row}, {one.column}: {one.reason}" for one in faults[:SHOWN])
        raise Refused(f"“{path.name}” has {len(faults)} faults, so no figures were computed. {first}")


def _rows(parsed: Parsed, school_id: int, counts: dict[str, int]) -> dict[str, list[list[object]]]:
    """The rows of every table for one school, numbered on from ``counts``."""
    ids: dict[tuple[str, object], int] = {}
    for key, stem in KEYS.items():
        first = counts[FILES[stem]] + 1
        for number, row in enumerate(parsed.tables.get(stem, ()), start=first):
            ids[stem, row.values[key]] = number
    made: dict[str, list[list[object]]] = {table: [] for table in TABLES}
    for stem, table in FILES.items():
        for row in parsed.tables.get(stem, ()):
            counts[table] += 1
            values = {**row.values, "id": counts[table], "school_id": school_id, "position": row.number}
            for key, of in KEYS.items():
                if of != stem and key in row.values:
                    values[key] = ids[of, row.values[key]] if row.values[key] else None
            made[table].append(_cells(table, values))
            if stem == "activities":
                made["activity_code"] += _codes(row.values, values, counts)
    return made


def _codes(held: Mapping[str, object], activity: Mapping[str, object], counts: dict[str, int]) -> Iterator[list[object]]:
    for column, name in CODES.items():
        for code in held.get(column) or ():
            counts["activity_code"] += 1
            values = {"id": counts["activity_code"], "school_id": activity["school_id"], "activity_id": activity["id"]}
            yield _cells("activity_code", {**values, "list": name, "code": code})


def _cells(table: str, values: Mapping[str, object]) -> list[object]:
    """The cells in the order of the table's columns: what is not held is null, and empty for text."""
    found = []
    for column, kind in TABLES[table].items():
        value = values.get(column)
        if kind == "text":
            found.append("" if value is None else value)
        else:
            found.append("\\N" if value is None else value)
    return found
