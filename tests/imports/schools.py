"""Empty schools, files in memory, and everything a school holds: what the import tests are made of."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chalkface.core.access import Access
from chalkface.imports.formats.exchange.tables import FILES
from chalkface.imports.parsed import Received
from chalkface.operations.kept import KEPT
from chalkface.operations.kept_rows import values_of
from chalkface.records.models import ActivityCode, Enrolment, School
from chalkface.records.tenancy import open_scope, writing

DAY = date(2025, 11, 20)
URN = "100001"
COUNTERS = ("encounters", "workplaces", "providers", "meetings")


def new_school(urn: str = URN, slug: str = "testfield", **values: object) -> School:
    """An empty school."""
    with writing("a test's own setting"):
        return School.objects.create(urn=urn, name="Testfield Academy (example)", slug=slug, **values)


def operator_of(school: School, on: date = DAY, role: str = "operator", groups: Iterable[str] = ()) -> Access:
    """Somebody's access to a school."""
    return Access(school.pk, role, on, None, frozenset(groups))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")  # so that a \r inside a cell is quoted
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue().encode()


def folder(tables: Mapping[str, Sequence[Mapping[str, object]]], name: str = "school") -> list[Received]:
    """An exchange folder from rows of text: the columns are those of the first row, or all of them without rows."""
    received = []
    for stem, rows in tables.items():
        headings = list(rows[0]) if rows else list(FILES[stem].headings)
        received.append(Received(f"{name}/{stem}.csv", table(headings, [[row.get(h, "") for h in headings] for row in rows])))
    return received


def manifest(exported_at: str = "2025-11-01T08:00:00Z") -> list[dict]:
    """The rows of a manifest."""
    values = {"chalkface-exchange": "1", "exported_at": exported_at, "produced_by": "a test"}
    return [{"property": key, "value": value} for key, value in values.items()]


def small_school(students: int = 4, **more: list[dict]) -> dict[str, list[dict]]:
    """A small whole school: each student in Year 11, form 11A, in 2025/26."""
    return {
        "manifest": manifest(),
        "school": [{"urn": URN, "laestab": "3709999", "name": "Testfield Academy (example)", "kind": "school"}],
        "students": [
            {"student_id": f"S{n}", "upn": "", "legal_forename": f"Forename{n}", "legal_surname": f"Surname{n}",
             "date_of_birth": f"2010-01-{n:02d}", "left_on": ""}
            for n in range(1, students + 1)
        ],
        "enrolments": [
            {"student_id": f"S{n}", "academic_year": "2025", "year_group": "11", "tutor_group": "11A"}
            for n in range(1, students + 1)
        ],
        **more,
    }  # fmt: skip


def attended_school(students: int, activities: int, *, prefix: str = "A", urn: str = URN) -> list[Received]:
    """The exchange folder of a school whose every student was at every activity."""
    names = [f"{prefix}{n}" for n in range(activities)]
    tables = small_school(
        students,
        activities=[{"activity_id": one, "title": "T", "kind": "other", "starts_on": "2025-10-01"} for one in names],
        participations=[
            {"activity_id": one, "student_id": f"S{n}", "attended": "true"} for one in names for n in range(1, students + 1)
        ],
    )
    for row in tables["students"]:
        row["date_of_birth"] = ""  # so many that their days would not be days of a month
    tables["school"][0]["urn"] = urn
    return folder(tables)


def everything(access: Access) -> dict[str, list[tuple]]:
    """All that an import could write in a school, counters and code lists included, in the order of the rows' numbers."""
    with open_scope(access):
        held = {
            stem: list(values_of(kept, kept.model.objects.order_by("pk"), ("pk", *kept.columns))) for stem, kept in KEPT.items()
        }
        codes = ActivityCode.objects.order_by("activity_id", "list", "position")
        held["codes"] = list(codes.values_list("activity_id", "list", "code"))
        held["counters"] = list(Enrolment.objects.order_by("pk").values_list("student_id", *COUNTERS))
        held["school"] = list(School.objects.filter(pk=access.school_id).values_list("name", "laestab", "kind", "trust"))
    return held


LIST = ("Adno", "UPN", "Legal surname", "Legal forename", "DOB", "Year Group", "Reg Group", "Pupil Premium Indicator")


def upn(number: int, school: str = "3709999") -> str:
    """A UPN whose check letter is right."""
    letters, rest = "ABCDEFGHJKLMNPQRTUVWXYZ", f"{school}{number:05d}"
    return letters[sum(place * int(digit) for place, digit in enumerate(rest, start=2)) % 23] + rest


def student_list(numbers: Iterable[int], year_group: int = 10, **changed: object) -> list[Received]:
    """A list as an MIS writes it; ``changed`` are cells of every row by heading, spaces written as underscores."""
    rows = []
    for n in numbers:
        row = dict(zip(LIST, (f"{n:06d}", upn(n), f"Surname{n}", f"Forename{n}", f"{n % 28 + 1:02d}/09/2010",
                              f"Year {year_group}", f"{year_group}A", "F"), strict=True))  # fmt: skip
        row.update({heading.replace("_", " "): value for heading, value in changed.items()})
        rows.append([row[heading] for heading in LIST])
    return [Received("list.csv", table(LIST, rows))]
