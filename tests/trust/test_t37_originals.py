"""T37: of every kind of file that a school received, the pack holds the student's own lines and nothing of anybody else."""

import json
import re

import pytest

from chalkface.imports.own_lines import own_lines
from chalkface.operations.rights import make_pack
from chalkface.queries import whose_lines
from chalkface.records.models import Enrolment, ReceivedFile, Student
from chalkface.records.tenancy import across_schools, writing
from tests.imports.schools import table
from tests.imports_pure.files import ods, xlsx
from tests.trust.test_t37_subject_access import ask, decided, who

__all__ = ["who"]
pytestmark = [pytest.mark.trust(37), pytest.mark.django_db]
OTHER_UPN, NAMESAKES_UPN = "Z999000000018", "Z999000000019"


def of_cells(rows: list[list[str]]) -> str:
    """Rows as an OpenDocument spreadsheet writes them."""
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    return "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)


def pupil(upn: str, words: str) -> str:
    return f"<Pupil><UPN>{upn}</UPN><Surname>{words}</Surname></Pupil>"


def record(student: Student, words: str) -> bytes:
    who = {"legal_forename": student.legal_forename, "legal_surname": student.legal_surname, "upn": student.upn}
    return json.dumps({"chalkface-record": 1, "student": who, "said": [words]}).encode()


def files(one: Student, other: Student) -> dict[str, tuple[str, bytes]]:
    """Kind → (name, content): in each something of the student ("own" and the kind) and of the other ("not mine")."""

    def rows(kind: str, heading: str, of, headings=("Reason",)) -> list[list[str]]:
        said = [[of(one), f"zqown {kind}"], [of(other), "zqnot mine"], ["", ""], ["Total", "zqnot mine"]]
        return [[heading, *headings], *said]

    def turned(student: Student) -> str:
        return f"{student.legal_surname.upper()}, {student.preferred_forename or student.legal_forename}"

    def tabs(content: list[list[str]], by: str) -> str:
        return "\r\n".join(by.join(row) for row in content)

    number = rows("number", "Adm No", lambda student: student.key)
    number[1][1] += f" with {other.legal_surname}"
    upn = rows("workbook", "UPN", lambda student: student.upn)
    with_title = [["A list of ours", ""], *rows("title", "Pupil name", turned)]
    return {
        "csv": ("a.csv", table(*_parted(rows("csv", "UPN", lambda student: student.upn)))),
        "windows": ("a.csv", tabs(rows("windows £", "UPN", lambda student: student.upn), ";").encode("cp1252")),
        "utf-16": ("a.txt", tabs(rows("utf-16", "UPN", lambda student: student.upn), "\t").encode("utf-16")),
        "number": ("log.csv", table(*_parted(number))),
        "name": ("form.csv", table(*_parted(rows("name", "Student", turned)))),
        "title": ("tracker.csv", table(*_parted(with_title))),
        "workbook": ("a.xlsx", xlsx({"First": [["Nothing", "here"]], "Second": upn})),
        "open": ("a.ods", ods(of_cells(rows("open", "UPN", lambda student: student.upn)))),
        "exchange": ("school/actions.csv", table(*_parted(rows("exchange", "student_id", lambda student: student.key)))),
        "ctf": ("a.xml", f"<CTfile>{pupil(one.upn, 'zqown ctf')}{pupil(other.upn, 'zqnot mine')}</CTfile>".encode()),
        "record": ("record.json", record(one, "zqown record")),
        "record of another": ("record.json", record(other, "zqnot mine")),
    }


def _parted(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    return rows[0], rows[1:]


@pytest.fixture
def received(who):
    """The same things in files of every kind, and somebody of the same name whose lines nobody can tell from another's."""
    with writing("a test"), across_schools("a test"):
        Student.objects.filter(pk=who.rows["other_student"].pk).update(upn=OTHER_UPN)
        one, other = (Student.objects.get(pk=who.rows[name].pk) for name in ("student", "other_student"))
        for kind, (name, content) in files(one, other).items():
            ReceivedFile.of(who.rows["batch"], f"{len(kind)}-{name}" if "/" not in name else name, content).save()
    return who


def originals(company) -> list[str]:
    number = ask(company)
    decided(company, number)
    made = make_pack(company.access("careers_leader"), request_id=number, lines_of=own_lines)
    return [content.decode() for _, content in made.originals]


def test_every_kind_of_original_is_searched_for_the_students_own_lines(received, proof):
    with across_schools("a test"):
        one, other = (Student.objects.get(pk=received.rows[name].pk) for name in ("student", "other_student"))
    said = "\n".join(originals(received))
    kinds = [kind for kind in files(one, other) if " " not in kind]
    found = set(re.findall(r"zqown ([\w-]+)", said))
    proof("kinds of original with a line of the student", len(kinds), at_least=11)
    proof("of them, missing in the pack", sorted(set(kinds) - found), exactly=[])
    names = (other.legal_surname, other.legal_forename, other.key, OTHER_UPN)
    strays = [word for word in ("zqnot mine", *names) if word.casefold() in said.casefold()]
    proof("words of others in the originals of a pack", strays, exactly=[])
    assert "zqown number with █████" in said


def test_a_name_that_two_students_have_tells_nobodys_lines(received):
    with writing("a test"), across_schools("a test"):
        one = Student.objects.get(pk=received.rows["student"].pk)
        names = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
        same = {name: getattr(one, name) for name in names}
        made = Student.objects.create(school=received.school, key="namesake", upn=NAMESAKES_UPN, **same)
        Enrolment.objects.create(school=received.school, student=made, academic_year=2025, year_group=11, tutor_group="11A")
    said = "\n".join(originals(received))
    assert "zqown name" not in said and "zqown title" not in said
    assert "zqown csv" in said and "zqown number" in said


def test_of_another_school_no_file_is_looked_into_and_nobody_is_a_namesake(received, school_b):
    with writing("a test"), across_schools("a test"):
        one = Student.objects.get(pk=received.rows["student"].pk)
        names = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
        Student.objects.filter(pk=school_b.rows["student"].pk).update(**{name: getattr(one, name) for name in names})
        theirs = table(["UPN", "Reason"], [[one.upn, "zqelsewhere"]])
        ReceivedFile.of(school_b.rows["batch"], "theirs.csv", theirs).save()
    said = "\n".join(originals(received))
    assert "zqelsewhere" not in said and "zqown csv" in said
    assert "zqown name" in said and "zqown title" in said


@pytest.mark.trust(37, control=True)
def test_control_without_the_look_whose_name_it_is_lines_of_a_namesake_are_in_it(received, monkeypatch):
    test_a_name_that_two_students_have_tells_nobodys_lines(received)
    monkeypatch.setattr(whose_lines, "Counter", lambda: _EachOnce())
    assert "zqown name" in "\n".join(originals(received))


class _EachOnce(dict):
    """Counts nothing: every name is anybody's own."""

    def update(self, names) -> None:
        super().update(dict.fromkeys(names, 1))
