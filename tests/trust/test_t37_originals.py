"""T37: of every kind of file that a school received, the pack holds the student's own lines and nothing of anybody else."""

import json
import re

import pytest

from chalkface.core.derived_keys import folded_name
from chalkface.records.models import ReceivedFile, Student
from chalkface.records.tenancy import across_schools, writing
from tests.imports.schools import table
from tests.imports_pure.files import ods, xlsx
from tests.trust.test_t37_subject_access import UPN, ask, decided, made_for, who

__all__ = ["who"]
pytestmark = [pytest.mark.trust(37), pytest.mark.django_db]
OTHER_UPN = "Z999000000018"
# What carries a name alone is left to a person.
BY_NAME = {"name", "title"}


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


def originals(company, how: str = "names", **asked) -> list[str]:
    number = ask(company, **asked)
    decided(company, number, how)
    return [f"{name}\n{content.decode()}" for name, content in made_for(company.access("careers_leader"), number).originals]


def receive(company, *rows: list[str], name: str = "list.csv") -> None:
    with writing("a test"), across_schools("a test"):
        ReceivedFile.of(company.rows["batch"], name, table(list(rows[0]), list(rows[1:]))).save()


def both() -> tuple[Student, Student]:
    with across_schools("a test"):
        return Student.objects.get(upn=UPN), Student.objects.get(upn=OTHER_UPN)


def test_every_kind_of_original_is_searched_for_the_students_own_lines(received, proof):
    one, other = both()
    said = "\n".join(originals(received))
    kinds = {kind for kind in files(one, other) if " " not in kind} - BY_NAME
    found = set(re.findall(r"zqown ([\w-]+)", said))
    proof("kinds of original with a line of the student", len(kinds), at_least=9)
    proof("of them, missing in the pack", sorted(kinds - found), exactly=[])
    names = (other.legal_surname, other.legal_forename, other.key, OTHER_UPN)
    strays = [word for word in ("zqnot mine", *names) if word.casefold() in said.casefold()]
    proof("words of others in the originals of a pack", strays, exactly=[])
    assert "zqown number with █████" in said and not BY_NAME & found


def providers_own_numbers(company) -> str:
    one, other = both()
    names = [f"{student.legal_forename} {student.legal_surname}" for student in (one, other)]
    receive(company, ["Student ID", "Student", "Notes"], [one.key, names[0], "zqmine"], [one.key, names[1], "zqtheirs"])
    return "\n".join(originals(company))


def test_a_number_beside_anothers_name_is_a_providers_own_and_tells_nobodys_line(received):
    said = providers_own_numbers(received)
    assert "zqmine" in said and "zqtheirs" not in said


@pytest.mark.trust(37, control=True)
def test_control_where_no_name_is_read_the_line_of_another_is_in_it(received, monkeypatch):
    one, _ = both()
    own = folded_name(f"{one.legal_forename} {one.legal_surname}")
    monkeypatch.setattr("chalkface.imports.own_lines.folded_name", lambda text: own)
    assert "zqtheirs" in providers_own_numbers(received)


def test_where_no_headings_are_known_the_first_line_is_somebodys(received):
    receive(received, [OTHER_UPN, "zqfirst"], [UPN, "zqbare"])
    said = "\n".join(originals(received))
    assert "zqbare" in said and "zqfirst" not in said and OTHER_UPN not in said


def test_a_file_that_cannot_be_opened_is_named(received):
    with writing("a test"), across_schools("a test"):
        row = ReceivedFile.of(received.rows["batch"], "broken.xlsx", b"PK\x03\x04 and no more")
        row.save()
    assert any(text.startswith(f"received-{row.pk}-not-opened.txt") for text in originals(received))


def test_nothing_undecided_goes_to_a_parent_or_where_a_text_was_left_out(received):
    assert originals(received) != []
    assert originals(received, "all") == []
    assert originals(received, asked_by="parent", carer_id=received.rows["carer"].pk, agrees=True) == []


def test_of_another_school_no_file_is_looked_into(received, school_b):
    with writing("a test"), across_schools("a test"):
        one = Student.objects.get(pk=received.rows["student"].pk)
        theirs = table(["UPN", "Reason"], [[one.upn, "zqelsewhere"]])
        ReceivedFile.of(school_b.rows["batch"], "theirs.csv", theirs).save()
    said = "\n".join(originals(received))
    assert "zqelsewhere" not in said and "zqown csv" in said
