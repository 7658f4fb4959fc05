"""The columns by which a careers list says which student a row is about, and the student they give."""

import re
from collections.abc import Mapping
from datetime import date

from chalkface.core.derived_keys import folded, folded_name
from chalkface.imports.columns import Column
from chalkface.imports.days import day
from chalkface.imports.parsed import Bad, NameReference, Parsed, Row, Unresolved, shown
from chalkface.imports.remarks import Remarks
from chalkface.imports.values import identifier, year_group

FORM_IN_BRACKETS = re.compile(r"^(.*?)\s*\(\s*((?:[yY](?:ea)?r?\s*)?\d{1,2}[A-Za-z0-9]{0,6})\s*\)\s*$")
STUDENT_COLUMNS = (
    Column(
        "student_id",
        (
            "Adno",
            "Admission number",
            "Admission No",
            "Adm No",
            "Adm",
            "Student ID",
            "Pupil ID",
            "MIS ID",
            "Arbor Student ID",
            "Student number",
            "ID number",
        ),
        identifier,
        example="004512",
        meaning="The school's own number for the student: the surest way to say who is meant",
    ),
    Column("upn", ("Unique Pupil Number",), identifier, example="B370999914001"),
    Column(
        "student",
        ("Student", "Student name", "Pupil", "Pupil name", "Name", "Full name", "Learner", "Young person"),
        example="O'Neill, Aoife",
        meaning="The name, either way round; it is matched with the roll, and you are asked where it fits more than one",
    ),
    Column(
        "forename",
        ("First name", "Legal forename", "Preferred forename", "Legal first name", "Preferred first name", "Given name"),
    ),
    Column("surname", ("Last name", "Legal surname", "Legal last name", "Family name", "Preferred surname")),
    Column(
        "form",
        ("Form", "Tutor group", "Tutor", "Reg", "Reg group", "Form group", "Registration group", "Registration form", "Class"),
        example="11A",
    ),
    Column("year_group", ("Y/G", "Year group", "Year", "Yr", "Yr group", "NC Year"), year_group, forgiving=True, example="11"),
    Column("date_of_birth", ("DOB", "Date of birth"), day, forgiving=True),
    Column("email", ("Email address", "Email", "School email", "Username"), example="004512@testfield.example"),
)
# A line that names no student: a sum, or the name of the form above its students.
TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b|number (?:seen|of)\b|no of\b|average\b|count\b")
GROUP = re.compile(
    r"(?:(?:form|group|tutor group|class) )?(?:y(?:ea)?r? ?)?(?:7|8|9|1[0-3])(?: ?[a-z]{1,2}\d?)?(?: form| group)?"
)
BETWEEN = re.compile(r"[&+;/]| and ", re.IGNORECASE)
NAME_COLUMNS = {"student", "forename", "surname", "form", "year_group"}
NAMING = ("student_id", "upn", "student", "surname", "email")


def student_of(values: Mapping[str, object]) -> str | NameReference | None:
    """The student a row is about: all that it says of them, or the school's own number when it says nothing else.

    ``None`` when the row names nobody. A number beside a name is kept with it, so that one can be checked by the other. A
    form in brackets behind the name (``Mo Ali (11B)``) is taken as the form.
    """
    number = str(values.get("student_id") or "")
    name = str(values.get("student") or "").strip()
    if not name:
        name = " ".join(str(values[part]).strip() for part in ("forename", "surname") if values.get(part))
    form = str(values.get("form") or "").strip()
    bracketed = FORM_IN_BRACKETS.match(name)
    if bracketed:
        name = bracketed[1]
        form = form or bracketed[2]
    email = str(values.get("email") or "").strip()
    upn = str(values.get("upn") or "").strip()
    if not (name or email or upn):
        return number or None
    year, born = values.get("year_group"), values.get("date_of_birth")
    if year is None and (stated := re.match(r"(?:[yY](?:ea)?r?\s*)?(\d{1,2})(?!\d)", form)) and 7 <= int(stated[1]) <= 13:
        year = int(stated[1])
    return NameReference(
        text=" ".join(name.split()),
        form=form,
        year_group=year if isinstance(year, int) else None,
        date_of_birth=born if isinstance(born, date) else None,
        email=email,
        local_id=number or upn or _number_in(email),
    )


def student_in(row: Row, cells: Mapping[str, str], remarks: Remarks, parsed: Parsed) -> str | NameReference | None:
    """The student of a row of text cells; ``None`` when it names nobody (remarked on) or a number is spoilt (refused).

    A bare number is left for the school's roll to answer (``Parsed.unresolved``).
    """
    values: dict[str, object] = {}
    for column in STUDENT_COLUMNS:
        text = cells.get(column.name, "")
        try:
            values[column.name] = column.parse(text)
        except ValueError as fault:
            if not column.forgiving:
                parsed.refused.append(Bad(row.file, row.number, column.name, text, str(fault)))
                return None
            values[column.name] = column.parse("")
            remarks.add(row.number, f"“{shown(text)}” was left out. {str(fault).rstrip('.')}")
    student = student_of(values)
    named = cells.get("student", "") or cells.get("surname", "")
    if student is None or TOTAL.match(folded(named)):
        remarks.add(row.number, "names no student, passed over")
        return None
    if is_group_line(cells):
        remarks.add(row.number, "a line between groups, passed over")
        return None
    if _names_several(named):
        why = "This names more than one student. Give each a row, so that nobody is taken for another."
        parsed.refused.append(Bad(row.file, row.number, "student", named, why))
        return None
    if isinstance(student, str):
        parsed.unresolved.append(Unresolved(row.file, row.number, "student_id", student, "students"))
    return student


def is_group_line(cells: Mapping[str, str]) -> bool:
    """Whether a row only names the form whose students follow: ``11A`` and nothing else."""
    named = cells.get("student", "") or cells.get("surname", "")
    others = any(text for name, text in cells.items() if name not in NAME_COLUMNS)
    return not others and GROUP.fullmatch(folded(named)) is not None


def _names_several(named: str) -> bool:
    parts = BETWEEN.split(" ".join(named.split()))
    return sum(any(map(str.isalpha, part)) for part in parts) > 1


def _number_in(email: str) -> str:
    """The digits before the @ of a school address are the admission number in many schools: a hint, confirmed by the match."""
    before = email.partition("@")[0]
    return before if before.isdecimal() and len(before) >= 3 else ""


def key_of(student: str | NameReference) -> str:
    """What tells this student apart when a key is derived: the number, else address or UPN, else folded name and form."""
    if isinstance(student, str):
        return student
    return student.local_id or folded(student.email) or f"{folded_name(student.text)}|{folded(student.form)}"
