"""OneRoster sets: students, their year group and, from the homeroom class, their tutor group.

The standard knows one given and one family name, which many systems fill with the preferred ones; so they become the
preferred name, and the legal name only of a student who is new.
"""

import re
from collections.abc import Mapping, Sequence

from chalkface.core.errors import Refused
from chalkface.core.identifiers import uln, upn
from chalkface.core.years import YEAR_GROUPS, academic_year_of, year_label
from chalkface.imports.format import Format
from chalkface.imports.formats.oneroster.files import FILES, PASSED_OVER, USERS_1_2, read_file
from chalkface.imports.identity import check_notes
from chalkface.imports.parsed import Bad, Options, Parsed, Row
from chalkface.imports.reading import Document

USER_ID = re.compile(r"\{\s*([^:{}]+?)\s*:\s*([^{}]*?)\s*\}")
CERTAIN = 0.96
DELETED = "tobedeleted"


def recognise(document: Document) -> float:
    """By the standard's file name, and headings of its kind (``sourcedId``, or most of the file's own)."""
    if len(document.sheets) != 1 or not document.sheets[0].rows:
        return 0.0
    headings = {cell.strip().casefold() for cell in document.sheets[0].rows[0] if cell.strip()}
    stem = document.stem
    if stem == "manifest":
        return CERTAIN if {"propertyname", "value"} <= headings else 0.0
    if stem not in FILES and stem not in PASSED_OVER:
        return 0.0
    if "sourcedid" in headings or "usersourcedid" in headings:
        return CERTAIN
    known = {column.name.casefold() for column in FILES.get(stem, ())}
    return 0.8 if len(headings & known) >= 3 else 0.0


def read(documents: Sequence[Document], options: Options) -> Parsed:
    """Students and enrolments of one school. People other than students are counted and passed over."""
    sheets = {document.stem: document.sheets[0] for document in documents if document.sheets and document.sheets[0].rows}
    parsed = Parsed("oneroster", only_if_new=frozenset({"legal_forename", "legal_surname"}))
    manifest = {row[0].strip().lower(): row[1].strip().lower() for row in sheets["manifest"].rows if len(row) > 1} \
        if "manifest" in sheets else {}
    if "users" not in sheets:
        raise Refused("These OneRoster files have no users.csv, so there are no students to read. Send the whole set.")
    is_1_2 = manifest.get("oneroster.version", "").startswith("1.2") or "roles" in sheets
    tables = {stem: read_file(stem, sheets[stem], USERS_1_2 if stem == "users" and is_1_2 else columns, parsed)
              for stem, columns in FILES.items() if stem in sheets}
    parsed.full_list = manifest.get("file.users", "bulk") == "bulk"
    parsed.academic_year = _year(tables, options, parsed)
    _school(tables, parsed)
    students = _students(tables, parsed)
    tutor_groups = _tutor_groups(tables, parsed)
    _write_down(students, tutor_groups, _demographics(tables), parsed)
    return parsed


def _present(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if str(row.values.get("status", "")).lower() != DELETED]


def _year(tables: Mapping[str, list[Row]], options: Options, parsed: Parsed) -> int:
    """The academic year of the set: OneRoster names a school year by the year it ends in."""
    years = {}
    for row in _present(tables.get("academicsessions", [])):
        if str(row.values["type"]).lower() == "schoolyear" and isinstance(row.values["schoolYear"], int):
            years[row.values["schoolYear"] - 1] = row
    if options.academic_year is not None:
        return options.academic_year
    current = academic_year_of(options.day)
    year = current if current in years or not years else max(years)
    said = "from academicSessions.csv" if years else "the current one, because the files name none"
    parsed.notes.append(f"Year groups and tutor groups are taken for the academic year {year_label(year)} ({said}).")
    return year


def _school(tables: Mapping[str, list[Row]], parsed: Parsed) -> None:
    schools = [row for row in _present(tables.get("orgs", [])) if str(row.values["type"]).lower() == "school"]
    if len(schools) > 1:
        names = ", ".join(str(row.values["name"]) for row in schools[:5])
        raise Refused(f"These files are of {len(schools)} schools ({names}). Export one school at a time.")
    if schools:
        number = str(schools[0].values.get("identifier", "")).replace("/", "")
        if re.fullmatch(r"\d{7}", number):
            parsed.school_laestab = number
        elif re.fullmatch(r"\d{6}", number):
            parsed.school_urn = number


def _students(tables: Mapping[str, list[Row]], parsed: Parsed) -> list[Row]:
    """The rows of users.csv that are students; in 1.2 the roles are in roles.csv."""
    roles: dict[object, set[str]] = {}
    for row in _present(tables.get("roles", [])):
        roles.setdefault(row.values["userSourcedId"], set()).add(str(row.values["role"]).lower())
    students, others = [], 0
    for row in tables.get("users", []):
        held = roles.get(row.values["sourcedId"], set()) | {str(row.values.get("role", "")).lower()}
        if "student" in held:
            students.append(row)
        else:
            others += 1
    if others:
        parsed.notes.append(f"Users who are not students were passed over: {others}.")
    return students


