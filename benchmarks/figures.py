"""How long all figures of one school take: ``python benchmarks/figures.py``.

Every indicator with every group for a school of 1,200 students and eight years, about 100,000 participations, in the
application's own tables on SQLite: the statements through Django's cursor, the adding-up, and the same question asked
by aggregates of the object-relational mapper. The first thing asserted is that both give the same numbers: speed never
changes a number. What is special about students is sealed in those tables and opened anew each time; beside it the same
statements read a table where it lies open, and must give the same numbers too. Times are medians of the process's own
seconds, the ways by turns, so it is the ratio that means something.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
FOLDER = tempfile.TemporaryDirectory(prefix="chalkface-benchmark-")
os.environ["CHALKFACE_DATA"] = FOLDER.name
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"
os.environ.setdefault("CHALKFACE_SECRET_KEY", "for the benchmark only")

import django

django.setup()

from aggregates import ASKED, figure_by_figure
from django.core.management import call_command
from django.db import connection, transaction
from synthetic import synthetic_school

from chalkface.indicators.catalogue import indicators
from chalkface.indicators.figure import Cells, Figure, figures
from chalkface.indicators.kinds import EVERY_GROUP
from chalkface.indicators.statements import FAMILIES, parameters, statement
from chalkface.indicators.tables import TABLES
from chalkface.queries import counting
from chalkface.queries.keeping import forget
from chalkface.records.models import School, Student
from chalkface.records.sealed import parts_of, seal_parts
from chalkface.records.tenancy import across_schools, writing

DAY = date(2026, 5, 1)
LEAVING_YEAR = 2024
BOUND_MS = 200
TIMES_FASTER = 30  # those of everybody and of the year groups: by what is sealed no aggregate can group
MOST_SEALED = 1.6
ROUNDS = 7
T = TypeVar("T")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--plans", action="store_true", help="print how SQLite reads each statement")
    options.add_argument("--analyze", action="store_true", help="gather statistics first, as after an import")
    options.add_argument("--schools", type=int, default=1, help="how many schools share the database")
    asked = options.parse_args()
    fill(asked.schools)
    with connection.cursor() as cursor:
        if asked.analyze:
            cursor.execute("analyze")
        cursor.execute("select count(*) from participation")
        print(f"{asked.schools} school(s), {cursor.fetchone()[0]:,} participations")

    whole, cells = 0.0, {}
    for family in FAMILIES:
        took, cells[family] = timed(lambda family=family: ask(family))
        whole += took
        print(f"  {family:<22}{1000 * took:8.1f} ms {len(cells[family].rows):6} cells")
        if asked.plans:
            plan(family)
    took, made = timed(lambda: figures(indicators(), cells, on=DAY, by=EVERY_GROUP))
    whole += took
    print(f"  {'adding up':<22}{1000 * took:8.1f} ms {len(made):6} figures")
    print(f"all indicators, all groups: {1000 * whole:.0f} ms (at most {BOUND_MS})")

    statements, opened, aggregates = [], [], []
    with across_schools("benchmark"):
        for _ in range(ROUNDS):
            statements.append(timed(lambda: at_once(ask), times=1)[0])
            took, lying_open = timed(lambda: at_once(ask_open), times=1)
            opened.append(took)
            assert lying_open == at_once(ask), "sealing changes a number"
            took, alike = timed(lambda: figure_by_figure(DAY), times=1)
            aggregates.append(took)
    ratio = statistics.median(one / other for one, other in zip(statements, opened, strict=True))
    print(f"sealed, against lying open: {ratio:.2f} times as long (at most {MOST_SEALED})")
    whole, took = statistics.median(statements), statistics.median(aggregates)
    ours = {(f.indicator, *next(iter(f.group.items()), ("", ""))): (f.numerator, f.denominator) for f in made}
    assert asked.schools > 1 or alike.items() <= ours.items(), "the two ways disagree"
    each = took / len(alike)
    print(
        f"by aggregates: {1000 * took:.0f} ms for {len(alike)} figures of {len(ASKED)} indicators, the same numbers: "
        f"{each * len(made) / whole:.0f} times as long for as many figures (at least {TIMES_FASTER})"
    )


def at_once(asked: Callable[[str], Cells]) -> list[Figure]:
    """All figures by the statements, as one thing to time, with nothing kept from before."""
    forget()
    return figures(indicators(), {family: asked(family) for family in FAMILIES}, on=DAY, by=EVERY_GROUP)


def fill(schools: int) -> None:
    """The application's tables, filled with invented schools. Written past the operations, which are not what is timed."""
    call_command("migrate", verbosity=0)
    open_columns = ", ".join(name for name in TABLES["student"] if name != "id")
    with connection.cursor() as cursor:
        cursor.execute(f"create table open_student (id integer primary key, {open_columns})")
    with transaction.atomic(), connection.cursor() as cursor:
        for school in range(1, schools + 1):
            with writing("benchmark"), across_schools("benchmark"):
                School.objects.create(pk=school, urn=str(school), name="Invented", slug=str(school), kind="school")
            for table, rows in synthetic_school(school_id=school).items():
                if table == "student":
                    insert(cursor, "open_student", rows)
                    rows = [sealed(row) for row in rows]
                insert(cursor, table, rows)


def sealed(row: dict) -> dict:
    """The row of a student as it is kept."""
    parts = {name: row.get(name, kind.get_default()) for name, kind in parts_of(Student).items()}
    about = Student.seal_name(row["school_id"], str(row["id"]))
    plain = {name: value for name, value in row.items() if name not in parts}
    return plain | {"sealed": seal_parts(Student, parts, about=about)}


def insert(cursor, table: str, rows: list[dict]) -> None:
    """Insert the rows; columns that figures do not read get something the table accepts."""
    columns = {column.name: column for column in connection.introspection.get_table_description(cursor, table)}
    filler = {name: "" if column.type_code in ("varchar", "text") else 0 for name, column in columns.items()}
    filler = {name: None if columns[name].null_ok else value for name, value in filler.items()}
    names = list(columns)
    marks = ", ".join(["%s"] * len(names))
    values = ([(filler | row | {"key": str(row["id"])})[name] for name in names] for row in rows)
    cursor.executemany(f'insert into "{table}" ({", ".join(f"{name!r}" for name in names)}) values ({marks})', values)


def ask(family: str) -> Cells:
    """The cells of one family for school 1."""
    return counting.ask(School.objects.get(pk=1), statement(family, "cells", "sqlite"), bound())


def ask_open(family: str) -> Cells:
    """The same from a table in which what is special lies open."""
    with connection.cursor() as cursor:
        cursor.execute(statement(family, "cells", "sqlite").replace('"student"', '"open_student"'), bound())
        return Cells(tuple(column[0] for column in cursor.description), cursor.fetchall())


def plan(family: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("explain query plan " + statement(family, "cells", "sqlite"), bound())
        for _, _, _, step in cursor.fetchall():
            print(f"      {step}")


def bound() -> dict[str, int | date]:
    return parameters(school_id=1, day=DAY, leaving_year=LEAVING_YEAR)


def timed(do: Callable[[], T], times: int = 7) -> tuple[float, T]:
    """The median seconds of ``do`` and what it gave."""
    took = []
    for _ in range(times):
        start = time.process_time()
        given = do()
        took.append(time.process_time() - start)
    return statistics.median(took), given


if __name__ == "__main__":
    main()