def _tutor_groups(tables: Mapping[str, list[Row]], parsed: Parsed) -> dict[object, str]:
    """User id to tutor group: the code, or else the title, of the homeroom class that the student is enrolled in."""
    homerooms = {row.values["sourcedId"]: str(row.values.get("classCode") or row.values["title"])
                 for row in _present(tables.get("classes", [])) if str(row.values["classType"]).lower() == "homeroom"}
    users = {row.values["sourcedId"] for row in tables.get("users", [])}
    found: dict[object, str] = {}
    strangers = 0
    for row in _present(tables.get("enrollments", [])):
        values = row.values
        if str(values["role"]).lower() == "student" and values["classSourcedId"] in homerooms:
            found[values["userSourcedId"]] = homerooms[values["classSourcedId"]]
            strangers += values["userSourcedId"] not in users
    if strangers and users:
        parsed.notes.append(f"enrollments.csv: {strangers} rows name a user who is not in users.csv and were passed over.")
    return found


def _demographics(tables: Mapping[str, list[Row]]) -> dict[object, Row]:
    return {row.values["sourcedId"]: row for row in _present(tables.get("demographics", []))}


def _write_down(students: Sequence[Row], tutor_groups: Mapping[object, str], demographics: Mapping[object, Row],
                parsed: Parsed) -> None:
    first: dict[object, int] = {}
    by_id: dict[object, int] = {}
    gone = outside = 0
    kept, enrolments = [], []
    for row in students:
        if first.setdefault(row.values["sourcedId"], row.number) != row.number:
            parsed.refused.append(Bad(row.file, row.number, "sourcedId", str(row.values["sourcedId"]),
                                      f"Row {first[row.values['sourcedId']]} has the same sourcedId."))
            continue
        deleted = str(row.values.get("status", "")).lower() == DELETED
        if deleted and parsed.full_list:
            gone += 1
            continue
        student = _student(row, demographics.get(row.values["sourcedId"]), parsed)
        group = _grade(row, parsed)
        if student is None or group is None:
            continue
        if by_id.setdefault(student.values["student_id"], row.number) != row.number:
            parsed.refused.append(Bad(row.file, row.number, "identifier", str(student.values["student_id"]),
                                      f"Row {by_id[student.values['student_id']]} has the same identifier."))
            continue
        if deleted:
            student.values["left_on"] = row.values.get("dateLastModified")
        elif group in YEAR_GROUPS:
            tutor = tutor_groups.get(row.values["sourcedId"])
            enrolment = {"student_id": student.values["student_id"], "academic_year": parsed.academic_year, "year_group": group}
            enrolments.append(Row(row.file, row.number, enrolment | ({} if tutor is None else {"tutor_group": tutor})))
        else:
            outside += 1
        kept.append(student)
    if gone:
        parsed.notes.append(f"Students marked “{DELETED}” have left, and were not read: {gone}.")
    if outside:
        parsed.notes.append(f"Students without a year group from 7 to 13, who are not enrolled: {outside}.")
    parsed.tables = {"students": kept, "enrolments": enrolments}
    parsed.notes += check_notes(kept)


def _student(row: Row, demographic: Row | None, parsed: Parsed) -> Row | None:
    values = row.values
    numbers = {kind.upper(): number for kind, number in USER_ID.findall(str(values.get("userIds", "")))}
    given, family = values["givenName"], values["familyName"]
    student: dict[str, object] = {
        "student_id": values.get("identifier") or values["sourcedId"], "legal_forename": given, "legal_surname": family,
        "preferred_forename": values.get("preferredGivenName") or values.get("preferredFirstName") or given,
        "preferred_surname": values.get("preferredFamilyName") or values.get("preferredLastName") or family}
    for column, parse in (("upn", upn), ("uln", uln)):
        number = numbers.get(column.upper(), "")
        try:
            student[column] = parse(number)
        except ValueError as fault:
            parsed.refused.append(Bad(row.file, row.number, "userIds", number, str(fault)))
            return None
    for column, heading in (("date_of_birth", "birthDate"), ("sex", "sex")):
        if demographic is not None and demographic.values.get(heading):
            student[column] = demographic.values[heading]
    return Row(row.file, row.number, student)


def _grade(row: Row, parsed: Parsed) -> int | None:
    """The year group (``09`` is 9); 0 when there is none or it is not a number; ``None`` when several are named."""
    grades = [one.strip() for one in str(row.values["grades"]).split(",") if one.strip()]
    if len(grades) > 1:
        parsed.refused.append(Bad(row.file, row.number, "grades", str(row.values["grades"]), "A student is in one year group; "
                                  "here are several."))
        return None
    return int(grades[0]) if grades and grades[0].isdecimal() and len(grades[0]) <= 2 else 0


FORMAT = Format("oneroster", "OneRoster 1.1 or 1.2 files", FILES, recognise, read)
